#include "picture_reader.h"

#include <algorithm>
#include <cstring>
#include <opencv2/imgcodecs.hpp>
#include <optional>

#include "command.h"
#include "core/files.h"

namespace countersign::check {
namespace {

constexpr std::size_t kLargestFile = 256U << 20U;  // bytes

bool isJpeg(ByteView bytes) {
    return bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

std::size_t bigEndian16(ByteView bytes, std::size_t at) {
    return static_cast<std::size_t>(bytes[at]) << 8U | bytes[at + 1];
}

// Walks the segments of a JPEG up to its first scan. Calls `visit(marker, payload)`; returns the place after
// the header of the scan, or nullopt where the file ends before.
template <class Visit>
std::optional<std::size_t> walkJpeg(ByteView bytes, Visit visit) {
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        if (bytes[at] != 0xFF) return std::nullopt;
        const auto marker = bytes[at + 1];
        if (marker == 0xFF) {  // fill byte
            ++at;
            continue;
        }
        const auto length = bigEndian16(bytes, at + 2);
        if (length < 2 || at + 2 + length > bytes.size()) return std::nullopt;
        visit(marker, bytes.subspan(at + 4, length - 2));
        at += 2 + length;
        if (marker == 0xDA) return at;
    }
    return std::nullopt;
}

int orientationOfTiff(ByteView tiff) {
    if (tiff.size() < 14) return 1;
    const bool little = tiff[0] == 'I';
    const auto number = [&](std::size_t at, std::size_t count) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value = value << 8U | tiff[little ? at + count - 1 - i : at + i];
        return value;
    };
    const std::size_t directory = number(4, 4);
    if (directory > tiff.size() || tiff.size() - directory < 2) return 1;
    const auto entries = number(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t at = directory + 2 + 12 * i;
        if (at + 12 > tiff.size()) return 1;
        if (number(at, 2) != 0x0112) continue;
        const auto value = number(at + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

cv::Mat upright(const cv::Mat& picture, int orientation) {
    cv::Mat turned = picture;
    if (orientation >= 5) cv::transpose(picture, turned);  // 5..8: rows are columns
    cv::Mat result;
    switch (orientation) {
        case 2:
        case 6:
            cv::flip(turned, result, 1);
            return result;
        case 3:
        case 7:
            cv::flip(turned, result, -1);
            return result;
        case 4:
        case 8:
            cv::flip(turned, result, 0);
            return result;
        default:
            return turned;
    }
}

}  // namespace

bool isTruncatedJpeg(ByteView bytes) {
    if (!isJpeg(bytes)) return false;
    const auto scan = walkJpeg(bytes, [](std::uint8_t, ByteView) {});
    if (!scan) return true;
    for (std::size_t i = bytes.size(); i >= *scan + 2; --i) {
        if (bytes[i - 2] == 0xFF && bytes[i - 1] == 0xD9) return false;
    }
    return true;
}

int exifOrientation(ByteView bytes) {
    if (!isJpeg(bytes)) return 1;
    int orientation = 1;
    walkJpeg(bytes, [&](std::uint8_t marker, ByteView payload) {
        constexpr std::string_view kHead("Exif\0\0", 6);
        if (marker != 0xE1 || payload.size() < kHead.size()) return;
        if (!std::equal(kHead.begin(), kHead.end(), payload.begin())) return;
        orientation = orientationOfTiff(payload.subspan(kHead.size()));
    });
    return orientation;
}

Result<cv::Mat> readPicture(const std::filesystem::path& file) {
    const auto bytes = readFile(file, kLargestFile);
    if (!bytes) return failure(inputUnreadable(file, bytes.error().detail));
    if (bytes->empty()) return failure(inputUnreadable(file, "the file is empty"));
    if (isTruncatedJpeg(*bytes)) return failure(inputUnreadable(file, "the picture is truncated"));
    try {
        // The orientation is applied here: with IMREAD_UNCHANGED, which keeps depth and alpha, OpenCV ignores
        // it.
        const cv::Mat picture = cv::imdecode(*bytes, cv::IMREAD_UNCHANGED);
        if (picture.empty())
            return failure(
                inputUnreadable(file, "not a JPEG, PNG, TIFF, BMP or WebP picture, or a damaged one"));
        return upright(picture, exifOrientation(*bytes));
    } catch (const std::exception&) {
        return failure(inputUnreadable(file, "the picture is damaged or too large"));
    }
}

}  // namespace countersign::check
