// Takes a picture of every page and window in one language, for the handbooks.
//
//   take_pictures LANGUAGE FONTS PEOPLE FOLDER
//
// FONTS: where the build has collected the program's. PEOPLE: the folder of the practice people, of whom one
// stands before the camera. Into FOLDER go SCENE.png, light, 1280 x 720, without a screen. A picture of
// somebody who exists can't come in: there is no way to.
#include <QDir>
#include <cstdio>

#include "pictures/practice_cast.h"

int main(int argc, char** argv) {
    using namespace countersign::ui;
    using namespace countersign::ui::test;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // The same clock for whoever builds: times on the pages are local.
    qputenv("TZ", "UTC");
    const auto fail = [](const QString& why) {
        std::fprintf(stderr, "pictures: %s\n", qPrintable(why));
        return 1;
    };
    if (argc != 5) return fail(QStringLiteral("usage: take_pictures LANGUAGE FONTS PEOPLE FOLDER"));
    qputenv("COUNTERSIGN_TEST_FONTS", argv[2]);
    const QDir folder(QString::fromLocal8Bit(argv[4]));
    if (!folder.mkpath(QStringLiteral("."))) return fail(folder.path() + QStringLiteral(" can't be made"));
    const auto cast = practiceCast(argv[3]);
    if (!cast) return fail(QString::fromStdString(countersign::describe(cast.error())));
    // "zh_CN" of a file is "zh-CN" of a language.
    const auto language = QString::fromLocal8Bit(argv[1]).replace(u'_', u'-');
    Gallery gallery({language, Scheme::Light, QSize(1280, 720), 100}, *cast);
    QString unwritten;
    gallery.show([&](const QString& scene, QWidget&, const QImage& picture) {
        const auto file = folder.filePath(scene + QStringLiteral(".png"));
        if (!picture.save(file)) unwritten = file;
    });
    return unwritten.isEmpty() ? 0 : fail(unwritten + QStringLiteral(" can't be written"));
}
