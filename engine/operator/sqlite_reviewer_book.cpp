#include "operator/sqlite_reviewer_book.h"

#include "ledgerMigrations.h"
#include "operator/ledger_rows.h"

namespace countersign {
using namespace ledger;
namespace {

constexpr std::string_view kColumns = "SELECT id, name, role, password, state, created_at FROM reviewer ";

ReviewerRow readRow(const Statement& select) {
    // A role or state that this version doesn't know gives the least.
    return {select.text(0),
            select.text(1),
            reviewerRoleFromName(select.text(2)).value_or(ReviewerRole::Reviewer),
            select.text(3),
            reviewerStateFromName(select.text(4)),
            fromStored(select.integer(5))};
}

}  // namespace

Result<std::unique_ptr<SqliteReviewerBook>> SqliteReviewerBook::open(const std::filesystem::path& file) {
    auto database = Database::open(file, Database::Mode::ReadWrite);
    if (!database) return failure(database.error());
    if (const auto migrated = migrate(*database, file, ledgerMigrations()); !migrated)
        return failure(migrated.error());
    return std::unique_ptr<SqliteReviewerBook>(new SqliteReviewerBook(std::move(*database)));
}

Result<bool> SqliteReviewerBook::add(const ReviewerRow& row) {
    const std::lock_guard lock(m_mutex);
    auto insert = m_database.prepare(
        "INSERT OR IGNORE INTO reviewer (id, name, role, password, state, created_at) VALUES (?1, ?2, ?3, "
        "?4, ?5, ?6)");
    if (!insert) return failure(insert.error());
    const auto done = insert->bind(1, row.id)
                          .bind(2, row.name)
                          .bind(3, reviewerRoleName(row.role))
                          .bind(4, row.passwordHash)
                          .bind(5, reviewerStateName(row.state))
                          .bind(6, toStored(row.createdAt))
                          .run();
    if (!done) return failure(done.error());
    return m_database.changes() == 1;
}

Result<std::optional<ReviewerRow>> SqliteReviewerBook::find(std::string_view id) {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(std::string(kColumns) + "WHERE id = ?1");
    if (!select) return failure(select.error());
    const auto found = select->bind(1, id).step();
    if (!found) return failure(found.error());
    return *found ? std::optional(readRow(*select)) : std::nullopt;
}

Result<std::vector<ReviewerRow>> SqliteReviewerBook::all() {
    const std::lock_guard lock(m_mutex);
    auto select = m_database.prepare(std::string(kColumns) + "ORDER BY id");
    if (!select) return failure(select.error());
    std::vector<ReviewerRow> rows;
    for (;;) {
        const auto more = select->step();
        if (!more) return failure(more.error());
        if (!*more) return rows;
        rows.push_back(readRow(*select));
    }
}

Result<bool> SqliteReviewerBook::change(std::string_view sql, std::string_view id, std::string_view value) {
    const std::lock_guard lock(m_mutex);
    auto update = m_database.prepare(sql);
    if (!update) return failure(update.error());
    if (const auto done = update->bind(1, id).bind(2, value).run(); !done) return failure(done.error());
    return m_database.changes() == 1;
}

Result<bool> SqliteReviewerBook::setState(std::string_view id, ReviewerState state) {
    return change("UPDATE reviewer SET state = ?2 WHERE id = ?1", id, reviewerStateName(state));
}

Result<bool> SqliteReviewerBook::setPassword(std::string_view id, std::string_view hash) {
    return change("UPDATE reviewer SET password = ?2 WHERE id = ?1", id, hash);
}

}  // namespace countersign
