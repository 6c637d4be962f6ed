// Moments as Qt reckons with them, in the computer's own time zone. Pure; any thread.
#pragma once

#include <QDateTime>

#include "core/clock.h"

namespace countersign::ui {

[[nodiscard]] inline QDateTime localTime(WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<Millis>(time.time_since_epoch()).count());
}

}  // namespace countersign::ui
