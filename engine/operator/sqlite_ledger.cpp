#include "operator/sqlite_ledger.h"

#include <algorithm>

#include "ledgerMigrations.h"
#include "operator/ledger_rows.h"

namespace countersign {
using namespace ledger;

Result<std::unique_ptr<SqliteLedger>> SqliteLedger::open(const std::filesystem::path& file,
                                                         DatabaseFaults* faults) {
    auto database = Database::open(file, Database::Mode::ReadWrite, faults);
    if (!database) return failure(database.error());
    if (const auto migrated = migrate(*database, file, ledgerMigrations()); !migrated) {
        return failure(migrated.error());
    }
    // Rows come in an order that no index keeps. Large enough for the inner pages of ten million rows, and
    // a log that is carried over seldom (at 128 MB): then each page of the tables is written once for many
    // rows.
    constexpr const char* kForMany = "PRAGMA cache_size=-131072; PRAGMA wal_autocheckpoint=32000";
    if (const auto set = database->exec(kForMany); !set) return failure(set.error());
    auto reader = Database::open(file, Database::Mode::ReadOnly, faults);
    if (!reader) return failure(reader.error());
    return std::unique_ptr<SqliteLedger>(new SqliteLedger(std::move(*database), std::move(*reader)));
}

Status SqliteLedger::addCode(const Sha256& codeHash, WallTime createdAt, WallTime expiresAt) {
    const std::lock_guard lock(m_mutex);
    auto insert = m_database.prepare(
        "INSERT INTO enrolment_code (code_hash, created_at, expires_at) VALUES (?1, ?2, ?3)");
    if (!insert) return failure(insert.error());
    return insert->bindBlob(1, codeHash).bind(2, toStored(createdAt)).bind(3, toStored(expiresAt)).run();
}

Result<EnrolOutcome> SqliteLedger::enrol(const Sha256& codeHash, const DeviceRow& candidate) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    auto code = m_database.prepare(
        "SELECT expires_at, used_at, device_id, replaces FROM enrolment_code WHERE code_hash = ?1");
    if (!code) return failure(code.error());
    const auto known = code->bindBlob(1, codeHash).step();
    if (!known) return failure(known.error());
    if (!*known) return EnrolOutcome{};
    if (!code->isNull(1)) {
        const auto id = DeviceId::fromBytes(code->blob(2));
        if (!id) return EnrolOutcome{};
        const auto device = readDevice(m_database, *id);
        if (!device) return failure(device.error());
        if (!*device || (*device)->key != candidate.key) return EnrolOutcome{};
        return EnrolOutcome{EnrolResult::Repeated, **device};
    }
    if (fromStored(code->integer(0)) < candidate.enrolledAt) return EnrolOutcome{};
    DeviceRow device = candidate;
    if (!code->isNull(3)) device.replaces = DeviceId::fromBytes(code->blob(3));
    code->reset();
    if (const auto stored = insertDevice(device); !stored) return failure(stored.error());
    auto use =
        m_database.prepare("UPDATE enrolment_code SET used_at = ?2, device_id = ?3 WHERE code_hash = ?1");
    if (!use) return failure(use.error());
    if (const auto used = use->bindBlob(1, codeHash)
                              .bind(2, toStored(candidate.enrolledAt))
                              .bindBlob(3, candidate.id.bytes())
                              .run();
        !used) {
        return failure(used.error());
    }
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return EnrolOutcome{EnrolResult::Enrolled, std::move(device)};
}

Result<std::optional<DeviceRow>> SqliteLedger::device(const DeviceId& id) {
    const std::lock_guard lock(m_readerMutex);
    return readDevice(m_reader, id);
}

