#include "vision/quality_scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "vision/image_quality.h"
#include "vision/landmarks.h"
#include "vision/portrait_wear.h"

namespace countersign {
namespace {

int rounded(double score) {
    return static_cast<int>(std::lround(std::clamp(std::isfinite(score) ? score : 0.0, 0.0, 100.0)));
}

double sigmoid(double x, double x0, double w) {
    return 1 / (1 + std::exp((x0 - x) / w));
}

int marginScore(double margin, double x0) {
    return sigmoidScore(margin, {.x0 = x0, .w = 0.1});
}

// Of the grey values inside the outline of jaw and brows.
struct ToneStatistics {
    double mean = 0;      // 0..1
    double variance = 0;  // of 0..1
    double entropy = 0;   // bits
};

ToneStatistics toneStatistics(const cv::Mat& grey, const Landmarks& points) {
    std::vector<cv::Point> outline;
    for (std::size_t i = 0; i < 27; ++i) outline.emplace_back(points[i]);
    std::vector<cv::Point> hull;
    cv::convexHull(outline, hull);
    cv::Mat mask = cv::Mat::zeros(grey.size(), CV_8UC1);
    cv::fillConvexPoly(mask, hull, cv::Scalar(255));
    ToneStatistics tones;
    const double all = cv::countNonZero(mask);
    if (all <= 0) return tones;
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(grey, mean, deviation, mask);
    tones.mean = mean[0] / 255;
    tones.variance = deviation[0] * deviation[0] / (255 * 255);
    std::array<double, 256> counts{};
    for (int y = 0; y < grey.rows; ++y) {
        for (int x = 0; x < grey.cols; ++x) {
            if (mask.at<std::uint8_t>(y, x) != 0) counts[grey.at<std::uint8_t>(y, x)] += 1;
        }
    }
    for (const double count : counts) {
        if (count > 0) tones.entropy -= count / all * std::log2(count / all);
    }
    return tones;
}

// Share that the grey histograms of both cheeks have in common: 1 lit alike.
double cheekIntersection(const cv::Mat& grey, const Landmarks& points) {
    const int half = std::max(2, static_cast<int>(eyeDistance(points) / 6));
    std::array<std::array<double, 256>, 2> shares{};
    const std::array<cv::Point2f, 2> centres{(points[2] + points[31] + points[48]) / 3.0F,
                                             (points[14] + points[35] + points[54]) / 3.0F};
    for (std::size_t side = 0; side < 2; ++side) {
        const cv::Rect patch =
            cv::Rect(static_cast<int>(centres[side].x) - half, static_cast<int>(centres[side].y) - half,
                     2 * half + 1, 2 * half + 1) &
            cv::Rect(0, 0, grey.cols, grey.rows);
        if (patch.empty()) return 0;
        for (int y = patch.y; y < patch.br().y; ++y) {
            for (int x = patch.x; x < patch.br().x; ++x) {
                shares[side][grey.at<std::uint8_t>(y, x)] += 1.0 / patch.area();
            }
        }
    }
    double common = 0;
    for (std::size_t tone = 0; tone < 256; ++tone) common += std::min(shares[0][tone], shares[1][tone]);
    return common;
}

}  // namespace

int sigmoidScore(double raw, const SigmoidMapping& mapping) {
    return rounded(mapping.h * (mapping.a + mapping.s * sigmoid(raw, mapping.x0, mapping.w)));
}

// "Falling" in the standard's tables is a = 1, s = -1.
int uncoveredScore(double share) {
    return rounded(100 * (1 - share));
}
int eyeDistanceScore(double pixels) {
    return sigmoidScore(pixels, {.x0 = 70, .w = 20});
}
int headSizeScore(double headToPicture) {
    return sigmoidScore(std::abs(headToPicture - 0.45), {.h = 200, .a = 1, .s = -1, .x0 = 0, .w = 0.05});
}
int eyesOpenScore(double lidGapToHead) {
    return sigmoidScore(lidGapToHead, {.x0 = 0.02, .w = 0.01});
}
int mouthClosedScore(double lipGapToHead) {
    return sigmoidScore(lipGapToHead, {.a = 1, .s = -1, .x0 = 0.2, .w = 0.06});
}
int angleScore(double degrees) {
    if (std::abs(degrees) >= 90) return 0;
    const double c = std::cos(degrees * std::numbers::pi / 180);
    return rounded(100 * c * c);
}
int luminanceMeanScore(double mean) {
    return rounded(100 * sigmoid(mean, 0.2, 0.05) * (1 - sigmoid(mean, 0.8, 0.05)));
}
int luminanceVarianceScore(double variance) {
    return rounded(100 * std::sin(std::numbers::pi * 60 * variance / (60 * variance + 1)));
}
int underExposureScore(double share) {
    return sigmoidScore(share, {.h = 120, .a = 0.832, .s = -1, .x0 = 0.92, .w = 0.05});
}
int overExposureScore(double share) {
    return rounded(1 / (share + 0.01));
}
int dynamicRangeScore(double entropyBits) {
    return rounded(12.5 * entropyBits);
}
int sideLightScore(double intersection) {
    return rounded(100 * std::pow(std::max(0.0, intersection), 0.3));
}
int singleFaceScore(double secondToFirst) {
    return rounded(100 * (1 - secondToFirst));
}
int marginSideScore(double marginToHead) {
    return marginScore(marginToHead, 0.9);
}
int marginAboveScore(double marginToHead) {
    return marginScore(marginToHead, 1.4);
}
int marginBelowScore(double marginToHead) {
    return marginScore(marginToHead, 1.8);
}
int sharpnessScore(double sharpness) {
    return rounded(100 * sharpness / 0.6);
}

std::vector<QualityMeasure> qualityMeasures(const cv::Mat& bgr, const FaceReading& face,
                                            const std::vector<FaceBox>& faces) {
    cv::Mat grey;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    const auto& points = face.fine ? *face.fine : face.coarse;
    const auto gap = [&](std::size_t upper, std::size_t lower) {
        return cv::norm(points[upper] - points[lower]);
    };
    const cv::Point2f eyes = (rightEyeCentre(points) + leftEyeCentre(points)) / 2.0F;
    const double head = std::max(1.0, cv::norm(points[8] - eyes));  // T: eye midpoint to chin
    const double lids = std::min(std::max(gap(37, 41), gap(38, 40)), std::max(gap(43, 47), gap(44, 46)));
    const double lips = std::max({gap(61, 67), gap(62, 66), gap(63, 65)});
    const auto tones = toneStatistics(grey, points);
    const double cheeks = cheekIntersection(grey, points);
    double second = 0;
    for (const auto& other : faces) {
        if (other.rect != face.box.rect) second = std::max<double>(second, other.rect.area());
    }
    second = std::min(1.0, second / std::max<double>(1, face.box.rect.area()));
    const double leftMargin = eyes.x / head;
    const double rightMargin = (bgr.cols - eyes.x) / head;
    const double aboveMargin = eyes.y / head;
    const double belowMargin = (bgr.rows - eyes.y) / head;
    const auto& raw = face.quality;
    const double glare = eyeGlare(bgr, points);
    return {
        {"eye_distance", raw.eyeDistancePx, eyeDistanceScore(raw.eyeDistancePx)},
        {"head_size", head / bgr.rows, headSizeScore(head / bgr.rows)},
        {"eyes_open", lids / head, eyesOpenScore(lids / head)},
        {"mouth_closed", lips / head, mouthClosedScore(lips / head)},
        {"yaw", face.pose.yaw, angleScore(face.pose.yaw)},
        {"pitch", face.pose.pitch, angleScore(face.pose.pitch)},
        {"roll", face.pose.roll, angleScore(face.pose.roll)},
        {"luminance_mean", tones.mean, luminanceMeanScore(tones.mean)},
        {"luminance_variance", tones.variance, luminanceVarianceScore(tones.variance)},
        {"under_exposure", raw.darkShare, underExposureScore(raw.darkShare)},
        {"over_exposure", raw.brightShare, overExposureScore(raw.brightShare)},
        {"dynamic_range", tones.entropy, dynamicRangeScore(tones.entropy)},
        {"side_light", cheeks, sideLightScore(cheeks)},
        {"single_face", second, singleFaceScore(second)},
        {"margin_left", leftMargin, marginSideScore(leftMargin)},
        {"margin_right", rightMargin, marginSideScore(rightMargin)},
        {"margin_above", aboveMargin, marginAboveScore(aboveMargin)},
        {"margin_below", belowMargin, marginBelowScore(belowMargin)},
        {"eyes_visible", glare, uncoveredScore(glare)},
        {"face_uncovered", raw.covered, uncoveredScore(raw.covered)},
        {"sharpness", raw.sharpness, sharpnessScore(raw.sharpness)},
    };
}

}  // namespace countersign
