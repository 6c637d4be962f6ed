// How a handbook's text looks once Qt has read its Markdown: letters by purpose, margins, steps, pieces of
// code, pictures with captions, tables; and what has to stay on one page. GUI thread.
#pragma once

#include <QTextDocument>

#include "app/handbook/paper.h"

namespace countersign::handbook {

// Once, after setMarkdown() of what forPaper() made (markup.h).
void dress(QTextDocument& text, const Paper& paper, Qt::LayoutDirection direction);
// After dress() and with the size of the pages set. Qt breaks pages anywhere: with this a heading stays with
// what follows it, a picture with its caption.
void keepTogether(QTextDocument& text, const Paper& paper);

}  // namespace countersign::handbook
