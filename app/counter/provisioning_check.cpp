#include "app/counter/provisioning_check.h"

namespace countersign {
namespace {

// A computer whose clock runs in local time is off by up to fourteen hours until it finds a time server.
constexpr std::chrono::hours kClockSlack{24};

}  // namespace

Result<Provisioning> checkProvisioning(ByteView file, const ProvisioningRules& rules) {
    if (rules.office.empty())
        return failure(makeError(ErrorCode::OfficeUnknown,
                                 "this computer does not know the public key of the operator's office"));
    auto made = verifyProvisioning(file, rules.office);
    if (!made) return failure(made.error());
    if (!rules.shop.empty() && made->shop != rules.shop)
        return failure(makeError(ErrorCode::ProvisioningOfAnotherShop,
                                 "it is for shop " + made->shop + ", this computer is for " + rules.shop));
    return made;
}

Status checkProvisioningTime(const Provisioning& provisioning, WallTime now, WallTime builtOn) {
    if (now < builtOn)
        return failure(makeError(ErrorCode::ClockBeforeProgram,
                                 "this computer's clock says " + toRfc3339(now) +
                                     ", before this program was made (" + toRfc3339(builtOn) + ")"));
    if (now + kClockSlack < provisioning.issuedAt)
        return failure(makeError(ErrorCode::ProvisioningNotYetValid,
                                 "it is good from " + toRfc3339(provisioning.issuedAt) +
                                     " on, this computer's clock says " + toRfc3339(now)));
    if (now >= provisioning.expiresAt)
        return failure(makeError(ErrorCode::ProvisioningExpired,
                                 "it was good until " + toRfc3339(provisioning.expiresAt) +
                                     ", this computer's clock says " + toRfc3339(now)));
    return {};
}

}  // namespace countersign
