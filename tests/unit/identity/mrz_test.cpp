#include "identity/mrz.h"

#include <random>

#include "support/catch.h"

using namespace countersign;
using namespace std::chrono;

namespace {

const WallTime kNow = sys_days(2011y / 6 / 1) + hours(4);

// ICAO Doc 9303 part 4, appendix B, and part 5, appendix B.
const std::string kPassport =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
const std::string kCard =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n"
    "7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<\n";

std::string flat(const std::string& zone) {
    std::string text;
    for (const char c : zone)
        if (c != '\n') text += c;
    return text;
}

}  // namespace

TEST_CASE("the published passport") {
    const auto check = parseMrz(kPassport, kNow);
    REQUIRE(check.outcome == CheckOutcome::Ok);
    REQUIRE(check.mrz);
    const Mrz& mrz = *check.mrz;
    CHECK(mrz.format == MrzFormat::Td3);
    CHECK(mrz.documentCode == "P");
    CHECK(mrz.issuer == "UTO");
    CHECK(mrz.documentNumber == "L898902C3");
    CHECK(mrz.nationality == "UTO");
    CHECK(mrz.birthDate == Date(1974y / 8 / 12));
    CHECK(mrz.expiryDate == Date(2012y / 4 / 15));
    CHECK(mrz.sex == Sex::Female);
    CHECK(mrz.surname == "ERIKSSON");
    CHECK(mrz.givenNames == "ANNA MARIA");
    CHECK(mrz.optionalData == "ZE184226B");
    CHECK_FALSE(check.expired);
    CHECK(parseMrz(kPassport, sys_days(2012y / 4 / 16) + hours(4)).expired);
}

TEST_CASE("the published card") {
    const auto check = parseMrz(kCard, kNow);
    REQUIRE(check.outcome == CheckOutcome::Ok);
    const Mrz& mrz = *check.mrz;
    CHECK(mrz.format == MrzFormat::Td1);
    CHECK(mrz.documentNumber == "D23145890");
    CHECK(mrz.birthDate == Date(1974y / 8 / 12));
    CHECK(mrz.surname == "ERIKSSON");
    CHECK(mrz.givenNames == "ANNA MARIA");
    CHECK(mrz.optionalData.empty());
}

TEST_CASE("a card number of more than nine characters goes on in the optional field") {
    // ICAO Doc 9303 part 5: the example D23145890734.
    std::string first = "I<UTOD23145890<7349<<<<<<<<<<<";
    std::string second = "7408122F1204159UTO<<<<<<<<<<<";
    const std::string composite =
        first.substr(5) + second.substr(0, 7) + second.substr(8, 7) + second.substr(18);
    const auto check =
        parseMrz(first + second + mrzCheckDigit(composite) + "ERIKSSON<<ANNA<MARIA<<<<<<<<<<", kNow);
    REQUIRE(check.outcome == CheckOutcome::Ok);
    CHECK(check.mrz->documentNumber == "D23145890734");
}

TEST_CASE("line breaks, spaces, small letters and full width do not matter") {
    CHECK(parseMrz(flat(kPassport), kNow).outcome == CheckOutcome::Ok);
    std::string lower;
    for (const char c : kPassport) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    CHECK(parseMrz("\r\n" + lower + "\r\n\n", kNow).outcome == CheckOutcome::Ok);
    std::string wide = kCard;
    for (std::size_t at = 0; (at = wide.find('<', at)) != std::string::npos; at += 3)
        wide.replace(at, 1, "\uFF1C");
    CHECK(parseMrz(wide, kNow).outcome == CheckOutcome::Ok);
}

TEST_CASE("every wrong character under a check digit is caught and its field named") {
    for (const auto& right : {flat(kPassport), flat(kCard)}) {
        const bool passport = right[0] == 'P';
        const std::size_t from = passport ? 44 : 5;
        const std::size_t to = passport ? 88 : 60;
        for (std::size_t place = from; place < to; ++place) {
            // Nationality and sex stand under no check digit.
            const bool unguarded = passport ? (place >= 54 && place < 57) || place == 64
                                            : place == 37 || (place >= 45 && place < 48);
            if (unguarded) continue;
            for (const char c : std::string("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<")) {
                std::string wrong = right;
                wrong[place] = c;
                // Characters ten apart are the same to modulus 10: the standard's own blind spot.
                if (mrzCheckDigit(std::string(1, c)) == mrzCheckDigit(std::string(1, right[place]))) continue;
                INFO(wrong);
                const auto check = parseMrz(wrong, kNow);
                CHECK(check.outcome == CheckOutcome::Inconsistent);
                CHECK_FALSE(check.wrongFields.empty());
                CHECK(check.mrz.has_value());
            }
        }
    }
    std::string wrong = flat(kPassport);
    wrong[57] = '8';
    const auto check = parseMrz(wrong, kNow);
    CHECK(check.wrongFields.front() == MrzField::BirthDate);
}

