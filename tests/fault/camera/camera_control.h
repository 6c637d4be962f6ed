// Sets a V4L2 control of a test camera by the name it has in the kernel: vivid's fault buttons,
// v4l2loopback's switches.
#pragma once

#include <string>

namespace countersign::test {

// E.g. "Disconnect" of vivid. False: the node can't be opened, has no such control, or refuses the value.
[[nodiscard]] bool setCameraControl(const std::string& node, const std::string& name, int value);

}  // namespace countersign::test
