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
constexpr int kTopMargin = 26;
constexpr int kTopMarginBelowMessage = 12;
constexpr int kBottomMargin = 4;
constexpr int kFooterMargin = 18;

}  // namespace

Page::Page(QWidget* parent)
    : QWidget(parent),
      m_scroll(new QScrollArea),
      m_column(new QWidget),
      m_footerColumn(new QWidget),
      m_footer(new QWidget),
      m_header(new PageHeader),
      m_body(new QVBoxLayout),
      m_footerRow(new QHBoxLayout) {
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
    margins.setTop(scaled(m_above == Above::Message ? kTopMarginBelowMessage : kTopMargin));
    margins.setLeft(scaled(kSideMargin) - (isRightToLeft() ? bar : 0));
    margins.setRight(scaled(kSideMargin) - (isRightToLeft() ? 0 : bar));
    if (margins != m_column->layout()->contentsMargins()) m_column->layout()->setContentsMargins(margins);
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
    m_footer->hide();
}

void Page::addToFooter(QWidget* widget, Side side) {
    if (side == Side::Start) {
        m_footerRow->insertWidget(m_startItems++, widget);
    } else {
        m_footerRow->addWidget(widget);
    }
}

void Page::setPrimaryAction(Button* button) {
    m_primary = button;
    button->setKeyCap(QKeySequence(Qt::Key_Return));
}

void Page::entered() {
    if (QWidget* first = incomplete()) {
        first->setFocus(Qt::TabFocusReason);
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
