#include "vision/passive_net.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "vision/onnx_net.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

constexpr int kSide = 128;
constexpr float kScale = 2.7F;  // of the face box; at 1.5 replays pass more easily

// 2.7 times the detector's box, or as much of it as the picture has room for, moved inside the picture. The
// box as it is, taller than wide, although the package's own script makes it square first: on the labelled
// stills the square lets 11 of 15 telephone replays pass at 0.5 where the box lets 4 pass.
cv::Rect cropFor(const cv::Rect2f& box, cv::Size picture) {
    const cv::Rect2f face =
        box & cv::Rect2f(0, 0, static_cast<float>(picture.width - 1), static_cast<float>(picture.height - 1));
    if (face.width < 1 || face.height < 1) return {};
    const float roomX = static_cast<float>(picture.width - 1) / face.width;
    const float roomY = static_cast<float>(picture.height - 1) / face.height;
    const float scale = std::min({kScale, roomX, roomY});
    const float width = face.width * scale;
    const float height = face.height * scale;
    // Rounding may leave less than no room.
    const float spaceX = std::max(0.0F, static_cast<float>(picture.width - 1) - width);
    const float spaceY = std::max(0.0F, static_cast<float>(picture.height - 1) - height);
    const float left = std::clamp(face.x + face.width / 2 - width / 2, 0.0F, spaceX);
    const float top = std::clamp(face.y + face.height / 2 - height / 2, 0.0F, spaceY);
    return cv::Rect(static_cast<int>(left), static_cast<int>(top), std::max(1, static_cast<int>(width)),
                    std::max(1, static_cast<int>(height))) &
           cv::Rect(cv::Point(), picture);
}

class OnnxPassive final : public PassiveNet {
  public:
    explicit OnnxPassive(OnnxNet net) : m_net(std::move(net)) {}

    [[nodiscard]] Result<float> live(const cv::Mat& bgr, const cv::Rect2f& box) override {
        if (const auto begun = begin(bgr, box); !begun) return failure(begun.error());
        for (;;) {
            const auto score = step();
            if (!score) return failure(score.error());
            if (score->has_value()) return **score;
        }
    }

    [[nodiscard]] Status begin(const cv::Mat& bgr, const cv::Rect2f& box) override {
        if (bgr.empty() || bgr.type() != CV_8UC3) return failure(vision::pictureUnusable("not 8-bit BGR"));
        const auto area = cropFor(box, bgr.size());
        if (area.empty()) return failure(vision::pictureUnusable("the face lies outside the picture"));
        cv::Mat crop;
        cv::resize(bgr(area), crop, cv::Size(kSide, kSide), 0, 0, cv::INTER_LINEAR);
        m_net.start(toBlob(crop, 1, 0));
        return {};
    }

    [[nodiscard]] Result<std::optional<float>> step() override {
        const auto results = m_net.advance();
        if (!results) return failure(results.error());
        if (!results->has_value()) return std::optional<float>();
        const auto& logits = (**results)[0];
        const auto* values = logits.ptr<float>();
        const float top = *std::max_element(values, values + logits.total());
        float sum = 0;
        for (std::size_t i = 0; i < logits.total(); ++i) sum += std::exp(values[i] - top);
        return std::exp(values[0] - top) / sum;
    }

  private:
    OnnxNet m_net;
};

}  // namespace

Status PassiveNet::begin(const cv::Mat& bgr, const cv::Rect2f& box) {
    m_waiting = Waiting{bgr, box};
    return {};
}

Result<std::optional<float>> PassiveNet::step() {
    const auto score = live(m_waiting.bgr, m_waiting.box);
    m_waiting = {};
    if (!score) return failure(score.error());
    return std::optional<float>(*score);
}

Result<std::unique_ptr<PassiveNet>> makePassiveNet(ByteView onnx) {
    auto net = OnnxNet::load(onnx, {.what = "passive attack detection",
                                    .inputShape = {1, 3, kSide, kSide},
                                    .outputs = {},
                                    .outputSizes = {3},
                                    .cutAt = {0.15, 0.35, 0.6}});
    if (!net) return failure(net.error());
    return std::make_unique<OnnxPassive>(std::move(*net));
}

}  // namespace countersign
