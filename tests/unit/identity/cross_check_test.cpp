// What a document says against what was typed: differences that people would call one are told, others not.

#include "identity/cross_check.h"

#include <algorithm>
#include <string>

#include "identity/document_number.h"
#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

const WallTime kNow = std::chrono::sys_days(2026y / 11 / 27) + 4h;  // noon in China

NameLikeness compared(const char* typed, const char* read) {
    return compareNames(typed, read);
}

bool has(const std::vector<CrossFinding>& findings, CrossCheck check, CrossWeight weight) {
    return std::find(findings.begin(), findings.end(), CrossFinding{check, weight}) != findings.end();
}

}  // namespace

TEST_CASE("names that people write differently are the same name") {
    const std::pair<const char*, const char*> same[] = {
        {"Anna Maria Specimen", "SPECIMEN ANNA MARIA"},
        {"Müller", "MUELLER"},
        {"Müller", "MULLER"},
        {"Muller", "MÜLLER"},
        {"Núñez", "NUNEZ"},
        {"Núñez", "NUNXXEZ"},
        {"Ørsted Åse", "OERSTED AASE"},
        {"Strauß", "STRAUSS"},
        {"O'Brien", "OBRIEN"},
        {"O’Brien", "O'BRIEN"},
        {"Jean-Pierre", "JEAN PIERRE"},
        {"Łukasz", "LUKASZ"},
        {"Mu\xCC\x88ller", "MUELLER"},  // u and a combining diaeresis
        {"ＬＩ　ＮＡ", "LI NA"},        // full-width
        {"李娜", "李娜"},
        {"阿依古丽·买买提", "阿依古丽 买买提"},
        {"Wolfeschlegelsteinhausenbergerdorff Hubert Blaine", "WOLFESCHLEGELSTEINHAUSENBERGERDO"},
    };
    for (const auto& [typed, read] : same) {
        INFO(typed << " / " << read);
        CHECK(compared(typed, read) == NameLikeness::Same);
    }
}

TEST_CASE("other names are other names") {
    const std::pair<const char*, const char*> other[] = {
        {"Li Na", "LI MA"}, {"李娜", "李那"}, {"Anna", "ANNA MARIA"}, {"Anna Maria", "ANNA"},
        {"", "ANNA"},       {"Anna", ""},     {"😀", "😀"},           {"\xFF\xFE", "A"},
    };
    for (const auto& [typed, read] : other) {
        INFO(typed << " / " << read);
        CHECK(compared(typed, read) == NameLikeness::Differs);
    }
    CHECK(compared("李娜", "LI NA") == NameLikeness::OtherScript);
    CHECK(compared("Li Na", "李娜") == NameLikeness::OtherScript);
    CHECK(compared("محمد", "MOHAMMED") == NameLikeness::OtherScript);
    CHECK(compared("李娜 Li Na", "LI NA") == NameLikeness::Differs);
}

TEST_CASE("names of any length and any bytes are compared and nothing breaks") {
    std::string marks = "A";
    for (int i = 0; i < 5000; ++i) marks += "\xCC\x88";
    CHECK(compareNames(marks, "A") == NameLikeness::Same);
    CHECK(compareNames(std::string(100'000, 'A'), std::string(100'000, 'A')) == NameLikeness::Same);
    std::string bytes;
    for (int i = 1; i < 256; ++i) bytes += static_cast<char>(i);
    CHECK(compareNames(bytes, bytes) == NameLikeness::Same);
    std::string sixty;
    for (int i = 0; i < 60; ++i) sixty += "\xE6\x9D\x8E";
    CHECK(compareNames(sixty, sixty) == NameLikeness::Same);
    CHECK(compareNames(sixty, sixty.substr(3)) == NameLikeness::Differs);
}

