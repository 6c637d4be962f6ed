// A newer policy that goes to a part of the counters first: some that are named, and a share of the others.
// It stands in rollout.json of the operator's folder and is in force from the gateway's next start on.
// A policy only moves forward: a counter that has it keeps it when the rollout is stopped. The way back is a
// still newer policy with the old content.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/result.h"
#include "protocol/device_id.h"
#include "protocol/keys.h"
#include "protocol/signed_policy.h"

namespace countersign {

inline constexpr int kWholeShare = 1000;  // shares are told in thousandths: one shop of a thousand can begin

struct PolicyRollout {
    Bytes policy;  // signed by the operator
    std::uint64_t version = 0;
    int share = 0;                   // 0..kWholeShare of the counters that are not named
    std::vector<DeviceId> counters;  // named, whatever the share
    bool stopped = false;            // nobody else gets it; kept, since what follows has to be newer

    // The same answer each time; whoever is in a share stays in each larger one. Another version begins with
    // other shops, so that it is not the same ones who always go first.
    [[nodiscard]] bool reaches(const DeviceId& counter) const;
    bool operator==(const PolicyRollout&) const = default;
};

// Empty: none is under way. OperatorFolderUnusable for a file that is damaged or that no operator's key
// signed.
[[nodiscard]] Result<std::optional<PolicyRollout>> readRollout(const std::filesystem::path& folder,
                                                               const std::vector<VerifyingKey>& keys);

// A policy as in replacePolicy(), newer than the one in force; one that is under way is replaced if this is
// newer too. Errors: those of replacePolicy.
[[nodiscard]] Result<PolicyRollout> startRollout(const std::filesystem::path& folder, ByteView policy,
                                                 int share, std::vector<DeviceId> counters);
// Adds counters, and makes the share this large if it is larger. OperatorFolderUnusable if none is under way.
[[nodiscard]] Result<PolicyRollout> widenRollout(const std::filesystem::path& folder, int share,
                                                 const std::vector<DeviceId>& counters);
// Nobody else gets it. OperatorFolderUnusable if none is under way.
[[nodiscard]] Status stopRollout(const std::filesystem::path& folder);
// It becomes everybody's policy. OperatorFolderUnusable if none is under way.
[[nodiscard]] Result<OperatorPolicy> finishRollout(const std::filesystem::path& folder);

}  // namespace countersign
