// The sign that tells the buyer what to do without words: an arrow or a closing eye. Sides are those of the
// screen, which shows a mirrored picture: a turn to the buyer's own left goes to the left there. GUI thread.
#pragma once

#include <QVariantAnimation>
#include <QWidget>
#include <optional>

#include "core/action.h"

class QPainter;

namespace countersign::ui {

enum class PromptSign { None = 1, ArrowLeft, ArrowRight, ArrowUp, ArrowDown, ClosedEye };

// As seen in the mirror, whatever the direction of writing.
[[nodiscard]] PromptSign promptSign(std::optional<Action> action);

// Draws the sign as large as fits into `into`. `edge` is laid under it so that it can be seen on any picture;
// an invalid colour leaves it out.
void paintSign(QPainter& painter, const QRectF& into, PromptSign sign, const QColor& ink, const QColor& edge);

// A sign alone, for the buyer's window. Shows only the signs of its side: left arrows on the left, right ones
// on the right, the others on both.
class ArrowView final : public QWidget {
    Q_OBJECT

  public:
    enum class Side { Left = 1, Right };
    explicit ArrowView(Side side, QWidget* parent = nullptr);
    void setSign(PromptSign sign);
    [[nodiscard]] PromptSign shownSign() const { return m_shown; }  // None if the sign is the other side's
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, 80}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    Side m_side;
    PromptSign m_shown = PromptSign::None;
    QVariantAnimation m_appear;
};

}  // namespace countersign::ui
