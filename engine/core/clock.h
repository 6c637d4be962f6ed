// Time as a constructor parameter, so that tests can move it. Any thread.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace countersign {

using Millis = std::chrono::milliseconds;
using MonotonicTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;

// Since this computer was started, its sleep included. Nobody sets it: what two moments of one start have
// between them is true whatever the wall clock said.
struct BootTime {
    std::string boot;  // the start's own random id, 32 hex digits; empty: the system does not say
    Millis since{};
    bool operator==(const BootTime&) const = default;
};

class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual MonotonicTime monotonic() const = 0;
    [[nodiscard]] virtual WallTime wall() const = 0;
    [[nodiscard]] virtual BootTime boot() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] MonotonicTime monotonic() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] WallTime wall() const override { return std::chrono::system_clock::now(); }
    [[nodiscard]] BootTime boot() const override;
};

// For tests and replays: stands still until moved.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(WallTime start);
    [[nodiscard]] MonotonicTime monotonic() const override;
    [[nodiscard]] WallTime wall() const override;
    [[nodiscard]] BootTime boot() const override;
    void advance(Millis by);        // all times
    void restart();                 // the computer: a new start, no time passes
    void setWall(WallTime to);      // a clock set by hand: the monotonic time does not move

  private:
    mutable std::mutex m_mutex;
    MonotonicTime m_monotonic{};
    MonotonicTime m_startedAt{};
    unsigned m_start = 1;
    WallTime m_wall;
};

// RFC 3339 in UTC with seconds, "2026-11-24T07:15:25Z".
[[nodiscard]] std::string toRfc3339(WallTime time);
// The same form only: whole seconds, "Z", years 1970 to 2261, since WallTime counts nanoseconds and ends in 2262.
// Empty for anything else.
[[nodiscard]] std::optional<WallTime> fromRfc3339(std::string_view text);

}  // namespace countersign
