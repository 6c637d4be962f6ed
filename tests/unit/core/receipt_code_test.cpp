#include "core/receipt_code.h"

#include <algorithm>
#include <set>

#include "core/secret.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("the code on a receipt is known letter for letter, and is its record's only") {
    REQUIRE(initCrypto());
    // Reckoned apart from the program: sha256("countersign receipt" and 16 zero bytes) begins with e9fd47.
    const auto none = *RecordId::parse("00000000000000000000000000000000");
    CHECK(receiptCodeOf(none) == "0000-0000-X7YM");
    const auto id = *RecordId::parse("39c732eda1b2c3d4e5f60718293a4b5c");
    CHECK(receiptCodeOf(id) == "773K-5VD1-E0DS");
    for (int i = 0; i < 200; ++i) {
        const auto each = RecordId::random();
        const auto code = parseReceiptCode(receiptCodeOf(each));
        REQUIRE(code);
        CHECK(code->record == recordCodeOf(each));
        CHECK(code->fits(each));
        CHECK(parseRecordCode(each.shortCode()) == recordCodeOf(each));
        CHECK_FALSE(code->fits(RecordId::random()));
    }
}

TEST_CASE("of two records with the same forty bits the check code tells which") {
    REQUIRE(initCrypto());
    const auto one = *RecordId::parse("39c732eda100000000000000000000aa");
    const auto other = *RecordId::parse("39c732eda100000000000000000000ab");
    CHECK(one.shortCode() == other.shortCode());
    CHECK(checkCodeOf(one) != checkCodeOf(other));
    const auto code = *parseReceiptCode(receiptCodeOf(one));
    CHECK(code.fits(one));
    CHECK_FALSE(code.fits(other));
}

TEST_CASE("a code is read as people write it, and nothing else is one") {
    const auto plain = parseReceiptCode("7F3K22QDK4P1");
    REQUIRE(plain);
    for (const char* same : {"7F3K-22QD-K4P1", "7f3k22qdk4p1", "7F3K22QD-K4P1", "7F3K-22QD-K4PI",
                             "7f3k-22qd-k4pl", "-7F3K22QDK4P1-", "7-F-3-K-2-2-Q-D-K-4-P-1"})
        CHECK(parseReceiptCode(same) == plain);
    CHECK(parseReceiptCode("OOOOOOOOOOOO") == parseReceiptCode("000000000000"));
    for (const std::string& wrong :
         {std::string(), std::string("7F3K22QDK4P"), std::string("7F3K22QDK4P12"), std::string("7F3K-22QD"),
          std::string("7F3K22QDK4PU"), std::string("7F3K 22QD K4P1"), std::string("7F3K22QDK4P%31"),
          std::string("../../secret"), std::string("7F3K22QDK4P\0", 12), std::string("7F3K22QDK4P1\n"),
          std::string("\xEF\xBC\x97"
                      "F3K22QDK4"),
          std::string("\xD9\xA7"
                      "F3K22QDK4P"),
          std::string(100000, '0'), std::string(33, '-'), std::string("' OR 1=1 --1")}) {
        INFO(wrong.substr(0, 40));
        CHECK_FALSE(parseReceiptCode(wrong));
        CHECK_FALSE(parseRecordCode(wrong + "0").has_value());
    }
}
