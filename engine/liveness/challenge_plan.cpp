#include "liveness/challenge_plan.h"

#include <sodium.h>

#include <limits>
#include <utility>

namespace countersign {

std::uint32_t SecurePicker::below(std::uint32_t bound) {
    return randombytes_uniform(bound);
}

// SplitMix64 (Steele, Lea, Flood 2014), written out because the standard's distributions differ between
// libraries.
std::uint32_t SeededPicker::below(std::uint32_t bound) {
    const auto next = [this] {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return static_cast<std::uint32_t>((z ^ (z >> 31U)) >> 32U);
    };
    // Values at the uneven end of the range are drawn again, or small ones would come more often.
    const std::uint32_t uneven = (std::numeric_limits<std::uint32_t>::max() - bound + 1) % bound;
    std::uint32_t value = next();
    while (value < uneven) value = next();
    return value % bound;
}

ChallengePlan drawChallenge(const ChallengePolicy& policy, ChallengePicker& picker) {
    auto actions = policy.actions;
    for (std::size_t i = actions.size(); i > 1; --i) {
        std::swap(actions[i - 1], actions[picker.below(static_cast<std::uint32_t>(i))]);
    }
    constexpr FrameTime kGrain{10'000};
    const auto range = std::max(policy.longestPause - policy.shortestPause, FrameTime{0});
    ChallengePlan plan;
    for (const Action action : actions) {
        const auto grains = picker.below(static_cast<std::uint32_t>(range / kGrain) + 1);
        plan.steps.push_back({action, policy.shortestPause + grains * kGrain, policy.window, {}});
    }
    return plan;
}

}  // namespace countersign
