// What will be asked, in which order, after which pauses and within which window: the draw of
// core/challenge_draw.h with what a session needs besides. Plain values; any thread.
#pragma once

#include <optional>
#include <vector>

#include "capture/frame.h"
#include "core/challenge_draw.h"

namespace countersign {

// The operator's wishes (resources/policy.json).
struct ChallengePolicy : ChallengeTerms {
    FrameTime window{0};           // from the prompt to the action's begin
    bool eyesMayBeClosed = false;  // for people whose eyes stay closed: nothing hangs on open ones
};

struct PlannedStep {
    Action action = Action::Blink;
    FrameTime pause{0};  // from the moment the person looks straight ahead to the prompt
    FrameTime window{0};
    std::optional<FrameTime> askAt;  // scan --follow: not before this capture time, in place of the pause
};

struct ChallengePlan {
    std::vector<PlannedStep> steps;
    bool eyesMayBeClosed = false;
    // A turn must have shown a head, even where the draw asks for none: by the usual terms. Otherwise only
    // who was asked to turn must have shown one.
    bool headMustShow = false;
};

[[nodiscard]] ChallengePlan drawChallenge(const ChallengePolicy& policy, ChallengePicker& picker);

}  // namespace countersign
