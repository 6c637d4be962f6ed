#include "operator/postgres_ledger.h"

#include <algorithm>
#include <set>

#include "operator/postgres_steps.h"
#include "postgresMigrations.h"

namespace countersign {
using namespace ledger;

namespace ledger {

RecordRow readRecord(const PgRows& rows, int row) {
    RecordRow record;
    record.deviceId = DeviceId::fromBytes(rows.bytes(row, 1)).value_or(DeviceId());
    record.sequence = static_cast<std::uint64_t>(rows.integer(row, 2));
    record.recordId = RecordId::parse(toHex(rows.bytes(row, 3))).value_or(RecordId());
    record.envelopeHash = toHash(rows.bytes(row, 4));
    record.payloadHash = toHash(rows.bytes(row, 5));
    record.previousHash = toHash(rows.bytes(row, 6));
    record.bodyHash = toHash(rows.bytes(row, 7));
    record.bodySize = static_cast<std::uint64_t>(rows.integer(row, 8));
    record.createdAt = fromStored(rows.integer(row, 9));
    record.receivedAt = fromStored(rows.integer(row, 10));
    record.application = rows.text(row, 11);
    record.practice = rows.integer(row, 12) != 0;
    record.status = receiptStatusFromName(rows.text(row, 13)).value_or(ReceiptStatus::Received);
    record.reason = rows.text(row, 14);
    record.revision = static_cast<std::uint32_t>(rows.integer(row, 15));
    record.receipt = rows.bytes(row, 16);
    record.challenge = challengeOutcomeFromName(rows.text(row, 17)).value_or(ChallengeOutcome::NotBound);
    record.late = latenessFromName(rows.text(row, 18)).value_or(Lateness::Unknown);
    return record;
}

std::vector<RecordRow> readAll(const PgRows& rows) {
    std::vector<RecordRow> records;
    for (int i = 0; i < rows.count(); ++i) records.push_back(readRecord(rows, i));
    return records;
}

std::int64_t monthOf(WallTime time) {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return std::int64_t{static_cast<int>(day.year())} * 100 +
           std::int64_t{static_cast<unsigned>(day.month())};
}

Status insertAlarm(PostgresConnection& connection, const RecordRow& row, std::string_view kind) {
    // Once per envelope: a counter that repeats it fills no disk.
    const auto done = connection.run(
        "INSERT INTO alarm (at, kind, device_id, sequence, record_id, envelope_hash) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        PgValues()
            .integer(toStored(row.receivedAt))
            .text(kind)
            .bytes(row.deviceId.bytes())
            .integer(static_cast<std::int64_t>(row.sequence))
            .bytes(ByteView(row.recordId.bytes()))
            .bytes(ByteView(row.envelopeHash)));
    if (!done) return failure(done.error());
    return {};
}

PgValues keyOf(const DeviceId& device, const RecordId& record) {
    PgValues values;
    values.bytes(device.bytes()).bytes(ByteView(record.bytes()));
    return values;
}

DeviceId deviceIdAt(const PgRows& rows, int row, int column) {
    return DeviceId::fromBytes(rows.bytes(row, column)).value_or(DeviceId());
}

RecordId recordIdAt(const PgRows& rows, int row, int column) {
    return RecordId::parse(toHex(rows.bytes(row, column))).value_or(RecordId());
}

std::int64_t lockKey(ByteView idOrHash) {
    std::uint64_t key = 0;
    for (const auto byte : idOrHash.first(sizeof key)) key = key << 8U | byte;
    return static_cast<std::int64_t>(key);
}

Status lockUntilTheEnd(PostgresConnection& connection, const std::set<std::int64_t>& keys) {
    const std::vector<std::int64_t> sorted(keys.begin(), keys.end());
    const auto locked = connection.run("SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) AS k",
                                       PgValues().integers(sorted));
    if (!locked) return failure(locked.error());
    return {};
}

Status makeTables(PostgresPool& pool) {
    const auto lease = pool.take();
    if (!lease) return failure(lease.error());
    return migratePostgres(**lease, postgresMigrations());
}

Status markSetAside(PostgresConnection& connection, const DeviceId& device, WallTime since) {
    const auto done =
        connection.run("UPDATE device SET set_aside_at = coalesce(set_aside_at, $2) WHERE device_id = $1",
                       PgValues().bytes(device.bytes()).integer(toStored(since)));
    if (!done) return failure(done.error());
    return {};
}

}  // namespace ledger

namespace {

constexpr std::string_view kDeviceColumns =
    "device_id, key_algorithm, public_key, key_protection, application, state, enrolled_at, challenge_key, "
    "set_aside_at, last_contact, keys_version, last_reserved, replaced_at, replaces";

std::string_view stateName(DeviceState state) {
    return state == DeviceState::Active ? "active" : "off";
}

DeviceRow readDevice(const PgRows& rows, int row) {
    DeviceRow device;
    device.id = DeviceId::fromBytes(rows.bytes(row, 0)).value_or(DeviceId());
    device.key.algorithm =
        signatureAlgorithmFromName(rows.text(row, 1)).value_or(SignatureAlgorithm::Ed25519);
    device.key.bytes = rows.bytes(row, 2);
    device.keyProtection = keyProtectionFromName(rows.text(row, 3)).value_or(KeyProtection::File);
    device.application = rows.text(row, 4);
    device.state = rows.text(row, 5) == "active" ? DeviceState::Active : DeviceState::Off;
    device.enrolledAt = fromStored(rows.integer(row, 6));
    if (!rows.isNull(row, 7)) {
        auto key = rows.bytes(row, 7);
        device.challengeKey = ChallengeKey::fromBytes(key);
        wipe(key);
    }
    device.setAside = !rows.isNull(row, 8);
    if (!rows.isNull(row, 9)) device.lastContact = fromStored(rows.integer(row, 9));
    if (!rows.isNull(row, 10)) device.keysVersion = static_cast<std::uint64_t>(rows.integer(row, 10));
    device.lastReserved = static_cast<std::uint64_t>(rows.integer(row, 11));
    if (!rows.isNull(row, 12)) device.replacedAt = fromStored(rows.integer(row, 12));
    if (!rows.isNull(row, 13)) device.replaces = DeviceId::fromBytes(rows.bytes(row, 13));
    return device;
}

Result<std::optional<DeviceRow>> selectDevice(PostgresConnection& connection, const DeviceId& id) {
    static const std::string sql =
        "SELECT " + std::string(kDeviceColumns) + " FROM device WHERE device_id = $1";
    const auto rows = connection.run(sql, PgValues().bytes(id.bytes()));
    if (!rows) return failure(rows.error());
    return rows->count() == 0 ? std::optional<DeviceRow>() : std::optional<DeviceRow>(readDevice(*rows, 0));
}

Status insertDevice(PostgresConnection& connection, const DeviceRow& row) {
    PgValues values;
    values.bytes(row.id.bytes())
        .text(algorithmName(row.key.algorithm))
        .bytes(ByteView(row.key.bytes))
        .text(keyProtectionName(row.keyProtection))
        .bytes(row.application)
        .text(stateName(row.state))
        .integer(toStored(row.enrolledAt));
    row.challengeKey ? values.bytes(row.challengeKey->view()) : values.null();
    row.replaces ? values.bytes(row.replaces->bytes()) : values.null();
    const auto done = connection.run(
        "INSERT INTO device (device_id, key_algorithm, public_key, key_protection, application, state, "
        "enrolled_at, challenge_key, replaces) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values);
    if (!done) return failure(done.error());
    return {};
}

// What stands in the way of a row: the same record id at any counter, the same number at its own.
struct Taken {
    DeviceId deviceId;
    std::uint64_t sequence = 0;
    Sha256 envelopeHash{};
    std::int64_t month = 0;
};

Result<std::vector<Taken>> takenBy(PostgresConnection& connection, const RecordRow& row) {
    // UNION, not OR: each half has its index; a row that both find is there once.
    const auto rows = connection.run(
        "SELECT device_id, sequence, envelope_hash, month FROM record_key WHERE record_id = $2 "
        "UNION SELECT device_id, sequence, envelope_hash, month FROM record_key "
        "WHERE device_id = $1 AND sequence = $3",
        PgValues()
            .bytes(row.deviceId.bytes())
            .bytes(ByteView(row.recordId.bytes()))
            .integer(static_cast<std::int64_t>(row.sequence)));
    if (!rows) return failure(rows.error());
    std::vector<Taken> taken;
    for (int i = 0; i < rows->count(); ++i) {
        taken.push_back({DeviceId::fromBytes(rows->bytes(i, 0)).value_or(DeviceId()),
                         static_cast<std::uint64_t>(rows->integer(i, 1)), toHash(rows->bytes(i, 2)),
                         rows->integer(i, 3)});
    }
    return taken;
}

Result<std::optional<RecordRow>> selectRecord(PostgresConnection& connection, std::int64_t month,
                                              const DeviceId& device, std::uint64_t sequence) {
    static const std::string sql = "SELECT " + std::string(kPgRecordColumns) +
                                   " FROM record r WHERE month = $1::bigint::integer AND device_id = $2 AND "
                                   "sequence = $3";
    const auto rows = connection.run(
        sql, PgValues().integer(month).bytes(device.bytes()).integer(static_cast<std::int64_t>(sequence)));
    if (!rows) return failure(rows.error());
    return rows->count() == 0 ? std::optional<RecordRow>() : std::optional<RecordRow>(readRecord(*rows, 0));
}

// Record ids are taken over all counters, and no key says so: whoever adds one holds its lock until the end.
Status lockRecordIds(PostgresConnection& connection, std::span<const RecordRow> rows) {
    std::set<std::int64_t> keys;
    for (const auto& row : rows) keys.insert(lockKey(row.recordId.bytes()));
    return lockUntilTheEnd(connection, keys);
}

// Stores those of the rows that nothing stands in the way of, each with its case, in one statement; says
// which. Precondition: no two of them have the same record id, or the same counter and number.
Result<std::set<std::size_t>> insertFree(PostgresConnection& connection, std::span<const RecordRow> rows,
                                         std::span<const std::size_t> places) {
    std::vector<ByteView> devices, records, envelopes, payloads, previous, bodies, applications, reasons,
        receipts;
    std::vector<std::int64_t> sequences, sizes, created, received, months, practice, revisions, numbers;
    std::vector<std::string_view> statuses, challenges, lates;
    const auto view = [](const std::string& text) {
        return ByteView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    };
    for (const auto place : places) {
        const auto& row = rows[place];
        devices.push_back(row.deviceId.bytes());
        sequences.push_back(static_cast<std::int64_t>(row.sequence));
        records.emplace_back(row.recordId.bytes());
        envelopes.emplace_back(row.envelopeHash);
        payloads.emplace_back(row.payloadHash);
        previous.emplace_back(row.previousHash);
        bodies.emplace_back(row.bodyHash);
        sizes.push_back(static_cast<std::int64_t>(row.bodySize));
        created.push_back(toStored(row.createdAt));
        received.push_back(toStored(row.receivedAt));
        months.push_back(monthOf(row.receivedAt));
        applications.push_back(view(row.application));
        practice.push_back(row.practice ? 1 : 0);
        statuses.push_back(receiptStatusName(row.status));
        reasons.push_back(view(row.reason));
        revisions.push_back(row.revision);
        receipts.emplace_back(row.receipt);
        challenges.push_back(challengeOutcomeName(row.challenge));
        lates.push_back(latenessName(row.late));
        numbers.push_back(static_cast<std::int64_t>(place));
    }
    PgValues values;
    values.byteStrings(devices)
        .integers(sequences)
        .byteStrings(records)
        .byteStrings(envelopes)
        .byteStrings(payloads)
        .byteStrings(previous)
        .byteStrings(bodies)
        .integers(sizes)
        .integers(created)
        .integers(received)
        .integers(months)
        .byteStrings(applications)
        .integers(practice)
        .texts(statuses)
        .byteStrings(reasons)
        .integers(revisions)
        .byteStrings(receipts)
        .texts(challenges)
        .texts(lates)
        .integers(numbers);
    // In the order of the numbers, so that two nodes with the same rows don't wait for each other. The look
    // for the record id is a subselect and no join, so that no plan ever reads a whole index for it.
    const auto stored = connection.run(
        "WITH input AS MATERIALIZED ("
        " SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[],"
        "  $7::bytea[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bytea[], "
        "$13::bigint[],"
        "  $14::text[], $15::bytea[], $16::bigint[], $17::bytea[], $18::text[], $19::text[], $20::bigint[])"
        " AS t(device_id, sequence, record_id, envelope_hash, payload_hash, previous_hash, body_hash,"
        "  body_size, created_at, received_at, month, application, practice, status, reason, revision,"
        "  receipt, challenge, late, place)), "
        "keyed AS ("
        " INSERT INTO record_key (device_id, sequence, record_id, envelope_hash, month)"
        " SELECT device_id, sequence, record_id, envelope_hash, month FROM input i"
        " WHERE (SELECT k.sequence FROM record_key k WHERE k.record_id = i.record_id LIMIT 1) IS NULL"
        " ORDER BY device_id, sequence ON CONFLICT DO NOTHING RETURNING device_id, sequence), "
        "free AS MATERIALIZED (SELECT i.* FROM input i JOIN keyed USING (device_id, sequence)), "
        "stored AS ("
        " INSERT INTO record (month, device_id, sequence, record_id, envelope_hash, payload_hash,"
        "  previous_hash, body_hash, body_size, created_at, received_at, application, practice, status,"
        "  reason, revision, receipt, challenge, late)"
        " SELECT month, device_id, sequence, record_id, envelope_hash, payload_hash, previous_hash,"
        "  body_hash, body_size, created_at, received_at, application, practice, status, reason, revision,"
        "  receipt, challenge, late FROM free ORDER BY place), "
        "opened AS ("
        " INSERT INTO case_file (device_id, record_id, state, practice, received_at)"
        " SELECT device_id, record_id, 'waiting', practice, received_at FROM free) "
        "SELECT place FROM free",
        values);
    if (!stored) return failure(stored.error());
    std::set<std::size_t> done;
    for (int i = 0; i < stored->count(); ++i) done.insert(static_cast<std::size_t>(stored->integer(i, 0)));
    return done;
}

Status tellAdded(PostgresConnection& connection, const RecordRow& row) {
    if (row.challenge == ChallengeOutcome::Differs) {
        if (auto told = insertAlarm(connection, row, "challenge_differs"); !told) return told;
    }
    if (row.late == Lateness::Unknown) {
        if (auto told = insertAlarm(connection, row, "after_replacement"); !told) return told;
    }
    return {};
}

// For a row that was not free at once: told from each other are one that is there, one that contradicts, and
// one whose obstacle was another row of the same batch that itself was not stored.
Result<AddOutcome> addOne(PostgresConnection& connection, std::span<const RecordRow> rows,
                          std::size_t place) {
    const RecordRow& row = rows[place];
    auto taken = takenBy(connection, row);
    if (!taken) return failure(taken.error());
    if (taken->empty()) {
        const auto done = insertFree(connection, rows, {&place, 1});
        if (!done) return failure(done.error());
        if (done->contains(place)) {
            if (const auto told = tellAdded(connection, row); !told) return failure(told.error());
            return AddOutcome{AddResult::Added, row};
        }
        // Another node was quicker between the two statements; its transaction has ended, or the insert would
        // still wait.
        taken = takenBy(connection, row);
        if (!taken) return failure(taken.error());
    }
    if (taken->size() == 1 && taken->front().envelopeHash == row.envelopeHash) {
        const auto& there = taken->front();
        auto record = selectRecord(connection, there.month, there.deviceId, there.sequence);
        if (!record) return failure(record.error());
        // Its month may have been moved away; the key says all the same that this envelope is held.
        return AddOutcome{AddResult::Repeated, *record ? std::move(**record) : row};
    }
    if (const auto told = insertAlarm(connection, row, "conflict"); !told) return failure(told.error());
    // One counter that contradicts itself was rolled back, or is two. That another counter holds the id is
    // its own affair.
    const bool itself =
        std::ranges::any_of(*taken, [&](const Taken& other) { return other.deviceId == row.deviceId; });
    if (itself) {
        const auto done = connection.run(
            "UPDATE device SET set_aside_at = coalesce(set_aside_at, $2) "
            "WHERE device_id = $1 AND cleared_sequence < $3",
            PgValues()
                .bytes(row.deviceId.bytes())
                .integer(toStored(row.receivedAt))
                .integer(static_cast<std::int64_t>(row.sequence)));
        if (!done) return failure(done.error());
    }
    return AddOutcome{};
}

Result<std::vector<AddOutcome>> addAll(PostgresConnection& connection, std::span<const RecordRow> rows) {
    if (const auto locked = lockRecordIds(connection, rows); !locked) return failure(locked.error());
    // Rows that contradict or repeat an earlier one of the same batch come after it, one by one.
    std::vector<std::size_t> first;
    std::set<RecordId> records;
    std::set<std::pair<DeviceId, std::uint64_t>> numbers;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool newRecord = records.insert(rows[i].recordId).second;
        const bool newNumber = numbers.emplace(rows[i].deviceId, rows[i].sequence).second;
        if (newRecord && newNumber) first.push_back(i);
    }
    const auto stored = insertFree(connection, rows, first);
    if (!stored) return failure(stored.error());
    std::vector<AddOutcome> outcomes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (stored->contains(i)) {
            if (const auto told = tellAdded(connection, rows[i]); !told) return failure(told.error());
            outcomes.push_back({AddResult::Added, rows[i]});
            continue;
        }
        auto outcome = addOne(connection, rows, i);
        if (!outcome) return failure(outcome.error());
        outcomes.push_back(std::move(*outcome));
    }
    return outcomes;
}

// Expects the code's row to be locked.
Result<EnrolOutcome> enrolWith(PostgresConnection& connection, const PgRows& code, const Sha256& codeHash,
                               const DeviceRow& candidate) {
    if (!code.isNull(0, 1)) {
        const auto id = DeviceId::fromBytes(code.bytes(0, 2));
        if (!id) return EnrolOutcome{};
        auto device = selectDevice(connection, *id);
        if (!device) return failure(device.error());
        if (!*device || (*device)->key != candidate.key) return EnrolOutcome{};
        return EnrolOutcome{EnrolResult::Repeated, std::move(**device)};
    }
    if (fromStored(code.integer(0, 0)) < candidate.enrolledAt) return EnrolOutcome{};
    DeviceRow device = candidate;
    if (!code.isNull(0, 3)) device.replaces = DeviceId::fromBytes(code.bytes(0, 3));
    if (const auto stored = insertDevice(connection, device); !stored) return failure(stored.error());
    const auto used =
        connection.run("UPDATE enrolment_code SET used_at = $2, device_id = $3 WHERE code_hash = $1",
                       PgValues()
                           .bytes(ByteView(codeHash))
                           .integer(toStored(candidate.enrolledAt))
                           .bytes(candidate.id.bytes()));
    if (!used) return failure(used.error());
    return EnrolOutcome{EnrolResult::Enrolled, std::move(device)};
}

Status insertCode(PostgresConnection& connection, const Sha256& codeHash, WallTime createdAt,
                  WallTime expiresAt, const DeviceId* replaces) {
    PgValues values;
    values.bytes(ByteView(codeHash)).integer(toStored(createdAt)).integer(toStored(expiresAt));
    replaces != nullptr ? values.bytes(replaces->bytes()) : values.null();
    const auto done = connection.run(
        "INSERT INTO enrolment_code (code_hash, created_at, expires_at, replaces) VALUES ($1, $2, $3, $4)",
        values);
    if (!done) return failure(done.error());
    return {};
}

}  // namespace

