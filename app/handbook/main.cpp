// Build tool: prints the handbooks of one language as PDF.
//
//   make_handbook SOURCES LANGUAGE FONTS PICTURES FOLDER
//
// SOURCES: the source tree; FONTS: where the build has collected the program's; PICTURES: a folder with
// SCENE.png, as tests/pictures takes them. The PDFs are of the moment SOURCE_DATE_EPOCH, so that the same
// texts give the same bytes; without it, of now.
#include <QDateTime>
#include <QDir>
#include <QGuiApplication>
#include <QHashSeed>
#include <QLocale>
#include <QSaveFile>
#include <cstdio>

#include "app/handbook/book.h"
#include "app/handbook/typesetter.h"
#include "theme/fonts.h"

namespace {

int fail(const QString& why) {
    std::fprintf(stderr, "handbook: %s\n", qPrintable(why));
    return 1;
}

qint64 moment() {
    bool given = false;
    const auto epoch = qEnvironmentVariable("SOURCE_DATE_EPOCH").toLongLong(&given);
    return given ? epoch : QDateTime::currentSecsSinceEpoch();
}

QString absolute(const char* path) {
    return QDir::current().absoluteFilePath(QString::fromLocal8Bit(path));
}

}  // namespace

int main(int argc, char** argv) {
    using namespace countersign;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Qt writes a PDF's moment in the local zone, and one without an offset shorter.
    qputenv("TZ", "UTC");
    // Qt writes fonts into a PDF in the order of a hash, of their files' names and this seed.
    QHashSeed::setDeterministicGlobalSeed();
    const QGuiApplication application(argc, argv);
    if (argc != 6) return fail(QStringLiteral("usage: make_handbook SOURCES LANGUAGE FONTS PICTURES FOLDER"));
    const auto resources = absolute(argv[1]) + QStringLiteral("/resources");
    const auto language = QString::fromLocal8Bit(argv[2]);
    const auto fonts = absolute(argv[3]), pictures = absolute(argv[4]);
    const QDir folder(absolute(argv[5]));
    if (!folder.mkpath(QStringLiteral("."))) return fail(folder.path() + QStringLiteral(" can't be made"));
    // The fonts' own folder is no part of their names from in there, so the bytes don't depend on where they
    // lie.
    if (!QDir::setCurrent(fonts)) return fail(QStringLiteral("fonts can't be used: ") + fonts);
    if (const auto unusable = ui::loadFonts(QStringLiteral(".")); !unusable.isEmpty())
        return fail(QStringLiteral("fonts can't be used: ") + unusable.join(u' ') + QStringLiteral(" in ") +
                    fonts);
    QGuiApplication::setLayoutDirection(QLocale(language).textDirection());
    const auto names = handbook::booksIn(resources, language);
    if (names.isEmpty()) return fail(QStringLiteral("no handbook in ") + language);
    for (const auto& name : names) {
        auto book = handbook::readBook(resources, name, language);
        if (!book) return fail(book.error());
        const auto pdf = handbook::Typesetter(std::move(*book), pictures).print(moment());
        if (!pdf) return fail(name + u' ' + language + QStringLiteral(": ") + pdf.error());
        QSaveFile file(folder.filePath(name + u'-' + language + QStringLiteral(".pdf")));
        if (!file.open(QIODevice::WriteOnly) || file.write(*pdf) != pdf->size() || !file.commit())
            return fail(file.fileName() + QStringLiteral(" can't be written"));
    }
    return 0;
}
