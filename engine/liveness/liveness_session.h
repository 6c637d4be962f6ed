// One scan: finds the face, lets it settle, asks the planned actions one by one and comes to a verdict. Fed
// with readings in order of capture; all timing is capture time, so a replay gives the same verdict at any
// speed. Engine thread; owned by the scan runner.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "liveness/blink_detector.h"
#include "liveness/capture_watch.h"
#include "liveness/challenge_plan.h"
#include "liveness/cover_watch.h"
#include "liveness/flatness.h"
#include "liveness/passive_judge.h"
#include "liveness/person_watch.h"
#include "liveness/session_types.h"
#include "liveness/thresholds.h"
#include "liveness/turn_detector.h"

namespace countersign {

// The prompt changed on this reading. nullopt: nothing is asked, look straight ahead.
struct PromptChange {
    std::optional<Action> action;
    FrameTime at{0};
};

struct SessionUpdate {
    ScanProgress progress;
    std::optional<PromptChange> prompt;
    bool wantsEmbedding = false;  // embed this reading's face and hand it to pushEmbedding
    bool fitForTemplate = false;  // a good picture near the front, inside the proven span
    double templateWeight = 0;
    std::optional<LivenessVerdict> verdict;  // set once, on the last update
};

class LivenessSession {
  public:
    LivenessSession(ChallengePlan plan, const LivenessThresholds& thresholds);

    [[nodiscard]] SessionUpdate push(const FrameReading& reading);
    // The embedding of the last pushed reading. May end the session: ask verdict().
    Continuity pushEmbedding(const Embedding& embedding);
    // No more frames will come. Ends the session.
    LivenessVerdict sourceEnded();
    // The camera was lost. Ends the session.
    LivenessVerdict sourceLost();
    [[nodiscard]] const std::optional<LivenessVerdict>& verdict() const { return m_verdict; }
    // When the face had settled and the first pause began.
    [[nodiscard]] std::optional<FrameTime> settledAt() const { return m_settledAt; }
    [[nodiscard]] CaptureFigures capture() const { return m_capture.figures(); }

  private:
    enum class Phase { Settling = 1, Pausing, Asking, Returning, Over };

    // Each returns false when it has ended the session.
    bool checkCapture(const FrameReading& reading);
    void captureRefused(const std::string& note);
    bool checkPresence(const FrameReading& reading);
    bool checkPicture(const FrameReading& reading);
    void watchActions(const FrameReading& reading);
    void settle();
    void pause();
    void ask();
    void askBlink();
    void askTurn();
    void returning();

    void enter(Phase phase) {
        m_phase = phase;
        m_phaseAt = m_now;
    }
    void showPrompt(std::optional<Action> action) { m_prompt = PromptChange{action, m_now}; }
    void endStep(StepResult result, FrameTime begun);
    void stepFailed(StepResult result, Reason reason, const std::string& note);
    void refuse(Reason reason, const std::string& note, std::optional<Reason> besides = {});
    void conclude();
    void fillVerdict(LivenessVerdict& verdict);
    [[nodiscard]] bool looksAhead() const {
        return m_aheadSince && m_now - *m_aheadSince >= m_t.session.returnHold;
    }
    [[nodiscard]] bool eyesRested() const;
    [[nodiscard]] bool blinkedBefore(FrameTime at) const;
    bool failedEarly(const TurnEvent& turn);
    [[nodiscard]] bool newTurn(const TurnEvent& turn) const;
    [[nodiscard]] bool unaskedTurn(const TurnEvent& turn) const;
    [[nodiscard]] std::optional<Reason> blamedPicture(FrameTime from) const;
    [[nodiscard]] ScanProgress progress(const FrameReading& reading) const;
    [[nodiscard]] ChallengeStep& step() { return m_steps[m_step]; }
    [[nodiscard]] const PlannedStep& planned() const { return m_plan.steps[m_step]; }

    ChallengePlan m_plan;
    LivenessThresholds m_t;
    bool m_asksPitch = false;  // looking up or down is part of the challenge
    BlinkDetector m_blinks;
    TurnDetector m_turns;
    FlatnessMeter m_flatness;
    PersonWatch m_person;
    PassiveJudge m_passive;
    CaptureWatch m_capture;
    CoverWatch m_cover;
    bool m_eyesMayBeClosed;

    int m_lookedAt = 0, m_withSecond = 0, m_withCover = 0;  // readings

    Phase m_phase = Phase::Settling;
    FrameTime m_now{0}, m_phaseAt{0};
    std::optional<FrameTime> m_firstAt;
    std::vector<ChallengeStep> m_steps;
    std::size_t m_step = 0;
    std::optional<PromptChange> m_prompt;     // of the reading being pushed
    std::optional<TurnEvent> m_turn;          // going on or just ended
    std::optional<FrameTime> m_turnAnswered;  // start of the turn that answered the last step
    std::optional<ClosureEvent> m_closure;    // of the reading being pushed
    bool m_oneEyeSeen = false;                // in the current step
    int m_noAnswers = 0;                      // blinks in it too soon after the one before
    FrameTime m_openBefore{0};                // eyes open before the last blink
    std::optional<FrameTime> m_blinkEnded;
    std::vector<FrameTime> m_blinkTimes;
    std::optional<FrameTime> m_settlingSince, m_settledAt, m_aheadSince, m_faceAt, m_secondSince, m_badSince;
    struct Judged {
        FrameTime at;
        std::optional<Reason> fault;
    };
    std::deque<Judged> m_judged;
    std::optional<Reason> m_fault, m_shownFault;
    FrameTime m_faultSince{0};
    std::vector<std::string> m_notes;
    std::optional<LivenessVerdict> m_verdict;
};

}  // namespace countersign
