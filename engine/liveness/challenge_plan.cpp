#include "liveness/challenge_plan.h"

namespace countersign {

ChallengePlan drawChallenge(const ChallengePolicy& policy, ChallengePicker& picker) {
    ChallengePlan plan;
    plan.eyesMayBeClosed = policy.eyesMayBeClosed;
    plan.headMustShow = !policy.reduced;
    for (const auto& drawn : drawSteps(policy, picker))
        plan.steps.push_back({drawn.action, drawn.pause, policy.window, {}});
    return plan;
}

}  // namespace countersign
