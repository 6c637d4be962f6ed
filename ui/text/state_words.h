// States as words: the status bar. GUI thread. Every sentence carries a note for translators in the .cpp.
#pragma once

#include <QString>

#include "theme/palette.h"
#include "widgets/status_values.h"

namespace countersign::ui {

struct StateWords {
    Tone tone = Tone::Neutral;
    QString text;  // empty: nothing to say
};

[[nodiscard]] StateWords cameraWords(const CameraStatus& status);
[[nodiscard]] StateWords lightWords(LightState state);
[[nodiscard]] StateWords operatorWords(const OperatorStatus& status, const QDateTime& nowUtc);
[[nodiscard]] QString waitingWords(int registrations);
[[nodiscard]] QString tryWords(const TryCount& count);

}  // namespace countersign::ui
