// Error rates as JSON (countersign.match/1) and as a picture. Pure functions; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calibration/calibrate.h"
#include "calibration/scoring.h"
#include "matching/portrait_matcher.h"

namespace countersign {

// The object of check-cli's `match`: rates at false match rates of 1e-2 to 1e-5 (null where the impostor
// pairs can't support them), at the policy's bands with 95 % limits, and the same for each group. "fnmr"
// counts genuine pairs that are not "same", unsure ones too; "different_genuine" those that would be refused.
[[nodiscard]] std::string matchReportJson(const GroupedScores& scores, const MatchThresholds& bands);

// threshold, fmr, fnmr by tab, with a head line; for all pairs and then each group, named in a first column.
[[nodiscard]] std::string detTable(const GroupedScores& scores);

// Detection error trade-off, both axes logarithmic: false matches across, misses upward; a line each for all
// and for every group, and a mark where the policy's "same" lies.
[[nodiscard]] std::string detSvg(const GroupedScores& scores, const MatchThresholds& bands);

// Bands and likelihoods as the part of a policy that they make up, with a note of where they come from. Rates
// No likelihoods without a calibration. Rates
// and thresholds are rounded outward to a ten-thousandth: "same" up, "unsure" down.
[[nodiscard]] std::string policyProposalJson(const BandChoice& choice, const BandTargets& targets,
                                             const std::optional<ScoreCalibration>& calibration);

}  // namespace countersign
