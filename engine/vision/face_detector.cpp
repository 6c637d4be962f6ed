#include "vision/face_detector.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "vision/onnx_net.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

constexpr int kNetWidth = 320;
constexpr int kNetHeight = 240;
constexpr std::size_t kAnchors = 4420;
constexpr float kMaxOverlap = 0.4F;  // the package's own suppression
constexpr float kProminentScore =
    0.9F;  // choice of the face, measured on LFW with the recipe of the embedder
constexpr float kProminentArea = 0.3F;
constexpr double kWideBorder = 0.4;

struct Canvas {
    cv::Mat picture;    // 320x240 BGR
    double scaleX = 1;  // canvas px to picture px
    double scaleY = 1;
    double left = 0;  // of the picture in the enlarged canvas, picture px
    double top = 0;
};

// The picture is shrunk first and then pasted: padding a large picture would copy all of it.
Canvas prepare(const cv::Mat& bgr, DetectorPadding padding) {
    double width = bgr.cols;
    double height = bgr.rows;
    double left = 0;
    double top = 0;
    if (padding == DetectorPadding::Wide) {
        left = width * kWideBorder;
        top = height * kWideBorder;
        width += 2 * left;
        height += 2 * top;
    }
    if (padding != DetectorPadding::Plain) {
        const double wanted = std::max(width, height * kNetWidth / kNetHeight);
        left += (wanted - width) / 2;
        width = wanted;
        const double tall = std::max(height, width * kNetHeight / kNetWidth);
        top += (tall - height) / 2;
        height = tall;
    }
    Canvas canvas;
    canvas.scaleX = width / kNetWidth;
    canvas.scaleY = height / kNetHeight;
    canvas.left = left;
    canvas.top = top;
    const cv::Rect place(static_cast<int>(std::lround(left / canvas.scaleX)),
                         static_cast<int>(std::lround(top / canvas.scaleY)),
                         std::max(1, static_cast<int>(std::lround(bgr.cols / canvas.scaleX))),
                         std::max(1, static_cast<int>(std::lround(bgr.rows / canvas.scaleY))));
    const cv::Rect inside = place & cv::Rect(0, 0, kNetWidth, kNetHeight);
    canvas.picture = cv::Mat(kNetHeight, kNetWidth, CV_8UC3, cv::Scalar::all(0));
    cv::Mat target = canvas.picture(inside);
    const bool shrinks = canvas.scaleX > 2 || canvas.scaleY > 2;
    cv::resize(bgr, target, inside.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    return canvas;
}

class RfbDetector final : public FaceDetector {
  public:
    explicit RfbDetector(OnnxNet net) : m_net(std::move(net)) {}

    [[nodiscard]] Result<std::vector<FaceBox>> detect(const cv::Mat& bgr, DetectorPadding padding,
                                                      float minScore) override {
        if (const auto begun = begin(bgr, padding, minScore); !begun) return failure(begun.error());
        for (;;) {
            auto boxes = step();
            if (!boxes) return failure(boxes.error());
            if (boxes->has_value()) return std::move(**boxes);
        }
    }

    [[nodiscard]] Status begin(const cv::Mat& bgr, DetectorPadding padding, float minScore) override {
        if (bgr.empty() || bgr.type() != CV_8UC3) return failure(vision::pictureUnusable("not 8-bit BGR"));
        m_canvas = prepare(bgr, padding);
        m_minScore = minScore;
        const cv::Mat blob = cv::dnn::blobFromImage(m_canvas.picture, 1.0 / 128, cv::Size(),
                                                    cv::Scalar::all(127), true, false, CV_32F);
        m_net.start(blob);
        return {};
    }

    [[nodiscard]] Result<std::optional<std::vector<FaceBox>>> step() override {
        const auto results = m_net.advance();
        if (!results) return failure(results.error());
        if (!results->has_value()) return std::optional<std::vector<FaceBox>>();
        const auto* corners = (**results)[0].ptr<float>();
        const auto* scores = (**results)[1].ptr<float>();
        std::vector<FaceBox> boxes;
        for (std::size_t i = 0; i < kAnchors; ++i) {
            const float score = scores[2 * i + 1];
            if (!(score >= m_minScore)) continue;  // a NaN is no face
            const auto x = [&](float share) {
                return static_cast<float>(share * kNetWidth * m_canvas.scaleX - m_canvas.left);
            };
            const auto y = [&](float share) {
                return static_cast<float>(share * kNetHeight * m_canvas.scaleY - m_canvas.top);
            };
            const cv::Rect2f rect(cv::Point2f(x(corners[4 * i]), y(corners[4 * i + 1])),
                                  cv::Point2f(x(corners[4 * i + 2]), y(corners[4 * i + 3])));
            if (rect.width >= 1 && rect.height >= 1) boxes.push_back({rect, score});
        }
        return std::optional(suppressOverlaps(std::move(boxes), kMaxOverlap));
    }

    void forget() override {
        m_canvas = {};
        m_net.forget();
    }

  private:
    OnnxNet m_net;
    Canvas m_canvas;
    float m_minScore = 0;
};

}  // namespace

