// Where words lie: those that are shipped, inside the program, and those that somebody dropped into a folder.
// A language is added without a new program by
//
//   FOLDER/countersign_ug.qm                  the words (lrelease makes it of a copy of the .ts file)
//   FOLDER/consent/ug/notice-3.json           the consent text
//   FOLDER/help/ug/10_registration.md …       the help pages
//
// each of which may be missing: English stands in. A shipped language can't be replaced, so that nobody
// changes what buyers are told. GUI thread.
#pragma once

#include <QStringList>

class QLocale;
class QTranslator;

namespace countersign::ui {

// The folders of other languages, in the order in which they are looked at; the shipped ones always come
// first. Once, before the first word.
void useLanguageFolders(const QStringList& folders);
// Where files of a kind lie, "i18n", "consent" or "help"; "help:ug/10_scan.md" names one of them. The shipped
// ones alone where no other folder was named.
[[nodiscard]] QStringList languagePlaces(const QString& kind);
// Of a file of words that is damaged: its path. The rest of the program then speaks English.
[[nodiscard]] QStringList unreadableLanguageFiles();

// BCP 47, of every language there are words for.
[[nodiscard]] QStringList languagesWithWords();
// False: there are none for this language, or they can't be read.
[[nodiscard]] bool loadWords(QTranslator& into, const QLocale& locale);

}  // namespace countersign::ui
