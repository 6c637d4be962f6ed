#include "liveness/event_finder.h"

#include <algorithm>

#include "liveness/picture_check.h"

namespace countersign {

namespace {

TurnThresholds turnThresholds(TurnThresholds turn, TurnLimits limits) {
    if (limits == TurnLimits::AsInSession) return turn;
    turn.onYaw = turn.onPitch = turn.eventOn;
    turn.offYaw = turn.offPitch = turn.eventOff;
    turn.hold = turn.eventHold;
    return turn;
}

}  // namespace

EventFinder::EventFinder(const LivenessThresholds& thresholds, TurnLimits limits)
    : m_thresholds(thresholds),
      m_limits(limits),
      m_turns(turnThresholds(thresholds.turn, limits)),
      m_blinks(thresholds.blink) {}

void EventFinder::push(const FrameReading& reading) {
    ++m_events.frames;
    if (!reading.face)
        ++m_events.withNone;
    else if (secondFace(reading, m_thresholds.continuity))
        ++m_events.withMany;
    else
        ++m_events.withOne;
    if (m_lastAt)
        m_intervals.push_back(std::chrono::duration<double>(reading.capturedAt - *m_lastAt).count());
    m_lastAt = reading.capturedAt;
    m_lastSequence = reading.sequence;
    if (reading.face && static_cast<double>(reading.face->quality.covered) > m_thresholds.picture.covered)
        ++m_covered;
    judge(reading);
}

void EventFinder::judge(const FrameReading& reading) {
    const auto turn = m_turns.push(reading);
    if (m_limits == TurnLimits::Unprompted) {
        // Turns are judged at the end, when it is known where the person rests.
        m_poses.push_back(posedFrame(reading));
        if (m_turns.neutralKnown()) m_turns.settle();
    } else if (turn) {
        m_events.turns.push_back(*turn);
    }
    // Before the neutral pose is known the raw one has to do.
    const auto relative = m_turns.fromNeutral();
    const float pitch = relative ? relative->pitch : reading.face ? reading.face->pose.pitch : 0;
    keep(m_blinks.push(reading, static_cast<double>(pitch)));
}

void EventFinder::keep(const std::optional<ClosureEvent>& closure) {
    // A long closure is told when it has become one; it ends when the eyes are open again.
    if (m_shut && m_blinks.state() == EyeState::Closing && m_lastSequence) {
        m_events.longClosures.back().end = *m_lastAt;
        m_events.longClosures.back().endSequence = *m_lastSequence;
    } else {
        m_shut = false;
    }
    if (closure) {
        m_shut = closure->kind == ClosureKind::LongClosure;
        auto& list = closure->kind == ClosureKind::Blink ? m_events.blinks : m_events.longClosures;
        list.push_back(*closure);
    }
}

void EventFinder::findTurns() {
    const auto limits = turnThresholds(m_thresholds.turn, m_limits);
    TurnDetector detector(limits);
    detector.fixYaw(restingYaw(m_poses, limits));
    detector.settle();
    for (const auto& frame : m_poses) {
        if (auto turn = detector.push(frame)) m_events.turns.push_back(*turn);
    }
    if (auto turn = detector.flush()) m_events.turns.push_back(*turn);
}

PersonEvents EventFinder::finish() {
    if (m_limits == TurnLimits::Unprompted) {
        findTurns();
    } else if (auto turn = m_turns.flush()) {
        m_events.turns.push_back(*turn);
    }
    keep(m_blinks.flush());
    const auto withFace = m_events.withOne + m_events.withMany;
    m_events.eyesVisible = m_blinks.visibleShare().value_or(0) > 0.5;
    m_events.faceCovered = withFace > 0 && m_covered * 2 > withFace;
    if (!m_intervals.empty()) {
        const auto half = m_intervals.begin() + static_cast<std::ptrdiff_t>(m_intervals.size() / 2);
        std::nth_element(m_intervals.begin(), half, m_intervals.end());
        m_events.framesPerSecond = *half > 0 ? 1 / *half : 0;
    }
    return m_events;
}

}  // namespace countersign
