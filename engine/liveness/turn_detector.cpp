#include "liveness/turn_detector.h"

#include <algorithm>
#include <cmath>

namespace countersign {

TurnDetector::TurnDetector(const TurnThresholds& t)
    : m_thresholds(t),
      m_yaw(t.neutralWindow, 0.5),
      m_pitch(t.neutralWindow, 0.5),
      m_roll(t.neutralWindow, 0.5) {}

PosedFrame posedFrame(const FrameReading& reading) {
    return {reading.capturedAt, reading.sequence,
            reading.face ? std::optional<HeadPose>(reading.face->pose) : std::nullopt};
}

double restingYaw(const std::vector<PosedFrame>& frames, const TurnThresholds& thresholds) {
    std::vector<double> yaws;
    for (const auto& frame : frames) {
        if (frame.pose) yaws.push_back(static_cast<double>(frame.pose->yaw));
    }
    if (yaws.empty()) return 0;
    std::sort(yaws.begin(), yaws.end());
    // The middle of the span of `steady` degrees that holds most frames.
    std::size_t best = 0, bestCount = 0;
    for (std::size_t first = 0, past = 0; first < yaws.size(); ++first) {
        while (past < yaws.size() && yaws[past] <= yaws[first] + thresholds.steadyYaw) ++past;
        if (past - first > bestCount) {
            best = first;
            bestCount = past - first;
        }
    }
    return std::clamp(yaws[best + bestCount / 2], -thresholds.ownYaw, thresholds.ownYaw);
}

// First the median of a while of nearly frontal frames, taken again whenever a person who has not settled yet
// keeps still; then neutral follows slowly, and only while the head is near it, so that a person who shifts
// on the chair stays centred and a turn does not drag it along.
void TurnDetector::learnNeutral(FrameTime at, const HeadPose& pose) {
    if (!m_neutral || !m_settled) {
        if (std::abs(pose.yaw) > m_thresholds.neutralYaw) {
            if (m_neutral) m_yaw.clear(), m_pitch.clear(), m_roll.clear();
        } else {
            m_yaw.push(at, pose.yaw);
            m_pitch.push(at, pose.pitch);
            m_roll.push(at, pose.roll);
        }
    }
    if (!m_neutral) {
        // Half a window is enough to begin with: people look straight ahead when told to, not for ever.
        if (m_yaw.span() * 2 < m_thresholds.neutralWindow) return;
        takeNeutral();
        return;
    }
    if (!m_settled && m_yaw.span() * 10 >= m_thresholds.neutralWindow * 9 &&
        m_yaw.spread() <= m_thresholds.steadyYaw && m_pitch.spread() <= m_thresholds.offPitch) {
        takeNeutral();
        m_running.reset();
        return;
    }
    if (m_running || !m_lastAt) return;
    const double seconds = std::min(0.2, std::chrono::duration<double>(at - *m_lastAt).count());
    const auto step = static_cast<float>(m_thresholds.neutralDrift * seconds);
    const auto follow = [step](float& neutral, float value, double within) {
        const float away = value - neutral;
        if (std::abs(away) < within) neutral += std::clamp(away, -step, step);
    };
    follow(m_neutral->yaw, pose.yaw, m_thresholds.offYaw);
    if (m_fixedYaw) {
        const auto most = static_cast<float>(m_thresholds.ownYaw);
        m_neutral->yaw = std::clamp(m_neutral->yaw, -most, most);
    }
    follow(m_neutral->pitch, pose.pitch, m_thresholds.offPitch);
    follow(m_neutral->roll, pose.roll, 180);
}

void TurnDetector::takeNeutral() {
    m_neutral = HeadPose{m_fixedYaw.value_or(static_cast<float>(*m_yaw.value())),
                         static_cast<float>(*m_pitch.value()), static_cast<float>(*m_roll.value())};
}

double TurnDetector::along(Action side, const HeadPose& relative) {
    switch (side) {
        case Action::TurnLeft:
            return relative.yaw;
        case Action::TurnRight:
            return -relative.yaw;
        case Action::LookUp:
            return relative.pitch;
        case Action::LookDown:
            return -relative.pitch;
        case Action::Blink:
            break;
    }
    return 0;
}

// The axis that is farther beyond its own threshold. Pitch read from a turned head is poor, so it needs a
// clear lead.
std::optional<Action> TurnDetector::sideOf(const HeadPose& relative, double onYaw, double onPitch) const {
    const double yaw = std::abs(relative.yaw) / onYaw;
    const double pitch = std::abs(relative.pitch) / onPitch;
    constexpr double kLead = 1.5;
    if (pitch >= 1 && pitch > kLead * yaw) return relative.pitch > 0 ? Action::LookUp : Action::LookDown;
    if (yaw >= 1) return relative.yaw > 0 ? Action::TurnLeft : Action::TurnRight;
    return {};
}

std::optional<TurnEvent> TurnDetector::push(const PosedFrame& frame) {
    const auto at = frame.at;
    std::optional<TurnEvent> ended;
    if (m_running && at - m_running->last.at > m_thresholds.bridge) ended = flush();
    if (!frame.pose) return ended;

    const auto& pose = *frame.pose;
    learnNeutral(at, pose);
    m_lastAt = at;
    if (!m_neutral) return ended;
    const HeadPose relative{pose.yaw - m_neutral->yaw, pose.pitch - m_neutral->pitch,
                            pose.roll - m_neutral->roll};
    m_fromNeutral = relative;
    const Moment here{at, frame.sequence};
    if (m_nearYaw.sequence == 0 || std::abs(static_cast<double>(relative.yaw)) < m_thresholds.offYaw)
        m_nearYaw = here;
    if (m_nearPitch.sequence == 0 || std::abs(static_cast<double>(relative.pitch)) < m_thresholds.offPitch) {
        m_nearPitch = here;
    }

    if (m_running) {
        auto& running = *m_running;
        const double degrees = along(running.event.side, relative);
        const bool sideways =
            running.event.side == Action::TurnLeft || running.event.side == Action::TurnRight;
        running.last = here;
        if (degrees > running.event.peakDegrees) {
            running.event.peakDegrees = degrees;
            running.event.peak = at;
            running.event.peakSequence = frame.sequence;
        }
        if (degrees >= (sideways ? m_thresholds.offYaw : m_thresholds.offPitch)) {
            running.back.reset();
            if (at - running.beyondOn >= m_thresholds.hold) running.counts = true;
            return ended;
        }
        // A far-turned face is read wrongly for a frame now and then; a head can't be back and away again
        // between two frames.
        if (!running.back) {
            running.back = here;
            return ended;
        }
        ended = flush();
    }
    if (const auto side = sideOf(relative, m_thresholds.onYaw, m_thresholds.onPitch)) {
        Running running;
        const bool sideways = *side == Action::TurnLeft || *side == Action::TurnRight;
        const auto& begun = sideways ? m_nearYaw : m_nearPitch;
        running.event = {
            *side, begun.at, at, at, begun.sequence, frame.sequence, frame.sequence, along(*side, relative)};
        running.beyondOn = at;
        running.last = here;
        m_running = running;
    }
    return ended;
}

std::optional<TurnEvent> TurnDetector::current() const {
    if (!m_running || !m_running->counts) return {};
    return m_running->event;
}

std::optional<TurnEvent> TurnDetector::flush() {
    std::optional<TurnEvent> event;
    if (m_running && m_running->counts) {
        const auto end = m_running->back.value_or(m_running->last);
        event = m_running->event;
        event->end = end.at;
        event->endSequence = end.sequence;
        // A direct swing to the other side passes neutral: the next turn starts here.
        m_nearYaw = m_nearPitch = end;
    }
    m_running.reset();
    return event;
}

}  // namespace countersign
