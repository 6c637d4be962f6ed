// The counter's records thread with what it tells, over a real line; for tests that count what arrives where.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "contract/sync/enrolled_counter.h"

namespace countersign::test {

// Tries again at once: these tests are about what, not when.
inline RecordsSettings hastySettings(const std::filesystem::path& folder) {
    RecordsSettings settings;
    settings.queue.folder = folder;
    settings.queue.freeSpaceLimit = 0;
    settings.retry = {Millis(1), Millis(1), Millis(1), Millis(1)};
    settings.https.silence = Millis(3'000);
    settings.https.whole = Millis(6'000);
    settings.https.portalPort = 0;  // whoever runs these tests may have a web server
    return settings;
}

struct RunningCounter {
    RunningCounter(const RecordsSettings& settings, const DeviceIdentity& identity, Log& log)
        : records(settings, identity, clock, log, points) {
        QObject::connect(&records, &RecordsThread::saved, &records,
                         [this](const QueueRow& row) { saved.insert(row.recordId); });
        QObject::connect(&records, &RecordsThread::recordSent, &records,
                         [this](const RecordId& id) { sent.insert(id); });
        QObject::connect(&records, &RecordsThread::rowChanged, &records,
                         [this](const QueueRow& row) { rows[row.recordId] = row; });
        QObject::connect(&records, &RecordsThread::operatorNotReached, &records,
                         [this](const Error& error) { causes.push_back(error.code); });
        records.start();
    }

    [[nodiscard]] bool waitUntilSaved(std::size_t count) {
        return waitUntil([&] { return saved.size() >= count; });
    }
    [[nodiscard]] bool waitUntilSent(std::size_t count) {
        return waitUntil([&] { return sent.size() >= count; });
    }

    SystemClock clock;
    NoFaultPoints points;
    std::set<RecordId> saved, sent;
    std::map<RecordId, QueueRow> rows;
    std::vector<ErrorCode> causes;
    RecordsThread records;  // last: the first to go
};

inline std::filesystem::path payloadOf(const std::filesystem::path& queue, RecordId id) {
    return queue / "spool" / (id.hex() + ".envelope");
}

}  // namespace countersign::test