Result<std::optional<DeviceRow>> SqliteLedger::readDevice(Database& database, const DeviceId& id) {
    auto select = database.prepare(
        "SELECT key_algorithm, public_key, key_protection, application, state, enrolled_at, "
        "challenge_key, set_aside_at, last_contact, keys_version, last_reserved, replaced_at, replaces FROM "
        "device WHERE device_id = ?1");
    if (!select) return failure(select.error());
    const auto found = select->bindBlob(1, id.bytes()).step();
    if (!found) return failure(found.error());
    if (!*found) return std::optional<DeviceRow>();
    DeviceRow row;
    row.id = id;
    row.key.algorithm = signatureAlgorithmFromName(select->text(0)).value_or(SignatureAlgorithm::Ed25519);
    row.key.bytes = select->blob(1);
    row.keyProtection = keyProtectionFromName(select->text(2)).value_or(KeyProtection::File);
    row.application = select->text(3);
    row.state = select->text(4) == "active" ? DeviceState::Active : DeviceState::Off;
    row.enrolledAt = fromStored(select->integer(5));
    if (!select->isNull(6)) {
        auto key = select->blob(6);
        row.challengeKey = ChallengeKey::fromBytes(key);
        wipe(key);
    }
    row.setAside = !select->isNull(7);
    if (!select->isNull(8)) row.lastContact = fromStored(select->integer(8));
    if (!select->isNull(9)) row.keysVersion = static_cast<std::uint64_t>(select->integer(9));
    row.lastReserved = static_cast<std::uint64_t>(select->integer(10));
    if (!select->isNull(11)) row.replacedAt = fromStored(select->integer(11));
    if (!select->isNull(12)) row.replaces = DeviceId::fromBytes(select->blob(12));
    return std::optional<DeviceRow>(std::move(row));
}

Status SqliteLedger::insertDevice(const DeviceRow& row) {
    auto insert = m_database.prepare(
        "INSERT INTO device (device_id, key_algorithm, public_key, key_protection, application, state, "
        "enrolled_at, challenge_key, replaces) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    if (!insert) return failure(insert.error());
    if (row.challengeKey)
        insert->bindBlob(8, row.challengeKey->view());
    else
        insert->bindNull(8);
    if (row.replaces)
        insert->bindBlob(9, row.replaces->bytes());
    else
        insert->bindNull(9);
    return insert->bindBlob(1, row.id.bytes())
        .bind(2, algorithmName(row.key.algorithm))
        .bindBlob(3, row.key.bytes)
        .bind(4, keyProtectionName(row.keyProtection))
        .bind(5, row.application)
        .bind(6, row.state == DeviceState::Active ? std::string_view("active") : std::string_view("off"))
        .bind(7, toStored(row.enrolledAt))
        .run();
}

Status SqliteLedger::setDeviceState(const DeviceId& id, DeviceState state) {
    const std::lock_guard lock(m_mutex);
    auto update = m_database.prepare("UPDATE device SET state = ?2 WHERE device_id = ?1");
    if (!update) return failure(update.error());
    return update->bindBlob(1, id.bytes())
        .bind(2, state == DeviceState::Active ? std::string_view("active") : std::string_view("off"))
        .run();
}

Status SqliteLedger::replaceDevice(const DeviceId& id, const Sha256& codeHash, WallTime now,
                                   WallTime expiresAt) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    {
        // The first time stays: what came since then is late whatever code is given out.
        auto update = m_database.prepare(
            "UPDATE device SET replaced_at = coalesce(replaced_at, ?2) WHERE device_id = ?1");
        if (!update) return failure(update.error());
        if (auto done = update->bindBlob(1, id.bytes()).bind(2, toStored(now)).run(); !done) return done;
    }
    auto insert = m_database.prepare(
        "INSERT INTO enrolment_code (code_hash, created_at, expires_at, replaces) VALUES (?1, ?2, ?3, ?4)");
    if (!insert) return failure(insert.error());
    auto done = insert->bindBlob(1, codeHash)
                    .bind(2, toStored(now))
                    .bind(3, toStored(expiresAt))
                    .bindBlob(4, id.bytes())
                    .run();
    if (!done) return done;
    return transaction->commit();
}

Result<std::optional<RecordRow>> SqliteLedger::find(const DeviceId& device, const RecordId& record) {
    const std::lock_guard lock(m_readerMutex);
    auto select = m_reader.prepare("SELECT " + std::string(kRecordColumns) +
                                   " FROM record WHERE device_id = ?1 AND record_id = ?2");
    if (!select) return failure(select.error());
    auto rows = readAll(select->bindBlob(1, device.bytes()).bindBlob(2, record.bytes()));
    if (!rows) return failure(rows.error());
    return rows->empty() ? std::optional<RecordRow>() : std::optional<RecordRow>(std::move(rows->front()));
}

