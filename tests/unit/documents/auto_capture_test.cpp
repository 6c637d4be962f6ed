// The picture is taken by itself when a document lies still, and not before: made documents on a desk, as a
// camera sees them.

#include "documents/auto_capture.h"

#include <opencv2/imgproc.hpp>

#include "support/catch.h"

using namespace countersign;
using namespace std::chrono_literals;

namespace {

// A pale card on a brown desk; `shift` in px, `size` as a share of the picture's width.
cv::Mat desk(double size, cv::Point2d shift = {}, double degrees = 0) {
    cv::Mat picture(480, 640, CV_8UC3, cv::Scalar(60, 80, 110));
    cv::RNG random(4);
    cv::Mat noise(picture.size(), CV_8UC3);
    random.fill(noise, cv::RNG::UNIFORM, 0, 12);
    picture += noise;
    const double width = size * picture.cols, height = width / 1.586;
    const cv::RotatedRect card(
        cv::Point2f(static_cast<float>(320 + shift.x), static_cast<float>(240 + shift.y)),
        cv::Size2f(static_cast<float>(width), static_cast<float>(height)), static_cast<float>(degrees));
    cv::Point2f corners[4];
    card.points(corners);
    std::vector<cv::Point> outline;
    for (const auto& corner : corners) outline.emplace_back(corner);
    cv::fillConvexPoly(picture, outline, cv::Scalar(215, 220, 210), cv::LINE_AA);
    for (int line = 0; line < 6; ++line)
        cv::putText(picture, "SPECIMEN 0123456789",
                    cv::Point(static_cast<int>(340 + shift.x - width / 2),
                              static_cast<int>(160 + 30 * line + shift.y)),
                    cv::FONT_HERSHEY_SIMPLEX, 0.6, cv::Scalar(40, 40, 40), 1, cv::LINE_AA);
    return picture;
}

struct Watch {
    AutoCapture capture;
    FrameTime at{0};
    int taken = 0;
    CaptureState see(const DocumentSight& sight, FrameTime after = 100ms) {
        at += after;
        const auto state = capture.push(sight, at);
        taken += state.take ? 1 : 0;
        return state;
    }
    CaptureState see(const cv::Mat& picture) { return see(seeDocument(picture)); }
};

}  // namespace

TEST_CASE("a document that lies still is taken once, after its time") {
    Watch watch;
    const auto picture = desk(0.8);
    const auto first = watch.see(picture);
    CHECK_FALSE(first.take);
    CHECK(first.hint == CaptureHint::HoldStill);  // one frame tells nothing of stillness
    CHECK(watch.see(picture).hint == CaptureHint::Holding);
    for (int i = 0; i < 6; ++i) CHECK_FALSE(watch.see(picture).take);
    CHECK(watch.see(picture).take);
    for (int i = 0; i < 30; ++i) watch.see(picture);
    CHECK(watch.taken == 1);
    // Taken away and laid down again: another document.
    watch.see(desk(0.01));
    for (int i = 0; i < 12; ++i) watch.see(picture);
    CHECK(watch.taken == 2);
}

TEST_CASE("a moving, distant, glaring or missing document is not taken and the hint says why") {
    Watch moving;
    for (int i = 0; i < 30; ++i) {
        const auto state = moving.see(desk(0.75, {i % 2 ? 14.0 : -14.0, 0}));
        if (i > 0) CHECK(state.hint == CaptureHint::HoldStill);
    }
    CHECK(moving.taken == 0);

    Watch small;
    for (int i = 0; i < 20; ++i) CHECK(small.see(desk(0.5)).hint == CaptureHint::Nearer);
    CHECK(small.taken == 0);

    Watch none;
    for (int i = 0; i < 20; ++i)
        CHECK(none.see(cv::Mat(480, 640, CV_8UC3, cv::Scalar(60, 80, 110))).hint ==
              CaptureHint::ShowDocument);
    CHECK(none.taken == 0);

    Watch glare;
    auto lamp = desk(0.8);
    cv::ellipse(lamp, {300, 240}, {60, 45}, 0, 0, 360, cv::Scalar(255, 255, 255), cv::FILLED);
    for (int i = 0; i < 20; ++i) {
        const auto state = glare.see(lamp);
        if (i > 0) CHECK(state.hint == CaptureHint::Glare);
    }
    CHECK(glare.taken == 0);
}

TEST_CASE("what is blurred against what it was before waits for the focus") {
    Watch watch;
    auto sharp = seeDocument(desk(0.8));
    REQUIRE(sharp.corners);
    auto soft = sharp;
    soft.sharpness = sharp.sharpness * 0.5;
    watch.see(sharp);
    CaptureState state;
    for (int i = 0; i < 15; ++i) state = watch.see(soft);
    CHECK(watch.taken == 0);
    CHECK(state.hint == CaptureHint::Blurred);
    CHECK(watch.see(sharp).take);
    auto smear = sharp;
    smear.sharpness = 0.05;
    Watch always;
    for (int i = 0; i < 15; ++i) always.see(smear);
    CHECK(always.taken == 0);
}

TEST_CASE("a hand's tremble is still enough, a gap in the pictures or a clock that runs back is not") {
    Watch tremble;
    for (int i = 0; i < 12; ++i) tremble.see(desk(0.8, {i % 3 - 1.0, i % 2 * 1.0}, 0.1 * (i % 2)));
    CHECK(tremble.taken == 1);
    Watch gaps;
    const auto sight = seeDocument(desk(0.8));
    for (int i = 0; i < 10; ++i) gaps.see(sight, 3s);
    CHECK(gaps.taken == 0);
    Watch back;
    for (int i = 0; i < 10; ++i) back.see(sight, -100ms);
    CHECK(back.taken == 0);
    // Other corners first: the same document.
    Watch turned;
    auto other = sight;
    std::rotate(other.corners->begin(), other.corners->begin() + 1, other.corners->end());
    for (int i = 0; i < 12; ++i) turned.see(i % 2 ? sight : other);
    CHECK(turned.taken == 1);
}
