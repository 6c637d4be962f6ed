#include "store/standing_identity.h"

#include <utility>

#include "protocol/certificate.h"
#include "protocol/device_enrolment.h"
#include "store/identity_failures.h"

namespace countersign::identity {
namespace {

Error unusable(const Error& error) {
    return damaged("enrolment: " + error.detail);
}

void trust(Standing& standing, const RuleKeys& more) {
    for (const auto* list : {&more.signingKeys, &more.officeKeys})
        standing.everTrusted.insert(standing.everTrusted.end(), list->begin(), list->end());
}

// Lays the keys in force over the identity.
void apply(const KeyBundle& keys, DeviceIdentity& identity) {
    identity.operatorKeys = keys.verifyingKeys;
    identity.officeKeys = keys.officeKeys;
    identity.sealingKey = keys.sealingKey;
    identity.keysVersion = keys.version;
    if (keys.version == 0) return;  // the authority of the enrolment
    identity.gateway.caPem = toPem(keys.authorities);
    identity.gateway.revoked = keys.revoked;
}

}  // namespace

Result<Standing> standingOf(StoredEnrolment stored, std::vector<Bytes> chain,
                            std::shared_ptr<const Signer> key) {
    const auto& enrolment = stored.enrolment;
    auto answer = key ? readEnrolmentResponse(enrolment.answer, key->verifyingKey())
                      : readKeptResponse(enrolment.answer);
    if (!answer) return failure(unusable(answer.error()));
    auto keys = keysOf(*answer);
    if (!keys) return failure(unusable(keys.error()));
    auto policy = verifyPolicy(answer->policy, answer->ruleKeys());
    if (!policy) return failure(unusable(policy.error()));
    Standing standing;
    // The answer's own keys too: the policy that came with it may be of one that its bundle retires.
    trust(standing, answer->ruleKeys());
    trust(standing, keys->ruleKeys());
    standing.policy = std::move(answer->policy);
    if (enrolment.policy) {
        policy = verifyPolicy(enrolment.policy->bytes, std::vector{enrolment.policy->by});
        if (!policy) return failure(unusable(policy.error()));
        standing.policy = enrolment.policy->bytes;
        standing.everTrusted.push_back(enrolment.policy->by);
    }
    auto& identity = standing.identity;
    identity.deviceId = answer->deviceId;
    identity.signer = std::move(key);
    identity.gateway.url = enrolment.url;
    identity.gateway.caPem = enrolment.caPem;
    identity.enrolledAt = answer->enrolledAt;
    identity.policy = std::move(*policy);
    identity.challengeKey = std::move(answer->challengeKey);
    standing.keys = std::move(*keys);
    for (const auto& bytes : chain) {
        auto next = followKeys(standing.keys, bytes);
        if (!next) return failure(damaged("the operator's keys: " + next.error().detail));
        standing.keys = std::move(*next);
        trust(standing, standing.keys.ruleKeys());
    }
    apply(standing.keys, identity);
    if (!answer->keys.empty()) standing.bundles.push_back(std::move(answer->keys));
    standing.bundles.insert(standing.bundles.end(), chain.begin(), chain.end());
    standing.chain = std::move(chain);
    standing.stored = std::move(stored);
    return standing;
}

Result<PolicyAndBytes> policyInForce(const std::filesystem::path& folder, const Standing& standing) {
    auto since = readPolicy(folder, standing.stored);
    if (!since) return failure(since.error());
    if (!since->empty()) {
        auto taken = verifyPolicy(*since, standing.everTrusted);
        if (!taken) return failure(damaged("policy, to be taken again: " + taken.error().detail));
        if (taken->version > standing.identity.policy.version)
            return PolicyAndBytes{std::move(*taken), std::move(*since)};
    }
    return PolicyAndBytes{standing.identity.policy, standing.policy};
}

std::optional<KeptPolicy> keptBy(const std::vector<VerifyingKey>& keys, const Bytes& policy) {
    for (const auto& key : keys) {
        if (verifyPolicy(policy, std::vector{key})) return KeptPolicy{policy, key};
    }
    return std::nullopt;
}

}  // namespace countersign::identity
