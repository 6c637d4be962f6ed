// Who may review, behind one interface, in the ledger's tables. Every method is one transaction and may be
// called from any thread and from several processes at once: who is switched off by a command is out at the
// console's next request. Passwords stand here as argon2id only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "operator/case_book.h"

namespace countersign {

[[nodiscard]] std::string_view reviewerRoleName(ReviewerRole role);  // reviewer, supervisor
[[nodiscard]] std::optional<ReviewerRole> reviewerRoleFromName(std::string_view name);

enum class ReviewerState { Active = 1, Off };
[[nodiscard]] std::string_view reviewerStateName(ReviewerState state);  // active, off
// Off for a name that is not known: a state of a newer version lets nobody in.
[[nodiscard]] ReviewerState reviewerStateFromName(std::string_view name);

struct ReviewerRow {
    std::string id;
    std::string name;
    ReviewerRole role = ReviewerRole::Reviewer;
    std::string passwordHash;  // as libsodium writes it
    ReviewerState state = ReviewerState::Active;
    WallTime createdAt;
};

class ReviewerBook {
  public:
    virtual ~ReviewerBook() = default;

    // False: somebody has this id. Ids are never given twice, since decisions name them.
    [[nodiscard]] virtual Result<bool> add(const ReviewerRow& row) = 0;
    [[nodiscard]] virtual Result<std::optional<ReviewerRow>> find(std::string_view id) = 0;
    [[nodiscard]] virtual Result<std::vector<ReviewerRow>> all() = 0;  // by id
    // False: nobody has this id.
    [[nodiscard]] virtual Result<bool> setState(std::string_view id, ReviewerState state) = 0;
    [[nodiscard]] virtual Result<bool> setPassword(std::string_view id, std::string_view hash) = 0;
};

}  // namespace countersign
