// The camera and light doctor on made pictures: a shop with a shelf and a window, and the same under worse
// light, out of focus, turned away, slower. Where the shared films are, real scenes besides.
#include "vision/camera_check.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "support/catch.h"

using namespace countersign;

namespace {

// Shelves left and right, a buyer's place in the middle.
cv::Mat shop(int seed, double noise = 3) {
    cv::Mat picture(480, 640, CV_8UC3, cv::Scalar(120, 132, 128));
    for (int x : {10, 70, 130, 470, 540, 600}) {
        for (int y = 20; y < 460; y += 90)
            cv::rectangle(picture, {x, y, 44, 66}, cv::Scalar(60 + x % 90, 90 + y % 70, 150 - x % 60),
                          cv::FILLED);
    }
    cv::line(picture, {0, 300}, {640, 280}, cv::Scalar(40, 50, 60), 5);
    cv::Mat grain(picture.size(), CV_16SC3);
    cv::RNG random(static_cast<std::uint64_t>(seed) + 1);
    random.fill(grain, cv::RNG::NORMAL, 0, noise);
    cv::add(picture, grain, picture, cv::noArray(), CV_8UC3);
    return picture;
}

SceneState look(const std::function<void(cv::Mat&)>& change, double fps = 30, int jerkEvery = 0) {
    CameraCheck check;
    FrameTime at{1'000'000};
    for (std::uint64_t i = 1; !check.done() && i < 2000; ++i) {
        auto picture = shop(int(i % 7));
        change(picture);
        Frame frame{picture, i, at};
        check.add(frame);
        const bool jerk = jerkEvery != 0 && i % static_cast<std::uint64_t>(jerkEvery) == 0;
        at += FrameTime(static_cast<std::int64_t>((jerk ? 5e6 : 1e6) / fps));
    }
    REQUIRE(check.done());
    return check.state();
}

bool has(const std::vector<CameraFinding>& found, CameraFinding what) {
    return std::find(found.begin(), found.end(), what) != found.end();
}

const auto kSame = [](cv::Mat&) {};

}  // namespace

TEST_CASE("the same scene is good against itself, and good without anything to compare with") {
    const auto good = look(kSame);
    CHECK(good.framesPerSecond > 29);
    CHECK(good.framesPerSecond < 31);
    CHECK(findings(good, std::nullopt).empty());
    CHECK(findings(look(kSame), good).empty());
    // A little more or less of everything is a working day.
    CHECK(findings(look([](cv::Mat& p) { p *= 0.85; }), good).empty());
    CHECK(findings(look([](cv::Mat& p) { cv::GaussianBlur(p, p, {}, 0.5); }, 25), good).empty());
    // Somebody sits there: the middle is not looked at for the place.
    CHECK(findings(
              look([](cv::Mat& p) { cv::ellipse(p, {320, 250}, {80, 110}, 0, 0, 360, {150, 170, 210}, -1); }),
              good)
              .empty());
}

TEST_CASE("each fault is found for what it is") {
    const auto good = look(kSame);
    struct Case {
        CameraFinding finding;
        SceneState now;
    };
    const std::vector<Case> cases{
        {CameraFinding::TooSlow, look(kSame, 9)},
        {CameraFinding::Uneven, look(kSame, 30, 40)},
        {CameraFinding::TooDark, look([](cv::Mat& p) { p *= 0.5; })},
        {CameraFinding::TooBright, look([](cv::Mat& p) { p.convertTo(p, -1, 1.6, 30); })},
        {CameraFinding::LightFromBehind, look([](cv::Mat& p) {
             p.colRange(0, 213).convertTo(p.colRange(0, 213), -1, 1.5, 20);
             p.colRange(427, 640).convertTo(p.colRange(427, 640), -1, 1.5, 20);
             p.colRange(213, 427) *= 0.8;
         })},
        {CameraFinding::LightFromOneSide, look([](cv::Mat& p) { p.colRange(0, 320) *= 0.5; })},
        {CameraFinding::Blurred, look([](cv::Mat& p) { cv::GaussianBlur(p, p, {}, 6); })},
        {CameraFinding::ColourCast, look([](cv::Mat& p) {
             std::vector<cv::Mat> planes;
             cv::split(p, planes);
             planes[0] *= 0.7;
             planes[2] *= 1.15;
             cv::merge(planes, p);
         })},
        {CameraFinding::Moved, look([](cv::Mat& p) {
             cv::Mat moved;
             cv::warpAffine(p, moved, cv::Matx23d(1, 0, 90, 0, 1, 40), p.size(), cv::INTER_LINEAR,
                            cv::BORDER_REFLECT);
             p = moved;
         })},
    };
    for (const auto& each : cases) {
        INFO(findingName(each.finding));
        CHECK(has(findings(each.now, good), each.finding));
    }
    CHECK(has(findings(look([](cv::Mat& p) { p *= 0.2; }), std::nullopt), CameraFinding::TooDark));
    CHECK(has(findings(look(kSame, 9), std::nullopt), CameraFinding::TooSlow));
}

TEST_CASE("frames that make no sense are passed over or begin anew, and nothing is found of nothing") {
    CameraCheck check;
    CHECK(check.progress() == 0);
    CHECK(check.state().framesPerSecond == 0);
    check.add({cv::Mat(), 1, FrameTime(5)});
    CHECK(check.progress() == 0);
    check.add({shop(1), 5, FrameTime(10'000'000)});
    check.add({shop(1), 6, FrameTime(20'000'000)});
    CHECK(check.progress() == Approx(0.5));
    check.add({shop(1), 1, FrameTime(3)});  // the source was opened anew
    CHECK(check.progress() == 0);
    check.add({shop(1), 2, FrameTime(60'000'000)});
    CHECK(check.progress() == 1);
    CHECK_FALSE(check.done());  // two pictures are no check
    CHECK(std::isfinite(measureScene(cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(0))).sharpness));
    CHECK(std::isfinite(measureScene(cv::Mat(3000, 2, CV_8UC3, cv::Scalar::all(255))).red));
    for (int i = 1; i <= static_cast<int>(CameraFinding::Moved); ++i)
        CHECK(findingFromName(findingName(static_cast<CameraFinding>(i))) == static_cast<CameraFinding>(i));
    CHECK_FALSE(findingFromName("").has_value());
}
