#include "theme/icon.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace countersign::ui {
namespace {

QByteArray svgOf(QStringView name, const QColor& colour) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return file.readAll().replace("currentColor", colour.name().toLatin1());
}

}  // namespace

void drawIcon(QPainter& painter, const QRectF& into, QStringView name, const QColor& colour) {
    const double ratio = painter.device()->devicePixelRatioF();
    const int pixels = qRound(qMin(into.width(), into.height()));
    if (pixels <= 0) return;
    QRectF target(0, 0, pixels, pixels);
    target.moveCenter(into.center());
    painter.drawPixmap(target.topLeft(), iconPixmap(name, colour, pixels, ratio));
}

QPixmap iconPixmap(QStringView name, const QColor& colour, int pixels, double devicePixelRatio) {
    const QString key = QStringLiteral("countersign-icon/%1/%2/%3/%4")
                            .arg(name.toString(), colour.name(QColor::HexArgb))
                            .arg(pixels)
                            .arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    pixmap = QPixmap(QSize(pixels, pixels) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svgOf(name, colour));
    if (renderer.isValid()) {
        QPainter painter(&pixmap);
        painter.setOpacity(colour.alphaF());
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

}  // namespace countersign::ui
