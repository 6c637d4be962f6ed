#include "text/language_files.h"

#include <QDir>
#include <QFile>
#include <QLocale>
#include <QTranslator>

namespace countersign::ui {
namespace {

const QString kStem = QStringLiteral("countersign_");
const QString kEnd = QStringLiteral(".qm");

QString fileOf(QString tag) {
    return QStringLiteral("i18n:") + kStem + tag.replace(u'-', u'_') + kEnd;
}

QString tagOf(const QString& file) {
    return file.mid(kStem.size(), file.size() - kStem.size() - kEnd.size()).replace(u'_', u'-');
}

}  // namespace

QStringList languagePlaces(const QString& kind) {
    if (QDir::searchPaths(kind).isEmpty()) useLanguageFolders({});
    return QDir::searchPaths(kind);
}

void useLanguageFolders(const QStringList& others) {
    QStringList words{QStringLiteral(":/i18n")};
    QStringList consent{QStringLiteral(":/consent")};
    QStringList help{QStringLiteral(":/help")};
    for (const QString& folder : others) {
        words << folder;
        consent << folder + QStringLiteral("/consent");
        help << folder + QStringLiteral("/help");
    }
    QDir::setSearchPaths(QStringLiteral("i18n"), words);
    QDir::setSearchPaths(QStringLiteral("consent"), consent);
    QDir::setSearchPaths(QStringLiteral("help"), help);
}

QStringList languagesWithWords() {
    QStringList tags;
    for (const QString& folder : languagePlaces(QStringLiteral("i18n"))) {
        for (const QString& file : QDir(folder).entryList({kStem + u'*' + kEnd}, QDir::Files)) {
            const QString tag = tagOf(file);
            const bool language = QLocale(tag).language() != QLocale::C;
            if (language && !tags.contains(tag)) tags << tag;
        }
    }
    return tags;
}

QStringList unreadableLanguageFiles() {
    QStringList files;
    for (const QString& tag : languagesWithWords()) {
        QTranslator trial;
        if (!trial.load(fileOf(tag))) files << QFile(fileOf(tag)).fileName();
    }
    return files;
}

bool loadWords(QTranslator& into, const QLocale& locale) {
    if (languagePlaces(QStringLiteral("i18n")).isEmpty()) return false;
    // From the most exact to the language alone: "ar-AE", then "ar".
    for (QString tag : locale.uiLanguages()) {
        while (!tag.isEmpty()) {
            if (QFile::exists(fileOf(tag))) return into.load(fileOf(tag));
            tag.truncate(qMax<qsizetype>(0, tag.lastIndexOf(u'-')));
        }
    }
    return false;
}

}  // namespace countersign::ui
