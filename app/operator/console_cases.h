// Cases as the console's page gets them. Any thread; everything passed in outlives the call.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <unordered_map>

#include "console_answers.h"

namespace countersign {

struct CaseName {
    DeviceId device;
    RecordId record;
};
[[nodiscard]] std::optional<CaseName> caseNameIn(const nlohmann::json& object);

// Names of reviewers by their ids; an id that nobody has stands for itself.
using ReviewerNames = std::unordered_map<std::string, std::string>;
[[nodiscard]] Result<ReviewerNames> reviewerNames(ReviewerBook& book);

// One page of the queue. `after`: where the page before ended, as it was said there; MessageMalformed becomes
// an empty optional.
[[nodiscard]] Result<std::optional<nlohmann::json>> queuePage(CaseBook& book, std::string_view state,
                                                              std::string_view after,
                                                              std::string_view reviewer);

// What one reviewer may see of how a case stands: the rule of two people is kept here.
struct CaseStand {
    // single: one person decides. Of an exception: open, the reviewer has not spoken; spoken; dispute, a
    // supervisor decides. waiting: for the rules. decided.
    std::string_view stand;
    std::vector<std::string_view> may;  // accepted, refused, come_back
    std::vector<ReviewLogRow> words;    // those that this reviewer may see
    std::vector<ReviewLogRow> log;      // the same for the history
};
[[nodiscard]] CaseStand standFor(const Case& row, const CaseHistory& history, const ReviewerRow& me);

// Everything but the pictures. Personal: wipe() what it becomes.
[[nodiscard]] nlohmann::json caseJson(const Case& row, const OpenedCase* opened, const CaseHistory& history,
                                      const CaseStand& stand, const ReviewerNames& names);
[[nodiscard]] nlohmann::json wordsJson(const std::vector<ReviewLogRow>& words, const ReviewerNames& names);
[[nodiscard]] std::string_view outcomeName(DecideResult result);
[[nodiscard]] std::string_view takenBackName(TakenBack takenBack);  // unsent, told, untold

// Three lengths in four bytes each, the highest first, and the pictures behind them.
[[nodiscard]] Bytes packPictures(const OpenedCase& opened);

}  // namespace countersign
