// From scores to what a policy holds: a monotone likelihood, and bands from two target rates for the worst
// group. Pure functions; any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "calibration/score_set.h"
#include "matching/portrait_matcher.h"
#include "matching/score_calibration.h"

namespace countersign {

// Isotonic regression (pool adjacent violators) of "one person" over similarity, each kind weighing as much
// as the other; its odds are the likelihood ratio. Half a pair is added to each kind in each pool, so that no
// pool claims more than its pairs can show. At most `kMostKnots` knots, at the pools' mean similarity. Error:
// CalibrationTooSmall with fewer than 10 genuine or 10 impostor pairs.
inline constexpr int kMostKnots = 40;
[[nodiscard]] Result<ScoreCalibration> fitCalibration(const ScoreSet& scores);

// The least that any group's own fit claims at each similarity, so that a match means as much for everybody.
// Groups with fewer than 100 genuine or 1,000 impostor pairs are left out: their own half pair would cap it.
// Error: CalibrationTooSmall if none is left.
[[nodiscard]] Result<ScoreCalibration> fitWorstCalibration(const std::map<std::string, ScoreSet>& groups);

struct BandTargets {
    double falseMatch = 1e-4;  // at most this share of impostors may be called "same", in every group
    double falseNonMatch =
        0.01;  // at most this share of genuine pairs may be called "different", in every group
};

// How one group bounds the bands.
struct GroupBound {
    std::string group;
    std::optional<double> same;    // its lowest threshold that keeps falseMatch; empty: too few pairs to tell
    std::optional<double> unsure;  // its highest threshold that keeps falseNonMatch
};

struct BandChoice {
    double same = 0, unsure = 0;
    std::string sameFrom, unsureFrom;  // the groups that decided; empty: the bands in force did
    std::vector<GroupBound> groups;
};

// The bands of a choice as a policy holds them: rounded outward to a ten-thousandth, "same" up, "unsure"
// down.
[[nodiscard]] MatchThresholds bandsOf(const BandChoice& choice);

// A policy can only make the bands in force stricter: where the choice is looser, they stay and no group has
// set them.
[[nodiscard]] BandChoice notLooser(BandChoice choice, const MatchThresholds& inForce);

// `same` is the highest of the groups' thresholds for falseMatch. A group with fewer than 10 / falseMatch
// impostor pairs, but with 100 at least, stands in with the threshold above all its impostors: it can only
// make the band stricter. `unsure` is the lowest of the groups' thresholds for falseNonMatch, and never above
// `same`. Error: CalibrationTooSmall if no group has enough impostor pairs, or there are no genuine ones.
[[nodiscard]] Result<BandChoice> chooseBands(const std::map<std::string, ScoreSet>& groups,
                                             const BandTargets& targets);

}  // namespace countersign