Result<std::unique_ptr<PostgresLedger>> PostgresLedger::open(const std::string& address) {
    std::unique_ptr<PostgresLedger> opened(new PostgresLedger(address));
    if (const auto made = makeTables(opened->m_pool); !made) return failure(made.error());
    return opened;
}

Status PostgresLedger::addCode(const Sha256& codeHash, WallTime createdAt, WallTime expiresAt) {
    return transaction(m_pool, [&](PostgresConnection& connection) {
        return insertCode(connection, codeHash, createdAt, expiresAt, nullptr);
    });
}

Result<EnrolOutcome> PostgresLedger::enrol(const Sha256& codeHash, const DeviceRow& candidate) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<EnrolOutcome> {
        const auto code = connection.run(
            "SELECT expires_at, used_at, device_id, replaces FROM enrolment_code WHERE code_hash = $1 "
            "FOR UPDATE",
            PgValues().bytes(ByteView(codeHash)));
        if (!code) return failure(code.error());
        if (code->count() == 0) return EnrolOutcome{};
        return enrolWith(connection, *code, codeHash, candidate);
    });
}

Result<std::optional<DeviceRow>> PostgresLedger::device(const DeviceId& id) {
    return statement(m_pool, [&](PostgresConnection& connection) { return selectDevice(connection, id); });
}

