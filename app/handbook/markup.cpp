#include "app/handbook/markup.h"

#include <QRegularExpression>
#include <algorithm>

namespace countersign::handbook {
namespace {

const QRegularExpression& pictureLine() {
    static const QRegularExpression line(QStringLiteral(R"(^!\[([^\]]*)\]\(picture:([a-z-]+)\)$)"));
    return line;
}

QString withPages(const QString& line, const QMap<QString, int>& pages, const QString& pageWord) {
    static const QRegularExpression link(QStringLiteral(R"((?<!!)\[([^\]]+)\]\(([a-z_]+)\))"));
    QString done;
    qsizetype from = 0;
    for (auto it = link.globalMatch(line); it.hasNext();) {
        const auto found = it.next();
        done += line.mid(from, found.capturedStart() - from) + found.captured(1);
        // A page that is the one it stands on needs no number; the typesetter leaves it out of `pages`.
        if (const auto page = pages.value(found.captured(2)); page > 0)
            done += QStringLiteral(" (") + pageWord.arg(page) + u')';
        from = found.capturedEnd();
    }
    return done + line.mid(from);
}

// A row of a table with its columns the other way round.
QString mirrored(const QString& row) {
    QStringList cells = row.split(u'|');
    std::ranges::reverse(cells);
    return cells.join(u'|');
}

}  // namespace

QString forPaper(const QString& markdown, const QMap<QString, int>& pages, const QString& pageWord,
                 Qt::LayoutDirection direction) {
    static const QRegularExpression step(QStringLiteral(R"(^(\d+)\. (.*)$)"));
    QStringList lines;
    bool code = false;
    for (const QString& line : markdown.split(u'\n')) {
        if (line.startsWith(QStringLiteral("```"))) code = !code;
        if (code || line.startsWith(QStringLiteral("```"))) {
            lines << line;
            continue;
        }
        if (const auto picture = pictureLine().match(line); picture.hasMatch()) {
            lines << line << QString() << kCaptionMark + picture.captured(1);
            continue;
        }
        if (const auto found = step.match(line); found.hasMatch()) {
            lines << QString()
                  << kStepMark + found.captured(1) + kStepMark + withPages(found.captured(2), pages, pageWord)
                  << QString();
            continue;
        }
        const QString told = withPages(line, pages, pageWord);
        lines << (direction == Qt::RightToLeft && line.startsWith(u'|') ? mirrored(told) : told);
    }
    return lines.join(u'\n');
}

QStringList picturesIn(const QString& markdown) {
    QStringList names;
    for (const QString& line : markdown.split(u'\n')) {
        if (const auto found = pictureLine().match(line); found.hasMatch()) names << found.captured(2);
    }
    return names;
}

}  // namespace countersign::handbook
