#include "vision/picture_traits.h"

#include <set>

#include "support/catch.h"

using namespace countersign;

namespace {

cv::Mat noise(cv::Size size, int seed) {
    cv::Mat picture(size, CV_8UC3);
    cv::RNG random(static_cast<std::uint64_t>(seed));
    random.fill(picture, cv::RNG::UNIFORM, 0, 256);
    return picture;
}

}  // namespace

TEST_CASE("a picture's fingerprint is that of an equal picture and of no other") {
    const auto picture = noise({640, 480}, 1);
    const auto hash = pictureTraits(picture).contentHash;
    CHECK(hash != 0);
    CHECK(pictureTraits(picture.clone()).contentHash == hash);
    // The same pixels inside a larger picture: rows that don't follow each other in memory.
    cv::Mat larger(500, 700, CV_8UC3);
    picture.copyTo(larger({20, 10, 640, 480}));
    CHECK(pictureTraits(larger({20, 10, 640, 480})).contentHash == hash);

    std::set<std::uint64_t> seen{hash};
    for (int i = 0; i < 300; ++i) {  // one level at one place, borders and row ends included
        auto other = picture.clone();
        other.data[static_cast<std::size_t>(i) * 3071 % (other.total() * 3)] ^= 1U;
        CHECK(seen.insert(pictureTraits(other).contentHash).second);
    }
    auto last = picture.clone();
    last.data[last.total() * 3 - 1] ^= 1U;
    CHECK(seen.insert(pictureTraits(last).contentHash).second);
}

TEST_CASE("equal rows, odd widths and exchanged parts are told apart") {
    const cv::Mat black(480, 640, CV_8UC3, cv::Scalar::all(0));
    CHECK(pictureTraits(black).contentHash != 0);
    CHECK(pictureTraits(black).contentHash != pictureTraits(black.reshape(3, 640)).contentHash);
    for (int width = 1; width < 24; ++width) {
        auto a = noise({width, 3}, width);
        auto b = a.clone();
        b.at<cv::Vec3b>(2, width - 1)[2] ^= 0x80U;
        CHECK(pictureTraits(a).contentHash != pictureTraits(b).contentHash);
    }
    const auto picture = noise({64, 48}, 4);
    cv::Mat turned;
    cv::flip(picture, turned, 0);
    CHECK(pictureTraits(picture).contentHash != pictureTraits(turned).contentHash);
}

TEST_CASE("light and colour of a whole picture") {
    const cv::Mat grey(480, 640, CV_8UC3, cv::Scalar(120, 122, 118));
    CHECK(pictureTraits(grey).colourShare == 0);
    CHECK(pictureTraits(grey).luminance > 0.45F);
    CHECK(pictureTraits(grey).luminance < 0.5F);
    cv::Mat half = grey.clone();
    half(cv::Rect(0, 0, 320, 480)).setTo(cv::Scalar(90, 120, 170));
    CHECK(pictureTraits(half).colourShare > 0.45F);
    CHECK(pictureTraits(half).colourShare < 0.55F);
    CHECK(pictureTraits(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(0))).luminance == 0);
}
