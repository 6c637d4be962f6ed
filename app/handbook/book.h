// A handbook as it is described in resources/handbook/NAME.json: which pages it is made of, in which order.
//
//   {"version": 1, "languages": ["en", …], "chapters": ["handbook/clerk/00_first.md", "help/10_scan.md", …],
//    "words": {"contents": {"en": "Contents", …}, "page": {"en": "page %1", …}}}
//
// With "setting": "compact" a chapter begins where the one before ends, and pictures are smaller; else each
// begins on a page of its own.
// The first chapter is the cover (its text before the first heading of the second level) and what follows it;
// a chapter in another language lies in a folder of that name beside the English one. Values; main thread.
#pragma once

#include <QString>
#include <QStringList>
#include <tl/expected.hpp>
#include <vector>

namespace countersign::handbook {

enum class Setting { Roomy = 1, Compact };

struct Chapter {
    QString name;  // "scan" of "help/20_scan.md": what links name
    QString title;
    QString text;  // Markdown without the title
};

struct Book {
    QString name, language, title;
    QString cover;  // Markdown
    QString contentsWord, pageWord;
    Setting setting = Setting::Roomy;
    std::vector<Chapter> chapters;
};

// The names of the books there are for this language.
[[nodiscard]] QStringList booksIn(const QString& resources, const QString& language);
// In place of the book: what is wrong, with the file's name. A chapter that is missing in the language is
// wrong: a handbook does not change its language half way.
[[nodiscard]] tl::expected<Book, QString> readBook(const QString& resources, const QString& name,
                                                   const QString& language);

}  // namespace countersign::handbook
