#include "widgets/choice_box.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QStyledItemDelegate>
#include <QWheelEvent>

#include "theme/type.h"

namespace countersign::ui {

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent) {
    setFont(textFont(TextStyle::Field));
    setItemDelegate(
        new QStyledItemDelegate(this));  // the default delegate of combo boxes ignores our row height
    view()->setFont(textFont(TextStyle::Field));
    setMaxVisibleItems(12);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(10);
}

void ChoiceBox::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) {
        setFont(textFont(TextStyle::Field));
        view()->setFont(textFont(TextStyle::Field));
    }
    QComboBox::changeEvent(event);
}

void ChoiceBox::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

}  // namespace countersign::ui
