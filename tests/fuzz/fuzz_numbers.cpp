// Numbers and names as typed. The first byte chooses the kind of document, the rest is typed into every
// field.

#include <algorithm>

#include "identity/cross_check.h"
#include "identity/display_form.h"
#include "identity/document_number.h"
#include "identity/person_name.h"
#include "identity/sim_numbers.h"
#include "tests/fuzz/fuzz_support.h"

using namespace countersign;
using namespace countersign::fuzz;

namespace {

void holdShape(const NumberCheck& check) {
    hold(check.badCharacter.has_value() == (check.badPosition != 0), "a bad character has a place");
    hold(check.badCharacter.has_value() == (check.outcome == CheckOutcome::BadCharacter),
         "and is the outcome");
    hold(!check.birthDate || (check.birthDate->ok() && *check.birthDate <= chinaDate(kNow)), "birth date");
    hold(!check.sex || check.usable() || check.outcome == CheckOutcome::OtherDocumentKind,
         "sex of a right number");
    hold(checkOutcomeName(check.outcome) != "invalid", "a known outcome");
    hold(check.outcome != CheckOutcome::Empty || check.value.empty(), "empty is empty");
}

enum class Prefixes { GrowGood = 1, NotHeld };

// What is right stays right when it is typed again, plain or in groups, and no beginning of it is called
// wrong.
template <class Check>
void holdRules(std::string_view typed, NumberKind kind, Prefixes prefixes, Check check) {
    const NumberCheck first = check(typed);
    holdShape(first);
    if (!first.usable()) return;
    const auto same = [&](std::string_view text, const char* what) {
        const NumberCheck again = check(text);
        hold(again.outcome == first.outcome && again.value == first.value &&
                 again.birthDate == first.birthDate && again.sex == first.sex &&
                 again.belongsTo == first.belongsTo,
             what);
    };
    same(first.value, "typed again");
    same(grouped(kind, first.value), "typed in groups");
    if (prefixes == Prefixes::NotHeld) return;
    for (std::size_t length = 1; length < first.value.size(); ++length) {
        const auto part = check(std::string_view(first.value).substr(0, length));
        hold(part.usable() || part.outcome == CheckOutcome::Incomplete, "a beginning is never wrong");
    }
}

bool luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i] - '0';
        const int twice = 2 * digit;
        sum += i % 2 == 0 ? digit : twice / 10 + twice % 10;
    }
    return sum % 10 == 0;
}

// ISO 7064 MOD 11-2 by its definition: the weighted sum with the check character is 1 modulo 11.
bool residentSum(std::string_view number) {
    int remainder = 0;
    for (const char c : number) remainder = (remainder * 2 + (c == 'X' ? 10 : c - '0')) % 11;
    return remainder == 1;
}

void lookAtNames(std::string_view typed) {
    const auto name = checkPersonName(typed);
    holdShape(name);
    (void)masked(typed);
    const auto likeness = compareNames(typed, typed);
    hold(likeness != NameLikeness::OtherScript, "a name is in its own script");
    if (!name.usable()) return;
    hold(!name.value.empty() && printable(name.value, kLongestName * 4), "printable, and not endless");
    const auto again = checkPersonName(name.value);
    hold(again.usable() && again.value == name.value, "typed again");
    const bool latin = std::any_of(name.value.begin(), name.value.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    if (latin) hold(compareNames(typed, name.value) == NameLikeness::Same, "the plain form is the same name");
    DocumentSays document;
    document.number = document.name = name.value;
    const auto findings = crossCheck({DocumentKind::ResidentId, name.value, name.value}, document, kNow);
    hold(std::is_sorted(findings.begin(), findings.end(),
                        [](const CrossFinding& a, const CrossFinding& b) { return a.weight > b.weight; }),
         "the weightiest first");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto kind = static_cast<DocumentKind>(1 + data[0] % 10);
    const auto typed = textOf(data + 1, size - 1);

    const bool grows = kind != DocumentKind::ForeignPassport && kind != DocumentKind::MilitaryId &&
                       kind != DocumentKind::ArmedPoliceId;
    holdRules(typed, numberKindOf(kind), grows ? Prefixes::GrowGood : Prefixes::NotHeld,
              [&](std::string_view text) { return checkDocumentNumber(kind, text, kNow); });
    holdRules(typed, NumberKind::ResidentNumber, Prefixes::GrowGood,
              [](std::string_view text) { return checkResidentNumber(text, kNow); });
    holdRules(typed, NumberKind::Iccid, Prefixes::GrowGood, checkIccid);
    holdRules(typed, NumberKind::Imei, Prefixes::GrowGood, checkImei);
    holdRules(typed, NumberKind::Msisdn, Prefixes::GrowGood, checkMsisdn);

    if (const auto number = checkResidentNumber(typed, kNow); number.usable())
        hold(number.value.size() == 18 && residentSum(number.value), "resident number's digit");
    if (const auto imei = checkImei(typed); imei.usable())
        hold(imei.value.size() == 15 && luhn(imei.value), "IMEI's digit");
    if (const auto iccid = checkIccid(typed); iccid.usable())
        hold(luhn(iccid.value) == (iccid.outcome == CheckOutcome::Ok) && iccid.value.starts_with("89"),
             "ICCID's digit");
    if (const auto line = checkMsisdn(typed); line.usable())
        hold(line.value.size() <= 16 && line.value[0] == '+', "E.164");
    lookAtNames(typed);
    return 0;
}
