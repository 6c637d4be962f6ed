#include "enrolment/other_way.h"

#include <algorithm>

namespace countersign {
namespace {

// Twice the usual window: whoever must hear, understand and move slowly needs as long again.
constexpr int kMoreTime = 2;
// Turns in both directions can't be asked with fewer than two.
constexpr int kFewActions = 2;

std::vector<Action> turns(const ChallengePolicy& usual) {
    auto actions = usual.actions;
    std::erase(actions, Action::Blink);
    if (actions.empty()) actions = {Action::TurnLeft, Action::TurnRight};
    return actions;
}

}  // namespace

std::string_view obstacleName(Obstacle obstacle) {
    switch (obstacle) {
        case Obstacle::NoWish:
            return "no_wish";
        case Obstacle::EyesCannotClose:
            return "eyes_cannot_close";
        case Obstacle::HeadCannotTurn:
            return "head_cannot_turn";
        case Obstacle::EyesStayClosed:
            return "eyes_stay_closed";
        case Obstacle::NeedsTime:
            return "needs_time";
        case Obstacle::OutOfReach:
            return "out_of_reach";
        case Obstacle::FaceStaysCovered:
            return "face_stays_covered";
        case Obstacle::FaceHasChanged:
            return "face_has_changed";
        case Obstacle::TriesUsedUp:
            return "tries_used_up";
        case Obstacle::ScanNotPossible:
            return "scan_not_possible";
    }
    return "invalid";
}

std::optional<Obstacle> obstacleFromName(std::string_view name) {
    const auto found = std::find_if(kObstacles.begin(), kObstacles.end(),
                                    [&](Obstacle known) { return obstacleName(known) == name; });
    return found == kObstacles.end() ? std::nullopt : std::optional(*found);
}

std::optional<ChallengePolicy> termsFor(Obstacle obstacle, const ChallengePolicy& usual) {
    auto terms = usual;
    terms.reduced = true;
    switch (obstacle) {
        case Obstacle::EyesCannotClose:
            terms.actions = turns(usual);
            return terms;
        case Obstacle::HeadCannotTurn:
            terms.actions = {Action::Blink};
            terms.length = kFewActions;
            return terms;
        case Obstacle::EyesStayClosed:
            terms.actions = turns(usual);
            terms.length = kFewActions;
            terms.window = kMoreTime * usual.window;
            terms.eyesMayBeClosed = true;
            return terms;
        case Obstacle::NeedsTime:
        case Obstacle::OutOfReach:
            terms.length = kFewActions;
            terms.window = kMoreTime * usual.window;
            return terms;
        case Obstacle::NoWish:
        case Obstacle::FaceStaysCovered:
        case Obstacle::FaceHasChanged:
        case Obstacle::TriesUsedUp:
        case Obstacle::ScanNotPossible:
            return std::nullopt;
    }
    return std::nullopt;
}

void leaveToAPerson(Decision& decision, std::vector<Reason>& reasons) {
    if (decision == Decision::Refused) return;
    decision = Decision::Review;
    if (std::find(reasons.begin(), reasons.end(), Reason::UnsureAPersonMustLook) == reasons.end())
        reasons.push_back(Reason::UnsureAPersonMustLook);
}

}  // namespace countersign
