#include "core/counter_limits.h"

#include <algorithm>
#include <limits>

namespace countersign {
namespace {

int daysBetween(WallTime from, WallTime to) {
    if (to <= from) return 0;
    return static_cast<int>(std::chrono::floor<std::chrono::days>(to - from).count());
}

int capped(std::uint64_t number) {
    return static_cast<int>(std::min<std::uint64_t>(number, std::numeric_limits<int>::max()));
}

}  // namespace

std::string_view counterLimitName(CounterLimit limit) {
    switch (limit) {
        case CounterLimit::Unsent:
            return "unsent";
        case CounterLimit::WaitingDays:
            return "waiting_days";
        case CounterLimit::ContactDays:
            return "contact_days";
        case CounterLimit::NumberBlock:
            return "number_block";
    }
    return "invalid";
}

std::vector<LimitFinding> judgeLimits(const CounterLimits& limits, const CounterStanding& standing,
                                      WallTime now) {
    std::vector<LimitFinding> findings;
    const auto judge = [&](CounterLimit limit, int used, int most) {
        if (most <= 0 || used < kLimitNear * most) return;
        findings.push_back({limit, used >= most ? LimitState::Reached : LimitState::Near, used, most});
    };
    judge(CounterLimit::Unsent, standing.waiting, limits.unsent);
    if (standing.oldestWaiting)
        judge(CounterLimit::WaitingDays, daysBetween(*standing.oldestWaiting, now), limits.waitingDays);
    judge(CounterLimit::ContactDays, daysBetween(standing.lastContact, now), limits.contactDays);
    if (standing.sequenceLimit > 0) {
        const auto left = standing.sequenceLimit - std::min(standing.sequenceLimit, standing.lastSequence);
        const auto block = std::max<std::uint64_t>(standing.blockSize, 1);
        judge(CounterLimit::NumberBlock, capped(block - std::min(block, left)), capped(block));
    }
    std::ranges::stable_sort(findings, [](const LimitFinding& a, const LimitFinding& b) {
        return a.state == LimitState::Reached && b.state != LimitState::Reached;
    });
    return findings;
}

bool scansStop(const std::vector<LimitFinding>& findings) {
    return std::ranges::any_of(findings,
                               [](const LimitFinding& each) { return each.state == LimitState::Reached; });
}

}  // namespace countersign
