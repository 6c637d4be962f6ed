// The ledger's part for contacts, orders and journals.
#include <algorithm>

#include "operator/contact_rules.h"
#include "operator/ledger_rows.h"
#include "operator/sqlite_ledger.h"

namespace countersign {

using namespace ledger;

Status SqliteLedger::storeJournal(const DeviceId& device, const JournalStep& journal, WallTime now) {
    for (const auto& line : journal.lines) {
        auto insert = m_database.prepare(
            "INSERT INTO audit_line (device_id, number, seal, line, received_at) VALUES (?1, ?2, ?3, ?4, "
            "?5)");
        if (!insert) return failure(insert.error());
        const auto stored = insert->bindBlob(1, device.bytes())
                                .bind(2, static_cast<std::int64_t>(line.number))
                                .bindBlob(3, line.seal)
                                .bind(4, line.line)
                                .bind(5, toStored(now))
                                .run();
        if (!stored) return failure(stored.error());
    }
    return {};
}

Result<std::optional<Sha256>> SqliteLedger::sealHeld(const DeviceId& device, std::uint64_t number) {
    auto select = m_database.prepare("SELECT seal FROM audit_line WHERE device_id = ?1 AND number = ?2");
    if (!select) return failure(select.error());
    const auto found = select->bindBlob(1, device.bytes()).bind(2, static_cast<std::int64_t>(number)).step();
    if (!found) return failure(found.error());
    return *found ? std::optional(toHash(select->blob(0))) : std::nullopt;
}

Result<AuditHead> SqliteLedger::auditHeld(const DeviceId& device) {
    auto select = m_database.prepare(
        "SELECT number, seal FROM audit_line WHERE device_id = ?1 ORDER BY number DESC LIMIT 1");
    if (!select) return failure(select.error());
    const auto found = select->bindBlob(1, device.bytes()).step();
    if (!found) return failure(found.error());
    if (!*found) return AuditHead{};
    return AuditHead{static_cast<std::uint64_t>(select->integer(0)), toHash(select->blob(1))};
}

Result<ContactOutcome> SqliteLedger::takeContact(const Contact& contact, WallTime now, ContactWay way) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    ContactOutcome outcome;
    const auto& id = contact.deviceId.bytes();
    {
        auto select = m_database.prepare(
            "SELECT set_aside_at, sequence_limit, (SELECT coalesce(max(sequence), 0) FROM record WHERE "
            "device_id = ?1) FROM device WHERE device_id = ?1");
        if (!select) return failure(select.error());
        const auto found = select->bindBlob(1, id).step();
        if (!found) return failure(found.error());
        if (!*found) return outcome;
        outcome.setAside = !select->isNull(0);
        outcome.sequenceLimit = static_cast<std::uint64_t>(select->integer(1));
        outcome.highestSequence = static_cast<std::uint64_t>(select->integer(2));
    }
    const auto before = auditHeld(contact.deviceId);
    if (!before) return failure(before.error());
    const auto journal = journalAfter(contact, *before);
    if (const auto stored = storeJournal(contact.deviceId, journal, now); !stored)
        return failure(stored.error());
    std::optional<Sha256> seal;
    if (asksHeldSeal(contact, way, journal)) {
        const auto found = sealHeld(contact.deviceId, contact.audit.count);
        if (!found) return failure(found.error());
        seal = *found;
    }
    const auto judged = judgeContact(contact, now, way, journal, seal, outcome.highestSequence);
    for (const auto& [kind, about] : judged.alarms) {
        if (const auto told = insertAlarm(about, kind); !told) return failure(told.error());
    }
    if (judged.setAside) {
        if (const auto done = markSetAside(contact.deviceId, now); !done) return failure(done.error());
        outcome.setAside = true;
    }
    outcome.alarm = !judged.alarms.empty();
    outcome.auditHeld = journal.held.count;
    // How far its clock is off, a stick does not tell.
    auto update = m_database.prepare(
        "UPDATE device SET last_contact = ?2, waiting = ?3, oldest_waiting = ?4, clock_behind_ms = "
        "coalesce(?5, clock_behind_ms), policy_version = ?6, application = ?7, keys_version = ?8, "
        "last_reserved = "
        "CASE WHEN replaced_at IS NULL THEN max(last_reserved, ?9) ELSE last_reserved END WHERE device_id = "
        "?1 "
        "AND NOT ?10");
    if (!update) return failure(update.error());
    update->bindBlob(1, id)
        .bind(2, toStored(now))
        .bind(3, std::int64_t{contact.waiting})
        .bind(6, static_cast<std::int64_t>(contact.policyVersion))
        .bind(7, contact.application)
        .bind(9, static_cast<std::int64_t>(contact.lastReserved))
        .bind(10, std::int64_t{judged.old});
    if (way == ContactWay::Network)
        update->bind(5, toStored(now) - toStored(contact.at));
    else
        update->bindNull(5);
    if (contact.keysVersion)
        update->bind(8, static_cast<std::int64_t>(*contact.keysVersion));
    else
        update->bindNull(8);
    if (contact.oldestWaiting)
        update->bind(4, toStored(*contact.oldestWaiting));
    else
        update->bindNull(4);
    if (const auto noted = update->run(); !noted) return failure(noted.error());

