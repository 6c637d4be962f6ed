#include "calibration/score_set.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace countersign {
namespace {

constexpr double kSupport = 10;  // impostor pairs beyond the threshold that make a rate worth naming

std::int64_t below(const std::vector<float>& sorted, double threshold) {
    const auto place = std::partition_point(sorted.begin(), sorted.end(), [threshold](float score) {
        return static_cast<double>(score) < threshold;
    });
    return place - sorted.begin();
}

double justAbove(float score) {
    return std::nextafter(score, std::numeric_limits<float>::infinity());
}

// Calls visit(threshold, fmr, fnmr) where either changes, from low to high.
template <class Visit>
void walk(const ScoreSet& scores, Visit visit) {
    const auto& genuine = scores.genuine();
    const auto& impostor = scores.impostor();
    const auto g = static_cast<double>(genuine.size()), n = static_cast<double>(impostor.size());
    std::size_t lost = 0, passed = 0;
    while (lost < genuine.size() || passed < impostor.size()) {
        const bool takeGenuine =
            passed == impostor.size() || (lost < genuine.size() && genuine[lost] <= impostor[passed]);
        const float at = takeGenuine ? genuine[lost] : impostor[passed];
        visit(static_cast<double>(at), (n - static_cast<double>(passed)) / n, static_cast<double>(lost) / g);
        while (lost < genuine.size() && genuine[lost] == at) ++lost;
        while (passed < impostor.size() && impostor[passed] == at) ++passed;
    }
    const float top = std::max(genuine.back(), impostor.back());
    visit(justAbove(top), 0.0, 1.0);
}

bool bothKinds(const ScoreSet& scores) {
    return !scores.genuine().empty() && !scores.impostor().empty();
}

}  // namespace

std::optional<double> Rate::value() const {
    if (of == 0) return {};
    return static_cast<double>(errors) / static_cast<double>(of);
}

void ScoreSet::sort() {
    std::sort(m_genuine.begin(), m_genuine.end());
    std::sort(m_impostor.begin(), m_impostor.end());
}

Rate ScoreSet::fmr(double threshold) const {
    const auto all = static_cast<std::int64_t>(m_impostor.size());
    return {all - below(m_impostor, threshold), all};
}

Rate ScoreSet::fnmr(double threshold) const {
    return {below(m_genuine, threshold), static_cast<std::int64_t>(m_genuine.size())};
}

std::int64_t ScoreSet::genuineWithin(double low, double high) const {
    return std::max<std::int64_t>(0, below(m_genuine, high) - below(m_genuine, low));
}

std::int64_t ScoreSet::impostorWithin(double low, double high) const {
    return std::max<std::int64_t>(0, below(m_impostor, high) - below(m_impostor, low));
}

std::optional<double> ScoreSet::thresholdAtFmr(double fmr) const {
    const auto all = static_cast<double>(m_impostor.size());
    // A millionth for the rounding of 10 / 1e-3 and the like.
    if (!(fmr > 0) || all * fmr < kSupport * (1 - 1e-6)) return {};
    const auto allowed = static_cast<std::size_t>(std::min(all, all * fmr * (1 + 1e-9)));
    if (allowed >= m_impostor.size()) return static_cast<double>(m_impostor.front());
    return justAbove(m_impostor[m_impostor.size() - 1 - allowed]);
}

std::optional<double> ScoreSet::thresholdAtFnmr(double fnmr) const {
    if (m_genuine.empty() || !(fnmr >= 0)) return {};
    const auto all = static_cast<double>(m_genuine.size());
    const auto allowed = static_cast<std::size_t>(std::min(all - 1, std::floor(all * fnmr * (1 + 1e-9))));
    return static_cast<double>(m_genuine[allowed]);
}

std::optional<double> ScoreSet::equalErrorRate() const {
    if (!bothKinds(*this)) return {};
    double least = 2, best = 1;
    walk(*this, [&](double, double fmr, double fnmr) {
        if (std::abs(fmr - fnmr) >= least) return;
        least = std::abs(fmr - fnmr);
        best = (fmr + fnmr) / 2;
    });
    return best;
}

std::optional<double> ScoreSet::bestAccuracy() const {
    if (!bothKinds(*this)) return {};
    double best = 0;
    walk(*this, [&](double, double fmr, double fnmr) { best = std::max(best, 1 - (fmr + fnmr) / 2); });
    return best;
}

std::vector<DetPoint> detCurve(const ScoreSet& scores, std::size_t most) {
    std::vector<DetPoint> points;
    if (!bothKinds(scores) || most < 2) return points;
    const double lowest = std::log(0.5 / static_cast<double>(scores.impostor().size()));
    const double step = -lowest / static_cast<double>(most);
    double next = 1;  // beyond log(1): the first is always taken
    walk(scores, [&](double threshold, double fmr, double fnmr) {
        const double place = fmr > 0 ? std::log(fmr) : lowest;
        if (place > next && fmr < 1) return;
        if (!points.empty() && points.back().fmr == fmr && points.back().fnmr == fnmr) return;
        points.push_back({threshold, fmr, fnmr});
        next = place - step;
    });
    return points;
}

}  // namespace countersign
