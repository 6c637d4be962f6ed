#include "vision/embedder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "vision/landmarks.h"
#include "vision/onnx_net.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

constexpr int kSide = 112;
constexpr float kAlike = 0.9999F;  // cosine at which the answers to two very different pictures are the same
// Where the net expects the person's right eye, left eye, nose tip, right and left mouth corner.
constexpr std::array<std::array<double, 2>, 5> kPlaces{
    {{38.2946, 51.6963}, {73.5318, 51.5014}, {56.0252, 71.7366}, {41.5493, 92.3655}, {70.7299, 92.2041}}};

cv::Point2f lidMean(const Landmarks& points, std::size_t first) {
    return (points[first + 1] + points[first + 2] + points[first + 4] + points[first + 5]) / 4.0F;
}

// Least-squares similarity from `from` to kPlaces (closed form in two dimensions: a complex regression).
cv::Matx23d similarity(const std::array<cv::Point2f, 5>& from) {
    double mx = 0, my = 0, px = 0, py = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        mx += from[i].x / 5.0;
        my += from[i].y / 5.0;
        px += kPlaces[i][0] / 5.0;
        py += kPlaces[i][1] / 5.0;
    }
    double re = 0, im = 0, power = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const double x = from[i].x - mx, y = from[i].y - my;
        const double u = kPlaces[i][0] - px, v = kPlaces[i][1] - py;
        re += x * u + y * v;
        im += x * v - y * u;
        power += x * x + y * y;
    }
    if (power <= 0) return {1, 0, 0, 0, 1, 0};
    re /= power;
    im /= power;
    return {re, -im, px - re * mx + im * my, im, re, py - im * mx - re * my};
}

class OnnxEmbedder final : public Embedder {
  public:
    OnnxEmbedder(OnnxNet net, const EmbedderSpec& spec) : m_net(std::move(net)), m_spec(spec) {}

    [[nodiscard]] Result<Embedding> embed(const cv::Mat& bgr, const Landmarks& coarse) override {
        if (bgr.empty() || bgr.type() != CV_8UC3) return failure(vision::pictureUnusable("not 8-bit BGR"));
        return embedAligned(alignedFace(bgr, coarse));
    }

    [[nodiscard]] Result<Embedding> embedStill(const cv::Mat& bgr, const Landmarks& coarse) override {
        if (bgr.empty() || bgr.type() != CV_8UC3) return failure(vision::pictureUnusable("not 8-bit BGR"));
        // kPlaces lie symmetric about the middle to a fifth of a pixel: the mirror image is aligned too.
        const cv::Mat aligned = alignedFace(bgr, coarse);
        cv::Mat mirrored;
        cv::flip(aligned, mirrored, 1);
        std::array<Embedding, 2> both;
        for (std::size_t i = 0; i < both.size(); ++i) {
            auto embedding = embedAligned(i == 0 ? aligned : mirrored);
            if (!embedding) return failure(embedding.error());
            both[i] = std::move(*embedding);
        }
        auto mean = averageEmbedding(both);
        if (mean.empty()) return failure(vision::inferenceFailed("face embedding", "no direction"));
        return mean;
    }

    // A net that answers the same to everything matches everybody.
    [[nodiscard]] Status probe() {
        cv::Mat noise(kSide, kSide, CV_8UC3);
        cv::RNG(7).fill(noise, cv::RNG::UNIFORM, 0, 256);
        const auto flat = embedAligned(cv::Mat(kSide, kSide, CV_8UC3, cv::Scalar(90, 120, 170)));
        if (!flat) return failure(flat.error());
        const auto busy = embedAligned(noise);
        if (!busy) return failure(busy.error());
        if (cosine(*flat, *busy) > kAlike)
            return failure(vision::inferenceFailed("face embedding", "the same for every picture"));
        return {};
    }

    void forget() override { m_net.forget(); }

  private:
    [[nodiscard]] Result<Embedding> embedAligned(const cv::Mat& aligned) {
        const auto results = m_net.run(blobOf(aligned));
        if (!results) return failure(results.error());
        const auto* numbers = (*results)[0].ptr<float>();
        Embedding embedding(numbers, numbers + m_spec.numbers);
        const double length = cv::norm(embedding);
        if (!(length > 0) || !std::isfinite(length))
            return failure(vision::inferenceFailed("face embedding", "no direction"));
        for (auto& number : embedding) number = static_cast<float>(number / length);
        return embedding;
    }

    [[nodiscard]] cv::Mat blobOf(const cv::Mat& aligned) const {
        const bool rgb = m_spec.channels == ChannelOrder::Rgb;
        const cv::Scalar mean(m_spec.mean[0], m_spec.mean[1], m_spec.mean[2]);
        return cv::dnn::blobFromImage(aligned, m_spec.scale, cv::Size(), mean, rgb, false, CV_32F);
    }

    OnnxNet m_net;
    EmbedderSpec m_spec;
};

}  // namespace

Result<std::unique_ptr<Embedder>> makeOnnxEmbedder(ByteView onnx, const EmbedderSpec& spec) {
    const std::string what = "face embedding";
    auto net = OnnxNet::load(onnx, {.what = what,
                                    .inputShape = {1, 3, kSide, kSide},
                                    .outputs = {},
                                    .outputSizes = {spec.numbers},
                                    .cutAt = {}});
    if (!net) return failure(net.error());
    auto embedder = std::make_unique<OnnxEmbedder>(std::move(*net), spec);
    if (const auto probed = embedder->probe(); !probed)
        return failure(vision::modelUnusable(what, probed.error().detail));
    return embedder;
}

cv::Mat alignedFace(const cv::Mat& bgr, const Landmarks& coarse) {
    const std::array<cv::Point2f, 5> from{lidMean(coarse, 36), lidMean(coarse, 42), coarse[30],
                                          (coarse[48] + coarse[60]) / 2.0F, (coarse[54] + coarse[64]) / 2.0F};
    cv::Mat aligned;
    cv::warpAffine(bgr, aligned, similarity(from), cv::Size(kSide, kSide), cv::INTER_LINEAR,
                   cv::BORDER_CONSTANT);
    return aligned;
}

float wholeness(cv::Size picture, const Landmarks& coarse) {
    const cv::Rect2f face = innerBoundsOf(coarse);
    if (!(face.width > 0 && face.height > 0)) return 0;
    const cv::Rect2f seen = face & cv::Rect2f(cv::Point2f(), cv::Size2f(picture));
    return std::min(seen.width / face.width, seen.height / face.height);
}

float cosine(const Embedding& a, const Embedding& b) {
    if (a.empty() || a.size() != b.size()) return 0;
    double both = 0, first = 0, second = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += static_cast<double>(a[i]) * b[i];
        first += static_cast<double>(a[i]) * a[i];
        second += static_cast<double>(b[i]) * b[i];
    }
    return first > 0 && second > 0 ? static_cast<float>(both / std::sqrt(first * second)) : 0;
}

Embedding averageEmbedding(std::span<const Embedding> all) {
    if (all.empty()) return {};
    Embedding sum(all.front().size(), 0.0F);
    for (const auto& one : all) {
        for (std::size_t i = 0; i < sum.size() && i < one.size(); ++i) sum[i] += one[i];
    }
    const double length = cv::norm(sum);
    if (!(length > 0)) return {};
    for (auto& number : sum) number = static_cast<float>(number / length);
    return sum;
}

}  // namespace countersign
