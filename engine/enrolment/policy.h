// The operator's policy and the engine's thresholds, read from resources/policy.json and
// resources/thresholds.json. Both are also compiled in, so that a fresh installation can't be without them.
// Plain values; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/counter_limits.h"
#include "core/data_terms.h"
#include "core/result.h"
#include "enrolment/other_way.h"
#include "liveness/challenge_plan.h"
#include "liveness/thresholds.h"
#include "matching/portrait_faults.h"
#include "matching/portrait_matcher.h"
#include "vision/embedder_spec.h"

namespace countersign {

enum class VirtualCameraRule { Allow = 1, Flag, Block };

// Full years of the buyer (ageAt): below the first a guardian consents to the scan, below the second one is
// present.
struct GuardianRule {
    int consentsBelow = 0, presentBelow = 0;
    bool operator==(const GuardianRule&) const = default;
};

struct Policy {
    std::string version;
    ChallengePolicy challenge;
    int scanTries = 0;  // then come back or another way
    GuardianRule guardian;
    std::vector<Obstacle> supportingPicture;  // other ways that want a picture of a document for them
    VirtualCameraRule virtualCamera = VirtualCameraRule::Flag;
    CounterLimits limits;
    int idleLockMinutes = 0;  // without a touch, then the clerk signs in anew
    DataTerms dataTerms;      // what buyers are told; the operator does it
    LivenessThresholds liveness;
    MatchThresholds matching;
    PortraitThresholds portrait;
};

// The files as shipped with this program.
[[nodiscard]] const Policy& shippedPolicy();
// First half of SHA-256 over the shipped thresholds.json as hex: which thresholds judged, into every record.
[[nodiscard]] std::string shippedThresholdsHash();
// A policy file over the shipped one: names it leaves out keep their shipped value. It may also hold the
// sections of thresholds.json. PolicyUnreadable: missing, not JSON, an unknown name or a value out of range.
[[nodiscard]] Result<Policy> loadPolicy(const std::filesystem::path& file, const Policy& over);
[[nodiscard]] Result<Policy> parsePolicy(std::string_view policyJson, const Policy& over);

// The policy to start from with these models: an operator's own embedder brings its own bands, because those
// of the shipped one mean nothing for it, and no calibration.
[[nodiscard]] Policy policyFor(const std::optional<EmbedderBands>& ownBands);

}  // namespace countersign
