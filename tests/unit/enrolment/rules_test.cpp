#include "enrolment/rules.h"
#include "support/catch.h"

using namespace countersign;

namespace {

const WallTime kNow = WallTime{std::chrono::seconds{1'780'000'000}};  // 2026

BuyerDetails good() {
    BuyerDetails details;
    details.documentKind = DocumentKind::ResidentId;
    details.documentNumber = "1101 0519 4912 3100 2x";
    details.name = "  王  芳 ";
    details.msisdn = "138 0013 8000";
    details.iccid = "8986 0000 0000 0000 0008";
    return details;
}

bool faulty(const BuyerDetails& details, DetailField field) {
    for (const auto& fault : checkDetails(details, kNow)) {
        if (fault.field == field) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("good details pass and come back plain") {
    auto details = good();
    // The check digit of the made card number is whatever Luhn makes of it.
    for (char last = '0'; last <= '9'; ++last) {
        details.iccid.back() = last;
        if (!faulty(details, DetailField::Iccid)) break;
    }
    INFO(details.iccid);
    for (const auto& fault : checkDetails(details, kNow)) {
        INFO(static_cast<int>(fault.field) << " " << checkOutcomeName(fault.check.outcome));
        CHECK(false);
    }
    const auto plain = normalised(details, kNow);
    CHECK(plain.documentNumber == "11010519491231002X");
    CHECK(plain.msisdn == "+8613800138000");
    CHECK(plain.iccid.size() == 20);
}

TEST_CASE("each field's fault is its own") {
    auto details = good();
    details.documentNumber = "110105194912310021";
    CHECK(faulty(details, DetailField::DocumentNumber));
    details = good();
    details.name = "\t\n ";
    CHECK(faulty(details, DetailField::Name));
    details = good();
    details.msisdn = "12";
    CHECK(faulty(details, DetailField::Msisdn));
    details = good();
    details.iccid = "";
    CHECK(faulty(details, DetailField::Iccid));
    details = good();
    details.name = std::string(10'000, 'x');
    CHECK(faulty(details, DetailField::Name));
    CHECK(checkDetails(BuyerDetails{}, kNow).size() == 4);  // a SIM card alone needs no IMEI
}

TEST_CASE("the purchase decides which numbers are needed") {
    auto details = good();
    details.purchase = Purchase::Phone;
    details.iccid.clear();
    CHECK_FALSE(faulty(details, DetailField::Iccid));
    CHECK(faulty(details, DetailField::Imei));
    details.imei = "490154203237518";
    CHECK_FALSE(faulty(details, DetailField::Imei));
    details.purchase = Purchase::SimAndPhone;
    CHECK(faulty(details, DetailField::Iccid));
    // What is there must be right even where it is not needed.
    details.purchase = Purchase::SimCard;
    details.imei = "490154203237519";
    CHECK(faulty(details, DetailField::Imei));
}
