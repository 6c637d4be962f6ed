// What becomes of records after they were taken in, behind one interface, in the ledger's tables. Every
// method is one transaction and may be called from any thread and from several processes at once. No person
// stands here in the clear: who and which numbers come as keyed hashes (index_key.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "operator/ledger.h"

namespace countersign {

enum class CaseState {
    Waiting = 1,  // for the judge
    Review,       // a person must look
    Second,       // an exception on which one person has spoken
    Decided,
};
[[nodiscard]] std::string_view caseStateName(CaseState state);  // waiting, review, second, decided
[[nodiscard]] std::optional<CaseState> caseStateFromName(std::string_view name);

enum class ReviewerRole { Reviewer = 1, Supervisor };

// One of each stands in one record only.
enum class NumberKind { Msisdn = 1, Iccid, Imei };
[[nodiscard]] std::string_view numberKindName(NumberKind kind);  // msisdn, iccid, imei

struct NumberHash {
    NumberKind kind = NumberKind::Msisdn;
    Sha256 hash{};
    bool operator==(const NumberHash&) const = default;
};

// Whose record it is and what stands in it.
struct CaseIndex {
    Sha256 document{};
    std::vector<NumberHash> numbers;
    [[nodiscard]] bool hasLine() const;  // a telephone number: what the limit for one person counts
};

struct FirstWord {
    std::string by;
    ReceiptStatus status = ReceiptStatus::Refused;
    std::string reason;
    WallTime at;
};

struct Case {
    RecordRow record;
    CaseState state = CaseState::Waiting;
    std::uint32_t attempts = 0;        // how often a judge has claimed it
    std::vector<std::string> reasons;  // stable codes (judge.h): why a person must look
    bool exception = false;            // two different people have to say the same
    std::optional<FirstWord> first;    // in state Second
};

// Where a page ends, to be given for the next one.
struct CaseCursor {
    WallTime receivedAt;
    DeviceId deviceId;
    RecordId recordId;
    CaseState state = CaseState::Review;  // of CaseBook::unfiled, which goes through two
};
struct CasePage {
    std::vector<Case> cases;  // the oldest first
    std::optional<CaseCursor> next;
};

struct SealedItem {
    std::string content;  // attestation, portrait
    std::string ground;   // the legal ground, as the policy named it
    Bytes bytes;          // sealed to the regulator's key
};

// A word on a record, complete: the book adds nothing to it but the second person's name.
struct Decision {
    DeviceId deviceId;
    RecordId recordId;
    std::uint32_t basedOn = 1;  // the revision that was looked at
    ReceiptStatus status = ReceiptStatus::Refused;
    std::string reason;
    std::string by;                    // kByPolicy or a reviewer's id
    std::string user{};                // the system's user who typed the word; empty: signed in at the page
    std::optional<ReviewerRole> role;  // empty: the policy, which decides only what waits for the judge
    std::uint64_t policyVersion = 0;
    WallTime at;
    Bytes receipt;  // signed, of revision basedOn + 1
    std::optional<CaseIndex> index;
    int numbersAPerson = 0;  // the most that may stand in one person's name
    // To the regulator. Of a no: that the yes is taken back, which is sent only if the regulator may hold it.
    std::optional<SealedItem> item;
    std::optional<std::string> notForwarded;  // why it isn't sent; of a no as above
    std::optional<WallTime> picturesUntil;    // empty: the regulator's answer is awaited
};
inline constexpr std::string_view kByPolicy = "policy";

enum class DecideResult {
    Decided = 1,
    FirstOfTwo,        // noted; somebody else has to say the same
    SamePerson,        // has spoken already
    Disagreed,         // noted; a supervisor decides
    SupervisorNeeded,  // two people disagree
    NotJudgedYet,      // the judge comes first: it says whether two people are needed
    SettledElsewhere,  // somebody else was faster
    DocumentLimit,
    NumberTaken,
    RegulatorKeyNeeded,  // the regulator may hold the yes, and there is neither an item nor why there is none
};
// A yes that was taken back, and what the regulator hears of it.
enum class TakenBack {
    Unsent = 1,  // it never left: nothing
    Told,        // it waits in the outbox
    Untold,      // it may hold the yes and can't be told: a person has to
};
struct DecideOutcome {
    DecideResult result = DecideResult::SettledElsewhere;
    std::optional<NumberKind> taken{};     // with NumberTaken
    std::optional<TakenBack> takenBack{};  // with Decided, if the case was decided with a yes before
};

// How a person and numbers stand so far, not counting one record.
struct Standing {
    int numbers = 0;  // lines that stand in this person's name, over all shops
    // Further ones that came before this record and wait for a person's word. Each holds its place: otherwise
    // as many more could be sold in other shops until somebody has looked. Only those before it, so that two
    // that wait never keep each other waiting; a no gives the place back.
    int waiting = 0;
    std::vector<NumberKind> taken;
};

struct DecisionRow {
    std::uint32_t revision = 0;
    WallTime at;
    ReceiptStatus status = ReceiptStatus::Received;
    std::string reason, by, confirmedBy;
    std::uint64_t policyVersion = 0;
};
// Actions in the log that no person is told of.
inline constexpr std::string_view kHoldAction = "hold";
inline constexpr std::string_view kUnholdAction = "unhold";
struct ReviewLogRow {
    WallTime at;
    std::string reviewer, action, detail;
};
struct CaseHistory {
    std::vector<DecisionRow> decisions;
    std::vector<ReviewLogRow> log;
    std::string forwarding;                    // the newest outbox item's state; empty: none
    std::string ground;                        // the legal ground of that item
    std::string notForwarded;                  // why; empty: nothing stands in the way
    std::optional<WallTime> notForwardedAt{};  // the moment of the word that is not forwarded
};

// How long pictures are kept.
struct RetentionRow {
    DeviceId deviceId;
    RecordId recordId;
    std::optional<WallTime> picturesUntil;
    std::string hold;                        // why the law wants them kept longer; empty: it doesn't
    std::optional<WallTime> erasedAt;        // its pictures; the rest perhaps later
    Bytes details;                           // after the erasure: all but the pictures, sealed
    Bytes certificate;                       // signed
    std::optional<WallTime> askedAt{};       // the person asked for the erasure, which is not carried out yet
    std::optional<WallTime> serviceEnded{};  // the end of the service's last day; empty: it goes on
    std::optional<WallTime> detailsUntil{};  // how long the law wants details kept after that
    bool filed = false;  // erased, and it stands in its person's name all the same, with details or without
    // Nothing is left of it but head and certificate.
    [[nodiscard]] bool gone() const { return erasedAt && !filed; }
};

// That what was sold is in service no more.
struct ServiceEnd {
    WallTime endedAt;       // the end of its last day
    WallTime detailsUntil;  // details are kept until then
};

// Of a record whose month was moved away (PostgreSQL) nothing is known but its ids, and with them, where it
// says so, when it came and how it was decided. Where its body lies is not.
[[nodiscard]] inline bool idsAlone(const RecordRow& row) {
    return row.bodyHash == Sha256{};
}

// Whether an erased record still stands in its person's name: as long as a line may be theirs.
enum class Filing { Stays = 1, Goes };

class CaseBook {
  public:
    virtual ~CaseBook() = default;

