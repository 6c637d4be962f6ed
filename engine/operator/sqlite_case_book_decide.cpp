// The case book's part for a decision: all of it in one transaction.
#include "operator/case_rules.h"
#include "operator/ledger_rows.h"
#include "operator/operator_errors.h"
#include "operator/sqlite_case_book.h"

namespace countersign {
using namespace ledger;

// A line counts as long as the yes to it stands and its service goes on: decide keeps `counts` and the word
// in step. One that waits counts for those that came after it.
Result<Standing> SqliteCaseBook::linesOf(const Sha256& document, const DeviceId& exceptDevice,
                                         const RecordId& exceptRecord) {
    auto select = m_database.prepare(
        "SELECT count(*) FILTER (WHERE p.waits = 0), count(*) FILTER (WHERE p.waits = 1 AND (c.received_at, "
        "c.device_id, c.record_id) < ((SELECT received_at FROM case_file WHERE device_id = ?2 AND record_id "
        "= "
        "?3), ?2, ?3)) FROM person_record p JOIN case_file c ON c.device_id = p.device_id AND c.record_id = "
        "p.record_id WHERE p.document_hash = ?1 AND p.counts = 1 AND p.ended = 0 AND NOT (p.device_id = ?2 "
        "AND p.record_id = ?3)");
    if (!select) return failure(select.error());
    const auto row = select->bindBlob(1, document)
                         .bindBlob(2, exceptDevice.bytes())
                         .bindBlob(3, exceptRecord.bytes())
                         .step();
    if (!row) return failure(row.error());
    return Standing{static_cast<int>(select->integer(0)), static_cast<int>(select->integer(1)), {}};
}

Result<bool> SqliteCaseBook::isTaken(const NumberHash& number, const DeviceId& exceptDevice,
                                     const RecordId& exceptRecord) {
    auto select = m_database.prepare(
        "SELECT 1 FROM number_claim WHERE kind = ?1 AND number_hash = ?2 AND ended = 0 AND NOT (device_id = "
        "?3 AND record_id = ?4)");
    if (!select) return failure(select.error());
    return select->bind(1, numberKindName(number.kind))
        .bindBlob(2, number.hash)
        .bindBlob(3, exceptDevice.bytes())
        .bindBlob(4, exceptRecord.bytes())
        .step();
}

Result<Standing> SqliteCaseBook::standing(const CaseIndex& index, const DeviceId& exceptDevice,
                                          const RecordId& exceptRecord) {
    const std::lock_guard lock(m_mutex);
    auto standing = linesOf(index.document, exceptDevice, exceptRecord);
    if (!standing) return standing;
    for (const auto& number : index.numbers) {
        const auto taken = isTaken(number, exceptDevice, exceptRecord);
        if (!taken) return failure(taken.error());
        if (*taken) standing->taken.push_back(number.kind);
    }
    return standing;
}

Result<Weighed> SqliteCaseBook::weighed(const Case& before, const Decision& decision) {
    std::vector<ReviewLogRow> log;
    if (decision.role) {
        auto written = readLog(decision.deviceId, decision.recordId);
        if (!written) return failure(written.error());
        log = std::move(*written);
    }
    return weigh(before, decision, log);
}

Status SqliteCaseBook::writeFirst(const Decision& decision) {
    auto update = m_database.prepare(
        "UPDATE case_file SET state = 'second', first_by = ?3, first_status = ?4, first_reason = ?5, "
        "first_at = "
        "?6 WHERE device_id = ?1 AND record_id = ?2");
    if (!update) return failure(update.error());
    return update->bindBlob(1, decision.deviceId.bytes())
        .bindBlob(2, decision.recordId.bytes())
        .bind(3, decision.by)
        .bind(4, receiptStatusName(decision.status))
        .bind(5, decision.reason)
        .bind(6, toStored(decision.at))
        .run();
}

Result<DecideOutcome> SqliteCaseBook::checkLimits(const Case& before, const Decision& decision) {
    // Practice counts for nothing.
    if (!accepts(decision.status) || before.record.practice || !decision.index)
        return DecideOutcome{DecideResult::Decided};
    for (const auto& number : decision.index->numbers) {
        const auto taken = isTaken(number, decision.deviceId, decision.recordId);
        if (!taken) return failure(taken.error());
        if (*taken) return DecideOutcome{DecideResult::NumberTaken, number.kind};
    }
    if (!decision.index->hasLine()) return DecideOutcome{DecideResult::Decided};
    const auto lines = linesOf(decision.index->document, decision.deviceId, decision.recordId);
    if (!lines) return failure(lines.error());
    return DecideOutcome{lines->numbers + lines->waiting >= decision.numbersAPerson
                             ? DecideResult::DocumentLimit
                             : DecideResult::Decided};
}

Result<DecideOutcome> SqliteCaseBook::decide(const Decision& decision) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    const auto before = readOne(decision.deviceId, decision.recordId);
    if (!before) return failure(before.error());
    if (!*before) return failure(noSuchRecord());
    if ((*before)->record.revision != decision.basedOn) return DecideOutcome{DecideResult::SettledElsewhere};
    // First the limits: a word that can't take effect is not noted as somebody's word.
    auto limits = checkLimits(**before, decision);
    if (!limits || limits->result != DecideResult::Decided) return limits;
    const auto word = weighed(**before, decision);
    if (!word) return failure(word.error());
    DecideOutcome outcome{word->result};
    if (word->result == DecideResult::Decided) {
        const auto mayHold = accepts(decision.status)
                                 ? Result<bool>(false)
                                 : regulatorMayHold(decision.deviceId, decision.recordId);
        if (!mayHold) return failure(mayHold.error());
        const auto forwarding = forwardingOf(decision, *mayHold);
        if (forwarding == Forwarding::KeyNeeded) return DecideOutcome{DecideResult::RegulatorKeyNeeded};
        for (const auto& written :
             {writeWord(**before, decision, word->confirmedBy), writeIndex(**before, decision),
              writeForwarding(decision, forwarding), writeRetention(decision)}) {
            if (!written) return failure(written.error());
        }
        outcome.takenBack = takenBack(**before, decision, forwarding);
    }
    if (word->result == DecideResult::FirstOfTwo || word->result == DecideResult::Disagreed) {
        if (const auto noted = writeSaid(decision, kWordAction); !noted) return failure(noted.error());
    }
    if (word->result == DecideResult::FirstOfTwo) {
        if (const auto written = writeFirst(decision); !written) return failure(written.error());
    }
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return outcome;
}

