#include "operator/postgres_case_book.h"

#include <nlohmann/json.hpp>

#include "operator/case_rules.h"
#include "operator/operator_errors.h"
#include "operator/postgres_steps.h"

namespace countersign {
using namespace ledger;

namespace ledger {

// LATERAL with a LIMIT leaves the server no plan but to look each one up: plans are made while tables are
// empty and serve when they are large (PostgresConnection::open).
std::string withRecords(std::string_view columns, std::string_view keys) {
    return "SELECT " + std::string(kPgRecordColumns) + std::string(columns) + " FROM " + std::string(keys) +
           " LEFT JOIN LATERAL (SELECT x.month, x.sequence FROM record_key x WHERE x.record_id = k.record_id "
           "AND x.device_id = k.device_id LIMIT 1) x ON true LEFT JOIN LATERAL (SELECT * FROM record y WHERE "
           "y.month = x.month AND y.device_id = k.device_id AND y.sequence = x.sequence LIMIT 1) r ON true ";
}

std::vector<RecordRow> readThere(const PgRows& rows) {
    std::vector<RecordRow> records;
    for (int i = 0; i < rows.count(); ++i) {
        if (!rows.isNull(i, 0)) records.push_back(readRecord(rows, i));
    }
    return records;
}

std::string joinedRecord(std::string_view join) {
    const auto joined = " " + std::string(join) + " LATERAL ";
    return joined +
           "(SELECT x.month, x.sequence FROM record_key x WHERE x.record_id = t.record_id AND x.device_id = "
           "t.device_id LIMIT 1) x ON true" +
           joined +
           "(SELECT 1 AS there FROM record y WHERE y.month = x.month AND y.device_id = t.device_id AND "
           "y.sequence = x.sequence LIMIT 1) y ON true ";
}

RecordRow onlyIds(const PgRows& rows, int row, int column) {
    RecordRow ids;
    ids.deviceId = deviceIdAt(rows, row, column);
    ids.recordId = recordIdAt(rows, row, column + 1);
    return ids;
}

std::vector<RecordRow> readAllDue(const PgRows& rows) {
    std::vector<RecordRow> records;
    for (int i = 0; i < rows.count(); ++i)
        records.push_back(rows.isNull(i, 0) ? onlyIds(rows, i, kPgRecordColumnCount) : readRecord(rows, i));
    return records;
}

}  // namespace ledger

namespace {

constexpr std::string_view kCaseColumns =
    ", k.state, k.attempts, k.reasons, k.exception, k.first_by, k.first_status, k.first_reason, k.first_at, "
    "k.device_id, k.record_id, k.received_at";
constexpr int kFirstCaseColumn = kPgRecordColumnCount;

// `chosen`: what comes after "SELECT * FROM case_file".
std::string casesWhere(std::string_view chosen, std::string_view order = {}) {
    return withRecords(kCaseColumns, "(SELECT * FROM case_file " + std::string(chosen) + ") k") +
           std::string(order);
}

std::vector<std::string> readReasons(const std::string& text) {
    std::vector<std::string> reasons;
    const auto parsed = nlohmann::json::parse(text, nullptr, false);
    if (!parsed.is_array()) return reasons;
    for (const auto& each : parsed) {
        if (each.is_string()) reasons.push_back(each.get<std::string>());
    }
    return reasons;
}

bool recordIsThere(const PgRows& rows, int row) {
    return !rows.isNull(row, 0);
}

std::vector<Case> readCases(const PgRows& rows) {
    constexpr int at = kFirstCaseColumn;
    std::vector<Case> cases;
    for (int i = 0; i < rows.count(); ++i) {
        if (!recordIsThere(rows, i)) continue;
        Case each;
        each.record = readRecord(rows, i);
        each.state = caseStateFromName(rows.text(i, at)).value_or(CaseState::Review);
        each.attempts = static_cast<std::uint32_t>(rows.integer(i, at + 1));
        each.reasons = readReasons(rows.text(i, at + 2));
        each.exception = rows.integer(i, at + 3) != 0;
        if (!rows.isNull(i, at + 4)) {
            each.first = FirstWord{
                rows.text(i, at + 4),
                receiptStatusFromName(rows.text(i, at + 5)).value_or(ReceiptStatus::Refused),
                rows.text(i, at + 6),
                fromStored(rows.integer(i, at + 7)),
            };
        }
        cases.push_back(std::move(each));
    }
    return cases;
}

// What selects a page of cases in their order.
CasePage readPage(const PgRows& rows, int limit) {
    CasePage page;
    page.cases = readCases(rows);
    const int last = rows.count() - 1;
    constexpr int at = kFirstCaseColumn + 8;
    if (last >= 0 && rows.count() == limit) {
        page.next = CaseCursor{fromStored(rows.integer(last, at + 2)), deviceIdAt(rows, last, at),
                               recordIdAt(rows, last, at + 1)};
    }
    return page;
}

PgValues pageValues(const std::optional<CaseCursor>& after, int limit) {
    PgValues values;
    values.integer(after ? toStored(after->receivedAt) : std::int64_t{-1})
        .bytes(after ? after->deviceId.bytes() : ByteView())
        .bytes(after ? ByteView(after->recordId.bytes()) : ByteView())
        .integer(std::int64_t{limit});
    return values;
}

}  // namespace

namespace ledger {

Result<std::optional<RecordRow>> selectRecord(PostgresConnection& connection, const DeviceId& device,
                                              const RecordId& record) {
    static const std::string sql =
        withRecords({}, "(SELECT $1::bytea AS device_id, $2::bytea AS record_id) k");
    const auto rows = connection.run(sql, keyOf(device, record));
    if (!rows) return failure(rows.error());
    return recordIsThere(*rows, 0) ? std::optional<RecordRow>(readRecord(*rows, 0))
                                   : std::optional<RecordRow>();
}

Result<std::optional<Case>> readCase(PostgresConnection& connection, const DeviceId& device,
                                     const RecordId& record) {
    static const std::string sql = casesWhere("WHERE device_id = $1 AND record_id = $2");
    const auto rows = connection.run(sql, keyOf(device, record));
    if (!rows) return failure(rows.error());
    auto found = readCases(*rows);
    return found.empty() ? std::optional<Case>() : std::optional<Case>(std::move(found.front()));
}

Result<std::vector<ReviewLogRow>> readLog(PostgresConnection& connection, const DeviceId& device,
                                          const RecordId& record) {
    const auto rows = connection.run(
        "SELECT at, reviewer, action, detail FROM review_log WHERE device_id = $1 AND record_id = $2 ORDER "
        "BY id",
        keyOf(device, record));
    if (!rows) return failure(rows.error());
    std::vector<ReviewLogRow> log;
    for (int i = 0; i < rows->count(); ++i) {
        log.push_back(
            {fromStored(rows->integer(i, 0)), rows->text(i, 1), rows->text(i, 2), rows->text(i, 3)});
    }
    return log;
}

Status writeLog(PostgresConnection& connection, const ReviewLogRow& row, const DeviceId& device,
                const RecordId& record) {
    const auto done = connection.run(
        "INSERT INTO review_log (device_id, record_id, at, reviewer, action, detail) VALUES ($1, $2, $3, $4, "
        "$5, $6)",
        keyOf(device, record).integer(toStored(row.at)).text(row.reviewer).text(row.action).text(row.detail));
    if (!done) return failure(done.error());
    return {};
}

}  // namespace ledger

Result<std::unique_ptr<PostgresCaseBook>> PostgresCaseBook::open(const std::string& address) {
    std::unique_ptr<PostgresCaseBook> opened(new PostgresCaseBook(address));
    if (const auto made = makeTables(opened->m_pool); !made) return failure(made.error());
    return opened;
}

Result<std::vector<Case>> PostgresCaseBook::claim(int limit, WallTime now, Millis lease) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<Case>> {
        // Whom another judge is looking at just now is nobody's to wait for.
        static const std::string sql = casesWhere(
            "WHERE state = 'waiting' AND (claimed_until <= $1 OR claimed_until > $3) ORDER BY received_at "
            "LIMIT "
            "$2 FOR UPDATE SKIP LOCKED",
            "ORDER BY k.received_at");
        const auto rows = connection.run(sql, PgValues()
                                                  .integer(toStored(now))
                                                  .integer(std::int64_t{limit})
                                                  .integer(toStored(now + kFarthestLease)));
        if (!rows) return failure(rows.error());
        auto claimed = readCases(*rows);
        for (auto& each : claimed) {
            ++each.attempts;
            const auto done = connection.run(
                "UPDATE case_file SET claimed_until = $3, attempts = attempts + 1 WHERE device_id = $1 AND "
                "record_id = $2",
                keyOf(each.record.deviceId, each.record.recordId).integer(toStored(now + lease)));
            if (!done) return failure(done.error());
        }
        return claimed;
    });
}

