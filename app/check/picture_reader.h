// Pictures from files, with an honest error for everything that is not one.
#pragma once

#include <filesystem>
#include <opencv2/core.hpp>

#include "core/result.h"
#include "core/secret.h"

namespace countersign::check {

// As stored: any depth, with alpha, turned upright by its EXIF tag; of an animated picture the first image.
// Error: CheckInputUnreadable for missing, empty, truncated or oversized files and for what is not a picture.
[[nodiscard]] Result<cv::Mat> readPicture(const std::filesystem::path& file);

// A JPEG that ends before its end-of-image mark; OpenCV would fill the rest with grey and say nothing.
[[nodiscard]] bool isTruncatedJpeg(ByteView bytes);

// EXIF orientation 1..8 of a JPEG; 1 where there is none.
[[nodiscard]] int exifOrientation(ByteView bytes);

}  // namespace countersign::check
