// When to try again: grows, is capped, is jittered, obeys the operator within reason.

#include "core/retry_policy.h"

#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

RetryPolicy drawing(double value) {
    return RetryPolicy(RetryLimits{}, [value] { return value; });
}

}  // namespace

TEST_CASE("the longest delay doubles up to the cap, however often it failed") {
    const auto policy = drawing(1.0);
    CHECK(policy.delay(1, {}) == 4s);
    CHECK(policy.delay(2, {}) == 8s);
    CHECK(policy.delay(3, {}) == 16s);
    CHECK(policy.delay(8, {}) == 512s);
    CHECK(policy.delay(9, {}) == 15min);
    CHECK(policy.delay(1'000'000, {}) == 15min);
    CHECK(policy.delay(0, {}) == 4s);
    CHECK(policy.delay(-5, {}) == 4s);
}

TEST_CASE("the jitter is full: from the floor to the longest") {
    CHECK(drawing(0.0).delay(9, {}) == 1s);
    CHECK(drawing(0.5).delay(9, {}) == 450'500ms);
    CHECK(drawing(0.0).delay(1, {}) == 1s);
}

TEST_CASE("ten thousand counters that fail together do not come back together") {
    const RetryPolicy policy(RetryLimits{}, systemRandom());
    int perTenth[10] = {};
    for (int i = 0; i < 10'000; ++i) {
        const auto delay = policy.delay(9, {});
        REQUIRE(delay >= 1s);
        REQUIRE(delay <= 15min);
        ++perTenth[std::min<std::int64_t>(9, delay.count() / 90'000)];
    }
    for (const int count : perTenth) {
        CHECK(count > 800);
        CHECK(count < 1'200);
    }
}

TEST_CASE("Retry-After is honoured, spread, and bounded") {
    CHECK(drawing(0.0).delay(1, 7s) == 7s);
    CHECK(drawing(1.0).delay(1, 7s) == 11s);
    CHECK(drawing(0.0).delay(1, 1h) == 1h);
    CHECK(drawing(1.0).delay(1, 1h) == 66min);
    CHECK(drawing(0.0).delay(1, std::chrono::hours(24 * 365 * 100)) == 24h);
    CHECK(drawing(1.0).delay(2, 0s) == 8s);
    CHECK(drawing(1.0).delay(2, -5s) == 8s);
}

TEST_CASE("a stored time is due when it has come, or when no honest clock can have written it") {
    const auto policy = drawing(0.5);
    const WallTime now(std::chrono::seconds(1'900'000'000));
    CHECK(policy.isDue({}, now));
    CHECK(policy.isDue(now, now));
    CHECK_FALSE(policy.isDue(now + 1s, now));
    CHECK_FALSE(policy.isDue(now + 24h, now));
    CHECK(policy.isDue(now + 48h, now));
}
