// How long a movement on the screen takes: short, and not at all where the system or the clerk asks for none.
// GUI thread.
#pragma once

class QWidget;

namespace countersign::ui {

inline constexpr int kMotionMillis = 180;

// kMotionMillis, or 0: the style says that the system animates nothing, or the application carries the
// property "countersignNoMotion" (set by the program from its settings).
[[nodiscard]] int motionMillis(const QWidget& widget);

}  // namespace countersign::ui
