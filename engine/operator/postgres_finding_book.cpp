#include "operator/postgres_finding_book.h"

#include <utility>

#include "operator/finding_rows.h"
#include "operator/postgres_steps.h"

namespace countersign {
using namespace ledger;
namespace {

constexpr std::string_view kRowColumns =
    "c.device_id, c.record_id, c.sequence, c.received_at, c.worked_at, c.boot, c.since_boot, c.route, "
    "c.attempt, c.scan_took, c.evidence_hash, c.border_hash, coalesce(w.clerk, '') FROM conduct_record c "
    "LEFT JOIN conduct_clerk w ON w.device_id = c.device_id AND w.record_id = c.record_id";

std::optional<Sha256> hashAt(const PgRows& rows, int row, int column) {
    if (rows.isNull(row, column)) return std::nullopt;
    return toHash(rows.bytes(row, column));
}

void addHash(PgValues& values, const std::optional<Sha256>& hash) {
    hash ? values.bytes(ByteView(*hash)) : values.null();
}

std::uint32_t countAt(const PgRows& rows, int row, int column) {
    return static_cast<std::uint32_t>(rows.integer(row, column));
}

std::vector<ConductRow> readRows(const PgRows& from) {
    std::vector<ConductRow> rows;
    for (int i = 0; i < from.count(); ++i) {
        ConductRow row;
        row.counter = deviceIdAt(from, i, 0);
        row.record = recordIdAt(from, i, 1);
        row.sequence = static_cast<std::uint64_t>(from.integer(i, 2));
        row.receivedAt = fromStored(from.integer(i, 3));
        row.at = fromStored(from.integer(i, 4));
        row.signedAt = {from.text(i, 5), Millis(from.integer(i, 6))};
        row.route = scanRouteFromName(from.text(i, 7)).value_or(ScanRoute::Usual);
        row.attempt = countAt(from, i, 8);
        if (!from.isNull(i, 9)) row.scanTook = Millis(from.integer(i, 9));
        row.evidence = hashAt(from, i, 10);
        row.border = hashAt(from, i, 11);
        row.clerk = from.text(i, 12);
        rows.push_back(std::move(row));
    }
    return rows;
}

Status insertRow(PostgresConnection& connection, const ConductRow& row) {
    auto values = keyOf(row.counter, row.record);
    values.integer(static_cast<std::int64_t>(row.sequence))
        .integer(toStored(row.receivedAt))
        .integer(toStored(row.at))
        .bytes(std::string_view(row.signedAt.boot))
        .integer(std::int64_t{row.signedAt.since.count()})
        .text(scanRouteName(row.route))
        .integer(std::int64_t{row.attempt});
    row.scanTook ? values.integer(std::int64_t{row.scanTook->count()}) : values.null();
    addHash(values, row.evidence);
    addHash(values, row.border);
    const auto added = connection.run(
        "INSERT INTO conduct_record (device_id, record_id, sequence, received_at, worked_at, boot, "
        "since_boot, route, attempt, scan_took, evidence_hash, border_hash) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9, $10, $11, $12) ON CONFLICT (device_id, record_id) DO NOTHING",
        values);
    if (!added) return failure(added.error());
    return {};
}

Status takeAnswers(PostgresConnection& connection, const JournalPart& part, WallTime now) {
    for (const auto& each : part.answers) {
        const auto done = connection.run(
            "UPDATE finding SET state = 'answered', answer = $3, answered_by = $4, answered_at = $5 WHERE "
            "number = $1 AND device_id = $2 AND state = 'open'",
            PgValues()
                .integer(static_cast<std::int64_t>(each.number))
                .bytes(part.device.bytes())
                .text(conductAnswerName(each.answer))
                .bytes(std::string_view(each.by))
                .integer(toStored(now)));
        if (!done) return failure(done.error());
    }
    return {};
}

Status takeJournal(PostgresConnection& connection, const JournalPart& part, WallTime now) {
    // A journal that began anew or was put together wrongly names a record twice: the first line stays.
    for (const auto& each : part.decided) {
        const auto added = connection.run(
            "INSERT INTO conduct_clerk (device_id, record_id, clerk, noted_at) VALUES ($1, $2, $3, $4) ON "
            "CONFLICT (device_id, record_id) DO NOTHING",
            keyOf(part.device, each.record).bytes(std::string_view(each.clerk)).integer(toStored(now)));
        if (!added) return failure(added.error());
    }
    if (const auto taken = takeAnswers(connection, part, now); !taken) return failure(taken.error());
    const auto noted = connection.run(
        "INSERT INTO conduct_journal (device_id, number) VALUES ($1, $2) ON CONFLICT (device_id) DO UPDATE "
        "SET number = excluded.number",
        PgValues().bytes(part.device.bytes()).integer(static_cast<std::int64_t>(part.upTo)));
    if (!noted) return failure(noted.error());
    return {};
}

Result<std::int64_t> numberOf(PostgresConnection& connection, std::string_view sql, const PgValues& values) {
    const auto rows = connection.run(sql, values);
    if (!rows) return failure(rows.error());
    return rows->integer(0, 0);
}

Result<bool> isKnown(PostgresConnection& connection, const ConductFinding& finding, const DeviceId& counter,
                     WallTime now) {
    const auto same =
        isAboutRecord(finding)
            ? numberOf(connection,
                       "SELECT count(*) FROM finding WHERE record_id = $1 AND kind IN ('same_evidence', "
                       "'same_border')",
                       PgValues().bytes(ByteView(finding.records.front().bytes())))
            : numberOf(connection,
                       "SELECT count(*) FROM finding WHERE device_id = $1 AND kind = $2 AND clerk = $3 AND "
                       "(state = 'open' OR raised_at > $4)",
                       PgValues()
                           .bytes(counter.bytes())
                           .text(conductKindName(finding.kind))
                           .bytes(std::string_view(finding.clerk))
                           .integer(toStored(now - kConductWindow)));
    if (!same) return failure(same.error());
    if (*same > 0) return true;
    const auto open =
        numberOf(connection, "SELECT count(*) FROM finding WHERE device_id = $1 AND state = 'open'",
                 PgValues().bytes(counter.bytes()));
    if (!open) return failure(open.error());
    return *open >= kMostOpenFindings;
}

Result<std::uint64_t> insertFinding(PostgresConnection& connection, const ConductFinding& finding,
                                    const DeviceId& counter, WallTime now) {
    const auto& is = finding.numbers;
    PgValues values;
    values.bytes(counter.bytes())
        .text(conductKindName(finding.kind))
        .bytes(std::string_view(finding.clerk))
        .integer(toStored(finding.from))
        .integer(toStored(finding.until))
        .integer(std::int64_t{is.k})
        .integer(std::int64_t{is.n})
        .integer(std::int64_t{is.kBefore})
        .integer(std::int64_t{is.nBefore})
        .integer(std::int64_t{is.seconds})
        .text(chanceText(finding.chance))
        .integer(toStored(now));
    for (std::size_t i = 0; i < 2; ++i)
        i < finding.records.size() ? values.bytes(ByteView(finding.records[i].bytes())) : values.null();
    const auto number = numberOf(
        connection,
        "INSERT INTO finding (device_id, kind, clerk, window_from, window_to, k, n, k_before, n_before, "
        "seconds, chance, state, raised_at, record_id, other_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
        "$10, $11, 'open', $12, $13, $14) RETURNING number",
        values);
    if (!number) return failure(number.error());
    return static_cast<std::uint64_t>(*number);
}

FindingRow readFinding(const PgRows& rows, int i) {
    FindingRow row;
    row.number = static_cast<std::uint64_t>(rows.integer(i, 0));
    auto& finding = row.finding;
    finding.counter = deviceIdAt(rows, i, 1);
    finding.kind = conductKindFromName(rows.text(i, 2)).value_or(ConductKind::Exceptions);
    finding.clerk = rows.text(i, 3);
    for (const int column : {4, 5}) {
        if (!rows.isNull(i, column)) finding.records.push_back(recordIdAt(rows, i, column));
    }
    finding.from = fromStored(rows.integer(i, 6));
    finding.until = fromStored(rows.integer(i, 7));
    finding.numbers = {countAt(rows, i, 8), countAt(rows, i, 9), countAt(rows, i, 10), countAt(rows, i, 11),
                       countAt(rows, i, 12)};
    finding.chance = chanceFrom(rows.text(i, 13));
    row.state = findingStateFromName(rows.text(i, 14));
    row.raisedAt = fromStored(rows.integer(i, 15));
    row.answer = conductAnswerFromName(rows.text(i, 16));
    row.answeredBy = rows.text(i, 17);
    if (!rows.isNull(i, 18)) row.answeredAt = fromStored(rows.integer(i, 18));
    if (!rows.isNull(i, 19)) row.closedAt = fromStored(rows.integer(i, 19));
    return row;
}

}  // namespace

Result<std::unique_ptr<PostgresFindingBook>> PostgresFindingBook::open(const std::string& address) {
    std::unique_ptr<PostgresFindingBook> opened(new PostgresFindingBook(address));
    if (const auto made = makeTables(opened->m_pool); !made) return failure(made.error());
    return opened;
}

Result<std::int64_t> PostgresFindingBook::recordsRead() {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<std::int64_t> {
        // Whoever adds a record holds the table from before it gets its number until it is committed. ONLY:
        // records are added through the whole table, and a vacuum of a month's is not waited for.
        const auto locked =
            connection.script("SET LOCAL lock_timeout = '" + std::to_string(kMostHeldUp.count()) +
                              "s'; LOCK TABLE ONLY record IN SHARE MODE");
        if (!locked) return failure(locked.error());
        return numberOf(connection,
                        "UPDATE conduct_read SET settled = greatest(settled, (SELECT coalesce(max(id), 0) "
                        "FROM record)) RETURNING records",
                        {});
    });
}

