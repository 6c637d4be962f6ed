// The case book's part for what is kept about people: filed while it waits, asked to be erased, out of
// service.
#include "operator/ledger_rows.h"
#include "operator/operator_errors.h"
#include "operator/sqlite_case_book.h"

namespace countersign {
using namespace ledger;

// Within the caller's transaction. Nothing if it waits for nobody, or stands under this document already.
Status SqliteCaseBook::fileWaiting(const DeviceId& device, const RecordId& record, const CaseIndex& index) {
    auto insert = m_database.prepare(
        "INSERT INTO person_record (document_hash, device_id, record_id, counts, waits) SELECT ?1, "
        "device_id, "
        "record_id, CASE WHEN practice = 0 THEN ?4 ELSE 0 END, 1 FROM case_file WHERE device_id = ?2 AND "
        "record_id = ?3 AND state IN ('review', 'second') ON CONFLICT (document_hash, device_id, record_id) "
        "DO "
        "NOTHING");
    if (!insert) return failure(insert.error());
    return insert->bindBlob(1, index.document)
        .bindBlob(2, device.bytes())
        .bindBlob(3, record.bytes())
        .bind(4, std::int64_t{index.hasLine() ? 1 : 0})
        .run();
}

Result<CasePage> SqliteCaseBook::unfiled(const std::optional<CaseCursor>& after, int limit) {
    const std::lock_guard lock(m_mutex);
    return unfiledPage(after, limit, [&](CaseState state, const auto& from, int most) -> Result<CasePage> {
        // As in cases(): one state, so that the index gives the order, and the condition that names the
        // index.
        auto select = m_database.prepare(
            "SELECT device_id, record_id, state, attempts, reasons, exception, first_by, first_status, "
            "first_reason, first_at FROM case_file c WHERE state = ?5 AND state <> 'decided' AND "
            "(received_at, device_id, record_id) > (?1, ?2, ?3) AND NOT EXISTS (SELECT 1 FROM person_record "
            "p WHERE p.device_id = c.device_id AND p.record_id = c.record_id) ORDER BY received_at, "
            "device_id, record_id LIMIT ?4");
        if (!select) return failure(select.error());
        select->bind(1, from ? toStored(from->receivedAt) : std::int64_t{-1})
            .bind(4, std::int64_t{most})
            .bind(5, caseStateName(state));
        if (from)
            select->bindBlob(2, from->deviceId.bytes()).bindBlob(3, from->recordId.bytes());
        else
            select->bindBlob(2, {}).bindBlob(3, {});
        return readPage(*select, most);
    });
}

Result<bool> SqliteCaseBook::file(const DeviceId& device, const RecordId& record, const CaseIndex& index) {
    const std::lock_guard lock(m_mutex);
    // One statement: whoever decides meanwhile comes before it or after it.
    if (const auto filed = fileWaiting(device, record, index); !filed) return failure(filed.error());
    return m_database.changes() == 1;
}

Result<std::optional<RecordRow>> SqliteCaseBook::recordOfNumber(const NumberHash& number) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT device_id, record_id FROM number_claim WHERE kind = ?1 AND number_hash = ?2");
    if (!select) return failure(select.error());
    auto found = recordsIn(select->bind(1, numberKindName(number.kind)).bindBlob(2, number.hash));
    if (!found) return failure(found.error());
    return found->empty() ? std::optional<RecordRow>() : std::optional<RecordRow>(std::move(found->front()));
}

Status SqliteCaseBook::askErasure(const ReviewLogRow& row, const DeviceId& device, const RecordId& record) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    // Often there is no answer yet, and so no row.
    auto ask = m_database.prepare(
        "INSERT INTO retention (device_id, record_id, asked_at) SELECT device_id, record_id, ?3 FROM record "
        "WHERE device_id = ?1 AND record_id = ?2 ON CONFLICT (device_id, record_id) DO UPDATE SET asked_at = "
        "coalesce(asked_at, excluded.asked_at)");
    if (!ask) return failure(ask.error());
    if (auto done =
            ask->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()).bind(3, toStored(row.at)).run();
        !done) {
        return done;
    }
    if (m_database.changes() != 1) return failure(noSuchRecord());
    if (auto noted = writeLog(row, device, record); !noted) return noted;
    return transaction->commit();
}

Status SqliteCaseBook::erasureAnswered(const DeviceId& device, const RecordId& record) {
    const std::lock_guard lock(m_mutex);
    auto update =
        m_database.prepare("UPDATE retention SET asked_at = NULL WHERE device_id = ?1 AND record_id = ?2");
    if (!update) return failure(update.error());
    return update->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()).run();
}

Result<std::vector<RecordRow>> SqliteCaseBook::erasuresAsked(int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT device_id, record_id FROM retention WHERE asked_at IS NOT NULL ORDER BY asked_at LIMIT ?1");
    if (!select) return failure(select.error());
    return recordsIn(select->bind(1, std::int64_t{limit}));
}

// No month is ever moved away.
Result<std::int64_t> SqliteCaseBook::erasuresOutOfReach(WallTime) {
    return 0;
}

Result<bool> SqliteCaseBook::noteService(const ReviewLogRow& row, const DeviceId& device,
                                         const RecordId& record, const std::optional<ServiceEnd>& end) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    {
        auto select = m_database.prepare(
            "SELECT EXISTS (SELECT 1 FROM record WHERE device_id = ?1 AND record_id = ?2), EXISTS (SELECT 1 "
            "FROM decision WHERE device_id = ?1 AND record_id = ?2 AND status IN ('accepted', 'activated'))");
        if (!select) return failure(select.error());
        const auto found = select->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()).step();
        if (!found) return failure(found.error());
        if (select->integer(0) == 0) return failure(noSuchRecord());
        if (select->integer(1) == 0) return false;
    }
    auto note = m_database.prepare(
        "INSERT INTO retention (device_id, record_id, service_ended, details_until) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (device_id, record_id) DO UPDATE SET service_ended = excluded.service_ended, "
        "details_until = excluded.details_until");
    if (!note) return failure(note.error());
    note->bindBlob(1, device.bytes()).bindBlob(2, record.bytes());
    if (end)
        note->bind(3, toStored(end->endedAt)).bind(4, toStored(end->detailsUntil));
    else
        note->bindNull(3).bindNull(4);
    if (const auto done = note->run(); !done) return failure(done.error());
    for (const char* table : {"person_record", "number_claim"}) {
        auto mark = m_database.prepare("UPDATE " + std::string(table) +
                                       " SET ended = ?3 WHERE device_id = ?1 AND record_id = ?2");
        if (!mark) return failure(mark.error());
        const auto done = mark->bindBlob(1, device.bytes())
                              .bindBlob(2, record.bytes())
                              .bind(3, std::int64_t{end ? 1 : 0})
                              .run();
        if (!done) return failure(done.error());
    }
    if (const auto noted = writeLog(row, device, record); !noted) return failure(noted.error());
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return true;
}

Result<std::vector<RecordRow>> SqliteCaseBook::detailsDue(WallTime now, int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT device_id, record_id FROM retention WHERE details_until IS NOT NULL AND (erased_at IS NULL "
        "OR filed = 1) AND details_until <= ?1 AND hold IS NULL AND (erased_at IS NOT NULL OR "
        "pictures_until IS NOT NULL) ORDER BY details_until LIMIT ?2");
    if (!select) return failure(select.error());
    return recordsIn(select->bind(1, toStored(now)).bind(2, std::int64_t{limit}));
}

}  // namespace countersign
