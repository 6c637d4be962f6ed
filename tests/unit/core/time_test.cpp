// The operator's word on the time, carried on without the wall clock; and the limits that are about days.

#include "core/counter_limits.h"
#include "core/told_time.h"
#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

const WallTime kNoon{std::chrono::seconds(1'795'608'000)};

}  // namespace

TEST_CASE("the system's own clock knows its start, and time since it passes") {
    const SystemClock clock;
    const auto first = clock.boot(), second = clock.boot();
    CHECK(first.boot.size() == 32);
    CHECK(first.boot == second.boot);
    CHECK(second.since >= first.since);
    CHECK(first.since > Millis(0));
}

TEST_CASE("within one start of the computer the told time goes on by itself, whatever the wall clock says") {
    ManualClock clock(kNoon);
    const ToldTime told{kNoon + 3min, clock.boot()};
    clock.advance(2h);
    clock.setWall(kNoon - 300 * 24h);
    CHECK(trueTime(told, clock.boot()) == kNoon + 3min + 2h);
    CHECK(judgeClock(told, std::nullopt, clock.wall(), clock.boot()) == ClockState::Behind);
    clock.setWall(kNoon + 300 * 24h);
    CHECK(judgeClock(told, std::nullopt, clock.wall(), clock.boot()) == ClockState::Ahead);
    clock.setWall(kNoon + 2h);
    CHECK(judgeClock(told, std::nullopt, clock.wall(), clock.boot()) == ClockState::Fine);
}

TEST_CASE("after a start only what is certain is said of the clock") {
    ManualClock clock(kNoon);
    const ToldTime told{kNoon, clock.boot()};
    clock.restart();
    CHECK_FALSE(trueTime(told, clock.boot()));
    CHECK(earliestTime(told, clock.boot()) == kNoon);
    CHECK(judgeClock(told, std::nullopt, kNoon - 1h, clock.boot()) == ClockState::Behind);
    // A month later, or a clock that is fast: nobody knows.
    CHECK(judgeClock(told, std::nullopt, kNoon + 30 * 24h, clock.boot()) == ClockState::Fine);
    // But what this counter has seen has passed.
    CHECK(judgeClock(told, kNoon + 30 * 24h, kNoon + 29 * 24h, clock.boot()) == ClockState::Behind);
    CHECK(judgeClock(std::nullopt, kNoon, kNoon - 5min, clock.boot()) == ClockState::Fine);
    CHECK(judgeClock(std::nullopt, std::nullopt, kNoon, clock.boot()) == ClockState::Fine);
    // A reading that goes backwards within one start, or no id at all, is no start to reckon from.
    CHECK_FALSE(trueTime(ToldTime{kNoon, {"", 5ms}}, {"", 10ms}));
    CHECK_FALSE(trueTime(ToldTime{kNoon, {"a", 50ms}}, {"a", 10ms}));
}

TEST_CASE("a clock that is set shows by how much, a slow one does not count as set") {
    ManualClock clock(kNoon);
    const SeenTime before{clock.wall(), clock.boot()};
    clock.advance(8h);
    CHECK(clockJump(before, clock.wall(), clock.boot()) == Millis(0));
    CHECK(clockJump(before, clock.wall() + 9min, clock.boot()) == Millis(0));
    CHECK(clockJump(before, clock.wall() - 24h, clock.boot()) == Millis(-24h));
    CHECK(clockJump(before, clock.wall() + 24h, clock.boot()) == Millis(24h));
    clock.restart();
    CHECK(clockJump(before, clock.wall() - 24h, clock.boot()) == Millis(0));
}

TEST_CASE("limits warn at four fifths and stop when they are reached") {
    const CounterLimits limits{100, 20, 30};
    CounterStanding standing;
    standing.lastContact = kNoon;
    const auto judged = [&](WallTime now) { return judgeLimits(limits, standing, now); };
    CHECK(judged(kNoon).empty());
    standing.waiting = 79;
    CHECK(judged(kNoon).empty());
    standing.waiting = 80;
    CHECK(judged(kNoon) == std::vector<LimitFinding>{{CounterLimit::Unsent, LimitState::Near, 80, 100}});
    CHECK_FALSE(scansStop(judged(kNoon)));
    standing.waiting = 100;
    CHECK(scansStop(judged(kNoon)));
    standing.waiting = 0;
    CHECK(judged(kNoon + 24 * 24h).front() ==
          LimitFinding{CounterLimit::ContactDays, LimitState::Near, 24, 30});
    CHECK(scansStop(judged(kNoon + 30 * 24h)));
    standing.oldestWaiting = kNoon;
    // What is reached stands first, whatever else is near.
    const auto both = judged(kNoon + 24 * 24h);
    REQUIRE(both.size() == 2);
    CHECK(both[0] == LimitFinding{CounterLimit::WaitingDays, LimitState::Reached, 24, 20});
    CHECK(both[1].limit == CounterLimit::ContactDays);
    // No limit is no limit.
    CHECK(judgeLimits({}, standing, kNoon + 900 * 24h).empty());
}

TEST_CASE("a block of numbers runs out") {
    CounterStanding standing;
    standing.lastContact = kNoon;
    standing.sequenceLimit = 150;
    standing.blockSize = 50;
    standing.lastSequence = 139;
    CHECK(judgeLimits({}, standing, kNoon).empty());
    standing.lastSequence = 140;
    CHECK(judgeLimits({}, standing, kNoon) ==
          std::vector<LimitFinding>{{CounterLimit::NumberBlock, LimitState::Near, 40, 50}});
    for (const std::uint64_t last : {150, 151, 100'000}) {
        standing.lastSequence = last;
        CHECK(scansStop(judgeLimits({}, standing, kNoon)));
    }
}
