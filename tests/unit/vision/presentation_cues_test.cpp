// Straight edges beside a face: found on made screens and sheets, not in noise, and never a wild value.
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "support/catch.h"
#include "vision/presentation_cues.h"

using namespace countersign;

namespace {

const cv::Rect2f kFace(260, 150, 120, 150);

cv::Mat room() {
    cv::Mat picture(480, 640, CV_8UC1);
    cv::RNG rng(3);
    rng.fill(picture, cv::RNG::UNIFORM, 0, 256);
    cv::GaussianBlur(picture, picture, cv::Size(), 9);
    cv::normalize(picture, picture, 60, 160, cv::NORM_MINMAX);
    return picture;
}

// A sheet or screen `width` wide around the face, leaning by `degrees`, with webcam noise.
cv::Mat sheet(float width, float degrees) {
    cv::Mat picture = room();
    const cv::RotatedRect outline({320, 225}, {width, 420}, degrees);
    cv::Point2f corners[4];
    outline.points(corners);
    std::vector<cv::Point> points;
    for (const auto& corner : corners) points.emplace_back(corner);
    cv::fillConvexPoly(picture, points, cv::Scalar(215), cv::LINE_AA);
    cv::Mat noise(picture.size(), CV_16SC1);
    cv::RNG rng(4);
    rng.fill(noise, cv::RNG::NORMAL, 0, 4);
    cv::Mat noisy;
    cv::add(picture, noise, noisy, cv::noArray(), CV_8U);
    return noisy;
}

float edgeValue(const cv::Mat& grey, const cv::Rect2f& box = kFace) {
    const auto edges = straightEdges(grey, box);
    REQUIRE(edges);
    CHECK(edges->value >= 0);
    CHECK(edges->value <= 1);
    CHECK(edges->uncertainty >= 0);
    CHECK(edges->uncertainty < 0.3F);
    return edges->value;
}

}  // namespace

TEST_CASE("the side of a sheet or screen beside the face is seen, upright or leaning a little") {
    for (const float width : {180.0F, 240.0F, 320.0F}) {
        for (const float degrees : {0.0F, 5.0F, -10.0F}) {
            INFO(width << " px, " << degrees << " degrees");
            CHECK(edgeValue(sheet(width, degrees)) > 0.75F);
        }
    }
}

TEST_CASE("one side is enough and says the same in a large and a small picture") {
    cv::Mat half = room();
    half.colRange(0, 220).setTo(20);
    CHECK(edgeValue(half) > 0.8F);
    cv::Mat large, small;
    cv::resize(half, large, cv::Size(), 2, 2);
    cv::resize(half, small, cv::Size(), 0.5, 0.5, cv::INTER_AREA);
    CHECK(edgeValue(large, {520, 300, 240, 300}) == Approx(edgeValue(half)).margin(0.1));
    CHECK(edgeValue(small, {130, 75, 60, 75}) == Approx(edgeValue(half)).margin(0.1));
}

TEST_CASE("rooms, noise and lines that lie or slope are no edge of a screen") {
    CHECK(edgeValue(room()) < 0.62F);
    cv::Mat noise(480, 640, CV_8UC1);
    cv::RNG rng(5);
    rng.fill(noise, cv::RNG::UNIFORM, 0, 256);
    CHECK(edgeValue(noise) < 0.5F);
    CHECK(edgeValue(cv::Mat(480, 640, CV_8UC1, cv::Scalar(90))) < 0.05F);
    cv::Mat lying = room();
    lying.rowRange(200, 480).setTo(220);
    CHECK(edgeValue(lying) < 0.62F);
    CHECK(edgeValue(sheet(240, 45)) < 0.62F);
}

TEST_CASE("without room beside the face there is no value") {
    CHECK_FALSE(straightEdges(room(), {-20, 0, 680, 480}));
    CHECK_FALSE(straightEdges(room(), {200, -100, 240, 700}));
    // Room on one side only is judged there.
    CHECK(straightEdges(room(), {0, 150, 120, 150}));
}

TEST_CASE("broken pictures and boxes give no value and do no harm") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float inf = std::numeric_limits<float>::infinity();
    const cv::Mat grey = room();
    CHECK_FALSE(straightEdges({}, kFace));
    CHECK_FALSE(straightEdges(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(9)), kFace));
    CHECK_FALSE(straightEdges(cv::Mat(480, 640, CV_32FC1, cv::Scalar(9)), kFace));
    for (const auto& box :
         {cv::Rect2f(nan, 0, 100, 100), cv::Rect2f(0, nan, 100, 100), cv::Rect2f(0, 0, nan, 100),
          cv::Rect2f(0, 0, 100, inf), cv::Rect2f(1e9F, 0, 100, 100), cv::Rect2f(-1e9F, 0, 1e9F, 1e9F),
          cv::Rect2f(0, 0, 0, 0), cv::Rect2f(0, 0, -50, 50), cv::Rect2f(5000, 5000, 100, 100),
          cv::Rect2f(300, 0, 9, 470)}) {
        CHECK_FALSE(straightEdges(grey, box));
    }
    CHECK_FALSE(straightEdges(cv::Mat(1, 1, CV_8UC1, cv::Scalar(0)), kFace));
    CHECK_FALSE(straightEdges(cv::Mat(2, 4000, CV_8UC1, cv::Scalar(0)), kFace));
}
