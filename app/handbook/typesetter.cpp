#include "app/handbook/typesetter.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QDateTime>
#include <QFileInfo>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QSvgRenderer>
#include <QTextBlock>
#include <QUrl>

#include "app/handbook/dressing.h"
#include "app/handbook/markup.h"

namespace countersign::handbook {
namespace {

using ui::Shade;

constexpr int kMostRounds = 5;  // of numbering pages: each changes the text a little

// A picture in a hairline, so that a light window stands out from the paper.
QImage framed(QImage picture) {
    picture = picture.convertToFormat(QImage::Format_RGB32);
    QPainter painter(&picture);
    painter.setPen(QPen(Paper::ink(Shade::ControlLine), 2));
    painter.drawRect(QRectF(picture.rect()).adjusted(1, 1, -1, -1));
    return picture;
}

// One page of a text.
void drawSheet(const Paper& paper, QPainter& painter, const QTextDocument& text, int sheet) {
    const double height = paper.text().height();
    const QRectF seen(0, sheet * height, paper.text().width(), height);
    painter.save();
    painter.translate(paper.corner().x(), paper.corner().y() - seen.top());
    painter.setClipRect(seen);
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = seen;
    context.palette.setColor(QPalette::Text, Paper::ink(Shade::Ink));
    text.documentLayout()->draw(&painter, context);
    painter.restore();
}

}  // namespace

Typesetter::Typesetter(Book book, QString pictures)
    : m_book(std::move(book)),
      m_pictures(std::move(pictures)),
      m_direction(QLocale(m_book.language).textDirection()) {}

QString Typesetter::missingPicture() const {
    QStringList wanted = picturesIn(m_book.cover);
    for (const auto& chapter : m_book.chapters) wanted << picturesIn(chapter.text);
    for (const auto& scene : wanted) {
        const auto file = m_pictures + u'/' + scene + QStringLiteral(".png");
        if (!QFileInfo::exists(file)) return file;
    }
    return {};
}

QStringList Typesetter::parts(const QMap<QString, int>& pages) const {
    QStringList made;
    for (const auto& chapter : m_book.chapters) {
        auto others = pages;
        others.remove(chapter.name);
        QString markdown = forPaper(chapter.text, others, m_book.pageWord, m_direction);
        if (!chapter.title.isEmpty()) markdown.prepend(QStringLiteral("# ") + chapter.title + u'\n');
        if (m_book.setting == Setting::Compact && !made.isEmpty()) {
            made.back() += u'\n' + markdown;
        } else {
            made << markdown;
        }
    }
    return made;
}

void Typesetter::setParts(const Paper& paper, const QMap<QString, int>& pages) {
    const auto markdown = parts(pages);
    m_set.resize(static_cast<std::size_t>(markdown.size()));
    for (std::size_t i = 0; i < m_set.size(); ++i) {
        const auto& now = markdown[static_cast<qsizetype>(i)];
        if (m_set[i].text && m_set[i].markdown == now) continue;
        m_set[i] = {now, document(paper, now)};
        keepTogether(*m_set[i].text, paper);
    }
}

std::unique_ptr<QTextDocument> Typesetter::document(const Paper& paper, const QString& markdown) const {
    auto text = std::make_unique<QTextDocument>();
    text->documentLayout()->setPaintDevice(&paper.writer());
    text->setDocumentMargin(0);
    text->setDefaultFont(paper.font(Letter::Text));
    QTextOption option = text->defaultTextOption();
    option.setTextDirection(m_direction);
    option.setAlignment(m_direction == Qt::RightToLeft ? Qt::AlignRight | Qt::AlignAbsolute : Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    text->setDefaultTextOption(option);
    text->setIndentWidth(paper.inText(6));
    text->setMarkdown(markdown);  // forgets the pictures of before
    for (const auto& scene : picturesIn(markdown)) {
        QImage picture(m_pictures + u'/' + scene + QStringLiteral(".png"));
        text->addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("picture:") + scene),
                          framed(std::move(picture)));
    }
    text->setPageSize(paper.text());
    dress(*text, paper, m_direction);
    return text;
}

QMap<QString, int> Typesetter::chapterPages(const Paper& paper) const {
    QMap<QString, int> pages;
    int page = 2;
    auto chapter = m_book.chapters.begin();
    for (const auto& part : m_set) {
        // The titles stand in the chapters' order; what follows the cover has none.
        for (auto block = part.text->begin(); block.isValid(); block = block.next()) {
            if (block.blockFormat().headingLevel() != 1) continue;
            while (chapter != m_book.chapters.end() && chapter->title.isEmpty()) ++chapter;
            if (chapter == m_book.chapters.end()) break;
            const auto top = part.text->documentLayout()->blockBoundingRect(block).top();
            pages[chapter->name] = page + static_cast<int>(top / paper.text().height());
            ++chapter;
        }
        page += part.text->pageCount();
    }
    return pages;
}

