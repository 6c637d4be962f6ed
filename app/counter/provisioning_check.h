// Whether a provisioning file is meant for this computer and this day. Values; any thread.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "protocol/provisioning.h"

namespace countersign {

struct ProvisioningRules {
    std::vector<VerifyingKey> office;  // OfficeUnknown if there is none
    std::string shop;                  // which one this computer is for; empty: any
};
// Form, signature and shop. Errors: those of verifyProvisioning; OfficeUnknown, ProvisioningOfAnotherShop.
[[nodiscard]] Result<Provisioning> checkProvisioning(ByteView file, const ProvisioningRules& rules);

// By this computer's clock, whose word is weighed first: one from before the program was built is wrong.
// ClockBeforeProgram, ProvisioningNotYetValid, ProvisioningExpired.
[[nodiscard]] Status checkProvisioningTime(const Provisioning& provisioning, WallTime now, WallTime builtOn);

}  // namespace countersign
