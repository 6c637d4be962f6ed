// The border's hash: another one with every pixel away from the buyer, the same whatever the buyer looks
// like, and none where it would say nothing.
#include "vision/border_hash.h"

#include <filesystem>
#include <iostream>
#include <limits>
#include <map>
#include <opencv2/core.hpp>
#include <opencv2/videoio.hpp>
#include <optional>
#include <string>

#include "support/catch.h"
#include "support/shared_data.h"
#include "test_models.h"

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr int kWidth = 640, kHeight = 480;
const cv::Rect2f kFace(250, 150, 140, 180);

cv::Mat noisy(std::uint64_t seed, double deviation = 2) {
    cv::Mat picture(kHeight, kWidth, CV_8UC3, cv::Scalar(90, 120, 150));
    cv::Mat noise(picture.size(), CV_16SC3);
    cv::RNG random(seed);
    random.fill(noise, cv::RNG::NORMAL, 0, deviation);
    cv::add(picture, noise, picture, cv::noArray(), CV_8UC3);
    return picture;
}

}  // namespace

TEST_CASE("only what is away from the buyer is hashed") {
    const auto picture = noisy(1);
    const auto hash = borderHash(picture, kFace);
    REQUIRE(hash);
    CHECK(borderHash(picture.clone(), kFace) == hash);
    // Face, hair, ears, neck, shoulders: all of it may be another person's.
    auto other = picture.clone();
    other(cv::Rect(145, 15, 350, kHeight - 15)).setTo(0);
    CHECK(borderHash(other, kFace) == hash);
    other = picture.clone();
    other.rowRange(285, kHeight).setTo(0);  // below the mouth, in the whole width
    CHECK(borderHash(other, kFace) == hash);
    // One step of one colour of one pixel at the edge of what is hashed.
    for (const cv::Point at :
         {cv::Point(0, 0), cv::Point(144, 100), cv::Point(495, 284), cv::Point(300, 14)}) {
        other = picture.clone();
        other.at<cv::Vec3b>(at)[1] ^= 1U;
        CHECK(borderHash(other, kFace) != hash);
    }
    // The same pixels with another face are another border.
    CHECK(borderHash(picture, kFace + cv::Point2f(40, 0)) != hash);
    // A view into a larger picture is the same picture.
    cv::Mat large(kHeight + 20, kWidth + 20, CV_8UC3, cv::Scalar(1, 2, 3));
    picture.copyTo(large(cv::Rect(10, 10, kWidth, kHeight)));
    CHECK(borderHash(large(cv::Rect(10, 10, kWidth, kHeight)), kFace) == hash);
}

TEST_CASE("there is no hash where it would say nothing") {
    CHECK_FALSE(borderHash(cv::Mat(kHeight, kWidth, CV_8UC3, cv::Scalar(0, 0, 0)), kFace));
    CHECK_FALSE(borderHash(cv::Mat(kHeight, kWidth, CV_8UC3, cv::Scalar(255, 255, 255)), kFace));
    // Black bars at the sides, as a camera in another format has them; noise only where the buyer is.
    auto barred = noisy(1);
    barred.colRange(0, 145).setTo(0);
    barred.colRange(495, kWidth).setTo(0);
    barred.rowRange(0, 15).setTo(0);
    CHECK_FALSE(borderHash(barred, kFace));
    // The face fills the picture.
    CHECK_FALSE(borderHash(noisy(1), cv::Rect2f(160, 60, 320, 400)));
    CHECK_FALSE(borderHash(noisy(1), cv::Rect2f(-50, -50, 700, 600)));
}

TEST_CASE("whatever a detector says, nothing outside the picture is read") {
    const auto picture = noisy(1);
    const float huge = 1e30F, none = std::numeric_limits<float>::quiet_NaN();
    for (const auto& box :
         {cv::Rect2f(0, 0, 0, 0), cv::Rect2f(10, 10, -5, -5), cv::Rect2f(huge, huge, huge, huge),
          cv::Rect2f(-huge, -huge, huge, huge), cv::Rect2f(none, none, none, none),
          cv::Rect2f(10, 10, none, 50), cv::Rect2f(none, 10, 50, 50), cv::Rect2f(600, 400, 100, 200),
          cv::Rect2f(-90, 300, 80, 100), cv::Rect2f(0, -500, 100, 100)}) {
        const auto rows = borderRows(picture.size(), box);
        if (rows) {
            const cv::Rect whole(0, 0, kWidth, kHeight);
            CHECK((*rows & whole) == *rows);
            const auto head = headZone(*rows, box);
            CHECK((head.width == 0 || (head & *rows) == head));
        }
        (void)borderHash(picture, box);
    }
    CHECK_FALSE(borderHash(cv::Mat(), kFace));
    CHECK_FALSE(borderHash(cv::Mat(kHeight, kWidth, CV_8UC1, cv::Scalar(7)), kFace));
}

// What the operator's question rests on: a live camera never shows the same border twice. Films are kinder to
// chance than cameras are, since a film's format leaves noise out.
TEST_CASE("no two frames of films of people have the same border") {
    const auto data = sharedData();
    auto* models = testModels();
    if (!data || models == nullptr) {
        std::cout << "no recorded people here: passed over\n";
        return;
    }
    std::map<BorderHash, std::string> seen;
    std::size_t frames = 0, hashed = 0, alike = 0, films = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*data / "videos")) {
        if (entry.path().extension() != ".mp4") continue;
        cv::VideoCapture film(entry.path().string());
        cv::Mat frame;
        std::optional<cv::Rect2f> face;
        std::size_t here = 0, same = 0;
        while (film.read(frame)) {
            ++frames;
            // One box for the film: the region stays, so that a moving box makes no difference.
            if (!face) {
                const auto found = models->detector->detect(frame, DetectorPadding::FourToThree, 0.7F);
                if (found && !found->empty()) face = found->front().rect;
            }
            if (!face) continue;
            const auto hash = borderHash(frame, *face);
            if (!hash) continue;
            ++here;
            const auto name = entry.path().stem().string();
            if (!seen.emplace(*hash, name).second) ++same;
        }
        films += here > 0 ? 1U : 0U;
        hashed += here;
        alike += same;
        std::cout << entry.path().stem().string() << ": " << here << " borders, " << same << " seen before\n";
    }
    std::cout << films << " films, " << frames << " frames, " << hashed << " with a border, " << alike
              << " seen before\n";
    CHECK(hashed > 0);
}
