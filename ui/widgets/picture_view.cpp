#include "widgets/picture_view.h"

#include <QPainter>
#include <QPainterPath>

#include "theme/icon.h"
#include "theme/style.h"
#include "theme/type.h"

namespace countersign::ui {
namespace {

constexpr double kCardRatio = 85.6 / 54.0;  // ISO/IEC 7810 ID-1, the size of identity cards
constexpr double kCardShare = 0.80;         // of the frame's width

}  // namespace

PictureView::PictureView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PictureView::setPicture(const QImage& picture) {
    m_picture.setPicture(picture);
    update();
}

void PictureView::setOutline(const QPolygonF& outline, double held) {
    if (outline == m_outline && held == m_held) return;
    m_outline = outline;
    m_held = held;
    update();
}

void PictureView::setFaceBox(std::optional<QRectF> box, Tone tone) {
    m_box = box;
    m_boxTone = tone;
    update();
}

void PictureView::setGuide(Guide guide) {
    m_guide = guide;
    update();
}

void PictureView::setEmptyText(const QString& icon, const QString& text, const QString& second) {
    m_emptyIcon = icon;
    m_emptyText = text;
    m_emptySecond = second;
    update();
}

void PictureView::setDropTarget(DropTarget target) {
    m_drop = target;
    update();
}

QSize PictureView::sizeHint() const {
    // Small: it takes whatever room is left, and must not make a page scroll that could be without.
    return minimumSizeHint();
}
QSize PictureView::minimumSizeHint() const {
    return {scaled(280), scaled(210)};
}

QRectF PictureView::frameRect() const {
    // Cameras give 4:3; the frame keeps that shape so that nothing jumps when a picture arrives.
    const QSizeF size = QSizeF(4, 3).scaled(QSizeF(this->size()), Qt::KeepAspectRatio);
    QRectF frame(QPointF(0, 0), size);
    if (isRightToLeft()) frame.moveRight(width());
    return frame;
}

void PictureView::paintEmpty(QPainter& painter, const QRectF& frame) const {
    const bool drop = m_drop == DropTarget::Yes;
    drawBox(painter, frame, kCardRadius, shade(*this, drop ? Shade::AccentGround : Shade::Card), {}, 0);
    QPen pen(shade(*this, drop ? Shade::Accent : Shade::ControlLine), drop ? 2.5 : 1.5, Qt::DashLine);
    pen.setDashPattern({5, 4});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame.adjusted(1.5, 1.5, -1.5, -1.5), kCardRadius, kCardRadius);
    const QFont first = textFont(TextStyle::CardTitle);
    const QFont second = textFont(TextStyle::Body);
    const double icon = scaled(44);
    const QRectF room = frame.adjusted(scaled(28), 0, -scaled(28), 0);
    const auto flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
    const QRectF firstBox = QFontMetricsF(first).boundingRect(room, flags, m_emptyText);
    const QRectF secondBox =
        m_emptySecond.isEmpty() ? QRectF() : QFontMetricsF(second).boundingRect(room, flags, m_emptySecond);
    const double gap = scaled(10);
    double y =
        frame.center().y() -
        (icon + gap + firstBox.height() + (m_emptySecond.isEmpty() ? 0 : gap / 2 + secondBox.height())) / 2;
    drawIcon(painter, QRectF(frame.center().x() - icon / 2, y, icon, icon), m_emptyIcon,
             shade(*this, drop ? Shade::Accent : Shade::SecondInk));
    y += icon + gap;
    painter.setFont(first);
    painter.setPen(shade(*this, Shade::Ink));
    painter.drawText(QRectF(room.left(), y, room.width(), firstBox.height()), flags, m_emptyText);
    y += firstBox.height() + gap / 2;
    painter.setFont(second);
    painter.setPen(shade(*this, Shade::SecondInk));
    painter.drawText(QRectF(room.left(), y, room.width(), secondBox.height() + 2), flags, m_emptySecond);
}

void PictureView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = frameRect();
    if (isEmpty()) {
        paintEmpty(painter, frame);
        return;
    }
    QPainterPath clip;
    clip.addRoundedRect(frame, kCardRadius, kCardRadius);
    painter.setClipPath(clip);
    painter.fillRect(frame, shade(*this, Shade::PictureGround));
    const QSize whole = m_picture.picture().size();
    const QSizeF fitted = QSizeF(whole).scaled(frame.size(), Qt::KeepAspectRatio);
    QRectF target(QPointF(0, 0), fitted);
    target.moveCenter(frame.center());
    QPainterPath all;
    all.addRect(target);
    m_picture.paint(painter, target, QRect(QPoint(0, 0), whole), all);
    const double scale = fitted.width() / whole.width();
    if (m_guide == Guide::Card && m_outline.isEmpty()) {
        const double width = frame.width() * kCardShare;
        QRectF card(0, 0, width, width / kCardRatio);
        card.moveCenter(frame.center());
        QPainterPath dim;
        dim.addRect(frame);
        dim.addRoundedRect(card, 14, 14);
        painter.fillPath(dim, shade(*this, Shade::PictureDim));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(shade(*this, Shade::OnPicture), 3));
        painter.drawRoundedRect(card, 14, 14);
    }
    if (!m_outline.isEmpty()) {
        QPolygonF edges;
        for (const auto& corner : m_outline) edges << target.topLeft() + corner * scale;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(shade(*this, Shade::PictureGround), 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolygon(edges);
        painter.setPen(QPen(shade(*this, m_held > 0 ? Shade::OnPictureGood : Shade::OnPictureWarning), 4,
                            m_held > 0 ? Qt::SolidLine : Qt::DashLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolygon(edges);
    }
    if (m_box) {
        const QRectF box(target.left() + m_box->left() * scale, target.top() + m_box->top() * scale,
                         m_box->width() * scale, m_box->height() * scale);
        const Shade line = m_boxTone == Tone::Good ? Shade::OnPictureGood : Shade::OnPictureWarning;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(shade(*this, Shade::PictureGround), 6));  // an outline, to be seen on any picture
        painter.drawRoundedRect(box, 8, 8);
        painter.setPen(QPen(shade(*this, line), 3));
        painter.drawRoundedRect(box, 8, 8);
    }
}

}  // namespace countersign::ui