Status PostgresLedger::setDeviceState(const DeviceId& id, DeviceState state) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Status {
        const auto done = connection.run("UPDATE device SET state = $2 WHERE device_id = $1",
                                         PgValues().bytes(id.bytes()).text(stateName(state)));
        if (!done) return failure(done.error());
        return {};
    });
}

Status PostgresLedger::replaceDevice(const DeviceId& id, const Sha256& codeHash, WallTime now,
                                     WallTime expiresAt) {
    return transaction(m_pool, [&](PostgresConnection& connection) -> Status {
        // The first time stays: what came since then is late whatever code is given out.
        const auto done =
            connection.run("UPDATE device SET replaced_at = coalesce(replaced_at, $2) WHERE device_id = $1",
                           PgValues().bytes(id.bytes()).integer(toStored(now)));
        if (!done) return failure(done.error());
        return insertCode(connection, codeHash, now, expiresAt, &id);
    });
}

Result<std::optional<RecordRow>> PostgresLedger::find(const DeviceId& device, const RecordId& record) {
    return statement(m_pool, [&](PostgresConnection& connection) {
        return ledger::selectRecord(connection, device, record);
    });
}

Status PostgresLedger::ensureMonth(std::int64_t month) {
    if (m_month == month) return {};
    const auto made = transaction(m_pool, [&](PostgresConnection& connection) {
        return connection.run("SELECT make_record_month($1::bigint::integer)", PgValues().integer(month));
    });
    if (!made) return failure(made.error());
    m_month = month;
    return {};
}

