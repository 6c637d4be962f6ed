#include "models/day_counts.h"

#include "text/local_time.h"

namespace countersign::ui {

QDate dayOf(WallTime time) {
    return localTime(time).date();
}

DaySpan::DaySpan(QDate day)
    : m_begin(Millis(day.startOfDay().toMSecsSinceEpoch())),
      m_end(Millis(day.addDays(1).startOfDay().toMSecsSinceEpoch())) {}

DayCounts countDay(const std::vector<QueueRow>& rows, QDate day) {
    const DaySpan span(day);
    DayCounts counts;
    for (const QueueRow& row : rows) {
        if (!span.holds(row.createdAt)) continue;
        if (row.kind == RecordKind::Practice) {
            ++counts.practice;
            continue;
        }
        if (row.client == ClientState::Withdrawn) {
            ++counts.withdrawn;
            continue;
        }
        ++counts.registered;
        if (row.route == ScanRoute::OtherTerms) ++counts.otherTerms;
        if (row.route == ScanRoute::NoScan) ++counts.noScan;
        switch (row.client) {
            case ClientState::Waiting:
            case ClientState::Sending:
                ++counts.unsent;
                continue;
            case ClientState::SetAside:
                ++counts.setAside;
                continue;
            case ClientState::Sent:
            case ClientState::Withdrawn:
                break;
        }
        switch (row.server) {
            case ServerState::Accepted:
            case ServerState::Activated:
                ++counts.accepted;
                break;
            case ServerState::Refused:
                ++counts.refused;
                break;
            case ServerState::ComeBack:
                ++counts.comeBack;
                break;
            case ServerState::Received:
            case ServerState::None:
                ++counts.pending;
                break;
        }
    }
    return counts;
}

}  // namespace countersign::ui
