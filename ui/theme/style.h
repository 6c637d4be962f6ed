// How Qt's own controls look: fields, choice boxes, lists, scroll bars, tool tips, the focus ring. GUI
// thread; owned by QApplication once set.
#pragma once

#include <QProxyStyle>

#include "theme/palette.h"

class QApplication;

namespace countersign::ui {

class Style final : public QProxyStyle {
    Q_OBJECT
  public:
    Style();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl subControl,
                         const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
};

// Sets style, palette and font of the whole program. May be called again to change scheme or text size:
// widgets follow. `scale` is the text size, 1.0 to 2.0.
void applyTheme(QApplication& application, Scheme scheme, double scale);

// A rounded box with a hairline, as cards, fields and buttons are drawn. The line lies inside `rect`.
void drawBox(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& line,
             double lineWidth);

inline constexpr int kControlHeight = 48;
inline constexpr int kControlRadius = 8;
inline constexpr int kCardRadius = 12;
inline constexpr int kFocusRing = 3;
inline constexpr int kFocusGap = 2;

}  // namespace countersign::ui
