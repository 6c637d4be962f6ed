#include "vision/eye_state.h"

#include "vision/crop.h"
#include "vision/onnx_net.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

constexpr int kSide = 24;
constexpr float kEyeWidths = 1.6F;  // the net's own crop

class OnnxEyeState final : public EyeStateNet {
  public:
    explicit OnnxEyeState(OnnxNet net) : m_net(std::move(net)) {}

    [[nodiscard]] Result<float> closedMinusOpen(const cv::Mat& patch) override {
        if (patch.type() != CV_8UC1 || patch.size() != cv::Size(kSide, kSide)) {
            return failure(vision::pictureUnusable("an eye patch is 24x24 grey"));
        }
        const auto results = m_net.run(toBlob(patch, 1.0 / 255, 0));
        if (!results) return failure(results.error());
        const auto* logits = (*results)[0].ptr<float>();
        return logits[0] - logits[1];
    }

    void forget() override { m_net.forget(); }

  private:
    OnnxNet m_net;
};

}  // namespace

Result<std::unique_ptr<EyeStateNet>> makeEyeStateNet(ByteView onnx) {
    auto net = OnnxNet::load(onnx, {.what = "eye state",
                                    .inputShape = {1, 1, kSide, kSide},
                                    .outputs = {},
                                    .outputSizes = {2},
                                    .cutAt = {}});
    if (!net) return failure(net.error());
    return std::make_unique<OnnxEyeState>(std::move(*net));
}

cv::Mat eyePatch(const cv::Mat& grey, const Landmarks& points, std::size_t first) {
    const cv::Point2f centre =
        (points[first + 1] + points[first + 2] + points[first + 4] + points[first + 5]) / 4.0F;
    const auto width = static_cast<float>(cv::norm(points[first + 3] - points[first]));
    if (!(width >= 1)) return {};
    const float side = width * kEyeWidths;
    return squareCrop(grey, centre - cv::Point2f(side / 2, side / 2), side, kSide);
}

}  // namespace countersign
