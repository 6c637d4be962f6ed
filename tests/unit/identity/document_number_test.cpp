#include "identity/document_number.h"

#include <random>

#include "support/catch.h"

using namespace countersign;
using namespace std::chrono;

namespace {

// 24 November 2026, noon in Beijing.
const WallTime kNow = sys_days(2026y / 11 / 24) + hours(4);

// The example printed in GB 11643-1999, and one made for each range.
const std::string kPublished = "11010519491231002X";
const std::string kPublishedMan = "440524188001010014";

std::string withCheckDigit(const std::string& first17) {
    return first17 + residentCheckDigit(first17);
}

CheckOutcome judge(const std::string& typed) {
    return checkResidentNumber(typed, kNow).outcome;
}

}  // namespace

TEST_CASE("the example of the standard is right and tells birth and sex") {
    const auto check = checkResidentNumber(kPublished, kNow);
    REQUIRE(check.outcome == CheckOutcome::Ok);
    CHECK(check.value == kPublished);
    CHECK(check.birthDate == Date(1949y / 12 / 31));
    CHECK(check.sex == Sex::Female);
    CHECK(check.belongsTo == DocumentKind::ResidentId);
    CHECK(residentCheckDigit("44052418800101001") == '4');  // the standard's other example: born 1880
    CHECK(judge(kPublishedMan) == CheckOutcome::ImpossibleDate);
}

TEST_CASE("every wrong character in a right number is caught") {
    std::mt19937 random(1);
    for (int round = 0; round < 50; ++round) {
        std::string digits = "11010519";
        for (int i = 0; i < 2; ++i) digits += static_cast<char>('0' + random() % 10);
        digits += "0" + std::to_string(1 + random() % 9) + "1" + std::to_string(random() % 10);
        for (int i = 0; i < 3; ++i) digits += static_cast<char>('0' + random() % 10);
        const std::string right = withCheckDigit(digits);
        REQUIRE(judge(right) == CheckOutcome::Ok);
        for (std::size_t place = 0; place < right.size(); ++place) {
            for (const char c : std::string("0123456789X")) {
                if (c == right[place]) continue;
                std::string wrong = right;
                wrong[place] = c;
                const auto check = checkResidentNumber(wrong, kNow);
                INFO(wrong << " from " << right);
                CHECK_FALSE(check.usable());
                CHECK_FALSE(check.sex.has_value());
            }
        }
        for (std::size_t place = 0; place + 1 < right.size(); ++place) {
            std::string swapped = right;
            std::swap(swapped[place], swapped[place + 1]);
            if (swapped != right) CHECK_FALSE(checkResidentNumber(swapped, kNow).usable());
        }
    }
}

TEST_CASE("a number is never wrong while it is being typed") {
    for (const std::string& number :
         {kPublished, withCheckDigit("81000019900101123"), withCheckDigit("91115620000229007")}) {
        CHECK(judge("") == CheckOutcome::Empty);
        for (std::size_t length = 1; length < number.size(); ++length) {
            INFO(number.substr(0, length));
            CHECK(judge(number.substr(0, length)) == CheckOutcome::Incomplete);
        }
        CHECK(judge(number) == CheckOutcome::Ok);
        CHECK(judge(number + "1") == CheckOutcome::TooLong);
    }
}

TEST_CASE("what is hopeless is said before the last digit") {
    CHECK(judge("0") == CheckOutcome::UnknownRegion);
    CHECK(judge("10") == CheckOutcome::UnknownRegion);
    CHECK(judge("16") == CheckOutcome::UnknownRegion);
    CHECK(judge("84") == CheckOutcome::UnknownRegion);
    CHECK(judge("11010519492") == CheckOutcome::ImpossibleDate);
    CHECK(judge("110105194913") == CheckOutcome::ImpossibleDate);
    CHECK(judge("110105194900") == CheckOutcome::ImpossibleDate);
    CHECK(judge("11010519490230") == CheckOutcome::ImpossibleDate);
    CHECK(judge("11010519000229") == CheckOutcome::ImpossibleDate);  // 1900 was no leap year
    CHECK(judge("11010520000229") == CheckOutcome::Incomplete);      // 2000 was
    CHECK(judge("11010520261125") == CheckOutcome::DateInFuture);
    CHECK(judge("11010520261124") == CheckOutcome::Incomplete);  // born today
    CHECK(judge("11010518951231") == CheckOutcome::ImpossibleDate);
    const auto early = checkResidentNumber("11010519491231", kNow);
    CHECK(early.birthDate == Date(1949y / 12 / 31));
}

