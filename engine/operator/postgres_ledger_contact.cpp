// The PostgreSQL ledger's part for contacts, orders and journals.
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

// Whether the line of this number, if it is held, has another seal.
Result<bool> sealDiffers(PostgresConnection& connection, const DeviceId& device, const AuditHead& head) {
    const auto rows =
        connection.run("SELECT seal FROM audit_line WHERE device_id = $1 AND number = $2",
                       PgValues().bytes(device.bytes()).integer(static_cast<std::int64_t>(head.count)));
    if (!rows) return failure(rows.error());
    return rows->count() > 0 && toHash(rows->bytes(0, 0)) != head.seal;
}

// Takes the lines that follow what is held; true: they contradict it. `held` moves forward.
Result<bool> takeAudit(PostgresConnection& connection, const Contact& contact, WallTime now, ContactWay way,
                       AuditHead& held) {
    bool differs = false;
    std::vector<std::int64_t> numbers;
    std::vector<Sha256> seals;
    std::vector<ByteView> lines;
    for (std::size_t i = 0; i < contact.auditLines.size(); ++i) {
        const std::uint64_t number = contact.auditFrom + i;
        const std::string& line = contact.auditLines[i];
        if (number <= held.count) continue;  // sent again: an answer was lost
        if (number != held.count + 1)
            differs = true;  // lines between are gone: what follows is taken all the same
        held = sealAuditLine({number - 1, held.seal}, line);
        numbers.push_back(static_cast<std::int64_t>(number));
        seals.push_back(held.seal);
        lines.emplace_back(reinterpret_cast<const std::uint8_t*>(line.data()), line.size());
    }
    if (!numbers.empty()) {
        const std::vector<ByteView> sealViews(seals.begin(), seals.end());
        const auto stored = connection.run(
            "INSERT INTO audit_line (device_id, number, seal, line, received_at) "
            "SELECT $1, t.number, t.seal, t.line, $5 "
            "FROM unnest($2::bigint[], $3::bytea[], $4::bytea[]) AS t(number, seal, line)",
            PgValues()
                .bytes(contact.deviceId.bytes())
                .integers(numbers)
                .byteStrings(sealViews)
                .byteStrings(lines)
                .integer(toStored(now)));
        if (!stored) return failure(stored.error());
    }
    const AuditHead& head = contact.audit;
    if (head.count > held.count) return differs;  // the rest comes with later contacts
    if (head.count < held.count) {
        // A journal that has become shorter, unless it is only told of late.
        if (way == ContactWay::Network) return true;
        const auto other = sealDiffers(connection, contact.deviceId, head);
        if (!other) return failure(other.error());
        return differs || *other;
    }
    return differs || head.seal != held.seal;
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

    const auto alarm = [&](std::string_view kind, std::uint64_t sequence, const Sha256& what) {
        RecordRow about;
        about.deviceId = contact.deviceId;
        about.sequence = sequence;
        about.envelopeHash = what;
        about.receivedAt = now;
        outcome.alarm = true;
        return insertAlarm(connection, about, kind);
    };
    const auto before = auditHeld(connection, contact.deviceId);
    if (!before) return failure(before.error());
    AuditHead held = *before;
    const auto differs = takeAudit(connection, contact, now, way, held);
    if (!differs) return failure(differs.error());
    if (*differs) {
        if (const auto told = alarm("audit_differs", contact.audit.count, contact.audit.seal); !told)
            return failure(told.error());
    }
    outcome.auditHeld = held.count;
    // Numbers only rise. Lower than a record that is held: this counter is an older copy of itself. On a
    // stick it may be an older word; such a copy is found by its records, whose numbers are used.
    const bool behind = contact.lastReserved < outcome.highestSequence;
    if (behind && way == ContactWay::Network) {
        if (const auto told = alarm("rolled_back", contact.lastReserved, contact.lastSavedHash); !told)
            return failure(told.error());
        if (const auto done = markSetAside(connection, contact.deviceId, now); !done)
            return failure(done.error());
        outcome.setAside = true;
    }
    // What is known to be old says nothing of how the counter stands; how far its clock is off, nothing on a
    // stick.
    const bool old = way == ContactWay::Stick && (behind || contact.audit.count < held.count);
    if (const auto noted = noteContact(connection, contact, now, way, old); !noted)
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
