// Every page and window in every look, held against a picture that was looked at and found good
// (tests/widget/golden). A picture differs where 8 x 8 pixels of it do by more than another drawing of the
// same letters would.
//
//   COUNTERSIGN_GOLDENS=write   writes the pictures anew; look at them before they are committed
//   COUNTERSIGN_SHOTS=FOLDER    writes every picture in full size, and what differs
#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <array>

#include "main_window.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "widget/gallery.h"
#include "widget/scan_pages_support.h"

using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

constexpr int kBlock = 8;
// Of a block, in grey levels of 255: the mean difference of its pixels' brightness, and the difference of its
// mean colour. The same drawing makes none; one word for another of the same length makes 9 and more, another
// colour of the palette 20 (the test below).
constexpr double kBrightness = 9;
constexpr double kColour = 12;
constexpr int kMostBlocks = 1;
// Letters above 64 px are drawn as outlines, whose edges move by a pixel from run to run.
constexpr int kMostBlocksOfLargeLetters = 8;
constexpr int kQuality = 60;

QString goldenFile(const QString& scene, const Look& look) {
    return QStringLiteral(COUNTERSIGN_SOURCE_DIR "/tests/widget/golden/%1/%2.webp").arg(scene, look.name());
}

// A third of the size: what a page looks like, at a few kilobytes each.
QImage small(const QImage& picture) {
    return picture.convertToFormat(QImage::Format_RGB32)
        .scaled(picture.size() / 3, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

// Blocks that differ; -1: another size.
int differences(const QImage& now, const QImage& good, QImage* marked = nullptr) {
    if (now.size() != good.size()) return -1;
    const QImage a = now.convertToFormat(QImage::Format_RGB32);
    const QImage b = good.convertToFormat(QImage::Format_RGB32);
    int found = 0;
    for (int top = 0; top < a.height(); top += kBlock) {
        for (int left = 0; left < a.width(); left += kBlock) {
            const QRect block = QRect(left, top, kBlock, kBlock) & a.rect();
            double brightness = 0;
            std::array<double, 3> colour{};
            for (int y = block.top(); y <= block.bottom(); ++y) {
                const auto* p = reinterpret_cast<const QRgb*>(a.constScanLine(y));
                const auto* q = reinterpret_cast<const QRgb*>(b.constScanLine(y));
                for (int x = block.left(); x <= block.right(); ++x) {
                    brightness += std::abs(qGray(p[x]) - qGray(q[x]));
                    colour[0] += qRed(p[x]) - qRed(q[x]);
                    colour[1] += qGreen(p[x]) - qGreen(q[x]);
                    colour[2] += qBlue(p[x]) - qBlue(q[x]);
                }
            }
            const int pixels = block.width() * block.height();
            double tint = 0;
            for (const double each : colour) tint = std::max(tint, std::abs(each) / pixels);
            if (brightness / pixels <= kBrightness && tint <= kColour) continue;
            ++found;
            if (marked != nullptr) QPainter(marked).drawRect(block);
        }
    }
    return found;
}

QImage throughFile(const QImage& picture) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "WEBP", kQuality);
    return QImage::fromData(bytes, "WEBP");
}

void save(const QImage& picture, const QString& file) {
    REQUIRE(QDir().mkpath(QFileInfo(file).path()));
    REQUIRE(picture.save(file, "WEBP", kQuality));
}

// Other versions draw letters otherwise.
bool drawnWithThisQt(bool write) {
    QFile note(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/tests/widget/golden/drawn-with.txt"));
    if (write) {
        REQUIRE(note.open(QIODevice::WriteOnly));
        note.write("Qt ");
        note.write(qVersion());
        note.write("\n");
        return true;
    }
    REQUIRE(note.open(QIODevice::ReadOnly));
    return note.readAll().simplified() == QByteArray("Qt ") + qVersion();
}

}  // namespace

TEST_CASE("every page and window looks as it was found good, cuts no word and never moves sideways") {
    const bool write = qEnvironmentVariable("COUNTERSIGN_GOLDENS") == u"write";
    const QString shots = qEnvironmentVariable("COUNTERSIGN_SHOTS");
    const QString only = qEnvironmentVariable("COUNTERSIGN_SCENE");
    int compared = 0;
    if (write) REQUIRE(QDir().mkpath(QStringLiteral(COUNTERSIGN_SOURCE_DIR "/tests/widget/golden")));
    const bool comparable = drawnWithThisQt(write);
    if (!comparable) WARN("pictures are not compared: they were drawn with another version of Qt");
    for (const Look& look : allLooks()) {
        Gallery gallery(look);
        gallery.show([&](const QString& scene, QWidget& window, const QImage& picture) {
            if (!only.isEmpty() && !scene.startsWith(only)) return;
            const QString file = goldenFile(scene, look);
            if (!shots.isEmpty()) {
                REQUIRE(QDir().mkpath(shots));
                picture.save(QStringLiteral("%1/%2-%3.png").arg(shots, scene, look.name()));
            }
            // Through the same compression, so that only what was drawn differs.
            const QImage now = throughFile(small(picture));
            if (write) {
                // What still passes stays as it is, so that a change shows only where something changed.
                const QImage before(file);
                if (before.isNull() || differences(now, before) != 0) save(small(picture), file);
                return;
            }
            INFO(scene.toStdString() << " " << look.name().toStdString());
            // The buyer's window sizes its words by itself; that nothing of them is cut is seen in the
            // pictures.
            if (!scene.startsWith(QStringLiteral("buyer"))) CHECK(cutOff(window).toStdString() == "");
            ++compared;
            if (!comparable) return;
            const QImage good(file);
            REQUIRE_FALSE(good.isNull());
            QImage marked = now;
            const int found = differences(now, good, &marked);
            CHECK(found >= 0);
            const int most =
                scene.startsWith(QStringLiteral("buyer")) ? kMostBlocksOfLargeLetters : kMostBlocks;
            CHECK(found <= most);
            if ((found < 0 || found > most) && !shots.isEmpty())
                marked.save(QStringLiteral("%1/differs-%2-%3.png").arg(shots, scene, look.name()));
        });
    }
    if (!write && only.isEmpty()) CHECK(compared >= 24 * 36);
}

TEST_CASE("a picture with another word, another colour or a moved button is found") {
    application();
    QImage page(1280, 720, QImage::Format_RGB32);
    page.fill(Qt::white);
    const auto with = [&page](const QString& word, const QColor& ink, QPoint at) {
        QImage drawn = page;
        QPainter painter(&drawn);
        QFont font;
        font.setPixelSize(13);
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(at, word);
        painter.fillRect(QRect(at + QPoint(200, 100), QSize(120, 24)), ink);
        return throughFile(small(drawn));
    };
    const QColor ink(21, 33, 28);
    const QImage good = with(QStringLiteral("Nobody was refused"), ink, {40, 60});
    CHECK(differences(with(QStringLiteral("Nobody was refused"), ink, {40, 60}), good) == 0);
    CHECK(differences(with(QStringLiteral("Nobody was accepted"), ink, {40, 60}), good) > kMostBlocks);
    CHECK(differences(with(QStringLiteral("Nobody was refused"), QColor(169, 36, 29), {40, 60}), good) >
          kMostBlocks);
    CHECK(differences(with(QStringLiteral("Nobody was refused"), ink, {40, 66}), good) > kMostBlocks);
}
