// The one place where each camera error is made. Internal to engine/capture.
#pragma once

#include <string>

#include "core/error.h"

namespace countersign {

[[nodiscard]] Error cameraNotFound(std::string detail);
[[nodiscard]] Error cameraForbidden(std::string detail);
[[nodiscard]] Error cameraBusy(std::string detail);
[[nodiscard]] Error cameraUnfit(std::string detail);
[[nodiscard]] Error cameraTooSmall(std::string detail);
[[nodiscard]] Error cameraTooSlow(std::string detail);
[[nodiscard]] Error cameraLost(std::string detail);
[[nodiscard]] Error cameraStalled(std::string detail);
[[nodiscard]] Error cameraFailed(std::string detail);

// What an errno of a system call on a camera means; `doing` names the call.
[[nodiscard]] Error cameraErrorFrom(int errorNumber, const std::string& doing);

}  // namespace countersign
