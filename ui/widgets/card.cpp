#include "widgets/card.h"

#include <QPainter>

#include "theme/style.h"
#include "theme/type.h"

namespace countersign::ui {

Card::Card(QWidget* parent) : QWidget(parent), m_body(new QVBoxLayout(this)) {
    const int margin = scaled(20);
    m_body->setContentsMargins(margin, margin, margin, margin);
    m_body->setSpacing(scaled(8));
}

void Card::setTone(Tone tone) {
    m_tone = tone;
    update();
}

void Card::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Shade line = m_tone == Tone::Neutral   ? Shade::Line
                       : m_tone == Tone::Warning ? Shade::WarningMark
                                                 : toneInk(m_tone);
    drawBox(painter, rect(), kCardRadius, shade(*this, Shade::Card), shade(*this, line), 1);
}

}  // namespace countersign::ui
