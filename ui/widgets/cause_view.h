// The frame of a failed scan with the cause drawn on it: a sun on a dark picture, an arrow where the face was
// too far, two boxes for two faces. A time-out and a mismatch look different from a bad picture. GUI thread.
#pragma once

#include <QImage>
#include <QWidget>

#include "core/reason.h"
#include "widgets/picture_painter.h"

class QPainter;

namespace countersign::ui {

class CauseView final : public QWidget {
    Q_OBJECT

  public:
    explicit CauseView(QWidget* parent = nullptr);
    // `unmirrored` as the camera saw it; a document's picture is not mirrored. A null picture: the drawing
    // alone.
    void setCause(Reason reason, const QImage& unmirrored);
    [[nodiscard]] Reason reason() const { return m_reason; }
    [[nodiscard]] QSize sizeHint() const override { return {400, 300}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 240}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return width * 3 / 4; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    Reason m_reason = Reason::NoFace;
    PicturePainter m_picture;
};

// The drawing alone, into a rectangle of 4:3. Dashes and signs are in `mark`.
void paintCause(QPainter& painter, const QRectF& into, Reason reason, const QColor& mark);

}  // namespace countersign::ui
