// States as words: the status bar. GUI thread. Every sentence carries a note for translators in the .cpp.
#pragma once

#include <QString>

#include "theme/palette.h"
#include "widgets/status_values.h"

namespace countersign::ui {

struct StateWords {
    Tone tone = Tone::Neutral;
    QString text;       // empty: nothing to say
    QString more = {};  // what to do, where the bar has no room for it; may be empty
};

[[nodiscard]] StateWords cameraWords(const CameraStatus& status);
[[nodiscard]] StateWords lightWords(LightState state);
[[nodiscard]] StateWords operatorWords(const OperatorStatus& status, const QDateTime& nowUtc);
[[nodiscard]] StateWords clockWords(ClockStatus status, QTime now);
[[nodiscard]] QString waitingWords(int registrations);
[[nodiscard]] QString tryWords(const TryCount& count);

}  // namespace countersign::ui
