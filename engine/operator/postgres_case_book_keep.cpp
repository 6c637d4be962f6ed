// The PostgreSQL case book's part for what is kept about people: filed while it waits, asked to be erased,
// out of service.
#include "operator/operator_errors.h"
#include "operator/postgres_case_book.h"
#include "operator/postgres_steps.h"

namespace countersign {
using namespace ledger;

namespace ledger {

Result<bool> fileWaiting(PostgresConnection& connection, const DeviceId& device, const RecordId& record,
                         const CaseIndex& index) {
    const auto filed = connection.run(
        "INSERT INTO person_record (document_hash, device_id, record_id, counts, waits) SELECT $3::bytea, "
        "device_id, "
        "record_id, CASE WHEN practice = 0 THEN $4::bigint::smallint ELSE 0 END, 1 FROM case_file WHERE "
        "device_id = $1 AND record_id = $2 AND state IN ('review', 'second') ON CONFLICT (document_hash, "
        "device_id, record_id) DO NOTHING RETURNING 1",
        keyOf(device, record).bytes(ByteView(index.document)).integer(std::int64_t{index.hasLine() ? 1 : 0}));
    if (!filed) return failure(filed.error());
    return filed->count() == 1;
}

}  // namespace ledger

namespace {

constexpr std::string_view kIdColumns = ", k.device_id, k.record_id";

// Before any other row of the record, as everybody does (postgres_case_book.h).
Status lockCase(PostgresConnection& connection, const DeviceId& device, const RecordId& record) {
    const auto locked = connection.run(
        "SELECT 1 FROM case_file WHERE device_id = $1 AND record_id = $2 FOR UPDATE", keyOf(device, record));
    if (!locked) return failure(locked.error());
    return {};
}

}  // namespace

Result<bool> PostgresCaseBook::file(const DeviceId& device, const RecordId& record, const CaseIndex& index) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<bool> {
        // Whoever decides on it comes before or after: a word ends what was held while it waited.
        if (const auto locked = lockCase(connection, device, record); !locked) return failure(locked.error());
        return fileWaiting(connection, device, record, index);
    });
}

Result<std::optional<RecordRow>> PostgresCaseBook::recordOfNumber(const NumberHash& number) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::optional<RecordRow>> {
        static const std::string sql =
            withRecords(kIdColumns,
                        "(SELECT device_id, record_id FROM number_claim WHERE kind = $1 AND "
                        "number_hash = $2) k");
        const auto rows =
            connection.run(sql, PgValues().text(numberKindName(number.kind)).bytes(ByteView(number.hash)));
        if (!rows) return failure(rows.error());
        auto found = readAllDue(*rows);
        return found.empty() ? std::optional<RecordRow>()
                             : std::optional<RecordRow>(std::move(found.front()));
    });
}

Status PostgresCaseBook::askErasure(const ReviewLogRow& row, const DeviceId& device, const RecordId& record) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Status {
        if (auto locked = lockCase(connection, device, record); !locked) return locked;
        // Often there is no answer yet, and so no row.
        const auto asked = connection.run(
            "INSERT INTO retention (device_id, record_id, asked_at) SELECT device_id, record_id, $3::bigint "
            "FROM record_key WHERE device_id = $1 AND record_id = $2 ON CONFLICT (device_id, record_id) DO "
            "UPDATE SET asked_at = coalesce(retention.asked_at, excluded.asked_at) RETURNING 1",
            keyOf(device, record).integer(toStored(row.at)));
        if (!asked) return failure(asked.error());
        if (asked->count() != 1) return failure(noSuchRecord());
        return writeLog(connection, row, device, record);
    });
}

Status PostgresCaseBook::erasureAnswered(const DeviceId& device, const RecordId& record) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Status {
        const auto done =
            connection.run("UPDATE retention SET asked_at = NULL WHERE device_id = $1 AND record_id = $2",
                           keyOf(device, record));
        if (!done) return failure(done.error());
        return {};
    });
}