void Typesetter::drawFoot(const Paper& paper, QPainter& painter, int page) const {
    const QRectF foot(paper.corner().x(), paper.corner().y() + paper.text().height() + paper.mm(5),
                      paper.text().width(), paper.mm(6));
    painter.setPen(QPen(Paper::ink(Shade::Line), paper.mm(0.18)));
    painter.drawLine(foot.topLeft(), foot.topRight());
    painter.setPen(Paper::ink(Shade::SecondInk));
    painter.setFont(paper.font(Letter::Foot));
    const auto begin = m_direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    const auto end = m_direction == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight;
    const auto beneath = foot.adjusted(0, paper.mm(1.5), 0, 0);
    painter.drawText(beneath, static_cast<int>(begin | Qt::AlignTop | Qt::AlignAbsolute), m_book.title);
    painter.drawText(beneath, static_cast<int>(end | Qt::AlignTop | Qt::AlignAbsolute),
                     QString::number(page));
}

void Typesetter::drawCover(const Paper& paper, QPainter& painter, const QMap<QString, int>& pages,
                           qint64 secondsSinceEpoch) const {
    const bool rightToLeft = m_direction == Qt::RightToLeft;
    const auto begin = (rightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute;
    const auto end = (rightToLeft ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute;
    const double left = paper.corner().x(), width = paper.text().width();
    double y = paper.corner().y();

    const double mark = paper.mm(12);
    QSvgRenderer icon(QStringLiteral(COUNTERSIGN_ICON));
    icon.render(&painter, QRectF(rightToLeft ? left + width - mark : left, y, mark, mark));
    painter.setPen(Paper::ink(Shade::SecondInk));
    painter.setFont(paper.font(Letter::SmallHeading));
    const auto moment = QDateTime::fromSecsSinceEpoch(secondsSinceEpoch, Qt::UTC).date();
    painter.drawText(QRectF(left, y, width, mark), static_cast<int>(end | Qt::AlignVCenter),
                     QStringLiteral("Countersign " COUNTERSIGN_VERSION " · ") + moment.toString(Qt::ISODate));
    y += mark + paper.mm(8);

    painter.setFont(paper.font(Letter::BookTitle));
    painter.setPen(Paper::ink(Shade::Accent));
    const QRectF titleRoom(left, y, width, paper.mm(60));
    QRectF used;
    painter.drawText(titleRoom, static_cast<int>(begin | Qt::AlignTop) | Qt::TextWordWrap, m_book.title,
                     &used);
    y = used.bottom() + paper.mm(5);

    const auto intro = document(paper, forPaper(m_book.cover, pages, m_book.pageWord, m_direction));
    painter.save();
    painter.translate(left, y);
    intro->documentLayout()->draw(&painter, {});
    painter.restore();
    y += intro->documentLayout()->documentSize().height();
    // A document of pages is as high as its pages; what is on this one ends with its last block.
    const auto last = intro->documentLayout()->blockBoundingRect(intro->lastBlock());
    y = y - intro->documentLayout()->documentSize().height() + last.bottom() + paper.mm(7);

    painter.setFont(paper.font(Letter::Heading));
    painter.setPen(Paper::ink(Shade::Ink));
    painter.drawText(QRectF(left, y, width, paper.mm(8)), static_cast<int>(begin | Qt::AlignTop),
                     m_book.contentsWord);
    y += paper.mm(9);
    for (const auto& chapter : m_book.chapters) {
        if (chapter.title.isEmpty()) continue;
        const QRectF line(left, y, width, paper.mm(6.5));
        painter.setFont(paper.font(Letter::Text));
        painter.setPen(Paper::ink(Shade::Ink));
        painter.drawText(line, static_cast<int>(begin | Qt::AlignVCenter), chapter.title);
        painter.drawText(line, static_cast<int>(end | Qt::AlignVCenter),
                         QString::number(pages.value(chapter.name)));
        painter.setPen(QPen(Paper::ink(Shade::Line), paper.mm(0.18)));
        painter.drawLine(line.bottomLeft(), line.bottomRight());
        y += line.height();
    }
}

tl::expected<QByteArray, QString> Typesetter::print(qint64 secondsSinceEpoch) {
    if (const auto missing = missingPicture(); !missing.isEmpty())
        return tl::unexpected<QString>(missing + QStringLiteral(": no such picture"));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly)) return tl::unexpected<QString>(QStringLiteral("no memory"));
    {
        QPdfWriter writer(&buffer);
        const Paper paper(writer, m_book.setting);
        writer.setTitle(m_book.title);
        writer.setCreator(QStringLiteral("Countersign " COUNTERSIGN_VERSION));
        // Of two digits from the beginning, as most will be.
        QMap<QString, int> pages;
        for (const auto& chapter : m_book.chapters) pages[chapter.name] = 10;
        for (int round = 0;; ++round) {
            setParts(paper, pages);
            const auto now = chapterPages(paper);
            if (now == pages) break;
            if (round == kMostRounds)
                return tl::unexpected<QString>(QStringLiteral("the pages' numbers never settle"));
            pages = now;
        }
        QPainter painter(&writer);
        drawCover(paper, painter, pages, secondsSinceEpoch);
        int page = 2;
        for (const auto& part : m_set) {
            for (int sheet = 0; sheet < part.text->pageCount(); ++sheet, ++page) {
                writer.newPage();
                drawFoot(paper, painter, page);
                drawSheet(paper, painter, *part.text, sheet);
            }
        }
    }
    auto dated = datedAt(std::move(bytes), secondsSinceEpoch);
    if (dated.isEmpty()) return tl::unexpected<QString>(QStringLiteral("Qt wrote a PDF without a date"));
    return dated;
}

}  // namespace countersign::handbook
