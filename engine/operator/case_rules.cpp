#include "operator/case_rules.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace countersign::ledger {

bool accepts(ReceiptStatus status) {
    return status == ReceiptStatus::Accepted || status == ReceiptStatus::Activated;
}

std::string wordOf(ReceiptStatus status, const std::string& reason) {
    std::string word(receiptStatusName(accepts(status) ? ReceiptStatus::Accepted : status));
    return reason.empty() ? word : word + " " + reason;
}

Weighed weigh(const Case& before, const Decision& decision, std::span<const ReviewLogRow> log) {
    if (!decision.role) {
        return {before.state == CaseState::Waiting ? DecideResult::Decided : DecideResult::SettledElsewhere};
    }
    if (before.state == CaseState::Waiting) return {DecideResult::NotJudgedYet};
    if (before.state == CaseState::Decided) {
        // A yes can be taken back, by a supervisor: cards and numbers become free again.
        const bool takesBack = accepts(before.record.status) && !accepts(decision.status);
        if (!takesBack) return {DecideResult::SettledElsewhere};
        return {*decision.role == ReviewerRole::Supervisor ? DecideResult::Decided
                                                           : DecideResult::SupervisorNeeded};
    }
    if (!before.exception) return {DecideResult::Decided};

    std::vector<ReviewLogRow> words;
    std::ranges::copy_if(log, std::back_inserter(words),
                         [](const ReviewLogRow& row) { return row.action == kWordAction; });
    const auto word = wordOf(decision.status, decision.reason);
    if (std::ranges::any_of(words, [&](const ReviewLogRow& row) { return row.reviewer == decision.by; }))
        return {DecideResult::SamePerson};
    const auto same =
        std::ranges::find_if(words, [&](const ReviewLogRow& row) { return row.detail == word; });
    if (words.size() > 1) {
        if (*decision.role != ReviewerRole::Supervisor) return {DecideResult::SupervisorNeeded};
        return {DecideResult::Decided, same != words.end() ? same->reviewer : std::string()};
    }
    if (same != words.end()) return {DecideResult::Decided, decision.by};
    return {words.empty() ? DecideResult::FirstOfTwo : DecideResult::Disagreed};
}

const std::string& decidedBy(const Case& before, const Decision& decision, const std::string& confirmedBy) {
    return before.first && confirmedBy == decision.by ? before.first->by : decision.by;
}

std::optional<ReviewLogRow> typedBy(const Decision& decision) {
    if (decision.user.empty()) return std::nullopt;
    return ReviewLogRow{decision.at, decision.user + " as " + decision.by, std::string(kByCommandAction), {}};
}

Forwarding forwardingOf(const Decision& decision, bool mayHold) {
    if (accepts(decision.status)) return Forwarding::AsDecided;
    if (!mayHold) return Forwarding::Nothing;
    return decision.item || decision.notForwarded ? Forwarding::AsDecided : Forwarding::KeyNeeded;
}

std::optional<TakenBack> takenBack(const Case& before, const Decision& decision, Forwarding forwarding) {
    if (before.state != CaseState::Decided || accepts(decision.status)) return std::nullopt;
    if (forwarding != Forwarding::AsDecided) return TakenBack::Unsent;
    return decision.item ? TakenBack::Told : TakenBack::Untold;
}

bool wasSold(const CaseHistory& history) {
    const auto& words = history.decisions;
    if (std::ranges::any_of(words,
                            [](const DecisionRow& word) { return word.status == ReceiptStatus::Activated; }))
        return true;
    if (words.empty()) return false;
    if (accepts(words.back().status)) return true;
    // A yes of which nobody was asked besides: the counter had it and nothing to wait for. That a no is not
    // forwarded says nothing.
    return std::ranges::any_of(words, [&](const DecisionRow& word) {
        return accepts(word.status) && history.notForwardedAt == word.at;
    });
}

Result<Bytes> activationReceipt(const RecordRow& row, const Signer& key, WallTime now) {
    return signReceipt(Receipt{row.recordId,
                               row.deviceId,
                               row.sequence,
                               row.payloadHash,
                               row.receivedAt,
                               ReceiptStatus::Activated,
                               {},
                               row.revision + 1,
                               {},
                               std::chrono::floor<std::chrono::seconds>(now)},
                       key);
}

}  // namespace countersign::ledger
