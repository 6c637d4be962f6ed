#include "core/retry_policy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <utility>

namespace countersign {

RetryPolicy::RetryPolicy(RetryLimits limits, Random random) : m_limits(limits), m_random(std::move(random)) {}

Millis RetryPolicy::delay(int failures, std::optional<Millis> retryAfter) const {
    // 2^40 ms is 35 years: beyond any cap, and far from overflow.
    const int doublings = std::clamp(failures - 1, 0, 40);
    const Millis top = std::max(
        m_limits.floor, Millis(std::min<Millis::rep>(m_limits.cap.count(), m_limits.base.count()
                                                                               << std::min(doublings, 30))));
    const double draw = std::clamp(m_random(), 0.0, 1.0);
    if (!retryAfter || *retryAfter <= Millis(0)) {
        const auto span = static_cast<double>((top - m_limits.floor).count());
        return m_limits.floor + Millis(static_cast<Millis::rep>(std::floor(draw * span)));
    }
    const Millis asked = std::min(*retryAfter, m_limits.longestRetryAfter);
    const auto spread = static_cast<double>(std::max(m_limits.base, asked / 10).count());
    return asked + Millis(static_cast<Millis::rep>(std::floor(draw * spread)));
}

WallTime RetryPolicy::implausibleFrom(WallTime now) const {
    return now + m_limits.longestRetryAfter + m_limits.longestRetryAfter / 10 + m_limits.base;
}

bool RetryPolicy::isDue(std::optional<WallTime> next, WallTime now) const {
    return !next || *next <= now || *next > implausibleFrom(now);
}

RetryPolicy::Random systemRandom() {
    return [] {
        std::random_device device;
        return std::generate_canonical<double, 53>(device);
    };
}

}  // namespace countersign
