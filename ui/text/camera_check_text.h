// Words of the camera and light doctor: what it looks at, what is wrong, what to do. No numbers. GUI thread;
// pure.
#pragma once

#include <QString>
#include <vector>

#include "vision/camera_check_types.h"

namespace countersign::ui {

// What a clerk can put right at one place; each finding belongs to one.
enum class CameraAspect { Speed = 1, Light, Focus, Colour, Position };
[[nodiscard]] const std::vector<CameraAspect>& cameraAspects();  // in the order shown
[[nodiscard]] CameraAspect aspectOf(CameraFinding finding);

[[nodiscard]] QString aspectName(CameraAspect aspect);       // "Light"
[[nodiscard]] QString aspectGood(CameraAspect aspect);       // what it is like when nothing was found
[[nodiscard]] QString findingWords(CameraFinding finding);   // "Light comes from behind the buyer."
[[nodiscard]] QString findingAdvice(CameraFinding finding);  // "Turn the counter ..."
// One line of the history: "27 November 2026, 09:02" and what was found.
[[nodiscard]] QString historyWhen(const CameraCheckEntry& entry);
[[nodiscard]] QString historyWhat(const CameraCheckEntry& entry);

}  // namespace countersign::ui
