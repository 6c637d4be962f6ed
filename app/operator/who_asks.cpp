#include "who_asks.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "operator/operator_errors.h"
#include "operator/reviewer_accounts.h"
#include "reviewer_command.h"

namespace countersign {

std::string systemUser() {
    const auto id = ::getuid();
    std::vector<char> room(16384);  // far more than an entry of a directory service has
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(id, &entry, room.data(), room.size(), &found) != 0 || found == nullptr ||
        *found->pw_name == '\0') {
        return "uid:" + std::to_string(id);
    }
    std::string name = "user:";
    for (const char* c = found->pw_name; *c != '\0'; ++c) name += *c > ' ' && *c < 0x7f ? *c : '?';
    return name;
}

Result<std::optional<ReviewerRole>> roleOfReviewer(const GatewayPlace& place, const std::string& id) {
    if (!isReviewerId(id))
        return failure(reviewerRejected("--by is a reviewer's id: small letters, digits, - or _"));
    const auto book = openReviewerBook(place);
    if (!book) return failure(book.error());
    const auto rows = (*book)->all();
    if (!rows) return failure(rows.error());
    const auto who = std::ranges::find(*rows, id, &ReviewerRow::id);
    if (who == rows->end()) {
        if (rows->empty()) return std::optional<ReviewerRole>();
        return failure(reviewerRejected("nobody who may review has this id"));
    }
    if (who->state != ReviewerState::Active)
        return failure(reviewerRejected("this reviewer is switched off"));
    return std::optional(who->role);
}

Result<std::string> whoAsks(const GatewayPlace& place, const std::string& reviewer) {
    if (reviewer.empty()) return systemUser();
    if (const auto known = roleOfReviewer(place, reviewer); !known) return failure(known.error());
    return systemUser() + " as " + reviewer;
}

}  // namespace countersign
