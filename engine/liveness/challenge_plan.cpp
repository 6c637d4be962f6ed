#include "liveness/challenge_plan.h"

namespace countersign {

ChallengePlan drawChallenge(const ChallengePolicy& policy, ChallengePicker& picker) {
    ChallengePlan plan;
    for (const auto& drawn : drawSteps(policy, picker))
        plan.steps.push_back({drawn.action, drawn.pause, policy.window, {}});
    return plan;
}

}  // namespace countersign