Result<std::uint64_t> PostgresFindingBook::journalRead(const DeviceId& device) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::uint64_t> {
        const auto number =
            numberOf(connection, "SELECT coalesce(max(number), 0) FROM conduct_journal WHERE device_id = $1",
                     PgValues().bytes(device.bytes()));
        if (!number) return failure(number.error());
        return static_cast<std::uint64_t>(*number);
    });
}

Status PostgresFindingBook::addRecords(std::span<const ConductRow> rows, std::span<const MissedRecord> missed,
                                       std::int64_t readUpTo) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Status {
        for (const auto& row : rows) {
            if (auto added = insertRow(connection, row); !added) return added;
        }
        for (const auto& each : missed) {
            // Unless another process could read it, at the same page.
            const auto noted = connection.run(
                "INSERT INTO conduct_missed (device_id, record_id, received_at) SELECT $1::bytea, "
                "$2::bytea, $3::bigint WHERE NOT "
                "EXISTS (SELECT 1 FROM conduct_record WHERE device_id = $1 AND record_id = $2) ON CONFLICT "
                "(device_id, record_id) DO NOTHING",
                keyOf(each.counter, each.record).integer(toStored(each.receivedAt)));
            if (!noted) return failure(noted.error());
        }
        const auto noted =
            connection.run("UPDATE conduct_read SET records = greatest(records, least($1, settled))",
                           PgValues().integer(readUpTo));
        if (!noted) return failure(noted.error());
        return {};
    });
}

