#include "widgets/qr_view.h"

#include <qrencode.h>

#include <QPainter>
#include <memory>

#include "theme/palette.h"
#include "theme/type.h"

namespace countersign::ui {
namespace {
constexpr int kQuiet = 4;
}

QImage qrImage(const QString& text) {
    const QByteArray bytes = text.toUtf8();
    if (bytes.isEmpty() || bytes.size() > 1200) return {};
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(bytes.size()),
                          reinterpret_cast<const unsigned char*>(bytes.constData()), 0, QR_ECLEVEL_M),
        &QRcode_free);
    if (!code) return {};
    const int side = code->width;
    QImage image(side + 2 * kQuiet, side + 2 * kQuiet, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    for (int y = 0; y < side; ++y) {
        uchar* line = image.scanLine(y + kQuiet) + kQuiet;
        for (int x = 0; x < side; ++x) {
            if ((code->data[y * side + x] & 1U) != 0) line[x] = 0;
        }
    }
    return image;
}

QrView::QrView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrView::setText(const QString& text) {
    m_code = qrImage(text);
    setAccessibleName(tr("QR code of the receipt: %1", "for screen readers").arg(text));
    update();
}

QSize QrView::sizeHint() const {
    return {scaled(132), scaled(132)};
}

void QrView::paintEvent(QPaintEvent*) {
    if (m_code.isNull()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade(*this, Shade::CodeGround));
    painter.drawRoundedRect(rect(), 6, 6);
    // Whole device pixels a module, or the code gets uneven and readers fail.
    const double ratio = devicePixelRatioF();
    const int module = qMax(1, static_cast<int>(qMin(width(), height()) * ratio / m_code.width()));
    const double size = module * m_code.width() / ratio;
    QRectF target(0, 0, size, size);
    target.moveTopLeft(
        QPointF(qRound((width() - size) / 2 * ratio) / ratio, qRound((height() - size) / 2 * ratio) / ratio));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(shade(*this, Shade::CodeInk));
    const double step = module / ratio;
    for (int y = 0; y < m_code.height(); ++y) {
        for (int x = 0; x < m_code.width(); ++x) {
            if (m_code.constScanLine(y)[x] != 0) continue;
            painter.drawRect(QRectF(target.left() + x * step, target.top() + y * step, step, step));
        }
    }
}

}  // namespace countersign::ui
