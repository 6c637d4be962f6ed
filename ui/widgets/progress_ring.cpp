#include "widgets/progress_ring.h"

#include <QPainter>
#include <cmath>

namespace countersign::ui {
namespace {

constexpr double kCircle = 360.0;
constexpr double kTop = 90.0;

// Qt counts sixteenths of a degree, against the clock from three o'clock.
void arc(QPainter& painter, const QRectF& into, double fromTop, double length) {
    painter.drawArc(into, static_cast<int>(std::lround((kTop - fromTop) * 16)),
                    static_cast<int>(std::lround(-length * 16)));
}

}  // namespace

void paintRing(QPainter& painter, const QRectF& into, double lineWidth, const std::vector<StepState>& steps,
               int moving, double newest, const RingColours& colours) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    QPen pen(colours.idle, lineWidth, Qt::SolidLine, Qt::FlatCap);
    painter.setPen(pen);
    if (steps.empty()) {
        painter.drawEllipse(into);
        painter.restore();
        return;
    }
    const double share = kCircle / static_cast<double>(steps.size());
    // The gap is as wide as the line, measured along the ring; one action alone has no gap.
    const double around = 3.14159265 * (into.width() + into.height()) / 2;
    const double gap = steps.size() > 1 ? kCircle * lineWidth * 0.8 / std::max(1.0, around) : 0.0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const double from = share * static_cast<double>(i) + gap / 2;
        const double length = share - gap;
        pen.setColor(colours.idle);
        painter.setPen(pen);
        const double grown = static_cast<int>(i) == moving ? length * newest : length;
        if (steps[i] == StepState::ToCome || grown < length) arc(painter, into, from, length);
        switch (steps[i]) {
            case StepState::ToCome:
                continue;
            case StepState::Now:
                pen.setColor(colours.now);
                break;
            case StepState::Done:
                pen.setColor(colours.done);
                break;
            case StepState::NotDone:
                pen.setColor(colours.notDone);
                break;
        }
        painter.setPen(pen);
        if (grown > 0) arc(painter, into, from, grown);
    }
    painter.restore();
}

}  // namespace countersign::ui
