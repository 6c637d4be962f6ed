#include "models/day_counts.h"

#include <QDateTime>

namespace countersign::ui {

QDate dayOf(WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<Millis>(time.time_since_epoch()).count())
        .toLocalTime()
        .date();
}

DayCounts countDay(const std::vector<QueueRow>& rows, QDate day) {
    DayCounts counts;
    for (const QueueRow& row : rows) {
        if (dayOf(row.createdAt) != day) continue;
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
