#include "widgets/text_label.h"

#include <QEvent>
#include <QStyle>

namespace countersign::ui {

TextLabel::TextLabel(TextStyle style, Wrap wrap, QWidget* parent) : QLabel(parent), m_style(style) {
    setTextFormat(Qt::PlainText);
    setWordWrap(wrap == Wrap::On);
    setFont(textFont(style));
    applyAlignment();
    if (wrap == Wrap::On) {
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
}

TextLabel::TextLabel(const QString& text, TextStyle style, Wrap wrap, QWidget* parent)
    : TextLabel(style, wrap, parent) {
    setText(text);
}

void TextLabel::setTextStyle(TextStyle style) {
    m_style = style;
    setFont(textFont(style));
}

void TextLabel::setAlignment(Qt::Alignment alignment) {
    m_alignment = alignment;
    applyAlignment();
}

int TextLabel::roomAbove(const QFont& font) const {
    // Arabic vowel signs stand above the height of the line.
    const bool tall = layoutDirection() == Qt::RightToLeft && font.pixelSize() >= scaled(20);
    return tall ? font.pixelSize() / 5 : 0;
}

void TextLabel::applyAlignment() {
    setContentsMargins(0, roomAbove(font()), 0, 0);
    QLabel::setAlignment(QStyle::visualAlignment(layoutDirection(), m_alignment) | Qt::AlignAbsolute);
}

void TextLabel::setShade(Shade shade) {
    setForegroundRole(roleOf(shade));
}

void TextLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationFontChange) setFont(textFont(m_style));
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange)
        applyAlignment();
    QLabel::changeEvent(event);
}

}  // namespace countersign::ui
