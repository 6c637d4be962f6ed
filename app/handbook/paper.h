// The sheet on which a handbook is printed: A4, its margins, the program's own letters in sizes for paper,
// its colours. What is compact has narrower margins, smaller letters and lines that stand closer. Main
// thread; refers to a writer that outlives it.
#pragma once

#include <QFont>
#include <QPdfWriter>
#include <QSizeF>

#include "app/handbook/book.h"
#include "theme/palette.h"

namespace countersign::handbook {

enum class Letter { BookTitle = 1, ChapterTitle, Heading, SmallHeading, Text, Table, Caption, Code, Foot };

class Paper {
  public:
    Paper(QPdfWriter& writer, Setting setting);

    [[nodiscard]] QPdfWriter& writer() const { return m_writer; }
    [[nodiscard]] double mm(double millimetres) const;  // for drawing
    // For the formats of a text, which Qt scales from the screen to this paper.
    [[nodiscard]] double inText(double millimetres) const;
    [[nodiscard]] QSizeF text() const;  // what a page holds between its margins
    [[nodiscard]] QPointF corner() const;
    [[nodiscard]] QFont font(Letter letter) const;
    [[nodiscard]] bool compact() const { return m_compact; }
    [[nodiscard]] static QColor ink(ui::Shade shade) { return ui::shade(ui::Scheme::Light, shade); }

  private:
    QPdfWriter& m_writer;
    const bool m_compact;
};

// In what QPdfWriter wrote: its moment of making, so that the same texts give the same bytes. The moment has
// the same form and length as the one in its place.
[[nodiscard]] QByteArray datedAt(QByteArray pdf, qint64 secondsSinceEpoch);

}  // namespace countersign::handbook
