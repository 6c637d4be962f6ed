// What is said of a run of the courier over a USB stick. GUI thread.
#pragma once

#include <QString>
#include <QStringList>

#include "store/stick_types.h"
#include "theme/palette.h"

namespace countersign::ui {

[[nodiscard]] QString stickProgressText(const StickProgress& progress);

struct StickResultText {
    Tone tone = Tone::Information;
    QString end;         // how it ended and whether the stick may be pulled
    QStringList counts;  // what came of it, a sentence each; only what is not zero
};
[[nodiscard]] StickResultText stickResultText(const StickSummary& summary);

}  // namespace countersign::ui
