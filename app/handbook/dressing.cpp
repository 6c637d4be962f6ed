#include "app/handbook/dressing.h"

#include <QAbstractTextDocumentLayout>
#include <QImage>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>
#include <QTextTable>
#include <QUrl>
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/handbook/markup.h"

namespace countersign::handbook {
namespace {

using ui::Shade;

constexpr double kPictureWidth = 132, kCompactWidth = 88;  // mm; half of a compact page's text

// How wide the columns of a table are, in percent: by what stands in them, the short ones not squeezed.
QList<QTextLength> columnWidths(const QTextTable& table) {
    std::vector<double> weights;
    for (int column = 0; column < table.columns(); ++column) {
        double total = 0;
        qsizetype longestWord = 0;
        for (int row = 0; row < table.rows(); ++row) {
            const auto cell = table.cellAt(row, column);
            auto from = cell.firstCursorPosition();
            from.setPosition(cell.lastCursorPosition().position(), QTextCursor::KeepAnchor);
            const auto words = from.selectedText();
            total += static_cast<double>(words.size());
            for (const auto& word : words.split(u' ')) longestWord = std::max(longestWord, word.size());
        }
        // Chinese has no blanks: a whole sentence is no word.
        const auto least = 1.2 * static_cast<double>(std::min<qsizetype>(longestWord, 16));
        weights.push_back(std::max(std::sqrt(total / table.rows()) * 4.2, least) + 2);
    }
    double sum = 0;
    for (const double each : weights) sum += each;
    QList<QTextLength> widths;
    for (const double each : weights) widths << QTextLength(QTextLength::PercentageLength, 100 * each / sum);
    return widths;
}

bool holdsPicture(const QTextBlock& block) {
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        if (it.fragment().charFormat().isImageFormat()) return true;
    }
    return false;
}

bool isCode(const QTextBlockFormat& format) {
    return format.hasProperty(QTextFormat::BlockCodeFence) ||
           format.hasProperty(QTextFormat::BlockCodeLanguage);
}

QTextCharFormat look(const QFont& font, Shade shade) {
    QTextCharFormat made;
    made.setFont(font);
    made.setForeground(Paper::ink(shade));
    return made;
}

// One paragraph at a time.
class Dresser {
  public:
    Dresser(QTextDocument& text, const Paper& paper, Qt::LayoutDirection direction)
        : m_text(text), m_paper(paper), m_rightToLeft(direction == Qt::RightToLeft) {}