Status SqliteCaseBook::writeSaid(const Decision& decision, std::string_view action) {
    auto noted =
        writeLog({decision.at, decision.by, std::string(action), wordOf(decision.status, decision.reason)},
                 decision.deviceId, decision.recordId);
    const auto typed = typedBy(decision);
    return noted && typed ? writeLog(*typed, decision.deviceId, decision.recordId) : noted;
}

Status SqliteCaseBook::writeWord(const Case& before, const Decision& decision,
                                 const std::string& confirmedBy) {
    const auto& device = decision.deviceId.bytes();
    const auto& record = decision.recordId.bytes();
    const auto revision = std::int64_t{before.record.revision} + 1;
    auto word = m_database.prepare(
        "UPDATE record SET status = ?3, reason = ?4, revision = ?5, receipt = ?6 WHERE device_id = ?1 AND "
        "record_id = ?2");
    if (!word) return failure(word.error());
    if (auto done = word->bindBlob(1, device)
                        .bindBlob(2, record)
                        .bind(3, receiptStatusName(decision.status))
                        .bind(4, decision.reason)
                        .bind(5, revision)
                        .bindBlob(6, decision.receipt)
                        .run();
        !done) {
        return done;
    }
    auto insert = m_database.prepare(
        "INSERT INTO decision (device_id, record_id, revision, at, status, reason, decided_by, confirmed_by, "
        "policy_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    if (!insert) return failure(insert.error());
    insert->bindBlob(1, device)
        .bindBlob(2, record)
        .bind(3, revision)
        .bind(4, toStored(decision.at))
        .bind(5, receiptStatusName(decision.status))
        .bind(6, decision.reason)
        .bind(7, decidedBy(before, decision, confirmedBy))
        .bind(9, static_cast<std::int64_t>(decision.policyVersion));
    if (confirmedBy.empty())
        insert->bindNull(8);
    else
        insert->bind(8, confirmedBy);
    if (auto done = insert->run(); !done) return done;

    // The shop learns it with its next contact.
    const auto order = ledger::insertOrder(
        m_database, decision.deviceId, {0, OrderKind::RecordStatus, decision.recordId, {}, decision.receipt},
        decision.at);
    if (!order) return failure(order.error());
    auto settled = m_database.prepare(
        "UPDATE case_file SET state = 'decided', claimed_until = 0 WHERE device_id = ?1 AND record_id = ?2");
    if (!settled) return failure(settled.error());
    if (auto done = settled->bindBlob(1, device).bindBlob(2, record).run(); !done) return done;
    if (!decision.role) return {};
    return writeSaid(decision, kDecidedAction);
}

Status SqliteCaseBook::writeIndex(const Case& before, const Decision& decision) {
    const bool stands = accepts(decision.status) && !before.record.practice;
    const auto& device = decision.deviceId.bytes();
    const auto& record = decision.recordId.bytes();
    if (!stands) {
        // After a no the card and the phone may be sold to somebody else.
        auto freed = m_database.prepare("DELETE FROM number_claim WHERE device_id = ?1 AND record_id = ?2");
        if (!freed) return failure(freed.error());
        if (auto done = freed->bindBlob(1, device).bindBlob(2, record).run(); !done) return done;
    }
    // What it held while it waited is over with the word.
    auto uncounted = m_database.prepare(
        "UPDATE person_record SET counts = 0, waits = 0 WHERE device_id = ?1 AND record_id = ?2");
    if (!uncounted) return failure(uncounted.error());
    if (auto done = uncounted->bindBlob(1, device).bindBlob(2, record).run(); !done) return done;
    if (!decision.index) return {};
    // Of refused ones too: whoever asks what is held about them has a right to all of it.
    auto person = m_database.prepare(
        "INSERT INTO person_record (document_hash, device_id, record_id, counts) VALUES (?1, ?2, ?3, ?4) ON "
        "CONFLICT (document_hash, device_id, record_id) DO UPDATE SET counts = excluded.counts");
    if (!person) return failure(person.error());
    if (auto done = person->bindBlob(1, decision.index->document)
                        .bindBlob(2, device)
                        .bindBlob(3, record)
                        .bind(4, std::int64_t{stands && decision.index->hasLine() ? 1 : 0})
                        .run();
        !done) {
        return done;
    }
    if (!stands) return {};
    // Already this record's, or free: checkLimits has looked within this transaction. Of one whose service
    // ended the row is taken over.
    auto released = m_database.prepare(
        "DELETE FROM number_claim WHERE kind = ?1 AND number_hash = ?2 AND ended = 1 AND NOT (device_id = ?3 "
        "AND record_id = ?4)");
    if (!released) return failure(released.error());
    auto claim = m_database.prepare(
        "INSERT OR IGNORE INTO number_claim (kind, number_hash, device_id, record_id) VALUES (?1, ?2, ?3, "
        "?4)");
    if (!claim) return failure(claim.error());
    for (const auto& number : decision.index->numbers) {
        for (auto* each : {&*released, &*claim}) {
            if (auto done = each->bind(1, numberKindName(number.kind))
                                .bindBlob(2, number.hash)
                                .bindBlob(3, device)
                                .bindBlob(4, record)
                                .run();
                !done) {
                return done;
            }
        }
    }
    return {};
}

// An item that a forwarder took, unless the regulator refused it.
Result<bool> SqliteCaseBook::regulatorMayHold(const DeviceId& device, const RecordId& record) {
    auto select = m_database.prepare(
        "SELECT 1 FROM outbox WHERE device_id = ?1 AND record_id = ?2 AND sent = 1 AND state <> 'refused'");
    if (!select) return failure(select.error());
    return select->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()).step();
}

