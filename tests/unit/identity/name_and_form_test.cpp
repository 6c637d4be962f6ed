#include "identity/display_form.h"
#include "identity/person_name.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("names that people have are taken as they are") {
    for (const std::string name : {"韦小兰", "欧阳娜娜", "Li", "O", "Suharto", "María José Carreño Quiñones",
                                   "O'Brien-Smith", "Đặng Văn Lâm", "محمد بن سلمان", "ئابدۇرېھىم",
                                   "阿卜杜热西提·艾尔肯", "བསྟན་འཛིན", "Nguyễn Thị Minh Khai", "\U00020BB7野家",
                                   "Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe Sr."}) {
        INFO(name);
        const auto check = checkPersonName(name);
        CHECK(check.outcome == CheckOutcome::Ok);
        CHECK(check.value == name);
    }
    CHECK(checkPersonName("\uE863某").outcome ==
          CheckOutcome::Ok);  // private use: rare characters of old registers
}

TEST_CASE("one spelling whatever was typed") {
    CHECK(checkPersonName("  韦\t 小兰 \n").value == "韦 小兰");
    CHECK(checkPersonName("Jose\u0301").value == "Jos\u00e9");
    for (const std::string dot : {"\u2022", "\u30fb", "\uff65", "\u2027", "\u22c5"})
        CHECK(checkPersonName("阿卜杜" + dot + "艾尔肯").value == "阿卜杜\u00b7艾尔肯");
    CHECK(checkPersonName("\ufeff韦小兰\u3000").value == "韦小兰");
}

TEST_CASE("what no document carries is refused with its place") {
    CHECK(checkPersonName("").outcome == CheckOutcome::Empty);
    CHECK(checkPersonName(std::string(10000, ' ')).outcome == CheckOutcome::Empty);
    CHECK(checkPersonName("---").outcome == CheckOutcome::WrongShape);
    CHECK(checkPersonName("12345").outcome == CheckOutcome::WrongShape);
    const auto emoji = checkPersonName("韦\U0001F600");
    CHECK(emoji.outcome == CheckOutcome::BadCharacter);
    CHECK(emoji.badCharacter == U'\U0001F600');
    CHECK(emoji.badPosition == 2);
    CHECK(checkPersonName("a\x07").badCharacter == U'\x07');
    CHECK(checkPersonName(std::string("a\0b", 3)).badCharacter == U'\0');
    CHECK(checkPersonName("a\u202eb").badCharacter == U'\u202e');  // would turn the line around on the screen
    CHECK(checkPersonName("a\xc3").badCharacter == U'\uFFFD');
    CHECK(checkPersonName("\xed\xa0\x80").badCharacter == U'\uFFFD');  // half a surrogate pair
}

TEST_CASE("the length limit counts characters") {
    std::string long60, long120;
    for (int i = 0; i < 60; ++i) long60 += "兰";
    long120 = long60 + long60;
    CHECK(checkPersonName(long60).outcome == CheckOutcome::Ok);
    CHECK(checkPersonName(long120).outcome == CheckOutcome::Ok);
    CHECK(checkPersonName(long120 + "兰").outcome == CheckOutcome::TooLong);
    CHECK(checkPersonName(std::string(10000, 'x')).outcome == CheckOutcome::TooLong);
    std::string stacked = "a";
    for (int i = 0; i < 5000; ++i) stacked += "\u0301";
    CHECK(checkPersonName(stacked).outcome == CheckOutcome::TooLong);
}

TEST_CASE("numbers are grouped for the eye, complete or not") {
    CHECK(grouped(NumberKind::ResidentNumber, "11010519491231002X") == "1101 0519 4912 3100 2X");
    CHECK(grouped(NumberKind::ResidentNumber, "11010") == "1101 0");
    CHECK(grouped(NumberKind::ResidentNumber, "1101") == "1101");
    CHECK(grouped(NumberKind::ResidentNumber, "") == "");
    CHECK(grouped(NumberKind::Iccid, "89860012345678901234") == "8986 0012 3456 7890 1234");
    CHECK(grouped(NumberKind::Iccid, "8991101200003204510") == "8991 1012 0000 3204 510");
    CHECK(grouped(NumberKind::Imei, "352099001761481") == "35 209900 176148 1");
    CHECK(grouped(NumberKind::Imei, "3520990") == "35 20990");
    CHECK(grouped(NumberKind::Msisdn, "+8613700138000") == "+86 137 0013 8000");
    CHECK(grouped(NumberKind::Msisdn, "+86137") == "+86 137");
    CHECK(grouped(NumberKind::Msisdn, "+86") == "+86");
    CHECK(grouped(NumberKind::Msisdn, "+8") == "+8");
    CHECK(grouped(NumberKind::Msisdn, "+") == "+");
    CHECK(grouped(NumberKind::Msisdn, "+12025550143") == "+1 202 5550 143");
    CHECK(grouped(NumberKind::Msisdn, "+85251234567") == "+852 512 3456 7");
    CHECK(grouped(NumberKind::OtherDocument, "E12345678") == "E12345678");
    CHECK(grouped(NumberKind::ResidentNumber, "not plain") == "not plain");
    CHECK(numberKindOf(DocumentKind::ResidencePermit) == NumberKind::ResidentNumber);
    CHECK(numberKindOf(DocumentKind::ForeignPassport) == NumberKind::OtherDocument);
}

TEST_CASE("a masked number shows its end only") {
    CHECK(masked("+8613700138000") == "••• 8000");
    CHECK(masked("11010519491231002X") == "••• 002X");
    CHECK(masked("12345678") == "••• 5678");
    CHECK(masked("1234567") == "•••");
    CHECK(masked("") == "•••");
    CHECK(masked("军字第1234567号") == "••• 567号");
}