TEST_CASE("today is China's today") {
    // 17:30 UTC on 23 November is 01:30 on the 24th in Beijing.
    const WallTime night = sys_days(2026y / 11 / 23) + hours(17) + minutes(30);
    CHECK(checkResidentNumber("11010520261124", night).outcome == CheckOutcome::Incomplete);
    CHECK(checkResidentNumber("11010520261124", night - hours(2)).outcome == CheckOutcome::DateInFuture);
}

TEST_CASE("pasted and scanned forms of one number are the same number") {
    for (const std::string typed :
         {"1101 0519 4912 3100 2X", "110105-19491231-002x", "\t11010519491231002x\r\n",
          "\uFF11\uFF11\uFF10\uFF11\uFF10\uFF15\uFF11\uFF19\uFF14\uFF19\uFF11\uFF12\uFF13\uFF11\uFF10\uFF10"
          "\uFF12\uFF38",
          "\u200e110105\u00a019491231\u3000002X\u200b", "\uFEFF11010519491231002\u2169",
          "\u0661\u0661\u0660\u0661\u0660\u0665\u0661\u0669\u0664\u0669\u0661\u0662\u0663\u0661\u0660\u0660"
          "\u0662X",
          "110105\u201319491231\u2014002X"}) {
        INFO(typed);
        const auto check = checkResidentNumber(typed, kNow);
        CHECK(check.outcome == CheckOutcome::Ok);
        CHECK(check.value == kPublished);
    }
}

TEST_CASE("what does not belong into a number is named with its place") {
    const auto letter = checkResidentNumber("1101O5", kNow);
    CHECK(letter.outcome == CheckOutcome::BadCharacter);
    CHECK(letter.badCharacter == U'O');
    CHECK(letter.badPosition == 5);
    const auto earlyX = checkResidentNumber("110105x", kNow);
    CHECK(earlyX.outcome == CheckOutcome::BadCharacter);
    CHECK(earlyX.badPosition == 7);
    const auto emoji = checkResidentNumber("1101\U0001F600", kNow);
    CHECK(emoji.badCharacter == U'\U0001F600');
    CHECK(emoji.badPosition == 5);
    CHECK(checkResidentNumber(std::string("11\0", 3), kNow).badCharacter == U'\0');
    CHECK(checkResidentNumber("11\x1b[2J", kNow).badCharacter == U'\x1b');
    CHECK(checkResidentNumber("11\xff", kNow).badCharacter == U'\uFFFD');
    CHECK(checkResidentNumber("11\xe9\x9f", kNow).badCharacter == U'\uFFFD');
    CHECK(judge(std::string(10000, '1')) == CheckOutcome::TooLong);
    CHECK(checkResidentNumber(std::string(10000, '1'), kNow).value.size() == 18);
    CHECK(judge(std::string(10000, ' ')) == CheckOutcome::Empty);
    CHECK(judge(std::string(10000, ' ') + kPublished) == CheckOutcome::Ok);
}

TEST_CASE("the number tells which document it stands on") {
    for (const std::string region : {"810000", "820000", "830000"}) {
        const auto number = withCheckDigit(region + "19900101123");
        CHECK(checkResidentNumber(number, kNow).belongsTo == DocumentKind::ResidencePermit);
        CHECK(checkDocumentNumber(DocumentKind::ResidencePermit, number, kNow).outcome == CheckOutcome::Ok);
        const auto asId = checkDocumentNumber(DocumentKind::ResidentId, number, kNow);
        CHECK(asId.outcome == CheckOutcome::OtherDocumentKind);
        CHECK(asId.belongsTo == DocumentKind::ResidencePermit);
        CHECK_FALSE(asId.usable());
    }
    const auto card = withCheckDigit("91115620000229007");
    CHECK(checkDocumentNumber(DocumentKind::ForeignerPermanentResidence, card, kNow).outcome ==
          CheckOutcome::Ok);
    CHECK(checkDocumentNumber(DocumentKind::ResidentId, card, kNow).belongsTo ==
          DocumentKind::ForeignerPermanentResidence);
    for (const auto kind :
         {DocumentKind::ResidentId, DocumentKind::TemporaryId, DocumentKind::HouseholdRegister})
        CHECK(checkDocumentNumber(kind, kPublished, kNow).outcome == CheckOutcome::Ok);
    CHECK(checkDocumentNumber(DocumentKind::ForeignerPermanentResidence, kPublished, kNow).outcome ==
          CheckOutcome::OtherDocumentKind);
}