Result<std::vector<AddOutcome>> PostgresLedger::add(std::span<const RecordRow> rows) {
    if (rows.empty()) return std::vector<AddOutcome>();
    std::set<std::int64_t> months;
    for (const auto& row : rows) months.insert(monthOf(row.receivedAt));
    for (const auto month : months) {
        if (const auto there = ensureMonth(month); !there) return failure(there.error());
    }
    return transaction(m_pool, [&](PostgresConnection& connection) { return addAll(connection, rows); });
}

Result<std::vector<RecordRow>> PostgresLedger::findEverywhere(const RecordId& record) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<RecordRow>> {
        static const std::string sql = "SELECT " + std::string(kPgRecordColumns) +
                                       " FROM record_key k JOIN record r USING (month, device_id, sequence) "
                                       "WHERE k.record_id = $1 ORDER BY r.id";
        const auto rows = connection.run(sql, PgValues().bytes(ByteView(record.bytes())));
        if (!rows) return failure(rows.error());
        return readAll(*rows);
    });
}

Result<std::vector<RecordRow>> PostgresLedger::findByCode(const RecordCode& code) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<RecordRow>> {
        static const std::string sql = "SELECT " + std::string(kPgRecordColumns) +
                                       " FROM record_key k CROSS JOIN LATERAL (SELECT * FROM record x WHERE "
                                       "x.month = k.month AND x.device_id = k.device_id AND x.sequence = "
                                       "k.sequence LIMIT 1) r WHERE k.record_id BETWEEN $1 AND $2 ORDER BY "
                                       "r.id LIMIT $3";
        const auto range = idsOf(code);
        const auto rows = connection.run(sql, PgValues()
                                                  .bytes(ByteView(range.first))
                                                  .bytes(ByteView(range.last))
                                                  .integer(std::int64_t{kMostOfOneCode}));
        if (!rows) return failure(rows.error());
        return readAll(*rows);
    });
}

