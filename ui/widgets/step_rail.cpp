#include "widgets/step_rail.h"

#include <QAbstractButton>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

#include "theme/icon.h"
#include "theme/style.h"
#include "theme/type.h"

namespace countersign::ui {

class StepRail::Item final : public QAbstractButton {
  public:
    Item(const RailItem& item, int number, QWidget* parent)
        : QAbstractButton(parent), m_item(item), m_number(number) {
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        set(item, number);
    }
    void set(const RailItem& item, int number) {
        m_item = item;
        m_number = number;
        setText(item.text);
        setToolTip(item.text);
        setFocusPolicy(usable() ? Qt::StrongFocus : Qt::NoFocus);
        setCursor(usable() ? Qt::PointingHandCursor : Qt::ArrowCursor);
        switch (item.state) {
            //: Read out by screen readers: a step of the registration and how far it is. %1 is "Details" and
            //: so on.
            case RailState::Done:
                setAccessibleName(StepRail::tr("%1, done").arg(item.text));
                break;
            //: Read out by screen readers: the step the clerk is at.
            case RailState::Now:
                setAccessibleName(StepRail::tr("%1, you are here").arg(item.text));
                break;
            //: Read out by screen readers: a step that comes later.
            case RailState::ToCome:
                setAccessibleName(StepRail::tr("%1, to come").arg(item.text));
                break;
        }
        update();
    }
    [[nodiscard]] bool usable() const { return m_item.use == RailUse::CanChoose; }
    [[nodiscard]] int id() const { return m_item.id; }
    [[nodiscard]] QSize sizeHint() const override {
        if (compact()) return minimumSizeHint();
        return {scaled(68) + fontMetrics().horizontalAdvance(text()), scaled(48)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {scaled(40), scaled(48)}; }

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto mirrored = [this](const QRect& box) {
            return QStyle::visualRect(layoutDirection(), rect(), box);
        };
        const bool now = m_item.state == RailState::Now;
        if (now) {
            painter.fillRect(rect(), shade(*this, Shade::AccentGround));
            painter.fillRect(mirrored(QRect(0, 0, 4, height())), shade(*this, Shade::Accent));
        } else if (usable() && underMouse()) {
            painter.fillRect(rect(), shade(*this, Shade::Hover));
        }
        const int side = scaled(26);
        // Without room for the words the sign stands in the middle; the tool tip has them.
        const QRect ring =
            mirrored(QRect(compact() ? (width() - side) / 2 : scaled(24), (height() - side) / 2, side, side));
        drawSign(painter, ring);
        if (compact()) return;
        painter.setFont(textFont(now ? TextStyle::BodyBold : TextStyle::Body));
        painter.setPen(shade(*this, now ? Shade::Ink : Shade::SecondInk));
        const QRect words = mirrored(QRect(scaled(62), 0, width() - scaled(70), height()));
        const QString shown = painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width());
        painter.drawText(
            words,
            static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)),
            shown);
    }

  private:
    [[nodiscard]] bool compact() const { return static_cast<StepRail*>(parentWidget())->m_compact; }
    void drawSign(QPainter& painter, const QRect& ring) const {
        const bool now = m_item.state == RailState::Now;
        const QColor accent = shade(*this, Shade::Accent);
        if (!m_item.icon.isEmpty()) {
            drawIcon(painter, QRectF(ring).adjusted(2, 2, -2, -2), m_item.icon,
                     now ? accent : shade(*this, Shade::SecondInk));
            return;
        }
        if (m_item.state == RailState::Done) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(accent);
            painter.drawEllipse(ring);
            const double inset = ring.width() * 0.23;
            drawIcon(painter, QRectF(ring).adjusted(inset, inset, -inset, -inset), u"tick",
                     shade(*this, Shade::OnAccent));
            return;
        }
        painter.setBrush(shade(*this, Shade::Card));
        painter.setPen(QPen(now ? accent : shade(*this, Shade::ControlLine), now ? 2 : 1.5));
        painter.drawEllipse(QRectF(ring).adjusted(1, 1, -1, -1));
        painter.setFont(textFont(TextStyle::SmallBold));
        painter.setPen(now ? accent : shade(*this, Shade::SecondInk));
        painter.drawText(ring, Qt::AlignCenter, locale().toString(m_number));
    }

    RailItem m_item;
    int m_number;
};

StepRail::StepRail(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, scaled(20), 1, scaled(20));
    m_column->setSpacing(0);
    m_column->addStretch(1);
    setFixedWidth(scaled(kRailWidth));
}

void StepRail::setCompact(bool compact) {
    if (compact == m_compact) return;
    m_compact = compact;
    setFixedWidth(scaled(compact ? kRailWidthCompact : kRailWidth));
    m_column->setContentsMargins(0, scaled(compact ? 8 : 20), 1, scaled(compact ? 8 : 20));
}

void StepRail::setItems(const std::vector<RailItem>& items) {
    while (m_items.size() > items.size()) {
        m_items.back()->deleteLater();
        m_items.back()->hide();
        m_column->removeWidget(m_items.back());
        m_items.pop_back();
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        if (i < m_items.size()) {
            m_items[i]->set(items[i], number);
            continue;
        }
        auto* item = new Item(items[i], number, this);
        m_items.push_back(item);
        m_column->insertWidget(static_cast<int>(i), item);
        connect(item, &QAbstractButton::clicked, this, [this, item] {
            if (item->usable()) Q_EMIT itemChosen(item->id());
        });
    }
}

void StepRail::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), shade(*this, Shade::Card));
    const QRect line = QStyle::visualRect(layoutDirection(), rect(), QRect(width() - 1, 0, 1, height()));
    painter.fillRect(line, shade(*this, Shade::Line));
}

}  // namespace countersign::ui
