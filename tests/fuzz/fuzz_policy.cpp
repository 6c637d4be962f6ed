// The operator's policy on its way: whole messages, bytes taken for a signed policy, and two policies with a
// zero byte between them, the second being changes to the first.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "protocol/signed_policy.h"
#include "tests/fuzz/fuzz_keys.h"

using namespace countersign;
using namespace countersign::fuzz;
using nlohmann::json;

namespace {

const std::vector<VerifyingKey>& keys() {
    static const std::vector<VerifyingKey> all{strangersKey().verifyingKey(), operatorKey().verifyingKey()};
    return all;
}

void holdChange(const OperatorPolicy& soFar, std::string_view changes) {
    hold(!changedPolicy(soFar, changes, soFar.version), "a version that is not above the last one");
    const auto changed = changedPolicy(soFar, changes, soFar.version + 1);
    if (!changed) return;
    const auto before = json::parse(soFar.json), wanted = json::parse(changes), after = json::parse(*changed);
    hold(after.at("policy_version") == soFar.version + 1, "the new version");
    for (const auto& [name, value] : before.items()) {
        if (name == "policy_version") continue;
        hold(after.contains(name), "nothing is lost");
        if (!wanted.contains(name)) hold(after.at(name) == value, "what is not named stays");
    }
    for (const auto& [name, value] : wanted.items()) {
        if (name == "policy_version") continue;
        hold(after.contains(name), "what is named is there");
        if (!value.is_object()) hold(after.at(name) == value, "as it was named");
        if (!value.is_object()) continue;
        for (const auto& [inner, innerValue] : value.items())
            hold(after.at(name).at(inner) == innerValue, "as it was named inside");
    }
    const auto made = signPolicy(*changed, operatorKey());
    if (!made) {
        hold(soFar.version == 0xffffffffU || made.error().code == ErrorCode::MessageTooLarge,
             "a changed policy can be signed");
        return;
    }
    const auto read = verifyPolicy(*made, keys());
    hold(read && mayReplace(soFar, *read) && !mayReplace(*read, soFar), "and takes the last one's place");
}

void look(ByteView bytes) {
    holdSignatureRules(bytes, "policy");
    const auto verified = verifyPolicy(bytes, keys());
    const auto draft = readPolicyDraft(bytes, keys());
    for (const auto* policy : {&verified, &draft}) {
        if (!*policy) continue;
        hold((*policy)->version >= 1 && (*policy)->version <= 0xffffffffU, "version");
        const auto parsed = json::parse((*policy)->json);
        hold(parsed.is_object() && parsed.at("policy_version") == (*policy)->version, "the number as signed");
        hold(mayReplace(**policy, **policy).has_value(), "the same policy again");
    }
    if (!verified) return;
    hold(draft && draft->json == verified->json && draft->version == verified->version,
         "a draft reads the same");
    hold(!verifyPolicy(bytes, {strangersKey().verifyingKey()}), "not by another's key");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    look({data, size});
    const auto text = textOf(data, size);
    const auto gap = text.find('\0');
    const auto first = text.substr(0, gap);
    const auto made = signMessage("policy", kPolicyVersion, first, operatorKey());
    if (!made) return 0;
    look(*made);
    const auto policy = verifyPolicy(*made, keys());
    const auto own = signPolicy(first, operatorKey());
    hold(policy.has_value() == own.has_value(), "what can be signed can be read, and nothing else");
    if (!policy) return 0;
    hold(policy->json == first, "as signed, to the letter");
    if (gap != std::string_view::npos) holdChange(*policy, text.substr(gap + 1));
    return 0;
}
