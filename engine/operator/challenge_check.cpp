#include "operator/challenge_check.h"

namespace countersign {
namespace {

// Both ends of a pause were cut to whole milliseconds.
constexpr std::chrono::milliseconds kRounding{1};

bool asDrawn(const ScanEvidence& evidence, const std::vector<DrawnStep>& drawn) {
    if (evidence.challenge.size() != drawn.size()) return false;
    std::chrono::milliseconds free{0};  // when the last action was done
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const auto& step = evidence.challenge[i];
        if (step.action != drawn[i].action) return false;
        // Only a scan that was refused may have ended before everything was asked and done.
        if (evidence.liveness != "refused" && (!step.askedMs || !step.doneMs || step.result != "done"))
            return false;
        if (!step.askedMs) continue;
        if (std::chrono::milliseconds(*step.askedMs) - free + kRounding < drawn[i].pause) return false;
        free = std::chrono::milliseconds(step.doneMs.value_or(*step.askedMs));
    }
    return true;
}

}  // namespace

std::string_view challengeOutcomeName(ChallengeOutcome outcome) {
    switch (outcome) {
        case ChallengeOutcome::NotBound:
            return "not_bound";
        case ChallengeOutcome::Matches:
            return "matches";
        case ChallengeOutcome::Differs:
            return "differs";
    }
    return "invalid";
}

std::optional<ChallengeOutcome> challengeOutcomeFromName(std::string_view name) {
    for (const auto outcome :
         {ChallengeOutcome::NotBound, ChallengeOutcome::Matches, ChallengeOutcome::Differs}) {
        if (challengeOutcomeName(outcome) == name) return outcome;
    }
    return std::nullopt;
}

ChallengeOutcome checkChallenge(const std::optional<ScanEvidence>& evidence, const RecordId& record,
                                const std::optional<ChallengeKey>& key) {
    if (!evidence) return ChallengeOutcome::NotBound;
    const bool claimed = evidence->binding == ChallengeBinding::Record;
    if (claimed != key.has_value()) return ChallengeOutcome::Differs;
    if (!claimed) return ChallengeOutcome::NotBound;
    if (!evidence->terms.reduced && !challengeLength(evidence->terms.actions, evidence->terms.length))
        return ChallengeOutcome::Differs;
    RecordPicker picker(*key, record, evidence->attempt);
    return asDrawn(*evidence, drawSteps(evidence->terms, picker)) ? ChallengeOutcome::Matches
                                                                  : ChallengeOutcome::Differs;
}

}  // namespace countersign
