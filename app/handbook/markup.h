// What the handbooks' Markdown becomes before Qt reads it: links between pages become page numbers, pictures
// get their captions, steps keep their own numbers (Qt's lists begin anew after every piece of code). Pure
// functions; any thread.
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace countersign::handbook {

// Begins a paragraph that is a step: the mark, its number, the mark again.
inline constexpr QChar kStepMark{0xE001};
// Begins the caption of the picture before it.
inline constexpr QChar kCaptionMark{0xE002};

// From right to left the columns of tables change sides, which Qt does not do.
// `pages`: where each chapter begins. A link to a page that is not in this book becomes its words alone.
[[nodiscard]] QString forPaper(const QString& markdown, const QMap<QString, int>& pages,
                               const QString& pageWord, Qt::LayoutDirection direction);
// The scenes that it shows, by name: "![…](picture:scan)".
[[nodiscard]] QStringList picturesIn(const QString& markdown);

}  // namespace countersign::handbook
