#include "widgets/motion.h"

#include <QApplication>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace countersign::ui {

int motionMillis(const QWidget& widget) {
    if (qApp->property("countersignNoMotion").toBool()) return 0;
    if (widget.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &widget) <= 0) return 0;
    return kMotionMillis;
}

}  // namespace countersign::ui