Result<std::vector<MissedRecord>> PostgresFindingBook::missed(const std::optional<MissedRecord>& after,
                                                              int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<MissedRecord>> {
        const auto rows = connection.run(
            "SELECT device_id, record_id, received_at FROM conduct_missed WHERE (device_id, record_id) > "
            "($1, $2) ORDER BY device_id, record_id LIMIT $3",
            PgValues()
                .bytes(after ? after->counter.bytes() : ByteView())
                .bytes(after ? ByteView(after->record.bytes()) : ByteView())
                .integer(std::int64_t{limit}));
        if (!rows) return failure(rows.error());
        std::vector<MissedRecord> all;
        for (int i = 0; i < rows->count(); ++i) {
            all.push_back(
                {deviceIdAt(*rows, i, 0), recordIdAt(*rows, i, 1), fromStored(rows->integer(i, 2))});
        }
        return all;
    });
}

Status PostgresFindingBook::addMissed(std::span<const ConductRow> rows) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Status {
        for (const auto& row : rows) {
            if (auto added = insertRow(connection, row); !added) return added;
            const auto done =
                connection.run("DELETE FROM conduct_missed WHERE device_id = $1 AND record_id = $2",
                               keyOf(row.counter, row.record));
            if (!done) return failure(done.error());
        }
        return {};
    });
}

Status PostgresFindingBook::addJournal(const JournalPart& part, WallTime now) {
    return transaction(m_pool,
                       [&](PostgresConnection& connection) { return takeJournal(connection, part, now); });
}

