// The ring around the face: one segment for every action, filled clockwise from the top. Painting only; GUI
// thread.
#pragma once

#include <QColor>
#include <QRectF>
#include <vector>

#include "text/scan_text.h"

class QPainter;

namespace countersign::ui {

struct RingColours {
    QColor idle;  // to come
    QColor now;
    QColor done;
    QColor notDone;
};

// `into` is the ellipse through the middle of the line. `newest` (0..1) is how much of the segment at index
// `moving` is drawn yet; pass -1 for none moving.
void paintRing(QPainter& painter, const QRectF& into, double lineWidth, const std::vector<StepState>& steps,
               int moving, double newest, const RingColours& colours);

}  // namespace countersign::ui
