// What a counter did on one day, counted from its queue. No name, no number. GUI thread; values.
#pragma once

#include <QDate>
#include <vector>

#include "store/queue_types.h"

namespace countersign::ui {

struct DayCounts {
    int registered = 0;  // all but practice and what was withdrawn
    int unsent = 0;      // of these: waiting or being sent
    int setAside = 0;    // of these: the operator did not take them in
    int pending = 0;     // the operator has them and has not decided
    int accepted = 0;    // activated ones too
    int refused = 0;
    int comeBack = 0;
    int otherTerms = 0;  // scans by other terms, of registered
    int noScan = 0;      // without a scan, of registered
    int withdrawn = 0;
    int practice = 0;
    friend bool operator==(const DayCounts&, const DayCounts&) = default;
};

// Days are those of the computer's own time zone.
[[nodiscard]] QDate dayOf(WallTime time);
// One day's beginning and end, reckoned once: a queue has thousands of rows.
class DaySpan {
  public:
    explicit DaySpan(QDate day);
    [[nodiscard]] bool holds(WallTime time) const { return time >= m_begin && time < m_end; }

  private:
    WallTime m_begin, m_end;
};
[[nodiscard]] DayCounts countDay(const std::vector<QueueRow>& rows, QDate day);

}  // namespace countersign::ui
