// Words of the day's end: on the page, in its PDF and in its CSV alike. GUI thread; pure functions.
#pragma once

#include <QString>
#include <vector>

#include "models/day_counts.h"
#include "theme/palette.h"

namespace countersign::ui {

struct DayLine {
    QString key;  // of the CSV: English, stable
    QString words;
    QString help;  // what to do about it; may be empty
    int count = 0;
    Tone tone = Tone::Neutral;
};

[[nodiscard]] QString dayHeadline(const DayCounts& counts);  // the truth first
[[nodiscard]] std::vector<DayLine> dayLines(const DayCounts& counts);
// RFC 4180: the counts, an empty line, then a line for each registration with its code, time and state.
// Nothing of a buyer. UTF-8 with a byte order mark, or spreadsheet programs read it as something else.
[[nodiscard]] QByteArray dayCsv(const std::vector<QueueRow>& rows, QDate day);
[[nodiscard]] QString dayHtml(const std::vector<QueueRow>& rows, QDate day);  // for the PDF

}  // namespace countersign::ui
