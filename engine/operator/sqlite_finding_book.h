// The findings in the ledger's SQLite file, by a connection of its own. A mutex around it.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "operator/finding_book.h"
#include "store/sqlite_database.h"

namespace countersign {

class SqliteFindingBook final : public FindingBook {
  public:
    // Of a ledger; migrated if it is older. `faults`, if given, outlives the book.
    [[nodiscard]] static Result<std::unique_ptr<SqliteFindingBook>> open(const std::filesystem::path& ledger,
                                                                         DatabaseFaults* faults = nullptr);

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
    explicit SqliteFindingBook(Database database) : m_database(std::move(database)) {}
    // Within a transaction.
    [[nodiscard]] Result<bool> isKnown(const ConductFinding& finding, const DeviceId& counter, WallTime now);
    [[nodiscard]] Result<std::uint64_t> insert(const ConductFinding& finding, const DeviceId& counter,
                                               WallTime now);
    [[nodiscard]] Status insertRows(std::span<const ConductRow> rows);
    [[nodiscard]] Status takeAnswers(const JournalPart& part, WallTime now);
    [[nodiscard]] Status appendAlike(std::string_view column, WallTime since, std::vector<ConductRow>& rows);

    std::mutex m_mutex;
    Database m_database;
};

}  // namespace countersign
