#include "liveness/blink_detector.h"

#include <algorithm>
#include <cmath>

#include "vision/landmarks.h"

namespace countersign {

BlinkDetector::BlinkDetector(const BlinkThresholds& t)
    : m_thresholds(t),
      m_right{{t.baselineWindow, t.baselineQuantile},
              {t.baselineWindow, t.opennessQuantile},
              {t.baselineWindow, t.opennessQuantile}},
      m_left(m_right),
      m_intervals(t.baselineWindow, 0.5) {}

std::optional<double> BlinkDetector::visibleShare() const {
    if (m_judged == 0) return {};
    return static_cast<double>(m_visible) / static_cast<double>(m_judged);
}

void BlinkDetector::notJudged(EyeState why) {
    m_state = why;
    m_closure.reset();
    m_just.clear();
}

BlinkDetector::Pair BlinkDetector::eyesOf(const FrameReading& reading) {
    const auto& face = *reading.face;
    const auto eye = [&](const EyeReading& read, std::size_t first) {
        return Eye{static_cast<double>(read.closedMinusOpen), static_cast<double>(read.openness),
                   static_cast<double>(eyeAspectRatio(face.coarse, first))};
    };
    return {reading.capturedAt, eye(face.rightEye, 36), eye(face.leftEye, 42), face.fine.has_value()};
}

// The most open of the last moments.
BlinkDetector::Pair BlinkDetector::justOpen() const {
    Pair open = m_just.front();
    const auto widen = [](Eye& eye, const Eye& seen, bool fine) {
        eye.net = std::min(eye.net, seen.net);
        if (fine) eye.fineGap = std::max(eye.fineGap, seen.fineGap);
        eye.coarseGap = std::max(eye.coarseGap, seen.coarseGap);
    };
    if (!open.fine) open.right.fineGap = open.left.fineGap = 0;
    for (const auto& pair : m_just) {
        widen(open.right, pair.right, pair.fine);
        widen(open.left, pair.left, pair.fine);
        open.fine |= pair.fine;
    }
    return open;
}

// The open eye: the quantile over the last seconds, or what the eye has just been like where that is nearer
// to closed. The second follows a turning head and lowered lids, which change what the net sees by as much as
// half a blink but take longer than lids need to fall. Empty before enough has been seen.
std::optional<BlinkDetector::Pair> BlinkDetector::openEye(FrameTime at) const {
    if (m_just.empty() || at - *m_firstAt < m_thresholds.baselineMinimum ||
        at - m_just.front().at < m_thresholds.justMinimum)
        return {};
    auto open = justOpen();
    const auto combine = [&](Eye& eye, const EyeWindows& windows) {
        eye.net = std::max(eye.net, windows.net.value().value_or(eye.net));
        if (!open.fine) eye.fineGap = windows.fineGap.value().value_or(0);
        eye.fineGap = std::min(eye.fineGap, windows.fineGap.value().value_or(eye.fineGap));
        eye.coarseGap = std::min(eye.coarseGap, windows.coarseGap.value().value_or(eye.coarseGap));
    };
    combine(open.right, m_right);
    combine(open.left, m_left);
    return open;
}

void BlinkDetector::learn(const Pair& now) {
    const auto push = [&](EyeWindows& windows, const Eye& eye) {
        windows.net.push(now.at, eye.net);
        if (now.fine) windows.fineGap.push(now.at, eye.fineGap);
        windows.coarseGap.push(now.at, eye.coarseGap);
    };
    push(m_right, now.right);
    push(m_left, now.left);
}

BlinkDetector::Sample BlinkDetector::compare(const FrameReading& reading, const Pair& eyes,
                                             const Pair& base) const {
    const auto share = [](double gap, double open) { return open > 0 ? gap / open : 1.0; };
    // From the side the far eye is narrow and its patch holds nose and cheek: the near one alone is enough.
    const auto yaw = static_cast<double>(reading.face->pose.yaw);
    Sample now;
    now.at = reading.capturedAt;
    now.sequence = reading.sequence;
    now.nearOnly = std::abs(yaw) > m_thresholds.nearEyeYaw;
    // Either landmarks may hold on to lids that have gone: the ones that saw them move are believed.
    const auto gap = [&](const Eye& eye, const Eye& open) {
        const double coarse = share(eye.coarseGap, open.coarseGap);
        if (now.nearOnly || !eyes.fine) return coarse;  // the fine ones slip at the side
        return std::min(coarse, share(eye.fineGap, open.fineGap));
    };
    now.right = eyes.right.net - base.right.net;
    now.left = eyes.left.net - base.left.net;
    const double rightGap = gap(eyes.right, base.right);
    const double leftGap = gap(eyes.left, base.left);
    now.both = (now.right + now.left) / 2;
    now.gap = (rightGap + leftGap) / 2;
    const bool rightIsNear = yaw > 0;  // the nose points to the person's left
    const double near = rightIsNear ? now.right : now.left;
    if (now.nearOnly && near > now.both) {
        now.both = near;
        now.gap = rightIsNear ? rightGap : leftGap;
    }
    return now;
}

// The net is nearly back at the open eye; or half back, and so is the lid gap; or both have clearly left
// their extreme: the lids are up again and the gaze has gone down or up with the blink, as it often does, so
// that neither will return to where it was.
bool BlinkDetector::openAgain(const Sample& now) const {
    const auto& c = *m_closure;
    const double peak = std::max({c.bothPeak, c.rightPeak, c.leftPeak});
    const double strongest = now.nearOnly ? now.both : std::max({now.both, now.right, now.left});
    if (strongest < m_thresholds.reopenShare * peak) return true;
    if (now.both < c.bothPeak / 2 && now.gap >= (1 + c.leastGap) / 2) return true;
    return now.at - c.first.at <= m_thresholds.liftedWithin && c.leastGap <= m_thresholds.liftedGap &&
           now.both < c.bothPeak - m_thresholds.liftedFall &&
           now.gap >= c.leastGap + m_thresholds.opennessDrop;
}

std::optional<ClosureEvent> BlinkDetector::push(const FrameReading& reading, double pitchFromNeutral) {
    const auto at = reading.capturedAt;
    if (m_readAt) m_intervals.push(at, std::chrono::duration<double>(at - *m_readAt).count());
    m_readAt = at;
    // Too few pictures to see lids move: one picture put in place of another looks the same.
    const double slowest = std::chrono::duration<double>(m_thresholds.slowestInterval).count();
    if (!reading.face || m_intervals.value().value_or(0) > slowest) {
        notJudged(EyeState::Unknown);
        return {};
    }
    const auto& face = *reading.face;
    if (std::abs(static_cast<double>(face.pose.yaw)) > m_thresholds.turnedYaw ||
        pitchFromNeutral > m_thresholds.turnedUp || pitchFromNeutral < -m_thresholds.turnedDown) {
        notJudged(EyeState::Turned);
        return {};
    }
    ++m_judged;
    if (std::max(face.rightEye.visibility, face.leftEye.visibility) < m_thresholds.eyesVisible) {
        notJudged(EyeState::NotVisible);
        return {};
    }
    ++m_visible;
    if (!m_firstAt) m_firstAt = at;

    const auto eyes = eyesOf(reading);
    std::optional<ClosureEvent> event;
    if (m_closure) {
        event = followClosure(reading, eyes, pitchFromNeutral);
    } else if (const auto base = openEye(at)) {
        m_state = EyeState::Open;
        auto now = compare(reading, eyes, *base);
        now.pitch = pitchFromNeutral;
        m_last = now;
        const double oneEye = now.nearOnly ? 0 : std::max(now.right, now.left);
        if (now.both >= m_thresholds.closeRise || oneEye >= m_thresholds.oneEyeRise) {
            m_closure = Closure{*base,
                                now,
                                now,
                                now.both,
                                now.nearOnly ? now.both : now.right,
                                now.nearOnly ? now.both : now.left,
                                now.gap,
                                std::max(now.both, oneEye),
                                false};
            m_state = EyeState::Closing;
        }
    }
    // A closure that is going on must not become its own baseline; one that was told as long may, or a
    // lasting change (a new light) would never end.
    if (!m_closure || m_closure->told) learn(eyes);
    m_just.push_back(eyes);
    while (m_just.front().at + m_thresholds.justWindow < at) m_just.pop_front();
    return event;
}

std::optional<ClosureEvent> BlinkDetector::followClosure(const FrameReading& reading, const Pair& eyes,
                                                         double pitch) {
    auto& closure = *m_closure;
    const auto now = compare(reading, eyes, closure.base);
    m_last = now;
    m_state = EyeState::Closing;
    std::optional<ClosureEvent> event;
    if (!closure.told && pitch < closure.first.pitch - m_thresholds.turnedDown) {
        m_closure.reset();  // the lids have followed a head that goes down
        m_just.clear();
        return event;
    }
    if (openAgain(now)) {
        if (!closure.told && counts()) event = finish(now, ClosureKind::Blink);
        m_closure.reset();
        m_just.clear();
        m_state = EyeState::Open;
        return event;
    }
    // The first that was as good as shut, not the deepest of a long closure.
    if (m_thresholds.shutShare * now.both > closure.peak.both) closure.peak = now;
    closure.bothPeak = std::max(closure.bothPeak, now.both);
    if (!now.nearOnly) {
        closure.rightPeak = std::max(closure.rightPeak, now.right);
        closure.leftPeak = std::max(closure.leftPeak, now.left);
    }
    closure.leastGap = std::min(closure.leastGap, now.gap);
    if (!m_just.empty()) {
        const auto since = compare(reading, eyes, justOpen());
        const double oneEye = since.nearOnly ? 0 : std::max(since.right, since.left);
        closure.steepest = std::max({closure.steepest, std::min(since.both, now.both),
                                     std::min(oneEye, std::max(now.right, now.left))});
    }
    const auto lasted = now.at - closure.first.at;
    if (!closure.told && lasted > m_thresholds.longestBlink) {
        closure.told = true;
        if (counts()) event = finish(now, ClosureKind::LongClosure);
    } else if (!closure.told && lasted > m_thresholds.justWindow && !steep()) {
        m_closure.reset();  // drifted there: nothing fell
        m_state = EyeState::Open;
    }
    return event;
}

std::optional<ClosureEvent> BlinkDetector::flush() {
    std::optional<ClosureEvent> event;
    if (m_closure && !m_closure->told && counts() && m_last) {
        // Half open again is enough where nothing more can be seen.
        if (m_last->both < m_closure->bothPeak / 2) event = finish(*m_last, ClosureKind::Blink);
    }
    m_closure.reset();
    return event;
}

// The eye net and the lid gap must agree: a slipped crop fools the one, a squint the other. Either may be the
// surer one: half of what the net asks is enough where the lids have halved their gap.
bool BlinkDetector::counts() const {
    const auto& c = *m_closure;
    const double drop = 1 - c.leastGap;
    return steep() && drop >= (c.steepest >= m_thresholds.peakRise ? m_thresholds.opennessDrop
                                                                   : m_thresholds.surelyShutDrop);
}

// Lids fall: the rise came within a moment.
bool BlinkDetector::steep() const {
    const auto& c = *m_closure;
    return c.steepest >=
           (1 - c.leastGap >= m_thresholds.surelyShutDrop ? m_thresholds.closeRise : m_thresholds.peakRise);
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
