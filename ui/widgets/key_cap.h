// The small picture of a key that tells a shortcut. GUI thread.
#pragma once

#include <QKeySequence>
#include <QString>
#include <QWidget>

#include "theme/palette.h"

class QPainter;

namespace countersign::ui {

// The key's name as printed on keyboards: "Enter", "Esc", "F9".
[[nodiscard]] QString keyName(const QKeySequence& keys);

// For controls that draw a cap inside themselves.
[[nodiscard]] QSize keyCapSize(const QString& key);
void drawKeyCap(QPainter& painter, const QRect& into, const QString& key, const QColor& ink,
                const QColor& ground, const QColor& line);

class KeyCap final : public QWidget {
    Q_OBJECT
  public:
    explicit KeyCap(const QKeySequence& keys, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QString m_key;
};

}  // namespace countersign::ui
