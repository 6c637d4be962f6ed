#include "identity/document_number.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "identity/typed_text.h"

namespace countersign {

namespace {

constexpr std::size_t kResidentLength = 18;
constexpr int kOldestYears = 130;  // nobody is known to have grown older than 122

constexpr std::array kKinds{
    DocumentKind::ResidentId,        DocumentKind::TemporaryId,
    DocumentKind::HouseholdRegister, DocumentKind::MilitaryId,
    DocumentKind::ArmedPoliceId,     DocumentKind::HongKongMacauPermit,
    DocumentKind::TaiwanPermit,      DocumentKind::ResidencePermit,
    DocumentKind::ForeignPassport,   DocumentKind::ForeignerPermanentResidence,
};

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return c >= 'A' && c <= 'Z';
}
bool allDigits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), isDigit);
}

// By reference: compilers differ in which argument they look at first, and callers say the outcome with what
// they move.
NumberCheck with(NumberCheck&& check, CheckOutcome outcome) {
    check.outcome = outcome;
    return std::move(check);
}

NumberCheck badAt(NumberCheck check, std::size_t index) {
    check.badCharacter = static_cast<char32_t>(static_cast<unsigned char>(check.value[index]));
    check.badPosition = index + 1;
    return with(std::move(check), CheckOutcome::BadCharacter);
}