Status PostgresCaseBook::letGo(const Case& claimed) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Status {
        // Whoever claimed it later, after the lease, has raised the count of attempts.
        const auto done = connection.run(
            "UPDATE case_file SET claimed_until = 0, attempts = attempts - 1 WHERE device_id = $1 AND "
            "record_id = $2 AND attempts = $3::bigint AND state = 'waiting'",
            keyOf(claimed.record.deviceId, claimed.record.recordId).integer(std::int64_t{claimed.attempts}));
        if (!done) return failure(done.error());
        return {};
    });
}

Result<bool> PostgresCaseBook::toReview(const DeviceId& device, const RecordId& record,
                                        const std::vector<std::string>& reasons, bool exception,
                                        const std::optional<CaseIndex>& index) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<bool> {
        const auto done = connection.run(
            "UPDATE case_file SET state = 'review', reasons = $3, exception = $4::bigint, claimed_until = 0 "
            "WHERE device_id = $1 AND record_id = $2 AND state = 'waiting' RETURNING 1",
            keyOf(device, record)
                .text(nlohmann::json(reasons).dump())
                .integer(std::int64_t{exception ? 1 : 0}));
        if (!done) return failure(done.error());
        if (done->count() != 1) return false;
        if (!index) return true;
        const auto filed = fileWaiting(connection, device, record, *index);
        if (!filed) return failure(filed.error());
        return true;
    });
}

