// What makes a reviewer's account: ids, names, passwords. Any thread; the book outlives the call. Hashing
// takes a tenth of a second and 64 MB.
#pragma once

#include <string>
#include <string_view>

#include "operator/reviewer_book.h"

namespace countersign {

// NIST SP 800-63B-4: at least 15 characters where a password is all there is; no rules about what is in it.
inline constexpr std::size_t kLeastPasswordLetters = 15;
inline constexpr std::size_t kMostPasswordBytes = 512;
inline constexpr std::size_t kMostReviewerNameBytes = 100;

// 1 to 32 small letters, digits, - or _, and none of the words that stand in decisions for somebody else
// (policy, regulator).
[[nodiscard]] bool isReviewerId(std::string_view id);

// ReviewerRejected, and nothing was changed: an id, name or password that can't be, an id that is taken or
// that nobody has.
[[nodiscard]] Status addReviewer(ReviewerBook& book, std::string_view id, std::string_view name,
                                 ReviewerRole role, std::string_view password, WallTime now);
[[nodiscard]] Status setReviewerState(ReviewerBook& book, std::string_view id, ReviewerState state);
// Ends the reviewer's sessions, too (console_sessions.h).
[[nodiscard]] Status setReviewerPassword(ReviewerBook& book, std::string_view id, std::string_view password);

// Who has this id and password; empty: nobody, or switched off. An id that nobody has costs the same work.
[[nodiscard]] Result<std::optional<ReviewerRow>> reviewerOf(ReviewerBook& book, std::string_view id,
                                                            std::string_view password);

}  // namespace countersign
