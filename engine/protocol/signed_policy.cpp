#include "protocol/signed_policy.h"

#include "protocol/failures.h"
#include "protocol/json_reader.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

using namespace protocol;

constexpr std::string_view kPolicyKind = "policy";
constexpr std::uint64_t kHighestVersion = 0xffffffffU;

Result<std::uint64_t> policyNumber(const nlohmann::json& policy) {
    FieldReader fields(policy);
    const auto number = fields.number("policy_version", 1, kHighestVersion);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return number;
}

Result<OperatorPolicy> policyOf(std::string text) {
    const auto parsed = parseObject(text);
    if (!parsed) return failure(parsed.error());
    const auto number = policyNumber(*parsed);
    if (!number) return failure(number.error());
    return OperatorPolicy{*number, std::move(text)};
}

bool looksSigned(const nlohmann::json& object) {
    return object.contains("kind") && object.contains("signature");
}

}  // namespace

Result<Bytes> signPolicy(std::string_view text, const Signer& operatorKey) {
    if (const auto policy = policyOf(std::string(text)); !policy) return failure(policy.error());
    return signMessage(kPolicyKind, kPolicyVersion, text, operatorKey);
}

Result<OperatorPolicy> verifyPolicy(ByteView bytes, const std::vector<VerifyingKey>& operatorKeys) {
    auto message = parseSignedMessage(bytes, kPolicyKind, kPolicyVersion);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyByAny(*message, operatorKeys); !genuine) return failure(genuine.error());
    return policyOf(std::move(message->body));
}

Result<OperatorPolicy> verifyPolicy(ByteView bytes, const RuleKeys& keys) {
    auto message = parseSignedMessage(bytes, kPolicyKind, kPolicyVersion);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyRule(*message, keys); !genuine) return failure(genuine.error());
    return policyOf(std::move(message->body));
}

Result<OperatorPolicy> readAnyPolicy(ByteView bytes) {
    if (bytes.size() > kMaxMessageBytes) return failure(tooLarge("policy"));
    const auto parsed = parseObject(asText(bytes));
    if (!parsed) return failure(parsed.error());
    if (!looksSigned(*parsed)) return policyOf(std::string(asText(bytes)));
    auto message = parseSignedMessage(bytes, kPolicyKind, kPolicyVersion);
    if (!message) return failure(message.error());
    return policyOf(std::move(message->body));
}

Result<OperatorPolicy> readPolicyDraft(ByteView bytes, const std::vector<VerifyingKey>& operatorKeys) {
    if (bytes.size() > kMaxMessageBytes) return failure(tooLarge("policy"));
    const auto parsed = parseObject(asText(bytes));
    if (!parsed) return failure(parsed.error());
    if (looksSigned(*parsed)) return verifyPolicy(bytes, operatorKeys);
    return policyOf(std::string(asText(bytes)));
}

Result<std::string> changedPolicy(const OperatorPolicy& soFar, std::string_view changesJson,
                                  std::uint64_t version) {
    if (version <= soFar.version)
        return failure(
            policyNotNewer("version " + std::to_string(version) + " after " + std::to_string(soFar.version)));
    auto policy = parseObject(soFar.json);
    if (!policy) return failure(policy.error());
    const auto changes = parseObject(changesJson);
    if (!changes) return failure(changes.error());
    for (const auto& [name, value] : changes->items()) {
        const auto present = policy->find(name);
        if (present != policy->end() && present->is_object() && value.is_object()) {
            present->update(value);
        } else {
            (*policy)[name] = value;
        }
    }
    (*policy)["policy_version"] = version;
    return dump(*policy);
}

Status mayReplace(const OperatorPolicy& present, const OperatorPolicy& offered) {
    if (offered.version > present.version) return {};
    if (offered.version == present.version && offered.json == present.json) return {};
    return failure(policyNotNewer("version " + std::to_string(offered.version) + ", in force is " +
                                  std::to_string(present.version)));
}

}  // namespace countersign
