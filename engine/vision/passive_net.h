// Passive presentation-attack score of one picture. Engine thread (one thread at a time); owned by
// VisionModels.
#pragma once

#include <memory>

#include "core/result.h"
#include "core/secret.h"
#include "vision/face_types.h"
#include "vision/passive_spec.h"

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

    // The buyer goes: nothing of the last picture is kept.
    virtual void forget() { m_waiting = {}; }

    // The calibrated logit of each crop of the last score, in the order of PassiveSpec::crops; for measuring.
    [[nodiscard]] virtual std::vector<float> cropLogits() const { return {}; }

  private:
    struct Waiting {
        cv::Mat bgr;
        cv::Rect2f box;
    };
    Waiting m_waiting;
};

// Runs the net on made pictures first: its answers must be finite and differ. Error: ModelUnusable.
[[nodiscard]] Result<std::unique_ptr<PassiveNet>> makePassiveNet(ByteView onnx, const PassiveSpec& spec = {});

}  // namespace countersign
