#include "liveness/blink_detector.h"

#include <algorithm>
#include <cmath>

namespace countersign {

BlinkDetector::BlinkDetector(const BlinkThresholds& t)
    : m_thresholds(t),
      m_right(t.baselineWindow, t.baselineQuantile),
      m_left(t.baselineWindow, t.baselineQuantile),
      m_rightGap(t.baselineWindow, t.opennessQuantile),
      m_leftGap(t.baselineWindow, t.opennessQuantile) {}

void BlinkDetector::reset() {
    *this = BlinkDetector(m_thresholds);
}

std::optional<double> BlinkDetector::visibleShare() const {
    if (m_judged == 0) return {};
    return static_cast<double>(m_visible) / static_cast<double>(m_judged);
}

std::optional<ClosureEvent> BlinkDetector::push(const FrameReading& reading, const HeadPose& fromNeutral) {
    const auto at = reading.capturedAt;
    if (!reading.face) {
        m_state = EyeState::Unknown;
        m_closure.reset();
        return {};
    }
    const auto& face = *reading.face;
    // Seen from the side the far eye narrows and its patch holds cheek; seen from below or above lids cover
    // the eye: what looks like a closure is the turn.
    if (std::abs(static_cast<double>(fromNeutral.yaw)) > m_thresholds.turnedYaw ||
        static_cast<double>(fromNeutral.pitch) > m_thresholds.turnedUp ||
        static_cast<double>(fromNeutral.pitch) < -m_thresholds.turnedDown) {
        m_state = EyeState::Turned;
        m_closure.reset();
        return {};
    }
    ++m_judged;
    if (std::max(face.rightEye.visibility, face.leftEye.visibility) < m_thresholds.eyesVisible) {
        m_state = EyeState::NotVisible;
        m_closure.reset();
        return {};
    }
    ++m_visible;
    if (!m_firstAt) m_firstAt = at;

    // A closure that is going on must not become its own baseline; one that was told as long may, or a
    // lasting change (a new light) would never end.
    if (!m_closure || m_closure->told) {
        m_right.push(at, face.rightEye.closedMinusOpen);
        m_left.push(at, face.leftEye.closedMinusOpen);
        if (face.fine) {
            m_rightGap.push(at, face.rightEye.openness);
            m_leftGap.push(at, face.leftEye.openness);
        }
    }
    if (!m_right.value() || at - *m_firstAt < m_thresholds.baselineMinimum) return {};

    Sample now;
    now.at = at;
    now.sequence = reading.sequence;
    now.right = face.rightEye.closedMinusOpen - *m_right.value();
    now.left = face.leftEye.closedMinusOpen - *m_left.value();
    const auto gapShare = [&](const QuantileWindow& window, float gap) {
        const auto open = window.value();
        return face.fine && open && *open > 0 ? static_cast<double>(gap) / *open : 1.0;
    };
    now.rightGap = gapShare(m_rightGap, face.rightEye.openness);
    now.leftGap = gapShare(m_leftGap, face.leftEye.openness);
    m_last = now;
    const double both = (now.right + now.left) / 2;
    const double strongest = std::max({both, now.right, now.left});

    if (!m_closure) {
        m_state = EyeState::Open;
        if (both < m_thresholds.closeRise && std::max(now.right, now.left) < m_thresholds.oneEyeRise)
            return {};
        m_closure = Closure{now, now, both, now.right, now.left, (now.rightGap + now.leftGap) / 2, false};
        m_state = EyeState::Closing;
        return {};
    }

    auto& closure = *m_closure;
    const double peak = std::max({closure.bothPeak, closure.rightPeak, closure.leftPeak});
    // Open again: the net is nearly back at the open eye; or half back, and so is the lid gap, as after a
    // blink with which the gaze or the head has moved on.
    const double gap = (now.rightGap + now.leftGap) / 2;
    const bool halfway = both < closure.bothPeak / 2 && gap >= (1 + closure.leastGap) / 2;
    if (strongest < m_thresholds.reopenShare * peak || halfway) {
        std::optional<ClosureEvent> event;
        if (!closure.told && counts()) event = finish(now, ClosureKind::Blink);
        m_closure.reset();
        m_state = EyeState::Open;
        return event;
    }
    if (both > closure.bothPeak) closure.peak = now;
    closure.bothPeak = std::max(closure.bothPeak, both);
    closure.rightPeak = std::max(closure.rightPeak, now.right);
    closure.leftPeak = std::max(closure.leftPeak, now.left);
    closure.leastGap = std::min(closure.leastGap, gap);
    m_state = EyeState::Closing;
    if (!closure.told && at - closure.first.at > m_thresholds.longestBlink) {
        closure.told = true;
        if (counts()) return finish(now, ClosureKind::LongClosure);
    }
    return {};
}

std::optional<ClosureEvent> BlinkDetector::flush() {
    std::optional<ClosureEvent> event;
    if (m_closure && !m_closure->told && counts() && m_last) {
        const double now = std::max({(m_last->right + m_last->left) / 2, m_last->right, m_last->left});
        const double peak = std::max({m_closure->bothPeak, m_closure->rightPeak, m_closure->leftPeak});
        // Half open again is enough where nothing more can be seen.
        if (now < peak / 2) event = finish(*m_last, ClosureKind::Blink);
    }
    m_closure.reset();
    return event;
}

// The eye net and the lid gap must agree: a slipped crop fools the one, a squint the other.
bool BlinkDetector::counts() const {
    const auto& c = *m_closure;
    const bool net =
        c.bothPeak >= m_thresholds.peakRise || std::max(c.rightPeak, c.leftPeak) >= m_thresholds.oneEyeRise;
    return net && c.leastGap <= 1 - m_thresholds.opennessDrop;
}

ClosureEvent BlinkDetector::finish(const Sample& now, ClosureKind kind) const {
    const auto& c = *m_closure;
    ClosureEvent event;
    event.kind = kind;
    event.start = c.first.at;
    event.closed = c.peak.at;
    event.end = now.at;
    event.startSequence = c.first.sequence;
    event.closedSequence = c.peak.sequence;
    event.endSequence = now.sequence;
    // One eye only: its own rise is large and the other one took hardly part.
    const double most = std::max(c.rightPeak, c.leftPeak);
    const double least = std::min(c.rightPeak, c.leftPeak);
    if (most >= m_thresholds.oneEyeRise && least < m_thresholds.oneEyeShare * most) {
        event.eyes = c.rightPeak > c.leftPeak ? Eyes::Right : Eyes::Left;
    }
    // Twice the least rise that counts is as sure as the net gets; a lid gap that did not fall takes half of
    // it away.
    const double strength = event.eyes == Eyes::Both ? c.bothPeak / (2 * m_thresholds.peakRise)
                                                     : most / (2 * m_thresholds.oneEyeRise);
    event.confidence = std::clamp(strength, 0.0, 1.0);
    return event;
}

}  // namespace countersign
