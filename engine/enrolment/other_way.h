// The ways of a buyer for whom the usual scan is not right: what hinders, what is asked instead, and what the
// record says of it. Every one of them ends with a person at the operator and none with a refusal at the
// counter. Plain values; any thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/reason.h"
#include "core/secret.h"
#include "liveness/challenge_plan.h"
#include "liveness/session_types.h"

namespace countersign {

// Sealed with the record and never in its clear header: most of them are about somebody's health.
enum class Obstacle {
    NoWish = 1,        // declined; no reason is asked for
    EyesCannotClose,   // one eye, a stiff lid, an artificial eye
    HeadCannotTurn,    // neck, spine
    EyesStayClosed,    // blind, or eyes that can't be kept open
    NeedsTime,         // tremor, age, an infant in arm
    OutOfReach,        // wheelchair, lying: the camera can't be brought to the face's height
    FaceStaysCovered,  // veil, bandage
    FaceHasChanged,    // burn, operation: no longer like the document
    TriesUsedUp,
    ScanNotPossible,  // no camera, no light
};
// In the order in which they are offered.
inline constexpr std::array kObstacles{
    Obstacle::NoWish,      Obstacle::EyesCannotClose, Obstacle::HeadCannotTurn,   Obstacle::EyesStayClosed,
    Obstacle::NeedsTime,   Obstacle::OutOfReach,      Obstacle::FaceStaysCovered, Obstacle::FaceHasChanged,
    Obstacle::TriesUsedUp, Obstacle::ScanNotPossible};
[[nodiscard]] std::string_view obstacleName(Obstacle obstacle);  // as records and policies write it
[[nodiscard]] std::optional<Obstacle> obstacleFromName(std::string_view name);

// The terms of a scan for somebody with this obstacle, made of the usual ones: other actions, fewer, more
// time, eyes that may be closed. Empty: the only way is the one without a scan. The terms are weaker than
// a guess needs (ChallengeTerms::reduced), which is why a person looks at every such record.
[[nodiscard]] std::optional<ChallengePolicy> termsFor(Obstacle obstacle, const ChallengePolicy& usual);

// What was decided at the counter about a buyer who goes another way.
struct OtherWayTaken {
    Obstacle obstacle = Obstacle::NoWish;
    std::string secondClerk;  // who else signed; empty: nobody else was there, and the record says so
    Bytes supportingJpeg;     // of a document that supports it, where the policy wants one
};

// A scan by other terms is for a person to look at, however good it was; a refusal stays one.
void leaveToAPerson(Decision& decision, std::vector<Reason>& reasons);

}  // namespace countersign