Result<std::vector<AddOutcome>> SqliteLedger::add(std::span<const RecordRow> rows) {
    const std::lock_guard lock(m_mutex);
    auto transaction = Transaction::begin(m_database);
    if (!transaction) return failure(transaction.error());
    std::vector<AddOutcome> outcomes;
    for (const auto& row : rows) {
        auto outcome = addOne(row);
        if (!outcome) return failure(outcome.error());
        outcomes.push_back(std::move(*outcome));
    }
    if (const auto committed = transaction->commit(); !committed) return failure(committed.error());
    return outcomes;
}

Result<AddOutcome> SqliteLedger::addOne(const RecordRow& row) {
    std::vector<RecordRow> taken;
    {
        auto select =
            m_database.prepare("SELECT " + std::string(kRecordColumns) +
                               " FROM record WHERE record_id = ?2 OR (device_id = ?1 AND sequence = ?3)");
        if (!select) return failure(select.error());
        auto rows = readAll(select->bindBlob(1, row.deviceId.bytes())
                                .bindBlob(2, row.recordId.bytes())
                                .bind(3, static_cast<std::int64_t>(row.sequence)));
        if (!rows) return failure(rows.error());
        taken = std::move(*rows);
    }
    if (taken.size() == 1 && taken.front().envelopeHash == row.envelopeHash) {
        return AddOutcome{AddResult::Repeated, std::move(taken.front())};
    }
    AddOutcome outcome;
    if (taken.empty()) {
        if (const auto stored = insertRecord(row); !stored) return failure(stored.error());
        if (row.challenge == ChallengeOutcome::Differs) {
            if (const auto told = insertAlarm(row, "challenge_differs"); !told) return failure(told.error());
        }
        if (row.late == Lateness::Unknown) {
            if (const auto told = insertAlarm(row, "after_replacement"); !told) return failure(told.error());
        }
        outcome = {AddResult::Added, row};
    } else {
        if (const auto stored = insertAlarm(row, "conflict"); !stored) return failure(stored.error());
        // One counter that contradicts itself was rolled back, or is two. That another counter holds the id
        // is its own affair.
        const bool itself = std::ranges::any_of(
            taken, [&](const RecordRow& other) { return other.deviceId == row.deviceId; });
        const auto cleared = clearedSequence(row.deviceId);
        if (!cleared) return failure(cleared.error());
        if (itself && row.sequence > *cleared) {
            if (const auto done = markSetAside(row.deviceId, row.receivedAt); !done)
                return failure(done.error());
        }
    }
    return outcome;
}

Result<std::uint64_t> SqliteLedger::clearedSequence(const DeviceId& device) {
    auto select = m_database.prepare("SELECT cleared_sequence FROM device WHERE device_id = ?1");
    if (!select) return failure(select.error());
    const auto found = select->bindBlob(1, device.bytes()).step();
    if (!found) return failure(found.error());
    return *found ? static_cast<std::uint64_t>(select->integer(0)) : std::uint64_t{0};
}

Status SqliteLedger::insertRecord(const RecordRow& row) {
    auto insert = m_database.prepare(
        "INSERT INTO record (device_id, sequence, record_id, envelope_hash, payload_hash, previous_hash, "
        "body_hash, "
        "body_size, created_at, received_at, application, practice, status, reason, revision, receipt, "
        "challenge, late) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");
    if (!insert) return failure(insert.error());
    insert->bindBlob(1, row.deviceId.bytes())
        .bind(2, static_cast<std::int64_t>(row.sequence))
        .bindBlob(3, row.recordId.bytes())
        .bindBlob(4, row.envelopeHash)
        .bindBlob(5, row.payloadHash)
        .bindBlob(6, row.previousHash)
        .bindBlob(7, row.bodyHash)
        .bind(8, static_cast<std::int64_t>(row.bodySize))
        .bind(9, toStored(row.createdAt))
        .bind(10, toStored(row.receivedAt))
        .bind(11, row.application)
        .bind(12, std::int64_t{row.practice ? 1 : 0})
        .bind(13, receiptStatusName(row.status))
        .bind(14, row.reason)
        .bind(15, std::int64_t{row.revision})
        .bindBlob(16, row.receipt)
        .bind(17, challengeOutcomeName(row.challenge))
        .bind(18, latenessName(row.late));
    if (auto stored = insert->run(); !stored) return stored;
    // What becomes of it (case_book.h).
    auto file = m_database.prepare(
        "INSERT INTO case_file (device_id, record_id, state, practice, received_at) VALUES (?1, ?2, "
        "'waiting', "
        "?3, ?4)");
    if (!file) return failure(file.error());
    return file->bindBlob(1, row.deviceId.bytes())
        .bindBlob(2, row.recordId.bytes())
        .bind(3, std::int64_t{row.practice ? 1 : 0})
        .bind(4, toStored(row.receivedAt))
        .run();
}

