// Documents with which a number may be bought (defaults; the operator's policy may narrow them). Plain
// values.
#pragma once

namespace countersign {

enum class DocumentKind {
    ResidentId = 1,
    TemporaryId,
    HouseholdRegister,
    MilitaryId,
    ArmedPoliceId,
    HongKongMacauPermit,
    TaiwanPermit,
    ResidencePermit,  // of HK, Macau and Taiwan people
    ForeignPassport,
    ForeignerPermanentResidence,
};

}  // namespace countersign