Result<RecordPage> PostgresLedger::records(std::int64_t after, int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<RecordPage> {
        static const std::string sql =
            "SELECT " + std::string(kPgRecordColumns) + " FROM record r WHERE id > $1 ORDER BY id LIMIT $2";
        const auto rows = connection.run(sql, PgValues().integer(after).integer(std::int64_t{limit}));
        if (!rows) return failure(rows.error());
        RecordPage page{readAll(*rows), after};
        if (rows->count() > 0) page.next = rows->integer(rows->count() - 1, 0);
        return page;
    });
}

Result<std::int64_t> PostgresLedger::alarmCount() {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::int64_t> {
        const auto rows = connection.run("SELECT count(*) FROM alarm");
        if (!rows) return failure(rows.error());
        return rows->integer(0, 0);
    });
}

Result<std::uint64_t> PostgresLedger::highestSequence(const DeviceId& device) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::uint64_t> {
        const auto rows =
            connection.run("SELECT coalesce(max(sequence), 0) FROM record_key WHERE device_id = $1",
                           PgValues().bytes(device.bytes()));
        if (!rows) return failure(rows.error());
        return static_cast<std::uint64_t>(rows->integer(0, 0));
    });
}

Result<std::vector<DeviceRow>> PostgresLedger::devices() {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<DeviceRow>> {
        static const std::string sql =
            "SELECT " + std::string(kDeviceColumns) + " FROM device ORDER BY enrolled_at, device_id";
        const auto rows = connection.run(sql);
        if (!rows) return failure(rows.error());
        std::vector<DeviceRow> devices;
        for (int i = 0; i < rows->count(); ++i) devices.push_back(readDevice(*rows, i));
        return devices;
    });
}

