#include "widgets/notice.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

#include "theme/icon.h"
#include "theme/style.h"
#include "widgets/button.h"
#include "widgets/text_label.h"

namespace countersign::ui {
namespace {

constexpr int kSign = 22;
constexpr int kNarrowBelow = 620;  // at 100 %: the button goes below the words

QStringView signOf(Tone tone) {
    switch (tone) {
        case Tone::Good:
            return u"tick";
        case Tone::Warning:
        case Tone::Bad:
            return u"warning";
        default:
            return u"info";
    }
}

}  // namespace

Notice::Notice(NoticeClosing closing, QWidget* parent)
    : QWidget(parent),
      m_sign(new QWidget),
      m_text(new TextLabel(TextStyle::Body, Wrap::On)),
      m_words(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_action(new Button(ButtonKind::Secondary, {})),
      m_close(new Button(ButtonKind::Quiet, {})) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(16), scaled(6), scaled(8), scaled(6));
    row->setSpacing(scaled(12));
    m_sign->setFixedSize(scaled(kSign), scaled(kSign));
    m_text->setMinimumHeight(scaled(36));  // as calm without a button as with one
    row->addWidget(m_sign, 0, Qt::AlignVCenter);
    m_words->setSpacing(scaled(8));
    m_words->addWidget(m_text, 1);
    m_words->addWidget(m_action);
    row->addLayout(m_words, 1);
    row->addWidget(m_close);
    m_close->setIconName(QStringLiteral("cross"));
    //: Accessible name of the small cross that closes a message in the page.
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setVisible(closing == NoticeClosing::ByPeople);
    connect(m_action, &Button::clicked, this, &Notice::actionChosen);
    connect(m_close, &Button::clicked, this, [this] {
        clear();
        Q_EMIT closed();
    });
    hide();
}

void Notice::showMessage(Tone tone, const QString& text, const QString& actionText) {
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    show();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Notice::clear() {
    m_text->clear();
    hide();
}

QString Notice::text() const {
    return m_text->text();
}

void Notice::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_words->setDirection(width() < scaled(kNarrowBelow) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void Notice::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QColor ink = shade(*this, m_tone == Tone::Neutral ? Shade::SecondInk : toneInk(m_tone));
    drawBox(painter, rect(), kControlRadius, shade(*this, toneGround(m_tone)), ink, 1);
    drawIcon(painter, m_sign->geometry(), signOf(m_tone), ink);
}

}  // namespace countersign::ui
