// What is known about a number or a name, in words: the helper lines of the details page, and the names of
// documents and purchases. GUI thread; pure functions.
#pragma once

#include <QString>

#include "enrolment/registration.h"
#include "identity/number_check.h"

namespace countersign::ui {

enum class NumberField { Document = 1, Name, Msisdn, Iccid, Imei };

[[nodiscard]] QString documentKindText(DocumentKind kind);
[[nodiscard]] QString purchaseText(Purchase purchase);

// The helper while typing: "Born 31 December 1949, female. Check digit right.", "7 more to type", or what is
// wrong and what to do. Empty for an empty field.
[[nodiscard]] QString numberHelp(NumberField field, const NumberCheck& check);
// True where it is wrong for certain, and not merely unfinished.
[[nodiscard]] bool wrongForCertain(const NumberCheck& check);

}  // namespace countersign::ui
