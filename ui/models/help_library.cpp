#include "models/help_library.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>

#include "text/language_files.h"

namespace countersign::ui {
namespace {

// "10_registration.md" → "registration".
QString nameOf(const QString& fileName) {
    QString name = fileName.section(QLatin1Char('.'), 0, 0);
    const auto mark = name.indexOf(QLatin1Char('_'));
    if (mark > 0 && name.left(mark).toInt() > 0) name = name.mid(mark + 1);
    return name;
}

QString titleOf(const QString& markdown, const QString& otherwise) {
    for (const QString& line : markdown.split(QLatin1Char('\n'))) {
        if (line.startsWith(QStringLiteral("# "))) return line.mid(2).trimmed();
    }
    return otherwise;
}

// The printed handbooks are made of the same pages and show the windows; inside the program the window is
// there.
QString withoutPictures(const QString& markdown) {
    static const QRegularExpression picture(QStringLiteral("^!\\[[^\\]\\n]*\\]\\(picture:[a-z-]+\\)\\n\\n?"),
                                            QRegularExpression::MultilineOption);
    return QString(markdown).remove(picture);
}

}  // namespace

HelpLibrary::HelpLibrary(const QString& language) {
    // "zh-CN": the folder zh_CN, then zh.
    const QString full = QString(language).replace(QLatin1Char('-'), QLatin1Char('_'));
    const QStringList languages{full, full.section(QLatin1Char('_'), 0, 0)};
    // The pages are the shipped ones; a language dropped in only says them in other words.
    const QString shipped = languagePlaces(QStringLiteral("help")).value(0);
    const QFileInfoList files =
        QDir(shipped).entryInfoList({QStringLiteral("*.md")}, QDir::Files | QDir::Readable, QDir::Name);
    for (const QFileInfo& info : files) {
        QString path = info.filePath();
        for (const QString& tongue : languages) {
            const QString translated = QStringLiteral("help:") + tongue + QLatin1Char('/') + info.fileName();
            if (!tongue.isEmpty() && QFile::exists(translated)) {
                path = translated;
                break;
            }
        }
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) continue;
        const QString name = nameOf(info.fileName());
        const QString markdown = withoutPictures(QString::fromUtf8(file.readAll()));
        m_topics.push_back({name, titleOf(markdown, name), markdown, SearchedText(markdown)});
    }
}

const HelpTopic* HelpLibrary::find(const QString& name) const {
    const auto found = std::ranges::find(m_topics, name, &HelpTopic::name);
    return found == m_topics.end() ? nullptr : &*found;
}

QString HelpLibrary::asWritten(const QString& word) {
    static const QRegularExpression errorNumber(QStringLiteral("^[Ee](\\d{3,4})$"));
    const auto number = errorNumber.match(word);
    return number.hasMatch() ? number.captured(1) : word;
}

std::vector<const HelpTopic*> HelpLibrary::search(const QString& query) const {
    QStringList words = query.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::ranges::transform(words, words.begin(), &HelpLibrary::asWritten);
    std::vector<const HelpTopic*> inTitle;
    std::vector<const HelpTopic*> inText;
    for (const HelpTopic& topic : m_topics) {
        if (!std::ranges::all_of(words, [&](const QString& word) { return topic.searched.holds(word); }))
            continue;
        const SearchedText inName(topic.title);
        const bool title =
            std::ranges::any_of(words, [&](const QString& word) { return inName.holds(word); });
        (title ? inTitle : inText).push_back(&topic);
    }
    inTitle.insert(inTitle.end(), inText.begin(), inText.end());
    return inTitle;
}

}  // namespace countersign::ui
