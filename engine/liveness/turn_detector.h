// Finds head turns in a stream of readings, relative to the person's own neutral pose. Used alike by `events`
// and by sessions. Engine thread; owned by whoever feeds it.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/action.h"
#include "liveness/quantile_window.h"
#include "liveness/thresholds.h"
#include "vision/face_types.h"

namespace countersign {

struct TurnEvent {
    Action side = Action::TurnLeft;       // TurnLeft, TurnRight, LookUp, LookDown: the person's own side
    FrameTime start{0}, peak{0}, end{0};  // left neutral, farthest, back
    std::uint64_t startSequence = 0, peakSequence = 0, endSequence = 0;
    double peakDegrees = 0;  // from neutral, positive
};

// What a turn is read from.
struct PosedFrame {
    FrameTime at{0};
    std::uint64_t sequence = 0;
    std::optional<HeadPose> pose;  // empty: no face
};
[[nodiscard]] PosedFrame posedFrame(const FrameReading& reading);

// Where a person rests in a whole recording, as raw yaw: the pose kept most, but not farther from the camera
// than the personal offset of the measure. Someone who rests turned away (a screen beside the camera) is
// turned away, and turning back is no turn to the other side.
[[nodiscard]] double restingYaw(const std::vector<PosedFrame>& frames, const TurnThresholds& thresholds);

class TurnDetector {
  public:
    explicit TurnDetector(const TurnThresholds& thresholds);

    // Readings in order of capture; those without a face may be left out or passed. Tells the turn that
    // ended.
    std::optional<TurnEvent> push(const PosedFrame& frame);
    std::optional<TurnEvent> push(const FrameReading& reading) { return push(posedFrame(reading)); }
    // The turn that is going on and has already lasted long enough to count.
    [[nodiscard]] std::optional<TurnEvent> current() const;
    // Ends a turn that is going on when the recording ends.
    std::optional<TurnEvent> flush();
    // Degrees from neutral of the last reading with a face; empty before a neutral pose is known.
    [[nodiscard]] std::optional<HeadPose> fromNeutral() const { return m_fromNeutral; }
    [[nodiscard]] bool neutralKnown() const { return m_neutral.has_value(); }
    // From here on neutral only drifts. Until then whoever keeps still for a while is believed to look
    // straight ahead, so that a first pose that was turned is forgotten.
    void settle() { m_settled = true; }
    // The neutral yaw to begin with is known (see restingYaw); it drifts, but stays near the camera.
    void fixYaw(double yaw) { m_fixedYaw = static_cast<float>(yaw); }

  private:
    struct Moment {
        FrameTime at{0};
        std::uint64_t sequence = 0;
    };
    struct Running {
        TurnEvent event;
        FrameTime beyondOn{0};  // since when beyond `on`
        bool counts = false;
        Moment last;  // reading with a face
        std::optional<Moment>
            back;  // the reading before this one was near neutral: ended, if this one is too
    };
    void learnNeutral(FrameTime at, const HeadPose& pose);
    void takeNeutral();
    [[nodiscard]] std::optional<Action> sideOf(const HeadPose& relative, double onYaw, double onPitch) const;
    [[nodiscard]] static double along(Action side, const HeadPose& relative);

    TurnThresholds m_thresholds;
    QuantileWindow m_yaw, m_pitch, m_roll;
    std::optional<HeadPose> m_neutral;
    std::optional<float> m_fixedYaw;
    bool m_settled = false;
    std::optional<HeadPose> m_fromNeutral;
    std::optional<Running> m_running;
    std::optional<FrameTime> m_lastAt;
    Moment m_nearYaw, m_nearPitch;  // last reading near neutral on that axis: where a turn begins
};

}  // namespace countersign
