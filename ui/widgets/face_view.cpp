#include "widgets/face_view.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include "theme/icon.h"
#include "theme/palette.h"
#include "theme/style.h"
#include "theme/type.h"
#include "widgets/motion.h"
#include "widgets/progress_ring.h"

namespace countersign::ui {
namespace {

constexpr double kAspect = 4.0 / 3.0;
constexpr double kRoundPart = 0.88;  // still holds a head that turns or comes nearer
// The oval in parts of the picture, as in the drawing of the scan page.
constexpr QRectF kOval(0.28, 0.09, 0.44, 0.78);

}  // namespace

FaceView::FaceView(Shape shape, QWidget* parent) : QWidget(parent), m_shape(shape) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::NoFocus);
    for (QVariantAnimation* animation : {&m_appear, &m_grow}) {
        animation->setStartValue(0.0);
        animation->setEndValue(1.0);
        animation->setEasingCurve(QEasingCurve::OutCubic);
        connect(animation, &QVariantAnimation::valueChanged, this, [this] { update(); });
    }
    m_appear.setStartValue(0.4);  // a slow machine must not hide what is asked
    describe();
}

int FaceView::heightForWidth(int width) const {
    return m_shape == Shape::Round ? width : qRound(width / kAspect);
}

void FaceView::setFrame(const QImage& unmirrored) {
    m_picture.setPicture(unmirrored);
    update();
}

void FaceView::clearFrame() {
    setFrame({});
}

void FaceView::setNotice(const QString& words) {
    m_notice = words;
    update();
}

void FaceView::setSteps(std::vector<StepState> steps) {
    if (steps == m_steps) return;
    m_moving = -1;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool over = steps[i] == StepState::Done || steps[i] == StepState::NotDone;
        const bool wasOver = i < m_steps.size() && m_steps[i] == steps[i];
        if (over && !wasOver) m_moving = static_cast<int>(i);
    }
    m_steps = std::move(steps);
    m_grow.stop();
    m_grow.setDuration(motionMillis(*this));
    if (m_moving >= 0 && m_grow.duration() > 0) {
        m_grow.start();
    } else {
        m_moving = -1;
    }
    update();
}

void FaceView::setPrompt(std::optional<Action> action) {
    if (action == m_prompt) return;
    m_prompt = action;
    m_sign = promptSign(action);
    m_appear.stop();
    m_appear.setDuration(motionMillis(*this));
    if (m_sign != PromptSign::None && m_appear.duration() > 0) m_appear.start();
    describe();
    update();
}

void FaceView::setFace(Face face) {
    if (face == m_face) return;
    m_face = face;
    update();
}

void FaceView::describe() {
    setAccessibleName(tr("Camera picture of the buyer, as in a mirror", "for screen readers"));
    setAccessibleDescription(m_prompt ? ScanText().instruction(*m_prompt) : QString());
}

double FaceView::ringWidth() const {
    const double side = qMin(pictureRect().width(), pictureRect().height());
    return m_shape == Shape::Round ? qBound(8.0, side * 0.027, 22.0) : qBound(5.0, side * 0.018, 16.0);
}

