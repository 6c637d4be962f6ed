// What was measured of one scan, in the clear and signed with the header, so that the operator's gateway can
// judge it without opening the payload. Numbers and fixed words: no name, no picture, no document. Values;
// any thread.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/challenge_draw.h"
#include "core/reason.h"
#include "core/result.h"
#include "protocol/hash.h"

namespace countersign {

// Whether the challenge was drawn from the record's id with the key that the operator shares.
enum class ChallengeBinding { None = 1, Record };
[[nodiscard]] std::string_view challengeBindingName(ChallengeBinding binding);  // "none", "record"

struct EvidenceStep {
    Action action = Action::Blink;
    std::optional<std::uint32_t> askedMs, doneMs;  // since the scan's first frame
    std::string result;                            // done, late, early, wrong, missed; empty: not judged
    bool operator==(const EvidenceStep&) const = default;
};

struct ScanEvidence {
    std::uint32_t attempt = 1;  // how many challenges were shown for this record, this one included
    ChallengeBinding binding = ChallengeBinding::None;
    ChallengeTerms terms;
    std::vector<EvidenceStep> challenge;
    std::string liveness;         // accepted, review, refused
    std::vector<Reason> reasons;  // of liveness, the dominant one first
    double score = 0;             // 0..1
    std::map<std::string, std::optional<double>>
        signals;                            // 0..1, 1 = bona fide; empty: could not be computed
    std::optional<double> similarity;       // -1..1
    std::string band;                       // same, unsure, different; empty: no match ran
    std::map<std::string, double> capture;  // how the frames arrived
    std::string cameraRule;                 // trusted, allowed, flagged, blocked
    std::string policy;                     // version of the policy in force
    std::string thresholds;                 // first half of the file's SHA-256, hex
    // Of the best frame's pixels away from the buyer (vision/border_hash.h). It says nothing but whether
    // two pictures have the very same background; empty: an older version, or too little of it was in sight.
    std::optional<Sha256> border{};
    bool operator==(const ScanEvidence&) const = default;
};

namespace protocol {

inline constexpr std::size_t kMaxEvidenceNumbers = 24;  // signals and capture figures, each

[[nodiscard]] nlohmann::json evidenceJson(const ScanEvidence& evidence);
// Strict: every field, finite numbers inside their range, known words. MessageMalformed.
[[nodiscard]] Result<ScanEvidence> readEvidence(const nlohmann::json& object);

}  // namespace protocol

}  // namespace countersign
