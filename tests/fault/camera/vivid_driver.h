// The kernel's virtual video test driver: plugs and unplugs its camera. Its fault buttons are controls
// (camera_control.h).
#pragma once

#include <optional>
#include <string>

#include "capture/camera_description.h"

namespace countersign::test {

// Empty if this kernel has no vivid or this user may not plug it.
[[nodiscard]] std::optional<CameraDescription> vividCamera();

void unplugVivid();  // unbinds the device from its driver
void plugVivid();    // and binds it again; a reported disconnect heals

}  // namespace countersign::test
