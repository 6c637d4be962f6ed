// The reviewers in the ledger's SQLite file, over a connection of its own. A mutex around it; another
// process's transaction is waited for.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "operator/reviewer_book.h"
#include "store/sqlite_database.h"

namespace countersign {

class SqliteReviewerBook final : public ReviewerBook {
  public:
    // Creates or migrates the file.
    [[nodiscard]] static Result<std::unique_ptr<SqliteReviewerBook>> open(const std::filesystem::path& file);

    [[nodiscard]] Result<bool> add(const ReviewerRow& row) override;
    [[nodiscard]] Result<std::optional<ReviewerRow>> find(std::string_view id) override;
    [[nodiscard]] Result<std::vector<ReviewerRow>> all() override;
    [[nodiscard]] Result<bool> setState(std::string_view id, ReviewerState state) override;
    [[nodiscard]] Result<bool> setPassword(std::string_view id, std::string_view hash) override;

  private:
    explicit SqliteReviewerBook(Database database) : m_database(std::move(database)) {}
    [[nodiscard]] Result<bool> change(std::string_view sql, std::string_view id, std::string_view value);

    std::mutex m_mutex;
    Database m_database;
};

}  // namespace countersign
