#include "core/told_time.h"

#include <chrono>

namespace countersign {
namespace {

bool sameStart(const BootTime& before, const BootTime& now) {
    return !before.boot.empty() && before.boot == now.boot && now.since >= before.since;
}

}  // namespace

std::optional<WallTime> trueTime(const std::optional<ToldTime>& told, const BootTime& now) {
    if (!told || !sameStart(told->when, now)) return std::nullopt;
    return told->at + (now.since - told->when.since);
}

std::optional<WallTime> earliestTime(const std::optional<ToldTime>& told, const BootTime& now) {
    if (const auto exact = trueTime(told, now)) return exact;
    if (!told) return std::nullopt;
    return told->at;
}

ClockState judgeClock(const std::optional<ToldTime>& told, const std::optional<WallTime>& latestWall,
                      WallTime wall, const BootTime& boot) {
    if (const auto exact = trueTime(told, boot)) {
        if (wall < *exact - kClockTolerance) return ClockState::Behind;
        return wall > *exact + kClockTolerance ? ClockState::Ahead : ClockState::Fine;
    }
    if (told && wall < told->at - kClockTolerance) return ClockState::Behind;
    if (latestWall && wall < *latestWall - kClockTolerance) return ClockState::Behind;
    return ClockState::Fine;
}

Millis clockJump(const SeenTime& before, WallTime wall, const BootTime& boot) {
    if (!sameStart(before.boot, boot)) return Millis(0);
    const auto jump =
        std::chrono::duration_cast<Millis>(wall - before.wall) - (boot.since - before.boot.since);
    return jump > kClockTolerance || jump < -kClockTolerance ? jump : Millis(0);
}

}  // namespace countersign
