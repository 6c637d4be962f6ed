#include "operator/sqlite_case_book.h"

#include <nlohmann/json.hpp>

#include "ledgerMigrations.h"
#include "operator/case_rules.h"
#include "operator/ledger_rows.h"
#include "operator/operator_errors.h"

namespace countersign {
using namespace ledger;
namespace {

constexpr std::string_view kCaseColumns =
    "device_id, record_id, state, attempts, reasons, exception, first_by, first_status, first_reason, "
    "first_at";

RecordId recordIdOf(const Statement& statement, int column) {
    return RecordId::parse(toHex(statement.blob(column))).value_or(RecordId());
}
DeviceId deviceIdOf(const Statement& statement, int column) {
    return DeviceId::fromBytes(statement.blob(column)).value_or(DeviceId());
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

}  // namespace

Result<std::unique_ptr<SqliteCaseBook>> SqliteCaseBook::open(const std::filesystem::path& file,
                                                             DatabaseFaults* faults) {
    auto database = Database::open(file, Database::Mode::ReadWrite, faults);
    if (!database) return failure(database.error());
    if (const auto migrated = migrate(*database, file, ledgerMigrations()); !migrated)
        return failure(migrated.error());
    return std::unique_ptr<SqliteCaseBook>(new SqliteCaseBook(std::move(*database)));
}

Result<std::optional<RecordRow>> SqliteCaseBook::recordOf(const DeviceId& device, const RecordId& record) {
    auto select = m_database.prepare("SELECT " + std::string(kRecordColumns) +
                                     " FROM record WHERE device_id = ?1 AND record_id = ?2");
    if (!select) return failure(select.error());
    auto rows = readAll(select->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()));
    if (!rows) return failure(rows.error());
    return rows->empty() ? std::optional<RecordRow>() : std::optional<RecordRow>(std::move(rows->front()));
}

// Of what selects kCaseColumns. The record's row is read for each: a few at a time only.
Result<std::vector<Case>> SqliteCaseBook::readCases(Statement& statement) {
    std::vector<Case> cases;
    for (;;) {
        const auto more = statement.step();
        if (!more) return failure(more.error());
        if (!*more) return cases;
        auto record = recordOf(deviceIdOf(statement, 0), recordIdOf(statement, 1));
        if (!record) return failure(record.error());
        if (!*record) return failure(noSuchRecord());
        Case each;
        each.record = std::move(**record);
        each.state = caseStateFromName(statement.text(2)).value_or(CaseState::Review);
        each.attempts = static_cast<std::uint32_t>(statement.integer(3));
        each.reasons = readReasons(statement.text(4));
        each.exception = statement.integer(5) != 0;
        if (!statement.isNull(6)) {
            each.first = FirstWord{
                statement.text(6),
                receiptStatusFromName(statement.text(7)).value_or(ReceiptStatus::Refused),
                statement.text(8),
                fromStored(statement.integer(9)),
            };
        }
        cases.push_back(std::move(each));
    }
}

Result<std::optional<Case>> SqliteCaseBook::readOne(const DeviceId& device, const RecordId& record) {
    auto select = m_database.prepare("SELECT " + std::string(kCaseColumns) +
                                     " FROM case_file WHERE device_id = ?1 AND record_id = ?2");
    if (!select) return failure(select.error());
    auto found = readCases(select->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()));
    if (!found) return failure(found.error());
    return found->empty() ? std::optional<Case>() : std::optional<Case>(std::move(found->front()));
}

Result<std::vector<Case>> SqliteCaseBook::claim(int limit, WallTime now, Millis lease) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    std::vector<Case> claimed;
    {
        auto select =
            m_database.prepare("SELECT " + std::string(kCaseColumns) +
                               " FROM case_file WHERE state = 'waiting' AND state <> 'decided' AND "
                               "(claimed_until <= ?1 OR claimed_until > ?3) ORDER BY received_at LIMIT ?2");
        if (!select) return failure(select.error());
        auto found = readCases(select->bind(1, toStored(now))
                                   .bind(2, std::int64_t{limit})
                                   .bind(3, toStored(now + kFarthestLease)));
        if (!found) return failure(found.error());
        claimed = std::move(*found);
    }
    auto update = m_database.prepare(
        "UPDATE case_file SET claimed_until = ?3, attempts = attempts + 1 WHERE device_id = ?1 AND record_id "
        "= ?2");
    if (!update) return failure(update.error());
    for (auto& each : claimed) {
        ++each.attempts;
        const auto done = update->bindBlob(1, each.record.deviceId.bytes())
                              .bindBlob(2, each.record.recordId.bytes())
                              .bind(3, toStored(now + lease))
                              .run();
        if (!done) return failure(done.error());
    }
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return claimed;
}