TEST_CASE("the other documents' numbers by their shape") {
    const auto judgeAs = [](DocumentKind kind, const std::string& typed) {
        return checkDocumentNumber(kind, typed, kNow);
    };
    CHECK(judgeAs(DocumentKind::ForeignerPermanentResidence, "usa110092031203").value == "USA110092031203");
    CHECK(judgeAs(DocumentKind::ForeignerPermanentResidence, "USA110092031203").usable());
    CHECK(judgeAs(DocumentKind::ForeignerPermanentResidence, "US1").outcome == CheckOutcome::BadCharacter);
    CHECK(judgeAs(DocumentKind::ForeignerPermanentResidence, "USA11").outcome == CheckOutcome::Incomplete);

    CHECK(judgeAs(DocumentKind::HongKongMacauPermit, "h12345678").value == "H12345678");
    CHECK(judgeAs(DocumentKind::HongKongMacauPermit, "M1234567801").usable());
    CHECK(judgeAs(DocumentKind::HongKongMacauPermit, "H1234567").outcome == CheckOutcome::Incomplete);
    CHECK(judgeAs(DocumentKind::HongKongMacauPermit, "T12345678").outcome == CheckOutcome::WrongPrefix);
    CHECK(judgeAs(DocumentKind::HongKongMacauPermit, "H123456789012").outcome == CheckOutcome::TooLong);

    CHECK(judgeAs(DocumentKind::TaiwanPermit, "12345678").usable());
    CHECK(judgeAs(DocumentKind::TaiwanPermit, "0123456789(B)").value == "0123456789B");
    CHECK(judgeAs(DocumentKind::TaiwanPermit, "123456789").outcome == CheckOutcome::Incomplete);
    CHECK(judgeAs(DocumentKind::TaiwanPermit, "A2345678").outcome == CheckOutcome::BadCharacter);
    CHECK(judgeAs(DocumentKind::TaiwanPermit, "(((((").outcome == CheckOutcome::Empty);

    CHECK(judgeAs(DocumentKind::MilitaryId, "军字第1234567号").value == "军字第1234567号");
    CHECK(judgeAs(DocumentKind::ArmedPoliceId, "武字第 0123 456号").usable());
    CHECK(judgeAs(DocumentKind::MilitaryId, "军字第").outcome == CheckOutcome::Incomplete);
    CHECK(judgeAs(DocumentKind::MilitaryId, "军字第12\U0001F600").badPosition == 6);
    CHECK(judgeAs(DocumentKind::MilitaryId, std::string(10000, '7')).outcome == CheckOutcome::TooLong);

    CHECK(judgeAs(DocumentKind::ForeignPassport, "e 1234567-8").value == "E12345678");
    CHECK(judgeAs(DocumentKind::ForeignPassport, "L898902C3").usable());
    CHECK(judgeAs(DocumentKind::ForeignPassport, "AB12").outcome == CheckOutcome::Incomplete);
    CHECK(judgeAs(DocumentKind::ForeignPassport, "PASSPORT").outcome == CheckOutcome::WrongShape);
    CHECK(judgeAs(DocumentKind::ForeignPassport, "AB12345678901").outcome == CheckOutcome::TooLong);
    CHECK(judgeAs(static_cast<DocumentKind>(0), "1").outcome == CheckOutcome::WrongShape);
}

TEST_CASE("age counts full years") {
    const auto at = [](year_month_day day) { return WallTime(sys_days(day) + hours(4)); };
    CHECK(ageAt(2010y / 11 / 24, at(2026y / 11 / 23)) == 15);
    CHECK(ageAt(2010y / 11 / 24, at(2026y / 11 / 24)) == 16);
    CHECK(ageAt(2012y / 2 / 29, at(2026y / 2 / 28)) == 13);
    CHECK(ageAt(2012y / 2 / 29, at(2026y / 3 / 1)) == 14);
    CHECK(ageAt(2026y / 11 / 24, at(2026y / 11 / 24)) == 0);
}

TEST_CASE("kinds and outcomes have names that lead back") {
    int known = 0;
    for (int i = 0; i < 32; ++i) {
        const auto name = documentKindName(static_cast<DocumentKind>(i));
        if (name == "invalid") continue;
        ++known;
        CHECK(documentKindFromName(name) == static_cast<DocumentKind>(i));
    }
    CHECK(known == 10);
    CHECK_FALSE(documentKindFromName("passport of nowhere").has_value());
    CHECK(checkOutcomeName(static_cast<CheckOutcome>(0)) == "invalid");
    CHECK(checkOutcomeName(CheckOutcome::WrongCheckDigit) == "wrong_check_digit");
}

TEST_CASE("no text whatever breaks a rule") {
    std::mt19937 random(7);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        const auto length = random() % 40;
        for (std::size_t i = 0; i < length; ++i)
            text += random() % 3 == 0 ? static_cast<char>(random() % 256)
                                      : static_cast<char>('0' + random() % 10);
        for (int kind = 0; kind <= 11; ++kind) {
            const auto check = checkDocumentNumber(static_cast<DocumentKind>(kind), text, kNow);
            CHECK(checkOutcomeName(check.outcome) != "invalid");
            CHECK(check.value.size() < 100);
        }
    }
}
