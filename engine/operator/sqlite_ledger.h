// The ledger in one SQLite file: right for one gateway process on one machine. A mutex around the connection
// that writes, and another around one that only reads: what every request asks first doesn't wait for the
// disk that another's commit waits for.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "operator/ledger.h"
#include "store/sqlite_database.h"

namespace countersign {

struct JournalStep;

class SqliteLedger final : public Ledger {
  public:
    // Creates or migrates the file. `faults`, if given, outlives the ledger.
    [[nodiscard]] static Result<std::unique_ptr<SqliteLedger>> open(const std::filesystem::path& file,
                                                                    DatabaseFaults* faults = nullptr);

    [[nodiscard]] Status addCode(const Sha256& codeHash, WallTime createdAt, WallTime expiresAt) override;
    [[nodiscard]] Result<EnrolOutcome> enrol(const Sha256& codeHash, const DeviceRow& candidate) override;
    [[nodiscard]] Result<std::optional<DeviceRow>> device(const DeviceId& id) override;
    [[nodiscard]] Status setDeviceState(const DeviceId& id, DeviceState state) override;
    [[nodiscard]] Status replaceDevice(const DeviceId& id, const Sha256& codeHash, WallTime now,
                                       WallTime expiresAt) override;
    [[nodiscard]] Result<std::optional<RecordRow>> find(const DeviceId& device,
                                                        const RecordId& record) override;
    [[nodiscard]] Result<std::vector<AddOutcome>> add(std::span<const RecordRow> rows) override;
    [[nodiscard]] Result<std::vector<RecordRow>> findEverywhere(const RecordId& record) override;
    [[nodiscard]] Result<std::vector<RecordRow>> findByCode(const RecordCode& code) override;
    [[nodiscard]] Result<RecordPage> records(std::int64_t after, int limit) override;
    [[nodiscard]] Result<std::int64_t> alarmCount() override;
    [[nodiscard]] Result<std::vector<BodyOwner>> ownersOf(std::span<const Sha256> bodies) override;
    [[nodiscard]] Result<bool> movedAway(const DeviceId& device, const RecordId& record,
                                         const Sha256& envelope) override;
    [[nodiscard]] Result<bool> anyMovedAway() override;
    [[nodiscard]] Result<std::vector<RecordRow>> findMovedByCode(const RecordCode& code) override;
    [[nodiscard]] Result<ContactOutcome> takeContact(const Contact& contact, WallTime now,
                                                     ContactWay way) override;
    [[nodiscard]] Result<std::uint64_t> addOrder(const DeviceId& device, const Order& order,
                                                 WallTime now) override;
    [[nodiscard]] Status release(const DeviceId& device) override;
    [[nodiscard]] Result<std::uint64_t> highestSequence(const DeviceId& device) override;
    [[nodiscard]] Status setSequenceLimit(const DeviceId& device, std::uint64_t limit) override;
    [[nodiscard]] Result<std::vector<DeviceRow>> devices() override;
    [[nodiscard]] Result<std::vector<AuditRow>> auditLines(const DeviceId& device, std::uint64_t from,
                                                           int limit) override;
    [[nodiscard]] Result<std::vector<RecordRow>> recordsOf(const DeviceId& device, std::uint64_t from,
                                                           int limit) override;

  private:
    SqliteLedger(Database database, Database reader)
        : m_database(std::move(database)), m_reader(std::move(reader)) {}
    [[nodiscard]] static Result<std::optional<DeviceRow>> readDevice(Database& database, const DeviceId& id);
    [[nodiscard]] Status insertDevice(const DeviceRow& row);
    [[nodiscard]] Result<AddOutcome> addOne(const RecordRow& row);  // within a transaction
    [[nodiscard]] Status insertRecord(const RecordRow& row);
    [[nodiscard]] Status insertAlarm(const RecordRow& row, std::string_view kind);
    [[nodiscard]] Status storeJournal(const DeviceId& device, const JournalStep& journal, WallTime now);
    [[nodiscard]] Result<std::optional<Sha256>> sealHeld(const DeviceId& device, std::uint64_t number);
    [[nodiscard]] Result<AuditHead> auditHeld(const DeviceId& device);
    [[nodiscard]] Status markSetAside(const DeviceId& device, WallTime since);
    [[nodiscard]] Result<std::uint64_t> clearedSequence(const DeviceId& device);

    std::mutex m_mutex;
    Database m_database;
    std::mutex m_readerMutex;
    Database m_reader;
};

}  // namespace countersign
