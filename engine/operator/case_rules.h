// Inside the folder only: what holds about words on a case whatever the case book stands on. Pure; any
// thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "operator/case_book.h"
#include "protocol/keys.h"

namespace countersign::ledger {

// What stands in the review log as the action.
inline constexpr std::string_view kWordAction = "word";        // one person's word on an exception
inline constexpr std::string_view kDecidedAction = "decided";  // a word that settled a case
// Beside either, if it came by a command: which of the system's users typed it, and as whom. Says nothing of
// the word itself, which the second person must not see.
inline constexpr std::string_view kByCommandAction = "by_command";

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

// The row beside somebody's word that names the system's user; empty: they were signed in.
[[nodiscard]] std::optional<ReviewLogRow> typedBy(const Decision& decision);

// What becomes of a decision's item, or of why there is none.
enum class Forwarding {
    Nothing = 1,  // a no to what the regulator never heard of
    AsDecided,    // the item is sent, or the reason noted
    KeyNeeded,    // there is neither, and the regulator would go on believing a yes that is no more
};
// `mayHold`: whether a yes to this record may be at the regulator, unless it has refused it.
[[nodiscard]] Forwarding forwardingOf(const Decision& decision, bool mayHold);
// For DecideOutcome, after a word that settles.
[[nodiscard]] std::optional<TakenBack> takenBack(const Case& before, const Decision& decision,
                                                 Forwarding forwarding);

// Whether something was sold, so that the law wants to know to whom: the number went into service, or may
// have since the yes was the last word; a yes that only the regulator's answer would have made one is none
// once it is taken back.
[[nodiscard]] bool wasSold(const CaseHistory& history);

// The receipt of the word "activated", which follows the row's word. Errors: those of the signer.
[[nodiscard]] Result<Bytes> activationReceipt(const RecordRow& row, const Signer& key, WallTime now);

}  // namespace countersign::ledger
