#include "operator/sqlite_outbox.h"

#include <array>
#include <utility>

#include "ledgerMigrations.h"
#include "operator/case_rules.h"
#include "operator/ledger_rows.h"

namespace countersign {
using namespace ledger;
namespace {

constexpr std::array<std::pair<OutboxState, std::string_view>, 3> kStates{
    {{OutboxState::Waiting, "waiting"},
     {OutboxState::Acknowledged, "acknowledged"},
     {OutboxState::Refused, "refused"}}};
constexpr std::string_view kMovedOn =
    "EXISTS (SELECT 1 FROM decision d WHERE d.device_id = outbox.device_id AND d.record_id = "
    "outbox.record_id "
    "AND d.revision > outbox.revision)";

ItemKey keyAt(const Statement& row, int column) {
    return {DeviceId::fromBytes(row.blob(column)).value_or(DeviceId()),
            RecordId::parse(toHex(row.blob(column + 1))).value_or(RecordId()),
            static_cast<std::uint32_t>(row.integer(column + 2))};
}

}  // namespace

std::string_view outboxStateName(OutboxState state) {
    for (const auto& [each, name] : kStates) {
        if (each == state) return name;
    }
    return "invalid";
}

std::optional<OutboxState> outboxStateFromName(std::string_view name) {
    for (const auto& [each, known] : kStates) {
        if (known == name) return each;
    }
    return std::nullopt;
}

Result<std::unique_ptr<SqliteOutbox>> SqliteOutbox::open(const std::filesystem::path& ledger,
                                                         DatabaseFaults* faults) {
    auto database = Database::open(ledger, Database::Mode::ReadWrite, faults);
    if (!database) return failure(database.error());
    if (const auto migrated = migrate(*database, ledger, ledgerMigrations()); !migrated)
        return failure(migrated.error());
    return std::unique_ptr<SqliteOutbox>(new SqliteOutbox(std::move(*database)));
}

Result<std::vector<OutboxItem>> SqliteOutbox::claim(const ClaimTerms& terms, WallTime now) {
    const std::lock_guard lock(m_mutex);
    // Looking and taking are one: BEGIN IMMEDIATE keeps other forwarders out in between.
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    {
        // Of a word that has moved on while somebody held it: it is not sent any more. Looked for among those
        // that are next only: with the regulator away for days the rest is long.
        auto moved = m_database.prepare(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state = 'waiting' AND "
            "(next_attempt <= ?1 OR next_attempt > ?2) AND (claimed_until <= ?1 OR claimed_until > ?2) "
            "ORDER BY next_attempt, id LIMIT ?3) AND " +
            std::string(kMovedOn));
        if (!moved) return failure(moved.error());
        const auto gone = moved->bind(1, toStored(now))
                              .bind(2, toStored(now + kFarthestLease))
                              .bind(3, std::int64_t{terms.items})
                              .run();
        if (!gone) return failure(gone.error());
    }
    std::vector<OutboxItem> items;
    const auto until = fromStored(toStored(now + terms.lease));
    {
        auto select = m_database.prepare(
            "SELECT id, device_id, record_id, revision, attempts, item, sent FROM outbox WHERE state = "
            "'waiting' "
            "AND "
            "(next_attempt <= ?1 OR next_attempt > ?2) AND (claimed_until <= ?1 OR claimed_until > ?2) "
            "AND NOT " +
            std::string(kMovedOn) + " ORDER BY next_attempt, id LIMIT ?3");
        if (!select) return failure(select.error());
        select->bind(1, toStored(now))
            .bind(2, toStored(now + kFarthestLease))
            .bind(3, std::int64_t{terms.items});
        std::size_t bytes = 0;
        for (;;) {
            const auto more = select->step();
            if (!more) return failure(more.error());
            if (!*more) break;
            OutboxItem item{select->integer(0),
                            keyAt(*select, 1),
                            select->blob(5),
                            static_cast<std::uint32_t>(select->integer(4)),
                            until,
                            select->integer(6) != 0};
            bytes += item.item.size();
            if (!items.empty() && bytes > terms.bytes) break;
            items.push_back(std::move(item));
        }
    }
    auto take = m_database.prepare("UPDATE outbox SET claimed_until = ?2, sent = 1 WHERE id = ?1");
    if (!take) return failure(take.error());
    for (const auto& item : items) {
        if (const auto taken = take->bind(1, item.id).bind(2, toStored(until)).run(); !taken)
            return failure(taken.error());
    }
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return items;
}

Result<std::vector<SettleResult>> SqliteOutbox::settle(std::span<const AnsweredItem> answers,
                                                       const ActivationTerms& terms, WallTime now) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    std::vector<SettleResult> results;
    for (const auto& answer : answers) {
        const auto result = settleOne(answer, terms, now);
        if (!result) return failure(result.error());
        results.push_back(*result);
    }
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return results;
}

