#include "protocol/rule_keys.h"

#include "protocol/failures.h"

namespace countersign {

Status verifyRule(const SignedMessage& message, const RuleKeys& keys) {
    if (keys.officeKeys.empty()) return verifyByAny(message, keys.signingKeys);
    auto byOffice = verifyByAny(message, keys.officeKeys);
    if (!byOffice && verifyByAny(message, keys.signingKeys))
        return failure(protocol::officeSignatureMissing(message.kind));
    return byOffice;
}

}  // namespace countersign
