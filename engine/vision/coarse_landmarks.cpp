#include <algorithm>

#include "vision/crop.h"
#include "vision/landmarks.h"
#include "vision/onnx_net.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

constexpr int kSide = 64;

class SmallNetLandmarks final : public CoarseLandmarks {
  public:
    explicit SmallNetLandmarks(OnnxNet net) : m_net(std::move(net)) {}

    [[nodiscard]] Result<Landmarks> locate(const cv::Mat& grey, const cv::Rect2f& box) override {
        if (grey.empty() || grey.type() != CV_8UC1) return failure(vision::pictureUnusable("not 8-bit grey"));
        // The square on the box's height, at sub-pixel place: a crop in whole pixels makes the points jump.
        const float side = std::max(box.height, 1.0F);
        const cv::Point2f corner((box.x + box.width / 2) - side / 2, box.y);
        m_crop = squareCrop(grey, corner, side, kSide);
        const auto results = m_net.run(toBlob(m_crop, 1.0 / 256, 0));
        if (!results) return failure(results.error());
        const auto* numbers = (*results)[0].ptr<float>();
        Landmarks points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            points[i] = {corner.x + numbers[2 * i] * side, corner.y + numbers[2 * i + 1] * side};
        }
        return points;
    }

    void forget() override {
        m_crop.release();
        m_net.forget();
    }

  private:
    OnnxNet m_net;
    cv::Mat m_crop;
};

}  // namespace

Result<std::unique_ptr<CoarseLandmarks>> makeCoarseLandmarks(ByteView onnx) {
    auto net = OnnxNet::load(onnx, {.what = "coarse landmarks",
                                    .inputShape = {1, 1, kSide, kSide},
                                    .outputs = {},
                                    .outputSizes = {136},
                                    .cutAt = {}});
    if (!net) return failure(net.error());
    return std::make_unique<SmallNetLandmarks>(std::move(*net));
}

}  // namespace countersign
