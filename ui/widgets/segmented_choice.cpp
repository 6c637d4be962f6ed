#include "widgets/segmented_choice.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include "theme/style.h"
#include "theme/type.h"

namespace countersign::ui {

class SegmentedChoice::Segment final : public QAbstractButton {
  public:
    Segment(int id, const QString& text, SegmentedChoice* choice)
        : QAbstractButton(choice), m_choice(choice), m_id(id) {
        setText(text);
        setCheckable(true);
        setAutoExclusive(true);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setFont(textFont(TextStyle::BodyBold));
    }
    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] QSize sizeHint() const override {
        return {fontMetrics().horizontalAdvance(text()) + scaled(36), scaled(kControlHeight)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto& all = m_choice->m_segments;
        const bool first = all.front() == this;
        const bool last = all.back() == this;
        // Each segment paints its part of one rounded box; only the outer corners are round.
        const bool roundLeft = isRightToLeft() ? last : first;
        const bool roundRight = isRightToLeft() ? first : last;
        const QRectF whole =
            QRectF(rect()).adjusted(roundLeft ? 0.5 : -20, 0.5, roundRight ? -0.5 : 20, -0.5);
        const Shade ground = isChecked() ? Shade::AccentGround : underMouse() ? Shade::Hover : Shade::Card;
        painter.setBrush(shade(*this, ground));
        painter.setPen(shade(*this, Shade::ControlLine));
        painter.drawRoundedRect(whole, kControlRadius, kControlRadius);
        if (!(isRightToLeft() ? roundLeft : roundRight)) {
            const double x = isRightToLeft() ? 0.5 : width() - 0.5;
            painter.drawLine(QPointF(x, 0), QPointF(x, height()));
        }
        if (isChecked()) {
            // A bar as well as a colour tells which one is chosen.
            QPainterPath inside;
            inside.addRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), kControlRadius - 1,
                                  kControlRadius - 1);
            painter.setClipPath(inside);
            painter.fillRect(QRectF(0, height() - 4, width(), 3), shade(*this, Shade::Accent));
            painter.setClipping(false);
        }
        painter.setFont(font());
        painter.setPen(shade(*this, !isEnabled()  ? Shade::SecondInk
                                    : isChecked() ? Shade::Accent
                                                  : Shade::Ink));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }
    void keyPressEvent(QKeyEvent* event) override {
        const int forward = isRightToLeft() ? -1 : 1;
        switch (event->key()) {
            case Qt::Key_Right:
                m_choice->step(forward);
                return;
            case Qt::Key_Left:
                m_choice->step(-forward);
                return;
            case Qt::Key_Down:
                m_choice->step(1);
                return;
            case Qt::Key_Up:
                m_choice->step(-1);
                return;
            default:
                break;
        }
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            event->ignore();  // Enter belongs to the page
            return;
        }
        QAbstractButton::keyPressEvent(event);
    }
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::ApplicationFontChange) setFont(textFont(TextStyle::BodyBold));
        QAbstractButton::changeEvent(event);
    }

  private:
    SegmentedChoice* m_choice;
    int m_id;
};

SegmentedChoice::SegmentedChoice(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SegmentedChoice::addChoice(int id, const QString& text) {
    auto* segment = new Segment(id, text, this);
    segment->setFocusPolicy(m_segments.empty() ? Qt::StrongFocus : Qt::ClickFocus);
    m_segments.push_back(segment);
    layout()->addWidget(segment);
    connect(segment, &QAbstractButton::clicked, this, [this, id] { choose(id); });
    if (m_segments.size() == 1) {
        segment->setChecked(true);
        setFocusProxy(segment);
    }
}

void SegmentedChoice::setChoiceText(int id, const QString& text) {
    for (Segment* segment : m_segments) {
        if (segment->id() != id) continue;
        segment->setText(text);
        segment->updateGeometry();
    }
}

void SegmentedChoice::setOffered(int id, Offer offer) {
    if (offer == Offer::Not && chosen() == id) setChosen(0);
    for (Segment* segment : m_segments) {
        if (segment->id() == id) segment->setVisible(offer == Offer::Offered);
    }
}

void SegmentedChoice::setChosen(int id) {
    for (Segment* segment : m_segments) {
        const bool chosenOne = segment->id() == id;
        segment->setAutoExclusive(false);  // it would keep the last one from being let go
        segment->setChecked(chosenOne);
        segment->setAutoExclusive(true);
        segment->setFocusPolicy(chosenOne ? Qt::StrongFocus : Qt::ClickFocus);
        if (chosenOne) setFocusProxy(segment);
    }
    // With none chosen yet, Tab still has to get in.
    if (chosen() == 0 && !m_segments.empty()) {
        m_segments.front()->setFocusPolicy(Qt::StrongFocus);
        setFocusProxy(m_segments.front());
    }
}

int SegmentedChoice::chosen() const {
    for (const Segment* segment : m_segments) {
        if (segment->isChecked()) return segment->id();
    }
    return 0;
}

void SegmentedChoice::choose(int id) {
    setChosen(id);
    Q_EMIT chosenChanged(id);
}

void SegmentedChoice::step(int by) {
    const int count = static_cast<int>(m_segments.size());
    if (chosen() == 0 && count > 0) {
        choose(m_segments.front()->id());
        return;
    }
    for (int i = 0; i < count; ++i) {
        if (!m_segments[static_cast<std::size_t>(i)]->isChecked()) continue;
        int at = i;
        do {
            at = (at + by + count) % count;
        } while (at != i && m_segments[static_cast<std::size_t>(at)]->isHidden());
        Segment* next = m_segments[static_cast<std::size_t>(at)];
        next->setFocus(Qt::TabFocusReason);
        choose(next->id());
        return;
    }
}

}  // namespace countersign::ui
