// What scanners and phones leave behind as a document's picture: PDF and TIFF with pages, CMYK, the very
// large and the very small, and files that are none of it.

#include <turbojpeg.h>

#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QTemporaryDir>
#include <cstring>

#include "app/counter/pictures.h"
#include "support/catch.h"

using namespace countersign;

namespace {

struct Folder {
    QTemporaryDir folder;
    QString put(const char* name, const QByteArray& bytes) const {
        const QString path = folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
        return path;
    }
};

// One page for each colour, A5.
QByteArray pdf(std::initializer_list<Qt::GlobalColor> pages) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A5));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter(&writer);
    bool first = true;
    for (const auto colour : pages) {
        if (!std::exchange(first, false)) writer.newPage();
        painter.fillRect(QRect(0, 0, writer.width(), writer.height()), colour);
    }
    painter.end();
    return bytes;
}

void append16(QByteArray& bytes, unsigned value) {
    bytes.append(static_cast<char>(value & 0xFFU)).append(static_cast<char>(value >> 8U));
}
void append32(QByteArray& bytes, unsigned value) {
    append16(bytes, value & 0xFFFFU);
    append16(bytes, value >> 16U);
}

// Uncompressed grey pages of 40 x 30, each of one tone (TIFF 6.0, little-endian).
QByteArray tiff(std::initializer_list<int> tones) {
    constexpr unsigned kWidth = 40, kHeight = 30, kEntries = 9;
    QByteArray bytes("II*\0", 4);
    append32(bytes, 8);
    std::size_t left = tones.size();
    for (const int tone : tones) {
        const auto at = static_cast<unsigned>(bytes.size());
        const unsigned data = at + 2 + 12 * kEntries + 4;
        append16(bytes, kEntries);
        const auto entry = [&](unsigned tag, unsigned type, unsigned value) {
            append16(bytes, tag);
            append16(bytes, type);
            append32(bytes, 1);
            append32(bytes, value);
        };
        entry(256, 3, kWidth);
        entry(257, 3, kHeight);
        entry(258, 3, 8);  // bits
        entry(259, 3, 1);  // not compressed
        entry(262, 3, 1);  // 0 is black
        entry(273, 4, data);
        entry(277, 3, 1);
        entry(278, 3, kHeight);
        entry(279, 4, kWidth * kHeight);
        append32(bytes, --left > 0 ? data + kWidth * kHeight : 0);
        bytes.append(QByteArray(kWidth * kHeight, static_cast<char>(tone)));
    }
    return bytes;
}

QByteArray cmykJpeg() {
    std::vector<unsigned char> pixels(64 * 48 * 4);
    for (std::size_t i = 0; i < pixels.size(); i += 4) {
        // Adobe's way round: 255 is no ink. Red: no cyan, full magenta and yellow.
        pixels[i] = 255;
        pixels[i + 1] = pixels[i + 2] = 0;
        pixels[i + 3] = 255;
    }
    tjhandle coder = tjInitCompress();
    unsigned char* made = nullptr;
    unsigned long size = 0;
    REQUIRE(tjCompress2(coder, pixels.data(), 64, 0, 48, TJPF_CMYK, &made, &size, TJSAMP_444, 95, 0) == 0);
    QByteArray bytes(reinterpret_cast<const char*>(made), static_cast<qsizetype>(size));
    tjFree(made);
    tjDestroy(coder);
    return bytes;
}

QRgb middle(const Result<DocumentPicture>& read) {
    REQUIRE(read);
    return read->picture.pixel(read->picture.width() / 2, read->picture.height() / 2);
}

ErrorCode errorOf(const QString& file) {
    const auto read = readDocumentPage(file, 0);
    return read ? ErrorCode::Invalid : read.error().code;
}

}  // namespace

