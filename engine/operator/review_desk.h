// Where records are judged: by the policy, or by a person who looks. Opens what is sealed, asks the rules
// (judge.h), and hands the case book a complete decision: signed receipt, index, what goes to the regulator.
// The one place for this, whichever surface a word comes from (command, console). Everything passed in
// outlives the desk. Any thread; several desks, in several processes, may work on one ledger.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "operator/case_book.h"
#include "operator/index_key.h"
#include "operator/judge.h"
#include "operator/operator_rules.h"
#include "operator/record_opener.h"
#include "protocol/regulator.h"

namespace countersign {

struct ShownValue {
    std::string name;   // stable, lower case, dots between levels: "document_number", "signal.passive"
    std::string value;  // plain text from a stranger: escape it; no control characters, at most 400 bytes
};

// One case as a reviewer sees it. Personal; overwritten when it goes.
struct OpenedCase {
    OpenedCase() = default;
    OpenedCase(OpenedCase&&) = default;
    OpenedCase& operator=(OpenedCase&&) = default;
    OpenedCase(const OpenedCase&) = delete;
    OpenedCase& operator=(const OpenedCase&) = delete;
    ~OpenedCase();

    Case row;
    std::optional<RegistrationFacts> facts;  // empty: what was sealed can't be judged, `unreadable` says why
    std::string unreadable;                  // payload_unknown, payload_incomplete (judge.h)
    bool picturesErased = false;             // their time was over
    bool genuine = false;                    // signed by its counter
    AttestedWay way = AttestedWay::Scan;     // what was sealed or, where that says nothing, the signed header
    std::string counter;                     // its short code
    std::string application;                 // version of the counter's program
    WallTime createdAt, receivedAt;          // by the counter's clock; by the operator's
    std::vector<ShownValue> fields;          // what clerk and buyer entered
    // What was measured, as signed by the counter: liveness, score, signal.*, similarity, band, reasons,
    // capture.*, camera, …; where what was sealed says otherwise, both ("sealed.band").
    std::vector<ShownValue> signals;
    Bytes portrait, frame, supporting;  // JPEG as it came, never decoded here; empty: none
};

// A reviewer's word.
struct ReviewerWord {
    DeviceId device;
    RecordId record;
    std::uint32_t basedOn = 1;                      // the revision that was looked at
    ReceiptStatus status = ReceiptStatus::Refused;  // Accepted, Refused or ComeBack
    std::string reason;                             // isReasonCode; empty with Accepted
    std::string reviewer;                           // their id
    ReviewerRole role = ReviewerRole::Reviewer;
    std::string user{};  // the system's user who typed it at a command; empty: signed in at the page
};

// 1 to 64 of small letters, digits and _: what a receipt carries and no text about a person gets through.
[[nodiscard]] bool isReasonCode(std::string_view text);

// What came of one round by the policy.
struct JudgeCount {
    std::size_t claimed = 0;  // 0: nothing waits
    std::size_t activated = 0, accepted = 0, refused = 0, comeBack = 0;
    std::size_t review = 0;  // a person must look
    std::size_t earlier =
        0;  // sent to a person before they were filed so early; looked at again to file them
    std::optional<Error> earlierFailure{};  // why none of these was looked at, where others were judged
    std::size_t elsewhere = 0;              // somebody else was faster
    std::size_t failed = 0;                 // could not be read this time; tried again after the claim's end
};

// How often a case is begun; whoever died over it or could not read it so often leaves it to a person.
inline constexpr std::uint32_t kMaxJudgeAttempts = 3;
// How long a claim keeps others away: a whole round takes a second or two.
inline constexpr Millis kJudgeLease = std::chrono::minutes(5);

struct ReviewKeys {
    const IndexKey& index;
    const Signer& receipts;
    std::optional<SealingKey> regulator;  // empty: nothing can be forwarded
};

class ReviewDesk {
  public:
    ReviewDesk(Ledger& ledger, BodyStore& bodies, CaseBook& book, std::vector<OpeningKey> opening,
               ReviewKeys keys, OperatorRules rules, const Clock& clock);

