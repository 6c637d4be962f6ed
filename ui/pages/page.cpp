#include "pages/page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "theme/type.h"
#include "widgets/button.h"
#include "widgets/page_header.h"

namespace countersign::ui {
namespace {

constexpr int kContentWidth = 1120;
constexpr int kSideMargin = 34;
constexpr int kSideMarginNarrow = 16;
// At 100 %. The smallest window (1024 px) leaves 800 beside the rail: two columns still fit there.
constexpr int kNarrowBelow = 790;
constexpr int kTopMargin = 26;
constexpr int kTopMarginBelowMessage = 12;
constexpr int kBottomMargin = 4;
constexpr int kFooterMargin = 18;
constexpr int kRoomBelow = 56;  // what is said under a field is seen with it

}  // namespace

Page::Page(QWidget* parent)
    : QWidget(parent),
      m_scroll(new QScrollArea),
      m_column(new QWidget),
      m_footerColumn(new QWidget),
      m_footer(new QWidget),
      m_header(new PageHeader),
      m_body(new QVBoxLayout),
      m_footerRow(new QHBoxLayout),
      m_below(new QVBoxLayout) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);

    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(scaled(kSideMargin), scaled(kTopMargin), scaled(kSideMargin),
                               scaled(kBottomMargin));
    column->setSpacing(scaled(16));
    column->addWidget(m_header);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(scaled(16));
    column->addLayout(m_body, 1);
    m_below->setContentsMargins(0, 0, 0, 0);
    m_below->setSpacing(scaled(12));
    column->addLayout(m_below);
    auto* content = new QWidget;
    centre(m_column, content);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    whole->addWidget(m_scroll, 1);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] { placeColumn(); });

    m_footerRow->setContentsMargins(scaled(kSideMargin), scaled(8), scaled(kSideMargin),
                                    scaled(kFooterMargin));
    m_footerRow->setSpacing(scaled(12));
    m_footerRow->addStretch(1);
    m_footerColumn->setLayout(m_footerRow);
    centre(m_footerColumn, m_footer);
    whole->addWidget(m_footer);
    setContentWidth(kContentWidth);
}

void Page::centre(QWidget* column, QWidget* into) const {
    auto* row = new QHBoxLayout(into);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addStretch(0);
    row->addWidget(column, 1);
    row->addStretch(0);
}

void Page::setContentWidth(int pixelsAt100) {
    const int width = scaled(pixelsAt100) + 2 * scaled(kSideMargin);
    m_column->setMaximumWidth(width);
    m_footerColumn->setMaximumWidth(width);
}

void Page::setAbove(Above above) {
    m_above = above;
    placeColumn();
}

void Page::placeColumn() {
    // The bar lies in the margin, so that the contents stay in line with the footer.
    const bool shown = m_scroll->verticalScrollBar()->maximum() > 0;
    const bool atEdge = m_scroll->width() < m_column->maximumWidth();
    const int bar = shown && atEdge ? m_scroll->verticalScrollBar()->sizeHint().width() : 0;
    QMargins margins = m_column->layout()->contentsMargins();
    const int side = scaled(m_narrow ? kSideMarginNarrow : kSideMargin);
    margins.setTop(scaled(m_above == Above::Message || m_narrow ? kTopMarginBelowMessage : kTopMargin));
    margins.setLeft(side - (isRightToLeft() ? bar : 0));
    margins.setRight(side - (isRightToLeft() ? 0 : bar));
    margins.setBottom(scaled(m_narrow ? kTopMarginBelowMessage : kBottomMargin));
    if (margins != m_column->layout()->contentsMargins()) m_column->layout()->setContentsMargins(margins);
    m_footerRow->setContentsMargins(side, scaled(8), side, scaled(m_narrow ? 8 : kFooterMargin));
}

void Page::setOffer(const QString& text, const QString& toolTip) {
    if (m_offer == nullptr) {
        if (text.isEmpty()) return;
        m_offer = new Button(ButtonKind::Secondary, {});
        m_offer->setKey(QKeySequence(Qt::Key_F2));
        connect(m_offer, &Button::clicked, this, &Page::offerTaken);
        m_header->addTrailing(m_offer);
    }
    m_offer->setText(text);
    m_offer->setToolTip(toolTip);
    m_offer->setVisible(!text.isEmpty());
}

