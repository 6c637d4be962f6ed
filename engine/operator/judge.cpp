#include "operator/judge.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace countersign {
namespace {

constexpr std::array kCodes{
    // Two people.
    JudgeCode{"signature_invalid", CodeUse::Exception,
              "the stored registration is not signed by its counter"},
    JudgeCode{"other_record", CodeUse::Exception, "what was sealed belongs to another record"},
    JudgeCode{"header_differs", CodeUse::Exception, "what was sealed contradicts the signed header"},
    JudgeCode{"challenge_differs", CodeUse::Exception,
              "the scan answers another challenge than this record's"},
    JudgeCode{"replaced_counter", CodeUse::Exception, "from a counter that was replaced before it came"},
    JudgeCode{"no_scan", CodeUse::Exception, "registered without a scan"},
    JudgeCode{"other_terms", CodeUse::Exception, "scanned by other terms than the usual ones"},
    // Nobody has judged these two: whether one person would be enough is not known.
    JudgeCode{"payload_not_opened", CodeUse::Exception, "sealed to a key that is not here, or damaged"},
    JudgeCode{"judging_failed", CodeUse::Exception, "the judge broke off more than once over it"},
    // One person.
    JudgeCode{"payload_unknown", CodeUse::Look, "of a kind that this version doesn't know"},
    JudgeCode{"payload_incomplete", CodeUse::Look, "something is missing or not what it should be"},
    JudgeCode{"regulator_refused", CodeUse::Look, "accepted, and the regulator did not take it"},
    JudgeCode{"limit_waits", CodeUse::Look,
              "with what came before and waits for a person, as many numbers stand in this name as may"},
    JudgeCode{"automatic_off", CodeUse::Look, "the policy leaves every decision to a person"},
    JudgeCode{"counter_set_aside", CodeUse::Look, "its counter contradicts itself and was set aside"},
    JudgeCode{"virtual_camera", CodeUse::Look, "the camera is a program"},
    JudgeCode{"camera_flagged", CodeUse::Look, "the counter's rule for cameras flagged it"},
    JudgeCode{"challenge_not_bound", CodeUse::Look, "the challenge is bound to no record: an older counter"},
    JudgeCode{"evidence_missing", CodeUse::Look, "a scan without evidence: an older counter"},
    JudgeCode{"pictures_missing", CodeUse::Look, "a scan without portrait or best frame"},
    JudgeCode{"counter_unsure", CodeUse::Look, "the counter itself left it to a person"},
    JudgeCode{"counter_refused", CodeUse::Look, "the counter itself had refused"},
    JudgeCode{"liveness_unsure", CodeUse::Look, "the liveness check did not simply succeed"},
    JudgeCode{"score_low", CodeUse::Look, "the liveness score is below the operator's"},
    JudgeCode{"match_missing", CodeUse::Look, "portrait and face were not compared"},
    JudgeCode{"match_unsure", CodeUse::Look, "portrait and face are not surely one person's"},
    JudgeCode{"similarity_low", CodeUse::Look, "the likeness is below the operator's"},
    JudgeCode{"document_kind_unknown", CodeUse::Look, "no document that this version knows"},
    JudgeCode{"document_number_wrong", CodeUse::Look, "the document number can't be right"},
    JudgeCode{"numbers_wrong", CodeUse::Look, "a card, phone or line number can't be right, or is missing"},
    JudgeCode{"consent_missing", CodeUse::Look, "a scan without the buyer's consent"},
    // Answers.
    JudgeCode{"document_limit", CodeUse::Answer, "as many numbers stand in this person's name as may"},
    JudgeCode{"msisdn_used", CodeUse::Answer, "the line stands in another registration"},
    JudgeCode{"iccid_used", CodeUse::Answer, "the card stands in another registration"},
    JudgeCode{"imei_used", CodeUse::Answer, "the phone stands in another registration"},
    JudgeCode{"guardian_needed", CodeUse::Answer, "come back with a guardian: the buyer is too young"},
};

// Numbers went through JSON twice; written and read they are the same to the last bit or not meant.
constexpr double kSame = 1e-9;

bool sameNumber(const std::optional<double>& one, const std::optional<double>& other) {
    return one.has_value() == other.has_value() && (!one || std::abs(*one - *other) <= kSame);
}

ScanRoute routeOf(const RegistrationFacts& facts) {
    if (facts.withoutScan) return ScanRoute::NoScan;
    return facts.otherWay ? ScanRoute::OtherTerms : ScanRoute::Usual;
}

class Doubts {
  public:
    void add(bool doubtful, std::string_view code) {
        if (doubtful) m_codes.emplace_back(code);
    }
    [[nodiscard]] bool any() const { return !m_codes.empty(); }
    [[nodiscard]] Proposal proposal() {
        Proposal proposal;
        std::ranges::stable_partition(m_codes, isException);
        proposal.exception = isException(m_codes.front());
        proposal.reasons = std::move(m_codes);
        return proposal;
    }

