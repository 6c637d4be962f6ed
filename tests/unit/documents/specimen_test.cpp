#include "practice/specimen_document.h"

#include "identity/mrz.h"
#include "support/catch.h"

using namespace countersign;

TEST_CASE("the zones of specimens hold by their own check digits") {
    const Person nobody;
    const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 27);
    for (const auto kind : {SpecimenKind::PassportPage, SpecimenKind::MachineReadableCard})
        for (unsigned variant = 0; variant < 40; ++variant) {
            const SpecimenText text = specimenText(nobody, kind, variant);
            std::string zone;
            for (const auto& line : specimenMrz(text)) zone += line + "\n";
            INFO(zone);
            const MrzCheck check = parseMrz(zone, now);
            REQUIRE(check.outcome == CheckOutcome::Ok);
            CHECK(check.mrz->documentNumber == text.number);
            CHECK(check.mrz->birthDate == text.birth);
            CHECK(check.mrz->expiryDate == text.expiry);
        }
    CHECK(specimenMrz(specimenText(nobody, SpecimenKind::ResidentCard, 0)).empty());
}
