// A short statement with a tone: colour and sign together, so that nobody depends on colour. GUI thread.
#pragma once

#include <QString>
#include <QWidget>

#include "theme/palette.h"
#include "theme/type.h"

class QPainter;

namespace countersign::ui {

enum class ChipSize { Small = 1, Large };
enum class ChipSign {
    ByTone = 1,  // tick, i, triangle, cross; none when neutral
    None,
    Circle,  // not yet
    Disc,    // now
    Tick,
};

struct ChipLook {
    Tone tone = Tone::Neutral;
    ChipSize size = ChipSize::Small;
    ChipSign sign = ChipSign::ByTone;
};

// For item delegates.
[[nodiscard]] QSize chipSize(const QString& text, const ChipLook& look);
void drawChip(QPainter& painter, const QPoint& topLeft, const QString& text, const ChipLook& look,
              Scheme scheme, Qt::LayoutDirection direction);

class Chip final : public QWidget {
    Q_OBJECT
  public:
    explicit Chip(const QString& text = {}, const ChipLook& look = {}, QWidget* parent = nullptr);
    void setText(const QString& text);  // also the accessible name
    void setLook(const ChipLook& look);
    void setTone(Tone tone);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] Tone tone() const { return m_look.tone; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    QString m_text;
    ChipLook m_look;
};

}  // namespace countersign::ui
