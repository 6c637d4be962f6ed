#include "operator/policy_rollout.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "operator/operator_folder.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr int kRolloutFileVersion = 1;
constexpr std::size_t kMaxNamed = 10'000;
constexpr std::size_t kMaxFile = 1024U * 1024U;  // the longest policy in base64 and ten thousand counters

// A counter's place among a thousand, by chance but always the same for one version.
int placeOf(const DeviceId& counter, std::uint64_t version) {
    Bytes text = toBytes("countersign rollout 1 " + std::to_string(version) + " ");
    const auto& id = counter.bytes();
    text.insert(text.end(), id.begin(), id.end());
    const auto hash = sha256Of(text);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8U | hash[i];
    return static_cast<int>(number % static_cast<std::uint64_t>(kWholeShare));
}

Status write(const std::filesystem::path& folder, const PolicyRollout& rollout) {
    if (rollout.counters.size() > kMaxNamed)
        return failure(folderUnusable("more than 10,000 counters are named"));
    json counters = json::array();
    for (const auto& id : rollout.counters) counters.push_back(id.hex());
    const json file{{"version", kRolloutFileVersion},
                    {"share", rollout.share},
                    {"counters", std::move(counters)},
                    {"stopped", rollout.stopped},
                    {"policy", protocol::toBase64(rollout.policy)}};
    return writeFileDurably(OperatorPaths(folder).rollout, toBytes(file.dump(2) + "\n"));
}

void addNamed(PolicyRollout& rollout, const std::vector<DeviceId>& counters) {
    for (const auto& id : counters) {
        if (std::ranges::find(rollout.counters, id) == rollout.counters.end()) rollout.counters.push_back(id);
    }
}

Result<PolicyRollout> underWay(const std::filesystem::path& folder) {
    const auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    if (!identity->rollout || identity->rollout->stopped)
        return failure(folderUnusable("no rollout of a policy is under way"));
    return *identity->rollout;
}

}  // namespace

bool PolicyRollout::reaches(const DeviceId& counter) const {
    if (stopped) return false;
    return placeOf(counter, version) < share || std::ranges::find(counters, counter) != counters.end();
}

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
    rollout.share = static_cast<int>(fields.number("share", 0, kWholeShare));
    rollout.policy = fields.base64("policy");
    rollout.stopped = fields.flag("stopped");
    for (const auto& entry : fields.array("counters", kMaxNamed)) {
        const auto id = entry.is_string() ? DeviceId::parse(entry.get<std::string>()) : std::nullopt;
        if (id)
            rollout.counters.push_back(*id);
        else
            fields.reject("counters");
    }
    if (const auto good = fields.finish(); !good)
        return failure(folderUnusable("rollout.json can't be meant: " + good.error().detail));
    const auto policy = verifyPolicy(rollout.policy, keys);
    if (!policy) return failure(folderUnusable("the policy in rollout.json is not the operator's"));
    rollout.version = policy->version;
    return std::optional(std::move(rollout));
}

Result<PolicyRollout> startRollout(const std::filesystem::path& folder, ByteView policy, int share,
                                   std::vector<DeviceId> counters) {
    const auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    // Of two that are newer than the one in force, the later has to be newer than the earlier: some have it.
    const auto& present = identity->rollout ? identity->rollout->policy : identity->policy;
    const auto next = nextPolicy(*identity, present, policy);
    if (!next) return failure(next.error());
    PolicyRollout rollout{next->bytes, next->policy.version, share, {}, false};
    addNamed(rollout, counters);
    if (const auto written = write(folder, rollout); !written) return failure(written.error());
    return rollout;
}

Result<PolicyRollout> widenRollout(const std::filesystem::path& folder, int share,
                                   const std::vector<DeviceId>& counters) {
    auto rollout = underWay(folder);
    if (!rollout) return rollout;
    rollout->share = std::max(rollout->share, share);
    addNamed(*rollout, counters);
    if (const auto written = write(folder, *rollout); !written) return failure(written.error());
    return rollout;
}

Status stopRollout(const std::filesystem::path& folder) {
    auto rollout = underWay(folder);
    if (!rollout) return failure(rollout.error());
    rollout->stopped = true;
    return write(folder, *rollout);
}

Result<OperatorPolicy> finishRollout(const std::filesystem::path& folder) {
    const auto rollout = underWay(folder);
    if (!rollout) return failure(rollout.error());
    auto policy = replacePolicy(folder, rollout->policy);
    if (!policy) return policy;
    // Killed before this: a rollout of what is everybody's policy changes nothing.
    std::error_code code;
    std::filesystem::remove(OperatorPaths(folder).rollout, code);
    if (code) return failure(folderUnusable("rollout.json can't be removed: " + code.message()));
    if (const auto durable = syncFolder(folder); !durable) return failure(durable.error());
    return policy;
}

}  // namespace countersign
