#include "widgets/arrow_view.h"

#include <QPainter>
#include <QPainterPath>

#include "theme/palette.h"
#include "widgets/motion.h"

namespace countersign::ui {
namespace {

// In a square of 100; the tip is at the left.
QPainterPath arrowPath() {
    QPainterPath path;
    path.moveTo(92, 50);
    path.lineTo(10, 50);
    path.moveTo(50, 10);
    path.lineTo(10, 50);
    path.lineTo(50, 90);
    return path;
}

QPainterPath closedEyePath() {
    QPainterPath path;
    path.moveTo(8, 40);
    path.cubicTo(26, 68, 74, 68, 92, 40);
    path.moveTo(24, 60);
    path.lineTo(15, 75);
    path.moveTo(50, 66);
    path.lineTo(50, 84);
    path.moveTo(76, 60);
    path.lineTo(85, 75);
    return path;
}

double turnOf(PromptSign sign) {
    switch (sign) {
        case PromptSign::ArrowUp:
            return 90;
        case PromptSign::ArrowRight:
            return 180;
        case PromptSign::ArrowDown:
            return 270;
        default:
            return 0;
    }
}

}  // namespace

PromptSign promptSign(std::optional<Action> action) {
    if (!action) return PromptSign::None;
    switch (*action) {
        case Action::Blink:
            return PromptSign::ClosedEye;
        case Action::TurnLeft:
            return PromptSign::ArrowLeft;
        case Action::TurnRight:
            return PromptSign::ArrowRight;
        case Action::LookUp:
            return PromptSign::ArrowUp;
        case Action::LookDown:
            return PromptSign::ArrowDown;
    }
    return PromptSign::None;
}

void paintSign(QPainter& painter, const QRectF& into, PromptSign sign, const QColor& ink,
               const QColor& edge) {
    if (sign == PromptSign::None) return;
    const double side = qMin(into.width(), into.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(into.center());
    painter.rotate(turnOf(sign));
    painter.scale(side / 100, side / 100);
    painter.translate(-50, -50);
    const QPainterPath path = sign == PromptSign::ClosedEye ? closedEyePath() : arrowPath();
    const double width = sign == PromptSign::ClosedEye ? 9 : 12;
    painter.setBrush(Qt::NoBrush);
    if (edge.isValid()) {
        painter.setPen(QPen(edge, width + 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(path);
    }
    painter.setPen(QPen(ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.restore();
}

ArrowView::ArrowView(Side side, QWidget* parent) : QWidget(parent), m_side(side) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_appear.setStartValue(0.4);  // a slow machine must not hide what is asked
    m_appear.setEndValue(1.0);
    connect(&m_appear, &QVariantAnimation::valueChanged, this, [this] { update(); });
}

void ArrowView::setSign(PromptSign sign) {
    const bool othersSide = (sign == PromptSign::ArrowLeft && m_side == Side::Right) ||
                            (sign == PromptSign::ArrowRight && m_side == Side::Left);
    const PromptSign shown = othersSide ? PromptSign::None : sign;
    if (shown == m_shown) return;
    m_shown = shown;
    m_appear.stop();
    m_appear.setDuration(motionMillis(*this));
    if (m_shown != PromptSign::None && m_appear.duration() > 0) m_appear.start();
    update();
}

void ArrowView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool moving = m_appear.state() == QAbstractAnimation::Running;
    painter.setOpacity(moving ? m_appear.currentValue().toDouble() : 1.0);
    const double side = qMin(width() * 0.8, height() * 0.45);
    QRectF into(0, 0, side, side);
    into.moveCenter(QRectF(rect()).center());
    paintSign(painter, into, m_shown, shade(*this, Shade::OnPictureGood), {});
}

}  // namespace countersign::ui
