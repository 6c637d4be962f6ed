// Icons: SVG files of resources/icons, drawn in one colour. GUI thread.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace countersign::ui {

// `name` is the file's name without ending, e.g. u"tick". An unknown name draws nothing (a test looks for
// each).
void drawIcon(QPainter& painter, const QRectF& into, QStringView name, const QColor& colour);
[[nodiscard]] QPixmap iconPixmap(QStringView name, const QColor& colour, int pixels, double devicePixelRatio);

}  // namespace countersign::ui
