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
    if (reading.face && static_cast<double>(reading.face->quality.covered) > m_thresholds.picture.covered)
        ++m_covered;
    judge(reading);
}

void EventFinder::judge(const FrameReading& reading) {
    if (auto turn = m_turns.push(reading)) m_events.turns.push_back(*turn);
    // Before the neutral pose is known the raw one has to do.
    const auto relative = m_turns.fromNeutral();
    const HeadPose pose = relative ? *relative : reading.face ? reading.face->pose : HeadPose{};
    keep(m_blinks.push(reading, pose));
}

void EventFinder::keep(const std::optional<ClosureEvent>& closure) {
    if (closure) {
        auto& list = closure->kind == ClosureKind::Blink ? m_events.blinks : m_events.longClosures;
        list.push_back(*closure);
    }
}

PersonEvents EventFinder::finish() {
    if (auto turn = m_turns.flush()) m_events.turns.push_back(*turn);
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
