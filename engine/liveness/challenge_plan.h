// What will be asked, in which order and after which pauses. Drawn from an injected picker so that a
// recording made beforehand cannot obey, and so that tests and the check tool can repeat a draw. Plain
// values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "capture/frame.h"
#include "core/action.h"

namespace countersign {

// Source of the challenge's randomness: a constructor parameter.
class ChallengePicker {
  public:
    virtual ~ChallengePicker() = default;
    // Uniform in [0, bound); bound > 0.
    [[nodiscard]] virtual std::uint32_t below(std::uint32_t bound) = 0;
};

// For production: the system's cryptographic generator.
class SecurePicker final : public ChallengePicker {
  public:
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) override;
};

// The same seed draws the same challenges on every machine: tests, --seed.
class SeededPicker final : public ChallengePicker {
  public:
    explicit SeededPicker(std::uint64_t seed) : m_state(seed) {}
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) override;

  private:
    std::uint64_t m_state;
};

// The operator's wishes (resources/policy.json).
struct ChallengePolicy {
    std::vector<Action> actions;  // each is asked once, in random order
    FrameTime shortestPause{0};   // before a prompt, looking straight ahead
    FrameTime longestPause{0};
    FrameTime window{0};  // from the prompt to the action's begin
};

struct PlannedStep {
    Action action = Action::Blink;
    FrameTime pause{0};  // from the moment the person looks straight ahead to the prompt
    FrameTime window{0};
    std::optional<FrameTime> askAt;  // scan --follow: not before this capture time, in place of the pause
};

struct ChallengePlan {
    std::vector<PlannedStep> steps;
};

// Order by Fisher-Yates, pauses uniform in steps of 10 ms.
[[nodiscard]] ChallengePlan drawChallenge(const ChallengePolicy& policy, ChallengePicker& picker);

}  // namespace countersign
