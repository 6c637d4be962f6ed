// 68 points on a face. Engine thread (an instance serves one thread at a time); owned by VisionModels.
#pragma once

#include <memory>

#include "core/result.h"
#include "core/secret.h"
#include "vision/face_types.h"

namespace countersign {

class CoarseLandmarks {
  public:
    virtual ~CoarseLandmarks() = default;
    // `grey`: CV_8UC1; `box` as the detector gives it.
    [[nodiscard]] virtual Result<Landmarks> locate(const cv::Mat& grey, const cv::Rect2f& box) = 0;
    // The buyer goes: nothing of the last picture is kept.
    virtual void forget() {}
};

class FineLandmarks {
  public:
    virtual ~FineLandmarks() = default;
    // Good near the front only (|yaw| < 30 degrees). `grey`: CV_8UC1; `box` as the detector gives it.
    [[nodiscard]] virtual Result<Landmarks> locate(const cv::Mat& grey, const cv::Rect2f& box) = 0;
};

// 64x64 grey / 256 -> 136 numbers in the crop; crop: the square on the box's height. Error: ModelUnusable.
[[nodiscard]] Result<std::unique_ptr<CoarseLandmarks>> makeCoarseLandmarks(ByteView onnx);

// dlib's shape predictor, averaged over `passes` (1..5) slightly different boxes. Error: ModelUnusable.
[[nodiscard]] Result<std::unique_ptr<FineLandmarks>> makeFineLandmarks(ByteView predictor, int passes);

// Points derived from the 68.
[[nodiscard]] cv::Point2f rightEyeCentre(const Landmarks& points);  // the person's own right: 36..41
[[nodiscard]] cv::Point2f leftEyeCentre(const Landmarks& points);   // 42..47
[[nodiscard]] float eyeDistance(const Landmarks& points);
[[nodiscard]] cv::Rect2f boundsOf(const Landmarks& points);
[[nodiscard]] cv::Rect2f innerBoundsOf(const Landmarks& points);  // brows to mouth, without the jaw
// Lid gap over width: (|p1-p5| + |p2-p4|) / (2 |p0-p3|), Soukupova and Cech 2016. `first`: 36 or 42.
[[nodiscard]] float eyeAspectRatio(const Landmarks& points, std::size_t first);
// How far two models put the 68 points apart, RMS in eye distances of the first: small only where both see a
// face that stands upright.
[[nodiscard]] float landmarkDisagreement(const Landmarks& coarse, const Landmarks& fine);

}  // namespace countersign