Result<std::vector<RecordRow>> PostgresLedger::recordsOf(const DeviceId& device, std::uint64_t from,
                                                         int limit) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<RecordRow>> {
        static const std::string sql =
            "SELECT " + std::string(kPgRecordColumns) +
            " FROM (SELECT month, device_id, sequence FROM record_key WHERE device_id = $1 AND sequence >= "
            "$2 "
            "ORDER BY sequence LIMIT $3) k JOIN record r USING (month, device_id, sequence) "
            "ORDER BY r.sequence";
        const auto rows = connection.run(sql, PgValues()
                                                  .bytes(device.bytes())
                                                  .integer(static_cast<std::int64_t>(from))
                                                  .integer(std::int64_t{limit}));
        if (!rows) return failure(rows.error());
        return readAll(*rows);
    });
}

Result<std::vector<BodyOwner>> PostgresLedger::ownersOf(std::span<const Sha256> bodies) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<BodyOwner>> {
        const std::vector<ByteView> hashes(bodies.begin(), bodies.end());
        const auto rows = connection.run(
            "SELECT r.body_hash, r.device_id, r.record_id, t.erased_at IS NOT NULL FROM record r LEFT JOIN "
            "retention t ON t.device_id = r.device_id AND t.record_id = r.record_id WHERE r.body_hash = "
            "ANY($1::bytea[])",
            PgValues().byteStrings(hashes));
        if (!rows) return failure(rows.error());
        std::vector<BodyOwner> owners;
        for (int i = 0; i < rows->count(); ++i) {
            owners.push_back({toHash(rows->bytes(i, 0)), deviceIdAt(*rows, i, 1), recordIdAt(*rows, i, 2),
                              rows->integer(i, 3) != 0});
        }
        return owners;
    });
}

