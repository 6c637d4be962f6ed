// Pictures as JPEG in memory, by libturbojpeg: for records, textures and made documents. Pure functions; any thread.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "core/secret.h"

namespace countersign {

// CV_8UC3 BGR, quality 1..100, 4:2:0. PictureNotEncodable: empty or refused by the library.
[[nodiscard]] Result<Bytes> encodeJpeg(const cv::Mat& bgr, int quality);

// Decodes to exactly `size`, CV_8UC3 BGR or, with one channel, CV_8UC1 grey; empty if the bytes are not such a picture.
[[nodiscard]] std::optional<cv::Mat> decodeJpeg(ByteView bytes, cv::Size size, int channels);

}  // namespace countersign
