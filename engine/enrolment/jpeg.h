// Pictures for the record as JPEG, by libturbojpeg. Pure function; any thread.
#pragma once

#include <opencv2/core.hpp>

#include "core/secret.h"

namespace countersign {

// CV_8UC3 BGR, quality 1..100, 4:2:0. PictureNotEncodable: empty or refused by the library.
[[nodiscard]] Result<Bytes> encodeJpeg(const cv::Mat& bgr, int quality);

}  // namespace countersign
