#include "operator/sqlite_finding_book.h"

#include <utility>

#include "ledgerMigrations.h"
#include "operator/finding_rows.h"
#include "operator/ledger_rows.h"

namespace countersign {
using namespace ledger;
namespace {

constexpr std::string_view kRowColumns =
    "c.device_id, c.record_id, c.sequence, c.received_at, c.worked_at, c.boot, c.since_boot, c.route, "
    "c.attempt, "
    "c.scan_took, c.evidence_hash, c.border_hash, coalesce(w.clerk, '') FROM conduct_record c LEFT JOIN "
    "conduct_clerk w ON w.device_id = c.device_id AND w.record_id = c.record_id";

DeviceId deviceAt(const Statement& row, int column) {
    return DeviceId::fromBytes(row.blob(column)).value_or(DeviceId());
}
RecordId recordAt(const Statement& row, int column) {
    return RecordId::parse(toHex(row.blob(column))).value_or(RecordId());
}

std::optional<Sha256> hashAt(const Statement& row, int column) {
    if (row.isNull(column)) return std::nullopt;
    return toHash(row.blob(column));
}

void bindHash(Statement& statement, int index, const std::optional<Sha256>& hash) {
    if (hash)
        statement.bindBlob(index, *hash);
    else
        statement.bindNull(index);
}

std::uint32_t countAt(const Statement& row, int column) {
    return static_cast<std::uint32_t>(row.integer(column));
}

Result<std::vector<ConductRow>> readRows(Statement& select) {
    std::vector<ConductRow> rows;
    for (;;) {
        const auto more = select.step();
        if (!more) return failure(more.error());
        if (!*more) return rows;
        ConductRow row;
        row.counter = deviceAt(select, 0);
        row.record = recordAt(select, 1);
        row.sequence = static_cast<std::uint64_t>(select.integer(2));
        row.receivedAt = fromStored(select.integer(3));
        row.at = fromStored(select.integer(4));
        row.signedAt = {select.text(5), Millis(select.integer(6))};
        row.route = scanRouteFromName(select.text(7)).value_or(ScanRoute::Usual);
        row.attempt = countAt(select, 8);
        if (!select.isNull(9)) row.scanTook = Millis(select.integer(9));
        row.evidence = hashAt(select, 10);
        row.border = hashAt(select, 11);
        row.clerk = select.text(12);
        rows.push_back(std::move(row));
    }
}

}  // namespace

Result<std::unique_ptr<SqliteFindingBook>> SqliteFindingBook::open(const std::filesystem::path& ledger,
                                                                   DatabaseFaults* faults) {
    auto database = Database::open(ledger, Database::Mode::ReadWrite, faults);
    if (!database) return failure(database.error());
    if (const auto migrated = migrate(*database, ledger, ledgerMigrations()); !migrated)
        return failure(migrated.error());
    return std::unique_ptr<SqliteFindingBook>(new SqliteFindingBook(std::move(*database)));
}

Result<std::int64_t> SqliteFindingBook::recordsRead() {
    const std::lock_guard lock(m_mutex);
    return m_database.queryInteger("SELECT records FROM conduct_read WHERE only = 1");
}

Result<std::uint64_t> SqliteFindingBook::journalRead(const DeviceId& device) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare("SELECT number FROM conduct_journal WHERE device_id = ?1");
    if (!select) return failure(select.error());
    const auto found = select->bindBlob(1, device.bytes()).step();
    if (!found) return failure(found.error());
    return *found ? static_cast<std::uint64_t>(select->integer(0)) : 0U;
}

Status SqliteFindingBook::insertRows(std::span<const ConductRow> rows) {
    auto insert = m_database.prepare(
        "INSERT INTO conduct_record (device_id, record_id, sequence, received_at, worked_at, boot, "
        "since_boot, "
        "route, attempt, scan_took, evidence_hash, border_hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
        "?10, "
        "?11, ?12) ON CONFLICT (device_id, record_id) DO NOTHING");
    if (!insert) return failure(insert.error());
    for (const auto& row : rows) {
        insert->bindBlob(1, row.counter.bytes())
            .bindBlob(2, row.record.bytes())
            .bind(3, static_cast<std::int64_t>(row.sequence))
            .bind(4, toStored(row.receivedAt))
            .bind(5, toStored(row.at))
            .bind(6, row.signedAt.boot)
            .bind(7, std::int64_t{row.signedAt.since.count()})
            .bind(8, scanRouteName(row.route))
            .bind(9, std::int64_t{row.attempt});
        if (row.scanTook)
            insert->bind(10, std::int64_t{row.scanTook->count()});
        else
            insert->bindNull(10);
        bindHash(*insert, 11, row.evidence);
        bindHash(*insert, 12, row.border);
        if (auto added = insert->run(); !added) return added;
    }
    return {};
}