Status SqliteCaseBook::letGo(const Case& claimed) {
    const std::lock_guard lock(m_mutex);
    // Whoever claimed it later, after the lease, has raised the count of attempts.
    auto update = m_database.prepare(
        "UPDATE case_file SET claimed_until = 0, attempts = attempts - 1 WHERE device_id = ?1 AND record_id "
        "= "
        "?2 AND attempts = ?3 AND state = 'waiting'");
    if (!update) return failure(update.error());
    return update->bindBlob(1, claimed.record.deviceId.bytes())
        .bindBlob(2, claimed.record.recordId.bytes())
        .bind(3, std::int64_t{claimed.attempts})
        .run();
}

Result<bool> SqliteCaseBook::toReview(const DeviceId& device, const RecordId& record,
                                      const std::vector<std::string>& reasons, bool exception,
                                      const std::optional<CaseIndex>& index) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    auto update = m_database.prepare(
        "UPDATE case_file SET state = 'review', reasons = ?3, exception = ?4, claimed_until = 0 WHERE "
        "device_id = ?1 AND record_id = ?2 AND state = 'waiting'");
    if (!update) return failure(update.error());
    const auto done = update->bindBlob(1, device.bytes())
                          .bindBlob(2, record.bytes())
                          .bind(3, nlohmann::json(reasons).dump())
                          .bind(4, std::int64_t{exception ? 1 : 0})
                          .run();
    if (!done) return failure(done.error());
    if (m_database.changes() != 1) return false;
    if (index) {
        if (const auto filed = fileWaiting(device, record, *index); !filed) return failure(filed.error());
    }
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return true;
}

Result<CasePage> SqliteCaseBook::cases(CaseState state, const std::optional<CaseCursor>& after, int limit) {
    const std::lock_guard lock(m_mutex);
    // The second condition lets SQLite use the index of open cases, which doesn't grow with the decided ones.
    const std::string open = state == CaseState::Decided ? "" : " AND state <> 'decided'";
    auto select = m_database.prepare(
        "SELECT " + std::string(kCaseColumns) + " FROM case_file WHERE state = ?1" + open +
        " AND (received_at, device_id, record_id) > (?2, ?3, ?4) ORDER BY received_at, device_id, record_id "
        "LIMIT ?5");
    if (!select) return failure(select.error());
    select->bind(1, caseStateName(state))
        .bind(2, after ? toStored(after->receivedAt) : std::int64_t{-1})
        .bind(5, std::int64_t{limit});
    if (after)
        select->bindBlob(3, after->deviceId.bytes()).bindBlob(4, after->recordId.bytes());
    else
        select->bindBlob(3, {}).bindBlob(4, {});
    return readPage(*select, limit);
}

Result<CasePage> SqliteCaseBook::readPage(Statement& statement, int limit) {
    auto found = readCases(statement);
    if (!found) return failure(found.error());
    CasePage page;
    page.cases = std::move(*found);
    if (!page.cases.empty() && page.cases.size() == static_cast<std::size_t>(limit)) {
        const auto& last = page.cases.back().record;
        page.next = CaseCursor{last.receivedAt, last.deviceId, last.recordId};
    }
    return page;
}

Result<std::vector<RecordRow>> SqliteCaseBook::recordsIn(Statement& statement) {
    std::vector<RecordRow> rows;
    for (;;) {
        const auto more = statement.step();
        if (!more) return failure(more.error());
        if (!*more) return rows;
        auto record = recordOf(deviceIdOf(statement, 0), recordIdOf(statement, 1));
        if (!record) return failure(record.error());
        if (*record) rows.push_back(std::move(**record));
    }
}

Result<std::optional<Case>> SqliteCaseBook::find(const DeviceId& device, const RecordId& record) {
    const std::lock_guard lock(m_mutex);
    return readOne(device, record);
}

