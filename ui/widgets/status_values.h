// What the status bar tells. Plain values; filled by the controllers.
#pragma once

#include <QDateTime>

namespace countersign::ui {

enum class CameraState {
    None = 1,  // no camera was found
    Starting,
    Ready,
    Lost,       // it was there and is gone
    NotUsable,  // too slow, too small or in use by another program
    Practice,   // the practice buyer takes its place
};

struct CameraStatus {
    CameraState state = CameraState::None;
    double framesPerSecond = 0;  // shown when ready
};

enum class LightState { Unknown = 1, Good, TooDark, TooBright, FromOneSide };

enum class OperatorState {
    NeverReached = 1,
    Reached,
    NotReached,
    Refuses,  // answers, but not to us: certificate or device
};

struct OperatorStatus {
    OperatorState state = OperatorState::NeverReached;
    QDateTime lastReached;  // invalid: never
};

// What is known of the computer's clock by the operator's word.
enum class ClockStatus { Hidden = 1, NotChecked, Fine, Behind, Ahead };

struct TryCount {
    int now = 0;  // 0: not shown
    int of = 3;
};

}  // namespace countersign::ui
