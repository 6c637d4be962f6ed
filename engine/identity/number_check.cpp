#include "identity/number_check.h"

namespace countersign {

std::string_view checkOutcomeName(CheckOutcome outcome) {
    switch (outcome) {
        case CheckOutcome::Ok:
            return "ok";
        case CheckOutcome::OkCheckDigitOmitted:
            return "ok_check_digit_omitted";
        case CheckOutcome::Empty:
            return "empty";
        case CheckOutcome::Incomplete:
            return "incomplete";
        case CheckOutcome::BadCharacter:
            return "bad_character";
        case CheckOutcome::TooLong:
            return "too_long";
        case CheckOutcome::WrongCheckDigit:
            return "wrong_check_digit";
        case CheckOutcome::WrongPrefix:
            return "wrong_prefix";
        case CheckOutcome::WrongShape:
            return "wrong_shape";
        case CheckOutcome::UnknownRegion:
            return "unknown_region";
        case CheckOutcome::ImpossibleDate:
            return "impossible_date";
        case CheckOutcome::DateInFuture:
            return "date_in_future";
        case CheckOutcome::OtherDocumentKind:
            return "other_document_kind";
        case CheckOutcome::Inconsistent:
            return "inconsistent";
    }
    return "invalid";
}

Date chinaDate(WallTime now) {
    return Date{std::chrono::floor<std::chrono::days>(now + std::chrono::hours(8))};
}

int ageAt(Date birth, WallTime now) {
    const Date today = chinaDate(now);
    int age = static_cast<int>(today.year()) - static_cast<int>(birth.year());
    const bool before =
        today.month() < birth.month() || (today.month() == birth.month() && today.day() < birth.day());
    return before ? age - 1 : age;
}

}  // namespace countersign
