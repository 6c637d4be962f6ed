#include "operator/review_desk.h"

#include <sodium.h>

#include <algorithm>

#include "identity/document_number.h"
#include "operator/operator_errors.h"
#include "protocol/failures.h"

namespace countersign {
namespace {

constexpr std::string_view kJudgingFailed = "judging_failed";

bool isJpeg(const Bytes& picture) {
    return picture.size() > 3 && picture[0] == 0xff && picture[1] == 0xd8 && picture[2] == 0xff;
}

AttestedWay wayOf(ScanRoute route) {
    switch (route) {
        case ScanRoute::Usual:
            break;
        case ScanRoute::OtherTerms:
            return AttestedWay::OtherWay;
        case ScanRoute::NoScan:
            return AttestedWay::Person;
    }
    return AttestedWay::Scan;
}

}  // namespace

bool isReasonCode(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

OpenedCase::~OpenedCase() {
    for (auto* values : {&fields, &signals}) {
        for (auto& each : *values) sodium_memzero(each.value.data(), each.value.size());
    }
    for (auto* picture : {&portrait, &frame, &supporting}) wipe(*picture);
}

ReviewDesk::ReviewDesk(Ledger& ledger, BodyStore& bodies, CaseBook& book, std::vector<OpeningKey> opening,
                       ReviewKeys keys, OperatorRules rules, const Clock& clock)
    : m_book(book),
      m_opener(ledger, bodies, book, std::move(opening)),
      m_keys(std::move(keys)),
      m_rules(std::move(rules)),
      m_clock(clock) {}

Result<OpenedCase> ReviewDesk::open(const DeviceId& device, const RecordId& record) {
    auto row = m_book.find(device, record);
    if (!row) return failure(row.error());
    if (!*row) return failure(noSuchRecord());
    auto opened = m_opener.open((*row)->record);
    if (!opened) return failure(opened.error());
    OpenedCase shown;
    shown.row = std::move(**row);
    auto facts = readFacts(opened->payload.fields, m_clock.wall());
    if (facts) {
        shown.way = attestedWayOf(*facts);
        shown.facts = std::move(*facts);
    } else {
        shown.way = wayOf(opened->header.route);
        shown.unreadable = facts.error();
    }
    shown.genuine = opened->genuine;
    shown.picturesErased = opened->picturesErased;
    shown.counter = device.shortCode();
    shown.application = shown.row.record.application;
    shown.createdAt = shown.row.record.createdAt;
    shown.receivedAt = shown.row.record.receivedAt;
    showValues(*opened, shown);
    shown.portrait = std::move(opened->payload.portraitJpeg);
    shown.frame = std::move(opened->payload.bestFrameJpeg);
    shown.supporting = std::move(opened->payload.supportingJpeg);
    return shown;
}

std::optional<CaseIndex> ReviewDesk::indexOf(const RegistrationFacts& facts) const {
    if (!facts.documentKind) return std::nullopt;
    CaseIndex index{m_keys.index.document(*facts.documentKind, facts.documentNumber), {}};
    const auto add = [&](NumberKind kind, const std::string& number) {
        // Without a digit it is no number: all such would be one and the same.
        if (std::ranges::any_of(number, [](char c) { return c >= '0' && c <= '9'; }))
            index.numbers.push_back({kind, m_keys.index.number(kind, number)});
    };
    add(NumberKind::Msisdn, facts.msisdn);
    add(NumberKind::Iccid, facts.iccid);
    add(NumberKind::Imei, facts.imei);
    return index;
}

std::optional<CaseIndex> ReviewDesk::indexOf(const OpenedRecord& opened) const {
    const auto now = m_clock.wall();
    if (opened.genuine) {
        if (const auto facts = readFacts(opened.payload.fields, now)) return indexOf(*facts);
    }
    const auto named = readDocument(opened.payload.fields, now);
    if (!named) return std::nullopt;
    return CaseIndex{m_keys.index.document(named->kind, named->number), {}};
}

Decision ReviewDesk::wordOn(const RecordRow& row, ReceiptStatus status, std::string reason) const {
    Decision decision;
    decision.deviceId = row.deviceId;
    decision.recordId = row.recordId;
    decision.basedOn = row.revision;
    decision.status = status;
    decision.reason = std::move(reason);
    decision.by = kByPolicy;
    decision.policyVersion = m_rules.policyVersion;
    decision.at = m_clock.wall();
    decision.numbersAPerson = m_rules.decisions.numbersAPerson;
    decision.picturesUntil = decision.at + m_rules.picturesKept();
    return decision;
}

Status ReviewDesk::sign(Decision& decision, const RecordRow& row) const {
    auto receipt = signReceipt(Receipt{row.recordId,
                                       row.deviceId,
                                       row.sequence,
                                       row.payloadHash,
                                       row.receivedAt,
                                       decision.status,
                                       decision.reason,
                                       decision.basedOn + 1,
                                       {}},
                               m_keys.receipts);
    if (!receipt) return failure(receipt.error());
    decision.receipt = std::move(*receipt);
    return {};
}

Result<DecideOutcome> ReviewDesk::decide(const ReviewerWord& word) {
    const bool yes = word.status == ReceiptStatus::Accepted;
    const bool no = word.status == ReceiptStatus::Refused || word.status == ReceiptStatus::ComeBack;
    if ((!yes && !no) || (yes ? !word.reason.empty() : !isReasonCode(word.reason)) || word.reviewer.empty())
        return failure(protocol::malformed("not a reviewer's word"));
    const auto found = m_book.find(word.device, word.record);
    if (!found) return failure(found.error());
    if (!*found) return failure(noSuchRecord());
    const auto& row = (*found)->record;
    if (row.revision != word.basedOn) return DecideOutcome{DecideResult::SettledElsewhere};

    auto decision = wordOn(row, word.status, word.reason);
    decision.by = word.reviewer;
    decision.role = word.role;
    decision.user = word.user;
    const auto opened = m_opener.open(row);
    // A no to what can't be read for good is fine; what is only away now would be filed under nobody for
    // ever.
    if (!opened) {
        if (yes || !m_opener.isForGood(opened.error())) return failure(opened.error());
    }
    if (opened) {
        const auto facts = readFacts(opened->payload.fields, m_clock.wall());
        decision.index = facts ? indexOf(*facts) : indexOf(*opened);
        if (yes) {
            if (!opened->genuine) return failure(payloadNotOpened("not signed by its counter"));
            if (!facts) return failure(payloadNotOpened(facts.error()));
            if (!decision.index)
                return failure(payloadNotOpened("no document under which it could be counted"));
            if (const auto made = turnIntoYes(decision, row, *opened, *facts); !made)
                return failure(made.error());
        }
    }
    if (no && (row.status == ReceiptStatus::Accepted || row.status == ReceiptStatus::Activated)) {
        if (const auto made = takeBack(decision, row, opened); !made) return failure(made.error());
    }
    if (const auto done = sign(decision, row); !done) return failure(done.error());
    return m_book.decide(decision);
}

Result<JudgeCount> ReviewDesk::judgeWaiting(int limit) {
    const auto claimed = m_book.claim(limit, m_clock.wall(), kJudgeLease);
    if (!claimed) return failure(claimed.error());
    JudgeCount count;
    count.claimed = claimed->size();
    for (auto waiting = claimed->begin(); waiting != claimed->end(); ++waiting) {
        const auto done = judgeOne(*waiting, count);
        if (done) continue;
        // Perhaps the ledger is away: then these come free with the end of the claim.
        for (; waiting != claimed->end(); ++waiting) {
            if (!m_book.letGo(*waiting)) break;
        }
        return failure(done.error());
    }
    const auto earlier = fileEarlier(limit);
    if (earlier)
        count.earlier = *earlier;
    else if (count.claimed == 0)
        return failure(earlier.error());
    else
        count.earlierFailure = earlier.error();  // what the round did is done and told
    return count;
}

Result<std::size_t> ReviewDesk::fileEarlier(int limit) {
    const std::lock_guard lock(m_earlier);
    if (m_allFiled) return std::size_t{0};
    const auto page = m_book.unfiled(m_filedUntil, limit);
    if (!page) return failure(page.error());
    for (const auto& each : page->cases) {
        if (const auto done = fileOne(each); !done) return failure(done.error());
    }
    m_filedUntil = page->next;
    m_allFiled = !page->next;
    return page->cases.size();
}

Status ReviewDesk::fileOne(const Case& waiting) {
    // Over this one judges died: it is opened by a person's word alone.
    if (std::ranges::find(waiting.reasons, kJudgingFailed) != waiting.reasons.end()) return {};
    const auto& row = waiting.record;
    const auto opened = m_opener.open(row);
    if (!opened) {
        return m_opener.isForGood(opened.error()) ? Status() : failure(opened.error());
    }
    const auto index = indexOf(*opened);
    if (!index) return {};
    const auto filed = m_book.file(row.deviceId, row.recordId, *index);
    if (!filed) return failure(filed.error());
    return {};
}

Status ReviewDesk::judgeOne(const Case& waiting, JudgeCount& count) {
    const auto& row = waiting.record;
    if (waiting.attempts > kMaxJudgeAttempts) return toReview(row, toAPerson(kJudgingFailed), {}, count);
    const auto opened = m_opener.open(row);
    if (opened) return judgeOpened(waiting, *opened, count);
    const auto code = opened.error().code;
    if (code == ErrorCode::PayloadNotOpened) return toReview(row, toAPerson("payload_not_opened"), {}, count);
    // A disk that is away says nothing about this record.
    if (!m_opener.isForGood(opened.error())) return failure(opened.error());
    if (waiting.attempts >= kMaxJudgeAttempts) return toReview(row, toAPerson(kJudgingFailed), {}, count);
    ++count.failed;
    return {};
}

Status ReviewDesk::judgeOpened(const Case& waiting, const OpenedRecord& opened, JudgeCount& count) {
    const auto& row = waiting.record;
    if (!opened.genuine) return toReview(row, toAPerson("signature_invalid"), indexOf(opened), count);
    const auto facts = readFacts(opened.payload.fields, m_clock.wall());
    if (!facts) return toReview(row, toAPerson(facts.error()), indexOf(opened), count);
    const auto index = indexOf(*facts);
    Standing standing;
    if (index) {
        auto stands = m_book.standing(*index, row.deviceId, row.recordId);
        if (!stands) return failure(stands.error());
        standing = std::move(*stands);
    }
    const auto proposal = judge({row, opened.header, opened.challenge, opened.counterSetAside,
                                 isJpeg(opened.payload.portraitJpeg), isJpeg(opened.payload.bestFrameJpeg)},
                                *facts, m_rules.decisions, standing);
    switch (proposal.verdict) {
        case Verdict::Accept:
            return acceptByPolicy(row, opened, *facts, index, count);
        case Verdict::Refuse:
        case Verdict::ComeBack: {
            const auto status =
                proposal.verdict == Verdict::Refuse ? ReceiptStatus::Refused : ReceiptStatus::ComeBack;
            auto decision = wordOn(row, status, proposal.reason);
            decision.index = index;
            if (auto done = sign(decision, row); !done) return done;
            return decideByPolicy(std::move(decision), count);
        }
        case Verdict::Review:
            break;
    }
    return toReview(row, proposal, index, count);
}

Status ReviewDesk::toReview(const RecordRow& row, const Proposal& proposal,
                            const std::optional<CaseIndex>& index, JudgeCount& count) {
    const auto moved =
        m_book.toReview(row.deviceId, row.recordId, proposal.reasons, proposal.exception, index);
    if (!moved) return failure(moved.error());
    ++(*moved ? count.review : count.elsewhere);
    return {};
}

Status ReviewDesk::acceptByPolicy(const RecordRow& row, const OpenedRecord& opened,
                                  const RegistrationFacts& facts, const std::optional<CaseIndex>& index,
                                  JudgeCount& count) {
    auto decision = wordOn(row, ReceiptStatus::Accepted, {});
    decision.index = index;
    // Longer than the regulator's form takes, or with characters that have no place in a name.
    if (const auto made = turnIntoYes(decision, row, opened, facts); !made)
        return toReview(row, toAPerson("payload_incomplete"), index, count);
    if (auto done = sign(decision, row); !done) return done;
    auto refusal = wordOn(row, ReceiptStatus::Refused, {});
    refusal.index = index;
    const auto outcome = m_book.decide(decision);
    if (!outcome) return failure(outcome.error());
    switch (outcome->result) {
        case DecideResult::Decided:
            ++(decision.status == ReceiptStatus::Activated ? count.activated : count.accepted);
            return {};
        // Somebody else's decision came between the look and the word.
        case DecideResult::DocumentLimit: {
            // Unless a part of what stands in the way waits itself.
            const auto standing =
                index ? m_book.standing(*index, row.deviceId, row.recordId) : Result<Standing>(Standing());
            if (!standing) return failure(standing.error());
            if (standing->numbers < m_rules.decisions.numbersAPerson)
                return toReview(row, toAPerson("limit_waits"), index, count);
            refusal.reason = "document_limit";
            break;
        }
        case DecideResult::NumberTaken:
            refusal.reason =
                std::string(numberKindName(outcome->taken.value_or(NumberKind::Msisdn))) + "_used";
            break;
        default:
            ++count.elsewhere;
            return {};
    }
    if (auto done = sign(refusal, row); !done) return done;
    return decideByPolicy(std::move(refusal), count);
}

Status ReviewDesk::decideByPolicy(Decision decision, JudgeCount& count) {
    const auto outcome = m_book.decide(decision);
    if (!outcome) return failure(outcome.error());
    if (outcome->result != DecideResult::Decided)
        ++count.elsewhere;
    else
        ++(decision.status == ReceiptStatus::Refused ? count.refused : count.comeBack);
    return {};
}

}  // namespace countersign