void Page::hideFooter() {
    m_footerHidden = true;
    placeFooter();
}

void Page::reveal(QWidget* widget) {
    QMetaObject::invokeMethod(
        this, [this, widget] { m_scroll->ensureWidgetVisible(widget, 0, scaled(kRoomBelow)); },
        Qt::QueuedConnection);
}

void Page::addToFooter(QWidget* widget, Side side) {
    m_footerItems.push_back({widget, side});
    placeFooter();
}

void Page::placeFooter() {
    for (const FooterItem& item : m_footerItems) {
        m_footerRow->removeWidget(item.widget);
        m_below->removeWidget(item.widget);
    }
    int starts = 0;
    for (const FooterItem& item : m_footerItems) {
        // Going to another parent hides a widget; what the page itself has hidden stays so.
        const bool away =
            item.widget->isHidden() && item.widget->testAttribute(Qt::WA_WState_ExplicitShowHide);
        if (m_narrow && item.widget != m_primary) {
            m_below->addWidget(item.widget);
        } else if (item.side == Side::Start) {
            m_footerRow->insertWidget(starts++, item.widget);
        } else {
            m_footerRow->addWidget(item.widget);
        }
        item.widget->setVisible(!away);
    }
    // Where no button is the bold one, none may stand out by being the only one in sight.
    m_footer->setVisible(!m_footerHidden && (!m_narrow || m_primary != nullptr));
}

void Page::stackWhenNarrow(QBoxLayout* row, Stacked order) {
    m_rows.emplace_back(row, order);
    placeRows();
}

void Page::placeRows() {
    for (const auto& [row, order] : m_rows) {
        row->setDirection(!m_narrow                     ? QBoxLayout::LeftToRight
                          : order == Stacked::LastFirst ? QBoxLayout::BottomToTop
                                                        : QBoxLayout::TopToBottom);
    }
}

void Page::setWidthBeside(QWidget* widget, int pixelsAt100) {
    m_widths.emplace_back(widget, pixelsAt100);
    widget->setFixedWidth(scaled(pixelsAt100));
}

int Page::sideMargin(int pageWidth) {
    return scaled(pageWidth < scaled(kNarrowBelow) ? kSideMarginNarrow : kSideMargin);
}

void Page::setNarrow(bool narrow) {
    if (narrow == m_narrow) return;
    m_narrow = narrow;
    placeRows();
    for (const auto& [widget, width] : m_widths) {
        widget->setMinimumWidth(narrow ? 0 : scaled(width));
        widget->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : scaled(width));
    }
    m_header->setNarrow(narrow);
    placeFooter();
    placeColumn();
    narrowChanged();
}

void Page::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    setNarrow(width() < scaled(kNarrowBelow));
}

QWidget* Page::shownOffer() const {
    return m_offer != nullptr && !m_offer->isHidden() ? m_offer : nullptr;
}

void Page::setPrimaryAction(Button* button) {
    m_primary = button;
    placeFooter();
    button->setKeyCap(QKeySequence(Qt::Key_Return));
}

void Page::entered() {
    if (QWidget* first = incomplete()) {
        first->setFocus(Qt::TabFocusReason);
        reveal(first);
    } else if (m_primary != nullptr) {
        m_primary->setFocus(Qt::OtherFocusReason);
    }
}

void Page::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void Page::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || event->isAutoRepeat() || m_primary == nullptr || !m_primary->isVisible()) {
        QWidget::keyPressEvent(event);
        return;
    }
    event->accept();
    if (m_primary->isEnabled()) {
        m_primary->click();
    } else if (QWidget* where = incomplete()) {
        where->setFocus(Qt::TabFocusReason);
        m_scroll->ensureWidgetVisible(where);
    }
}

void Page::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_scroll->viewport()->setAutoFillBackground(false);
}

}  // namespace countersign::ui