Status SqliteFindingBook::addRecords(std::span<const ConductRow> rows, std::span<const MissedRecord> missed,
                                     std::int64_t readUpTo) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    if (auto added = insertRows(rows); !added) return added;
    // Unless another process could read it, at the same page.
    auto note = m_database.prepare(
        "INSERT INTO conduct_missed (device_id, record_id, received_at) SELECT ?1, ?2, ?3 WHERE NOT EXISTS "
        "(SELECT 1 FROM conduct_record WHERE device_id = ?1 AND record_id = ?2) ON CONFLICT (device_id, "
        "record_id) DO NOTHING");
    if (!note) return failure(note.error());
    for (const auto& each : missed) {
        auto noted = note->bindBlob(1, each.counter.bytes())
                         .bindBlob(2, each.record.bytes())
                         .bind(3, toStored(each.receivedAt))
                         .run();
        if (!noted) return noted;
    }
    auto update = m_database.prepare("UPDATE conduct_read SET records = max(records, ?1) WHERE only = 1");
    if (!update) return failure(update.error());
    if (const auto noted = update->bind(1, readUpTo).run(); !noted) return failure(noted.error());
    return transaction->commit();
}

Result<std::vector<MissedRecord>> SqliteFindingBook::missed(const std::optional<MissedRecord>& after,
                                                            int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT device_id, record_id, received_at FROM conduct_missed WHERE (device_id, record_id) > (?1, "
        "?2) ORDER BY device_id, record_id LIMIT ?3");
    if (!select) return failure(select.error());
    // No id is shorter than this.
    select->bindBlob(1, after ? after->counter.bytes() : ByteView())
        .bindBlob(2, after ? ByteView(after->record.bytes()) : ByteView())
        .bind(3, std::int64_t{limit});
    std::vector<MissedRecord> all;
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) return all;
        all.push_back({deviceAt(*select, 0), recordAt(*select, 1), fromStored(select->integer(2))});
    }
}

Status SqliteFindingBook::addMissed(std::span<const ConductRow> rows) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    if (auto added = insertRows(rows); !added) return added;
    auto settle = m_database.prepare("DELETE FROM conduct_missed WHERE device_id = ?1 AND record_id = ?2");
    if (!settle) return failure(settle.error());
    for (const auto& row : rows) {
        auto done = settle->bindBlob(1, row.counter.bytes()).bindBlob(2, row.record.bytes()).run();
        if (!done) return done;
    }
    return transaction->commit();
}

Status SqliteFindingBook::takeAnswers(const JournalPart& part, WallTime now) {
    auto update = m_database.prepare(
        "UPDATE finding SET state = 'answered', answer = ?3, answered_by = ?4, answered_at = ?5 WHERE number "
        "= ?1 "
        "AND device_id = ?2 AND state = 'open'");
    if (!update) return failure(update.error());
    for (const auto& each : part.answers) {
        const auto done = update->bind(1, static_cast<std::int64_t>(each.number))
                              .bindBlob(2, part.device.bytes())
                              .bind(3, conductAnswerName(each.answer))
                              .bind(4, each.by)
                              .bind(5, toStored(now))
                              .run();
        if (!done) return failure(done.error());
    }
    return {};
}

Status SqliteFindingBook::addJournal(const JournalPart& part, WallTime now) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    // A journal that began anew or was put together wrongly names a record twice: the first line stays.
    auto insert = m_database.prepare(
        "INSERT INTO conduct_clerk (device_id, record_id, clerk, noted_at) VALUES (?1, ?2, ?3, ?4) ON "
        "CONFLICT "
        "(device_id, record_id) DO NOTHING");
    if (!insert) return failure(insert.error());
    for (const auto& each : part.decided) {
        const auto added = insert->bindBlob(1, part.device.bytes())
                               .bindBlob(2, each.record.bytes())
                               .bind(3, each.clerk)
                               .bind(4, toStored(now))
                               .run();
        if (!added) return failure(added.error());
    }
    if (const auto taken = takeAnswers(part, now); !taken) return failure(taken.error());
    auto update = m_database.prepare(
        "INSERT INTO conduct_journal (device_id, number) VALUES (?1, ?2) ON CONFLICT (device_id) DO UPDATE "
        "SET "
        "number = excluded.number");
    if (!update) return failure(update.error());
    const auto noted =
        update->bindBlob(1, part.device.bytes()).bind(2, static_cast<std::int64_t>(part.upTo)).run();
    if (!noted) return failure(noted.error());
    return transaction->commit();
}

