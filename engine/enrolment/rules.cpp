#include "enrolment/rules.h"

#include <array>

#include "identity/document_number.h"
#include "identity/person_name.h"
#include "identity/sim_numbers.h"

namespace countersign {
namespace {

constexpr std::array kFields{DetailField::DocumentNumber, DetailField::Name, DetailField::Msisdn,
                             DetailField::Iccid, DetailField::Imei};

NumberCheck notNeeded() {
    NumberCheck check;
    check.outcome = CheckOutcome::Ok;
    return check;
}

}  // namespace

bool needsIccid(Purchase purchase) {
    return purchase != Purchase::Phone;
}
bool needsImei(Purchase purchase) {
    return purchase != Purchase::SimCard;
}

NumberCheck checkDetail(DetailField field, const BuyerDetails& details, WallTime now) {
    switch (field) {
        case DetailField::DocumentNumber:
            return checkDocumentNumber(details.documentKind, details.documentNumber, now);
        case DetailField::Name:
            return checkPersonName(details.name);
        case DetailField::Msisdn:
            return checkMsisdn(details.msisdn);
        case DetailField::Iccid:
            if (!needsIccid(details.purchase) && details.iccid.empty()) return notNeeded();
            return checkIccid(details.iccid);
        case DetailField::Imei:
            if (!needsImei(details.purchase) && details.imei.empty()) return notNeeded();
            return checkImei(details.imei);
    }
    return {};
}

std::vector<DetailFault> checkDetails(const BuyerDetails& details, WallTime now) {
    std::vector<DetailFault> faults;
    for (const auto field : kFields) {
        auto check = checkDetail(field, details, now);
        if (!check.usable()) faults.push_back({field, std::move(check)});
    }
    return faults;
}

BuyerDetails normalised(BuyerDetails details, WallTime now) {
    const auto take = [&](DetailField field, std::string& value) {
        const auto check = checkDetail(field, details, now);
        if (check.usable()) value = check.value;
    };
    take(DetailField::DocumentNumber, details.documentNumber);
    take(DetailField::Name, details.name);
    take(DetailField::Msisdn, details.msisdn);
    take(DetailField::Iccid, details.iccid);
    take(DetailField::Imei, details.imei);
    return details;
}

}  // namespace countersign
