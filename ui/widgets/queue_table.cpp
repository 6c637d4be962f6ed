#include "widgets/queue_table.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <array>

#include "models/queue_model.h"
#include "theme/palette.h"
#include "theme/type.h"
#include "widgets/chip.h"

namespace countersign::ui {
namespace {

constexpr int kRowHeight = 48;
constexpr int kSide = 12;
// Parts of the width for record, number, state, why, next try, size.
constexpr std::array<int, QueueModel::ColumnCount> kShares{150, 115, 190, 300, 120, 110};

// Column names with the cells' margin and one hairline below.
class Header final : public QHeaderView {
  public:
    explicit Header(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
        setSectionsClickable(false);
        setHighlightSections(false);
        setSectionResizeMode(QHeaderView::Fixed);
        setMinimumSectionSize(40);
    }
    [[nodiscard]] QSize sizeHint() const override { return {0, scaled(40)}; }

  protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        painter->fillRect(rect, shade(*this, Shade::Card));
        painter->setPen(shade(*this, Shade::Line));
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
        painter->setFont(textFont(TextStyle::SmallBold));
        painter->setPen(shade(*this, Shade::SecondInk));
        const auto side =
            model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
        const auto words = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
        painter->drawText(rect.adjusted(scaled(kSide), 0, -scaled(kSide), 0),
                          static_cast<int>(QStyle::visualAlignment(layoutDirection(), side)), words);
    }
};

}  // namespace

Tone toneOf(QueueTone tone) {
    switch (tone) {
        case QueueTone::Quiet:
            return Tone::Neutral;
        case QueueTone::Good:
            return Tone::Good;
        case QueueTone::Information:
            return Tone::Information;
        case QueueTone::Warning:
            return Tone::Warning;
        case QueueTone::Bad:
            return Tone::Bad;
    }
    return Tone::Neutral;
}

void QueueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    if (option.widget == nullptr) return;
    const QWidget& view = *option.widget;
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    painter->save();
    painter->fillRect(option.rect, shade(view, selected ? Shade::AccentGround : Shade::Card));
    painter->setPen(shade(view, Shade::Line));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect inner = option.rect.adjusted(scaled(kSide), 0, -scaled(kSide), 0);
    const QString words = index.data(Qt::DisplayRole).toString();
    if (index.column() == QueueModel::State) {
        const ChipLook look{toneOf(static_cast<QueueTone>(index.data(QueueModel::ToneRole).toInt()))};
        const QSize size = chipSize(words, look);
        QRect chip(inner.topLeft(), size);
        chip.moveTop(inner.center().y() - size.height() / 2);
        drawChip(*painter, QStyle::visualRect(option.direction, inner, chip).topLeft(), words, look,
                 schemeOf(view), option.direction);
    } else {
        const auto side = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        painter->setFont(textFont(TextStyle::Body));
        const bool quiet = words == QStringLiteral("–") || index.column() == QueueModel::Size;
        painter->setPen(shade(view, quiet ? Shade::SecondInk : Shade::Ink));
        painter->drawText(inner, static_cast<int>(QStyle::visualAlignment(option.direction, side)),
                          painter->fontMetrics().elidedText(words, Qt::ElideRight, inner.width()));
    }
    if (option.state & QStyle::State_HasFocus) {
        // The row's mark at its beginning: the table is used by row, not by cell.
        const QRect bar(inner.left() - scaled(kSide), inner.top(), 4, inner.height());
        if (index.column() == 0) {
            painter->fillRect(QStyle::visualRect(option.direction, option.rect, bar),
                              shade(view, Shade::Accent));
        }
    }
    painter->restore();
}

QSize QueueDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {scaled(100), scaled(kRowHeight)};
}

QueueTable::QueueTable(QWidget* parent) : QTableView(parent) {
    setHorizontalHeader(new Header(this));
    setItemDelegate(new QueueDelegate(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);  // Tab leaves the table; arrows move in it
    setWordWrap(false);
    measure();
    restyle();
}

void QueueTable::setModel(QAbstractItemModel* model) {
    QTableView::setModel(model);
    share();
}

void QueueTable::setColumnsShown(ColumnsShown shown) {
    for (const int column : {QueueModel::Why, QueueModel::NextTry, QueueModel::Size})
        setColumnHidden(column, shown == ColumnsShown::Few);
    share();
}

void QueueTable::measure() {
    verticalHeader()->setDefaultSectionSize(scaled(kRowHeight));
    verticalHeader()->setMinimumSectionSize(scaled(kRowHeight));
}

// The scroll bar lies on a card, not on the ground of the window.
void QueueTable::restyle() {
    QPalette palette = verticalScrollBar()->palette();
    palette.setColor(QPalette::Window, shade(*this, Shade::Card));
    verticalScrollBar()->setPalette(palette);
}

void QueueTable::share() {
    if (model() == nullptr || model()->columnCount() != QueueModel::ColumnCount) return;
    int whole = 0;
    int last = 0;
    for (int column = 0; column < QueueModel::ColumnCount; ++column) {
        if (isColumnHidden(column)) continue;
        whole += kShares[static_cast<std::size_t>(column)];
        last = column;
    }
    int left = viewport()->width();
    for (int column = 0; column <= last; ++column) {
        if (isColumnHidden(column)) continue;
        const int width =
            column == last ? left : viewport()->width() * kShares[static_cast<std::size_t>(column)] / whole;
        setColumnWidth(column, width);
        left -= width;
    }
}

void QueueTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    Q_EMIT rowChosen(current);
}

void QueueTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    share();
}

void QueueTable::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) measure();
    if (event->type() == QEvent::PaletteChange) restyle();
    QTableView::changeEvent(event);
}

}  // namespace countersign::ui
