// Scores against values worked out by hand from the published formulas; raw measures on drawn pictures.
#include <opencv2/imgproc.hpp>

#include "support/catch.h"
#include "vision/head_model.h"
#include "vision/image_quality.h"
#include "vision/landmarks.h"
#include "vision/quality_scores.h"

using namespace countersign;

namespace {

Landmarks frontalFace() {
    Landmarks points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i] = {320 + 100 * kHeadModel[i].x, 240 - 100 * kHeadModel[i].y};
    }
    return points;
}

FrameQuality qualityOf(const cv::Mat& bgr) {
    cv::Mat grey;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    return measureQuality(bgr, grey, {240, 140, 160, 200}, frontalFace(), {});
}

}  // namespace

TEST_CASE("scores follow the formulas") {
    CHECK(eyeDistanceScore(70) == 50);
    CHECK(eyeDistanceScore(110) == 88);  // 1 / (1 + e^-2) = 0.8808
    CHECK(eyeDistanceScore(0) == 3);     // 1 / (1 + e^3.5) = 0.0293
    CHECK(headSizeScore(0.45) == 100);
    CHECK(headSizeScore(0.50) == 54);  // 200 (1 - 1 / (1 + e^-1)) = 53.8
    CHECK(headSizeScore(0.40) == 54);
    CHECK(eyesOpenScore(0.02) == 50);
    CHECK(eyesOpenScore(0.05) == 95);  // 1 / (1 + e^-3) = 0.9526
    CHECK(mouthClosedScore(0) == 97);  // 1 - 1 / (1 + e^(0.2/0.06)) = 0.9656
    CHECK(mouthClosedScore(0.2) == 50);
    CHECK(angleScore(0) == 100);
    CHECK(angleScore(-60) == 25);
    CHECK(angleScore(90) == 0);
    CHECK(angleScore(170) == 0);
    CHECK(luminanceMeanScore(0.2) == 50);
    CHECK(luminanceMeanScore(0.5) == 100);
    CHECK(luminanceMeanScore(0.8) == 50);
    CHECK(luminanceMeanScore(0) == 2);
    CHECK(luminanceVarianceScore(1.0 / 60) == 100);  // sin(pi / 2)
    CHECK(luminanceVarianceScore(0) == 0);
    CHECK(underExposureScore(0) == 100);    // 120 * 0.832 = 99.8
    CHECK(underExposureScore(0.92) == 40);  // 120 (0.832 - 0.5) = 39.8
    CHECK(underExposureScore(1) == 0);
    CHECK(overExposureScore(0) == 100);
    CHECK(overExposureScore(0.04) == 20);
    CHECK(dynamicRangeScore(8) == 100);
    CHECK(dynamicRangeScore(4) == 50);
    CHECK(sideLightScore(1) == 100);
    CHECK(sideLightScore(0.5) == 81);  // 0.5^0.3 = 0.8123
    CHECK(sideLightScore(0) == 0);
    CHECK(singleFaceScore(0.25) == 75);
    CHECK(marginSideScore(0.9) == 50);
    CHECK(marginAboveScore(1.4) == 50);
    CHECK(marginBelowScore(2.0) == 88);
}

TEST_CASE("scores of nonsense stay within 0 and 100") {
    for (const double value : {-1e9, -1.0, 1e9, std::nan("")}) {
        for (const auto score : {eyeDistanceScore(value), headSizeScore(value), luminanceMeanScore(value),
                                 overExposureScore(value), dynamicRangeScore(value), sideLightScore(value),
                                 singleFaceScore(value), sharpnessScore(value)}) {
            CHECK(score >= 0);
            CHECK(score <= 100);
        }
    }
}

TEST_CASE("tones of an evenly grey face") {
    const auto quality = qualityOf(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(128)));
    CHECK(quality.luminance == Approx(128.0 / 255).margin(0.01));
    CHECK(quality.darkShare == 0);
    CHECK(quality.brightShare == 0);
    CHECK(quality.sideLight == Approx(0).margin(0.01));
    CHECK(quality.backLight == Approx(0).margin(0.01));
    CHECK(quality.covered == 0);
    CHECK(quality.faceArea == Approx(160.0 * 200 / (640 * 480)));
    CHECK(quality.centreOffset == Approx(0).margin(1e-6));
    CHECK(quality.eyeDistancePx == Approx(eyeDistance(frontalFace())));
}

TEST_CASE("light from one side, from behind, too little and too much are told apart") {
    cv::Mat side(480, 640, CV_8UC3, cv::Scalar::all(40));
    side.colRange(320, 640).setTo(cv::Scalar::all(160));
    CHECK(qualityOf(side).sideLight > 0.6F);

    cv::Mat behind(480, 640, CV_8UC3, cv::Scalar::all(240));
    cv::rectangle(behind, cv::Rect(200, 100, 240, 300), cv::Scalar::all(50), cv::FILLED);
    CHECK(qualityOf(behind).backLight > 0.5F);
    CHECK(qualityOf(behind).sideLight < 0.05F);

    CHECK(qualityOf(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(10))).darkShare > 0.95F);
    CHECK(qualityOf(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(250))).brightShare > 0.95F);
}

TEST_CASE("a green cloth over mouth and chin is noticed, a shadow is not") {
    cv::Mat covered(480, 640, CV_8UC3, cv::Scalar(110, 140, 190));
    covered.rowRange(250, 480).setTo(cv::Scalar(150, 180, 120));
    CHECK(qualityOf(covered).covered > 0.8F);
    cv::Mat shadow(480, 640, CV_8UC3, cv::Scalar(110, 140, 190));
    shadow.rowRange(250, 480).setTo(cv::Scalar(55, 70, 95));
    CHECK(qualityOf(shadow).covered < 0.2F);
}

TEST_CASE("blurring lowers sharpness") {
    cv::Mat crisp(128, 128, CV_8UC1);
    cv::RNG rng(3);
    rng.fill(crisp, cv::RNG::UNIFORM, 0, 256);
    cv::GaussianBlur(crisp, crisp, cv::Size(), 1);
    cv::Mat soft;
    cv::GaussianBlur(crisp, soft, cv::Size(), 3);
    CHECK(sharpnessOf(crisp) > sharpnessOf(soft) + 0.2F);
    CHECK(sharpnessOf(cv::Mat(128, 128, CV_8UC1, cv::Scalar(90))) == 0);
    CHECK(sharpnessOf({}) == 0);
}

TEST_CASE("eyes behind dark glass cannot be judged, bare eyes can") {
    cv::Mat face(480, 640, CV_8UC1, cv::Scalar(150));
    const auto points = frontalFace();
    CHECK(eyeVisibility(face, points, 36) == Approx(1));
    cv::rectangle(face,
                  cv::Rect(cv::Point(points[17]),
                           cv::Point(static_cast<int>(points[26].x), static_cast<int>(points[29].y))),
                  cv::Scalar(20), cv::FILLED);
    CHECK(eyeVisibility(face, points, 36) < 0.2F);
    CHECK(eyeVisibility(face, points, 42) < 0.2F);
}
