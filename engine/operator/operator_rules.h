// What the operator's signed policy says of its own work: how records are decided, what of them is forwarded
// and how long pictures are kept. Plain values; any thread.
//
// "decisions": {"numbers_a_person": 5, "automatic": true, "least_similarity": 0.6, "least_score": 0.5}
// Counters pass over this one. They take the others: "forwarding" and "retention" (core/data_terms.h),
// "bands"."same" and "guardian".
#pragma once

#include <cstdint>
#include <optional>

#include "core/clock.h"
#include "core/data_terms.h"
#include "core/result.h"
#include "protocol/signed_policy.h"

namespace countersign {

struct DecisionRules {
    int numbersAPerson = 5;  // at most so many cards a person with one operator
    bool automatic = true;   // false: a person looks at everything
    // On top of the counter's own thresholds; empty: those alone.
    std::optional<double> leastSimilarity, leastScore;
    int guardianConsentsBelow = 14, guardianPresentBelow = 16;  // full years; an operator may only raise them
    bool operator==(const DecisionRules&) const = default;
};

struct OperatorRules {
    std::uint64_t policyVersion = 0;
    DecisionRules decisions;
    ForwardingRules forwarding;
    int picturesDays = 30;  // after the final answer
    [[nodiscard]] Millis picturesKept() const { return std::chrono::hours(24) * picturesDays; }
    bool operator==(const OperatorRules&) const = default;
};

// What the policy leaves out is as above. OperatorFolderUnusable if a value can't be meant: better no
// decision than one by a rule that nobody wrote.
[[nodiscard]] Result<OperatorRules> readOperatorRules(const OperatorPolicy& policy);

}  // namespace countersign
