#include "error_rates.h"

#include <algorithm>
#include <cmath>

#include "statistics.h"

namespace countersign::check {
namespace {

int countPassed(const std::vector<double>& scores, double threshold) {
    return static_cast<int>(
        std::count_if(scores.begin(), scores.end(), [&](double score) { return score > threshold; }));
}

double share(int hits, std::size_t all) {
    return static_cast<double>(hits) / static_cast<double>(all);
}

nlohmann::json rate(int errors, std::size_t all) {
    if (all == 0) return {{"rate", nullptr}, {"errors", 0}, {"of", 0}, {"ci95", nullptr}};
    const auto limits = confidence95(errors, static_cast<std::int64_t>(all));
    return {{"rate", rounded(share(errors, all), 4)},
            {"errors", errors},
            {"of", all},
            {"ci95", {rounded(limits.low, 4), rounded(limits.high, 4)}}};
}

// Every threshold that changes anything, rising: at or below it is an attack.
std::vector<double> thresholdsOf(const LabelledScores& scores) {
    auto values = scores.allAttacks();
    values.insert(values.end(), scores.live.begin(), scores.live.end());
    values.push_back(-1);  // below every score: all pass
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

}  // namespace

std::vector<double> LabelledScores::allAttacks() const {
    std::vector<double> all;
    for (const auto& [kind, values] : attacks) all.insert(all.end(), values.begin(), values.end());
    return all;
}

nlohmann::json ratesAt(const LabelledScores& scores, double threshold) {
    nlohmann::json apcer = nlohmann::json::object();
    for (const auto& [kind, values] : scores.attacks)
        apcer[kind] = rate(countPassed(values, threshold), values.size());
    const int stopped = static_cast<int>(scores.live.size()) - countPassed(scores.live, threshold);
    return {{"apcer", apcer}, {"bpcer", rate(stopped, scores.live.size())}};
}

std::optional<double> bpcerAtApcer(const LabelledScores& scores, double apcer) {
    if (scores.live.empty() || scores.attacks.empty()) return {};
    for (const double threshold : thresholdsOf(scores)) {
        const bool held = std::all_of(scores.attacks.begin(), scores.attacks.end(), [&](const auto& kind) {
            return share(countPassed(kind.second, threshold), kind.second.size()) <= apcer;
        });
        if (held) return 1 - share(countPassed(scores.live, threshold), scores.live.size());
    }
    return {};
}

std::optional<double> equalErrorRate(const LabelledScores& scores) {
    const auto attacks = scores.allAttacks();
    if (scores.live.empty() || attacks.empty()) return {};
    double least = 2;
    double best = 1;
    for (const double threshold : thresholdsOf(scores)) {
        const double passed = share(countPassed(attacks, threshold), attacks.size());
        const double stopped = 1 - share(countPassed(scores.live, threshold), scores.live.size());
        if (std::abs(passed - stopped) < least) {
            least = std::abs(passed - stopped);
            best = (passed + stopped) / 2;
        }
    }
    return best;
}

std::optional<double> areaUnderCurve(const std::vector<double>& live, const std::vector<double>& attacks) {
    if (live.empty() || attacks.empty()) return {};
    double above = 0;
    for (const double one : live) {
        for (const double other : attacks) above += one > other ? 1 : one == other ? 0.5 : 0;
    }
    return above / (static_cast<double>(live.size()) * static_cast<double>(attacks.size()));
}

}  // namespace countersign::check
