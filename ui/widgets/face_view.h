// The live picture as a mirror, with the oval, the ring and the sign of what is asked. GUI thread; owned by
// its page. Frames may come faster than the screen: only the newest is kept, and it is converted when it is
// painted.
#pragma once

#include <QImage>
#include <QVariantAnimation>
#include <QWidget>
#include <optional>
#include <vector>

#include "text/scan_text.h"
#include "widgets/arrow_view.h"
#include "widgets/picture_painter.h"

namespace countersign::ui {

class FaceView final : public QWidget {
    Q_OBJECT

  public:
    enum class Shape {
        OvalInPicture = 1,  // 4:3 picture, dimmed outside an oval, signs beside the oval: the clerk's page
        Round,              // a round cut-out without signs: the buyer's window
    };
    enum class Face { Missing = 1, InOval };

    explicit FaceView(Shape shape, QWidget* parent = nullptr);

    void setFrame(const QImage& unmirrored);  // as the camera sees it; mirrored here
    void clearFrame();                        // no picture: a camera sign and the notice
    void setNotice(const QString& words);     // shown while there is no picture
    void setSteps(std::vector<StepState> steps);
    void setPrompt(std::optional<Action> action);
    void setFace(Face face);

    [[nodiscard]] PromptSign shownSign() const { return m_sign; }
    [[nodiscard]] QRectF pictureRect() const;  // in widget coordinates
    [[nodiscard]] QRectF ovalRect() const;
    [[nodiscard]] std::vector<QRectF> signRects() const;  // where the sign is drawn; empty for none
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {640, 480}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 180}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void paintPicture(QPainter& painter);
    void paintNotice(QPainter& painter);
    void describe();
    [[nodiscard]] double ringWidth() const;

    Shape m_shape;
    PicturePainter m_picture{Mirror::LeftRight};  // the newest frame
    QString m_notice;
    std::vector<StepState> m_steps;
    int m_moving = -1;
    PromptSign m_sign = PromptSign::None;
    std::optional<Action> m_prompt;
    Face m_face = Face::InOval;
    QVariantAnimation m_appear;  // of the sign
    QVariantAnimation m_grow;    // of the newest segment
};

}  // namespace countersign::ui