    // Cases that wait for the judge and that nobody holds, the oldest first; the caller's until now + lease.
    [[nodiscard]] virtual Result<std::vector<Case>> claim(int limit, WallTime now, Millis lease) = 0;
    // Claimed and not worked on: free again at once.
    [[nodiscard]] virtual Status letGo(const Case& claimed) = 0;
    // False: it no longer waits. With an index it is filed under its person in the same transaction: what is
    // held about somebody is found from then on, and a line holds its place. Its card and phone are not held:
    // whoever has them in the hand sells them, and the first yes counts.
    [[nodiscard]] virtual Result<bool> toReview(const DeviceId& device, const RecordId& record,
                                                const std::vector<std::string>& reasons, bool exception,
                                                const std::optional<CaseIndex>& index) = 0;
    // Cases that wait for a person and stand under no document: of before they were filed so early, or not
    // opened. Those in Review first, then those in Second, of each the oldest first.
    [[nodiscard]] virtual Result<CasePage> unfiled(const std::optional<CaseCursor>& after, int limit) = 0;
    // Files such a case as toReview does. False: it waits no more, or is filed already.
    [[nodiscard]] virtual Result<bool> file(const DeviceId& device, const RecordId& record,
                                            const CaseIndex& index) = 0;
    [[nodiscard]] virtual Result<CasePage> cases(CaseState state, const std::optional<CaseCursor>& after,
                                                 int limit) = 0;
    [[nodiscard]] virtual Result<std::optional<Case>> find(const DeviceId& device,
                                                           const RecordId& record) = 0;
    [[nodiscard]] virtual Result<CaseHistory> history(const DeviceId& device, const RecordId& record) = 0;
    [[nodiscard]] virtual Result<Standing> standing(const CaseIndex& index, const DeviceId& exceptDevice,
                                                    const RecordId& exceptRecord) = 0;
    // Writes the word with all that follows from it, or nothing. RecordNotHeld if there is no such case.
    [[nodiscard]] virtual Result<DecideOutcome> decide(const Decision& decision) = 0;
    // Rows are only ever added; detail: stable codes, no personal data.
    [[nodiscard]] virtual Status note(const ReviewLogRow& row, const DeviceId& device,
                                      const RecordId& record) = 0;

