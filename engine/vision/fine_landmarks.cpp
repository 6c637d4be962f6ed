// dlib is named in this file only.
#include <dlib/image_processing/shape_predictor.h>
#include <dlib/opencv/cv_image.h>

#include <array>
#include <cmath>
#include <istream>
#include <streambuf>

#include "vision/landmarks.h"
#include "vision/vision_errors.h"

namespace countersign {
namespace {

// The box that dlib's own detector would give: learnt against its HOG boxes, median error 0.5-0.8% of the eye
// distance.
constexpr double kSideOverRoot = 1.02;  // square side = this times sqrt(w h) of the detector's box
constexpr double kLower = 0.06;         // centre lower by this times h
// Averaging over slightly different boxes halves the jitter of a still face.
struct Nudge {
    double x, y, size;
};
constexpr std::array<Nudge, 5> kNudges{
    {{0, 0, 1}, {-0.02, -0.02, 1.02}, {0.02, 0.02, 1.02}, {0.02, -0.02, 0.98}, {-0.02, 0.02, 0.98}}};

class MemoryBuffer final : public std::streambuf {
  public:
    explicit MemoryBuffer(ByteView bytes) {
        // streambuf wants char*, but a get area is never written to.
        auto* begin = const_cast<char*>(reinterpret_cast<const char*>(bytes.data()));
        setg(begin, begin, begin + bytes.size());
    }
};

class DlibLandmarks final : public FineLandmarks {
  public:
    DlibLandmarks(dlib::shape_predictor predictor, int passes)
        : m_predictor(std::move(predictor)), m_passes(passes) {}

    [[nodiscard]] Result<Landmarks> locate(const cv::Mat& grey, const cv::Rect2f& box) override {
        if (grey.empty() || grey.type() != CV_8UC1) return failure(vision::pictureUnusable("not 8-bit grey"));
        try {
            const dlib::cv_image<unsigned char> picture(grey);
            const double side = kSideOverRoot * std::sqrt(static_cast<double>(box.width) * box.height);
            const double x = box.x + box.width / 2;
            const double y = box.y + box.height / 2 + kLower * box.height;
            std::array<dlib::dpoint, 68> sum{};
            for (int pass = 0; pass < m_passes; ++pass) {
                const auto& nudge = kNudges[static_cast<std::size_t>(pass)];
                const double half = side * nudge.size / 2;
                const double cx = x + nudge.x * side;
                const double cy = y + nudge.y * side;
                const dlib::rectangle area(std::lround(cx - half), std::lround(cy - half),
                                           std::lround(cx + half), std::lround(cy + half));
                const auto shape = m_predictor(picture, area);
                for (unsigned long i = 0; i < sum.size(); ++i) sum[i] += shape.part(i);
            }
            Landmarks points;
            for (std::size_t i = 0; i < sum.size(); ++i) {
                points[i] = {static_cast<float>(sum[i].x() / m_passes),
                             static_cast<float>(sum[i].y() / m_passes)};
            }
            return points;
        } catch (const std::exception& error) {
            return failure(vision::inferenceFailed("fine landmarks", error.what()));
        }
    }

  private:
    dlib::shape_predictor m_predictor;
    int m_passes;
};

}  // namespace

Result<std::unique_ptr<FineLandmarks>> makeFineLandmarks(ByteView predictor, int passes) {
    try {
        MemoryBuffer buffer(predictor);
        std::istream stream(&buffer);
        dlib::shape_predictor loaded;
        dlib::deserialize(loaded, stream);
        if (loaded.num_parts() != 68)
            return failure(vision::modelUnusable("fine landmarks", "not 68 points"));
        const int within = std::min(std::max(passes, 1), static_cast<int>(kNudges.size()));
        return std::make_unique<DlibLandmarks>(std::move(loaded), within);
    } catch (const std::exception& error) {
        return failure(vision::modelUnusable("fine landmarks", error.what()));
    }
}

}  // namespace countersign
