// `scan --follow`: the film stands for a person who obeys, so the challenge asks for what the film is about
// to show. Pure functions.
#pragma once

#include <vector>

#include "liveness/challenge_plan.h"
#include "liveness/event_finder.h"

namespace countersign::check {

struct FollowLimits {
    FrameTime window{0};      // of each prompt
    FrameTime settledBy{0};   // no prompt before: the face has to settle first
    FrameTime blinkApart{0};  // open eyes before a blink that answers
    FrameTime soonest{0};     // least time between a prompt and the begin of its action
};

// The given actions in the order in which the film shows them, each prompt shortly before its action. Of an
// action shown several times the choice is the one that lets most of the set be asked, then the earliest.
// Actions that the film never shows come last, with a prompt that stays unanswered.
[[nodiscard]] ChallengePlan followPlan(const std::vector<Action>& actions, const PersonEvents& events,
                                       const FollowLimits& limits);

}  // namespace countersign::check
