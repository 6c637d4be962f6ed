#include "app/counter/pdf_pages.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <algorithm>

namespace countersign {
namespace {

constexpr int kDots = 200;          // an inch: a card of 86 mm is then 674 px wide, its portrait above 200
constexpr int kLongestSide = 3000;  // px
constexpr int kPatience = 30'000;   // milliseconds for a page; whatever takes longer is not drawn
constexpr qint64 kLargestAnswer = 64LL * 1024 * 1024;

tl::unexpected<Error> unreadable(const char* why) {
    return failure(pictureUnreadable(QString::fromLatin1(why)));
}

// Poppler's tools run as programs of their own: what a stranger's file does to them it does not do to the
// counter.
Result<QByteArray> answerOf(const char* program, const QStringList& arguments) {
    QProcess tool;
    tool.setProgram(QString::fromLatin1(program));
    tool.setArguments(arguments);
    tool.setStandardErrorFile(QProcess::nullDevice());
    tool.start(QIODevice::ReadOnly);
    if (!tool.waitForStarted(kPatience)) return unreadable("poppler-utils is not installed");
    if (!tool.waitForFinished(kPatience)) {
        tool.kill();
        tool.waitForFinished();
        return unreadable("the PDF takes too long");
    }
    if (tool.exitStatus() != QProcess::NormalExit || tool.exitCode() != 0)
        return unreadable("the PDF is damaged or locked by a password");
    QByteArray answer = tool.readAllStandardOutput();
    if (answer.size() > kLargestAnswer) return unreadable("the page is too large");
    return answer;
}

}  // namespace

bool isPdf(const QString& file) {
    QFile opened(file);
    // The mark may stand a little later: some scanners write a line before it.
    return opened.open(QIODevice::ReadOnly) && opened.read(1024).contains("%PDF-");
}

Result<DocumentPicture> readPdfPage(const QString& file, int page) {
    const auto about = answerOf("pdfinfo", {file});
    if (!about) return failure(about.error());
    static const QRegularExpression count(QStringLiteral("^Pages:\\s+(\\d+)"),
                                          QRegularExpression::MultilineOption);
    static const QRegularExpression size(QStringLiteral("^Page size:\\s+([\\d.]+) x ([\\d.]+) pts"),
                                         QRegularExpression::MultilineOption);
    const QString words = QString::fromUtf8(*about);
    const int pages = std::min(count.match(words).captured(1).toInt(), kMostPages);
    if (pages < 1) return unreadable("the PDF has no page");
    page = std::clamp(page, 0, pages - 1);
    const auto sides = size.match(words);
    const double longest =
        std::max(sides.captured(1).toDouble(), sides.captured(2).toDouble());  // points, 72 an inch
    const bool large = longest * kDots / 72 > kLongestSide;
    const QString number = QString::number(page + 1);
    const QStringList scale = large ? QStringList{QStringLiteral("-scale-to"), QString::number(kLongestSide)}
                                    : QStringList{QStringLiteral("-r"), QString::number(kDots)};
    const auto drawn = answerOf("pdftoppm", QStringList{QStringLiteral("-png"), QStringLiteral("-f"), number,
                                                        QStringLiteral("-l"), number} +
                                                scale + QStringList{file});
    if (!drawn) return failure(drawn.error());
    const QImage picture = QImage::fromData(*drawn, "PNG");
    if (picture.isNull()) return unreadable("the page can't be drawn");
    return DocumentPicture{fittedPicture(picture), page, pages};
}

}  // namespace countersign