// Reads what was typed; the outcome is Ok if the rules of the number may go on judging value.
NumberCheck take(std::string_view typed, std::string_view alsoAllowed, std::size_t limit) {
    TypedText text = readTyped(typed, alsoAllowed, limit);
    NumberCheck check;
    check.value = std::move(text.plain);
    if (text.badCharacter) {
        check.badCharacter = text.badCharacter;
        check.badPosition = check.value.size() + 1;
        return with(std::move(check), CheckOutcome::BadCharacter);
    }
    if (text.tooLong) return with(std::move(check), CheckOutcome::TooLong);
    return with(std::move(check), check.value.empty() ? CheckOutcome::Empty : CheckOutcome::Ok);
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

// GB/T 2260, first two digits.
bool knownProvince(int code) {
    static constexpr std::array kProvinces{11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
                                           35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
                                           53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83};
    return std::find(kProvinces.begin(), kProvinces.end(), code) != kProvinces.end();
}

CheckOutcome judgeBirth(Date date, WallTime now) {
    if (!date.ok()) return CheckOutcome::ImpossibleDate;
    const Date today = chinaDate(now);
    if (date > today) return CheckOutcome::DateInFuture;
    if (static_cast<int>(today.year()) - static_cast<int>(date.year()) > kOldestYears)
        return CheckOutcome::ImpossibleDate;
    return CheckOutcome::Ok;
}

// "HHMMDD" parts are told wrong as soon as they are: month 13 need not wait for the day.
bool monthOrDayHopeless(std::string_view value) {
    if (value.size() >= 12 && (number(value.substr(10, 2)) < 1 || number(value.substr(10, 2)) > 12))
        return true;
    return value.size() == 11 && value[10] > '1';
}

NumberCheck checkOwnResidentNumber(std::string_view typed, WallTime now, DocumentKind wanted) {
    NumberCheck check = checkResidentNumber(typed, now);
    if (check.usable() && check.belongsTo != wanted)
        return with(std::move(check), CheckOutcome::OtherDocumentKind);
    return check;
}

// The permanent residence card: since December 2023 with a resident number; before that three letters (the
// country) and twelve digits, still valid until they expire.
NumberCheck checkPermanentResidence(std::string_view typed, WallTime now) {
    const NumberCheck peek = take(typed, "", kResidentLength);
    if (peek.value.empty() || !isLetter(peek.value.front()))
        return checkOwnResidentNumber(typed, now, DocumentKind::ForeignerPermanentResidence);
    NumberCheck check = take(typed, "", 15);
    if (check.outcome != CheckOutcome::Ok) return check;
    for (std::size_t i = 0; i < check.value.size(); ++i) {
        if (i < 3 ? !isLetter(check.value[i]) : !isDigit(check.value[i])) return badAt(std::move(check), i);
    }
    if (check.value.size() < 15) return with(std::move(check), CheckOutcome::Incomplete);
    check.belongsTo = DocumentKind::ForeignerPermanentResidence;
    return check;
}

// Mainland travel permit of Hong Kong and Macau residents: H or M, 8 digits for the person, formerly 2 more
// for the issue.
NumberCheck checkHongKongMacauPermit(std::string_view typed) {
    NumberCheck check = take(typed, "", 11);
    if (check.outcome != CheckOutcome::Ok) return check;
    if (check.value[0] != 'H' && check.value[0] != 'M')
        return with(std::move(check), CheckOutcome::WrongPrefix);
    for (std::size_t i = 1; i < check.value.size(); ++i) {
        if (!isDigit(check.value[i])) return badAt(std::move(check), i);
    }
    if (check.value.size() != 9 && check.value.size() != 11)
        return with(std::move(check), CheckOutcome::Incomplete);
    check.belongsTo = DocumentKind::HongKongMacauPermit;
    return check;
}

// Mainland travel permit of Taiwan residents: 8 digits on the card; the older booklet 10 digits and a letter
// in brackets, which is often left out.
NumberCheck checkTaiwanPermit(std::string_view typed) {
    NumberCheck check = take(typed, "()", 13);
    if (check.outcome != CheckOutcome::Ok) return check;
    std::erase_if(check.value, [](char c) { return c == '(' || c == ')'; });
    if (check.value.empty()) return with(std::move(check), CheckOutcome::Empty);
    for (std::size_t i = 0; i < check.value.size(); ++i) {
        if (!isDigit(check.value[i]) && i != 10) return badAt(std::move(check), i);
    }
    if (check.value.size() > 11) return with(std::move(check), CheckOutcome::TooLong);
    if (check.value.size() != 8 && check.value.size() < 10)
        return with(std::move(check), CheckOutcome::Incomplete);
    check.belongsTo = DocumentKind::TaiwanPermit;
    return check;
}

// Soldiers' and armed policemen's documents differ by service: characters such as 军字第, then digits. The
// shape is all that is public, so the rule is wide: 4 to 24 characters, at least four of them digits.
NumberCheck checkServiceNumber(std::string_view typed, DocumentKind kind) {
    constexpr std::size_t kLongest = 24;
    NumberCheck check;
    std::size_t characters = 0;
    int digits = 0;
    forEachCharacter(typed, [&](char32_t c) {
        std::string one;
        appendUtf8(one, c);
        const TypedText plain = readTyped(one, "", 1);
        const bool han = (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
        if (plain.badCharacter && !han) {
            check.badCharacter = c;
            check.badPosition = characters + 1;
            return false;
        }
        if (!han && plain.plain.empty()) return true;
        if (++characters > kLongest) return false;
        check.value += han ? one : plain.plain;
        digits += !han && isDigit(plain.plain[0]) ? 1 : 0;
        return true;
    });
    if (check.badCharacter) return with(std::move(check), CheckOutcome::BadCharacter);
    if (characters == 0) return check;
    if (characters > kLongest) return with(std::move(check), CheckOutcome::TooLong);
    if (digits < 4) return with(std::move(check), CheckOutcome::Incomplete);
    check.belongsTo = kind;
    return with(std::move(check), CheckOutcome::Ok);
}

}  // namespace

char residentCheckDigit(std::string_view first17) {
    static constexpr std::array kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (first17.size() != kWeights.size() || !allDigits(first17)) return 0;
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights[i] * (first17[i] - '0');
    return std::string_view("10X98765432")[static_cast<std::size_t>(sum % 11)];
}

NumberCheck checkResidentNumber(std::string_view typed, WallTime now) {
    NumberCheck check = take(typed, "", kResidentLength);
    if (check.outcome == CheckOutcome::Empty || check.outcome == CheckOutcome::BadCharacter) return check;
    for (std::size_t i = 0; i < check.value.size(); ++i) {
        const bool last = i + 1 == kResidentLength;
        if (!isDigit(check.value[i]) && !(last && check.value[i] == 'X')) return badAt(std::move(check), i);
    }
    if (check.outcome == CheckOutcome::TooLong) return check;

    const std::string_view value = check.value;
    const bool foreigner = value[0] == '9';
    if (value[0] == '0') return with(std::move(check), CheckOutcome::UnknownRegion);
    if (!foreigner && value.size() >= 2 && !knownProvince(number(value.substr(0, 2))))
        return with(std::move(check), CheckOutcome::UnknownRegion);
    if (monthOrDayHopeless(value)) return with(std::move(check), CheckOutcome::ImpossibleDate);
    if (value.size() >= 14) {
        const Date birth = std::chrono::year(number(value.substr(6, 4))) / number(value.substr(10, 2)) /
                           number(value.substr(12, 2));
        const CheckOutcome judged = judgeBirth(birth, now);
        if (judged != CheckOutcome::Ok) return with(std::move(check), judged);
        check.birthDate = birth;
    }
    if (value.size() < kResidentLength) return with(std::move(check), CheckOutcome::Incomplete);
    if (residentCheckDigit(value.substr(0, 17)) != value[17])
        return with(std::move(check), CheckOutcome::WrongCheckDigit);

    check.sex = (value[16] - '0') % 2 == 1 ? Sex::Male : Sex::Female;
    const std::string_view region = value.substr(0, 6);
    if (foreigner) {
        check.belongsTo = DocumentKind::ForeignerPermanentResidence;
    } else if (region == "810000" || region == "820000" || region == "830000") {
        check.belongsTo = DocumentKind::ResidencePermit;
    } else {
        check.belongsTo = DocumentKind::ResidentId;
    }
    return with(std::move(check), CheckOutcome::Ok);
}

NumberCheck checkPassportNumber(std::string_view typed) {
    NumberCheck check = take(typed, "", 12);
    if (check.outcome != CheckOutcome::Ok) return check;
    if (check.value.size() < 5) return with(std::move(check), CheckOutcome::Incomplete);
    if (std::none_of(check.value.begin(), check.value.end(), isDigit))
        return with(std::move(check), CheckOutcome::WrongShape);
    check.belongsTo = DocumentKind::ForeignPassport;
    return check;
}

NumberCheck checkDocumentNumber(DocumentKind kind, std::string_view typed, WallTime now) {
    switch (kind) {
        case DocumentKind::ResidentId:
        case DocumentKind::TemporaryId:
        case DocumentKind::HouseholdRegister:
            return checkOwnResidentNumber(typed, now, DocumentKind::ResidentId);
        case DocumentKind::ResidencePermit:
            return checkOwnResidentNumber(typed, now, DocumentKind::ResidencePermit);
        case DocumentKind::ForeignerPermanentResidence:
            return checkPermanentResidence(typed, now);
        case DocumentKind::MilitaryId:
        case DocumentKind::ArmedPoliceId:
            return checkServiceNumber(typed, kind);
        case DocumentKind::HongKongMacauPermit:
            return checkHongKongMacauPermit(typed);
        case DocumentKind::TaiwanPermit:
            return checkTaiwanPermit(typed);
        case DocumentKind::ForeignPassport:
            return checkPassportNumber(typed);
    }
    return with({}, CheckOutcome::WrongShape);
}

std::string_view documentKindName(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::ResidentId:
            return "resident_id";
        case DocumentKind::TemporaryId:
            return "temporary_id";
        case DocumentKind::HouseholdRegister:
            return "household_register";
        case DocumentKind::MilitaryId:
            return "military_id";
        case DocumentKind::ArmedPoliceId:
            return "armed_police_id";
        case DocumentKind::HongKongMacauPermit:
            return "hong_kong_macau_permit";
        case DocumentKind::TaiwanPermit:
            return "taiwan_permit";
        case DocumentKind::ResidencePermit:
            return "residence_permit";
        case DocumentKind::ForeignPassport:
            return "foreign_passport";
        case DocumentKind::ForeignerPermanentResidence:
            return "foreigner_permanent_residence";
    }
    return "invalid";
}

std::optional<DocumentKind> documentKindFromName(std::string_view name) {
    for (const DocumentKind kind : kKinds) {
        if (documentKindName(kind) == name) return kind;
    }
    return std::nullopt;
}

bool hasResidentNumber(DocumentKind kind) {
    return kind == DocumentKind::ResidentId || kind == DocumentKind::TemporaryId ||
           kind == DocumentKind::HouseholdRegister || kind == DocumentKind::ResidencePermit ||
           kind == DocumentKind::ForeignerPermanentResidence;
}

}  // namespace countersign
