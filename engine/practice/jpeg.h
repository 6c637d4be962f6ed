// JPEG in memory, for textures and made documents. Any thread.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "core/secret.h"

namespace countersign {

// Decodes to exactly `size`, CV_8UC3 BGR or CV_8UC1 grey; empty if the bytes are not such a picture.
[[nodiscard]] std::optional<cv::Mat> decodeJpeg(ByteView bytes, cv::Size size, int channels);

// Quality 1..100, colour subsampled 4:2:0. Empty only if the encoder fails.
[[nodiscard]] Bytes encodeJpeg(const cv::Mat& bgr, int quality);

}  // namespace countersign
