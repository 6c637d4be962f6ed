#include "operator/postgres_reviewer_book.h"

#include "operator/postgres_steps.h"

namespace countersign {
using namespace ledger;
namespace {

constexpr std::string_view kColumns = "SELECT id, name, role, password, state, created_at FROM reviewer ";

ReviewerRow readRow(const PgRows& rows, int row) {
    // A role or state that this version doesn't know gives the least.
    return {rows.text(row, 0),
            rows.text(row, 1),
            reviewerRoleFromName(rows.text(row, 2)).value_or(ReviewerRole::Reviewer),
            rows.text(row, 3),
            reviewerStateFromName(rows.text(row, 4)),
            fromStored(rows.integer(row, 5))};
}

}  // namespace

Result<std::unique_ptr<PostgresReviewerBook>> PostgresReviewerBook::open(const std::string& address) {
    std::unique_ptr<PostgresReviewerBook> opened(new PostgresReviewerBook(address));
    if (const auto made = makeTables(opened->m_pool); !made) return failure(made.error());
    return opened;
}

Result<bool> PostgresReviewerBook::add(const ReviewerRow& row) {
    // A transaction, since a statement by itself may run twice and would then find its own row.
    return transaction(m_pool, [&](PostgresConnection& connection) -> Result<bool> {
        const auto done = connection.run(
            "INSERT INTO reviewer (id, name, role, password, state, created_at) VALUES ($1, $2, $3, $4, $5, "
            "$6) ON CONFLICT (id) DO NOTHING RETURNING 1",
            PgValues()
                .text(row.id)
                .text(row.name)
                .text(reviewerRoleName(row.role))
                .text(row.passwordHash)
                .text(reviewerStateName(row.state))
                .integer(toStored(row.createdAt)));
        if (!done) return failure(done.error());
        return done->count() == 1;
    });
}

Result<std::optional<ReviewerRow>> PostgresReviewerBook::find(std::string_view id) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::optional<ReviewerRow>> {
        // A few dozen rows: no index is missed.
        static const std::string sql = std::string(kColumns) + "WHERE convert_to(id, 'UTF8') = $1";
        const auto rows = connection.run(sql, PgValues().bytes(id));
        if (!rows) return failure(rows.error());
        return rows->count() == 0 ? std::nullopt : std::optional(readRow(*rows, 0));
    });
}

Result<std::vector<ReviewerRow>> PostgresReviewerBook::all() {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<std::vector<ReviewerRow>> {
        // By bytes, whatever language the database sorts by.
        static const std::string sql = std::string(kColumns) + "ORDER BY id COLLATE \"C\"";
        const auto rows = connection.run(sql);
        if (!rows) return failure(rows.error());
        std::vector<ReviewerRow> all;
        for (int i = 0; i < rows->count(); ++i) all.push_back(readRow(*rows, i));
        return all;
    });
}

Result<bool> PostgresReviewerBook::change(std::string_view sql, std::string_view id, std::string_view value) {
    return statement(m_pool, [&](PostgresConnection& connection) -> Result<bool> {
        const auto done = connection.run(sql, PgValues().bytes(id).text(value));
        if (!done) return failure(done.error());
        return done->count() == 1;
    });
}

Result<bool> PostgresReviewerBook::setState(std::string_view id, ReviewerState state) {
    return change("UPDATE reviewer SET state = $2 WHERE convert_to(id, 'UTF8') = $1 RETURNING 1", id,
                  reviewerStateName(state));
}

Result<bool> PostgresReviewerBook::setPassword(std::string_view id, std::string_view hash) {
    return change("UPDATE reviewer SET password = $2 WHERE convert_to(id, 'UTF8') = $1 RETURNING 1", id,
                  hash);
}

}  // namespace countersign
