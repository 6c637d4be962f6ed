#include "widgets/cause_view.h"

#include <QPainter>
#include <QPainterPath>

#include "text/failure_text.h"
#include "theme/icon.h"
#include "theme/palette.h"
#include "theme/style.h"
#include "widgets/arrow_view.h"

namespace countersign::ui {
namespace {

// Draws in a picture of 400 by 300, the measure of the drawing of the failure card.
class Drawing {
  public:
    Drawing(QPainter& painter, const QColor& mark) : m_painter(painter), m_mark(mark) {}

    void oval(double centreX, double centreY, double scale) {
        dashes();
        m_painter.drawEllipse(QPointF(centreX, centreY), 88 * scale, 117 * scale);
    }
    void line(double x1, double y1, double x2, double y2) {
        solid();
        m_painter.drawLine(QPointF(x1, y1), QPointF(x2, y2));
    }
    void arrow(double centreX, double centreY, double size, PromptSign sign) {
        paintSign(m_painter, QRectF(centreX - size / 2, centreY - size / 2, size, size), sign, m_mark, {});
    }
    void icon(double centreX, double centreY, double size, QStringView name) {
        drawIcon(m_painter, QRectF(centreX - size / 2, centreY - size / 2, size, size), name, m_mark);
    }
    void box(double x, double y, double width, double height) {
        solid();
        m_painter.drawRoundedRect(QRectF(x, y, width, height), 10, 10);
    }
    void disc(double x, double y, double radius) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_mark);
        m_painter.drawEllipse(QPointF(x, y), radius, radius);
        m_painter.setBrush(Qt::NoBrush);
    }
    void sun(double x, double y, double radius) {
        disc(x, y, radius);
        solid();
        for (int i = 0; i < 8; ++i) {
            m_painter.save();
            m_painter.translate(x, y);
            m_painter.rotate(45.0 * i);
            m_painter.drawLine(QPointF(0, -radius * 1.45), QPointF(0, -radius * 1.85));
            m_painter.restore();
        }
    }
    // Half of the oval hatched: the side without light.
    void shadowHalf(double centreX, double centreY) {
        QPainterPath half;
        half.moveTo(centreX, centreY - 117);
        half.arcTo(QRectF(centreX - 88, centreY - 117, 176, 234), 90, 180);
        half.closeSubpath();
        m_painter.save();
        m_painter.setClipPath(half);
        solid(2.5);
        for (int x = -240; x < 240; x += 14)
            m_painter.drawLine(QPointF(centreX + x, centreY + 120),
                               QPointF(centreX + x + 240, centreY - 120));
        m_painter.restore();
    }
    void clock(double x, double y, double radius) {
        solid(7);
        m_painter.drawEllipse(QPointF(x, y), radius, radius);
        m_painter.drawLine(QPointF(x, y), QPointF(x, y - radius * 0.62));
        m_painter.drawLine(QPointF(x, y), QPointF(x + radius * 0.45, y + radius * 0.2));
    }
    void words(double x, double y, const QString& text, double pixels) {
        QFont font = m_painter.font();
        font.setPixelSize(qRound(pixels));
        font.setBold(true);
        m_painter.setFont(font);
        m_painter.setPen(m_mark);
        m_painter.drawText(QRectF(x - 60, y - pixels, 120, 2 * pixels), Qt::AlignCenter, text);
    }
    void waves(double x, double y) {
        solid(4);
        for (int i = 0; i < 3; ++i) {
            QPainterPath path;
            path.moveTo(x + i * 16, y - 26);
            path.quadTo(x + i * 16 + 14, y, x + i * 16, y + 26);
            m_painter.drawPath(path);
        }
    }

