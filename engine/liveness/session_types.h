// What a liveness session takes and tells. Plain values; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capture/frame.h"
#include "core/action.h"
#include "core/reason.h"

namespace countersign {

enum class Decision { Accepted = 1, Review, Refused };
enum class StepResult { Done = 1, Late, Early, Wrong, Missed };

// As records and the check tool write them: lower case.
[[nodiscard]] std::string_view decisionName(Decision decision);
[[nodiscard]] std::string_view stepResultName(StepResult result);

struct ChallengeStep {
    Action action = Action::Blink;
    std::optional<FrameTime> askedAt;
    std::optional<FrameTime> doneAt;
    std::optional<StepResult> result;
};

// 0..1, 1 = bona fide; empty: could not be computed (the reason is then in LivenessVerdict::notes).
struct LivenessSignals {
    std::optional<double> passive;
    std::optional<double> flatness;
    std::optional<double> continuity;
    std::optional<double> timing;
    std::optional<double> capture;
};

struct LivenessVerdict {
    Decision decision = Decision::Refused;
    std::vector<Reason> reasons;  // the dominant one first; empty when accepted
    std::vector<ChallengeStep> steps;
    LivenessSignals signals;
    double score = 0;  // 0..1
    FrameTime startedAt{0};  // first frame of the scan
    FrameTime decidedAt{0};
    std::vector<std::string> notes;  // for the check tool
};

// One hint at a time for the people in front of the camera while nothing is wrong enough to stop.
enum class Hint {
    None = 1,
    ComeNearer,
    MoveBack,
    MoveToCentre,
    MoreLight,
    LessLight,
    EvenLight,
    HoldStill,
    LookStraight,
    ShowEyes,
    UncoverFace,
    OnePersonOnly
};

// Meters on the scan page: 0..1 each, 1 = good.
struct PictureMeters {
    double distance = 0;
    double light = 0;
    double sharpness = 0;
};

// Sent to the GUI for every processed frame (newest wins).
struct ScanProgress {
    std::vector<ChallengeStep>
        steps;  // those not asked yet are listed too; nobody in front of the screen is shown what they are
    std::optional<std::size_t> current;  // index of the step that is being asked; empty: look straight ahead
    Hint hint = Hint::None;
    PictureMeters meters;
    bool faceInOval = false;
};

}  // namespace countersign