Result<std::vector<ConductRow>> PostgresFindingBook::rowsOf(const DeviceId& device, WallTime since) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<ConductRow>> {
        static const std::string sql =
            "SELECT " + std::string(kRowColumns) +
            " WHERE c.device_id = $1 AND c.received_at >= $2 ORDER BY c.received_at";
        const auto rows = connection.run(sql, PgValues().bytes(device.bytes()).integer(toStored(since)));
        if (!rows) return failure(rows.error());
        return readRows(*rows);
    });
}

Result<std::vector<ConductRow>> PostgresFindingBook::alike(WallTime since) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<ConductRow>> {
        std::vector<ConductRow> all;
        for (const std::string name : {"evidence_hash", "border_hash"}) {
            const auto found =
                connection.run("SELECT " + std::string(kRowColumns) + " WHERE c." + name + " IN (SELECT r." +
                                   name + " FROM conduct_record r WHERE r.received_at >= $1 AND r." + name +
                                   " IS NOT NULL AND EXISTS (SELECT 1 FROM conduct_record o WHERE o." + name +
                                   " = r." + name + " AND o.record_id <> r.record_id))",
                               PgValues().integer(toStored(since)));
            if (!found) return failure(found.error());
            for (auto& row : readRows(*found)) all.push_back(std::move(row));
        }
        return all;
    });
}

Status PostgresFindingBook::forgetClerks(WallTime before) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Status {
        const auto done = connection.run("DELETE FROM conduct_clerk WHERE noted_at < $1",
                                         PgValues().integer(toStored(before)));
        if (!done) return failure(done.error());
        return {};
    });
}

Status PostgresFindingBook::forgetRecords(WallTime before) {
    // A part at a time: a first round over years of records would outlast the time of a statement.
    for (const std::string table : {"conduct_record", "conduct_missed"}) {
        for (bool more = true; more;) {
            const auto done = statement(m_pool, [&](PostgresConnection& connection) -> Status {
                const auto gone = connection.run(
                    "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY (SELECT ctid FROM " + table +
                        " WHERE received_at < $1 LIMIT $2)) RETURNING 1",
                    PgValues().integer(toStored(before)).integer(std::int64_t{kForgottenAtOnce}));
                if (!gone) return failure(gone.error());
                more = gone->count() == kForgottenAtOnce;
                return {};
            });
            if (!done) return done;
        }
    }
    return {};
}

Result<std::optional<std::uint64_t>> PostgresFindingBook::raise(const ConductFinding& finding,
                                                                const DeviceId& counter, WallTime now) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<std::optional<std::uint64_t>> {
        // Looking and raising are one: what must not be there twice is in no row yet that could be
        // locked. The gateway doesn't touch this table, and several may read it.
        if (const auto locked = connection.script("LOCK TABLE finding IN SHARE ROW EXCLUSIVE MODE"); !locked)
            return failure(locked.error());
        const auto known = isKnown(connection, finding, counter, now);
        if (!known) return failure(known.error());
        if (*known) return std::optional<std::uint64_t>();
        const auto number = insertFinding(connection, finding, counter, now);
        if (!number) return failure(number.error());
        const auto ordered = insertOrder(connection, counter, questionOrder(*number, finding), now);
        if (!ordered) return failure(ordered.error());
        return std::optional(*number);
    });
}

Result<std::vector<FindingRow>> PostgresFindingBook::findings(int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<FindingRow>> {
        const auto rows = connection.run(
            "SELECT number, device_id, kind, clerk, record_id, other_id, window_from, window_to, k, n, "
            "k_before, n_before, seconds, chance, state, raised_at, answer, answered_by, answered_at, "
            "closed_at FROM finding ORDER BY number DESC LIMIT $1",
            PgValues().integer(std::int64_t{limit}));
        if (!rows) return failure(rows.error());
        std::vector<FindingRow> found;
        for (int i = 0; i < rows->count(); ++i) found.push_back(readFinding(*rows, i));
        return found;
    });
}

Result<bool> PostgresFindingBook::close(std::uint64_t number, WallTime now) {
    // A transaction, since a statement by itself may run twice and would then find it closed.
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<bool> {
        const auto done = connection.run(
            "UPDATE finding SET state = 'closed', closed_at = $2 WHERE number = $1 AND state <> 'closed' "
            "RETURNING 1",
            PgValues().integer(static_cast<std::int64_t>(number)).integer(toStored(now)));
        if (!done) return failure(done.error());
        return done->count() > 0;
    });
}

}  // namespace countersign