Result<SettleResult> SqliteOutbox::settleOne(const AnsweredItem& answer, const ActivationTerms& terms,
                                             WallTime now) {
    ItemKey key;
    {
        auto select = m_database.prepare(
            "SELECT device_id, record_id, revision FROM outbox WHERE id = ?1 AND state = 'waiting'");
        if (!select) return failure(select.error());
        const auto found = select->bind(1, answer.id).step();
        if (!found) return failure(found.error());
        if (!*found) return SettleResult::Before;
        key = keyAt(*select, 0);
    }
    const bool acknowledged = answer.word == RegulatorWord::Acknowledged;
    auto update = m_database.prepare(
        "UPDATE outbox SET state = ?2, answer = ?3, answered_at = ?4, claimed_until = 0 WHERE id = ?1");
    if (!update) return failure(update.error());
    const auto kept =
        update->bind(1, answer.id)
            .bind(2, outboxStateName(acknowledged ? OutboxState::Acknowledged : OutboxState::Refused))
            .bindBlob(3, answer.answer)
            .bind(4, toStored(now))
            .run();
    if (!kept) return failure(kept.error());
    if (auto emptied = emptyErased(answer.id, key); !emptied) return failure(emptied.error());
    if (acknowledged) return activate(key, terms, now);
    if (auto opened = backToReview(key); !opened) return failure(opened.error());
    return SettleResult::Kept;
}

// Of what was erased while it waited nothing stays here either, once there is an answer.
Status SqliteOutbox::emptyErased(std::int64_t id, const ItemKey& key) {
    auto update = m_database.prepare(
        "UPDATE outbox SET item = x'' WHERE id = ?1 AND EXISTS (SELECT 1 FROM retention WHERE device_id = ?2 "
        "AND record_id = ?3 AND erased_at IS NOT NULL)");
    if (!update) return failure(update.error());
    return update->bind(1, id).bindBlob(2, key.device.bytes()).bindBlob(3, key.record.bytes()).run();
}

// What the regulator does not take a person has to look at; one is enough, since the yes was said already.
// Unless the word that was sent is no longer the record's.
Status SqliteOutbox::backToReview(const ItemKey& key) {
    auto update = m_database.prepare(
        "UPDATE case_file SET state = 'review', reasons = ?4, exception = 0, claimed_until = 0, first_by = "
        "NULL, first_status = NULL, first_reason = NULL, first_at = NULL WHERE device_id = ?1 AND record_id "
        "= ?2 AND EXISTS (SELECT 1 FROM record WHERE device_id = ?1 AND record_id = ?2 AND revision = ?3 AND "
        "status = 'accepted')");
    if (!update) return failure(update.error());
    return update->bindBlob(1, key.device.bytes())
        .bindBlob(2, key.record.bytes())
        .bind(3, std::int64_t{key.revision})
        .bind(4, kRegulatorRefusedReasons)
        .run();
}

Result<SettleResult> SqliteOutbox::activate(const ItemKey& key, const ActivationTerms& terms, WallTime now) {
    std::vector<RecordRow> rows;
    {
        auto select = m_database.prepare("SELECT " + std::string(kRecordColumns) +
                                         " FROM record WHERE device_id = ?1 AND record_id = ?2");
        if (!select) return failure(select.error());
        auto read = readAll(select->bindBlob(1, key.device.bytes()).bindBlob(2, key.record.bytes()));
        if (!read) return failure(read.error());
        rows = std::move(*read);
    }
    // What the regulator acknowledged is one word; somebody may have taken it back since.
    if (rows.empty() || rows.front().status != ReceiptStatus::Accepted ||
        rows.front().revision != key.revision) {
        return SettleResult::Kept;
    }
    const auto& row = rows.front();
    const auto revision = row.revision + 1;
    const auto receipt = activationReceipt(row, terms.receiptKey, now);
    if (!receipt) return failure(receipt.error());
    const auto& device = key.device.bytes();
    const auto& record = key.record.bytes();
    auto word = m_database.prepare(
        "UPDATE record SET status = ?3, reason = '', revision = ?4, receipt = ?5 WHERE device_id = ?1 AND "
        "record_id = ?2");
    if (!word) return failure(word.error());
    const auto written = word->bindBlob(1, device)
                             .bindBlob(2, record)
                             .bind(3, receiptStatusName(ReceiptStatus::Activated))
                             .bind(4, std::int64_t{revision})
                             .bindBlob(5, *receipt)
                             .run();
    if (!written) return failure(written.error());
    auto decision = m_database.prepare(
        "INSERT INTO decision (device_id, record_id, revision, at, status, reason, decided_by, "
        "policy_version) "
        "VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?7)");
    if (!decision) return failure(decision.error());
    const auto noted = decision->bindBlob(1, device)
                           .bindBlob(2, record)
                           .bind(3, std::int64_t{revision})
                           .bind(4, toStored(now))
                           .bind(5, receiptStatusName(ReceiptStatus::Activated))
                           .bind(6, kByRegulator)
                           .bind(7, static_cast<std::int64_t>(terms.policyVersion))
                           .run();
    if (!noted) return failure(noted.error());
    const auto order =
        insertOrder(m_database, key.device, {0, OrderKind::RecordStatus, key.record, {}, *receipt}, now);
    if (!order) return failure(order.error());
    auto retention = m_database.prepare(
        "UPDATE retention SET pictures_until = ?3 WHERE device_id = ?1 AND record_id = ?2 AND erased_at IS "
        "NULL");
    if (!retention) return failure(retention.error());
    const auto dated =
        retention->bindBlob(1, device).bindBlob(2, record).bind(3, toStored(now + terms.picturesKept)).run();
    if (!dated) return failure(dated.error());
    return SettleResult::Activated;
}

