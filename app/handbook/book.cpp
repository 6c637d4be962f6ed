#include "app/handbook/book.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace countersign::handbook {
namespace {

using Wrong = tl::unexpected<QString>;

tl::expected<QString, QString> textOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return Wrong(path + QStringLiteral(": can't be read"));
    return QString::fromUtf8(file.readAll());
}

tl::expected<QJsonObject, QString> description(const QString& path) {
    const auto text = textOf(path);
    if (!text) return Wrong(text.error());
    const auto object = QJsonDocument::fromJson(text->toUtf8()).object();
    if (object.value(QStringLiteral("version")).toInt() != 1)
        return Wrong(path + QStringLiteral(": no description of a handbook"));
    return object;
}

QStringList listIn(const QJsonObject& object, const QString& key) {
    QStringList words;
    for (const auto& each : object.value(key).toArray()) words << each.toString();
    return words;
}

QString descriptionFile(const QString& resources, const QString& name) {
    return resources + QStringLiteral("/handbook/") + name + QStringLiteral(".json");
}

// "help/20_scan.md", "zh_CN" → "help/zh_CN/20_scan.md"; English lies without a folder.
QString inLanguage(const QString& file, const QString& language) {
    if (language == u"en") return file;
    const QFileInfo info(file);
    return info.path() + u'/' + language + u'/' + info.fileName();
}

tl::expected<Chapter, QString> readChapter(const QString& resources, const QString& file,
                                           const QString& language) {
    const auto path = resources + u'/' + inLanguage(file, language);
    const auto text = textOf(path);
    if (!text) return Wrong(text.error());
    Chapter made;
    made.name = QFileInfo(file).completeBaseName();
    if (const auto mark = made.name.indexOf(u'_');
        mark > 0 && made.name.left(mark).toInt() >= 0 && made.name.front().isDigit())
        made.name = made.name.mid(mark + 1);
    const auto end = text->indexOf(u'\n');
    if (!text->startsWith(QStringLiteral("# ")) || end < 0)
        return Wrong(path + QStringLiteral(": begins without a title"));
    made.title = text->mid(2, end - 2).trimmed();
    made.text = text->mid(end + 1);
    return made;
}

}  // namespace

QStringList booksIn(const QString& resources, const QString& language) {
    QStringList names;
    const auto files = QDir(resources + QStringLiteral("/handbook"))
                           .entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const auto& file : files) {
        const auto object = description(file.filePath());
        if (object && listIn(*object, QStringLiteral("languages")).contains(language))
            names << file.completeBaseName();
    }
    return names;
}

tl::expected<Book, QString> readBook(const QString& resources, const QString& name, const QString& language) {
    const auto path = descriptionFile(resources, name);
    const auto object = description(path);
    if (!object) return Wrong(object.error());
    Book book;
    book.name = name;
    book.language = language;
    const auto words = object->value(QStringLiteral("words")).toObject();
    const auto word = [&](const char* key) {
        return words.value(QLatin1String(key)).toObject().value(language).toString();
    };
    book.contentsWord = word("contents");
    book.pageWord = word("page");
    if (book.contentsWord.isEmpty() || !book.pageWord.contains(QStringLiteral("%1")))
        return Wrong(path + QStringLiteral(": lacks words in ") + language);
    const auto setting = object->value(QStringLiteral("setting")).toString();
    if (!setting.isEmpty() && setting != u"compact")
        return Wrong(path + QStringLiteral(": no such setting: ") + setting);
    if (setting == u"compact") book.setting = Setting::Compact;
    for (const auto& file : listIn(*object, QStringLiteral("chapters"))) {
        auto chapter = readChapter(resources, file, language);
        if (!chapter) return Wrong(chapter.error());
        if (book.title.isEmpty()) {
            book.title = chapter->title;
            const auto rest = chapter->text.indexOf(QStringLiteral("\n## "));
            book.cover = chapter->text.left(rest);
            chapter->text = rest < 0 ? QString() : chapter->text.mid(rest + 1);
            chapter->title.clear();
            if (chapter->text.isEmpty()) continue;
        }
        book.chapters.push_back(std::move(*chapter));
    }
    if (book.chapters.empty()) return Wrong(path + QStringLiteral(": has no chapters"));
    return book;
}

}  // namespace countersign::handbook
