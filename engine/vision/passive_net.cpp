#include "vision/passive_net.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "vision/onnx_net.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

// `factor` times the box, or as much of it as the picture has room for, moved inside the picture.
cv::Rect cropFor(const cv::Rect2f& box, cv::Size picture, float factor, CropShape shape) {
    cv::Rect2f face =
        box & cv::Rect2f(0, 0, static_cast<float>(picture.width - 1), static_cast<float>(picture.height - 1));
    if (face.width < 1 || face.height < 1) return {};
    if (shape == CropShape::Square) {
        const float side = std::max(face.width, face.height);
        face = {face.x + (face.width - side) / 2, face.y + (face.height - side) / 2, side, side};
    }
    const float roomX = static_cast<float>(picture.width - 1) / face.width;
    const float roomY = static_cast<float>(picture.height - 1) / face.height;
    const float scale = std::min({factor, roomX, roomY});
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
    OnnxPassive(OnnxNet net, PassiveSpec spec) : m_net(std::move(net)), m_spec(std::move(spec)) {}

    [[nodiscard]] Result<float> live(const cv::Mat& bgr, const cv::Rect2f& box) override {
        if (const auto begun = begin(bgr, box); !begun) return failure(begun.error());
        for (;;) {
            const auto score = step();
            if (!score) return failure(score.error());
            if (score->has_value()) return **score;
        }
    }

    [[nodiscard]] Status begin(const cv::Mat& bgr, const cv::Rect2f& box) override {
        m_blobs.clear();
        m_logits.clear();
        if (bgr.empty() || bgr.type() != CV_8UC3) return failure(vision::pictureUnusable("not 8-bit BGR"));
        for (const auto shape : m_spec.crops) {
            const auto area = cropFor(box, bgr.size(), m_spec.cropFactor, shape);
            if (area.empty()) {
                m_blobs.clear();
                return failure(vision::pictureUnusable("the face lies outside the picture"));
            }
            m_blobs.push_back(blobFrom(bgr(area)));
        }
        m_net.start(m_blobs.front());
        return {};
    }

    [[nodiscard]] Result<std::optional<float>> step() override {
        const auto results = m_net.advance();
        if (!results) return failure(results.error());
        if (!results->has_value()) return std::optional<float>();
        const auto logit = logitOf((**results)[0]);
        if (!std::isfinite(logit))
            return failure(vision::inferenceFailed("passive attack detection", "the score is not a number"));
        m_logits.push_back(logit);
        if (m_logits.size() < m_blobs.size()) {
            m_net.start(m_blobs[m_logits.size()]);
            return std::optional<float>();
        }
        m_blobs.clear();  // pictures of a face: no longer than they are needed
        float mean = 0;
        for (const float one : m_logits) mean += one / static_cast<float>(m_logits.size());
        return std::optional<float>(1 / (1 + std::exp(-mean)));
    }

    void forget() override {
        m_blobs.clear();
        m_logits.clear();
        m_net.forget();
    }

    [[nodiscard]] std::vector<float> cropLogits() const override { return m_logits; }

    // Answers to two made pictures: a net that gives no number, or the same one for all, judges nothing.
    [[nodiscard]] Status probe() {
        cv::Mat ramp(2 * m_spec.side, 2 * m_spec.side, CV_8UC3);
        for (int y = 0; y < ramp.rows; ++y) {
            for (int x = 0; x < ramp.cols; ++x) {
                ramp.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(x * 255 / ramp.cols),
                                            static_cast<std::uint8_t>(y * 255 / ramp.rows),
                                            static_cast<std::uint8_t>((x + y) % 64 * 4)};
            }
        }
        const auto half = static_cast<float>(m_spec.side);
        const cv::Rect2f box(half / 2, half / 2, half, half);
        std::vector<float> answers;
        for (const auto& picture : {ramp, cv::Mat(ramp.size(), CV_8UC3, cv::Scalar::all(20))}) {
            const auto score = live(picture, box);
            if (!score) return failure(score.error());
            answers.push_back(m_logits.front());
        }
        if (answers[0] == answers[1])
            return failure(
                vision::inferenceFailed("passive attack detection", "every picture scores the same"));
        return {};
    }

  private:
    [[nodiscard]] cv::Mat blobFrom(const cv::Mat& part) const {
        cv::Mat crop;
        cv::resize(part, crop, cv::Size(m_spec.side, m_spec.side), 0, 0, cv::INTER_LINEAR);
        const cv::Scalar mean(m_spec.mean[0], m_spec.mean[1], m_spec.mean[2]);
        return cv::dnn::blobFromImage(crop, m_spec.scale, cv::Size(), mean,
                                      m_spec.channels == ChannelOrder::Rgb, false, CV_32F);
    }

    // Log odds of the live output, calibrated.
    [[nodiscard]] float logitOf(const cv::Mat& output) const {
        const auto* values = output.ptr<float>();
        double raw = static_cast<double>(values[m_spec.liveOutput]);
        if (m_spec.activation == Activation::Softmax) {
            double top = -std::numeric_limits<double>::infinity();
            double sum = 0;
            const auto others = [&](auto&& take) {
                for (std::size_t i = 0; i < m_spec.outputs; ++i)
                    if (i != m_spec.liveOutput) take(static_cast<double>(values[i]));
            };
            others([&](double value) { top = std::max(top, value); });
            others([&](double value) { sum += std::exp(value - top); });
            raw -= top + std::log(sum);
        }
        return static_cast<float>(m_spec.calibrationScale * raw + m_spec.calibrationOffset);
    }

    OnnxNet m_net;
    PassiveSpec m_spec;
    std::vector<cv::Mat> m_blobs;  // the crops of the run
    std::vector<float> m_logits;   // of those that are done
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

Result<std::unique_ptr<PassiveNet>> makePassiveNet(ByteView onnx, const PassiveSpec& spec) {
    const std::string what = "passive attack detection";
    // Four pieces in all, so that a score takes as many frames with two crops as with one.
    const std::vector<double> cuts = spec.crops.size() > 1 ? std::vector{0.35} : std::vector{0.15, 0.35, 0.6};
    auto net = OnnxNet::load(onnx, {.what = what,
                                    .inputShape = {1, 3, spec.side, spec.side},
                                    .outputs = {},
                                    .outputSizes = {spec.outputs},
                                    .cutAt = cuts});
    if (!net) return failure(net.error());
    auto passive = std::make_unique<OnnxPassive>(std::move(*net), spec);
    if (const auto probed = passive->probe(); !probed)
        return failure(vision::modelUnusable(what, probed.error().detail));
    return passive;
}

}  // namespace countersign
