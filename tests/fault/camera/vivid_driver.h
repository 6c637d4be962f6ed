// The kernel's virtual video test driver: plugs and unplugs its camera and presses its fault buttons.
#pragma once

#include <optional>
#include <string>

#include "capture/camera_description.h"

namespace countersign::test {

// Empty if this kernel has no vivid or this user may not plug it.
[[nodiscard]] std::optional<CameraDescription> vividCamera();

void unplugVivid();  // unbinds the device from its driver
void plugVivid();    // and binds it again; a reported disconnect heals

// Sets one of the driver's controls by its name in the kernel, e.g. "Disconnect". False: no such control.
[[nodiscard]] bool setVividControl(const std::string& node, const std::string& name, int value);

}  // namespace countersign::test
