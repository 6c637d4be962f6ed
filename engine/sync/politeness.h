// What the counter asks of a line that costs money and of a battery that runs out. Values and a reading of
// the system's files; any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "core/clock.h"

namespace countersign {

struct PowerState {
    bool onBattery = false;          // nothing feeds this computer
    std::optional<int> percentLeft;  // of the emptiest of its own batteries
};

// `folder`: the kernel's list of supplies. Batteries of mice and headsets are passed over; what can't be read
// says nothing.
[[nodiscard]] PowerState readPower(const std::filesystem::path& folder = "/sys/class/power_supply");

struct LineConditions {
    bool metered = false;
    PowerState power;
};
using ReadConditions = std::function<LineConditions()>;

// How often the operator is asked for news, and how long a saved record may wait for company. Both are
// minutes against limits of days (core/counter_limits.h), so being polite never brings a counter near one.
struct Pace {
    Millis contactEvery;
    Millis gather;
    bool operator==(const Pace&) const = default;
};

// How soon the shop hears of a decision or an order. 10,000 counters are 11 a second.
inline constexpr Pace kUsualPace{Millis(15 * 60'000), Millis(0)};
// A quarter of the contacts, each of which brings a handshake of its own; an order by the operator still
// arrives within the hour. Three minutes are about one further registration: two or three share a handshake,
// and a phone that shares its connection keeps its radio asleep between them.
inline constexpr Pace kPolitePace{Millis(60 * 60'000), Millis(3 * 60'000)};
// Where most desktops begin to warn; above it there is time enough to find a socket.
inline constexpr int kLowBatteryPercent = 20;

[[nodiscard]] Pace paceFor(const LineConditions& conditions);

}  // namespace countersign