QRectF FaceView::pictureRect() const {
    const QRectF all(rect());
    if (m_shape == Shape::Round) {
        const double side = qMin(all.width(), all.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(all.center());
        return square;
    }
    QSizeF size = all.size();
    if (size.width() > size.height() * kAspect) {
        size.setWidth(size.height() * kAspect);
    } else {
        size.setHeight(size.width() / kAspect);
    }
    // Held at the side where reading begins, so that it lines up with the words above and below.
    const double left = layoutDirection() == Qt::RightToLeft ? all.right() - size.width() : all.left();
    return {QPointF(left, all.top()), size};
}

QRectF FaceView::ovalRect() const {
    const QRectF picture = pictureRect();
    if (m_shape == Shape::Round) {
        const double inset = qMin(picture.width(), picture.height()) * 0.045;
        return picture.adjusted(inset, inset, -inset, -inset);
    }
    return {picture.left() + kOval.left() * picture.width(), picture.top() + kOval.top() * picture.height(),
            kOval.width() * picture.width(), kOval.height() * picture.height()};
}

std::vector<QRectF> FaceView::signRects() const {
    if (m_shape == Shape::Round || m_sign == PromptSign::None) return {};
    const QRectF picture = pictureRect();
    const QRectF oval = ovalRect();
    const double side = picture.height() * 0.24;
    QRectF box(0, 0, side, side);
    const double outside = (oval.left() - picture.left()) / 2;
    const QPointF left(picture.left() + outside, oval.center().y());
    const QPointF right(picture.right() - outside, oval.center().y());
    std::vector<QRectF> rects;
    if (m_sign != PromptSign::ArrowRight) {
        box.moveCenter(left);
        rects.push_back(box);
    }
    if (m_sign != PromptSign::ArrowLeft) {
        box.moveCenter(right);
        rects.push_back(box);
    }
    return rects;
}

void FaceView::paintPicture(QPainter& painter) {
    const QRectF picture = pictureRect();
    const QRectF target = m_shape == Shape::Round ? ovalRect() : picture;
    QRect from = middlePart(m_picture.picture().size(), m_shape == Shape::Round ? 1.0 : kAspect);
    if (m_shape == Shape::Round) {
        // Closer than the whole height, and a little higher: the face fills the circle.
        const int side = qMax(1, qRound(from.height() * kRoundPart));
        from = QRect(from.center().x() - side / 2, from.top() + (from.height() - side) / 3, side, side);
    }
    QPainterPath cut;
    if (m_shape == Shape::Round) {
        cut.addEllipse(target);
    } else {
        cut.addRoundedRect(target, kCardRadius, kCardRadius);
    }
    m_picture.paint(painter, target, from, cut);
    if (m_shape == Shape::OvalInPicture) {
        cut.addEllipse(ovalRect());
        cut.setFillRule(Qt::OddEvenFill);
        painter.setBrush(shade(*this, Shade::PictureDim));
        painter.drawPath(cut);
    }
}

void FaceView::paintNotice(QPainter& painter) {
    const QRectF picture = pictureRect();
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade(*this, Shade::PictureGround));
    if (m_shape == Shape::Round) {
        painter.drawEllipse(ovalRect());
    } else {
        painter.drawRoundedRect(picture, kCardRadius, kCardRadius);
    }
    QRectF sign(0, 0, scaled(48), scaled(48));
    sign.moveCenter(QPointF(picture.center().x(), picture.center().y() - scaled(16)));
    drawIcon(painter, sign, u"camera", shade(*this, Shade::OnPictureIdle));
    painter.setFont(textFont(TextStyle::Body));
    painter.setPen(shade(*this, Shade::OnPicture));
    const double inset = picture.width() * (m_shape == Shape::Round ? 0.22 : 0.3);
    const QRectF words(picture.left() + inset, sign.bottom() + scaled(8), picture.width() - 2 * inset,
                       scaled(72));
    painter.drawText(words, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_notice);
}

void FaceView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_picture.picture().isNull()) {
        paintNotice(painter);
    } else {
        paintPicture(painter);
    }
    const double width = ringWidth();
    const double out = width / 2 + width * 0.35;
    const QRectF ring = ovalRect().adjusted(-out, -out, out, out);
    RingColours colours{shade(*this, Shade::OnPictureIdle), shade(*this, Shade::OnPicture),
                        shade(*this, Shade::OnPictureGood), shade(*this, Shade::OnPictureWarning)};
    if (m_shape == Shape::Round) colours.idle = shade(*this, Shade::Track);
    const double grown =
        m_grow.state() == QAbstractAnimation::Running ? m_grow.currentValue().toDouble() : 1.0;
    if (m_face == Face::Missing && !m_picture.picture().isNull()) {
        // Dashes ask for a face; the segments come back with it.
        painter.setBrush(Qt::NoBrush);
        QPen pen(shade(*this, Shade::OnPictureWarning), width * 0.7);
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.drawEllipse(ring);
    } else {
        paintRing(painter, ring, width, m_steps, m_moving, grown, colours);
    }
    const bool moving = m_appear.state() == QAbstractAnimation::Running;
    const double shown = moving ? m_appear.currentValue().toDouble() : 1.0;
    painter.setOpacity(shown);
    QPointF slide;
    if (m_sign == PromptSign::ArrowLeft) slide.setX((1 - shown) * 16);
    if (m_sign == PromptSign::ArrowRight) slide.setX((shown - 1) * 16);
    for (const QRectF& box : signRects()) {
        paintSign(painter, box.translated(slide), m_sign, shade(*this, Shade::OnPicture),
                  shade(*this, Shade::PictureDim));
    }
}

void FaceView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) describe();
    QWidget::changeEvent(event);
}

}  // namespace countersign::ui