Result<std::vector<ReviewLogRow>> SqliteCaseBook::readLog(const DeviceId& device, const RecordId& record) {
    auto select = m_database.prepare(
        "SELECT at, reviewer, action, detail FROM review_log WHERE device_id = ?1 AND record_id = ?2 ORDER "
        "BY "
        "id");
    if (!select) return failure(select.error());
    select->bindBlob(1, device.bytes()).bindBlob(2, record.bytes());
    std::vector<ReviewLogRow> rows;
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) return rows;
        rows.push_back({fromStored(select->integer(0)), select->text(1), select->text(2), select->text(3)});
    }
}

Status SqliteCaseBook::writeLog(const ReviewLogRow& row, const DeviceId& device, const RecordId& record) {
    auto insert = m_database.prepare(
        "INSERT INTO review_log (at, reviewer, action, device_id, record_id, detail) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6)");
    if (!insert) return failure(insert.error());
    return insert->bind(1, toStored(row.at))
        .bind(2, row.reviewer)
        .bind(3, row.action)
        .bindBlob(4, device.bytes())
        .bindBlob(5, record.bytes())
        .bind(6, row.detail)
        .run();
}

Status SqliteCaseBook::note(const ReviewLogRow& row, const DeviceId& device, const RecordId& record) {
    const std::lock_guard lock(m_mutex);
    return writeLog(row, device, record);
}

Result<CaseHistory> SqliteCaseBook::history(const DeviceId& device, const RecordId& record) {
    const std::lock_guard lock(m_mutex);
    CaseHistory history;
    {
        auto select = m_database.prepare(
            "SELECT revision, at, status, reason, decided_by, coalesce(confirmed_by, ''), policy_version "
            "FROM "
            "decision WHERE device_id = ?1 AND record_id = ?2 ORDER BY revision");
        if (!select) return failure(select.error());
        select->bindBlob(1, device.bytes()).bindBlob(2, record.bytes());
        for (;;) {
            const auto more = select->step();
            if (!more) return failure(more.error());
            if (!*more) break;
            history.decisions.push_back(
                {static_cast<std::uint32_t>(select->integer(0)), fromStored(select->integer(1)),
                 receiptStatusFromName(select->text(2)).value_or(ReceiptStatus::Received), select->text(3),
                 select->text(4), select->text(5), static_cast<std::uint64_t>(select->integer(6))});
        }
    }
    auto log = readLog(device, record);
    if (!log) return failure(log.error());
    history.log = std::move(*log);
    auto select = m_database.prepare(
        "SELECT (SELECT state FROM outbox WHERE device_id = ?1 AND record_id = ?2 ORDER BY revision DESC "
        "LIMIT "
        "1), (SELECT ground FROM outbox WHERE device_id = ?1 AND record_id = ?2 ORDER BY revision DESC LIMIT "
        "1), (SELECT reason FROM not_forwarded WHERE device_id = ?1 AND record_id = ?2), (SELECT at FROM "
        "not_forwarded WHERE device_id = ?1 AND record_id = ?2)");
    if (!select) return failure(select.error());
    const auto row = select->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()).step();
    if (!row) return failure(row.error());
    history.forwarding = select->text(0);
    history.ground = select->text(1);
    history.notForwarded = select->text(2);
    if (!select->isNull(3)) history.notForwardedAt = fromStored(select->integer(3));
    return history;
}

Result<std::vector<RecordRow>> SqliteCaseBook::recordsOfPerson(const Sha256& document) {
    const std::lock_guard lock(m_mutex);
    auto select =
        m_database.prepare("SELECT device_id, record_id FROM person_record WHERE document_hash = ?1");
    if (!select) return failure(select.error());
    return recordsIn(select->bindBlob(1, document));
}

Result<std::int64_t> SqliteCaseBook::peopleHeld() {
    const std::lock_guard lock(m_mutex);
    return m_database.queryInteger("SELECT count(DISTINCT document_hash) FROM person_record");
}

