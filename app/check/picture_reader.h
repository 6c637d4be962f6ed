// Pictures from files, with an honest error for everything that is not one.
#pragma once

#include <filesystem>
#include <opencv2/core.hpp>

#include "core/result.h"

namespace countersign::check {

// As stored: any depth, with alpha, turned upright by its EXIF tag; of an animated picture the first image.
// Error: CheckInputUnreadable for missing, empty, truncated or oversized files and for what is not a picture.
[[nodiscard]] Result<cv::Mat> readPicture(const std::filesystem::path& file);

}  // namespace countersign::check
