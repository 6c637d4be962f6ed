#include "operator/postgres_outbox.h"

#include <algorithm>
#include <map>
#include <set>

#include "operator/case_rules.h"
#include "operator/postgres_steps.h"

namespace countersign {
using namespace ledger;
namespace {

// Months are attached again by people.
constexpr std::chrono::hours kMovedAwayPause{24};

ItemKey itemKeyAt(const PgRows& rows, int row, int column) {
    return {deviceIdAt(rows, row, column), recordIdAt(rows, row, column + 1),
            static_cast<std::uint32_t>(rows.integer(row, column + 2))};
}

Result<std::vector<OutboxItem>> claimSome(PostgresConnection& connection, const ClaimTerms& terms,
                                          WallTime now) {
    // Of a word that has moved on while somebody held it: it is not sent any more. Looked for among those
    // that are next only: with the regulator away for days the rest is long.
    const auto moved = connection.run(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state = 'waiting' AND (next_attempt <= "
        "$1 "
        "OR next_attempt > $2) AND (claimed_until <= $1 OR claimed_until > $2) ORDER BY next_attempt, id "
        "LIMIT "
        "$3 FOR UPDATE SKIP LOCKED) AND EXISTS (SELECT 1 FROM decision d WHERE d.device_id = "
        "outbox.device_id "
        "AND d.record_id = outbox.record_id AND d.revision > outbox.revision)",
        PgValues()
            .integer(toStored(now))
            .integer(toStored(now + kFarthestLease))
            .integer(std::int64_t{terms.items}));
    if (!moved) return failure(moved.error());
    // Whom another forwarder is taking just now is nobody's to wait for.
    const auto rows = connection.run(
        "SELECT id, device_id, record_id, revision, attempts, item, sent FROM outbox WHERE state = 'waiting' "
        "AND "
        "(next_attempt <= $1 OR next_attempt > $2) AND (claimed_until <= $1 OR claimed_until > $2) AND "
        "NOT EXISTS (SELECT 1 FROM decision d WHERE d.device_id = outbox.device_id AND d.record_id = "
        "outbox.record_id AND d.revision > outbox.revision) ORDER BY next_attempt, id LIMIT $3 FOR UPDATE "
        "SKIP "
        "LOCKED",
        PgValues()
            .integer(toStored(now))
            .integer(toStored(now + kFarthestLease))
            .integer(std::int64_t{terms.items}));
    if (!rows) return failure(rows.error());
    const auto until = fromStored(toStored(now + terms.lease));
    std::vector<OutboxItem> items;
    std::vector<std::int64_t> ids;
    std::size_t bytes = 0;
    for (int i = 0; i < rows->count(); ++i) {
        OutboxItem item{rows->integer(i, 0),
                        itemKeyAt(*rows, i, 1),
                        rows->bytes(i, 5),
                        static_cast<std::uint32_t>(rows->integer(i, 4)),
                        until,
                        rows->integer(i, 6) != 0};
        bytes += item.item.size();
        if (!items.empty() && bytes > terms.bytes) break;  // the rest comes free with the transaction's end
        ids.push_back(item.id);
        items.push_back(std::move(item));
    }
    const auto taken =
        connection.run("UPDATE outbox SET claimed_until = $2, sent = 1 WHERE id = ANY ($1::bigint[])",
                       PgValues().integers(ids).integer(toStored(until)));
    if (!taken) return failure(taken.error());
    return items;
}

// What the regulator acknowledged is one word; somebody may have taken it back since.
Result<SettleResult> activate(PostgresConnection& connection, const ItemKey& key,
                              const ActivationTerms& terms, WallTime now) {
    const auto row = selectRecord(connection, key.device, key.record);
    if (!row) return failure(row.error());
    if (!*row || (*row)->status != ReceiptStatus::Accepted || (*row)->revision != key.revision)
        return SettleResult::Kept;
    const auto receipt = activationReceipt(**row, terms.receiptKey, now);
    if (!receipt) return failure(receipt.error());
    const auto dated = connection.run(
        "UPDATE retention SET pictures_until = $3 WHERE device_id = $1 AND record_id = $2 AND erased_at IS "
        "NULL",
        keyOf(key.device, key.record).integer(toStored(now + terms.picturesKept)));
    if (!dated) return failure(dated.error());
    if (const auto done = writeWord(connection, **row, ReceiptStatus::Activated, {}, *receipt); !done)
        return failure(done.error());
    const auto told = tellWord(connection, **row, ReceiptStatus::Activated, {}, *receipt,
                               {kByRegulator, {}, terms.policyVersion}, now);
    if (!told) return failure(told.error());
    return SettleResult::Activated;
}

// What the regulator does not take a person has to look at; one is enough, since the yes was said already.
// Unless the word that was sent is no longer the record's.
Status backToReview(PostgresConnection& connection, const ItemKey& key) {
    const auto row = selectRecord(connection, key.device, key.record);
    if (!row) return failure(row.error());
    if (!*row || (*row)->status != ReceiptStatus::Accepted || (*row)->revision != key.revision) return {};
    const auto opened = connection.run(
        "UPDATE case_file SET state = 'review', reasons = $3, exception = 0, claimed_until = 0, first_by = "
        "NULL, first_status = NULL, first_reason = NULL, first_at = NULL WHERE device_id = $1 AND record_id "
        "= "
        "$2",
        keyOf(key.device, key.record).text(kRegulatorRefusedReasons));
    if (!opened) return failure(opened.error());
    return {};
}

Result<SettleResult> settleOne(PostgresConnection& connection, const AnsweredItem& answer, const ItemKey& key,
                               const ActivationTerms& terms, WallTime now) {
    const bool acknowledged = answer.word == RegulatorWord::Acknowledged;
    // What the answer does is written into the record. While its month is moved away the regulator is asked
    // again: it gives the same answer.
    const auto row = selectRecord(connection, key.device, key.record);
    if (!row) return failure(row.error());
    if (!*row) {
        const auto later = connection.run(
            "UPDATE outbox SET claimed_until = 0, next_attempt = $2 WHERE id = $1 AND state = 'waiting'",
            PgValues().integer(answer.id).integer(toStored(now + kMovedAwayPause)));
        if (!later) return failure(later.error());
        return SettleResult::Later;
    }
    const auto kept = connection.run(
        "UPDATE outbox SET state = $2, answer = $3, answered_at = $4, claimed_until = 0 WHERE id = $1 AND "
        "state = 'waiting' RETURNING 1",
        PgValues()
            .integer(answer.id)
            .text(outboxStateName(acknowledged ? OutboxState::Acknowledged : OutboxState::Refused))
            .bytes(ByteView(answer.answer))
            .integer(toStored(now)));
    if (!kept) return failure(kept.error());
    if (kept->count() == 0) return SettleResult::Before;
    // Of what was erased while it waited nothing stays here either, once there is an answer.
    const auto emptied = connection.run(
        "UPDATE outbox SET item = '' WHERE id = $3 AND EXISTS (SELECT 1 FROM retention WHERE device_id = $1 "
        "AND record_id = $2 AND erased_at IS NOT NULL)",
        keyOf(key.device, key.record).integer(answer.id));
    if (!emptied) return failure(emptied.error());
    if (acknowledged) return activate(connection, key, terms, now);
    if (auto opened = backToReview(connection, key); !opened) return failure(opened.error());
    return SettleResult::Kept;
}

using Waiting = std::map<std::int64_t, ItemKey>;

Result<Waiting> waitingOnes(PostgresConnection& connection, std::span<const AnsweredItem> answers) {
    std::vector<std::int64_t> ids;
    for (const auto& answer : answers) ids.push_back(answer.id);
    const auto rows = connection.run(
        "SELECT id, device_id, record_id, revision FROM outbox WHERE id = ANY ($1::bigint[]) AND state = "
        "'waiting'",
        PgValues().integers(ids));
    if (!rows) return failure(rows.error());
    Waiting waiting;
    for (int i = 0; i < rows->count(); ++i) waiting.emplace(rows->integer(i, 0), itemKeyAt(*rows, i, 1));
    return waiting;
}

// The cases, so that nobody decides on them meanwhile, then the counters that will get orders; each kind in
// rising order, so that two never wait for each other.
Status lockCases(PostgresConnection& connection, const Waiting& waiting) {
    std::set<std::pair<DeviceId, RecordId>> cases;
    std::set<DeviceId> devices;
    for (const auto& [id, key] : waiting) {
        cases.emplace(key.device, key.record);
        devices.insert(key.device);
    }
    for (const auto& [device, record] : cases) {
        const auto locked =
            connection.run("SELECT 1 FROM case_file WHERE device_id = $1 AND record_id = $2 FOR UPDATE",
                           keyOf(device, record));
        if (!locked) return failure(locked.error());
    }
    std::vector<ByteView> ids;
    for (const auto& device : devices) ids.push_back(device.bytes());
    const auto locked = connection.run(
        "SELECT 1 FROM device WHERE device_id = ANY ($1::bytea[]) ORDER BY device_id FOR NO KEY UPDATE",
        PgValues().byteStrings(ids));
    if (!locked) return failure(locked.error());
    return {};
}

Result<std::vector<SettleResult>> settleAll(PostgresConnection& connection,
                                            std::span<const AnsweredItem> answers,
                                            const ActivationTerms& terms, WallTime now) {
    const auto waiting = waitingOnes(connection, answers);
    if (!waiting) return failure(waiting.error());
    if (const auto locked = lockCases(connection, *waiting); !locked) return failure(locked.error());
    std::vector<SettleResult> results;
    for (const auto& answer : answers) {
        const auto found = waiting->find(answer.id);
        if (found == waiting->end()) {
            results.push_back(SettleResult::Before);
            continue;
        }
        const auto result = settleOne(connection, answer, found->second, terms, now);
        if (!result) return failure(result.error());
        results.push_back(*result);
    }
    return results;
}

Status putOff(PostgresConnection& connection, std::span<const OutboxItem> items, WallTime next, Blame blame,
              Sent sent) {
    // In rising order, as whoever settles them.
    std::map<std::int64_t, const OutboxItem*> claims;
    for (const auto& item : items) claims.emplace(item.id, &item);
    for (const auto& [id, item] : claims) {
        const auto done = connection.run(
            "UPDATE outbox SET next_attempt = $3, attempts = attempts + $4::bigint, claimed_until = 0, sent "
            "= "
            "$5::bigint::smallint WHERE id = $1 AND claimed_until = $2 AND state = 'waiting'",
            PgValues()
                .integer(id)
                .integer(toStored(item->claimedUntil))
                .integer(toStored(next))
                .integer(std::int64_t{blame == Blame::Item ? 1 : 0})
                .integer(std::int64_t{sent == Sent::Perhaps || item->sentBefore ? 1 : 0}));
        if (!done) return failure(done.error());
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<PostgresOutbox>> PostgresOutbox::open(const std::string& address) {
    std::unique_ptr<PostgresOutbox> opened(new PostgresOutbox(address));
    if (const auto made = makeTables(opened->m_pool); !made) return failure(made.error());
    return opened;
}

Result<std::vector<OutboxItem>> PostgresOutbox::claim(const ClaimTerms& terms, WallTime now) {
    return transaction(m_pool,
                       [&](PostgresConnection& connection) { return claimSome(connection, terms, now); });
}

Result<std::vector<SettleResult>> PostgresOutbox::settle(std::span<const AnsweredItem> answers,
                                                         const ActivationTerms& terms, WallTime now) {
    if (answers.empty()) return std::vector<SettleResult>();
    return transaction(
        m_pool, [&](PostgresConnection& connection) { return settleAll(connection, answers, terms, now); });
}

Status PostgresOutbox::later(std::span<const OutboxItem> items, WallTime next, Blame blame, Sent sent) {
    return transaction(
        m_pool, [&](PostgresConnection& connection) { return putOff(connection, items, next, blame, sent); });
}

Result<OutboxPage> PostgresOutbox::list(std::optional<OutboxState> state, std::int64_t after, int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<OutboxPage> {
        const auto rows = connection.run(
            "SELECT id, device_id, record_id, revision, content, ground, length(item), created_at, state, "
            "attempts, next_attempt, coalesce(answer, ''), answered_at FROM outbox WHERE id > $1 AND ($3 = "
            "'' OR state = $3) ORDER BY id LIMIT $2",
            PgValues()
                .integer(after)
                .integer(std::int64_t{limit})
                .text(state ? outboxStateName(*state) : std::string_view()));
        if (!rows) return failure(rows.error());
        OutboxPage page{{}, after};
        for (int i = 0; i < rows->count(); ++i) {
            OutboxRow row;
            row.id = rows->integer(i, 0);
            row.key = itemKeyAt(*rows, i, 1);
            row.content = forwardContentFromName(rows->text(i, 4)).value_or(ForwardContent::Attestation);
            row.ground = rows->text(i, 5);
            row.itemBytes = static_cast<std::size_t>(rows->integer(i, 6));
            row.createdAt = fromStored(rows->integer(i, 7));
            row.state = outboxStateFromName(rows->text(i, 8)).value_or(OutboxState::Waiting);
            row.attempts = static_cast<std::uint32_t>(rows->integer(i, 9));
            if (rows->integer(i, 10) > 0) row.nextAttempt = fromStored(rows->integer(i, 10));
            row.answer = rows->bytes(i, 11);
            if (!rows->isNull(i, 12)) row.answeredAt = fromStored(rows->integer(i, 12));
            page.next = row.id;
            page.rows.push_back(std::move(row));
        }
        return page;
    });
}

Result<std::vector<UnsentRecord>> PostgresOutbox::notForwarded(const std::optional<UnsentRecord>& after,
                                                               int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<UnsentRecord>> {
        // No id is shorter than the empty one.
        const auto rows = connection.run(
            "SELECT device_id, record_id, reason, at FROM not_forwarded WHERE (device_id, record_id) > ($1, "
            "$2) ORDER BY device_id, record_id LIMIT $3",
            PgValues()
                .bytes(after ? after->device.bytes() : ByteView())
                .bytes(after ? ByteView(after->record.bytes()) : ByteView())
                .integer(std::int64_t{limit}));
        if (!rows) return failure(rows.error());
        std::vector<UnsentRecord> records;
        for (int i = 0; i < rows->count(); ++i) {
            records.push_back({deviceIdAt(*rows, i, 0), recordIdAt(*rows, i, 1), rows->text(i, 2),
                               fromStored(rows->integer(i, 3))});
        }
        return records;
    });
}

Result<OutboxCounts> PostgresOutbox::counts() {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<OutboxCounts> {
        const auto rows = connection.run(
            "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = "
            "'acknowledged'), count(*) FILTER (WHERE state = 'refused'), (SELECT count(*) FROM "
            "not_forwarded), min(created_at) FILTER (WHERE state = 'waiting') FROM outbox");
        if (!rows) return failure(rows.error());
        OutboxCounts counts{
            rows->integer(0, 0), rows->integer(0, 1), rows->integer(0, 2), rows->integer(0, 3), {}};
        if (!rows->isNull(0, 4)) counts.oldestWaiting = fromStored(rows->integer(0, 4));
        return counts;
    });
}

}  // namespace countersign
