#include "widgets/meter.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include "theme/palette.h"
#include "theme/style.h"
#include "theme/type.h"

namespace countersign::ui {

Meter::Meter(const QString& name, QWidget* parent) : QWidget(parent), m_name(name) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void Meter::setName(const QString& name) {
    m_name = name;
    describe();
    update();
}

void Meter::setValue(double value) {
    const double clipped = qBound(0.0, value, 1.0);
    if (qAbs(clipped - m_value) < 0.005) return;  // less than a pixel of the bar
    const bool wasGood = isGood();
    m_value = clipped;
    if (wasGood != isGood()) describe();
    update();
}

void Meter::setHint(const QString& hint) {
    if (hint == m_hint) return;
    m_hint = hint;
    describe();
    update();
}

void Meter::describe() {
    const QString state = isGood() ? tr("good", "state of a meter such as light")
                                   : tr("could be better", "state of a meter such as light");
    setAccessibleName(m_name);
    setAccessibleDescription(m_hint.isEmpty() ? state : state + QStringLiteral(". ") + m_hint);
}

QSize Meter::sizeHint() const {
    const int text = QFontMetrics(textFont(TextStyle::Body)).height();
    const int small = QFontMetrics(textFont(TextStyle::Small)).height();
    return {240, text + scaled(2) + scaled(8) + scaled(3) + small};
}

void Meter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    // Absolute: the painter would mirror them once more.
    const int start = Qt::AlignVCenter | Qt::AlignAbsolute | (rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    const int end = Qt::AlignVCenter | Qt::AlignAbsolute | (rightToLeft ? Qt::AlignLeft : Qt::AlignRight);
    painter.setFont(textFont(TextStyle::Body));
    const int line = painter.fontMetrics().height();
    painter.setPen(shade(*this, Shade::Ink));
    painter.drawText(QRect(0, 0, width(), line), start, m_name);

    // The word beside the name says what the colour says.
    painter.setFont(textFont(TextStyle::SmallBold));
    painter.setPen(shade(*this, isGood() ? Shade::Accent : Shade::Warning));
    painter.drawText(QRect(0, 0, width(), line), end,
                     isGood() ? tr("good", "state of a meter such as light")
                              : tr("could be better", "state of a meter such as light"));

    const QRectF track(0, line + scaled(2), width(), scaled(8));
    const double radius = track.height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade(*this, Shade::Track));
    painter.drawRoundedRect(track, radius, radius);
    QRectF filled(track.left(), track.top(), qMax(track.height(), track.width() * m_value), track.height());
    if (rightToLeft) filled.moveRight(track.right());
    painter.setBrush(shade(*this, isGood() ? Shade::Accent : Shade::WarningMark));
    painter.drawRoundedRect(filled, radius, radius);

    if (m_hint.isEmpty()) return;
    painter.setFont(textFont(TextStyle::Small));
    painter.setPen(shade(*this, Shade::SecondInk));
    const QRect below(0, qRound(track.bottom()) + scaled(3), width(), painter.fontMetrics().height());
    painter.drawText(below, start, painter.fontMetrics().elidedText(m_hint, Qt::ElideRight, width()));
}

void Meter::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) updateGeometry();
    if (event->type() == QEvent::LanguageChange) describe();
    QWidget::changeEvent(event);
}

}  // namespace countersign::ui
