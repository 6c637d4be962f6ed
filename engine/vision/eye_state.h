// Open or closed, one eye at a time. Engine thread (an instance serves one thread at a time); owned by
// VisionModels.
#pragma once

#include <memory>

#include "core/result.h"
#include "core/secret.h"
#include "vision/face_types.h"

namespace countersign {

class EyeStateNet {
  public:
    virtual ~EyeStateNet() = default;
    // Logit closed minus logit open; > 0 leans to closed. `patch`: CV_8UC1 24x24 around the eye.
    [[nodiscard]] virtual Result<float> closedMinusOpen(const cv::Mat& patch) = 0;
    // The buyer goes: nothing of the last picture is kept.
    virtual void forget() {}
};

// 24x24 grey / 255 -> 2 logits, index 0 = closed. Error: ModelUnusable.
[[nodiscard]] Result<std::unique_ptr<EyeStateNet>> makeEyeStateNet(ByteView onnx);

// The square of 1.6 eye widths around the mean of the four lid points, as 24x24. `first`: 36 (right) or 42
// (left). Beyond the picture its border is repeated. Empty if the eye has no width.
[[nodiscard]] cv::Mat eyePatch(const cv::Mat& grey, const Landmarks& points, std::size_t first);

}  // namespace countersign
