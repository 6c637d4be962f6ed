#include "widgets/button.h"

#include <QKeyEvent>
#include <QPainter>

#include "theme/icon.h"
#include "theme/style.h"
#include "theme/type.h"
#include "widgets/key_cap.h"

namespace countersign::ui {
namespace {

constexpr int kGap = 12;
constexpr int kIcon = 20;

struct Look {
    Shade ink;
    Shade fill;
    Shade line;
};

Look lookOf(ButtonKind kind, const QPushButton& button) {
    const bool near = button.underMouse();
    const bool down = button.isDown();
    if (!button.isEnabled()) return {Shade::DisabledInk, Shade::Disabled, Shade::Line};
    switch (kind) {
        case ButtonKind::Primary: {
            const Shade fill = down ? Shade::AccentPressed : near ? Shade::AccentHover : Shade::Accent;
            return {Shade::OnAccent, fill, fill};
        }
        case ButtonKind::Danger:
            return {Shade::Bad, down || near ? Shade::BadGround : Shade::Card, Shade::Bad};
        case ButtonKind::Quiet: {
            const Shade fill = down ? Shade::Pressed : near ? Shade::Hover : Shade::Card;
            return {Shade::SecondInk, fill, fill};
        }
        case ButtonKind::Secondary:
            break;
    }
    return {Shade::Ink, down ? Shade::Pressed : near ? Shade::Hover : Shade::Card, Shade::ControlLine};
}

}  // namespace

Button::Button(ButtonKind kind, const QString& text, QWidget* parent)
    : QPushButton(text, parent), m_kind(kind) {
    setFont(textFont(kind == ButtonKind::Quiet ? TextStyle::Body : TextStyle::Button));
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

void Button::setText(const QString& text) {
    // A "&" in a name is a letter here, not a mnemonic.
    QPushButton::setText(text);
    setShortcut(m_key);
    updateGeometry();
}

void Button::setKey(const QKeySequence& keys) {
    m_key = keys;
    setShortcut(keys);
    setKeyCap(keys);
}

void Button::setKeyCap(const QKeySequence& keys) {
    m_keyCap = keys.isEmpty() ? QString() : keyName(keys);
    updateGeometry();
    update();
}

void Button::setIconName(const QString& name) {
    m_iconName = name;
    updateGeometry();
    update();
}

void Button::setKind(ButtonKind kind) {
    m_kind = kind;
    setFont(textFont(kind == ButtonKind::Quiet ? TextStyle::Body : TextStyle::Button));
    updateGeometry();
    update();
}

int Button::padding() const {
    return scaled(m_kind == ButtonKind::Quiet ? 8 : 22);
}

int Button::contentWidth() const {
    int width = fontMetrics().horizontalAdvance(text());
    if (!m_iconName.isEmpty()) width += scaled(kIcon) + (text().isEmpty() ? 0 : scaled(kGap - 2));
    if (!m_keyCap.isEmpty()) width += keyCapSize(m_keyCap).width() + scaled(kGap);
    return width;
}

QSize Button::sizeHint() const {
    return {contentWidth() + 2 * padding(), scaled(m_kind == ButtonKind::Quiet ? 36 : kControlHeight)};
}

void Button::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Look look = lookOf(m_kind, *this);
    const bool flat = m_kind == ButtonKind::Quiet && !isDown() && !underMouse();
    if (!flat) {
        drawBox(painter, rect(), kControlRadius, shade(*this, look.fill), shade(*this, look.line), 1);
    }
    const QColor ink = shade(*this, look.ink);
    painter.setPen(ink);
    painter.setFont(font());
    // Laid out from left to right around the middle, then mirrored as a whole.
    int x = (width() - contentWidth()) / 2;
    const auto place = [&](int itemWidth, int itemHeight) {
        const QRect box(x, (height() - itemHeight) / 2, itemWidth, itemHeight);
        return QStyle::visualRect(layoutDirection(), rect(), box);
    };
    if (m_kind == ButtonKind::Quiet && !m_keyCap.isEmpty()) {
        // In bars the cap comes first: "[F1] Help".
        const QSize cap = keyCapSize(m_keyCap);
        drawKeyCap(painter, place(cap.width(), cap.height()), m_keyCap, ink, shade(*this, Shade::Ground),
                   shade(*this, Shade::ControlLine));
        x += cap.width() + scaled(kGap);
    }
    if (!m_iconName.isEmpty()) {
        drawIcon(painter, place(scaled(kIcon), scaled(kIcon)), m_iconName, ink);
        x += scaled(kIcon) + scaled(kGap - 2);
    }
    const int textWidth = fontMetrics().horizontalAdvance(text());
    painter.drawText(place(textWidth, height()), Qt::AlignCenter | Qt::TextHideMnemonic, text());
    x += textWidth + scaled(kGap);
    if (m_kind != ButtonKind::Quiet && !m_keyCap.isEmpty()) {
        const QSize cap = keyCapSize(m_keyCap);
        const bool bold = m_kind == ButtonKind::Primary && isEnabled();
        QColor line = bold ? ink : shade(*this, Shade::ControlLine);
        if (bold) line.setAlphaF(0.7F);
        drawKeyCap(painter, place(cap.width(), cap.height()), m_keyCap,
                   bold ? ink : shade(*this, isEnabled() ? Shade::SecondInk : Shade::DisabledInk),
                   bold ? QColor(Qt::transparent) : shade(*this, Shade::Ground), line);
    }
}

void Button::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!event->isAutoRepeat()) click();
        event->accept();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void Button::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) setKind(m_kind);
    if (event->type() == QEvent::EnabledChange)
        setCursor(isEnabled() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QPushButton::changeEvent(event);
}

}  // namespace countersign::ui