  private:
    void dashes() {
        QPen pen(m_mark, 5, Qt::SolidLine, Qt::FlatCap);
        pen.setDashPattern({2.2, 1.9});
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
    }
    void solid(double width = 5) {
        m_painter.setPen(QPen(m_mark, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
    }
    QPainter& m_painter;
    QColor m_mark;
};

constexpr double kX = 200;  // middle of the oval
constexpr double kY = 143;

void drawPictureCause(Drawing& draw, Reason reason) {
    switch (reason) {
        case Reason::TooFar:
            draw.oval(kX, kY, 1.0);
            draw.box(kX - 36, kY - 48, 72, 96);
            draw.arrow(kX - 60, kY - 4, 30, PromptSign::ArrowLeft);
            draw.arrow(kX + 60, kY - 4, 30, PromptSign::ArrowRight);
            break;
        case Reason::TooNear:
            draw.oval(kX, kY, 1.0);
            draw.arrow(kX - 118, kY, 46, PromptSign::ArrowRight);
            draw.arrow(kX + 118, kY, 46, PromptSign::ArrowLeft);
            break;
        case Reason::OffCentre:
            draw.oval(kX, kY, 1.0);
            draw.disc(kX, kY, 6);
            draw.arrow(kX - 132, kY, 54, PromptSign::ArrowRight);
            draw.arrow(kX + 132, kY, 54, PromptSign::ArrowLeft);
            break;
        case Reason::TooDark:
            draw.oval(kX, kY, 1.0);
            draw.sun(332, 48, 17);
            break;
        case Reason::TooBright:
            draw.oval(kX, kY, 1.0);
            draw.sun(332, 48, 17);
            draw.line(300, 80, 364, 16);
            break;
        case Reason::LightFromOneSide:
            draw.oval(kX, kY, 1.0);
            draw.shadowHalf(kX, kY);
            draw.sun(352, kY, 17);
            break;
        case Reason::Blurred:
            draw.oval(kX - 8, kY, 1.0);
            draw.oval(kX + 8, kY, 1.0);
            draw.icon(336, 48, 54, u"focus");
            break;
        case Reason::EyesNotVisible:
            draw.oval(kX, kY, 1.0);
            draw.icon(kX, kY - 20, 132, u"glasses");
            break;
        case Reason::FaceCovered:
            draw.oval(kX, kY, 1.0);
            draw.icon(kX, kY + 44, 120, u"mask");
            break;
        default:  // NotFacing
            draw.oval(kX, kY, 1.0);
            draw.line(kX, kY - 92, kX, kY + 92);
            draw.arrow(kX + 48, kY, 56, PromptSign::ArrowRight);
            draw.icon(336, 48, 48, u"refresh");
            break;
    }
}

void drawOtherCause(Drawing& draw, Reason reason) {
    switch (reason) {
        case Reason::WrongAction:
            draw.oval(kX, kY, 1.0);
            draw.arrow(62, kY, 62, PromptSign::ArrowLeft);
            draw.arrow(338, kY, 62, PromptSign::ArrowRight);
            draw.line(308, kY + 40, 368, kY - 40);
            break;
        case Reason::ActionTooEarly:
            draw.oval(kX, kY, 1.0);
            draw.arrow(62, kY, 62, PromptSign::ArrowLeft);
            draw.clock(338, 52, 26);
            break;
        case Reason::ActionNotSeenInTime:
            draw.clock(kX, kY, 62);
            break;
        case Reason::NoFace:
            draw.oval(kX, kY, 1.0);
            draw.words(kX, kY, QStringLiteral("?"), 84);
            break;
        case Reason::MoreThanOneFace:
            draw.box(58, 70, 118, 146);
            draw.box(224, 70, 118, 146);
            draw.words(117, 244, QStringLiteral("1"), 30);
            draw.words(283, 244, QStringLiteral("2"), 30);
            break;
        case Reason::FaceLost:
            draw.oval(kX, kY, 1.0);
            draw.arrow(332, kY, 76, PromptSign::ArrowRight);
            draw.icon(kX, kY, 92, u"person");
            break;
        case Reason::AnotherFaceAppeared:
            draw.oval(kX, kY, 1.0);
            draw.icon(352, kY + 8, 84, u"person");
            draw.arrow(352, 62, 52, PromptSign::ArrowLeft);
            break;
        case Reason::FlatFace:
            // A sheet seen from the side instead of a head.
            draw.box(kX - 92, kY - 96, 184, 192);
            draw.oval(kX, kY, 0.72);
            draw.arrow(350, kY, 60, PromptSign::ArrowRight);
            break;
        case Reason::ScreenOrPrintSuspected:
            draw.box(kX - 104, kY - 124, 208, 248);
            draw.box(kX - 88, kY - 108, 176, 216);
            draw.line(kX - 60, kY - 40, kX - 10, kY - 92);
            draw.line(kX - 60, kY - 4, kX + 26, kY - 92);
            break;
        case Reason::CameraNotTrusted:
            draw.icon(kX, kY, 150, u"camera");
            draw.icon(kX + 92, kY - 74, 64, u"warning");
            break;
        case Reason::CameraTooSlowOrSmall:
            draw.icon(kX, kY, 150, u"camera");
            draw.clock(kX + 96, kY - 70, 28);
            break;
        case Reason::NotThePersonOnTheDocument:
            draw.box(44, 62, 128, 162);
            draw.box(228, 62, 128, 162);
            draw.icon(108, 143, 92, u"person");
            draw.icon(292, 143, 92, u"id_card");
            draw.line(188, 132, 212, 132);
            draw.line(188, 154, 212, 154);
            draw.line(184, 168, 216, 118);
            break;
        case Reason::UnsureAPersonMustLook:
            draw.box(44, 62, 128, 162);
            draw.box(228, 62, 128, 162);
            draw.icon(108, 143, 92, u"person");
            draw.icon(292, 143, 92, u"id_card");
            draw.words(200, 143, QStringLiteral("?"), 48);
            break;
        case Reason::DocumentUnreadable:
            draw.box(80, 70, 240, 150);
            draw.icon(150, 145, 92, u"person");
            draw.waves(222, 145);
            break;
        default:  // PortraitNotFound
            draw.box(80, 70, 240, 150);
            draw.words(140, 145, QStringLiteral("?"), 64);
            draw.line(210, 118, 294, 118);
            draw.line(210, 145, 294, 145);
            draw.line(210, 172, 262, 172);
            break;
    }
}

}  // namespace

void paintCause(QPainter& painter, const QRectF& into, Reason reason, const QColor& mark) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(into.topLeft());
    painter.scale(into.width() / 400, into.height() / 300);
    Drawing draw(painter, mark);
    if (failureKind(reason) == FailureKind::Picture) {
        drawPictureCause(draw, reason);
    } else {
        drawOtherCause(draw, reason);
    }
    painter.restore();
}

