// How far a counter may go without its operator. Signed by the operator with the policy, judged here; what is
// reached stops new scans and never sending, help or what is under way. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/clock.h"

namespace countersign {

struct CounterLimits {
    int unsent = 0;       // records that wait
    int waitingDays = 0;  // that the oldest of them waits
    int contactDays = 0;  // since the operator's last word
    bool operator==(const CounterLimits&) const = default;
};

enum class CounterLimit { Unsent = 1, WaitingDays, ContactDays, NumberBlock };
// "unsent", "waiting_days", "contact_days", "number_block"
[[nodiscard]] std::string_view counterLimitName(CounterLimit limit);

struct CounterStanding {
    int waiting = 0;
    std::optional<WallTime> oldestWaiting;
    WallTime lastContact;             // enrolment, before there was another
    std::uint64_t lastSequence = 0;   // the newest number that was used
    std::uint64_t sequenceLimit = 0;  // the last one the operator allows; 0: no such limit
    std::uint64_t blockSize = 0;      // how many numbers there were when the limit came
};

enum class LimitState { Near = 1, Reached };
inline constexpr double kLimitNear = 0.8;

struct LimitFinding {
    CounterLimit limit = CounterLimit::Unsent;
    LimitState state = LimitState::Near;
    int used = 0, most = 0;  // records, days or numbers
    bool operator==(const LimitFinding&) const = default;
};

// What is near or reached, what is reached first. `now` never earlier than what is known of the time: a clock
// that was set back gives no more days. Limits of 0 are none.
[[nodiscard]] std::vector<LimitFinding> judgeLimits(const CounterLimits& limits,
                                                    const CounterStanding& standing, WallTime now);
[[nodiscard]] bool scansStop(const std::vector<LimitFinding>& findings);

}  // namespace countersign
