// Finds blinks in a stream of readings, each eye against the same person's own open eye. Used alike by
// `events` and by sessions. Engine thread; owned by whoever feeds it.
#pragma once

#include <optional>

#include "liveness/quantile_window.h"
#include "liveness/thresholds.h"
#include "vision/face_types.h"

namespace countersign {

enum class Eyes { Both = 1, Left, Right };  // the person's own
enum class ClosureKind { Blink = 1, LongClosure };

struct ClosureEvent {
    Eyes eyes = Eyes::Both;
    ClosureKind kind = ClosureKind::Blink;
    FrameTime start{0}, closed{0}, end{0};  // first rise, most closed, open again
    std::uint64_t startSequence = 0, closedSequence = 0, endSequence = 0;
    double confidence = 0;  // 0..1
};

enum class EyeState { Unknown = 1, Open, Closing, Turned, NotVisible };

class BlinkDetector {
  public:
    explicit BlinkDetector(const BlinkThresholds& thresholds);

    // Readings in order of capture. `fromNeutral`: for suppressing eyes seen from the side, above or below.
    // The event is told on the reading on which the eyes are open again (or on which a closure has become a
    // long one).
    std::optional<ClosureEvent> push(const FrameReading& reading, const HeadPose& fromNeutral);
    // The recording has ended: a closure whose eyes were already opening is told.
    std::optional<ClosureEvent> flush();
    [[nodiscard]] EyeState state() const { return m_state; }
    // Share of judged readings in which at least one eye could be seen; empty before any.
    [[nodiscard]] std::optional<double> visibleShare() const;
    void reset();

  private:
    struct Sample {
        FrameTime at{0};
        std::uint64_t sequence = 0;
        double right = 0, left = 0;        // rise over the own open eye, logits
        double rightGap = 0, leftGap = 0;  // lid gap as a share of the own open eye's
    };
    struct Closure {
        Sample first, peak;
        double bothPeak = 0, rightPeak = 0, leftPeak = 0;
        double leastGap = 1;
        bool told = false;
    };
    [[nodiscard]] ClosureEvent finish(const Sample& now, ClosureKind kind) const;
    [[nodiscard]] bool counts() const;

    BlinkThresholds m_thresholds;
    QuantileWindow m_right, m_left, m_rightGap, m_leftGap;
    std::optional<Closure> m_closure;
    std::optional<FrameTime> m_firstAt;
    std::optional<Sample> m_last;
    EyeState m_state = EyeState::Unknown;
    std::size_t m_judged = 0, m_visible = 0;
};

}  // namespace countersign
