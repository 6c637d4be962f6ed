// When to try again: full jitter, so that ten thousand counters that lost the operator together do not come
// back together. Pure arithmetic; any thread.
#pragma once

#include <functional>
#include <optional>

#include "core/clock.h"

namespace countersign {

// Delay n is drawn evenly from [floor, min(cap, base * 2^n)] ("full jitter", M. Brooker, Exponential Backoff
// And Jitter, 2015). The figures are ours: at the reference load of 10,000 counters and the cap of 15 minutes
// the operator sees 22 attempts a second on average when it comes back.
struct RetryLimits {
    Millis floor{1'000};
    Millis base{4'000};
    Millis cap{15 * 60'000};
    // An operator may ask for more patience than the cap, but not for more than a day: a broken or hostile
    // Retry-After must not silence a counter.
    Millis longestRetryAfter{24 * 60 * 60'000};
};

class RetryPolicy {
  public:
    using Random = std::function<double()>;  // evenly from [0, 1)

    RetryPolicy(RetryLimits limits, Random random);

    // `failures` so far in a row, 1 for the first. With Retry-After: never earlier than it, spread over a
    // further tenth of it (at least over the base).
    [[nodiscard]] Millis delay(int failures, std::optional<Millis> retryAfter) const;

    // A stored time beyond this is further away than any delay this policy hands out: it comes from a clock
    // that was set, and counts as due.
    [[nodiscard]] WallTime implausibleFrom(WallTime now) const;
    [[nodiscard]] bool isDue(std::optional<WallTime> next, WallTime now) const;

  private:
    RetryLimits m_limits;
    Random m_random;
};

// From the system's cryptographic generator.
[[nodiscard]] RetryPolicy::Random systemRandom();

}  // namespace countersign
