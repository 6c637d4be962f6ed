#include "app/counter/pictures.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>

#include "support/catch.h"

using namespace countersign;

namespace {

QString write(const QTemporaryDir& folder, const char* name, const QByteArray& bytes) {
    const QString path = folder.filePath(QString::fromLatin1(name));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
    return path;
}

QByteArray png(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    REQUIRE(image.save(&buffer, "PNG"));
    return bytes;
}

}  // namespace

TEST_CASE("pictures of every depth become 8-bit colour") {
    const QTemporaryDir folder;
    for (const auto format : {QImage::Format_Grayscale8, QImage::Format_Grayscale16, QImage::Format_RGBA64,
                              QImage::Format_RGB888, QImage::Format_RGB555}) {
        QImage image(40, 30, format);
        image.fill(Qt::white);
        const auto read = readPicture(write(folder, "a.png", png(image)));
        REQUIRE(read);
        const cv::Mat bgr = bgrOf(*read);
        CHECK(bgr.type() == CV_8UC3);
        CHECK(bgr.cols == 40);
        CHECK(bgr.at<cv::Vec3b>(10, 10) == cv::Vec3b(255, 255, 255));
    }
}

TEST_CASE("colours keep their places and transparency becomes paper") {
    QImage image(4, 1, QImage::Format_ARGB32);
    image.setPixel(0, 0, qRgba(255, 0, 0, 255));
    image.setPixel(1, 0, qRgba(0, 0, 255, 255));
    image.setPixel(2, 0, qRgba(0, 0, 0, 0));
    image.setPixel(3, 0, qRgba(0, 255, 0, 255));
    const cv::Mat bgr = bgrOf(image);
    CHECK(bgr.at<cv::Vec3b>(0, 0) == cv::Vec3b(0, 0, 255));
    CHECK(bgr.at<cv::Vec3b>(0, 1) == cv::Vec3b(255, 0, 0));
    CHECK(bgr.at<cv::Vec3b>(0, 2) == cv::Vec3b(255, 255, 255));
}

TEST_CASE("a picture that can't be read says why") {
    const QTemporaryDir folder;
    const auto fails = [&](const QString& path) {
        const auto read = readPicture(path);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == ErrorCode::PictureFileUnreadable);
        CHECK_FALSE(read.error().detail.empty());
    };
    QImage image(64, 64, QImage::Format_RGB32);
    image.fill(Qt::gray);
    const QByteArray good = png(image);
    fails(folder.filePath(QStringLiteral("missing.png")));
    fails(folder.path());
    fails(write(folder, "empty.png", {}));
    fails(write(folder, "text.jpg", "not a picture at all"));
    fails(write(folder, "cut.png", good.left(good.size() / 2)));
    // A header that claims 60,000 x 60,000 pixels.
    QByteArray huge = good;
    for (int i = 0; i < 2; ++i) huge.replace(16 + i * 4, 4, QByteArray::fromHex("0000ea60"));
    fails(write(folder, "huge.png", huge));
}

TEST_CASE("a large picture is made smaller, a frame is shown without a copy") {
    const QTemporaryDir folder;
    QImage large(6000, 3000, QImage::Format_RGB32);
    large.fill(Qt::darkGray);
    const auto read = readPicture(write(folder, "large.png", png(large)));
    REQUIRE(read);
    CHECK(read->width() == 3000);

    auto frame = std::make_shared<Frame>();
    frame->bgr = cv::Mat(8, 8, CV_8UC3, cv::Scalar(1, 2, 3));
    const FramePtr shared = frame;
    const QImage image = imageOf(shared);
    CHECK(image.constBits() == shared->bgr.data);
    CHECK(shared.use_count() == 3);
    CHECK(qRed(image.pixel(3, 3)) == 3);
}

TEST_CASE("the largest pictures of phones are read, made smaller") {
    const QTemporaryDir folder;
    QImage photo(12000, 9000, QImage::Format_Grayscale8);  // 108 megapixels
    photo.fill(180);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    REQUIRE(photo.save(&buffer, "JPEG", 30));
    const auto read = readPicture(write(folder, "photo.jpg", bytes));
    REQUIRE(read.has_value());
    CHECK(std::max(read->width(), read->height()) <= 3000);
}