Result<CasePage> PostgresCaseBook::cases(CaseState state, const std::optional<CaseCursor>& after, int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<CasePage> {
        // The state's own word stands in the text, so that the index of open cases serves, which doesn't grow
        // with the decided ones.
        const std::string sql = casesWhere(
            "WHERE state = '" + std::string(caseStateName(state)) +
                "' AND (received_at, device_id, record_id) > ($1, $2, $3) ORDER BY received_at, device_id, "
                "record_id LIMIT $4",
            "ORDER BY k.received_at, k.device_id, k.record_id");
        const auto rows = connection.run(sql, pageValues(after, limit));
        if (!rows) return failure(rows.error());
        return readPage(*rows, limit);
    });
}

Result<CasePage> PostgresCaseBook::unfiled(const std::optional<CaseCursor>& after, int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<CasePage> {
        return unfiledPage(
            after, limit, [&](CaseState state, const auto& from, int most) -> Result<CasePage> {
                // As in cases().
                const std::string sql = casesWhere("c WHERE state = '" + std::string(caseStateName(state)) +
                                                       "' AND (received_at, device_id, record_id) > ($1, $2, "
                                                       "$3) AND NOT EXISTS (SELECT 1 FROM "
                                                       "person_record p WHERE p.device_id = c.device_id AND "
                                                       "p.record_id = c.record_id) ORDER BY "
                                                       "received_at, device_id, record_id LIMIT $4",
                                                   "ORDER BY k.received_at, k.device_id, k.record_id");
                const auto rows = connection.run(sql, pageValues(from, most));
                if (!rows) return failure(rows.error());
                return readPage(*rows, most);
            });
    });
}

Result<std::optional<Case>> PostgresCaseBook::find(const DeviceId& device, const RecordId& record) {
    return statement(m_pool,
                     [&](PostgresConnection& connection) { return readCase(connection, device, record); });
}

