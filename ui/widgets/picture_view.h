// A still or moving picture in a rounded frame, as large as it fits, with marks drawn on it. GUI thread.
#pragma once

#include <QImage>
#include <QPolygonF>
#include <QWidget>
#include <optional>

#include "theme/palette.h"
#include "widgets/picture_painter.h"

namespace countersign::ui {

class PictureView final : public QWidget {
    Q_OBJECT
  public:
    explicit PictureView(QWidget* parent = nullptr);

    void setPicture(const QImage& picture);  // not mirrored; null: empty
    // A box around the face that was found, in pixels of the picture.
    void setFaceBox(std::optional<QRectF> box, Tone tone = Tone::Good);
    // The document's edges as they are found in a live picture, in its pixels; empty: none. `held` 0..1 of
    // the time it has to lie still.
    void setOutline(const QPolygonF& outline, double held = 0);
    enum class Guide { None = 1, Card };
    void setGuide(Guide guide);  // a frame the size of a card, to hold a document into
    // What an empty view says: icon, one sentence, and a smaller second one.
    void setEmptyText(const QString& icon, const QString& text, const QString& second = {});
    enum class DropTarget { No = 1, Yes };
    void setDropTarget(DropTarget target);  // dashed outline; strong while something hovers
    [[nodiscard]] bool isEmpty() const { return m_picture.picture().isNull(); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void paintEmpty(QPainter& painter, const QRectF& frame) const;
    [[nodiscard]] QRectF frameRect() const;

    PicturePainter m_picture;
    std::optional<QRectF> m_box;
    Tone m_boxTone = Tone::Good;
    QPolygonF m_outline;
    double m_held = 0;
    Guide m_guide = Guide::None;
    DropTarget m_drop = DropTarget::No;
    QString m_emptyIcon;
    QString m_emptyText;
    QString m_emptySecond;
};

}  // namespace countersign::ui
