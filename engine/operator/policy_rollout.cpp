#include "operator/policy_rollout.h"

#include <nlohmann/json.hpp>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr int kRolloutFileVersion = 1;
constexpr std::size_t kMaxFile = 1024U * 1024U;  // the longest policy in base64 and ten thousand counters

Status write(const std::filesystem::path& folder, const PolicyRollout& rollout) {
    if (rollout.counters.size() > kMaxNamedCounters)
        return failure(folderUnusable("more than 10,000 counters are named"));
    json file{{"version", kRolloutFileVersion}, {"policy", protocol::toBase64(rollout.policy)}};
    writeRing(rollout, file);
    return writeFileDurably(OperatorPaths(folder).rollout, toBytes(file.dump(2) + "\n"));
}

Result<PolicyRollout> underWay(const std::filesystem::path& folder) {
    const auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    if (!identity->rollout || identity->rollout->stopped)
        return failure(folderUnusable("no rollout of a policy is under way"));
    return *identity->rollout;
}

}  // namespace

Result<std::optional<PolicyRollout>> readRollout(const std::filesystem::path& folder,
                                                 const std::vector<VerifyingKey>& keys) {
    const auto path = OperatorPaths(folder).rollout;
    std::error_code code;
    if (!std::filesystem::exists(path, code)) return std::optional<PolicyRollout>();
    const auto bytes = readFile(path, kMaxFile);
    if (!bytes) return failure(bytes.error());
    const auto object = protocol::parseObject(protocol::asText(*bytes));
    if (!object) return failure(folderUnusable("rollout.json is damaged"));
    protocol::FieldReader fields(*object);
    PolicyRollout rollout;
    fields.number("version", kRolloutFileVersion, kRolloutFileVersion);
    rollout.policy = fields.base64("policy");
    readRing(fields, rollout);
    if (const auto good = fields.finish(); !good)
        return failure(folderUnusable("rollout.json can't be meant: " + good.error().detail));
    const auto policy = verifyPolicy(rollout.policy, keys);
    if (!policy) return failure(folderUnusable("the policy in rollout.json is not the operator's"));
    rollout.version = policy->version;
    return std::optional(std::move(rollout));
}

Result<PolicyRollout> startRollout(const std::filesystem::path& folder, ByteView policy, int share,
                                   const std::vector<DeviceId>& counters, const Signer* office) {
    const auto change = FolderChange::begin(folder);
    if (!change) return failure(change.error());
    const auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    // Of two that are newer than the one in force, the later has to be newer than the earlier: some have it.
    const auto& present = identity->rollout ? identity->rollout->policy : identity->policy;
    const auto next = nextPolicy(*identity, present, policy, office);
    if (!next) return failure(next.error());
    PolicyRollout rollout{{next->policy.version, 0, {}, false}, next->bytes};
    rollout.widen(share, counters);
    if (const auto written = write(folder, rollout); !written) return failure(written.error());
    return rollout;
}

Result<PolicyRollout> widenRollout(const std::filesystem::path& folder, int share,
                                   const std::vector<DeviceId>& counters) {
    const auto change = FolderChange::begin(folder);
    if (!change) return failure(change.error());
    auto rollout = underWay(folder);
    if (!rollout) return rollout;
    rollout->widen(share, counters);
    if (const auto written = write(folder, *rollout); !written) return failure(written.error());
    return rollout;
}

Status stopRollout(const std::filesystem::path& folder) {
    const auto change = FolderChange::begin(folder);
    if (!change) return failure(change.error());
    auto rollout = underWay(folder);
    if (!rollout) return failure(rollout.error());
    rollout->stopped = true;
    return write(folder, *rollout);
}

Result<OperatorPolicy> finishRollout(const std::filesystem::path& folder) {
    const auto change = FolderChange::begin(folder);
    if (!change) return failure(change.error());
    const auto rollout = underWay(folder);
    if (!rollout) return failure(rollout.error());
    auto policy = replacePolicy(*change, rollout->policy);
    if (!policy) return policy;
    // Killed before this: a rollout of what is everybody's policy changes nothing.
    std::error_code code;
    std::filesystem::remove(OperatorPaths(folder).rollout, code);
    if (code) return failure(folderUnusable("rollout.json can't be removed: " + code.message()));
    if (const auto durable = syncFolder(folder); !durable) return failure(durable.error());
    return policy;
}

}  // namespace countersign