Result<CaseHistory> PostgresCaseBook::history(const DeviceId& device, const RecordId& record) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<CaseHistory> {
        CaseHistory history;
        const auto words = connection.run(
            "SELECT revision, at, status, reason, decided_by, coalesce(confirmed_by, ''), policy_version "
            "FROM decision WHERE device_id = $1 AND record_id = $2 ORDER BY revision",
            keyOf(device, record));
        if (!words) return failure(words.error());
        for (int i = 0; i < words->count(); ++i) {
            history.decisions.push_back(
                {static_cast<std::uint32_t>(words->integer(i, 0)), fromStored(words->integer(i, 1)),
                 receiptStatusFromName(words->text(i, 2)).value_or(ReceiptStatus::Received),
                 words->text(i, 3), words->text(i, 4), words->text(i, 5),
                 static_cast<std::uint64_t>(words->integer(i, 6))});
        }
        auto log = readLog(connection, device, record);
        if (!log) return failure(log.error());
        history.log = std::move(*log);
        const auto sent = connection.run(
            "SELECT coalesce((SELECT state FROM outbox WHERE device_id = $1 AND record_id = $2 ORDER BY "
            "revision DESC LIMIT 1), ''), coalesce((SELECT ground FROM outbox WHERE device_id = $1 AND "
            "record_id = $2 ORDER BY revision DESC LIMIT 1), ''), coalesce((SELECT reason FROM not_forwarded "
            "WHERE device_id = $1 AND record_id = $2), ''), (SELECT at FROM not_forwarded WHERE device_id = "
            "$1 AND record_id = $2)",
            keyOf(device, record));
        if (!sent) return failure(sent.error());
        history.forwarding = sent->text(0, 0);
        history.ground = sent->text(0, 1);
        history.notForwarded = sent->text(0, 2);
        if (!sent->isNull(0, 3)) history.notForwardedAt = fromStored(sent->integer(0, 3));
        return history;
    });
}

Status PostgresCaseBook::note(const ReviewLogRow& row, const DeviceId& device, const RecordId& record) {
    return transaction(
        m_pool, [&](PostgresConnection& connection) { return writeLog(connection, row, device, record); });
}

Result<std::vector<RecordRow>> PostgresCaseBook::recordsOfPerson(const Sha256& document) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<RecordRow>> {
        // What the case says of a record whose month was moved away.
        static const std::string sql = withRecords(
            ", k.device_id, k.record_id, k.received_at, k.practice, k.status",
            "(SELECT p.device_id, p.record_id, (SELECT c.received_at FROM case_file c WHERE c.device_id = "
            "p.device_id AND c.record_id = p.record_id) AS received_at, (SELECT c.practice FROM case_file c "
            "WHERE c.device_id = p.device_id AND c.record_id = p.record_id) AS practice, (SELECT d.status "
            "FROM "
            "decision d WHERE d.device_id = p.device_id AND d.record_id = p.record_id ORDER BY d.revision "
            "DESC "
            "LIMIT 1) AS status FROM person_record p WHERE p.document_hash = $1) k");
        const auto rows = connection.run(sql, PgValues().bytes(ByteView(document)));
        if (!rows) return failure(rows.error());
        std::vector<RecordRow> records;
        for (int i = 0; i < rows->count(); ++i) {
            if (recordIsThere(*rows, i)) {
                records.push_back(readRecord(*rows, i));
                continue;
            }
            constexpr int at = kPgRecordColumnCount;
            auto ids = onlyIds(*rows, i, at);
            if (!rows->isNull(i, at + 2)) ids.receivedAt = fromStored(rows->integer(i, at + 2));
            if (!rows->isNull(i, at + 3)) ids.practice = rows->integer(i, at + 3) != 0;
            if (!rows->isNull(i, at + 4))
                ids.status = receiptStatusFromName(rows->text(i, at + 4)).value_or(ReceiptStatus::Received);
            records.push_back(std::move(ids));
        }
        return records;
    });
}

Result<std::int64_t> PostgresCaseBook::peopleHeld() {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::int64_t> {
        const auto rows = connection.run("SELECT count(DISTINCT document_hash) FROM person_record");
        if (!rows) return failure(rows.error());
        return rows->integer(0, 0);
    });
}

