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

// PictureFileUnreadable, the one place where it is made.
[[nodiscard]] Error pictureUnreadable(const QString& why);

// A page of what was chosen: PDF and TIFF may have several.
struct DocumentPicture {
    QImage picture;
    int page = 0;   // from 0
    int pages = 1;  // at most kMostPages
};
inline constexpr int kMostPages = 50;
// As readPicture; a page of a PDF is drawn at 200 points an inch at most. PictureFileUnreadable also for an
// encrypted or empty PDF.
[[nodiscard]] Result<DocumentPicture> readDocumentPage(const QString& file, int page);
// At most 3000 px on its longer side.
[[nodiscard]] QImage fittedPicture(const QImage& picture);
// Own memory. `bgr`: CV_8UC3.
[[nodiscard]] QImage imageOf(const cv::Mat& bgr);

// 8-bit BGR, own memory.
[[nodiscard]] cv::Mat bgrOf(const QImage& image);

[[nodiscard]] QImage imageOfJpeg(const Bytes& jpeg);

}  // namespace countersign
