// Twenty times: the camera goes, the loss and the empty list are told, it comes back, and the counter's
// capture goes on by itself on the same camera and with new pictures only; no open file and no thread is left
// behind.
#pragma once

#include <functional>

#include "product_capture.h"

namespace countersign::test {

struct PlugActions {
    std::function<void()> fault;        // what capture notices
    std::function<bool()> unplug = {};  // afterwards; false: still in use, to be tried again
    std::function<void()> plug;
    std::function<void()> feed = {};  // once it is listed again
};

// `camera` is there and delivers. `loss`: what capture tells after the fault.
void hotPlugTwentyTimes(const CameraDescription& camera, ErrorCode loss, const PlugActions& actions);

}  // namespace countersign::test
