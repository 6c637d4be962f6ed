// One scan: finds the face, lets it settle, asks the planned actions one by one and comes to a verdict. Fed with
// readings in order of capture; all timing is capture time, so a replay gives the same verdict at any speed.
// Engine thread; owned by the scan runner.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "liveness/blink_detector.h"
#include "liveness/challenge_plan.h"
#include "liveness/flatness.h"
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
    bool wantsEmbedding = false;             // embed this reading's face and hand it to pushEmbedding
    bool fitForTemplate = false;             // sharp, lit, near the front, inside the proven span
    double templateWeight = 0;
    std::optional<LivenessVerdict> verdict;  // set once, on the last update
};

// What was measured of the frames as they arrived.
struct CaptureFigures {
    int frames = 0;
    double framesPerSecond = 0;              // from the median interval
    std::uint64_t framesDropped = 0;         // by the sequence numbers
    cv::Size pictureSize;
};

class LivenessSession {
  public:
    LivenessSession(ChallengePlan plan, const LivenessThresholds& thresholds);

    [[nodiscard]] SessionUpdate push(const FrameReading& reading);
    // The embedding of the last pushed reading. May end the session: ask verdict().
    void pushEmbedding(const Embedding& embedding);
    // No more frames will come. Ends the session.
    [[nodiscard]] LivenessVerdict sourceEnded();
    [[nodiscard]] const std::optional<LivenessVerdict>& verdict() const { return m_verdict; }
    [[nodiscard]] CaptureFigures capture() const;

  private:
    enum class Phase { Settling = 1, Pausing, Asking, Returning, Over };

    void pushFace(const FrameReading& reading, SessionUpdate& update);
    void settle(const FrameReading& reading);
    void pause(const FrameReading& reading, SessionUpdate& update);
    void ask(const FrameReading& reading, SessionUpdate& update);
    void returning(const FrameReading& reading);
    void noteArrival(const FrameReading& reading);
    [[nodiscard]] bool checkPresence(const FrameReading& reading);
    [[nodiscard]] bool checkPicture(const FrameReading& reading);
    void checkSlow();
    void stepDone(StepResult result, FrameTime at);
    void refuse(Reason reason, const std::string& note);
    void conclude(FrameTime at);
    [[nodiscard]] LivenessSignals signals(std::vector<std::string>& notes) const;
    [[nodiscard]] std::optional<double> passiveQuantile() const;
    [[nodiscard]] bool looksAhead() const;
    [[nodiscard]] ScanProgress progress(const FrameReading& reading) const;
    [[nodiscard]] std::optional<Reason> blamedPicture(FrameTime from, FrameTime to) const;

    ChallengePlan m_plan;
    LivenessThresholds m_thresholds;
    BlinkDetector m_blinks;
    TurnDetector m_turns;
    FlatnessMeter m_flatness;

    Phase m_phase = Phase::Settling;
    std::vector<ChallengeStep> m_steps;
    std::size_t m_step = 0;
    std::optional<FrameTime> m_firstAt, m_lastAt, m_faceAt, m_badSince, m_secondSince, m_aheadSince, m_settledAt;
    FrameTime m_phaseAt{0};
    std::uint64_t m_lastSequence = 0;
    std::optional<cv::Rect2f> m_lastBox;
    std::optional<Reason> m_fault;                 // of the last reading
    std::optional<FrameTime> m_faultSince;
    struct Judged {
        FrameTime at;
        std::optional<Reason> fault;
    };
    std::deque<Judged> m_judged;                   // the last seconds, for blamedPicture
    std::vector<double> m_intervals;               // seconds
    std::uint64_t m_dropped = 0;
    cv::Size m_pictureSize;
    std::vector<double> m_passive;
    std::vector<double> m_responses;               // seconds from prompt to begin
    std::optional<Embedding> m_person;             // running mean, unit length
    int m_embeddings = 0;
    int m_doubts = 0;
    double m_leastSimilarity = 1;
    std::optional<FrameTime> m_embeddedAt;
    std::optional<TurnEvent> m_turnEnded;
    std::optional<ClosureEvent> m_closure;
    std::vector<std::string> m_notes;
    std::optional<LivenessVerdict> m_verdict;
};

}  // namespace countersign