  private:
    std::vector<std::string> m_codes;
};

bool contradicts(const JudgedRecord& record, const RegistrationFacts& facts) {
    const auto& header = record.header;
    if (facts.practice != header.practice || routeOf(facts) != header.route) return true;
    if (header.practice != record.row.practice) return true;
    const auto& evidence = header.evidence;
    if (!evidence) return false;
    // Without a scan there is none in the header either.
    return facts.withoutScan || facts.liveness != evidence->liveness || facts.band != evidence->band ||
           !sameNumber(facts.similarity, evidence->similarity);
}

void lookAtScan(const JudgedRecord& record, const RegistrationFacts& facts, const DecisionRules& rules,
                Doubts& doubts) {
    doubts.add(record.header.camera.virtualDevice, "virtual_camera");
    doubts.add(!record.portraitThere || !record.bestFrameThere, "pictures_missing");
    doubts.add(!facts.consent || !facts.consent->complete, "consent_missing");
    const auto& evidence = record.header.evidence;
    doubts.add(!evidence, "evidence_missing");
    if (!evidence) return;
    doubts.add(record.challenge == ChallengeOutcome::NotBound, "challenge_not_bound");
    doubts.add(evidence->cameraRule != "trusted" && evidence->cameraRule != "allowed", "camera_flagged");
    doubts.add(evidence->liveness != "accepted", "liveness_unsure");
    doubts.add(rules.leastScore && !(evidence->score >= *rules.leastScore), "score_low");
    doubts.add(!evidence->similarity || evidence->band.empty(), "match_missing");
    doubts.add(!evidence->band.empty() && evidence->band != "same", "match_unsure");
    doubts.add(
        rules.leastSimilarity && evidence->similarity && !(*evidence->similarity >= *rules.leastSimilarity),
        "similarity_low");
}

bool guardianMissing(const JudgedRecord& record, const RegistrationFacts& facts, const DecisionRules& rules) {
    if (!facts.birth) return false;
    // By the counter's clock, which can only make a buyer younger than the day it came.
    const int age = ageAt(*facts.birth, std::min(record.row.createdAt, record.row.receivedAt));
    if (age >= rules.guardianPresentBelow) return false;
    if (!facts.guardian || !facts.guardian->complete) return true;
    return age < rules.guardianConsentsBelow && !facts.guardian->consents;
}

}  // namespace

std::span<const JudgeCode> judgeCodes() {
    return kCodes;
}

bool isException(std::string_view code) {
    return std::ranges::any_of(
        kCodes, [&](const JudgeCode& each) { return each.code == code && each.use == CodeUse::Exception; });
}

Proposal toAPerson(std::string_view code) {
    Doubts doubts;
    doubts.add(true, code);
    return doubts.proposal();
}

Proposal judge(const JudgedRecord& record, const RegistrationFacts& facts, const DecisionRules& rules,
               const Standing& standing) {
    Doubts doubts;
    doubts.add(facts.recordId != record.row.recordId.hex() || record.header.recordId != record.row.recordId,
               "other_record");
    doubts.add(contradicts(record, facts), "header_differs");
    doubts.add(
        record.challenge == ChallengeOutcome::Differs || record.row.challenge == ChallengeOutcome::Differs,
        "challenge_differs");
    doubts.add(record.row.late != Lateness::No, "replaced_counter");
    // What either of the two says is enough.
    const bool noScan = facts.withoutScan || record.header.route == ScanRoute::NoScan;
    doubts.add(noScan, "no_scan");
    doubts.add(!noScan && (facts.otherWay || record.header.route == ScanRoute::OtherTerms ||
                           (record.header.evidence && record.header.evidence->terms.reduced)),
               "other_terms");
    doubts.add(record.counterSetAside, "counter_set_aside");
    if (!noScan) lookAtScan(record, facts, rules, doubts);
    doubts.add(facts.decision == "refused", "counter_refused");
    doubts.add(facts.decision != "accepted" && facts.decision != "refused", "counter_unsure");
    doubts.add(!facts.documentKind, "document_kind_unknown");
    doubts.add(facts.documentKind && !facts.documentNumberRight, "document_number_wrong");
    doubts.add(!facts.numbersRight, "numbers_wrong");
    doubts.add(!rules.automatic, "automatic_off");
    if (doubts.any()) return doubts.proposal();

    Proposal proposal;
    const auto answer = [&](Verdict verdict, std::string reason) {
        proposal.verdict = verdict;
        proposal.reason = std::move(reason);
        return proposal;
    };
    // Practice counts for no limit.
    if (!record.row.practice) {
        if (!standing.taken.empty())
            return answer(Verdict::Refuse, std::string(numberKindName(standing.taken.front())) + "_used");
        if (!facts.msisdn.empty() && standing.numbers >= rules.numbersAPerson)
            return answer(Verdict::Refuse, "document_limit");
        // What only waits may still be refused, and anybody may have sent it: nobody is sent away for it.
        if (!facts.msisdn.empty() && standing.numbers + standing.waiting >= rules.numbersAPerson)
            return toAPerson("limit_waits");
    }
    if (guardianMissing(record, facts, rules)) return answer(Verdict::ComeBack, "guardian_needed");
    return answer(Verdict::Accept, {});
}

bool consentCovers(const RegistrationFacts& facts, ForwardContent content) {
    if (content == ForwardContent::None) return true;
    if (!facts.consent || !facts.consent->complete) return false;
    const auto& told = facts.consent->forwarding;
    return told == forwardContentName(ForwardContent::Portrait) ||
           (content == ForwardContent::Attestation && told == forwardContentName(content));
}

}  // namespace countersign
