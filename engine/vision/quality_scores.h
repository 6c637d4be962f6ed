// Raw quality measures as 0..100 scores by the formulas of OFIQ (ISO/IEC 29794-5). Pure functions; any
// thread.
#pragma once

#include <string_view>
#include <vector>

#include "vision/face_types.h"

namespace countersign {

// round(h (a + s / (1 + exp((x0 - x) / w)))), clipped to 0..100.
struct SigmoidMapping {
    double h = 100;
    double a = 0;
    double s = 1;
    double x0 = 0;
    double w = 1;
};
[[nodiscard]] int sigmoidScore(double raw, const SigmoidMapping& mapping);

// 100 (1 - share): OFIQ's form for eyes visible and occlusion; the shares here are our own (portrait_wear.h,
// image_quality.h), OFIQ's come from a segmenting net.
[[nodiscard]] int uncoveredScore(double share);
[[nodiscard]] int eyeDistanceScore(double pixels);      // px / cos(yaw)
[[nodiscard]] int headSizeScore(double headToPicture);  // eye midpoint to chin / picture height
[[nodiscard]] int eyesOpenScore(double lidGapToHead);
[[nodiscard]] int mouthClosedScore(double lipGapToHead);
[[nodiscard]] int angleScore(double degrees);               // 100 cos^2, 0 beyond 90
[[nodiscard]] int luminanceMeanScore(double mean);          // 0..1
[[nodiscard]] int luminanceVarianceScore(double variance);  // of 0..1
[[nodiscard]] int underExposureScore(double share);
[[nodiscard]] int overExposureScore(double share);
[[nodiscard]] int dynamicRangeScore(double entropyBits);
[[nodiscard]] int sideLightScore(double intersection);    // histogram intersection of the cheeks
[[nodiscard]] int singleFaceScore(double secondToFirst);  // area of second / first face
[[nodiscard]] int marginSideScore(double marginToHead);
[[nodiscard]] int marginAboveScore(double marginToHead);
[[nodiscard]] int marginBelowScore(double marginToHead);
// Not OFIQ's (that one is a trained forest): 100 (sharpness / 0.6), at most 100; see image_quality.h.
[[nodiscard]] int sharpnessScore(double sharpness);

struct QualityMeasure {
    std::string_view name;  // snake_case, stable: used in the check tool's JSON
    double raw = 0;
    int score = 0;  // 0..100
};

// All measures of one picture, in a fixed order. `faces` as found by the detector, most prominent first.
[[nodiscard]] std::vector<QualityMeasure> qualityMeasures(const cv::Mat& bgr, const FaceReading& face,
                                                          const std::vector<FaceBox>& faces);

}  // namespace countersign
