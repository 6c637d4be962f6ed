// What scanners type: numbers are found in every wrapping, and none that its check digit does not prove.

#include "identity/scanned_code.h"

#include <random>

#include "identity/sim_numbers.h"
#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

const WallTime kNow = std::chrono::sys_days(2026y / 11 / 27) + 4h;
const std::string kImei = "352099001761481";
const std::string kIccid = "8991101200003204514";  // 19 digits, Luhn holds

std::vector<ScannedCode> found(std::string_view text) {
    return classifyScanned(text, kNow);
}
std::vector<ScannedCode> one(ScannedKind kind, const std::string& value) {
    return {{kind, value}};
}

}  // namespace

TEST_CASE("a number is found in what labels and scanners put around it") {
    REQUIRE(luhnHolds(kImei));
    REQUIRE(luhnHolds(kIccid));
    for (const std::string& text :
         {kImei, kImei + "\r\n", "\t" + kImei + "\t", "IMEI:" + kImei, "IMEI1: " + kImei,
          "IMEI1" + (" " + kImei), "]C1" + kImei, "(8002)" + kImei, std::string("35 209900 176148 1"),
          std::string("35-209900-176148-1"), std::string("https://example.com/d?imei=" + kImei + "&x=1"),
          std::string("３５２０９９００１７６１４８１"), "S/N 12345 IMEI " + kImei}) {
        INFO(text);
        CHECK(found(text) == one(ScannedKind::Imei, kImei));
    }
    for (const std::string& text :
         {kIccid, "ICCID" + kIccid, "ICCID: " + kIccid + "\n", "899110 120000 320451 4" + std::string()}) {
        INFO(text);
        CHECK(found(text) == one(ScannedKind::Iccid, kIccid));
    }
    CHECK(found("11010519491231002X") == one(ScannedKind::ResidentNumber, "11010519491231002X"));
    CHECK(found("11010519491231002x\n") == one(ScannedKind::ResidentNumber, "11010519491231002X"));
}

TEST_CASE("several numbers come in their order, each once") {
    const std::string second = std::string("35209900176149") + luhnCheckDigit("35209900176149");
    CHECK(found("IMEI1:" + kImei + " IMEI2:" + second + "\nIMEI1:" + kImei) ==
          std::vector<ScannedCode>{{ScannedKind::Imei, kImei}, {ScannedKind::Imei, second}});
    CHECK(found(kIccid + " " + kImei).size() == 2);
}

TEST_CASE("a machine-readable zone is a zone") {
    const std::string zone =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\r\n";
    REQUIRE(found(zone).size() == 1);
    CHECK(found(zone).front().kind == ScannedKind::MachineReadableZone);
    CHECK(found(zone).front().value ==
          "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10");
    // Full-width letters and fillers are the same letters.
    CHECK(found("P\xEF\xBC\x9C" + zone.substr(2)) == found(zone));
}

TEST_CASE("nothing that its check digit does not prove is taken") {
    std::string wrong = kImei;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    CHECK(found(wrong).empty());
    wrong = kIccid;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    CHECK(found(wrong).empty());  // 19 digits that fail Luhn may be one without its digit: not proven
    for (const char* text :
         {"", "\n", "hello", "123", "<<<<<", "P<UTO", "]C1", "\xFF\xFE\xFD", "69012345678901234567890123"})
        CHECK(found(text).empty());
    CHECK(found(kImei + "5").empty());  // not a part of a longer run of digits
    CHECK(found(std::string(5'000'000, '8')).empty());

    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (unsigned n = random() % 60; n > 0; --n)
            text += static_cast<char>(random() % 4 ? '0' + random() % 10 : random() % 256);
        for (const auto& code : found(text)) {
            if (code.kind == ScannedKind::Imei || code.kind == ScannedKind::Iccid)
                CHECK(luhnHolds(code.value));
        }
    }
}
