#include "reviewer_command.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "operator/operator_folder.h"
#include "operator/postgres_reviewer_book.h"
#include "operator/reviewer_accounts.h"
#include "operator/sqlite_reviewer_book.h"
#include "password_input.h"

namespace countersign {
namespace {

using nlohmann::json;

}  // namespace

Result<std::unique_ptr<ReviewerBook>> openReviewerBook(const GatewayPlace& place) {
    const auto address = ledgerAddress(place);
    if (!address) return failure(address.error());
    if (address->empty()) return SqliteReviewerBook::open(OperatorPaths(place.folder).ledger);
    return PostgresReviewerBook::open(*address);
}

Status addReviewerCommand(const ReviewerOptions& options, std::ostream& out) {
    const auto book = openReviewerBook(options.place);
    if (!book) return failure(book.error());
    const auto password = newPassword(options.passwordFile);
    if (!password) return failure(password.error());
    if (auto added =
            addReviewer(**book, options.id, options.name, options.role, password->text, SystemClock().wall());
        !added) {
        return added;
    }
    out << options.id << " may review\n";
    return {};
}

Status reviewerPasswordCommand(const ReviewerOptions& options, std::ostream& out) {
    const auto book = openReviewerBook(options.place);
    if (!book) return failure(book.error());
    const auto password = newPassword(options.passwordFile);
    if (!password) return failure(password.error());
    if (auto changed = setReviewerPassword(**book, options.id, password->text); !changed) return changed;
    out << options.id << " has a new password; sessions with the old one have ended\n";
    return {};
}

Status reviewerStateCommand(const ReviewerOptions& options, ReviewerState state, std::ostream& out) {
    const auto book = openReviewerBook(options.place);
    if (!book) return failure(book.error());
    if (auto changed = setReviewerState(**book, options.id, state); !changed) return changed;
    out << options.id << (state == ReviewerState::Active ? " may review again\n" : " may no longer review\n");
    return {};
}

Status listReviewersCommand(const GatewayPlace& place, OutputForm form, std::ostream& out) {
    const auto book = openReviewerBook(place);
    if (!book) return failure(book.error());
    const auto rows = (*book)->all();
    if (!rows) return failure(rows.error());
    json all = json::array();
    for (const auto& row : *rows) {
        const auto state = reviewerStateName(row.state);
        if (form == OutputForm::Json) {
            all.push_back({{"id", row.id},
                           {"name", row.name},
                           {"role", reviewerRoleName(row.role)},
                           {"state", state},
                           {"created_at", toRfc3339(row.createdAt)}});
        } else {
            out << row.id << "  " << row.name << "  " << reviewerRoleName(row.role) << "  " << state
                << "  since " << toRfc3339(row.createdAt) << "\n";
        }
    }
    if (form == OutputForm::Json) out << all.dump(2) << "\n";
    return {};
}

}  // namespace countersign
