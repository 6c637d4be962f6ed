#include "picture_reader.h"

#include <opencv2/imgcodecs.hpp>

#include "command.h"
#include "core/files.h"
#include "picture_header.h"

namespace countersign::check {
namespace {

constexpr std::size_t kLargestFile = 256U << 20U;  // bytes
// As at the counter. A small file can claim to be a picture of billions of pixels.
constexpr std::uint64_t kMostPixels = 100'000'000;

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

Result<cv::Mat> readPicture(const std::filesystem::path& file) {
    const auto bytes = readFile(file, kLargestFile);
    if (!bytes) return failure(inputUnreadable(file, bytes.error().detail));
    if (bytes->empty()) return failure(inputUnreadable(file, "the file is empty"));
    if (isTruncatedJpeg(*bytes)) return failure(inputUnreadable(file, "the picture is truncated"));
    if (const auto size = pictureSize(*bytes);
        size && size->height > 0 && size->width > kMostPixels / size->height)
        return failure(inputUnreadable(file, "more than 100 megapixels"));
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
