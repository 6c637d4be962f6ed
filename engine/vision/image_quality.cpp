#include "vision/image_quality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "vision/crop.h"
#include "vision/landmarks.h"

namespace countersign {
namespace {

constexpr int kToneSide = 64;    // px of the crop in which tones are counted
constexpr int kSharpSide = 128;  // px of the crop in which sharpness is measured

float share01(float value, float low, float high) {
    return std::clamp((value - low) / (high - low), 0.0F, 1.0F);
}

// Mean of a square patch of the picture; nullopt where less than half of it lies inside.
std::optional<cv::Scalar> patchMean(const cv::Mat& picture, cv::Point2f centre, float side) {
    const int half = std::max(1, static_cast<int>(side / 2));
    const cv::Rect patch(static_cast<int>(centre.x) - half, static_cast<int>(centre.y) - half, 2 * half + 1,
                         2 * half + 1);
    const cv::Rect inside = patch & cv::Rect(0, 0, picture.cols, picture.rows);
    if (inside.area() * 2 < patch.area()) return std::nullopt;
    return cv::mean(picture(inside));
}

std::optional<double> greyPatch(const cv::Mat& grey, cv::Point2f centre, float side) {
    const auto mean = patchMean(grey, centre, side);
    if (!mean) return std::nullopt;
    return (*mean)[0];
}

cv::Point2f rightCheek(const Landmarks& points) {
    return (points[2] + points[31] + points[48]) / 3.0F;
}
cv::Point2f leftCheek(const Landmarks& points) {
    return (points[14] + points[35] + points[54]) / 3.0F;
}

struct Tones {
    float mean = 0;
    float dark = 0;
    float bright = 0;
};

// Tones inside the outline of jaw and brows.
Tones faceTones(const cv::Mat& grey, const Landmarks& points) {
    const auto bounds = boundsOf(points);
    const float side = std::max({bounds.width, bounds.height, 1.0F});
    const cv::Mat crop = squareCrop(grey, bounds.tl(), side, kToneSide);
    std::vector<cv::Point> outline;
    const auto place = [&](const cv::Point2f& point) {
        const auto at = (point - bounds.tl()) * (kToneSide / side);
        return cv::Point(static_cast<int>(at.x), static_cast<int>(at.y));
    };
    for (std::size_t i = 0; i < 27; ++i) outline.push_back(place(points[i]));
    std::vector<cv::Point> hull;
    cv::convexHull(outline, hull);
    cv::Mat mask = cv::Mat::zeros(crop.size(), CV_8UC1);
    cv::fillConvexPoly(mask, hull, cv::Scalar(255));
    Tones tones;
    double sum = 0;
    int count = 0, dark = 0, bright = 0;
    for (int y = 0; y < crop.rows; ++y) {
        const auto* pixel = crop.ptr<std::uint8_t>(y);
        const auto* inside = mask.ptr<std::uint8_t>(y);
        for (int x = 0; x < crop.cols; ++x) {
            if (inside[x] == 0) continue;
            ++count;
            sum += pixel[x];
            if (pixel[x] <= 25) ++dark;
            if (pixel[x] >= 247) ++bright;
        }
    }
    if (count == 0) return tones;
    tones.mean = static_cast<float>(sum / count / 255);
    tones.dark = static_cast<float>(dark) / static_cast<float>(count);
    tones.bright = static_cast<float>(bright) / static_cast<float>(count);
    return tones;
}

// Mean grey outside the face box, 0..1; sampled, not averaged: a light source is large. Empty if the face
// fills it.
std::optional<float> surroundMean(const cv::Mat& grey, const cv::Rect2f& box) {
    cv::Mat small;
    cv::resize(grey, small, cv::Size(80, 60), 0, 0, cv::INTER_NEAREST);
    const float sx = 80.0F / static_cast<float>(grey.cols);
    const float sy = 60.0F / static_cast<float>(grey.rows);
    const cv::Rect face =
        cv::Rect(static_cast<int>(box.x * sx), static_cast<int>(box.y * sy),
                 static_cast<int>(box.width * sx) + 1, static_cast<int>(box.height * sy) + 1) &
        cv::Rect(0, 0, 80, 60);
    const double outside = 80 * 60 - face.area();
    if (outside < 80 * 60 * 0.05) return std::nullopt;
    const double inFace = face.empty() ? 0 : cv::sum(small(face))[0];
    return static_cast<float>((cv::sum(small)[0] - inFace) / outside / 255);
}

// By how much the share of red falls from the skin between and above the eyes to the lower face. Skin is
// redder than cloth of any usual mask, black ones included, and the share does not depend on brightness.
// Measured (10%, median, 95%): white mask 0.06, 0.06, 0.07 (one film); bare faces -0.05, -0.02, 0.01 (LFW,
// 310 pictures) and at worst 0.01, 0.02, 0.05 (a dark webcam), so it is a hint over many frames and nothing
// to be judged on one.
constexpr float kRedFallBare = 0.03F;
constexpr float kRedFallCovered = 0.06F;

float coveredLikelihood(const cv::Mat& bgr, const Landmarks& points) {
    const float distance = eyeDistance(points);
    const float side = std::max(2.0F, 0.18F * distance);
    const auto redShare = [&](cv::Point2f centre) -> std::optional<float> {
        const auto mean = patchMean(bgr, centre, side);
        if (!mean) return std::nullopt;
        const double total = (*mean)[0] + (*mean)[1] + (*mean)[2];
        return total > 3 ? static_cast<float>((*mean)[2] / total) : 1.0F / 3;
    };
    const auto eyes = (rightEyeCentre(points) + leftEyeCentre(points)) / 2.0F;
    cv::Point2f up = eyes - (points[51] + points[57]) / 2.0F;
    up *= distance / std::max(1.0F, static_cast<float>(cv::norm(up)));
    const auto root = redShare(0.7F * points[27] + 0.15F * (points[21] + points[22]));
    const auto forehead = redShare(eyes + 0.62F * up);  // hair may hang here: the lower of both counts
    if (!root) return 0;
    const float skin = std::min(*root, forehead.value_or(*root));
    float lower = 0;
    int count = 0;
    for (const auto& centre : {(points[8] + points[57]) / 2.0F, (points[4] + points[48]) / 2.0F,
                               (points[12] + points[54]) / 2.0F, (points[33] + points[51]) / 2.0F}) {
        if (const auto share = redShare(centre)) {
            lower += *share;
            ++count;
        }
    }
    if (count == 0) return 0;
    return share01(skin - lower / static_cast<float>(count), kRedFallBare, kRedFallCovered);
}

double blurAlong(const cv::Mat& picture, const cv::Mat& blurred, cv::Point step) {
    const cv::Rect here(step.x, step.y, picture.cols - step.x, picture.rows - step.y);
    const cv::Rect before(0, 0, here.width, here.height);
    cv::Mat edges;
    cv::Mat left;
    cv::absdiff(picture(here), picture(before), edges);
    cv::absdiff(blurred(here), blurred(before), left);
    cv::Mat lost;
    cv::subtract(edges, left, lost);  // 8-bit: stops at 0, as the formula wants
    const double all = cv::sum(edges)[0];
    return all > 0 ? (all - cv::sum(lost)[0]) / all : 1;
}

}  // namespace

float sharpnessOf(const cv::Mat& grey) {
    if (grey.empty() || grey.rows < 16 || grey.cols < 16) return 0;
    cv::Mat down;
    cv::Mat across;
    cv::blur(grey, down, cv::Size(1, 9), cv::Point(-1, -1), cv::BORDER_REPLICATE);
    cv::blur(grey, across, cv::Size(9, 1), cv::Point(-1, -1), cv::BORDER_REPLICATE);
    const double blur = std::max(blurAlong(grey, down, {0, 1}), blurAlong(grey, across, {1, 0}));
    return static_cast<float>(std::clamp(1 - blur, 0.0, 1.0));
}

FrameQuality measureQuality(const cv::Mat& bgr, const cv::Mat& grey, const cv::Rect2f& box,
                            const Landmarks& points, const HeadPose& pose) {
    FrameQuality quality;
    const auto width = static_cast<float>(grey.cols);
    const auto height = static_cast<float>(grey.rows);
    const double cosYaw = std::max(0.2, std::cos(pose.yaw * std::numbers::pi / 180));
    quality.eyeDistancePx = eyeDistance(points) / static_cast<float>(cosYaw);
    quality.faceArea = box.area() / (width * height);
    const cv::Point2f centre(box.x + box.width / 2, box.y + box.height / 2);
    quality.centreOffset = static_cast<float>(cv::norm(centre - cv::Point2f(width / 2, height / 2))) / height;

    const auto tones = faceTones(grey, points);
    quality.luminance = tones.mean;
    quality.darkShare = tones.dark;
    quality.brightShare = tones.bright;

    const float patch = 0.25F * eyeDistance(points);
    const auto right = greyPatch(grey, rightCheek(points), patch);
    const auto left = greyPatch(grey, leftCheek(points), patch);
    if (right && left && std::max(*right, *left) > 0) {
        quality.sideLight = static_cast<float>(std::abs(*right - *left) / std::max(*right, *left));
    }
    if (const auto surround = surroundMean(grey, box)) quality.backLight = *surround - tones.mean;

    const float side = std::max(box.width, 1.0F);
    const cv::Point2f corner(box.x, centre.y - side / 2);
    quality.sharpness = sharpnessOf(squareCrop(grey, corner, side, kSharpSide));
    quality.covered = coveredLikelihood(bgr, points);
    return quality;
}

float eyeVisibility(const cv::Mat& grey, const Landmarks& points, std::size_t first) {
    const auto across = points[first + 3] - points[first];
    const auto width = static_cast<float>(cv::norm(across));
    if (!(width >= 1)) return 0;
    const cv::Point2f down(-across.y, across.x);  // towards the mouth; as long as the eye is wide
    const auto centre = (points[first] + points[first + 3]) / 2.0F;
    const auto below = greyPatch(grey, centre + 0.5F * down, 0.35F * width);
    const auto cheek = greyPatch(grey, first == 36 ? rightCheek(points) : leftCheek(points), 0.5F * width);
    if (!below || !cheek || *cheek <= 0) return 0;
    return share01(static_cast<float>(*below / *cheek), 0.35F, 0.65F);
}

}  // namespace countersign
