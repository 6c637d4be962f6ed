#include "calibration/calibrate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "calibration/calibration_errors.h"

namespace countersign {
namespace {

constexpr std::size_t kFewest = 10;
constexpr std::size_t kFewestGenuineOfFit = 100;
constexpr std::size_t kFewestImpostorsOfFit = 1000;
constexpr std::size_t kFewestImpostors = 100;  // of a group that may make the band stricter

struct Pool {
    double sum = 0;  // of similarities
    double genuine = 0, impostor = 0;
    double genuineWeight = 0, impostorWeight = 0;  // each kind together is 1

    [[nodiscard]] double share() const { return genuineWeight / (genuineWeight + impostorWeight); }
    [[nodiscard]] double mean() const { return sum / (genuine + impostor); }
    void take(const Pool& other) {
        sum += other.sum;
        genuine += other.genuine;
        impostor += other.impostor;
        genuineWeight += other.genuineWeight;
        impostorWeight += other.impostorWeight;
    }
};

std::vector<Pool> isotonic(const ScoreSet& scores) {
    const auto& genuine = scores.genuine();
    const auto& impostor = scores.impostor();
    const double g = 1.0 / static_cast<double>(genuine.size()),
                 n = 1.0 / static_cast<double>(impostor.size());
    std::vector<Pool> pools;
    const auto add = [&](const Pool& pool) {
        pools.push_back(pool);
        while (pools.size() > 1 && pools[pools.size() - 2].share() >= pools.back().share()) {
            pools[pools.size() - 2].take(pools.back());
            pools.pop_back();
        }
    };
    std::size_t i = 0, j = 0;
    while (i < genuine.size() || j < impostor.size()) {
        if (j == impostor.size() || (i < genuine.size() && genuine[i] <= impostor[j]))
            add({static_cast<double>(genuine[i++]), 1, 0, g, 0});
        else
            add({static_cast<double>(impostor[j++]), 0, 1, 0, n});
    }
    return pools;
}

double log10Ratio(const Pool& pool, double genuine, double impostor) {
    return std::log10(((pool.genuine + 0.5) / (genuine + 1)) / ((pool.impostor + 0.5) / (impostor + 1)));
}

// Joins neighbours whose likelihoods are nearest until few enough are left.
void thin(std::vector<CalibrationPoint>& points) {
    while (points.size() > static_cast<std::size_t>(kMostKnots)) {
        std::size_t nearest = 1;
        double least = std::numeric_limits<double>::max();
        for (std::size_t i = 1; i + 1 < points.size(); ++i) {
            const double gap = points[i + 1].log10Likelihood - points[i - 1].log10Likelihood;
            if (gap < least) {
                least = gap;
                nearest = i;
            }
        }
        points.erase(points.begin() + static_cast<std::ptrdiff_t>(nearest));
    }
}

}  // namespace

Result<ScoreCalibration> fitCalibration(const ScoreSet& scores) {
    if (scores.genuine().size() < kFewest || scores.impostor().size() < kFewest)
        return failure(calibration::tooFewPairs("fewer than 10 pairs of one person or of two people"));
    const auto pools = isotonic(scores);
    const auto g = static_cast<double>(scores.genuine().size());
    const auto n = static_cast<double>(scores.impostor().size());
    std::vector<CalibrationPoint> points;
    for (const auto& pool : pools) {
        CalibrationPoint point{std::clamp(pool.mean(), -1.0, 1.0), log10Ratio(pool, g, n)};
        // The half pairs can turn two small pools round by a little; monotone is what is promised.
        if (!points.empty())
            point.log10Likelihood = std::max(point.log10Likelihood, points.back().log10Likelihood);
        if (!points.empty() && point.similarity <= points.back().similarity) continue;
        points.push_back(point);
    }
    // One pool: the score tells nothing.
    if (points.size() < 2) points = {{-1, 0}, {1, 0}};
    thin(points);
    return ScoreCalibration::fromPoints(std::move(points));
}

Result<ScoreCalibration> fitWorstCalibration(const std::map<std::string, ScoreSet>& groups) {
    std::vector<ScoreCalibration> fits;
    std::set<double> knots;
    for (const auto& [name, scores] : groups) {
        if (scores.genuine().size() < kFewestGenuineOfFit || scores.impostor().size() < kFewestImpostorsOfFit)
            continue;
        auto fit = fitCalibration(scores);
        if (!fit) return failure(fit.error());
        for (const auto& point : fit->points()) knots.insert(point.similarity);
        fits.push_back(std::move(*fit));
    }
    if (fits.empty())
        return failure(calibration::tooFewPairs(
            "no group has 100 pairs of one person and 1,000 of two people, which a likelihood needs"));
    std::vector<CalibrationPoint> points;
    for (const double knot : knots) {
        double least = std::numeric_limits<double>::max();
        for (const auto& fit : fits) least = std::min(least, fit.log10Likelihood(knot));
        points.push_back({knot, least});
    }
    thin(points);
    return ScoreCalibration::fromPoints(std::move(points));
}

Result<BandChoice> chooseBands(const std::map<std::string, ScoreSet>& groups, const BandTargets& targets) {
    BandChoice choice;
    std::optional<double> same, unsure;
    bool supported = false;
    for (const auto& [name, scores] : groups) {
        GroupBound bound{name, scores.thresholdAtFmr(targets.falseMatch),
                         scores.thresholdAtFnmr(targets.falseNonMatch)};
        supported = supported || bound.same.has_value();
        auto strict = bound.same;
        if (!strict && scores.impostor().size() >= kFewestImpostors)
            strict = static_cast<double>(
                std::nextafter(scores.impostor().back(), std::numeric_limits<float>::infinity()));
        if (strict && (!same || *strict > *same)) {
            same = strict;
            choice.sameFrom = name;
        }
        if (bound.unsure && (!unsure || *bound.unsure < *unsure)) {
            unsure = bound.unsure;
            choice.unsureFrom = name;
        }
        choice.groups.push_back(std::move(bound));
    }
    if (!supported || !same)
        return failure(calibration::tooFewPairs("no group has the impostor pairs that such a rate needs"));
    if (!unsure) return failure(calibration::tooFewPairs("there are no pairs of one person"));
    choice.same = *same;
    choice.unsure = std::min(*unsure, *same);
    return choice;
}

MatchThresholds bandsOf(const BandChoice& choice) {
    constexpr double kStep = 10'000;
    constexpr double kNothing =
        1e-6;  // a hundredth of a step of rounding error is no reason for another step
    MatchThresholds bands;
    bands.same = std::ceil(choice.same * kStep - kNothing) / kStep;
    bands.unsure = std::floor(choice.unsure * kStep + kNothing) / kStep;
    return bands;
}

BandChoice notLooser(BandChoice choice, const MatchThresholds& inForce) {
    if (choice.same <= inForce.same) {
        choice.same = inForce.same;
        choice.sameFrom.clear();
    }
    if (choice.unsure <= inForce.unsure) {
        choice.unsure = inForce.unsure;
        choice.unsureFrom.clear();
    }
    choice.unsure = std::min(choice.unsure, choice.same);
    return choice;
}

}  // namespace countersign
