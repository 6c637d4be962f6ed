#include "identity/mrz_repair.h"

#include "identity/mrz.h"
#include "support/catch.h"

using namespace countersign;

namespace {

using Lines = std::vector<std::string>;

// The specimen of ICAO Doc 9303 part 4, appendix A.
const Lines kPassport{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                      "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
// Part 5.
const Lines kCard{"I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6",
                  "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"};

Lines with(Lines lines, std::size_t line, std::size_t place, char read) {
    lines[line][place] = read;
    return lines;
}

}  // namespace

TEST_CASE("a zone without a fault is not touched") {
    CHECK_FALSE(repairMrz(kPassport));
    CHECK_FALSE(repairMrz(kCard));
}

TEST_CASE("one confused character is mended where the digits leave one way") {
    CHECK(repairMrz(with(kPassport, 1, 16, 'I')) == std::nullopt);  // 8 is not read as I
    CHECK(repairMrz(with(kPassport, 1, 18, 'Z')) == kPassport);     // 2 of the birth date
    CHECK(repairMrz(with(kCard, 1, 8, 'I')) == kCard);              // 1 of the expiry
}

TEST_CASE("every mended zone holds, and no repair changes what is not confused") {
    for (const Lines& right : {kPassport, kCard}) {
        for (std::size_t line = 0; line < right.size(); ++line)
            for (std::size_t place = 0; place < right[line].size(); ++place)
                for (const char read : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")) {
                    const auto mended = repairMrz(with(right, line, place, read));
                    if (!mended) continue;
                    CHECK(mended->front().substr(0, 5) == right.front().substr(0, 5));
                    std::string text;
                    for (const auto& one : *mended) text += one + "\n";
                    CHECK(parseMrz(text, std::chrono::sys_days(std::chrono::year(2010) / 1 / 1))
                              .wrongFields.empty());
                }
    }
}

TEST_CASE("where two exchanges fit none is made") {
    CHECK_FALSE(repairMrz(with(kPassport, 1, 1, 'B')));
    CHECK_FALSE(repairMrz(with(kPassport, 1, 5, 'O')));  // 0 and U weigh the same
    CHECK_FALSE(repairMrz(with(kCard, 0, 5, 'O')));
}

TEST_CASE("two faults, faults in names and other shapes are left alone") {
    CHECK_FALSE(repairMrz(with(with(kPassport, 1, 1, 'B'), 1, 18, 'Z')));
    CHECK_FALSE(repairMrz(with(kPassport, 0, 5, 'F')));
    CHECK_FALSE(repairMrz({}));
    CHECK_FALSE(repairMrz({"", ""}));
    CHECK_FALSE(repairMrz({kPassport[0]}));
    CHECK_FALSE(repairMrz({kPassport[0], kPassport[1].substr(1)}));
    CHECK_FALSE(repairMrz(with(kPassport, 1, 1, '\xFF')));
    CHECK_FALSE(repairMrz({std::string(100000, 'A'), std::string(100000, 'A')}));
}

TEST_CASE("confusions that a check digit can't see are named") {
    CHECK(mrzCheckDigit("G23") == mrzCheckDigit("623"));
    CHECK(mrzCheckDigit("S23") == mrzCheckDigit("823"));
    CHECK(mrzDigitMayMiss("X6"));
    CHECK_FALSE(mrzDigitMayMiss("ABC234"));
}

TEST_CASE("several readings of one zone are put together where the check digits leave one way") {
    const Lines& zone = kPassport;
    const auto read = [&](std::size_t at, char c) { return with(zone, 1, at, c); };
    CHECK(combineMrz({zone}) == zone);
    // Each reading has another character wrong, in fields of their own.
    CHECK(combineMrz({read(0, 'I'), read(14, '9')}) == zone);
    CHECK(combineMrz({read(0, '?'), read(22, '7'), read(43, '8')}) == zone);
    // Wrong in the same field in all: nothing proves one.
    CHECK_FALSE(combineMrz({read(0, 'I'), read(3, '7')}));
    CHECK_FALSE(combineMrz({read(0, '?')}));
    CHECK_FALSE(combineMrz({}));
    CHECK_FALSE(combineMrz({zone, Lines{"short"}}));
    CHECK_FALSE(combineMrz({Lines{"", ""}}));
    // What no check digit covers must at least be made out.
    Lines unread = zone;
    unread[0][7] = '?';
    CHECK_FALSE(combineMrz({unread}));
    CHECK(combineMrz({unread, zone, zone}) == zone);
}
