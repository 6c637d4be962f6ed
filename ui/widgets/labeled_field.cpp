#include "widgets/labeled_field.h"

#include <QAccessible>
#include <QEvent>
#include <QVBoxLayout>

#include "widgets/text_label.h"

namespace countersign::ui {

LabeledField::LabeledField(const QString& label, QWidget* control, QWidget* parent)
    : QWidget(parent),
      m_label(new TextLabel(TextStyle::BodyBold)),
      m_control(control),
      m_helper(new TextLabel(TextStyle::Small, Wrap::On)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_label);
    column->addSpacing(scaled(4));
    column->addWidget(m_control);
    column->addSpacing(scaled(4));
    column->addWidget(m_helper);
    column->addStretch(1);
    m_label->setBuddy(m_control);
    m_helper->setShade(Shade::SecondInk);
    m_helper->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    // Room for one line is kept whether or not there is a helper, so nothing jumps while people type.
    m_helper->setMinimumHeight(m_helper->fontMetrics().height());
    setFocusProxy(m_control);
    setLabel(label);
    if (auto* edit = qobject_cast<FieldEdit*>(m_control)) edit->followWindowDirection();
}

void LabeledField::setLabel(const QString& label) {
    m_label->setText(label);
    m_control->setAccessibleName(label);
}

void LabeledField::setHelp(const QString& help) {
    m_help = help;
    if (m_mark == Mark::None) showHelper(help);
}

void LabeledField::setState(Mark mark, const QString& helper) {
    m_mark = mark;
    if (auto* edit = qobject_cast<FieldEdit*>(m_control)) edit->setMark(mark);
    m_helper->setShade(mark == Mark::Bad ? Shade::Bad : Shade::SecondInk);
    m_helper->setTextStyle(mark == Mark::Bad ? TextStyle::SmallBold : TextStyle::Small);
    showHelper(helper.isEmpty() ? m_help : helper);
}

void LabeledField::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LayoutDirectionChange) {
        if (auto* edit = qobject_cast<FieldEdit*>(m_control)) edit->followWindowDirection();
    }
    QWidget::changeEvent(event);
}

QString LabeledField::helperText() const {
    return m_helper->text();
}

void LabeledField::showHelper(const QString& text) {
    if (m_helper->text() == text && m_control->accessibleDescription() == text) return;
    m_helper->setText(text);
    m_control->setAccessibleDescription(text);
    QAccessibleEvent changed(m_control, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace countersign::ui
