// Error rates as words. GUI thread; pure functions.
#pragma once

#include <QString>

#include "models/calibration_values.h"

namespace countersign::ui {

// A share as percent with two figures that count and no exponent: "8.2 %", "0.00013 %", "100 %".
[[nodiscard]] QString percentText(double share);
// "0 of 4,468, at most 0.067 %", "7 of 188: 3.7 % (1.5 % to 7.5 %)"; of no pairs: "–".
[[nodiscard]] QString rateText(const BenchRate& rate);

}  // namespace countersign::ui