Result<bool> PostgresLedger::movedAway(const DeviceId& device, const RecordId& record,
                                       const Sha256& envelope) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<bool> {
        const auto rows = connection.run(
            "SELECT 1 FROM record_key k WHERE k.device_id = $1 AND k.record_id = $2 AND k.envelope_hash = $3 "
            "AND NOT EXISTS (SELECT 1 FROM record r WHERE r.month = k.month AND r.device_id = k.device_id "
            "AND "
            "r.sequence = k.sequence)",
            keyOf(device, record).bytes(ByteView(envelope)));
        if (!rows) return failure(rows.error());
        return rows->count() > 0;
    });
}

Result<bool> PostgresLedger::anyMovedAway() {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<bool> {
        // A table that was moved may still stand there under its name, or not; or only a part of it went.
        const auto rows = connection.run(
            "SELECT EXISTS (SELECT 1 FROM record_key k WHERE NOT EXISTS (SELECT 1 FROM record r WHERE "
            "r.month "
            "= k.month AND r.device_id = k.device_id AND r.sequence = k.sequence))");
        if (!rows) return failure(rows.error());
        return rows->integer(0, 0) != 0;
    });
}

Result<std::vector<RecordRow>> PostgresLedger::findMovedByCode(const RecordCode& code) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<RecordRow>> {
        const auto range = idsOf(code);
        const auto rows = connection.run(
            // One look for each, whatever the planner thinks that a range holds: strangers may ask this.
            "SELECT k.device_id, k.record_id FROM record_key k LEFT JOIN LATERAL (SELECT 1 AS there FROM "
            "record r WHERE r.month = k.month AND r.device_id = k.device_id AND r.sequence = k.sequence "
            "LIMIT 1) y ON true WHERE k.record_id BETWEEN $1 AND $2 AND y.there IS NULL ORDER BY "
            "k.record_id, k.device_id LIMIT $3",
            PgValues()
                .bytes(ByteView(range.first))
                .bytes(ByteView(range.last))
                .integer(std::int64_t{kMostOfOneCode}));
        if (!rows) return failure(rows.error());
        std::vector<RecordRow> moved;
        for (int i = 0; i < rows->count(); ++i) moved.push_back(onlyIds(*rows, i, 0));
        return moved;
    });
}

}  // namespace countersign