Status SqliteOutbox::later(std::span<const OutboxItem> items, WallTime next, Blame blame, Sent sent) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    auto update = m_database.prepare(
        "UPDATE outbox SET next_attempt = ?3, attempts = attempts + ?4, claimed_until = 0, sent = ?5 WHERE "
        "id = ?1 AND "
        "claimed_until = ?2 AND state = 'waiting'");
    if (!update) return failure(update.error());
    for (const auto& item : items) {
        const auto done = update->bind(1, item.id)
                              .bind(2, toStored(item.claimedUntil))
                              .bind(3, toStored(next))
                              .bind(4, std::int64_t{blame == Blame::Item ? 1 : 0})
                              .bind(5, std::int64_t{sent == Sent::Perhaps || item.sentBefore ? 1 : 0})
                              .run();
        if (!done) return done;
    }
    return transaction->commit();
}

Result<OutboxPage> SqliteOutbox::list(std::optional<OutboxState> state, std::int64_t after, int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT id, device_id, record_id, revision, content, ground, length(item), created_at, state, "
        "attempts, "
        "next_attempt, answer, answered_at FROM outbox WHERE id > ?1 AND (?3 = '' OR state = ?3) ORDER BY id "
        "LIMIT ?2");
    if (!select) return failure(select.error());
    select->bind(1, after)
        .bind(2, std::int64_t{limit})
        .bind(3, state ? outboxStateName(*state) : std::string_view(""));
    OutboxPage page{{}, after};
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) return page;
        OutboxRow row;
        row.id = select->integer(0);
        row.key = keyAt(*select, 1);
        row.content = forwardContentFromName(select->text(4)).value_or(ForwardContent::Attestation);
        row.ground = select->text(5);
        row.itemBytes = static_cast<std::size_t>(select->integer(6));
        row.createdAt = fromStored(select->integer(7));
        row.state = outboxStateFromName(select->text(8)).value_or(OutboxState::Waiting);
        row.attempts = static_cast<std::uint32_t>(select->integer(9));
        if (select->integer(10) > 0) row.nextAttempt = fromStored(select->integer(10));
        row.answer = select->blob(11);
        if (!select->isNull(12)) row.answeredAt = fromStored(select->integer(12));
        page.next = row.id;
        page.rows.push_back(std::move(row));
    }
}

Result<std::vector<UnsentRecord>> SqliteOutbox::notForwarded(const std::optional<UnsentRecord>& after,
                                                             int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT device_id, record_id, reason, at FROM not_forwarded WHERE (device_id, record_id) > (?1, ?2) "
        "ORDER BY device_id, record_id LIMIT ?3");
    if (!select) return failure(select.error());
    // No id is shorter than this.
    select->bindBlob(1, after ? after->device.bytes() : ByteView())
        .bindBlob(2, after ? ByteView(after->record.bytes()) : ByteView())
        .bind(3, std::int64_t{limit});
    std::vector<UnsentRecord> rows;
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) return rows;
        rows.push_back({DeviceId::fromBytes(select->blob(0)).value_or(DeviceId()),
                        RecordId::parse(toHex(select->blob(1))).value_or(RecordId()), select->text(2),
                        fromStored(select->integer(3))});
    }
}

Result<OutboxCounts> SqliteOutbox::counts() {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT coalesce(sum(state = 'waiting'), 0), coalesce(sum(state = 'acknowledged'), 0), "
        "coalesce(sum(state = 'refused'), 0), (SELECT count(*) FROM not_forwarded), min(CASE WHEN state = "
        "'waiting' THEN created_at END) FROM outbox");
    if (!select) return failure(select.error());
    const auto row = select->step();
    if (!row) return failure(row.error());
    OutboxCounts counts{select->integer(0), select->integer(1), select->integer(2), select->integer(3), {}};
    if (!select->isNull(4)) counts.oldestWaiting = fromStored(select->integer(4));
    return counts;
}

}  // namespace countersign
