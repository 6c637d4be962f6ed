// Finds blinks in a stream of readings, each eye against the same person's own open eye. Used alike by
// `events` and by sessions. Engine thread; owned by whoever feeds it.
#pragma once

#include <deque>
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

    // Readings in order of capture. `pitchFromNeutral`: for suppressing eyes seen from above or below
    // (degrees; yaw is taken from the reading: what an eye shows depends on its angle to the camera, not on
    // where the person's own neutral lies; pitch carries too large a personal offset for that). The event is
    // told on the reading on which the eyes are open again (or on which a closure has become a long one).
    std::optional<ClosureEvent> push(const FrameReading& reading, double pitchFromNeutral);
    // The recording has ended: a closure whose eyes were already opening is told.
    std::optional<ClosureEvent> flush();
    [[nodiscard]] EyeState state() const { return m_state; }
    // Share of judged readings in which at least one eye could be seen; empty before any.
    [[nodiscard]] std::optional<double> visibleShare() const;

  private:
    struct Sample {
        FrameTime at{0};
        std::uint64_t sequence = 0;
        double right = 0, left = 0;  // rise over the own open eye, logits
        double both = 0;             // of both eyes; of the near one where only that is seen well
        double gap = 1;              // lid gap of the same as a share of the own open eye's
        bool nearOnly = false;
        double pitch = 0;  // degrees from neutral
    };
    // What an eye is like, or an open one. The two kinds of landmarks differ, so each gap has its own kin.
    struct Eye {
        double net = 0, fineGap = 0, coarseGap = 0;
    };
    struct Pair {
        FrameTime at{0};
        Eye right, left;
        bool fine = false;
    };
    struct EyeWindows {
        QuantileWindow net, fineGap, coarseGap;
    };
    struct Closure {
        Pair base;
        Sample first, peak;
        double bothPeak = 0, rightPeak = 0, leftPeak = 0;
        double leastGap = 1;
        double steepest = 0;  // greatest rise within justWindow
        bool told = false;
    };
    void notJudged(EyeState why);
    [[nodiscard]] static Pair eyesOf(const FrameReading& reading);
    [[nodiscard]] Pair justOpen() const;
    [[nodiscard]] std::optional<Pair> openEye(FrameTime at) const;
    [[nodiscard]] Sample compare(const FrameReading& reading, const Pair& now, const Pair& base) const;
    void learn(const Pair& now);
    [[nodiscard]] bool openAgain(const Sample& now) const;
    [[nodiscard]] ClosureEvent finish(const Sample& now, ClosureKind kind) const;
    [[nodiscard]] bool counts() const;
    [[nodiscard]] bool steep() const;
    std::optional<ClosureEvent> followClosure(const FrameReading& reading, const Pair& eyes, double pitch);

    BlinkThresholds m_thresholds;
    EyeWindows m_right, m_left;
    QuantileWindow m_intervals;  // seconds between readings
    std::optional<FrameTime> m_readAt;
    std::deque<Pair> m_just;  // the last moments
    std::optional<Closure> m_closure;
    std::optional<FrameTime> m_firstAt;
    std::optional<Sample> m_last;
    EyeState m_state = EyeState::Unknown;
    std::size_t m_judged = 0, m_visible = 0;
};

}  // namespace countersign