    auto orders = m_database.prepare(
        "SELECT number, kind, record_id, text, receipt FROM device_order WHERE device_id = ?1 AND number > "
        "?2 "
        "ORDER BY number LIMIT ?3");
    if (!orders) return failure(orders.error());
    orders->bindBlob(1, id)
        .bind(2, static_cast<std::int64_t>(contact.lastOrder))
        .bind(3, static_cast<std::int64_t>(kMaxOrdersAtOnce));
    for (;;) {
        const auto more = orders->step();
        if (!more) return failure(more.error());
        if (!*more) break;
        Order order;
        order.number = static_cast<std::uint64_t>(orders->integer(0));
        order.kind = orderKindFromName(orders->text(1)).value_or(OrderKind::RecordStatus);
        if (!orders->isNull(2)) order.record = RecordId::parse(toHex(orders->blob(2)));
        order.text = orders->text(3);
        order.receipt = orders->blob(4);
        outcome.orders.push_back(std::move(order));
    }
    orders->reset();
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return outcome;
}

Result<std::uint64_t> SqliteLedger::addOrder(const DeviceId& device, const Order& order, WallTime now) {
    const std::lock_guard lock(m_mutex);
    return insertOrder(m_database, device, order, now);
}

Status SqliteLedger::markSetAside(const DeviceId& device, WallTime since) {
    // The first time stays.
    auto update = m_database.prepare(
        "UPDATE device SET set_aside_at = coalesce(set_aside_at, ?2) WHERE device_id = ?1");
    if (!update) return failure(update.error());
    return update->bindBlob(1, device.bytes()).bind(2, toStored(since)).run();
}

Status SqliteLedger::release(const DeviceId& device) {
    const std::lock_guard lock(m_mutex);
    auto update = m_database.prepare(
        "UPDATE device SET set_aside_at = NULL, cleared_sequence = (SELECT coalesce(max(sequence), 0) FROM "
        "record WHERE device_id = ?1) WHERE device_id = ?1");
    if (!update) return failure(update.error());
    return update->bindBlob(1, device.bytes()).run();
}

Result<std::uint64_t> SqliteLedger::highestSequence(const DeviceId& device) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare("SELECT coalesce(max(sequence), 0) FROM record WHERE device_id = ?1");
    if (!select) return failure(select.error());
    const auto found = select->bindBlob(1, device.bytes()).step();
    if (!found) return failure(found.error());
    return static_cast<std::uint64_t>(select->integer(0));
}

Status SqliteLedger::setSequenceLimit(const DeviceId& device, std::uint64_t limit) {
    const std::lock_guard lock(m_mutex);
    auto update = m_database.prepare("UPDATE device SET sequence_limit = ?2 WHERE device_id = ?1");
    if (!update) return failure(update.error());
    return update->bindBlob(1, device.bytes()).bind(2, static_cast<std::int64_t>(limit)).run();
}

Result<std::vector<DeviceRow>> SqliteLedger::devices() {
    const std::lock_guard lock(m_mutex);
    std::vector<DeviceId> ids;
    auto select = m_database.prepare("SELECT device_id FROM device ORDER BY enrolled_at, device_id");
    if (!select) return failure(select.error());
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) break;
        if (const auto id = DeviceId::fromBytes(select->blob(0))) ids.push_back(*id);
    }
    std::vector<DeviceRow> rows;
    for (const auto& id : ids) {
        auto row = readDevice(m_database, id);
        if (!row) return failure(row.error());
        if (*row) rows.push_back(std::move(**row));
    }
    return rows;
}

Result<std::vector<Ledger::AuditRow>> SqliteLedger::auditLines(const DeviceId& device, std::uint64_t from,
                                                               int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(
        "SELECT number, seal, line FROM audit_line WHERE device_id = ?1 AND number >= ?2 ORDER BY number "
        "LIMIT "
        "?3");
    if (!select) return failure(select.error());
    select->bindBlob(1, device.bytes()).bind(2, static_cast<std::int64_t>(from)).bind(3, std::int64_t{limit});
    std::vector<AuditRow> rows;
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) return rows;
        rows.push_back(
            {static_cast<std::uint64_t>(select->integer(0)), toHash(select->blob(1)), select->text(2)});
    }
}

Result<std::vector<RecordRow>> SqliteLedger::recordsOf(const DeviceId& device, std::uint64_t from,
                                                       int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare("SELECT " + std::string(kRecordColumns) +
                                     " FROM record WHERE device_id = ?1 AND sequence >= ?2 ORDER BY sequence "
                                     "LIMIT ?3");
    if (!select) return failure(select.error());
    return readAll(select->bindBlob(1, device.bytes())
                       .bind(2, static_cast<std::int64_t>(from))
                       .bind(3, std::int64_t{limit}));
}

}  // namespace countersign
