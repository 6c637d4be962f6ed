// Who is at a command, as it stands in the log of who looked at what. Main thread.
#pragma once

#include <optional>
#include <string>

#include "commands.h"
#include "operator/reviewer_book.h"

namespace countersign {

// "user:lina", by the process's real user, "uid:1001" where that has no name: what the system vouches for.
// No reviewer's id holds a colon.
[[nodiscard]] std::string systemUser();

// The role of the account of this id. Empty: there are no accounts at all. ReviewerRejected: nobody may have
// this id, there are accounts and it is none of them, or it is switched off.
[[nodiscard]] Result<std::optional<ReviewerRole>> roleOfReviewer(const GatewayPlace& place,
                                                                 const std::string& id);

// The system's user, and beside it the reviewer who is named, if one is: "user:lina as wang". Errors: those
// of roleOfReviewer.
[[nodiscard]] Result<std::string> whoAsks(const GatewayPlace& place, const std::string& reviewer);

}  // namespace countersign