    // Everything that stands under one document number, refused records and those that wait too. Of months
    // that were moved away (PostgreSQL) ids, arrival, practice and status alone.
    [[nodiscard]] virtual Result<std::vector<RecordRow>> recordsOfPerson(const Sha256& document) = 0;
    // The record that claimed a number last; empty: none that is known. Of a month that was moved away
    // (PostgreSQL) the ids alone.
    [[nodiscard]] virtual Result<std::optional<RecordRow>> recordOfNumber(const NumberHash& number) = 0;
    [[nodiscard]] virtual Result<std::int64_t> peopleHeld() = 0;

    [[nodiscard]] virtual Result<std::optional<RetentionRow>> retention(const DeviceId& device,
                                                                        const RecordId& record) = 0;
    // Pictures whose time is over, that nobody holds and that are still there.
    [[nodiscard]] virtual Result<std::vector<RecordRow>> picturesDue(WallTime now, int limit) = 0;
    // With a row in the log. An empty reason lets go. RecordNotHeld.
    [[nodiscard]] virtual Status hold(const ReviewLogRow& row, const DeviceId& device, const RecordId& record,
                                      std::string_view reason) = 0;
    // Remembers, with a row in the log, that the person wants it erased; the first time stays. RecordNotHeld.
    [[nodiscard]] virtual Status askErasure(const ReviewLogRow& row, const DeviceId& device,
                                            const RecordId& record) = 0;
    // It was carried out.
    [[nodiscard]] virtual Status erasureAnswered(const DeviceId& device, const RecordId& record) = 0;
    // Asked for and not carried out, whatever stands in the way; the oldest first. Of months that were moved
    // away (PostgreSQL) as detailsDue.
    [[nodiscard]] virtual Result<std::vector<RecordRow>> erasuresAsked(int limit) = 0;
    // Pictures that are due, or asked for, in months that were moved away: nobody can erase them before the
    // month is back.
    [[nodiscard]] virtual Result<std::int64_t> erasuresOutOfReach(WallTime now) = 0;
    // The service ended, or, without an end, goes on after all; with a row in the log. From the end on it
    // stands in its person's name no more, and its numbers may be sold again. False: it was never accepted,
    // so that there is no service.
    [[nodiscard]] virtual Result<bool> noteService(const ReviewLogRow& row, const DeviceId& device,
                                                   const RecordId& record,
                                                   const std::optional<ServiceEnd>& end) = 0;
    // Details whose time after the service is over, that nobody holds and that are still there; with or
    // without their pictures, but not those that the regulator has yet to answer. Also what stays filed
    // without details, since it was damaged. Of a record whose month was moved away (PostgreSQL) the ids
    // alone are known, and it is handed out only if its pictures are gone.
    [[nodiscard]] virtual Result<std::vector<RecordRow>> detailsDue(WallTime now, int limit) = 0;
    // False: a hold came in between, or it is erased already. Without details nothing of it can be read any
    // more. A second time with Filing::Goes, after it stayed filed; the first time stays. Where the filing
    // goes, so do its numbers and all in the outbox that the regulator has answered; otherwise a portrait
    // there.
    [[nodiscard]] virtual Result<bool> markErased(const DeviceId& device, const RecordId& record, WallTime at,
                                                  ByteView details, ByteView certificate, Filing filing) = 0;
};

}  // namespace countersign
