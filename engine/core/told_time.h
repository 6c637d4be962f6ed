// What a counter knows of the time without believing its wall clock: the operator's word, carried on by the
// time since the computer's start, and what the counter has seen itself. Pure functions; any thread.
#pragma once

#include <optional>

#include "core/clock.h"

namespace countersign {

// The wall clock may be off by this much before anybody is told: beyond what clocks drift in a month offline
// (100 ppm make 4 minutes), and small against the days that limits and consent are about.
inline constexpr Millis kClockTolerance{10 * 60'000};

// The operator said that it was `at` when this computer's start was `when` ago.
struct ToldTime {
    WallTime at;
    BootTime when;
    bool operator==(const ToldTime&) const = default;
};

// What the counter saw on both its clocks when it last looked.
struct SeenTime {
    WallTime wall;
    BootTime boot;
    bool operator==(const SeenTime&) const = default;
};

// The true time, if the operator told it since the computer was started; else empty.
[[nodiscard]] std::optional<WallTime> trueTime(const std::optional<ToldTime>& told, const BootTime& now);
// It can't be earlier than this; empty: nothing is known.
[[nodiscard]] std::optional<WallTime> earliestTime(const std::optional<ToldTime>& told, const BootTime& now);

enum class ClockState {
    Fine = 1,  // or nothing is known against it
    Behind,    // certainly slow: before a time that has passed
    Ahead,     // certainly fast
};
// `latestWall`: the latest that the wall clock showed since the operator told the time.
[[nodiscard]] ClockState judgeClock(const std::optional<ToldTime>& told,
                                    const std::optional<WallTime>& latestWall, WallTime wall,
                                    const BootTime& boot);

// By how much the wall clock was set between two looks within one start of the computer; zero within the
// tolerance, or if it can't be said.
[[nodiscard]] Millis clockJump(const SeenTime& before, WallTime wall, const BootTime& boot);

}  // namespace countersign
