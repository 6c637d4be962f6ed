#include "vision/border_hash.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace countersign {
namespace {

constexpr float kRowsOfFace = 0.75F;  // down to about the mouth
constexpr float kBeside = 0.75F;      // face widths, some 12 cm: hair and ears need half of one
constexpr float kAbove = 0.75F;       // face heights, some 15 cm above the forehead: hair and headwear
constexpr int kLeastShare = 16;
// Places that differ from their neighbour carry the sensor's noise. If each held a fortieth of a bit only, so
// many of them would still be a hundred bits.
constexpr int kLeastNoisyPixels = 4096;
constexpr int kChannels = 3;

// Bytes that don't depend on how this computer orders them.
void addNumber(crypto_hash_sha256_state& state, int number) {
    const auto value = static_cast<std::uint32_t>(number);
    const std::array<std::uint8_t, 4> bytes{
        static_cast<std::uint8_t>(value >> 24U), static_cast<std::uint8_t>(value >> 16U),
        static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value)};
    crypto_hash_sha256_update(&state, bytes.data(), bytes.size());
}

// Within a picture's range, whatever a detector says.
int pixel(double value, int most) {
    if (!(value > 0)) return 0;
    return value < most ? static_cast<int>(value) : most;
}

struct Hasher {
    crypto_hash_sha256_state state{};
    int noisy = 0;

    void add(const std::uint8_t* row, int from, int to) {
        if (from >= to) return;
        const auto* first = row + static_cast<std::ptrdiff_t>(from) * kChannels;
        crypto_hash_sha256_update(&state, first, static_cast<std::size_t>(to - from) * kChannels);
        for (int x = from + 1; x < to; ++x) {
            const auto* at = row + static_cast<std::ptrdiff_t>(x) * kChannels;
            noisy += std::memcmp(at, at - kChannels, kChannels) != 0 ? 1 : 0;
        }
    }
};

}  // namespace

std::optional<cv::Rect> borderRows(cv::Size picture, const cv::Rect2f& face) {
    if (picture.width <= 0 || picture.height <= 0 || !(face.width > 0) || !(face.height > 0))
        return std::nullopt;
    const int bottom = pixel(double{face.y} + kRowsOfFace * face.height, picture.height);
    const cv::Rect rows(0, 0, picture.width, bottom);
    const auto area = [](const cv::Rect& rect) { return std::int64_t{rect.width} * rect.height; };
    const auto left = area(rows) - area(headZone(rows, face));
    if (left * kLeastShare < std::int64_t{picture.width} * picture.height) return std::nullopt;
    return rows;
}

cv::Rect headZone(const cv::Rect& rows, const cv::Rect2f& face) {
    const int left = pixel(double{face.x} - kBeside * face.width, rows.width);
    const int right = pixel(std::ceil(double{face.x} + (1 + kBeside) * face.width), rows.width);
    const int top = pixel(double{face.y} - kAbove * face.height, rows.height);
    return {left, top, std::max(right - left, 0), rows.height - top};
}

std::optional<BorderHash> borderHash(const cv::Mat& bgr, const cv::Rect2f& face) {
    if (bgr.type() != CV_8UC3) return std::nullopt;
    const auto rows = borderRows(bgr.size(), face);
    if (!rows) return std::nullopt;
    const auto head = headZone(*rows, face);
    Hasher hasher;
    crypto_hash_sha256_init(&hasher.state);
    for (const int number : {bgr.cols, bgr.rows, rows->height, head.x, head.y, head.width})
        addNumber(hasher.state, number);
    for (int y = 0; y < rows->height; ++y) {
        const auto* row = bgr.ptr<std::uint8_t>(y);
        if (y < head.y || head.width == 0) {
            hasher.add(row, 0, bgr.cols);
        } else {
            hasher.add(row, 0, head.x);
            hasher.add(row, head.x + head.width, bgr.cols);
        }
    }
    BorderHash hash{};
    crypto_hash_sha256_final(&hasher.state, hash.data());
    if (hasher.noisy < kLeastNoisyPixels) return std::nullopt;
    return hash;
}

}  // namespace countersign