TEST_CASE("what is not there is told apart from what is wrong") {
    CHECK(parseMrz("", kNow).outcome == CheckOutcome::Empty);
    CHECK(parseMrz("P<UTOERIKSSON", kNow).outcome == CheckOutcome::Incomplete);
    CHECK(parseMrz(flat(kPassport) + "<", kNow).outcome == CheckOutcome::TooLong);
    CHECK(parseMrz(flat(kCard) + "<", kNow).outcome == CheckOutcome::TooLong);
    CHECK(parseMrz("V<UTO", kNow).outcome == CheckOutcome::WrongPrefix);
    CHECK(parseMrz("P<UTO\U0001F600", kNow).outcome == CheckOutcome::BadCharacter);
    CHECK(parseMrz(std::string(10000, '<'), kNow).outcome == CheckOutcome::TooLong);
    CHECK(parseMrz("P" + std::string(87, '<'), kNow).outcome == CheckOutcome::WrongShape);
    std::string digitInName = flat(kPassport);
    digitInName[6] = '1';
    CHECK(parseMrz(digitInName, kNow).outcome == CheckOutcome::WrongShape);
}

TEST_CASE("dates: the century, unknown days and days that do not exist") {
    const auto withBirth = [](const std::string& birth) {
        std::string zone = flat(kPassport);
        zone.replace(57, 6, birth);
        zone[63] = mrzCheckDigit(birth);
        zone[87] = mrzCheckDigit(zone.substr(44, 10) + zone.substr(57, 7) + zone.substr(65, 22));
        return parseMrz(zone, kNow);
    };
    CHECK(withBirth("110601").mrz->birthDate == Date(2011y / 6 / 1));
    CHECK(withBirth("110602").mrz->birthDate == Date(1911y / 6 / 2));
    CHECK(withBirth("000229").mrz->birthDate == Date(2000y / 2 / 29));
    const auto unknown = withBirth("74<<<<");
    CHECK(unknown.outcome == CheckOutcome::Ok);
    CHECK_FALSE(unknown.mrz->birthDate.has_value());
    CHECK(unknown.mrz->birthText == "74<<<<");
    const auto impossible = withBirth("740231");
    CHECK(impossible.outcome == CheckOutcome::Inconsistent);
    CHECK(impossible.wrongFields == std::vector<MrzField>{MrzField::BirthDate});
}

TEST_CASE("one-part names and an empty personal number") {
    std::string zone =
        "P<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"
        "L898902C36UTO7408122F1204159<<<<<<<<<<<<<<<";
    zone += mrzCheckDigit(zone.substr(44, 10) + zone.substr(57, 7) + zone.substr(65, 22));
    REQUIRE(zone.size() == 88);
    const auto check = parseMrz(zone, kNow);
    REQUIRE(check.outcome == CheckOutcome::Ok);
    CHECK(check.mrz->surname == "ARKFREITH");
    CHECK(check.mrz->givenNames.empty());
    zone[86] = '0';
    CHECK(parseMrz(zone, kNow).outcome == CheckOutcome::Ok);
}

TEST_CASE("no text whatever breaks the reader") {
    std::mt19937 random(11);
    const std::string alphabet = "<<<<<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int round = 0; round < 20000; ++round) {
        std::string zone = round % 2 == 0 ? flat(kPassport) : flat(kCard);
        const auto changes = random() % 60;
        for (std::size_t i = 0; i < changes; ++i) {
            const char c =
                random() % 50 == 0 ? static_cast<char>(random() % 256) : alphabet[random() % alphabet.size()];
            zone[random() % zone.size()] = c;
        }
        zone.resize(random() % 20 == 0 ? random() % 100 : zone.size(), '<');
        const auto check = parseMrz(zone, kNow);
        CHECK(checkOutcomeName(check.outcome) != "invalid");
        if (check.outcome == CheckOutcome::Ok) CHECK(check.mrz.has_value());
    }
}
