// How pictures of people get onto the screen. Painted through a transform, Qt carries their rows through the
// stacks of its pool's threads, where the last row of a face outlives the picture (found by the canary
// search; Qt 6.4). So a picture is brought to the screen's own pixels first, into a buffer that goes back
// when it is no longer shown, and those are put down one by one. GUI thread.
#pragma once

#include <QImage>
#include <QRectF>

class QPainter;
class QPainterPath;

namespace countersign::ui {

enum class Mirror { No = 1, LeftRight };

class PicturePainter {
  public:
    explicit PicturePainter(Mirror mirror = Mirror::No) : m_mirror(mirror) {}

    void setPicture(const QImage& picture);  // null: none, and nothing of the last one is kept
    [[nodiscard]] const QImage& picture() const { return m_picture; }

    // `part` of the picture, in its pixels, over the whole of `target`, of which only what lies in `cut` is
    // painted.
    void paint(QPainter& painter, const QRectF& target, const QRect& part, const QPainterPath& cut);

  private:
    Mirror m_mirror;
    QImage m_picture;
    QImage m_scaled;  // `m_part` at the size it was painted last; null: to be made
    QRect m_part;
};

// The largest part of `size` with the wanted aspect (width / height, above 0), in the middle.
[[nodiscard]] QRect middlePart(const QSize& size, double aspect);

}  // namespace countersign::ui
