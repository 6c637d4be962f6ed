// The PostgreSQL case book's part for a decision: all of it in one transaction.
#include "operator/case_rules.h"
#include "operator/operator_errors.h"
#include "operator/postgres_case_book.h"
#include "operator/postgres_steps.h"

namespace countersign {
using namespace ledger;

namespace ledger {

Status writeWord(PostgresConnection& connection, const RecordRow& before, ReceiptStatus status,
                 std::string_view reason, ByteView receipt) {
    const auto done = connection.run(
        "UPDATE record SET status = $4, reason = $5, revision = $6, receipt = $7 WHERE month = "
        "$3::bigint::integer AND device_id = $1 AND sequence = $2",
        PgValues()
            .bytes(before.deviceId.bytes())
            .integer(static_cast<std::int64_t>(before.sequence))
            .integer(monthOf(before.receivedAt))
            .text(receiptStatusName(status))
            .bytes(reason)
            .integer(std::int64_t{before.revision} + 1)
            .bytes(receipt));
    if (!done) return failure(done.error());
    return {};
}

Status tellWord(PostgresConnection& connection, const RecordRow& before, ReceiptStatus status,
                std::string_view reason, ByteView receipt, const WordBy& who, WallTime at) {
    auto values = keyOf(before.deviceId, before.recordId);
    values.integer(std::int64_t{before.revision} + 1)
        .integer(toStored(at))
        .text(receiptStatusName(status))
        .text(reason)
        .text(who.by);
    who.confirmedBy.empty() ? values.null() : values.text(who.confirmedBy);
    values.integer(static_cast<std::int64_t>(who.policyVersion));
    const auto done = connection.run(
        "INSERT INTO decision (device_id, record_id, revision, at, status, reason, decided_by, confirmed_by, "
        "policy_version) VALUES ($1, $2, $3::bigint, $4, $5, $6, $7, $8, $9)",
        values);
    if (!done) return failure(done.error());
    // The shop learns it with its next contact.
    const auto order =
        insertOrder(connection, before.deviceId,
                    {0, OrderKind::RecordStatus, before.recordId, {}, {receipt.begin(), receipt.end()}}, at);
    if (!order) return failure(order.error());
    return {};
}

}  // namespace ledger

namespace {

// A line counts as long as the yes to it stands and its service goes on: decide keeps `counts` and the word
// in step. One that waits counts for those that came after it.
Result<Standing> linesOf(PostgresConnection& connection, const Sha256& document, const DeviceId& exceptDevice,
                         const RecordId& exceptRecord) {
    const auto rows = connection.run(
        "SELECT count(*) FILTER (WHERE p.waits = 0), count(*) FILTER (WHERE p.waits = 1 AND (c.received_at, "
        "c.device_id, c.record_id) < ((SELECT m.received_at FROM case_file m WHERE m.device_id = $1 AND "
        "m.record_id = $2), $1, $2)) FROM person_record p JOIN case_file c ON c.device_id = p.device_id AND "
        "c.record_id = p.record_id WHERE p.document_hash = $3 AND p.counts = 1 AND p.ended = 0 AND NOT "
        "(p.device_id = $1 AND p.record_id = $2)",
        keyOf(exceptDevice, exceptRecord).bytes(ByteView(document)));
    if (!rows) return failure(rows.error());
    return Standing{static_cast<int>(rows->integer(0, 0)), static_cast<int>(rows->integer(0, 1)), {}};
}

enum class Holder { Nobody = 1, Itself, Another };

Result<Holder> holderOf(PostgresConnection& connection, const NumberHash& number, const DeviceId& device,
                        const RecordId& record) {
    const auto rows = connection.run(
        "SELECT device_id = $1 AND record_id = $2 FROM number_claim WHERE kind = $3 AND number_hash = $4 AND "
        "(ended = 0 OR (device_id = $1 AND record_id = $2))",
        keyOf(device, record).text(numberKindName(number.kind)).bytes(ByteView(number.hash)));
    if (!rows) return failure(rows.error());
    if (rows->count() == 0) return Holder::Nobody;
    return rows->integer(0, 0) != 0 ? Holder::Itself : Holder::Another;
}

// Whoever wants a yes for this person, or for one of these numbers, waits here for whoever came before.
Status lockIndex(PostgresConnection& connection, const CaseIndex& index) {
    std::set<std::int64_t> keys{lockKey(index.document)};
    for (const auto& number : index.numbers) keys.insert(lockKey(number.hash));
    return lockUntilTheEnd(connection, keys);
}

Result<DecideOutcome> checkLimits(PostgresConnection& connection, const Case& before,
                                  const Decision& decision) {
    // Practice counts for nothing.
    if (!accepts(decision.status) || before.record.practice || !decision.index)
        return DecideOutcome{DecideResult::Decided};
    if (const auto locked = lockIndex(connection, *decision.index); !locked) return failure(locked.error());
    for (const auto& number : decision.index->numbers) {
        const auto holder = holderOf(connection, number, decision.deviceId, decision.recordId);
        if (!holder) return failure(holder.error());
        if (*holder == Holder::Another) return DecideOutcome{DecideResult::NumberTaken, number.kind};
    }
    if (!decision.index->hasLine()) return DecideOutcome{DecideResult::Decided};
    const auto lines = linesOf(connection, decision.index->document, decision.deviceId, decision.recordId);
    if (!lines) return failure(lines.error());
    return DecideOutcome{lines->numbers + lines->waiting >= decision.numbersAPerson
                             ? DecideResult::DocumentLimit
                             : DecideResult::Decided};
}

Status writeIndex(PostgresConnection& connection, const Case& before, const Decision& decision) {
    const bool stands = accepts(decision.status) && !before.record.practice;
    const auto key = keyOf(decision.deviceId, decision.recordId);
    if (!stands) {
        // After a no the card and the phone may be sold to somebody else.
        const auto freed =
            connection.run("DELETE FROM number_claim WHERE device_id = $1 AND record_id = $2", key);
        if (!freed) return failure(freed.error());
    }
    // What it held while it waited is over with the word.
    const auto uncounted = connection.run(
        "UPDATE person_record SET counts = 0, waits = 0 WHERE device_id = $1 AND record_id = $2", key);
    if (!uncounted) return failure(uncounted.error());
    if (!decision.index) return {};
    // Of refused ones too: whoever asks what is held about them has a right to all of it.
    const auto person = connection.run(
        "INSERT INTO person_record (device_id, record_id, document_hash, counts) VALUES ($1, $2, $3, "
        "$4::bigint) ON CONFLICT (document_hash, device_id, record_id) DO UPDATE SET counts = "
        "excluded.counts",
        keyOf(decision.deviceId, decision.recordId)
            .bytes(ByteView(decision.index->document))
            .integer(std::int64_t{stands && decision.index->hasLine() ? 1 : 0}));
    if (!person) return failure(person.error());
    if (!stands) return {};
    for (const auto& number : decision.index->numbers) {
        const auto holder = holderOf(connection, number, decision.deviceId, decision.recordId);
        if (!holder) return failure(holder.error());
        if (*holder == Holder::Itself) continue;
        // Free, as checkLimits has seen under the lock. Were it not, the key refuses it, and with it all. Of
        // one whose service ended the row is taken over.
        const auto released =
            connection.run("DELETE FROM number_claim WHERE kind = $1 AND number_hash = $2 AND ended = 1",
                           PgValues().text(numberKindName(number.kind)).bytes(ByteView(number.hash)));
        if (!released) return failure(released.error());
        const auto claimed = connection.run(
            "INSERT INTO number_claim (device_id, record_id, kind, number_hash) VALUES ($1, $2, $3, $4)",
            keyOf(decision.deviceId, decision.recordId)
                .text(numberKindName(number.kind))
                .bytes(ByteView(number.hash)));
        if (!claimed) return failure(claimed.error());
    }
    return {};
}

// An item that a forwarder took, unless the regulator refused it. Whoever is taking one at this moment is
// waited for: it goes out after this.
Result<bool> regulatorMayHold(PostgresConnection& connection, const DeviceId& device,
                              const RecordId& record) {
    const auto items = connection.run(
        "SELECT sent = 1 AND state <> 'refused' FROM outbox WHERE device_id = $1 AND record_id = $2 ORDER BY "
        "id FOR UPDATE",
        keyOf(device, record));
    if (!items) return failure(items.error());
    for (int i = 0; i < items->count(); ++i) {
        if (items->integer(i, 0) != 0) return true;
    }
    return false;
}

Status writeForwarding(PostgresConnection& connection, const Decision& decision, Forwarding forwarding) {
    if (!accepts(decision.status)) {
        // A yes that was taken back is not sent any more. One that was sent stands in what replaces it.
        const auto dropped = connection.run(
            "DELETE FROM outbox WHERE device_id = $1 AND record_id = $2 AND state = 'waiting' AND "
            "claimed_until <= $3",
            keyOf(decision.deviceId, decision.recordId).integer(toStored(decision.at)));
        if (!dropped) return failure(dropped.error());
    }
    if (forwarding == Forwarding::Nothing) return {};
    if (decision.item) {
        const auto put = connection.run(
            "INSERT INTO outbox (device_id, record_id, revision, content, ground, item, created_at, state) "
            "VALUES ($1, $2, $3::bigint, $4, $5, $6, $7, 'waiting')",
            keyOf(decision.deviceId, decision.recordId)
                .integer(std::int64_t{decision.basedOn} + 1)
                .text(decision.item->content)
                .text(decision.item->ground)
                .bytes(ByteView(decision.item->bytes))
                .integer(toStored(decision.at)));
        if (!put) return failure(put.error());
        return {};
    }
    if (!decision.notForwarded) return {};
    const auto noted = connection.run(
        "INSERT INTO not_forwarded (device_id, record_id, reason, at) VALUES ($1, $2, $3, $4) ON CONFLICT "
        "(device_id, record_id) DO UPDATE SET reason = excluded.reason, at = excluded.at",
        keyOf(decision.deviceId, decision.recordId)
            .text(*decision.notForwarded)
            .integer(toStored(decision.at)));
    if (!noted) return failure(noted.error());
    return {};
}

Status writeRetention(PostgresConnection& connection, const Decision& decision) {
    const auto until =
        decision.picturesUntil ? std::optional(toStored(*decision.picturesUntil)) : std::nullopt;
    const auto done = connection.run(
        "INSERT INTO retention (device_id, record_id, pictures_until) VALUES ($1, $2, $3) ON CONFLICT "
        "(device_id, record_id) DO UPDATE SET pictures_until = excluded.pictures_until",
        keyOf(decision.deviceId, decision.recordId).integer(until));
    if (!done) return failure(done.error());
    return {};
}

// Somebody's word, and who typed it.
Status writeSaid(PostgresConnection& connection, const Decision& decision, std::string_view action) {
    auto noted = writeLog(
        connection, {decision.at, decision.by, std::string(action), wordOf(decision.status, decision.reason)},
        decision.deviceId, decision.recordId);
    const auto typed = typedBy(decision);
    return noted && typed ? writeLog(connection, *typed, decision.deviceId, decision.recordId) : noted;
}

// In the order in which locks are taken: the counter's row comes last, with the order to it.
Status settle(PostgresConnection& connection, const Case& before, const Decision& decision,
              const std::string& confirmedBy, Forwarding forwarding) {
    if (auto done = writeIndex(connection, before, decision); !done) return done;
    if (auto done = writeForwarding(connection, decision, forwarding); !done) return done;
    if (auto done = writeRetention(connection, decision); !done) return done;
    const auto settled = connection.run(
        "UPDATE case_file SET state = 'decided', claimed_until = 0 WHERE device_id = $1 AND record_id = $2",
        keyOf(decision.deviceId, decision.recordId));
    if (!settled) return failure(settled.error());
    if (decision.role) {
        if (auto noted = writeSaid(connection, decision, kDecidedAction); !noted) return noted;
    }
    if (auto done = writeWord(connection, before.record, decision.status, decision.reason, decision.receipt);
        !done) {
        return done;
    }
    return tellWord(connection, before.record, decision.status, decision.reason, decision.receipt,
                    {decidedBy(before, decision, confirmedBy), confirmedBy, decision.policyVersion},
                    decision.at);
}

Status writeFirst(PostgresConnection& connection, const Decision& decision) {
    const auto done = connection.run(
        "UPDATE case_file SET state = 'second', first_by = $3, first_status = $4, first_reason = $5, "
        "first_at = $6 WHERE device_id = $1 AND record_id = $2",
        keyOf(decision.deviceId, decision.recordId)
            .text(decision.by)
            .text(receiptStatusName(decision.status))
            .text(decision.reason)
            .integer(toStored(decision.at)));
    if (!done) return failure(done.error());
    return {};
}

Result<DecideOutcome> decideOn(PostgresConnection& connection, const Decision& decision) {
    // A statement of its own: what is read after it is what the one before left behind.
    const auto locked =
        connection.run("SELECT 1 FROM case_file WHERE device_id = $1 AND record_id = $2 FOR UPDATE",
                       keyOf(decision.deviceId, decision.recordId));
    if (!locked) return failure(locked.error());
    const auto before = readCase(connection, decision.deviceId, decision.recordId);
    if (!before) return failure(before.error());
    if (!*before) return failure(noSuchRecord());
    if ((*before)->record.revision != decision.basedOn) return DecideOutcome{DecideResult::SettledElsewhere};
    // First the limits: a word that can't take effect is not noted as somebody's word.
    auto limits = checkLimits(connection, **before, decision);
    if (!limits || limits->result != DecideResult::Decided) return limits;
    std::vector<ReviewLogRow> log;
    if (decision.role) {
        auto written = readLog(connection, decision.deviceId, decision.recordId);
        if (!written) return failure(written.error());
        log = std::move(*written);
    }
    const auto word = weigh(**before, decision, log);
    DecideOutcome outcome{word.result};
    if (word.result == DecideResult::Decided) {
        const auto mayHold = accepts(decision.status)
                                 ? Result<bool>(false)
                                 : regulatorMayHold(connection, decision.deviceId, decision.recordId);
        if (!mayHold) return failure(mayHold.error());
        const auto forwarding = forwardingOf(decision, *mayHold);
        if (forwarding == Forwarding::KeyNeeded) return DecideOutcome{DecideResult::RegulatorKeyNeeded};
        if (const auto done = settle(connection, **before, decision, word.confirmedBy, forwarding); !done)
            return failure(done.error());
        outcome.takenBack = takenBack(**before, decision, forwarding);
    }
    if (word.result == DecideResult::FirstOfTwo || word.result == DecideResult::Disagreed) {
        if (const auto noted = writeSaid(connection, decision, kWordAction); !noted)
            return failure(noted.error());
    }
    if (word.result == DecideResult::FirstOfTwo) {
        if (const auto written = writeFirst(connection, decision); !written) return failure(written.error());
    }
    return outcome;
}

}  // namespace

Result<DecideOutcome> PostgresCaseBook::decide(const Decision& decision) {
    return transaction(m_pool,
                       [&](PostgresConnection& connection) { return decideOn(connection, decision); });
}

Result<Standing> PostgresCaseBook::standing(const CaseIndex& index, const DeviceId& exceptDevice,
                                            const RecordId& exceptRecord) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<Standing> {
        auto standing = linesOf(connection, index.document, exceptDevice, exceptRecord);
        if (!standing) return standing;
        for (const auto& number : index.numbers) {
            const auto holder = holderOf(connection, number, exceptDevice, exceptRecord);
            if (!holder) return failure(holder.error());
            if (*holder == Holder::Another) standing->taken.push_back(number.kind);
        }
        return standing;
    });
}

}  // namespace countersign