Status SqliteLedger::insertAlarm(const RecordRow& row, std::string_view kind) {
    // Once per envelope: a counter that repeats it fills no disk.
    auto insert = m_database.prepare(
        "INSERT OR IGNORE INTO alarm (at, kind, device_id, sequence, record_id, envelope_hash) "
        "VALUES (?1, ?6, ?2, ?3, ?4, ?5)");
    if (!insert) return failure(insert.error());
    return insert->bind(1, toStored(row.receivedAt))
        .bindBlob(2, row.deviceId.bytes())
        .bind(3, static_cast<std::int64_t>(row.sequence))
        .bindBlob(4, row.recordId.bytes())
        .bindBlob(5, row.envelopeHash)
        .bind(6, kind)
        .run();
}

Result<std::vector<RecordRow>> SqliteLedger::findEverywhere(const RecordId& record) {
    const std::lock_guard lock(m_mutex);
    auto select =
        m_database.prepare("SELECT " + std::string(kRecordColumns) + " FROM record WHERE record_id = ?1");
    if (!select) return failure(select.error());
    return readAll(select->bindBlob(1, record.bytes()));
}

Result<std::vector<RecordRow>> SqliteLedger::findByCode(const RecordCode& code) {
    const auto range = idsOf(code);
    const std::lock_guard lock(m_readerMutex);
    // "+id": sorted after the few are found by their ids, and not by walking all records in order.
    auto select = m_reader.prepare("SELECT " + std::string(kRecordColumns) +
                                   " FROM record WHERE record_id BETWEEN ?1 AND ?2 ORDER BY +id LIMIT ?3");
    if (!select) return failure(select.error());
    return readAll(
        select->bindBlob(1, range.first).bindBlob(2, range.last).bind(3, std::int64_t{kMostOfOneCode}));
}

Result<RecordPage> SqliteLedger::records(std::int64_t after, int limit) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare("SELECT " + std::string(kRecordColumns) +
                                     " FROM record WHERE id > ?1 ORDER BY id LIMIT ?2");
    if (!select) return failure(select.error());
    select->bind(1, after).bind(2, std::int64_t{limit});
    RecordPage page;
    page.next = after;
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) return page;
        page.next = select->integer(0);
        page.rows.push_back(readRecord(*select));
    }
}

Result<std::int64_t> SqliteLedger::alarmCount() {
    const std::lock_guard lock(m_mutex);
    return m_database.queryInteger("SELECT count(*) FROM alarm");
}

Result<std::vector<BodyOwner>> SqliteLedger::ownersOf(std::span<const Sha256> bodies) {
    const std::lock_guard lock(m_readerMutex);
    auto select = m_reader.prepare(
        "SELECT r.device_id, r.record_id, t.erased_at IS NOT NULL FROM record r LEFT JOIN retention t ON "
        "t.device_id = r.device_id AND t.record_id = r.record_id WHERE r.body_hash = ?1");
    if (!select) return failure(select.error());
    std::vector<BodyOwner> owners;
    for (const auto& body : bodies) {
        select->reset();
        select->bindBlob(1, body);
        for (;;) {
            const auto more = select->step();
            if (!more) return failure(more.error());
            if (!*more) break;
            owners.push_back({body, DeviceId::fromBytes(select->blob(0)).value_or(DeviceId()),
                              RecordId::parse(toHex(select->blob(1))).value_or(RecordId()),
                              select->integer(2) != 0});
        }
    }
    return owners;
}

Result<bool> SqliteLedger::movedAway(const DeviceId&, const RecordId&, const Sha256&) {
    return false;  // all that was ever taken in is in one table
}

Result<bool> SqliteLedger::anyMovedAway() {
    return false;
}

Result<std::vector<RecordRow>> SqliteLedger::findMovedByCode(const RecordCode&) {
    return std::vector<RecordRow>();
}

}  // namespace countersign
