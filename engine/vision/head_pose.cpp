#include "vision/head_pose.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "vision/head_model.h"

namespace countersign {
namespace {

// Points that neither speech nor blinking moves: temples, nose, eye corners.
constexpr std::array<std::size_t, 17> kRigid{0, 1, 2, 14, 15, 16, 27, 28, 29, 30, 31, 33, 35, 36, 39, 42, 45};

constexpr double kDegrees = 180 / std::numbers::pi;
// Of the formula for yaw: measured over films against people's own straight look.
constexpr double kNoseAtRest = 0.03;
constexpr double kNoseGain = 1.3;

cv::Point2f meanOf(const Landmarks& points, std::size_t first) {
    return (points[first] + points[first + 1] + points[first + 2]) / 3.0F;
}

cv::Vec3d modelCentre() {
    cv::Vec3d sum;
    for (const auto index : kRigid) {
        sum += cv::Vec3d(kHeadModel[index].x, kHeadModel[index].y, kHeadModel[index].z);
    }
    return sum / static_cast<double>(kRigid.size());
}

// (sum X X^T)^-1 of the centred rigid points: the model does not change, so the fit is two products.
cv::Matx33d inverseSpread(const cv::Vec3d& centre) {
    cv::Matx33d spread = cv::Matx33d::zeros();
    for (const auto index : kRigid) {
        const cv::Vec3d x = cv::Vec3d(kHeadModel[index].x, kHeadModel[index].y, kHeadModel[index].z) - centre;
        spread += x * x.t();
    }
    return spread.inv();
}

}  // namespace

float noseShift(const Landmarks& coarse) {
    const auto right = meanOf(coarse, 1);
    const auto left = meanOf(coarse, 13);
    const auto u = left - right;
    const double length = u.dot(u);
    if (length <= 0) return 0;
    return static_cast<float>(2 * (coarse[30] - (left + right) / 2.0F).dot(u) / length);
}

HeadPose headPose(const Landmarks& coarse) {
    static const cv::Vec3d centre = modelCentre();
    static const cv::Matx33d inverse = inverseSpread(centre);

    // Scaled orthographic projection: picture = A (X - centre) + t; least squares for the two rows of A.
    cv::Point2d mean;
    for (const auto index : kRigid) mean += cv::Point2d(coarse[index]);
    mean /= static_cast<double>(kRigid.size());
    cv::Vec3d across;
    cv::Vec3d up;
    for (const auto index : kRigid) {
        const cv::Vec3d x = cv::Vec3d(kHeadModel[index].x, kHeadModel[index].y, kHeadModel[index].z) - centre;
        across += x * (coarse[index].x - mean.x);
        up -= x * (coarse[index].y - mean.y);  // the picture's y points down
    }
    across = inverse * across;
    up = inverse * up;

    HeadPose pose;
    pose.yaw = static_cast<float>(kDegrees * std::atan((noseShift(coarse) + kNoseAtRest) / kNoseGain));
    const double a = cv::norm(across);
    const double b = cv::norm(up);
    if (!(a > 0) || !(b > 0)) return pose;
    across /= a;
    up /= b;
    // The nearest pair of perpendicular rows: share the error between both.
    const double half = across.dot(up) / 2;
    const cv::Vec3d row0 = cv::normalize(cv::Vec3d(across - half * up));
    const cv::Vec3d row1 = cv::normalize(cv::Vec3d(up - half * across));
    const cv::Vec3d row2 = row0.cross(row1);
    const double roll = std::atan2(row0[1], row1[1]);
    // After turning the roll back: nose direction (sin yaw, sin pitch cos yaw, cos pitch cos yaw).
    const double noseUp = std::sin(roll) * row0[2] + std::cos(roll) * row1[2];
    pose.roll = static_cast<float>(kDegrees * roll);
    pose.pitch = static_cast<float>(kDegrees * std::atan2(noseUp, row2[2]));
    return pose;
}

}  // namespace countersign
