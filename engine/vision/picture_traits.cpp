#include "vision/picture_traits.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace countersign {
namespace {

constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio: spreads single bits widely
constexpr int kGridStep = 8;                           // px

// Levels of 255 between the largest and the smallest channel from which a place has colour: JPEG and YUV
// rounding leave 1 to 4 on a grey picture, skin shows 30 and more in any usable light.
constexpr int kColourLevels = 12;

using Lanes = std::array<std::uint64_t, 4>;

void mix(std::uint64_t& lane, std::uint64_t word) {
    lane = std::rotl((lane ^ word) * kOdd, 29);
}

// Four lanes, because each step waits for the one before it in its own lane only.
void mixRow(Lanes& lanes, const std::uint8_t* bytes, std::size_t count) {
    constexpr std::size_t kBlock = sizeof(Lanes);
    while (count >= kBlock) {
        Lanes words;
        std::memcpy(words.data(), bytes, kBlock);
        for (std::size_t i = 0; i < words.size(); ++i) mix(lanes[i], words[i]);
        bytes += kBlock;
        count -= kBlock;
    }
    if (count == 0) return;
    Lanes rest{};
    std::memcpy(rest.data(), bytes, count);
    for (std::size_t i = 0; i < rest.size(); ++i) mix(lanes[i], rest[i]);
}

}  // namespace

PictureTraits pictureTraits(const cv::Mat& bgr) {
    Lanes lanes{1, 2, 3, 4};
    for (int y = 0; y < bgr.rows; ++y)
        mixRow(lanes, bgr.ptr<std::uint8_t>(y), static_cast<std::size_t>(bgr.cols) * bgr.elemSize());
    std::uint64_t hash = 5;
    mix(hash, static_cast<std::uint64_t>(bgr.cols));
    mix(hash, static_cast<std::uint64_t>(bgr.rows));
    for (const auto lane : lanes) mix(hash, lane ^ (lane >> 32U));

    int places = 0, coloured = 0;
    double light = 0;
    for (int y = kGridStep / 2; y < bgr.rows; y += kGridStep) {
        const auto* row = bgr.ptr<cv::Vec3b>(y);
        for (int x = kGridStep / 2; x < bgr.cols; x += kGridStep) {
            const auto& p = row[x];
            const auto [low, high] = std::minmax({p[0], p[1], p[2]});
            coloured += high - low >= kColourLevels ? 1 : 0;
            light += 0.114 * p[0] + 0.587 * p[1] + 0.299 * p[2];
            ++places;
        }
    }
    PictureTraits traits;
    traits.contentHash = hash == 0 ? 1 : hash;
    if (places > 0) {
        traits.luminance = static_cast<float>(light / places / 255);
        traits.colourShare = static_cast<float>(coloured) / static_cast<float>(places);
    }
    return traits;
}

}  // namespace countersign
