// What a person does over a stream of readings when nothing is asked: blinks, turns, what could be seen.
// Serves the check tool's `events` and `scan --follow`; the detectors are the session's own. One thread;
// owned by the caller.
#pragma once

#include <vector>

#include "liveness/blink_detector.h"
#include "liveness/thresholds.h"
#include "liveness/turn_detector.h"

namespace countersign {

struct PersonEvents {
    std::size_t frames = 0, withOne = 0, withNone = 0, withMany = 0;
    std::vector<ClosureEvent> blinks;  // blinks of one or both eyes; long closures are in longClosures
    std::vector<ClosureEvent> longClosures;
    std::vector<TurnEvent> turns;
    bool eyesVisible = false;    // in most readings that could be judged
    bool faceCovered = false;    // in most readings with a face
    double framesPerSecond = 0;  // from the median interval
};

// Unprompted: only decided turns are told, as nobody asked for them. AsInSession: whatever a session would
// take for an answer.
enum class TurnLimits { Unprompted = 1, AsInSession };

class EventFinder {
  public:
    EventFinder(const LivenessThresholds& thresholds, TurnLimits limits);
    void push(const FrameReading& reading);
    // AsInSession: here the session had settled, its neutral pose is kept.
    void settled() { m_turns.settle(); }
    [[nodiscard]] PersonEvents finish();

  private:
    void judge(const FrameReading& reading);
    void findTurns();
    void keep(const std::optional<ClosureEvent>& closure);

    LivenessThresholds m_thresholds;
    TurnLimits m_limits;
    std::vector<PosedFrame> m_poses;
    TurnDetector m_turns;
    BlinkDetector m_blinks;
    PersonEvents m_events;
    std::vector<double> m_intervals;
    std::optional<FrameTime> m_lastAt;
    std::optional<std::uint64_t> m_lastSequence;
    bool m_shut = false;  // the last long closure goes on
    std::size_t m_covered = 0;
};

}  // namespace countersign