Status SqliteCaseBook::writeForwarding(const Decision& decision, Forwarding forwarding) {
    const auto& device = decision.deviceId.bytes();
    const auto& record = decision.recordId.bytes();
    if (!accepts(decision.status)) {
        // A yes that was taken back is not sent any more. One that was sent stands in what replaces it.
        auto drop = m_database.prepare(
            "DELETE FROM outbox WHERE device_id = ?1 AND record_id = ?2 AND state = 'waiting' AND "
            "claimed_until <= ?3");
        if (!drop) return failure(drop.error());
        if (auto done = drop->bindBlob(1, device).bindBlob(2, record).bind(3, toStored(decision.at)).run();
            !done) {
            return done;
        }
    }
    if (forwarding == Forwarding::Nothing) return {};
    if (decision.item) {
        auto insert = m_database.prepare(
            "INSERT INTO outbox (device_id, record_id, revision, content, ground, item, created_at, state) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'waiting')");
        if (!insert) return failure(insert.error());
        return insert->bindBlob(1, device)
            .bindBlob(2, record)
            .bind(3, std::int64_t{decision.basedOn} + 1)
            .bind(4, decision.item->content)
            .bind(5, decision.item->ground)
            .bindBlob(6, decision.item->bytes)
            .bind(7, toStored(decision.at))
            .run();
    }
    if (!decision.notForwarded) return {};
    auto insert = m_database.prepare(
        "INSERT OR REPLACE INTO not_forwarded (device_id, record_id, reason, at) VALUES (?1, ?2, ?3, ?4)");
    if (!insert) return failure(insert.error());
    return insert->bindBlob(1, device)
        .bindBlob(2, record)
        .bind(3, *decision.notForwarded)
        .bind(4, toStored(decision.at))
        .run();
}

Status SqliteCaseBook::writeRetention(const Decision& decision) {
    auto upsert = m_database.prepare(
        "INSERT INTO retention (device_id, record_id, pictures_until) VALUES (?1, ?2, ?3) ON CONFLICT "
        "(device_id, record_id) DO UPDATE SET pictures_until = excluded.pictures_until");
    if (!upsert) return failure(upsert.error());
    upsert->bindBlob(1, decision.deviceId.bytes()).bindBlob(2, decision.recordId.bytes());
    if (decision.picturesUntil)
        upsert->bind(3, toStored(*decision.picturesUntil));
    else
        upsert->bindNull(3);
    return upsert->run();
}

}  // namespace countersign
