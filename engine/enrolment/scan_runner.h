// A whole scan without threads: vision, session and matcher in step with the frames. The engine thread, the
// check tool and the tests all run scans through it. One thread; owned by the caller.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "capture/frame_source.h"
#include "enrolment/policy.h"
#include "enrolment/registration.h"
#include "enrolment/scan_vision.h"
#include "liveness/liveness_session.h"
#include "matching/match_types.h"
#include "matching/portrait_matcher.h"

namespace countersign {

struct ScanResult {
    Decision decision = Decision::Refused;  // liveness and match together
    std::vector<Reason> reasons;            // the dominant one first; empty when accepted
    LivenessVerdict liveness;
    MatchOutcome match;
    CaptureFigures capture;
    FramePtr bestFrame;  // the frame with the greatest weight; may be empty
    std::optional<FrameReading> bestReading;
};

// Liveness passed and same: accepted. Unsure: a person must look. Different: not the person. Liveness
// refused: no match decides anything. A doubtful liveness never becomes more than review.
void decide(ScanResult& result);

struct ScanFrame {
    FrameReading reading;
    SessionUpdate update;
    std::optional<ScanResult> result;  // set once, on the last frame
};

class ScanRunner {
  public:
    // `vision` outlives the runner. No portrait: liveness is judged and the match does not run.
    ScanRunner(ScanVision& vision, const Policy& policy, ChallengePlan plan,
               std::optional<Embedding> portrait);

    // The next frame, in order of capture. An error comes from vision and ends the scan.
    [[nodiscard]] Result<ScanFrame> push(const FramePtr& frame);
    // The same with a reading already made: replays of cached traces. `embed` is asked only when needed.
    using Embed = std::function<Result<Embedding>(const FrameReading&)>;
    [[nodiscard]] Result<ScanFrame> pushReading(FrameReading reading, const FramePtr& frame,
                                                const Embed& embed);
    // The recording has ended.
    [[nodiscard]] ScanResult finish();
    // The camera went away or frames can't be read any more: nobody was watched, so the face is lost.
    [[nodiscard]] ScanResult sourceLost();
    [[nodiscard]] bool over() const { return m_over; }

  private:
    [[nodiscard]] ScanResult conclude(LivenessVerdict verdict);

    ScanVision& m_vision;
    MatchThresholds m_matching;
    LivenessSession m_session;
    TemplateBuilder m_template;
    std::optional<Embedding> m_portrait;
    FramePtr m_bestFrame;
    std::optional<FrameReading> m_bestReading;
    double m_bestWeight = 0;
    bool m_over = false;
};

// Plays a source through a runner until it has a result or the source ends. Prompts go to `prompts` (may be
// null). `seen` (may be empty) is called for every frame. Opens and closes the source.
[[nodiscard]] Result<ScanResult> runScan(FrameSource& source, ScanRunner& runner, PromptObserver* prompts,
                                         const std::function<void(const ScanFrame&)>& seen = {});

}  // namespace countersign
