// A line or paragraph of text in one of the program's type styles. GUI thread. Follows changes of text size
// and colour scheme by itself. Plain text only: nothing typed by people is ever taken for markup.
#pragma once

#include <QLabel>

#include "theme/palette.h"
#include "theme/type.h"

namespace countersign::ui {

enum class Wrap { Off = 1, On };

class TextLabel : public QLabel {
    Q_OBJECT
  public:
    explicit TextLabel(TextStyle style, Wrap wrap = Wrap::Off, QWidget* parent = nullptr);
    TextLabel(const QString& text, TextStyle style, Wrap wrap = Wrap::Off, QWidget* parent = nullptr);

    void setTextStyle(TextStyle style);
    // Side of the window's direction, whatever the text's own is: a Latin name in a right-to-left window
    // stands at the right like everything else.
    void setAlignment(Qt::Alignment alignment);
    // Room that a label of this direction keeps above large letters of `font`: Arabic signs stand there.
    [[nodiscard]] int roomAbove(const QFont& font) const;
    void setShade(Shade shade);  // Ink, SecondInk, Accent, Warning, Bad or Information

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void applyAlignment();

    TextStyle m_style;
    Qt::Alignment m_alignment = Qt::AlignLeading | Qt::AlignVCenter;
};

}  // namespace countersign::ui
