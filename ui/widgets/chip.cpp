#include "widgets/chip.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include "theme/icon.h"
#include "theme/style.h"

namespace countersign::ui {
namespace {

QFont chipFont(ChipSize size) {
    return textFont(size == ChipSize::Large ? TextStyle::BodyBold : TextStyle::SmallBold);
}
int signPixels(ChipSize size) {
    return scaled(size == ChipSize::Large ? 18 : 14);
}
int sidePadding(ChipSize size) {
    return scaled(size == ChipSize::Large ? 14 : 11);
}

QString signName(const ChipLook& look) {
    switch (look.sign) {
        case ChipSign::None:
            return {};
        case ChipSign::Circle:
            return QStringLiteral("circle");
        case ChipSign::Disc:
            return QStringLiteral("disc");
        case ChipSign::Tick:
            return QStringLiteral("tick");
        case ChipSign::ByTone:
            break;
    }
    switch (look.tone) {
        case Tone::Good:
            return QStringLiteral("tick");
        case Tone::Information:
            return QStringLiteral("info");
        case Tone::Warning:
            return QStringLiteral("warning");
        case Tone::Bad:
            return QStringLiteral("cross");
        case Tone::Neutral:
            break;
    }
    return {};
}

}  // namespace

QSize chipSize(const QString& text, const ChipLook& look) {
    const QFontMetrics metrics(chipFont(look.size));
    const bool signShown = !signName(look).isEmpty();
    const int sign = signShown ? signPixels(look.size) + scaled(6) : 0;
    return {2 * sidePadding(look.size) + sign + metrics.horizontalAdvance(text),
            qMax(metrics.height(), signPixels(look.size)) + scaled(look.size == ChipSize::Large ? 14 : 8)};
}

void drawChip(QPainter& painter, const QPoint& topLeft, const QString& text, const ChipLook& look,
              Scheme scheme, Qt::LayoutDirection direction) {
    const QRect whole(topLeft, chipSize(text, look));
    painter.save();
    drawBox(painter, whole, whole.height() / 2.0, shade(scheme, toneGround(look.tone)), {}, 0);
    const QColor ink = shade(scheme, toneInk(look.tone));
    int left = whole.left() + sidePadding(look.size);
    const QString sign = signName(look);
    if (!sign.isEmpty()) {
        const int side = signPixels(look.size);
        const QRect box(left, whole.center().y() - side / 2, side, side);
        drawIcon(painter, QStyle::visualRect(direction, whole, box), sign, ink);
        left += side + scaled(6);
    }
    painter.setFont(chipFont(look.size));
    painter.setPen(ink);
    const QRect box(left, whole.top(), whole.right() - sidePadding(look.size) - left + 2, whole.height());
    painter.drawText(QStyle::visualRect(direction, whole, box), Qt::AlignCenter | Qt::TextSingleLine, text);
    painter.restore();
}

Chip::Chip(const QString& text, const ChipLook& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text);
}

void Chip::setText(const QString& text) {
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Chip::setLook(const ChipLook& look) {
    m_look = look;
    updateGeometry();
    update();
}

void Chip::setTone(Tone tone) {
    ChipLook look = m_look;
    look.tone = tone;
    setLook(look);
}

QSize Chip::sizeHint() const {
    return chipSize(m_text, m_look);
}

void Chip::paintEvent(QPaintEvent*) {
    if (m_text.isEmpty()) return;
    QPainter painter(this);
    drawChip(painter, QPoint(0, (height() - sizeHint().height()) / 2), m_text, m_look, schemeOf(*this),
             layoutDirection());
}

void Chip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) updateGeometry();
    QWidget::changeEvent(event);
}

}  // namespace countersign::ui
