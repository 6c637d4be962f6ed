// The PostgreSQL ledger's part for contacts, orders and journals.
#include "operator/contact_rules.h"
#include "operator/postgres_ledger.h"
#include "operator/postgres_steps.h"

namespace countersign {

using namespace ledger;

namespace {

// One after another for each counter, whichever node they come to. Records of the counter are not held up:
// their keys ask for a weaker lock.
constexpr std::string_view kLockDevice = "SELECT 1 FROM device WHERE device_id = $1 FOR NO KEY UPDATE";

}  // namespace

Result<std::uint64_t> ledger::insertOrder(PostgresConnection& connection, const DeviceId& device,
                                          const Order& order, WallTime now) {
    if (const auto locked = connection.run(kLockDevice, PgValues().bytes(device.bytes())); !locked)
        return failure(locked.error());
    PgValues values;
    values.bytes(device.bytes()).text(orderKindName(order.kind));
    order.record ? values.bytes(ByteView(order.record->bytes())) : values.null();
    values.bytes(order.text).bytes(ByteView(order.receipt)).integer(toStored(now));
    const auto number = connection.run(
        "INSERT INTO device_order (device_id, number, kind, record_id, text, receipt, created_at) "
        "SELECT $1::bytea, (SELECT coalesce(max(number), 0) + 1 FROM device_order WHERE device_id = $1), "
        "$2::text, $3::bytea, $4::bytea, $5::bytea, $6::bigint RETURNING number",
        values);
    if (!number) return failure(number.error());
    return static_cast<std::uint64_t>(number->integer(0, 0));
}

namespace {

Result<AuditHead> auditHeld(PostgresConnection& connection, const DeviceId& device) {
    const auto rows = connection.run(
        "SELECT number, seal FROM audit_line WHERE device_id = $1 ORDER BY number DESC LIMIT 1",
        PgValues().bytes(device.bytes()));
    if (!rows) return failure(rows.error());
    if (rows->count() == 0) return AuditHead{};
    return AuditHead{static_cast<std::uint64_t>(rows->integer(0, 0)), toHash(rows->bytes(0, 1))};
}

Result<std::optional<Sha256>> sealHeld(PostgresConnection& connection, const DeviceId& device,
                                       std::uint64_t number) {
    const auto rows =
        connection.run("SELECT seal FROM audit_line WHERE device_id = $1 AND number = $2",
                       PgValues().bytes(device.bytes()).integer(static_cast<std::int64_t>(number)));
    if (!rows) return failure(rows.error());
    return rows->count() > 0 ? std::optional(toHash(rows->bytes(0, 0))) : std::nullopt;
}

Status storeJournal(PostgresConnection& connection, const DeviceId& device, const JournalStep& journal,
                    WallTime now) {
    if (journal.lines.empty()) return {};
    std::vector<std::int64_t> numbers;
    std::vector<ByteView> seals;
    std::vector<ByteView> lines;
    for (const auto& each : journal.lines) {
        numbers.push_back(static_cast<std::int64_t>(each.number));
        seals.emplace_back(each.seal);
        lines.emplace_back(reinterpret_cast<const std::uint8_t*>(each.line.data()), each.line.size());
    }
    const auto stored = connection.run(
        "INSERT INTO audit_line (device_id, number, seal, line, received_at) "
        "SELECT $1, t.number, t.seal, t.line, $5 "
        "FROM unnest($2::bigint[], $3::bytea[], $4::bytea[]) AS t(number, seal, line)",
        PgValues()
            .bytes(device.bytes())
            .integers(numbers)
            .byteStrings(seals)
            .byteStrings(lines)
            .integer(toStored(now)));
    if (!stored) return failure(stored.error());
    return {};
}

Status noteContact(PostgresConnection& connection, const Contact& contact, WallTime now, ContactWay way,
                   bool old) {
    const auto keysVersion = contact.keysVersion
                                 ? std::optional(static_cast<std::int64_t>(*contact.keysVersion))
                                 : std::optional<std::int64_t>();
    const auto oldest = contact.oldestWaiting ? std::optional(toStored(*contact.oldestWaiting))
                                              : std::optional<std::int64_t>();
    const auto behind = way == ContactWay::Network ? std::optional(toStored(now) - toStored(contact.at))
                                                   : std::optional<std::int64_t>();
    const auto noted = connection.run(
        "UPDATE device SET last_contact = $2, waiting = $3, oldest_waiting = $4, clock_behind_ms = "
        "coalesce($5, clock_behind_ms), policy_version = $6, application = $7, keys_version = $8, "
        "last_reserved = CASE WHEN replaced_at IS NULL THEN greatest(last_reserved, $9) ELSE last_reserved "
        "END WHERE device_id = $1 AND $10::bigint = 0",
        PgValues()
            .bytes(contact.deviceId.bytes())
            .integer(toStored(now))
            .integer(std::int64_t{contact.waiting})
            .integer(oldest)
            .integer(behind)
            .integer(static_cast<std::int64_t>(contact.policyVersion))
            .bytes(contact.application)
            .integer(keysVersion)
            .integer(static_cast<std::int64_t>(contact.lastReserved))
            .integer(std::int64_t{old}));
    if (!noted) return failure(noted.error());
    return {};
}

Result<std::vector<Order>> ordersAfter(PostgresConnection& connection, const Contact& contact) {
    const auto rows = connection.run(
        "SELECT number, kind, record_id, text, receipt FROM device_order WHERE device_id = $1 AND number > "
        "$2 "
        "ORDER BY number LIMIT $3",
        PgValues()
            .bytes(contact.deviceId.bytes())
            .integer(static_cast<std::int64_t>(contact.lastOrder))
            .integer(static_cast<std::int64_t>(kMaxOrdersAtOnce)));
    if (!rows) return failure(rows.error());
    std::vector<Order> orders;
    for (int i = 0; i < rows->count(); ++i) {
        Order order;
        order.number = static_cast<std::uint64_t>(rows->integer(i, 0));
        order.kind = orderKindFromName(rows->text(i, 1)).value_or(OrderKind::RecordStatus);
        if (!rows->isNull(i, 2)) order.record = RecordId::parse(toHex(rows->bytes(i, 2)));
        order.text = rows->text(i, 3);
        order.receipt = rows->bytes(i, 4);
        orders.push_back(std::move(order));
    }
    return orders;
}

Result<ContactOutcome> take(PostgresConnection& connection, const Contact& contact, WallTime now,
                            ContactWay way) {
    ContactOutcome outcome;
    const auto locked = connection.run(kLockDevice, PgValues().bytes(contact.deviceId.bytes()));
    if (!locked) return failure(locked.error());
    if (locked->count() == 0) return outcome;
    // Only now, so that it sees what the one before left behind.
    const auto device = connection.run(
        "SELECT set_aside_at, sequence_limit, (SELECT coalesce(max(sequence), 0) FROM record_key WHERE "
        "device_id = $1) FROM device WHERE device_id = $1",
        PgValues().bytes(contact.deviceId.bytes()));
    if (!device) return failure(device.error());
    outcome.setAside = !device->isNull(0, 0);
    outcome.sequenceLimit = static_cast<std::uint64_t>(device->integer(0, 1));
    outcome.highestSequence = static_cast<std::uint64_t>(device->integer(0, 2));

    const auto before = auditHeld(connection, contact.deviceId);
    if (!before) return failure(before.error());
    const auto journal = journalAfter(contact, *before);
    if (const auto stored = storeJournal(connection, contact.deviceId, journal, now); !stored)
        return failure(stored.error());
    std::optional<Sha256> seal;
    if (asksHeldSeal(contact, way, journal)) {
        const auto found = sealHeld(connection, contact.deviceId, contact.audit.count);
        if (!found) return failure(found.error());
        seal = *found;
    }
    const auto judged = judgeContact(contact, now, way, journal, seal, outcome.highestSequence);
    for (const auto& [kind, about] : judged.alarms) {
        if (const auto told = insertAlarm(connection, about, kind); !told) return failure(told.error());
    }
    if (judged.setAside) {
        if (const auto done = markSetAside(connection, contact.deviceId, now); !done)
            return failure(done.error());
        outcome.setAside = true;
    }
    outcome.alarm = !judged.alarms.empty();
    outcome.auditHeld = journal.held.count;
    // How far its clock is off, a stick does not tell.
    if (const auto noted = noteContact(connection, contact, now, way, judged.old); !noted)
        return failure(noted.error());
    auto orders = ordersAfter(connection, contact);
    if (!orders) return failure(orders.error());
    outcome.orders = std::move(*orders);
    return outcome;
}

}  // namespace

Result<ContactOutcome> PostgresLedger::takeContact(const Contact& contact, WallTime now, ContactWay way) {
    return transaction(m_pool,
                       [&](PostgresConnection& connection) { return take(connection, contact, now, way); });
}

Result<std::uint64_t> PostgresLedger::addOrder(const DeviceId& device, const Order& order, WallTime now) {
    return transaction(
        m_pool, [&](PostgresConnection& connection) { return insertOrder(connection, device, order, now); });
}

Status PostgresLedger::release(const DeviceId& device) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Status {
        const auto done = connection.run(
            "UPDATE device SET set_aside_at = NULL, cleared_sequence = (SELECT coalesce(max(sequence), 0) "
            "FROM record_key WHERE device_id = $1) WHERE device_id = $1",
            PgValues().bytes(device.bytes()));
        if (!done) return failure(done.error());
        return {};
    });
}

Status PostgresLedger::setSequenceLimit(const DeviceId& device, std::uint64_t limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Status {
        const auto done =
            connection.run("UPDATE device SET sequence_limit = $2 WHERE device_id = $1",
                           PgValues().bytes(device.bytes()).integer(static_cast<std::int64_t>(limit)));
        if (!done) return failure(done.error());
        return {};
    });
}

Result<std::vector<Ledger::AuditRow>> PostgresLedger::auditLines(const DeviceId& device, std::uint64_t from,
                                                                 int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<AuditRow>> {
        const auto rows = connection.run(
            "SELECT number, seal, line FROM audit_line WHERE device_id = $1 AND number >= $2 ORDER BY number "
            "LIMIT $3",
            PgValues()
                .bytes(device.bytes())
                .integer(static_cast<std::int64_t>(from))
                .integer(std::int64_t{limit}));
        if (!rows) return failure(rows.error());
        std::vector<AuditRow> lines;
        for (int i = 0; i < rows->count(); ++i) {
            lines.push_back({static_cast<std::uint64_t>(rows->integer(i, 0)), toHash(rows->bytes(i, 1)),
                             rows->text(i, 2)});
        }
        return lines;
    });
}

}  // namespace countersign
