// Pictures between Qt, OpenCV and JPEG bytes. Pure functions; any thread.
#pragma once

#include <QImage>
#include <QString>
#include <opencv2/core.hpp>

#include "capture/frame.h"
#include "core/secret.h"

namespace countersign {

// Shares the frame's memory; the frame lives as long as the image.
[[nodiscard]] QImage imageOf(const FramePtr& frame);

// Decodes a picture file of at most 64 MB and 100 megapixels, turned upright by its EXIF tag, and made
// smaller while decoding where the format allows: its longer side is at most 3000 px. PictureFileUnreadable
// says why.
[[nodiscard]] Result<QImage> readPicture(const QString& file);

// 8-bit BGR, own memory.
[[nodiscard]] cv::Mat bgrOf(const QImage& image);

[[nodiscard]] QImage imageOfJpeg(const Bytes& jpeg);

}  // namespace countersign