Status FaceDetector::begin(const cv::Mat& bgr, DetectorPadding padding, float minScore) {
    m_waiting = Waiting{bgr, padding, minScore};
    return {};
}

Result<std::optional<std::vector<FaceBox>>> FaceDetector::step() {
    auto boxes = detect(m_waiting.bgr, m_waiting.padding, m_waiting.minScore);
    m_waiting = {};
    if (!boxes) return failure(boxes.error());
    return std::optional(std::move(*boxes));
}

Result<std::unique_ptr<FaceDetector>> makeRfbDetector(ByteView onnx) {
    auto net = OnnxNet::load(onnx, {.what = "face detection",
                                    .inputShape = {1, 3, kNetHeight, kNetWidth},
                                    .outputs = {"boxes", "scores"},
                                    .outputSizes = {kAnchors * 4, kAnchors * 2},
                                    .cutAt = {0.03, 0.1, 0.26}});
    if (!net) return failure(net.error());
    return std::make_unique<RfbDetector>(std::move(*net));
}

float overlap(const cv::Rect2f& a, const cv::Rect2f& b) {
    const float both = (a & b).area();
    const float all = a.area() + b.area() - both;
    return all > 0 ? both / all : 0;
}

std::vector<FaceBox> suppressOverlaps(std::vector<FaceBox> boxes, float maxOverlap) {
    std::stable_sort(boxes.begin(), boxes.end(),
                     [](const FaceBox& a, const FaceBox& b) { return a.score > b.score; });
    std::vector<FaceBox> kept;
    for (const auto& box : boxes) {
        const bool covered = std::any_of(kept.begin(), kept.end(), [&](const FaceBox& better) {
            return overlap(better.rect, box.rect) > maxOverlap;
        });
        if (!covered) kept.push_back(box);
    }
    return kept;
}

void sortByProminence(std::vector<FaceBox>& faces, cv::Size picture) {
    if (faces.empty()) return;
    std::stable_sort(faces.begin(), faces.end(),
                     [](const FaceBox& a, const FaceBox& b) { return a.rect.area() > b.rect.area(); });
    const bool anySure = std::any_of(faces.begin(), faces.end(),
                                     [](const FaceBox& face) { return face.score >= kProminentScore; });
    const auto counts = [&](const FaceBox& face) { return !anySure || face.score >= kProminentScore; };
    float largest = 0;
    for (const auto& face : faces) {
        if (counts(face)) largest = std::max(largest, face.rect.area());
    }
    const cv::Point2f centre(static_cast<float>(picture.width) / 2, static_cast<float>(picture.height) / 2);
    const auto distance = [&](const FaceBox& face) {
        return cv::norm((face.rect.tl() + face.rect.br()) / 2 - centre);
    };
    auto best = faces.end();
    for (auto face = faces.begin(); face != faces.end(); ++face) {
        if (!counts(*face) || face->rect.area() < kProminentArea * largest) continue;
        if (best == faces.end() || distance(*face) < distance(*best)) best = face;
    }
    if (best != faces.end()) std::rotate(faces.begin(), best, best + 1);
}

std::size_t countProminent(const std::vector<FaceBox>& faces) {
    const auto counts = [&](std::size_t i) { return i == 0 || faces[i].score >= kProminentScore; };
    float largest = 0;
    for (std::size_t i = 0; i < faces.size(); ++i) {
        if (counts(i)) largest = std::max(largest, faces[i].rect.area());
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < faces.size(); ++i) {
        if (counts(i) && (i == 0 || faces[i].rect.area() >= kProminentArea * largest)) ++count;
    }
    return count;
}

}  // namespace countersign