    // For a reviewer's eyes. Whoever shows the pictures notes it in the case book first (CaseBook::note).
    // RecordNotHeld; PayloadNotOpened: it can be refused, not shown and not accepted.
    [[nodiscard]] Result<OpenedCase> open(const DeviceId& device, const RecordId& record);

    // A no after a yes tells the regulator, if that may hold it.
    // PayloadNotOpened: an acceptance of what can't be opened, is not its counter's or names no document to
    // file it under. MessageMalformed: no such word, or one that the regulator's form has no room for.
    [[nodiscard]] Result<DecideOutcome> decide(const ReviewerWord& word);

    // Claims up to `limit` cases and does with each what the policy says; then files as many of those that
    // wait for a person and stand under nobody, each once in the desk's life: what was sealed to a key that
    // is not here is filed once a desk with that key begins. An error (the ledger, the disk) leaves those
    // that were not reached to others.
    [[nodiscard]] Result<JudgeCount> judgeWaiting(int limit);

  private:
    [[nodiscard]] Status judgeOne(const Case& waiting, JudgeCount& count);
    [[nodiscard]] Status judgeOpened(const Case& waiting, const OpenedRecord& opened, JudgeCount& count);
    [[nodiscard]] Status toReview(const RecordRow& row, const Proposal& proposal,
                                  const std::optional<CaseIndex>& index, JudgeCount& count);
    [[nodiscard]] Result<std::size_t> fileEarlier(int limit);
    [[nodiscard]] Status fileOne(const Case& waiting);
    [[nodiscard]] Status acceptByPolicy(const RecordRow& row, const OpenedRecord& opened,
                                        const RegistrationFacts& facts, const std::optional<CaseIndex>& index,
                                        JudgeCount& count);
    [[nodiscard]] Status decideByPolicy(Decision decision, JudgeCount& count);
    [[nodiscard]] std::optional<CaseIndex> indexOf(const RegistrationFacts& facts) const;
    // Under which it waits for a person. No numbers, and so no place held, where the counter's signature or
    // the facts don't stand.
    [[nodiscard]] std::optional<CaseIndex> indexOf(const OpenedRecord& opened) const;
    // Without receipt: sign() comes last.
    [[nodiscard]] Decision wordOn(const RecordRow& row, ReceiptStatus status, std::string reason) const;
    // Makes it the word that the policy wants for a yes, with what is forwarded.
    [[nodiscard]] Status turnIntoYes(Decision& decision, const RecordRow& row, const OpenedRecord& opened,
                                     const RegistrationFacts& facts) const;
    // Makes it tell the regulator that the yes is taken back, if that may hold it.
    [[nodiscard]] Status takeBack(Decision& decision, const RecordRow& row,
                                  const Result<OpenedRecord>& opened) const;
    // Fills in who and what it is about, and seals it: there is a regulator's key.
    [[nodiscard]] Result<Bytes> attest(const RecordRow& row, const RegistrationFacts& facts,
                                       Attestation& about) const;
    [[nodiscard]] Status sign(Decision& decision, const RecordRow& row) const;

    CaseBook& m_book;
    RecordOpener m_opener;
    ReviewKeys m_keys;
    OperatorRules m_rules;
    const Clock& m_clock;

    std::mutex m_earlier;  // one thread at a time files what came earlier
    std::optional<CaseCursor> m_filedUntil;
    bool m_allFiled = false;
};

// How it was made sure who the buyer is, by what was sealed.
[[nodiscard]] AttestedWay attestedWayOf(const RegistrationFacts& facts);
// The values of a case as a reviewer sees them (review_view.cpp).
void showValues(const OpenedRecord& opened, OpenedCase& into);

}  // namespace countersign
