// The findings in the ledger's PostgreSQL database, for several nodes at once. Any thread: each call takes a
// connection of its own from the pool.
//
// Records become visible in another order than they are numbered (postgres_ledger.h), and a look must miss
// none. So recordsRead() waits until everything is committed that has a number already, and notes the last
// number; addRecords() never notes more than that as read. What came meanwhile is read again by the next look
// and stays as it is. New records wait behind that for as long as the slowest transaction that adds some
// takes, at most kMostHeldUp.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "operator/finding_book.h"
#include "operator/postgres_connection.h"

namespace countersign {

class PostgresFindingBook final : public FindingBook {
  public:
    // Counters at a till wait for their receipts meanwhile; a look that can't have its turn comes again
    // later.
    static constexpr std::chrono::seconds kMostHeldUp{3};

    // Makes or migrates the tables. Errors, as of every method: LedgerUnreachable, LedgerFailed, DiskFull.
    [[nodiscard]] static Result<std::unique_ptr<PostgresFindingBook>> open(const std::string& address);

    // LedgerFailed also where a transaction that adds records took longer than kMostHeldUp.
    [[nodiscard]] Result<std::int64_t> recordsRead() override;
    [[nodiscard]] Result<std::uint64_t> journalRead(const DeviceId& device) override;
    [[nodiscard]] Status addRecords(std::span<const ConductRow> rows, std::span<const MissedRecord> missed,
                                    std::int64_t readUpTo) override;
    [[nodiscard]] Result<std::vector<MissedRecord>> missed(const std::optional<MissedRecord>& after,
                                                           int limit) override;
    [[nodiscard]] Status addMissed(std::span<const ConductRow> rows) override;
    [[nodiscard]] Status addJournal(const JournalPart& part, WallTime now) override;
    [[nodiscard]] Result<std::vector<ConductRow>> rowsOf(const DeviceId& device, WallTime since) override;
    [[nodiscard]] Result<std::vector<ConductRow>> alike(WallTime since) override;
    [[nodiscard]] Status forgetClerks(WallTime before) override;
    [[nodiscard]] Status forgetRecords(WallTime before) override;
    [[nodiscard]] Result<std::optional<std::uint64_t>> raise(const ConductFinding& finding,
                                                             const DeviceId& counter, WallTime now) override;
    [[nodiscard]] Result<std::vector<FindingRow>> findings(int limit) override;
    [[nodiscard]] Result<bool> close(std::uint64_t number, WallTime now) override;

  private:
    explicit PostgresFindingBook(const std::string& address) : m_pool(address) {}

    PostgresPool m_pool;
};

}  // namespace countersign
