// A face as 512 numbers whose cosine tells how alike two faces are. Engine thread (one thread at a time);
// owned by VisionModels.
#pragma once

#include <memory>
#include <span>

#include "core/result.h"
#include "core/secret.h"
#include "vision/face_types.h"

namespace countersign {

class Embedder {
  public:
    virtual ~Embedder() = default;
    // Unit length. `bgr`: CV_8UC3 picture the landmarks belong to.
    [[nodiscard]] virtual Result<Embedding> embed(const cv::Mat& bgr, const Landmarks& coarse) = 0;
};

// 112x112 BGR (x-127)/128, aligned by five points. Error: ModelUnusable.
[[nodiscard]] Result<std::unique_ptr<Embedder>> makeOnnxEmbedder(ByteView onnx);

// The aligned 112x112 picture that the net sees; for tests and for the best frame's thumbnail.
[[nodiscard]] cv::Mat alignedFace(const cv::Mat& bgr, const Landmarks& coarse);

[[nodiscard]] float cosine(const Embedding& a, const Embedding& b);  // 0 where the sizes differ or are 0
// Mean of several, unit length again; empty for none.
[[nodiscard]] Embedding averageEmbedding(std::span<const Embedding> all);

}  // namespace countersign
