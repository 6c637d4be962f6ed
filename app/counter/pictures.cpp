#include "app/counter/pictures.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImageReader>
#include <algorithm>

#include "app/counter/pdf_pages.h"

namespace countersign {
namespace {

constexpr qint64 kLargestFile = qint64{64} * 1024 * 1024;
constexpr qint64 kMostPixels = 100'000'000;
// JPEG is made smaller while it is decoded, so that even the largest pictures of phones cost little.
constexpr qint64 kMostJpegPixels = 250'000'000;
constexpr int kLongestSide = 3000;  // a face of a tenth of it is still 300 px: more than matching can use

tl::unexpected<Error> unreadable(const QString& why) {
    return failure(pictureUnreadable(why));
}

}  // namespace

Error pictureUnreadable(const QString& why) {
    return makeError(ErrorCode::PictureFileUnreadable, why.toStdString());
}

QImage imageOf(const FramePtr& frame) {
    auto* keeper = new FramePtr(frame);
    const cv::Mat& bgr = frame->bgr;
    return QImage(
        bgr.data, bgr.cols, bgr.rows, static_cast<qsizetype>(bgr.step), QImage::Format_BGR888,
        [](void* held) { delete static_cast<FramePtr*>(held); }, keeper);
}

QImage imageOf(const cv::Mat& bgr) {
    return QImage(bgr.data, bgr.cols, bgr.rows, static_cast<qsizetype>(bgr.step), QImage::Format_BGR888)
        .copy();
}

QImage fittedPicture(const QImage& picture) {
    if (std::max(picture.width(), picture.height()) <= kLongestSide) return picture;
    return picture.scaled(kLongestSide, kLongestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

Result<QImage> readPicture(const QString& file) {
    auto page = readDocumentPage(file, 0);
    if (!page) return failure(page.error());
    return std::move(page->picture);
}

Result<DocumentPicture> readDocumentPage(const QString& file, int page) {
    const QFileInfo info(file);
    if (!info.isFile()) return unreadable(QStringLiteral("not a file"));
    if (info.size() == 0) return unreadable(QStringLiteral("the file is empty"));
    if (info.size() > kLargestFile) return unreadable(QStringLiteral("the file is larger than 64 MB"));
    if (isPdf(file)) return readPdfPage(file, page);
    // Qt's own limit of 128 MB refuses pictures from 32 megapixels on.
    QImageReader::setAllocationLimit(static_cast<int>(kMostPixels * 4 / 1'000'000));
    QImageReader reader(file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const int pages = reader.format() == "tiff" ? std::clamp(reader.imageCount(), 1, kMostPages) : 1;
    page = std::clamp(page, 0, pages - 1);
    if (page > 0 && !reader.jumpToImage(page)) return unreadable(QStringLiteral("the page can't be read"));
    const QSize size = reader.size();
    if (size.isValid()) {
        const bool jpeg = reader.format() == "jpeg";
        if (qint64{size.width()} * size.height() > (jpeg ? kMostJpegPixels : kMostPixels)) {
            return unreadable(QStringLiteral("too many pixels"));
        }
        if (std::max(size.width(), size.height()) > kLongestSide) {
            reader.setScaledSize(size.scaled(kLongestSide, kLongestSide, Qt::KeepAspectRatio));
        }
    }
    const QImage image = reader.read();
    if (image.isNull()) return unreadable(reader.errorString());
    return DocumentPicture{image, page, pages};
}

cv::Mat bgrOf(const QImage& image) {
    // Transparent parts become white, as on paper.
    QImage opaque(image.size(), QImage::Format_RGB32);
    opaque.fill(0xFFFFFFFFU);
    if (image.hasAlphaChannel()) {
        const QImage argb = image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
        for (int y = 0; y < argb.height(); ++y) {
            const auto* from = reinterpret_cast<const QRgb*>(argb.constScanLine(y));
            auto* to = reinterpret_cast<QRgb*>(opaque.scanLine(y));
            for (int x = 0; x < argb.width(); ++x) {
                const int white = 255 - qAlpha(from[x]);
                to[x] = qRgb(qRed(from[x]) + white, qGreen(from[x]) + white, qBlue(from[x]) + white);
            }
        }
    } else {
        opaque = image;
    }
    const QImage bgr = opaque.convertToFormat(QImage::Format_BGR888);
    return cv::Mat(bgr.height(), bgr.width(), CV_8UC3, const_cast<uchar*>(bgr.constBits()),
                   static_cast<std::size_t>(bgr.bytesPerLine()))
        .clone();
}

QImage imageOfJpeg(const Bytes& jpeg) {
    // By that decoder and no other: what is no JPEG is no picture of ours, and a name alone is only a hint to
    // Qt.
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(jpeg.data()),
                                               static_cast<qsizetype>(jpeg.size()));
    QBuffer buffer;
    buffer.setData(bytes);
    if (!buffer.open(QIODevice::ReadOnly)) return {};
    QImageReader reader(&buffer, "jpeg");
    reader.setAutoDetectImageFormat(false);
    return reader.read();
}

}  // namespace countersign
