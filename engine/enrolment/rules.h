// What must be right before a registration may go on: the details' check digits and formats, and which of
// them a purchase needs. Pure functions; any thread.
#pragma once

#include <vector>

#include "enrolment/registration.h"
#include "identity/number_check.h"

namespace countersign {

enum class DetailField { DocumentNumber = 1, Name, Msisdn, Iccid, Imei };

struct DetailFault {
    DetailField field = DetailField::DocumentNumber;
    NumberCheck check;
};

[[nodiscard]] bool needsIccid(Purchase purchase);
[[nodiscard]] bool needsImei(Purchase purchase);

// The rule of one field as it stands now; a field that the purchase does not need passes when it is empty.
[[nodiscard]] NumberCheck checkDetail(DetailField field, const BuyerDetails& details, WallTime now);
// All fields, in the order of the page; empty: the page may be left.
[[nodiscard]] std::vector<DetailFault> checkDetails(const BuyerDetails& details, WallTime now);
// Plain values (no grouping, capitals) in place of what was typed, where they are right.
[[nodiscard]] BuyerDetails normalised(BuyerDetails details, WallTime now);

}  // namespace countersign
