// The operator's policy: a signed JSON object whose "policy_version" only ever moves forward. Values; any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "protocol/keys.h"
#include "protocol/rule_keys.h"

namespace countersign {

inline constexpr int kPolicyVersion = 1;  // of the message's form, not of the policy

struct OperatorPolicy {
    std::uint64_t version = 0;
    std::string json;  // the whole object, as signed
};

// `json` is an object with an integer "policy_version" from 1.
[[nodiscard]] Result<Bytes> signPolicy(std::string_view json, const Signer& operatorKey);
[[nodiscard]] Result<OperatorPolicy> verifyPolicy(ByteView bytes,
                                                  const std::vector<VerifyingKey>& operatorKeys);

// As a counter judges it: also OfficeSignatureMissing.
[[nodiscard]] Result<OperatorPolicy> verifyPolicy(ByteView bytes, const RuleKeys& keys);
// Whoever signed it, or JSON that is not signed: for whoever is about to sign it and reads it first.
[[nodiscard]] Result<OperatorPolicy> readAnyPolicy(ByteView bytes);

// What the operator goes on from: a policy signed by one of these keys, or JSON that is not signed yet.
// Errors: SignatureInvalid, MessageMalformed.
[[nodiscard]] Result<OperatorPolicy> readPolicyDraft(ByteView bytes,
                                                     const std::vector<VerifyingKey>& operatorKeys);

// `soFar` with the names of `changes` in place of its own and `version` as its version; what `changes`
// doesn't name stays. Errors: PolicyNotNewer unless `version` is above soFar's; MessageMalformed.
[[nodiscard]] Result<std::string> changedPolicy(const OperatorPolicy& soFar, std::string_view changesJson,
                                                std::uint64_t version);

// PolicyNotNewer unless `offered` may take the place of `present`: a higher version, or the same policy
// again.
[[nodiscard]] Status mayReplace(const OperatorPolicy& present, const OperatorPolicy& offered);

}  // namespace countersign