Result<std::vector<RecordRow>> PostgresCaseBook::erasuresAsked(int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<RecordRow>> {
        // As in detailsDue.
        static const std::string sql =
            withRecords(kIdColumns, "(SELECT t.device_id, t.record_id, t.asked_at FROM retention t" +
                                        joinedRecord("LEFT JOIN") +
                                        "WHERE t.asked_at IS NOT NULL AND (t.erased_at IS NOT NULL OR "
                                        "y.there = 1) ORDER BY t.asked_at LIMIT $1) k") +
            "ORDER BY k.asked_at";
        const auto rows = connection.run(sql, PgValues().integer(std::int64_t{limit}));
        if (!rows) return failure(rows.error());
        return readAllDue(*rows);
    });
}

Result<std::int64_t> PostgresCaseBook::erasuresOutOfReach(WallTime now) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::int64_t> {
        static const std::string sql =
            "SELECT count(*) FROM retention t" + joinedRecord("LEFT JOIN") +
            "WHERE t.erased_at IS NULL AND t.hold IS NULL AND "
            "(t.pictures_until <= $1 OR t.asked_at IS NOT NULL) AND y.there IS NULL";
        const auto rows = connection.run(sql, PgValues().integer(toStored(now)));
        if (!rows) return failure(rows.error());
        return rows->integer(0, 0);
    });
}

Result<bool> PostgresCaseBook::noteService(const ReviewLogRow& row, const DeviceId& device,
                                           const RecordId& record, const std::optional<ServiceEnd>& end) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<bool> {
        if (const auto locked = lockCase(connection, device, record); !locked) return failure(locked.error());
        const auto stands = connection.run(
            "SELECT EXISTS (SELECT 1 FROM record_key WHERE device_id = $1 AND record_id = $2), EXISTS "
            "(SELECT "
            "1 FROM decision WHERE device_id = $1 AND record_id = $2 AND status IN ('accepted', "
            "'activated'))",
            keyOf(device, record));
        if (!stands) return failure(stands.error());
        if (stands->integer(0, 0) == 0) return failure(noSuchRecord());
        if (stands->integer(0, 1) == 0) return false;
        for (const char* table : {"person_record", "number_claim"}) {
            const auto marked = connection.run(
                "UPDATE " + std::string(table) +
                    " SET ended = $3::bigint::smallint WHERE device_id = $1 AND record_id = $2",
                keyOf(device, record).integer(std::int64_t{end ? 1 : 0}));
            if (!marked) return failure(marked.error());
        }
        const auto ended = end ? std::optional(toStored(end->endedAt)) : std::nullopt;
        const auto until = end ? std::optional(toStored(end->detailsUntil)) : std::nullopt;
        const auto noted = connection.run(
            "INSERT INTO retention (device_id, record_id, service_ended, details_until) VALUES ($1, $2, $3, "
            "$4) ON CONFLICT (device_id, record_id) DO UPDATE SET service_ended = excluded.service_ended, "
            "details_until = excluded.details_until",
            keyOf(device, record).integer(ended).integer(until));
        if (!noted) return failure(noted.error());
        if (const auto logged = writeLog(connection, row, device, record); !logged)
            return failure(logged.error());
        return true;
    });
}

Result<std::vector<RecordRow>> PostgresCaseBook::detailsDue(WallTime now, int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<RecordRow>> {
        // Details lie in the ledger whatever month was moved; pictures are found by the record alone.
        static const std::string sql =
            withRecords(kIdColumns,
                        "(SELECT t.device_id, t.record_id, t.details_until FROM retention t" +
                            joinedRecord("LEFT JOIN") +
                            "WHERE t.details_until IS NOT NULL AND (t.erased_at IS NULL OR t.filed = 1) AND "
                            "t.details_until <= $1 AND t.hold IS NULL AND (t.erased_at IS NOT NULL OR "
                            "(t.pictures_until IS NOT NULL AND y.there = 1)) ORDER BY "
                            "t.details_until LIMIT $2) k") +
            "ORDER BY k.details_until";
        const auto rows = connection.run(sql, PgValues().integer(toStored(now)).integer(std::int64_t{limit}));
        if (!rows) return failure(rows.error());
        return readAllDue(*rows);
    });
}

}  // namespace countersign
