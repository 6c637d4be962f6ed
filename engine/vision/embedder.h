// A face as 512 numbers whose cosine tells how alike two faces are. Engine thread (one thread at a time);
// owned by VisionModels.
#pragma once

#include <memory>
#include <span>

#include "core/result.h"
#include "core/secret.h"
#include "vision/embedder_spec.h"
#include "vision/face_types.h"

namespace countersign {

class Embedder {
  public:
    virtual ~Embedder() = default;
    // Unit length. `bgr`: CV_8UC3 picture the landmarks belong to.
    [[nodiscard]] virtual Result<Embedding> embed(const cv::Mat& bgr, const Landmarks& coarse) = 0;
    // The mean with its mirror image, for a single picture: twice the cost, and light from one side or a
    // turned head weigh less (tests/bench/README.md has the figures). Frames of a film are averaged anyway.
    [[nodiscard]] virtual Result<Embedding> embedStill(const cv::Mat& bgr, const Landmarks& coarse) {
        return embed(bgr, coarse);
    }
    // The buyer goes: nothing of the last picture is kept.
    virtual void forget() {}
};

// 112x112, aligned by five points. Tried on two pictures: a net that gives no finite numbers, or the same
// ones for both, is refused. Error: ModelUnusable.
[[nodiscard]] Result<std::unique_ptr<Embedder>> makeOnnxEmbedder(ByteView onnx, const EmbedderSpec& spec);

// The aligned 112x112 picture that the net sees; for tests and for the best frame's thumbnail.
[[nodiscard]] cv::Mat alignedFace(const cv::Mat& bgr, const Landmarks& coarse);

// The least share of the face's height and width, from brows to mouth, that lies inside the picture; 1 for a
// whole face. Eyes or mouth beyond the edge can't be compared: what the net would see there is black.
[[nodiscard]] float wholeness(cv::Size picture, const Landmarks& coarse);

[[nodiscard]] float cosine(const Embedding& a, const Embedding& b);  // 0 where the sizes differ or are 0
// Mean of several, unit length again; empty for none.
[[nodiscard]] Embedding averageEmbedding(std::span<const Embedding> all);

}  // namespace countersign
