// A white panel with one hairline. GUI thread. Give it a layout or use body().
#pragma once

#include <QVBoxLayout>
#include <QWidget>

#include "theme/palette.h"

namespace countersign::ui {

class Card : public QWidget {
    Q_OBJECT
  public:
    explicit Card(QWidget* parent = nullptr);
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }  // margins 20, spacing 8
    void setTone(Tone tone);  // colours the outline; Neutral is the plain card

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QVBoxLayout* m_body;
    Tone m_tone = Tone::Neutral;
};

}  // namespace countersign::ui
