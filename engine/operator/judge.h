// What the operator's rules make of one registration. A pure function of what was signed, what was sealed,
// the policy and what the case book says of the person and the numbers; it never sees a picture, and nobody's
// face is compared with anybody's. Any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "operator/case_book.h"
#include "operator/operator_rules.h"
#include "operator/registration_facts.h"
#include "protocol/envelope.h"

namespace countersign {

// Every code the judge gives, with what it means: stable, ASCII, stored with the case and shown to reviewers.
enum class CodeUse {
    Look = 1,   // a person must look
    Exception,  // two different people must
    Answer,     // the answer itself: a refusal, or to come back
};
struct JudgeCode {
    std::string_view code;
    CodeUse use = CodeUse::Look;
    std::string_view meaning;
};
[[nodiscard]] std::span<const JudgeCode> judgeCodes();
[[nodiscard]] bool isException(std::string_view code);

enum class Verdict { Accept = 1, Refuse, ComeBack, Review };

struct Proposal {
    Verdict verdict = Verdict::Review;
    std::string reason;                // of a refusal or to come back
    std::vector<std::string> reasons;  // of a review, the gravest (two people) first
    bool exception = false;
};

// What is known of a record besides what was sealed.
struct JudgedRecord {
    const RecordRow& row;
    const EnvelopeHeader& header;
    ChallengeOutcome challenge = ChallengeOutcome::NotBound;  // as drawn again now
    bool counterSetAside = false;
    bool portraitThere = false, bestFrameThere = false;  // whether, never what is on them
};

// Whatever is doubtful goes to a person; refused is only what no person could accept: a limit that is
// reached, a card, phone or line that stands in another record.
[[nodiscard]] Proposal judge(const JudgedRecord& record, const RegistrationFacts& facts,
                             const DecisionRules& rules, const Standing& standing);
// Where there are no facts to judge.
[[nodiscard]] Proposal toAPerson(std::string_view code);

// Whether the buyer was told, before agreeing, that this much is forwarded. Who was told nothing of it, by an
// older counter or without a scan, agreed to none of it.
[[nodiscard]] bool consentCovers(const RegistrationFacts& facts, ForwardContent content);

}  // namespace countersign
