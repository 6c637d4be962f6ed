#include "identity/sim_numbers.h"

#include <algorithm>

#include "identity/typed_text.h"

namespace countersign {

namespace {

constexpr std::size_t kIccidLong = 20;
constexpr std::size_t kIccidShort = 19;
constexpr std::size_t kImeiLength = 15;
constexpr std::size_t kE164Longest = 15;
constexpr std::size_t kE164Shortest = 7;  // the shortest whole numbers in use (Niue, Saint Helena)
constexpr std::size_t kChinaMobile = 11;  // national digits

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// By reference: compilers differ in which argument they look at first, and callers say the outcome with what
// they move.
NumberCheck with(NumberCheck&& check, CheckOutcome outcome) {
    check.outcome = outcome;
    return std::move(check);
}

NumberCheck take(std::string_view typed, std::string_view alsoAllowed, std::size_t limit) {
    TypedText text = readTyped(typed, alsoAllowed, limit);
    NumberCheck check;
    check.value = std::move(text.plain);
    const auto letter = std::find_if(check.value.begin(), check.value.end(), [&](char c) {
        return !isDigit(c) && alsoAllowed.find(c) == std::string_view::npos;
    });
    if (letter != check.value.end()) {
        check.badCharacter = static_cast<char32_t>(static_cast<unsigned char>(*letter));
        check.badPosition = static_cast<std::size_t>(letter - check.value.begin()) + 1;
        return with(std::move(check), CheckOutcome::BadCharacter);
    }
    if (text.badCharacter) {
        check.badCharacter = text.badCharacter;
        check.badPosition = check.value.size() + 1;
        return with(std::move(check), CheckOutcome::BadCharacter);
    }
    if (text.tooLong) return with(std::move(check), CheckOutcome::TooLong);
    return with(std::move(check), check.value.empty() ? CheckOutcome::Empty : CheckOutcome::Ok);
}

// value holds the national digits so far; the result's value is +86 and these.
NumberCheck checkChinaMobile(NumberCheck check) {
    const std::string national = check.value;
    check.value = "+86" + national;
    if (national.empty()) return with(std::move(check), CheckOutcome::Incomplete);
    if (national[0] != '1' || (national.size() >= 2 && national[1] < '3'))
        return with(std::move(check), CheckOutcome::WrongPrefix);
    if (national.size() > kChinaMobile) return with(std::move(check), CheckOutcome::TooLong);
    if (national.size() < kChinaMobile) return with(std::move(check), CheckOutcome::Incomplete);
    return with(std::move(check), CheckOutcome::Ok);
}

}  // namespace

bool luhnHolds(std::string_view digits) {
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), isDigit)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit * 2 - (digit > 4 ? 9 : 0);
        sum += digit;
    }
    return sum % 10 == 0;
}

char luhnCheckDigit(std::string_view digits) {
    if (digits.empty()) return 0;
    for (char c = '0'; c <= '9'; ++c) {
        if (luhnHolds(std::string(digits) + c)) return c;
    }
    return 0;
}

NumberCheck checkIccid(std::string_view typed) {
    NumberCheck check = take(typed, "F", kIccidLong);
    if (check.outcome == CheckOutcome::Empty || check.outcome == CheckOutcome::BadCharacter) return check;
    const auto filler = check.value.find('F');
    if (filler != std::string::npos) {
        // Chips hold 20 half-bytes and fill a 19-digit number with F: only there is it no mistake.
        if (filler != kIccidShort || check.outcome == CheckOutcome::TooLong) {
            check.badCharacter = U'F';
            check.badPosition = filler + 1;
            return with(std::move(check), CheckOutcome::BadCharacter);
        }
        check.value.pop_back();
    }
    const std::string& value = check.value;
    if (value[0] != '8' || (value.size() > 1 && value[1] != '9'))
        return with(std::move(check), CheckOutcome::WrongPrefix);
    if (check.outcome == CheckOutcome::TooLong) return check;
    if (value.size() < kIccidShort) return with(std::move(check), CheckOutcome::Incomplete);
    if (luhnHolds(value)) return check;
    return with(std::move(check), value.size() == kIccidShort ? CheckOutcome::OkCheckDigitOmitted
                                                              : CheckOutcome::WrongCheckDigit);
}

NumberCheck checkImei(std::string_view typed) {
    NumberCheck check = take(typed, "", kImeiLength);
    if (check.outcome != CheckOutcome::Ok) return check;
    if (check.value.starts_with("00")) return with(std::move(check), CheckOutcome::WrongPrefix);
    if (check.value.size() < kImeiLength) return with(std::move(check), CheckOutcome::Incomplete);
    return with(std::move(check), luhnHolds(check.value) ? CheckOutcome::Ok : CheckOutcome::WrongCheckDigit);
}

NumberCheck checkMsisdn(std::string_view typed) {
    // + or 00, the country code and the number; brackets, dots and slashes are only grouping.
    NumberCheck check = take(typed, "+().", 40);
    std::erase_if(check.value, [](char c) { return c == '(' || c == ')' || c == '.'; });
    if (check.outcome == CheckOutcome::BadCharacter || check.outcome == CheckOutcome::TooLong) return check;
    if (check.value.empty()) return with(std::move(check), CheckOutcome::Empty);

    const auto plus = check.value.rfind('+');
    if (plus != std::string::npos && plus > 0) {
        check.badCharacter = U'+';
        check.badPosition = plus + 1;
        return with(std::move(check), CheckOutcome::BadCharacter);
    }
    bool international = plus == 0;
    if (international) {
        check.value.erase(0, 1);
    } else if (check.value.starts_with("00")) {
        international = true;
        check.value.erase(0, 2);
    } else if (check.value == "0") {
        return with(std::move(check), CheckOutcome::Incomplete);
    }

    if (check.value.starts_with("86")) {
        check.value.erase(0, 2);
        return checkChinaMobile(std::move(check));
    }
    if (!international) {
        if (check.value == "8") return with(std::move(check), CheckOutcome::Incomplete);
        return checkChinaMobile(std::move(check));
    }
    const std::string digits = check.value;
    check.value = "+" + digits;
    if (digits.empty()) return with(std::move(check), CheckOutcome::Incomplete);
    if (digits[0] == '0') return with(std::move(check), CheckOutcome::WrongPrefix);
    if (digits.size() > kE164Longest) return with(std::move(check), CheckOutcome::TooLong);
    return with(std::move(check),
                digits.size() < kE164Shortest ? CheckOutcome::Incomplete : CheckOutcome::Ok);
}

}  // namespace countersign
