#include "widgets/key_cap.h"

#include <QFontMetrics>
#include <QPainter>

#include "theme/style.h"
#include "theme/type.h"

namespace countersign::ui {
namespace {

QFont capFont() {
    QFont font = textFont(TextStyle::SmallBold);
    font.setPixelSize(qMax(8, font.pixelSize() - 1));
    return font;
}

}  // namespace

QString keyName(const QKeySequence& keys) {
    // Keys are named as they are printed on keyboards all over the world, so these words are not translated.
    if (keys == QKeySequence(Qt::Key_Return) || keys == QKeySequence(Qt::Key_Enter))
        return QStringLiteral("Enter");
    if (keys == QKeySequence(Qt::Key_Escape)) return QStringLiteral("Esc");
    return keys.toString(QKeySequence::PortableText);
}

QSize keyCapSize(const QString& key) {
    const QFontMetrics metrics(capFont());
    return {qMax(metrics.horizontalAdvance(key) + scaled(14), scaled(28)), metrics.height() + scaled(4)};
}

void drawKeyCap(QPainter& painter, const QRect& into, const QString& key, const QColor& ink,
                const QColor& ground, const QColor& line) {
    painter.save();
    drawBox(painter, into, 4, ground, line, 1);
    // The thicker lower edge is what makes it read as a key.
    painter.setPen(QPen(line, 1));
    painter.drawLine(QPointF(into.left() + 4, into.bottom() - 0.5),
                     QPointF(into.right() - 3, into.bottom() - 0.5));
    painter.setFont(capFont());
    painter.setPen(ink);
    painter.drawText(into.adjusted(0, 0, 0, -1), Qt::AlignCenter, key);
    painter.restore();
}

KeyCap::KeyCap(const QKeySequence& keys, QWidget* parent) : QWidget(parent), m_key(keyName(keys)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize KeyCap::sizeHint() const {
    return keyCapSize(m_key);
}

void KeyCap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawKeyCap(painter, rect(), m_key, shade(*this, Shade::SecondInk), shade(*this, Shade::Ground),
               shade(*this, Shade::ControlLine));
}

}  // namespace countersign::ui
