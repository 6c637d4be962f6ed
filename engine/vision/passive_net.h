// Passive presentation-attack score of one picture. Engine thread (one thread at a time); owned by
// VisionModels.
#pragma once

#include <memory>

#include "core/result.h"
#include "core/secret.h"
#include "vision/face_types.h"

namespace countersign {

class PassiveNet {
  public:
    virtual ~PassiveNet() = default;
    // 0..1, 1 = bona fide. A strong signal over a film, no verdict on one frame.
    [[nodiscard]] virtual Result<float> live(const cv::Mat& bgr, const cv::Rect2f& box) = 0;

    // The same spread over several calls: begin, then step until it gives the score; live() in between starts
    // anew. By default step does all of it.
    [[nodiscard]] virtual Status begin(const cv::Mat& bgr, const cv::Rect2f& box);
    [[nodiscard]] virtual Result<std::optional<float>> step();

  private:
    struct Waiting {
        cv::Mat bgr;
        cv::Rect2f box;
    };
    Waiting m_waiting;
};

// 128x128 BGR 0..255, crop 2.7 x face box (less where the picture ends), softmax index 0. Error:
// ModelUnusable.
[[nodiscard]] Result<std::unique_ptr<PassiveNet>> makePassiveNet(ByteView onnx);

}  // namespace countersign
