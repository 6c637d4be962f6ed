// The reviewers in the ledger's PostgreSQL database, for several nodes at once. Any thread: each call takes a
// connection of its own from the pool. Ids are compared byte for byte, so that whatever somebody types where
// he signs in is at worst nobody's: PostgreSQL refuses bytes that are no UTF-8 as a text.
#pragma once

#include <memory>
#include <string>

#include "operator/postgres_connection.h"
#include "operator/reviewer_book.h"

namespace countersign {

class PostgresReviewerBook final : public ReviewerBook {
  public:
    // Makes or migrates the tables. Errors, as of every method: LedgerUnreachable, LedgerFailed, DiskFull.
    [[nodiscard]] static Result<std::unique_ptr<PostgresReviewerBook>> open(const std::string& address);

    // LedgerFailed for a name that is no UTF-8; nothing is stored then.
    [[nodiscard]] Result<bool> add(const ReviewerRow& row) override;
    [[nodiscard]] Result<std::optional<ReviewerRow>> find(std::string_view id) override;
    [[nodiscard]] Result<std::vector<ReviewerRow>> all() override;
    [[nodiscard]] Result<bool> setState(std::string_view id, ReviewerState state) override;
    [[nodiscard]] Result<bool> setPassword(std::string_view id, std::string_view hash) override;

  private:
    explicit PostgresReviewerBook(const std::string& address) : m_pool(address) {}
    [[nodiscard]] Result<bool> change(std::string_view sql, std::string_view id, std::string_view value);

    PostgresPool m_pool;
};

}  // namespace countersign