Result<std::vector<ConductRow>> SqliteFindingBook::rowsOf(const DeviceId& device, WallTime since) {
    const std::lock_guard lock(m_mutex);
    auto select =
        m_database.prepare("SELECT " + std::string(kRowColumns) +
                           " WHERE c.device_id = ?1 AND c.received_at >= ?2 ORDER BY c.received_at");
    if (!select) return failure(select.error());
    return readRows(select->bindBlob(1, device.bytes()).bind(2, toStored(since)));
}

Status SqliteFindingBook::appendAlike(std::string_view column, WallTime since,
                                      std::vector<ConductRow>& rows) {
    const std::string name(column);
    auto select =
        m_database.prepare("SELECT " + std::string(kRowColumns) + " WHERE c." + name + " IN (SELECT r." +
                           name + " FROM conduct_record r WHERE r.received_at >= ?1 AND r." + name +
                           " IS NOT NULL AND EXISTS (SELECT 1 FROM conduct_record o WHERE o." + name +
                           " = r." + name + " AND o.record_id <> r.record_id))");
    if (!select) return failure(select.error());
    auto found = readRows(select->bind(1, toStored(since)));
    if (!found) return failure(found.error());
    for (auto& row : *found) rows.push_back(std::move(row));
    return {};
}

Result<std::vector<ConductRow>> SqliteFindingBook::alike(WallTime since) {
    const std::lock_guard lock(m_mutex);
    std::vector<ConductRow> rows;
    for (const auto* column : {"evidence_hash", "border_hash"}) {
        if (const auto appended = appendAlike(column, since, rows); !appended)
            return failure(appended.error());
    }
    return rows;
}

Status SqliteFindingBook::forgetClerks(WallTime before) {
    const std::lock_guard lock(m_mutex);
    auto remove = m_database.prepare("DELETE FROM conduct_clerk WHERE noted_at < ?1");
    if (!remove) return failure(remove.error());
    return remove->bind(1, toStored(before)).run();
}

Status SqliteFindingBook::forgetRecords(WallTime before) {
    // A part at a time: others write into the ledger meanwhile.
    for (const std::string table : {"conduct_record", "conduct_missed"}) {
        for (bool more = true; more;) {
            const std::lock_guard lock(m_mutex);
            auto remove =
                m_database.prepare("DELETE FROM " + table +
                                   " WHERE (device_id, record_id) IN (SELECT device_id, record_id FROM " +
                                   table + " WHERE received_at < ?1 LIMIT ?2)");
            if (!remove) return failure(remove.error());
            if (auto done = remove->bind(1, toStored(before)).bind(2, std::int64_t{kForgottenAtOnce}).run();
                !done)
                return done;
            more = m_database.changes() > 0;
        }
    }
    return {};
}

Result<bool> SqliteFindingBook::isKnown(const ConductFinding& finding, const DeviceId& counter,
                                        WallTime now) {
    if (isAboutRecord(finding)) {
        auto about = m_database.prepare(
            "SELECT count(*) FROM finding WHERE record_id = ?1 AND kind IN ('same_evidence', 'same_border')");
        if (!about) return failure(about.error());
        const auto found = about->bindBlob(1, finding.records.front().bytes()).step();
        if (!found) return failure(found.error());
        if (about->integer(0) > 0) return true;
    } else {
        auto same = m_database.prepare(
            "SELECT count(*) FROM finding WHERE device_id = ?1 AND kind = ?2 AND clerk = ?3 AND (state = "
            "'open' OR "
            "raised_at > ?4)");
        if (!same) return failure(same.error());
        const auto found = same->bindBlob(1, counter.bytes())
                               .bind(2, conductKindName(finding.kind))
                               .bind(3, finding.clerk)
                               .bind(4, toStored(now - kConductWindow))
                               .step();
        if (!found) return failure(found.error());
        if (same->integer(0) > 0) return true;
    }
    auto open = m_database.prepare("SELECT count(*) FROM finding WHERE device_id = ?1 AND state = 'open'");
    if (!open) return failure(open.error());
    const auto found = open->bindBlob(1, counter.bytes()).step();
    if (!found) return failure(found.error());
    return open->integer(0) >= kMostOpenFindings;
}

