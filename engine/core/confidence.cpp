#include "core/confidence.h"

#include <algorithm>
#include <cmath>

namespace countersign {
namespace {

constexpr std::int64_t kExactUpTo = 1000;

// P(at most `hits` of `all`) where each happens with probability p. By the rarer side, so that the sum is
// short.
double atMost(std::int64_t hits, std::int64_t all, double p) {
    if (p <= 0) return 1;
    if (p >= 1) return hits >= all ? 1 : 0;
    if (hits > all / 2) return 1 - atMost(all - hits - 1, all, 1 - p);
    const auto n = static_cast<double>(all);
    double sum = 0;
    for (std::int64_t i = 0; i <= hits; ++i) {
        const auto k = static_cast<double>(i);
        const double choose = std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
        sum += std::exp(choose + k * std::log(p) + (n - k) * std::log1p(-p));
    }
    return std::clamp(sum, 0.0, 1.0);
}

// The p at which a function that falls with p crosses `level`.
template <class Falling>
double crossing(Falling falling, double level) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (falling(middle) > level ? low : high) = middle;
    }
    return (low + high) / 2;
}

// E. B. Wilson 1927.
Interval wilson(double hits, double all) {
    constexpr double z = 1.959964;
    const double p = hits / all;
    const double middle = (p + z * z / (2 * all)) / (1 + z * z / all);
    const double half = z / (1 + z * z / all) * std::sqrt(p * (1 - p) / all + z * z / (4 * all * all));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace

Interval confidence95(std::int64_t hits, std::int64_t all) {
    if (all <= 0) return {};
    if (std::min(hits, all - hits) > kExactUpTo)
        return wilson(static_cast<double>(hits), static_cast<double>(all));
    const double tail = hits == 0 || hits == all ? 0.05 : 0.025;
    Interval interval{0, 1};
    if (hits > 0) interval.low = crossing([&](double p) { return atMost(hits - 1, all, p); }, 1 - tail);
    if (hits < all) interval.high = crossing([&](double p) { return atMost(hits, all, p); }, tail);
    return interval;
}

}  // namespace countersign