Result<std::optional<RetentionRow>> SqliteCaseBook::retention(const DeviceId& device,
                                                              const RecordId& record) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT pictures_until, coalesce(hold, ''), erased_at, details, certificate, asked_at, "
        "service_ended, details_until, filed FROM retention WHERE device_id = ?1 AND record_id = ?2");
    if (!select) return failure(select.error());
    const auto found = select->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()).step();
    if (!found) return failure(found.error());
    if (!*found) return std::optional<RetentionRow>();
    RetentionRow row{device, record, {}, select->text(1), {}, select->blob(3), select->blob(4)};
    const auto timeAt = [&](int column) {
        return select->isNull(column) ? std::nullopt : std::optional(fromStored(select->integer(column)));
    };
    row.picturesUntil = timeAt(0);
    row.erasedAt = timeAt(2);
    row.askedAt = timeAt(5);
    row.serviceEnded = timeAt(6);
    row.detailsUntil = timeAt(7);
    row.filed = select->integer(8) != 0;
    return std::optional<RetentionRow>(std::move(row));
}

Result<std::vector<RecordRow>> SqliteCaseBook::picturesDue(WallTime now, int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT device_id, record_id FROM retention WHERE erased_at IS NULL AND pictures_until <= ?1 AND "
        "hold "
        "IS NULL ORDER BY pictures_until LIMIT ?2");
    if (!select) return failure(select.error());
    return recordsIn(select->bind(1, toStored(now)).bind(2, std::int64_t{limit}));
}

Status SqliteCaseBook::hold(const ReviewLogRow& row, const DeviceId& device, const RecordId& record,
                            std::string_view reason) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    // A hold may come before there is any answer.
    auto update = m_database.prepare(
        "INSERT INTO retention (device_id, record_id, hold) SELECT device_id, record_id, ?3 FROM record "
        "WHERE "
        "device_id = ?1 AND record_id = ?2 ON CONFLICT (device_id, record_id) DO UPDATE SET hold = "
        "excluded.hold");
    if (!update) return failure(update.error());
    update->bindBlob(1, device.bytes()).bindBlob(2, record.bytes());
    if (reason.empty())
        update->bindNull(3);
    else
        update->bind(3, reason);
    if (auto done = update->run(); !done) return done;
    if (m_database.changes() != 1) return failure(noSuchRecord());
    if (auto noted = writeLog(row, device, record); !noted) return noted;
    return transaction->commit();
}

Result<bool> SqliteCaseBook::markErased(const DeviceId& device, const RecordId& record, WallTime at,
                                        ByteView details, ByteView certificate, Filing filing) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    const std::int64_t stays = filing == Filing::Stays ? 1 : 0;
    // A second time only to let go of what stayed filed, details too if there are any.
    auto update = m_database.prepare(
        "UPDATE retention SET erased_at = coalesce(erased_at, ?3), details = ?4, certificate = ?5, filed = "
        "?6 WHERE device_id = "
        "?1 AND record_id = ?2 AND hold IS NULL AND (erased_at IS NULL OR (?6 = 0 AND length(?4) = 0 AND "
        "filed = 1))");
    if (!update) return failure(update.error());
    const auto done = update->bindBlob(1, device.bytes())
                          .bindBlob(2, record.bytes())
                          .bind(3, toStored(at))
                          .bindBlob(4, details)
                          .bindBlob(5, certificate)
                          .bind(6, stays)
                          .run();
    if (!done) return failure(done.error());
    if (m_database.changes() != 1) return false;
    // A portrait that the regulator has answered is needed here no more, sealed to its key or not; where
    // nothing stays, nor are name and numbers.
    auto emptied = m_database.prepare(
        "UPDATE outbox SET item = x'' WHERE device_id = ?1 AND record_id = ?2 AND state <> 'waiting' AND (?3 "
        "= 0 OR content = 'portrait')");
    if (!emptied) return failure(emptied.error());
    const auto gone = emptied->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()).bind(3, stays).run();
    if (!gone) return failure(gone.error());
    if (filing == Filing::Goes) {
        for (const char* table : {"person_record", "number_claim"}) {
            auto unfiled = m_database.prepare("DELETE FROM " + std::string(table) +
                                              " WHERE device_id = ?1 AND record_id = ?2");
            if (!unfiled) return failure(unfiled.error());
            const auto left = unfiled->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()).run();
            if (!left) return failure(left.error());
        }
    }
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return true;
}

}  // namespace countersign