Result<std::optional<RetentionRow>> PostgresCaseBook::retention(const DeviceId& device,
                                                                const RecordId& record) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::optional<RetentionRow>> {
        const auto rows = connection.run(
            "SELECT pictures_until, coalesce(hold, ''), erased_at, coalesce(details, ''), "
            "coalesce(certificate, ''), asked_at, service_ended, details_until, filed FROM retention WHERE "
            "device_id = $1 AND record_id = $2",
            keyOf(device, record));
        if (!rows) return failure(rows.error());
        if (rows->count() == 0) return std::optional<RetentionRow>();
        RetentionRow row{device, record, {}, rows->text(0, 1), {}, rows->bytes(0, 3), rows->bytes(0, 4)};
        const auto timeAt = [&](int column) {
            return rows->isNull(0, column) ? std::nullopt
                                           : std::optional(fromStored(rows->integer(0, column)));
        };
        row.picturesUntil = timeAt(0);
        row.erasedAt = timeAt(2);
        row.askedAt = timeAt(5);
        row.serviceEnded = timeAt(6);
        row.detailsUntil = timeAt(7);
        row.filed = rows->integer(0, 8) != 0;
        return std::optional<RetentionRow>(std::move(row));
    });
}

Result<std::vector<RecordRow>> PostgresCaseBook::picturesDue(WallTime now, int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<RecordRow>> {
        static const std::string sql =
            withRecords(
                {}, "(SELECT t.device_id, t.record_id, t.pictures_until FROM retention t" +
                        joinedRecord("JOIN") +
                        "WHERE t.erased_at IS NULL AND t.pictures_until <= $1 AND t.hold IS NULL ORDER BY "
                        "t.pictures_until LIMIT $2) k") +
            "ORDER BY k.pictures_until";
        const auto rows = connection.run(sql, PgValues().integer(toStored(now)).integer(std::int64_t{limit}));
        if (!rows) return failure(rows.error());
        return readThere(*rows);
    });
}

Status PostgresCaseBook::hold(const ReviewLogRow& row, const DeviceId& device, const RecordId& record,
                              std::string_view reason) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Status {
        // A hold may come before there is any answer.
        auto values = keyOf(device, record);
        reason.empty() ? values.null() : values.text(reason);
        const auto done = connection.run(
            "INSERT INTO retention (device_id, record_id, hold) SELECT device_id, record_id, $3::text FROM "
            "record_key WHERE device_id = $1 AND record_id = $2 ON CONFLICT (device_id, record_id) DO UPDATE "
            "SET hold = excluded.hold RETURNING 1",
            values);
        if (!done) return failure(done.error());
        if (done->count() != 1) return failure(noSuchRecord());
        return writeLog(connection, row, device, record);
    });
}

Result<bool> PostgresCaseBook::markErased(const DeviceId& device, const RecordId& record, WallTime at,
                                          ByteView details, ByteView certificate, Filing filing) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<bool> {
        const auto key = keyOf(device, record);
        // Before the lines of retention and outbox, as whoever decides and whoever settles an answer.
        const auto locked =
            connection.run("SELECT 1 FROM case_file WHERE device_id = $1 AND record_id = $2 FOR UPDATE", key);
        if (!locked) return failure(locked.error());
        // A second time only to let go of what stayed filed, details too if there are any.
        const auto done = connection.run(
            "UPDATE retention SET erased_at = coalesce(erased_at, $3), details = $4::bytea, certificate = "
            "$5, filed = "
            "$6::bigint::smallint WHERE device_id = $1 AND record_id = $2 AND hold IS NULL AND (erased_at IS "
            "NULL OR ($6::bigint = 0 AND length($4::bytea) = 0 AND filed = 1)) RETURNING 1",
            keyOf(device, record)
                .integer(toStored(at))
                .bytes(details)
                .bytes(certificate)
                .integer(std::int64_t{filing == Filing::Stays ? 1 : 0}));
        if (!done) return failure(done.error());
        if (done->count() != 1) return false;
        // A portrait that the regulator has answered is needed here no more, sealed to its key or not; where
        // nothing stays, nor are name and numbers.
        const auto emptied = connection.run(
            "UPDATE outbox SET item = '' WHERE device_id = $1 AND record_id = $2 AND state <> 'waiting' AND "
            "($3::bigint = 0 OR content = 'portrait')",
            keyOf(device, record).integer(std::int64_t{filing == Filing::Stays ? 1 : 0}));
        if (!emptied) return failure(emptied.error());
        if (filing == Filing::Stays) return true;
        for (const char* table : {"person_record", "number_claim"}) {
            const auto unfiled = connection.run(
                "DELETE FROM " + std::string(table) + " WHERE device_id = $1 AND record_id = $2", key);
            if (!unfiled) return failure(unfiled.error());
        }
        return true;
    });
}

}  // namespace countersign
