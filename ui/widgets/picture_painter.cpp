#include "widgets/picture_painter.h"

#include <QPainter>
#include <QPainterPath>

namespace countersign::ui {

void PicturePainter::setPicture(const QImage& picture) {
    m_picture = picture;
    m_scaled = QImage();
}

void PicturePainter::paint(QPainter& painter, const QRectF& target, const QRect& part,
                           const QPainterPath& cut) {
    if (m_picture.isNull() || part.isEmpty() || target.isEmpty()) return;
    // Whole pixels of the screen, or the brush below would not be a mere shift.
    const QRect pixels = painter.deviceTransform().mapRect(target).toAlignedRect();
    if (m_scaled.size() != pixels.size() || m_part != part) {
        m_part = part;
        m_scaled = m_picture.copy(part)
                       .convertToFormat(QImage::Format_RGB32)
                       .scaled(pixels.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        if (m_mirror == Mirror::LeftRight) m_scaled.mirror(true, false);
    }
    // A brush rather than a clip: its edge is smooth.
    QBrush brush(m_scaled);
    brush.setTransform(QTransform::fromTranslate(pixels.x(), pixels.y()) *
                       painter.deviceTransform().inverted());
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawPath(cut);
    painter.restore();
}

QRect middlePart(const QSize& size, double aspect) {
    QSize part = size;
    if (size.width() > size.height() * aspect) {
        part.setWidth(qRound(size.height() * aspect));
    } else {
        part.setHeight(qRound(size.width() / aspect));
    }
    return {QPoint((size.width() - part.width()) / 2, (size.height() - part.height()) / 2), part};
}

}  // namespace countersign::ui
