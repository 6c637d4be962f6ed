// A drop-down list with rows big enough for a finger. GUI thread.
#pragma once

#include <QComboBox>

namespace countersign::ui {

class ChoiceBox final : public QComboBox {
    Q_OBJECT
  public:
    explicit ChoiceBox(QWidget* parent = nullptr);

  protected:
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;  // passes on: scrolling a page must not change an answer
};

}  // namespace countersign::ui
