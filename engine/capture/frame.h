// One picture from a camera, a recording or the practice buyer. Immutable and shared between threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <opencv2/core.hpp>

namespace countersign {

// Microseconds on the source's own monotonic time line. All liveness timing uses it, so a replay gives the same
// result at any speed.
using FrameTime = std::chrono::microseconds;

struct Frame {
    cv::Mat bgr;                  // CV_8UC3, continuous, upright, not mirrored, own buffer, never written again
    std::uint64_t sequence = 0;   // from 1, strictly rising; a step of more than one means frames were dropped
    FrameTime capturedAt{0};      // strictly rising
};

using FramePtr = std::shared_ptr<const Frame>;

}  // namespace countersign
