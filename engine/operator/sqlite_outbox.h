// The outbox in the ledger's SQLite file, by a connection of its own. A mutex around it.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "operator/outbox.h"
#include "store/sqlite_database.h"

namespace countersign {

class SqliteOutbox final : public Outbox {
  public:
    // Of a ledger; migrated if it is older. `faults`, if given, outlives the outbox.
    [[nodiscard]] static Result<std::unique_ptr<SqliteOutbox>> open(const std::filesystem::path& ledger,
                                                                    DatabaseFaults* faults = nullptr);

    [[nodiscard]] Result<std::vector<OutboxItem>> claim(const ClaimTerms& terms, WallTime now) override;
    [[nodiscard]] Result<std::vector<SettleResult>> settle(std::span<const AnsweredItem> answers,
                                                           const ActivationTerms& terms,
                                                           WallTime now) override;
    [[nodiscard]] Status later(std::span<const OutboxItem> items, WallTime next, Blame blame,
                               Sent sent) override;
    [[nodiscard]] Result<OutboxPage> list(std::optional<OutboxState> state, std::int64_t after,
                                          int limit) override;
    [[nodiscard]] Result<std::vector<UnsentRecord>> notForwarded(const std::optional<UnsentRecord>& after,
                                                                 int limit) override;
    [[nodiscard]] Result<OutboxCounts> counts() override;

  private:
    explicit SqliteOutbox(Database database) : m_database(std::move(database)) {}
    // Within a transaction.
    [[nodiscard]] Result<SettleResult> settleOne(const AnsweredItem& answer, const ActivationTerms& terms,
                                                 WallTime now);
    [[nodiscard]] Status emptyErased(std::int64_t id, const ItemKey& key);
    [[nodiscard]] Status backToReview(const ItemKey& key);
    [[nodiscard]] Result<SettleResult> activate(const ItemKey& key, const ActivationTerms& terms,
                                                WallTime now);

    std::mutex m_mutex;
    Database m_database;
};

}  // namespace countersign