TEST_CASE("what agrees raises nothing") {
    const TypedDetails typed{DocumentKind::ResidentId, "11010519491231002X", "李娜"};
    DocumentSays says;
    says.kind = DocumentKind::ResidentId;
    says.number = typed.number;
    says.name = "李娜";
    says.birthDate = 1949y / 12 / 31;
    says.sex = Sex::Female;
    says.expiryDate = 2035y / 1 / 1;
    CHECK(crossCheck(typed, says, kNow).empty());
    CHECK(crossCheck(typed, {}, kNow).empty());
    CHECK(crossCheck({}, {}, kNow).empty());
}

TEST_CASE("each disagreement is told, the weightiest first") {
    const TypedDetails typed{DocumentKind::ResidentId, "11010519491231002X", "李娜"};
    DocumentSays says;
    says.kind = DocumentKind::ResidentId;
    says.birthDate = 1949y / 12 / 30;
    says.sex = Sex::Male;
    says.expiryDate = 2026y / 11 / 26;
    says.expiryProven = true;
    auto findings = crossCheck(typed, says, kNow);
    REQUIRE_FALSE(findings.empty());
    CHECK(findings.front() == CrossFinding{CrossCheck::Expired, CrossWeight::Stop});
    CHECK(has(findings, CrossCheck::BirthDateDisagrees, CrossWeight::Confirm));
    CHECK(has(findings, CrossCheck::SexDisagrees, CrossWeight::Confirm));
    says.expiryProven = false;
    CHECK(has(crossCheck(typed, says, kNow), CrossCheck::Expired, CrossWeight::Confirm));
    says.expiryDate = 2026y / 11 / 27;  // good until the end of the day
    CHECK(has(crossCheck(typed, says, kNow), CrossCheck::ExpiresSoon, CrossWeight::Note));
    says.expiryDate = 2026y / 12 / 28;
    CHECK_FALSE(has(crossCheck(typed, says, kNow), CrossCheck::ExpiresSoon, CrossWeight::Note));

    DocumentSays other;
    other.kind = DocumentKind::ForeignPassport;
    other.number = "E1234567";
    other.name = "LI NA";
    findings = crossCheck(typed, other, kNow);
    CHECK(has(findings, CrossCheck::KindDiffers, CrossWeight::Confirm));
    CHECK(has(findings, CrossCheck::NumberDiffers, CrossWeight::Confirm));
    CHECK(has(findings, CrossCheck::NameInOtherScript, CrossWeight::Note));
    other.name = "李那";
    CHECK(has(crossCheck(typed, other, kNow), CrossCheck::NameDiffers, CrossWeight::Confirm));
}

TEST_CASE("a child needs a guardian, by the day of the birthday in China") {
    const TypedDetails typed{DocumentKind::ForeignPassport, "E1234567", ""};
    const auto told = [&](Date birth) {
        DocumentSays says;
        says.birthDate = birth;
        return crossCheck(typed, says, kNow);
    };
    CHECK(has(told(2012y / 11 / 28), CrossCheck::GuardianMustConsent, CrossWeight::Confirm));
    CHECK(has(told(2012y / 11 / 27), CrossCheck::GuardianMustBePresent, CrossWeight::Confirm));
    CHECK(has(told(2010y / 11 / 28), CrossCheck::GuardianMustBePresent, CrossWeight::Confirm));
    CHECK(told(2010y / 11 / 27).empty());
    CHECK(has(told(2026y / 11 / 28), CrossCheck::ImpossibleAge, CrossWeight::Confirm));
    CHECK(has(told(1899y / 1 / 1), CrossCheck::ImpossibleAge, CrossWeight::Confirm));
    // The resident number tells the age where nothing was read.
    CHECK(has(crossCheck({DocumentKind::ResidentId, "110105201501010019", ""}, {}, kNow),
              CrossCheck::GuardianMustConsent, CrossWeight::Confirm) ==
          (checkResidentNumber("110105201501010019", kNow).outcome == CheckOutcome::Ok));
}