CauseView::CauseView(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CauseView::setCause(Reason reason, const QImage& unmirrored) {
    m_reason = reason;
    m_picture = PicturePainter(failureKind(reason) == FailureKind::Document ? Mirror::No : Mirror::LeftRight);
    m_picture.setPicture(unmirrored);
    setAccessibleName(tr("The picture with the cause drawn on it: %1", "for screen readers; a few words")
                          .arg(failureText(reason).chip));
    update();
}

void CauseView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath cut;
    cut.addRoundedRect(QRectF(rect()), kCardRadius, kCardRadius);
    const FailureKind kind = failureKind(m_reason);
    painter.fillPath(cut, shade(*this, Shade::PictureGround));
    if (!m_picture.picture().isNull()) {
        const double aspect = static_cast<double>(width()) / qMax(1, height());
        m_picture.paint(painter, QRectF(rect()), middlePart(m_picture.picture().size(), aspect), cut);
        // Only as dark as the drawing needs: a picture that was too dark must not be the only one that looks
        // it.
        QColor dim = shade(*this, Shade::PictureDim);
        if (m_reason != Reason::TooDark) dim.setAlphaF(dim.alphaF() * 0.62F);
        painter.fillPath(cut, dim);
    }
    Shade mark = Shade::OnPictureWarning;
    if (kind == FailureKind::Movement || kind == FailureKind::Review) mark = Shade::OnPicture;
    paintCause(painter, rect(), m_reason, shade(*this, mark));
}

}  // namespace countersign::ui