    void dress(const QTextBlock& block) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        const bool inTable = cursor.currentTable() != nullptr;
        const QString words = block.text();
        format.setLayoutDirection(m_rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        format.setAlignment((m_rightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
        format.setLineHeight(m_paper.compact() ? (inTable ? 104 : 114) : (inTable ? 112 : 122),
                             QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(m_paper.inText(aboveOf(block, level)));
        format.setBottomMargin(m_paper.inText(inTable            ? 0
                                              : level == 1       ? 4
                                              : level > 1        ? 1.6
                                              : block.textList() ? 1.2
                                                                 : 2.2));
        if (isCode(format)) {
            dressCode(block, format);
        } else if (holdsPicture(block)) {
            dressPicture(block, format);
        } else if (words.startsWith(kCaptionMark)) {
            dressCaption(block, format);
        } else {
            dressWords(block, letterOf(level, inTable), level);
            if (words.startsWith(kStepMark)) dressStep(block, format);
        }
        QTextCursor(block).setBlockFormat(format);
    }

  private:
    double aboveOf(const QTextBlock& block, int level) const {  // mm
        if (level == 0) return 0;
        if (level > 1) return level == 2 ? 5 : 3.5;
        // Only in a compact book a chapter follows something on its page.
        return block.blockNumber() == 0 ? 0 : 9;
    }

    static Letter letterOf(int level, bool inTable) {
        if (level == 0) return inTable ? Letter::Table : Letter::Text;
        return level == 1 ? Letter::ChapterTitle : level == 2 ? Letter::Heading : Letter::SmallHeading;
    }

    // The letters of the block from a place on, to its end.
    QTextCursor restOf(const QTextBlock& block) const {
        QTextCursor cursor(block);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        return cursor;
    }

    void dressCode(const QTextBlock& block, QTextBlockFormat& format) const {
        // Commands are read from the left in every language.
        format.setLayoutDirection(Qt::LeftToRight);
        format.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute);
        format.setLineHeight(112, QTextBlockFormat::ProportionalHeight);
        format.setBackground(Paper::ink(Shade::Ground));
        format.setNonBreakableLines(false);
        format.setLeftMargin(m_paper.inText(3));
        const auto next = block.next();
        const bool last = !next.isValid() || !isCode(next.blockFormat());
        format.setBottomMargin(last ? m_paper.inText(3) : 0);
        restOf(block).setCharFormat(look(m_paper.font(Letter::Code), Shade::Ink));
    }

    void dressPicture(const QTextBlock& block, QTextBlockFormat& format) const {
        format.setTopMargin(m_paper.inText(1.5));
        format.setBottomMargin(m_paper.inText(1));
        format.setLineHeight(0, QTextBlockFormat::SingleHeight);
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (!it.fragment().charFormat().isImageFormat()) continue;
            auto picture = it.fragment().charFormat().toImageFormat();
            const auto image =
                m_text.resource(QTextDocument::ImageResource, QUrl(picture.name())).value<QImage>();
            picture.setWidth(m_paper.inText(m_paper.compact() ? kCompactWidth : kPictureWidth));
            if (!image.isNull()) picture.setHeight(picture.width() * image.height() / image.width());
            QTextCursor there(&m_text);
            there.setPosition(it.fragment().position());
            there.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
            there.setCharFormat(picture);
            return;
        }
    }

    void dressCaption(const QTextBlock& block, QTextBlockFormat& format) const {
        QTextCursor(block).deleteChar();
        restOf(block).setCharFormat(look(m_paper.font(Letter::Caption), Shade::SecondInk));
        format.setBottomMargin(m_paper.inText(4));
    }

    // Bold words and pieces of code inside a line stay what they are; what is emphasised becomes bold, since
    // Chinese and Arabic know no italics.
    void dressWords(const QTextBlock& block, Letter letter, int level) const {
        std::vector<std::pair<int, int>> pieces;
        for (auto it = block.begin(); !it.atEnd(); ++it)
            pieces.emplace_back(it.fragment().position(), it.fragment().length());
        for (const auto& [position, length] : pieces) {
            QTextCursor there(&m_text);
            there.setPosition(position);
            there.setPosition(position + length, QTextCursor::KeepAnchor);
            const auto before = there.charFormat();
            QFont font = m_paper.font(letter);
            if (before.fontFixedPitch()) {
                font = m_paper.font(Letter::Code);
                font.setPointSizeF(m_paper.font(letter).pointSizeF() * 0.92);
            }
            const bool strong = before.fontWeight() > QFont::Normal || before.fontItalic();
            if (strong && level == 0) font.setWeight(QFont::Bold);
            there.setCharFormat(look(font, level == 1 ? Shade::Accent : Shade::Ink));
        }
    }

    void dressStep(const QTextBlock& block, QTextBlockFormat& format) const {
        const auto words = block.text();
        const auto end = words.indexOf(kStepMark, 1);
        QTextCursor mark(block);
        mark.setPosition(block.position() + static_cast<int>(end) + 1, QTextCursor::KeepAnchor);
        QFont bold = m_paper.font(Letter::Text);
        bold.setWeight(QFont::Bold);
        // From right to left Qt gives a tab no room.
        const auto gap = m_rightToLeft ? QStringLiteral(".\u00A0\u00A0") : QStringLiteral(".\t");
        mark.insertText(words.mid(1, end - 1) + gap, look(bold, Shade::Accent));
        const double indent = m_paper.inText(7);
        // Of a text from right to left the left margin is the one it begins at.
        format.setLeftMargin(m_rightToLeft ? 0 : indent);
        format.setRightMargin(m_rightToLeft ? indent : 0);
        format.setTextIndent(-indent);
        format.setTabPositions({QTextOption::Tab(indent, QTextOption::LeftTab)});
        format.setBottomMargin(m_paper.inText(1.4));
    }

    QTextDocument& m_text;
    const Paper& m_paper;
    const bool m_rightToLeft;
};

void dressTable(QTextTable& table, const Paper& paper, Qt::LayoutDirection direction) {
    QTextTableFormat format = table.format();
    format.setLayoutDirection(direction);
    format.setBorderBrush(Paper::ink(Shade::Line));
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderCollapse(true);
    format.setBorder(paper.inText(0.18));
    format.setCellPadding(paper.inText(paper.compact() ? 0.9 : 1.5));
    format.setCellSpacing(0);
    format.setTopMargin(paper.inText(1));
    format.setBottomMargin(paper.inText(4));
    format.setHeaderRowCount(1);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    format.setColumnWidthConstraints(columnWidths(table));
    table.setFormat(format);
    for (int column = 0; column < table.columns(); ++column) {
        auto cell = table.cellAt(0, column);
        auto ground = cell.format();
        ground.setBackground(Paper::ink(Shade::AccentGround));
        cell.setFormat(ground);
    }
}

}  // namespace

void dress(QTextDocument& text, const Paper& paper, Qt::LayoutDirection direction) {
    // As one change: each by itself would lay the whole text out anew.
    QTextCursor whole(&text);
    whole.beginEditBlock();
    Dresser dresser(text, paper, direction);
    for (QTextBlock block = text.begin(); block.isValid(); block = block.next()) dresser.dress(block);
    for (QTextFrame* frame : text.rootFrame()->childFrames()) {
        if (auto* table = qobject_cast<QTextTable*>(frame)) dressTable(*table, paper, direction);
    }
    whole.endEditBlock();
}

namespace {

// Qt breaks a page in the middle of a row, and where a table ends just at a page's end it draws the first row
// once more on the next page, over what stands there. The rows of such a table move closer until both are
// over. Of a long table there is always one row at a page's end: it stays as it is.
void endRowsOnTheirPages(QTextDocument& text, const Paper& paper) {
    // A step moves the last of twenty rows by less than a line; after ten of them a table looks squeezed.
    constexpr double kCloser = 0.96;
    constexpr int kMostTries = 10, kMostRows = 40;  // a page holds about forty
    const auto* layout = text.documentLayout();
    const auto pageOf = [&](double y) { return static_cast<int>(y / paper.text().height()); };
    for (QTextFrame* frame : text.rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (table == nullptr || table->rows() > kMostRows) continue;
        const auto isWrong = [&] {
            double bottom = 0;
            for (int row = 0; row < table->rows(); ++row) {
                double top = layout->frameBoundingRect(table).bottom();
                bottom = 0;
                for (int column = 0; column < table->columns(); ++column) {
                    const auto cell = table->cellAt(row, column);
                    const auto first = layout->blockBoundingRect(cell.firstCursorPosition().block());
                    const auto last = layout->blockBoundingRect(cell.lastCursorPosition().block());
                    top = std::min(top, first.top());
                    bottom = std::max(bottom, last.bottom());
                }
                if (pageOf(top) != pageOf(bottom)) return true;
            }
            return pageOf(bottom) != pageOf(layout->frameBoundingRect(table).bottom() - paper.mm(0.1));
        };
        for (int tries = 0; tries < kMostTries && isWrong(); ++tries) {
            QTextTableFormat format = table->format();
            format.setCellPadding(format.cellPadding() * kCloser);
            table->setFormat(format);
            text.markContentsDirty(0, text.characterCount());
        }
    }
}

}  // namespace

void keepTogether(QTextDocument& text, const Paper& paper) {
    const double height = paper.text().height();
    const auto* layout = text.documentLayout();
    const auto pageOf = [&](double y) { return static_cast<int>(y / height); };
    for (QTextBlock block = text.begin(); block.isValid(); block = block.next()) {
        const bool heading = block.blockFormat().headingLevel() > 0;
        const bool picture = holdsPicture(block);
        if (!heading && !picture) continue;
        QTextBlock next = block.next();
        // Two headings in a row keep together, with what follows both.
        while (next.isValid() && next.blockFormat().headingLevel() > 0) next = next.next();
        if (!next.isValid()) continue;
        const auto top = layout->blockBoundingRect(block).top();
        const auto under = layout->blockBoundingRect(next);
        // Of text two lines have to follow, of a table's first row as much as there is; of a chapter
        // its first lines and a heading, or it looks like the end of the one before.
        const bool chapter = block.blockFormat().headingLevel() == 1;
        const double needed = picture   ? under.height()
                              : chapter ? paper.mm(30)
                                        : std::min(under.height(), paper.mm(14));
        if (pageOf(top) == pageOf(under.top() + needed)) continue;
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        if (format.pageBreakPolicy() == QTextFormat::PageBreak_AlwaysBefore) continue;
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        if (chapter) format.setTopMargin(0);
        cursor.setBlockFormat(format);
        // Qt lays out anew from here on only, and leaves paragraphs after tables without any height.
        text.markContentsDirty(0, text.characterCount());
    }
    endRowsOnTheirPages(text, paper);
}

}  // namespace countersign::handbook
