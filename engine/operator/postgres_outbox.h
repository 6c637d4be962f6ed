// The outbox in the ledger's PostgreSQL database. Any thread: each call takes a connection of its own from
// the pool. Locks and their order: postgres_case_book.h.
#pragma once

#include <memory>
#include <string>

#include "operator/outbox.h"
#include "operator/postgres_connection.h"

namespace countersign {

class PostgresOutbox final : public Outbox {
  public:
    // Makes or migrates the tables. Errors, as of every method: LedgerUnreachable, LedgerFailed, DiskFull.
    [[nodiscard]] static Result<std::unique_ptr<PostgresOutbox>> open(const std::string& address);

    [[nodiscard]] Result<std::vector<OutboxItem>> claim(const ClaimTerms& terms, WallTime now) override;
    [[nodiscard]] Result<std::vector<SettleResult>> settle(std::span<const AnsweredItem> answers,
                                                           const ActivationTerms& terms,
                                                           WallTime now) override;
    [[nodiscard]] Status later(std::span<const OutboxItem> items, WallTime next, Blame blame,
                               Sent sent) override;
    // While several decide, a row may become visible after one with a higher number: whoever reads on and on
    // may miss it, whoever reads from the beginning does not.
    [[nodiscard]] Result<OutboxPage> list(std::optional<OutboxState> state, std::int64_t after,
                                          int limit) override;
    [[nodiscard]] Result<std::vector<UnsentRecord>> notForwarded(const std::optional<UnsentRecord>& after,
                                                                 int limit) override;
    [[nodiscard]] Result<OutboxCounts> counts() override;

  private:
    explicit PostgresOutbox(const std::string& address) : m_pool(address) {}

    PostgresPool m_pool;
};

}  // namespace countersign
