// Inside the folder only: what holds about words on a case whatever the case book stands on. Pure; any
// thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "operator/case_book.h"
#include "protocol/keys.h"

namespace countersign::ledger {

// What stands in the review log as the action.
inline constexpr std::string_view kWordAction = "word";        // one person's word on an exception
inline constexpr std::string_view kDecidedAction = "decided";  // a word that settled a case

inline constexpr std::string_view kByRegulator = "regulator";  // who decided, beside kByPolicy and people
// A case's reasons, as they are stored, when the regulator refused what was accepted (judge.h).
inline constexpr std::string_view kRegulatorRefusedReasons = R"(["regulator_refused"])";

// A stored time further away than any lease or pause: by a clock that was set meanwhile. It counts as past.
inline constexpr Millis kFarthestLease = std::chrono::hours(48);

[[nodiscard]] bool accepts(ReceiptStatus status);
// "accepted", "refused document_unreadable". Whether the operator's yes is also the last word depends on the
// policy at that moment and not on who says it.
[[nodiscard]] std::string wordOf(ReceiptStatus status, const std::string& reason);

// What the rule of two people makes of a word. Decided: it settles the case, confirmed by the name in
// `confirmedBy` if somebody else said the same. FirstOfTwo and Disagreed: the word is to be noted.
struct Weighed {
    DecideResult result = DecideResult::SettledElsewhere;
    std::string confirmedBy{};
};
// `log`: what was written about the case so far, oldest first; of no use for the policy's word.
[[nodiscard]] Weighed weigh(const Case& before, const Decision& decision, std::span<const ReviewLogRow> log);
// Whose word it is that settles the case: the first one's, where two said the same.
[[nodiscard]] const std::string& decidedBy(const Case& before, const Decision& decision,
                                           const std::string& confirmedBy);

// The receipt of the word "activated", which follows the row's word. Errors: those of the signer.
[[nodiscard]] Result<Bytes> activationReceipt(const RecordRow& row, const Signer& key, WallTime now);

}  // namespace countersign::ledger
