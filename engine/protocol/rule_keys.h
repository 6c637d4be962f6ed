// Whose signature makes a policy or a key bundle good. Where an office key is known, it is the office's
// alone: the gateway's signing key lies on a machine that strangers can reach, and who has got hold of it
// must not change by which rules and keys counters work. Values; any thread.
#pragma once

#include <vector>

#include "core/result.h"
#include "protocol/keys.h"
#include "protocol/signed_message.h"

namespace countersign {

struct RuleKeys {
    std::vector<VerifyingKey> signingKeys;  // the gateway's: receipts, notices, answers
    // Of the operator's office; never at the gateway. Empty: none is known, the signing keys do its work.
    std::vector<VerifyingKey> officeKeys;
};

// SignatureInvalid; OfficeSignatureMissing if it is the gateway's where the office's is wanted.
[[nodiscard]] Status verifyRule(const SignedMessage& message, const RuleKeys& keys);

}  // namespace countersign
