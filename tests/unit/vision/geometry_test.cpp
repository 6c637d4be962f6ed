// Boxes, points and head pose against values worked out by hand or by projecting a known head.
#include <numbers>

#include "support/catch.h"
#include "vision/crop.h"
#include "vision/face_detector.h"
#include "vision/head_model.h"
#include "vision/head_pose.h"
#include "vision/landmarks.h"

using namespace countersign;

namespace {

constexpr double kRadians = std::numbers::pi / 180;

// The mean head turned by the angles (yaw to its own left, pitch up, roll clockwise in the picture), seen by
// a camera at `distance` half head widths, or infinitely far for 0.
Landmarks project(double yaw, double pitch, double roll, double distance) {
    Landmarks points;
    const double sy = std::sin(yaw * kRadians), cy = std::cos(yaw * kRadians);
    const double sp = std::sin(pitch * kRadians), cp = std::cos(pitch * kRadians);
    const double sr = std::sin(roll * kRadians), cr = std::cos(roll * kRadians);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& model = kHeadModel[i];
        const double x1 = cy * model.x + sy * model.z;
        const double z1 = -sy * model.x + cy * model.z;
        const double y2 = cp * model.y + sp * z1;
        const double z2 = -sp * model.y + cp * z1;
        const double x3 = cr * x1 + sr * y2;
        const double y3 = -sr * x1 + cr * y2;
        const double scale = distance > 0 ? distance / (distance - z2) : 1;
        points[i] = {static_cast<float>(320 + 100 * scale * x3), static_cast<float>(240 - 100 * scale * y3)};
    }
    return points;
}

}  // namespace

TEST_CASE("overlap is intersection over union") {
    CHECK(overlap({0, 0, 10, 10}, {0, 0, 10, 10}) == Approx(1));
    CHECK(overlap({0, 0, 10, 10}, {5, 0, 10, 10}) == Approx(50.0 / 150));
    CHECK(overlap({0, 0, 10, 10}, {20, 20, 5, 5}) == 0);
    CHECK(overlap({}, {}) == 0);
}

TEST_CASE("of boxes that overlap the best is kept") {
    const auto kept =
        suppressOverlaps({{{0, 0, 10, 10}, 0.8F}, {{1, 0, 10, 10}, 0.95F}, {{40, 0, 10, 10}, 0.7F}}, 0.4F);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].score == 0.95F);
    CHECK(kept[1].rect.x == 40);
    CHECK(suppressOverlaps({}, 0.4F).empty());
}

TEST_CASE("the buyer is the central one of the large faces") {
    std::vector<FaceBox> faces{{{0, 0, 100, 100}, 0.99F},       // largest, in the corner
                               {{270, 190, 90, 90}, 0.98F},     // in the middle
                               {{315, 235, 12, 12}, 0.99F},     // a poster right in the centre
                               {{300, 200, 200, 200}, 0.75F}};  // large but doubtful
    sortByProminence(faces, {640, 480});
    CHECK(faces[0].rect.x == 270);
    CHECK(countProminent(faces) == 2);
    std::vector<FaceBox> doubtful{{{0, 0, 50, 50}, 0.7F}};
    sortByProminence(doubtful, {640, 480});
    CHECK(countProminent(doubtful) == 1);
    std::vector<FaceBox> none;
    sortByProminence(none, {640, 480});
    CHECK(countProminent(none) == 0);
}

TEST_CASE("lid gap over width by hand") {
    Landmarks points{};
    points[36] = {0, 0};
    points[39] = {30, 0};
    points[37] = {10, -4};
    points[41] = {10, 4};
    points[38] = {20, -5};
    points[40] = {20, 5};
    CHECK(eyeAspectRatio(points, 36) == Approx((8.0 + 10.0) / 60));
    CHECK(eyeAspectRatio(points, 42) == 0);  // all points at one place
}

TEST_CASE("a square is cut at its sub-pixel place") {
    cv::Mat ramp(40, 60, CV_8UC1);
    for (int y = 0; y < 40; ++y) {
        for (int x = 0; x < 60; ++x) ramp.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(4 * x);
    }
    CHECK(squareCrop(ramp, {10, 5}, 8, 8).at<std::uint8_t>(0, 0) == 40);
    CHECK(squareCrop(ramp, {10.5F, 5}, 8, 8).at<std::uint8_t>(0, 0) == 42);
    // Halved: each pixel is the mean of two.
    CHECK(squareCrop(ramp, {10, 5}, 16, 8).at<std::uint8_t>(3, 0) == Approx(42).margin(1));
    // Beyond the picture its border goes on.
    CHECK(squareCrop(ramp, {-20, -20}, 8, 8).at<std::uint8_t>(0, 0) == 0);
    CHECK(squareCrop(ramp, {100, 100}, 8, 8).at<std::uint8_t>(0, 0) == 236);
}

TEST_CASE("pitch and roll of a known head are found, and yaw has the right sign") {
    for (const double yaw : {-30.0, -15.0, 0.0, 15.0, 30.0}) {
        for (const double pitch : {-20.0, 0.0, 20.0}) {
            for (const double roll : {-25.0, 0.0, 25.0}) {
                INFO("yaw " << yaw << " pitch " << pitch << " roll " << roll);
                const auto pose = headPose(project(yaw, pitch, roll, 0));
                CHECK(pose.pitch == Approx(pitch).margin(0.5));
                CHECK(pose.roll == Approx(roll).margin(0.5));
                if (yaw != 0) CHECK(pose.yaw * yaw > 0);
                // The formula for yaw was fitted to people; on the mean head it reads up to a quarter too
                // much or too little.
                CHECK(pose.yaw == Approx(yaw).margin(2 + 0.3 * std::abs(yaw)));
            }
        }
    }
}

TEST_CASE("a near camera bends pose only a little") {
    // 60 cm from a head 15 cm wide: 8 half widths.
    for (const double yaw : {-20.0, 0.0, 20.0}) {
        const auto pose = headPose(project(yaw, 15, 10, 8));
        INFO("yaw " << yaw);
        CHECK(pose.pitch == Approx(15).margin(4));
        CHECK(pose.roll == Approx(10).margin(4));
    }
}

TEST_CASE("points that are no face give a pose and no crash") {
    const Landmarks same{};
    const auto pose = headPose(same);
    CHECK(std::isfinite(pose.yaw));
    CHECK(std::isfinite(pose.pitch));
    CHECK(std::isfinite(pose.roll));
    CHECK(noseShift(same) == 0);
}