TEST_CASE("each page of a PDF is a picture") {
    const Folder folder;
    const auto file = folder.put("scan.pdf", pdf({Qt::red, Qt::blue, Qt::green}));
    const auto first = readDocumentPage(file, 0);
    REQUIRE(first);
    CHECK(first->pages == 3);
    CHECK(first->page == 0);
    CHECK(std::max(first->picture.width(), first->picture.height()) > 1500);  // A5 at 200 dots an inch
    CHECK(std::max(first->picture.width(), first->picture.height()) <= 3000);
    CHECK(qRed(middle(first)) > 200);
    CHECK(qBlue(middle(readDocumentPage(file, 1))) > 200);
    CHECK(readDocumentPage(file, 99)->page == 2);  // as far as it goes
    CHECK(readDocumentPage(file, -5)->page == 0);
    // By what it is, not by its name.
    CHECK(readDocumentPage(folder.put("scan.jpg", pdf({Qt::red})), 0)->pages == 1);
}

TEST_CASE("each page of a TIFF is a picture") {
    const Folder folder;
    const auto file = folder.put("scan.tif", tiff({10, 120, 240}));
    const auto read = readDocumentPage(file, 1);
    REQUIRE(read);
    CHECK(read->pages == 3);
    CHECK(qGray(middle(read)) == 120);
    CHECK(qGray(middle(readDocumentPage(file, 2))) == 240);
    CHECK(qGray(middle(readDocumentPage(file, 7))) == 240);
}

TEST_CASE("a CMYK JPEG has its colours, 50 megapixels are made smaller, 60 by 80 are taken as they are") {
    const Folder folder;
    const auto cmyk = readDocumentPage(folder.put("cmyk.jpg", cmykJpeg()), 0);
    CHECK(qRed(middle(cmyk)) > 150);
    CHECK(qGreen(middle(cmyk)) < 100);
    QImage large(8000, 6250, QImage::Format_Grayscale8);
    large.fill(200);
    for (const char* format : {"PNG", "JPEG"}) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        REQUIRE(buffer.open(QIODevice::WriteOnly));
        REQUIRE(large.save(&buffer, format));
        const auto read = readDocumentPage(folder.put("large", bytes), 0);
        REQUIRE(read);
        CHECK(std::max(read->picture.width(), read->picture.height()) == 3000);
    }
    CHECK(fittedPicture(large).width() == 3000);
    QImage small(60, 80, QImage::Format_RGB32);
    small.fill(Qt::gray);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    REQUIRE(small.save(&buffer, "PNG"));
    CHECK(readDocumentPage(folder.put("small.png", bytes), 0)->picture.size() == QSize(60, 80));
    CHECK(fittedPicture(small).size() == QSize(60, 80));
}

TEST_CASE("damaged, locked, empty and foreign files say so and nothing else") {
    const Folder folder;
    const QByteArray good = pdf({Qt::red});
    for (const auto& bytes :
         {QByteArray(), QByteArray("%PDF-1.4"), QByteArray("%PDF-1.7\n%%EOF\n"), QByteArray("hello"),
          good.left(good.size() / 3), QByteArray(5000, '\0'), tiff({}), QByteArray("II*\0", 4)})
        CHECK(errorOf(folder.put("bad", bytes)) == ErrorCode::PictureFileUnreadable);
    // A page tree that leads nowhere: mended or refused.
    QByteArray nowhere = good;
    nowhere.replace("/Kids", "/Kidz");
    (void)readDocumentPage(folder.put("nowhere.pdf", nowhere), 0);
    // Behind a password: the dictionary alone makes it so, for no password opens it.
    QByteArray locked = good;
    locked.replace(
        "trailer\n<<",
        "trailer\n<<\n/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]\n"
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" +
            QByteArray(64, 'A') + "> /U <" + QByteArray(64, 'B') + "> >>");
    REQUIRE(locked.size() > good.size());
    CHECK(errorOf(folder.put("locked.pdf", locked)) == ErrorCode::PictureFileUnreadable);
    CHECK(errorOf(folder.folder.path()) == ErrorCode::PictureFileUnreadable);
    CHECK(errorOf(folder.folder.filePath(QStringLiteral("nothing"))) == ErrorCode::PictureFileUnreadable);
    // Every cut of a good one is an error or a picture, never a crash.
    const QByteArray pages = tiff({10, 240});
    for (qsizetype size = 0; size < pages.size(); size += 37)
        (void)readDocumentPage(folder.put("cut.tif", pages.left(size)), 1);
    for (qsizetype size = 0; size < good.size(); size += 101)
        (void)readDocumentPage(folder.put("cut.pdf", good.left(size)), 0);
}
