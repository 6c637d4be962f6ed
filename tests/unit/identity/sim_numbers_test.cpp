#include "identity/sim_numbers.h"

#include <random>

#include "support/catch.h"

using namespace countersign;

namespace {

// Made by the rule: an issuer of each length.
const std::string kIccid19 = std::string("898600123456789012") + luhnCheckDigit("898600123456789012");
const std::string kIccid20 = std::string("8986001234567890123") + luhnCheckDigit("8986001234567890123");
const std::string kImei = "490154203237518";  // the usual published example

}  // namespace

TEST_CASE("Luhn's digit") {
    CHECK(luhnCheckDigit("7992739871") == '3');  // the usual published example
    CHECK(luhnHolds("79927398713"));
    CHECK_FALSE(luhnHolds("79927398710"));
    CHECK_FALSE(luhnHolds(""));
    CHECK_FALSE(luhnHolds("7992739871x"));
    CHECK(luhnCheckDigit("") == 0);
    CHECK(luhnCheckDigit("12a") == 0);
}

TEST_CASE("card numbers of 19 and 20 digits") {
    CHECK(checkIccid(kIccid19).outcome == CheckOutcome::Ok);
    CHECK(checkIccid(kIccid20).outcome == CheckOutcome::Ok);
    CHECK(checkIccid("8986 0012 3456 7890 12" + kIccid19.substr(18) + "\n").value == kIccid19);
    CHECK(checkIccid(kIccid19 + "F").value == kIccid19);
    CHECK(checkIccid(kIccid19 + "f").outcome == CheckOutcome::Ok);
    CHECK(checkIccid(kIccid20 + "F").outcome == CheckOutcome::TooLong);
    CHECK(checkIccid("8986F").outcome == CheckOutcome::BadCharacter);
    CHECK(checkIccid(kIccid20 + "1").outcome == CheckOutcome::TooLong);
    CHECK(checkIccid("88").outcome == CheckOutcome::WrongPrefix);
    CHECK(checkIccid("1").outcome == CheckOutcome::WrongPrefix);
    CHECK(checkIccid("").outcome == CheckOutcome::Empty);
    CHECK(checkIccid("89860O").badPosition == 6);
    for (std::size_t length = 1; length < 19; ++length)
        CHECK(checkIccid(kIccid20.substr(0, length)).outcome == CheckOutcome::Incomplete);
}

TEST_CASE("a 20-digit card number whose check digit is not printed is an outcome of its own") {
    const auto check = checkIccid(kIccid20.substr(0, 19));
    CHECK(check.outcome == CheckOutcome::OkCheckDigitOmitted);
    CHECK(check.usable());
    CHECK(check.value == kIccid20.substr(0, 19));
}

TEST_CASE("every wrong digit in a 20-digit card number and in a phone's number is caught") {
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        std::string card = "8986";
        while (card.size() < 19) card += static_cast<char>('0' + random() % 10);
        card += luhnCheckDigit(card);
        std::string phone = "35";
        while (phone.size() < 14) phone += static_cast<char>('0' + random() % 10);
        phone += luhnCheckDigit(phone);
        REQUIRE(checkIccid(card).outcome == CheckOutcome::Ok);
        REQUIRE(checkImei(phone).outcome == CheckOutcome::Ok);
        for (const auto& right : {card, phone}) {
            for (std::size_t place = 0; place < right.size(); ++place) {
                for (char c = '0'; c <= '9'; ++c) {
                    if (c == right[place]) continue;
                    std::string wrong = right;
                    wrong[place] = c;
                    INFO(wrong);
                    CHECK_FALSE((right == card ? checkIccid(wrong) : checkImei(wrong)).usable());
                }
            }
        }
    }
}

TEST_CASE("phones' own numbers") {
    CHECK(checkImei(kImei).outcome == CheckOutcome::Ok);
    CHECK(checkImei("49-015420-323751-8").value == kImei);
    CHECK(checkImei(kImei.substr(0, 14)).outcome == CheckOutcome::Incomplete);
    CHECK(checkImei(kImei + "1").outcome == CheckOutcome::TooLong);
    CHECK(checkImei("490154203237510").outcome == CheckOutcome::WrongCheckDigit);
    CHECK(checkImei("000000000000000").outcome == CheckOutcome::WrongPrefix);
    CHECK(checkImei("4901X").outcome == CheckOutcome::BadCharacter);
    CHECK(checkImei("").outcome == CheckOutcome::Empty);
    CHECK(checkImei(std::string(10000, '9')).outcome == CheckOutcome::TooLong);
}

TEST_CASE("a mobile number of China in every way people write it") {
    for (const std::string typed :
         {"13700138000", "137 0013 8000", "137-0013-8000", "+8613700138000", "+86 137 0013 8000",
          "008613700138000", "8613700138000", "(+86) 137 0013 8000", "\uFF0B\uFF18\uFF16 137.0013.8000",
          "\u202A+86 137 0013 8000\u202C",
          "\uFF11\uFF13\uFF17\uFF10\uFF10\uFF11\uFF13\uFF18\uFF10\uFF10\uFF10"}) {
        INFO(typed);
        const auto check = checkMsisdn(typed);
        CHECK(check.outcome == CheckOutcome::Ok);
        CHECK(check.value == "+8613700138000");
    }
}

TEST_CASE("a phone number is never wrong while it is being typed") {
    for (const std::string whole : {"13700138000", "+8613700138000", "008613700138000", "8613700138000"}) {
        CHECK(checkMsisdn("").outcome == CheckOutcome::Empty);
        for (std::size_t length = 1; length < whole.size(); ++length) {
            INFO(whole.substr(0, length));
            CHECK(checkMsisdn(whole.substr(0, length)).outcome == CheckOutcome::Incomplete);
        }
        CHECK(checkMsisdn(whole + "1").outcome == CheckOutcome::TooLong);
    }
}

TEST_CASE("what is no mobile number is told") {
    CHECK(checkMsisdn("12345678901").outcome == CheckOutcome::WrongPrefix);
    CHECK(checkMsisdn("010 6552 9988").outcome == CheckOutcome::WrongPrefix);
    CHECK(checkMsisdn("+86 10 6552 9988").outcome == CheckOutcome::WrongPrefix);
    CHECK(checkMsisdn("2137001380").outcome == CheckOutcome::WrongPrefix);
    CHECK(checkMsisdn("+0137").outcome == CheckOutcome::WrongPrefix);
    CHECK(checkMsisdn("137+0013").outcome == CheckOutcome::BadCharacter);
    CHECK(checkMsisdn("13700138OOO").outcome == CheckOutcome::BadCharacter);
    CHECK(checkMsisdn("\U0001F4DE").badPosition == 1);
    CHECK(checkMsisdn("()()").outcome == CheckOutcome::Empty);
    CHECK(checkMsisdn(std::string(10000, '+')).outcome == CheckOutcome::TooLong);
}

TEST_CASE("numbers of other countries are taken as E.164") {
    CHECK(checkMsisdn("+44 20 7946 0958").value == "+442079460958");
    CHECK(checkMsisdn("0044 20 7946 0958").outcome == CheckOutcome::Ok);
    CHECK(checkMsisdn("+852 5123 4567").outcome == CheckOutcome::Ok);
    CHECK(checkMsisdn("+44 20").outcome == CheckOutcome::Incomplete);
    CHECK(checkMsisdn("+123456789012345").outcome == CheckOutcome::Ok);
    CHECK(checkMsisdn("+1234567890123456").outcome == CheckOutcome::TooLong);
}
