// The ledger in a PostgreSQL database that several gateway nodes share. Any thread: each call takes a
// connection of its own from the pool.
//
// Why READ COMMITTED is right here: whatever must hold between two transactions is held by a lock or a key,
// never by what a transaction has read. A number, and a record id of one counter, by the keys of record_key;
// a record id over all counters by an advisory lock on it, which is taken before it is looked for; a
// counter's journal, orders and standing by the lock on its row; a code by the lock on its row. Where the
// server breaks a deadlock the transaction is done again.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "operator/ledger.h"
#include "operator/postgres_connection.h"

namespace countersign {

class PostgresLedger final : public Ledger {
  public:
    // Makes or migrates the tables. Errors, as of every method: LedgerUnreachable, LedgerFailed, DiskFull.
    [[nodiscard]] static Result<std::unique_ptr<PostgresLedger>> open(const std::string& address);

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
    // While several nodes add, a row may become visible after one with a higher number: whoever reads on and
    // on may miss it, whoever reads from the beginning does not.
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
    explicit PostgresLedger(const std::string& address) : m_pool(address) {}
    [[nodiscard]] Status ensureMonth(std::int64_t month);

    PostgresPool m_pool;
    std::atomic<std::int64_t> m_month = 0;  // the last one whose table is known to be there
};

}  // namespace countersign