Result<std::uint64_t> SqliteFindingBook::insert(const ConductFinding& finding, const DeviceId& counter,
                                                WallTime now) {
    const auto next = m_database.queryInteger("SELECT coalesce(max(number), 0) + 1 FROM finding");
    if (!next) return failure(next.error());
    auto insert = m_database.prepare(
        "INSERT INTO finding (number, device_id, kind, clerk, record_id, other_id, window_from, window_to, "
        "k, n, "
        "k_before, n_before, seconds, chance, state, raised_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
        "?10, "
        "?11, ?12, ?13, ?14, 'open', ?15)");
    if (!insert) return failure(insert.error());
    const auto& is = finding.numbers;
    insert->bind(1, *next)
        .bindBlob(2, counter.bytes())
        .bind(3, conductKindName(finding.kind))
        .bind(4, finding.clerk)
        .bind(7, toStored(finding.from))
        .bind(8, toStored(finding.until))
        .bind(9, std::int64_t{is.k})
        .bind(10, std::int64_t{is.n})
        .bind(11, std::int64_t{is.kBefore})
        .bind(12, std::int64_t{is.nBefore})
        .bind(13, std::int64_t{is.seconds})
        .bind(14, chanceText(finding.chance))
        .bind(15, toStored(now));
    for (std::size_t i = 0; i < 2; ++i) {
        const int column = 5 + static_cast<int>(i);
        if (i < finding.records.size())
            insert->bindBlob(column, finding.records[i].bytes());
        else
            insert->bindNull(column);
    }
    if (const auto added = insert->run(); !added) return failure(added.error());
    return static_cast<std::uint64_t>(*next);
}

Result<std::optional<std::uint64_t>> SqliteFindingBook::raise(const ConductFinding& finding,
                                                              const DeviceId& counter, WallTime now) {
    const std::lock_guard lock(m_mutex);
    // Looking and raising are one: BEGIN IMMEDIATE keeps a second process out in between.
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    const auto known = isKnown(finding, counter, now);
    if (!known) return failure(known.error());
    if (*known) return std::optional<std::uint64_t>();
    const auto number = insert(finding, counter, now);
    if (!number) return failure(number.error());
    if (const auto ordered = insertOrder(m_database, counter, questionOrder(*number, finding), now); !ordered)
        return failure(ordered.error());
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return std::optional(*number);
}

Result<std::vector<FindingRow>> SqliteFindingBook::findings(int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT number, device_id, kind, clerk, record_id, other_id, window_from, window_to, k, n, k_before, "
        "n_before, seconds, chance, state, raised_at, answer, answered_by, answered_at, closed_at FROM "
        "finding "
        "ORDER BY number DESC LIMIT ?1");
    if (!select) return failure(select.error());
    select->bind(1, std::int64_t{limit});
    std::vector<FindingRow> rows;
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) return rows;
        FindingRow row;
        row.number = static_cast<std::uint64_t>(select->integer(0));
        auto& finding = row.finding;
        finding.counter = deviceAt(*select, 1);
        finding.kind = conductKindFromName(select->text(2)).value_or(ConductKind::Exceptions);
        finding.clerk = select->text(3);
        for (const int column : {4, 5}) {
            if (!select->isNull(column)) finding.records.push_back(recordAt(*select, column));
        }
        finding.from = fromStored(select->integer(6));
        finding.until = fromStored(select->integer(7));
        finding.numbers = {countAt(*select, 8), countAt(*select, 9), countAt(*select, 10),
                           countAt(*select, 11), countAt(*select, 12)};
        finding.chance = chanceFrom(select->text(13));
        row.state = findingStateFromName(select->text(14));
        row.raisedAt = fromStored(select->integer(15));
        row.answer = conductAnswerFromName(select->text(16));
        row.answeredBy = select->text(17);
        if (!select->isNull(18)) row.answeredAt = fromStored(select->integer(18));
        if (!select->isNull(19)) row.closedAt = fromStored(select->integer(19));
        rows.push_back(std::move(row));
    }
}

Result<bool> SqliteFindingBook::close(std::uint64_t number, WallTime now) {
    const std::lock_guard lock(m_mutex);
    auto update = m_database.prepare(
        "UPDATE finding SET state = 'closed', closed_at = ?2 WHERE number = ?1 AND state <> 'closed'");
    if (!update) return failure(update.error());
    if (const auto done = update->bind(1, static_cast<std::int64_t>(number)).bind(2, toStored(now)).run();
        !done)
        return failure(done.error());
    return m_database.changes() > 0;
}

}  // namespace countersign
