// A newer policy that goes to a part of the counters first: some that are named, and a share of the others.
// It stands in rollout.json of the operator's folder and is in force from the gateway's next start on.
// A policy only moves forward: a counter that has it keeps it when the rollout is stopped. The way back is a
// still newer policy with the old content.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/result.h"
#include "operator/ring.h"
#include "protocol/device_id.h"
#include "protocol/keys.h"
#include "protocol/signed_policy.h"

namespace countersign {

struct PolicyRollout : Ring {
    Bytes policy;  // signed by the operator
    bool operator==(const PolicyRollout&) const = default;
};

// Empty: none is under way. OperatorFolderUnusable for a file that is damaged or that no operator's key
// signed.
[[nodiscard]] Result<std::optional<PolicyRollout>> readRollout(const std::filesystem::path& folder,
                                                               const std::vector<VerifyingKey>& keys);

// A policy as in replacePolicy(), newer than the one in force; one that is under way is replaced if this is
// newer too. Errors: those of replacePolicy.
[[nodiscard]] Result<PolicyRollout> startRollout(const std::filesystem::path& folder, ByteView policy,
                                                 int share, const std::vector<DeviceId>& counters,
                                                 const Signer* office = nullptr);
// Adds counters, and makes the share this large if it is larger. OperatorFolderUnusable if none is under way.
[[nodiscard]] Result<PolicyRollout> widenRollout(const std::filesystem::path& folder, int share,
                                                 const std::vector<DeviceId>& counters);
// Nobody else gets it. OperatorFolderUnusable if none is under way.
[[nodiscard]] Status stopRollout(const std::filesystem::path& folder);
// It becomes everybody's policy. OperatorFolderUnusable if none is under way.
[[nodiscard]] Result<OperatorPolicy> finishRollout(const std::filesystem::path& folder);

}  // namespace countersign
