// Label above, control, helper below: one question of a form. GUI thread. The label is the control's
// accessible name and the helper its description, so a screen reader says what the eye sees.
#pragma once

#include <QWidget>

#include "widgets/field_edit.h"

namespace countersign::ui {

class TextLabel;

class LabeledField : public QWidget {
    Q_OBJECT
  public:
    // Takes ownership of `control` (a FieldEdit, ChoiceBox or anything with a size hint).
    LabeledField(const QString& label, QWidget* control, QWidget* parent = nullptr);

    void setLabel(const QString& label);
    void setHelp(const QString& help);  // shown while nothing is wrong; may be empty
    // Good: tick and `helper`. Bad: cross and `helper` in the colour of errors. None: the standing help
    // again.
    void setState(Mark mark, const QString& helper = {});
    [[nodiscard]] Mark mark() const { return m_mark; }
    [[nodiscard]] QString helperText() const;
    [[nodiscard]] QWidget* control() const { return m_control; }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void showHelper(const QString& text);

    TextLabel* m_label;
    QWidget* m_control;
    TextLabel* m_helper;
    QString m_help;
    Mark m_mark = Mark::None;
};

}  // namespace countersign::ui
