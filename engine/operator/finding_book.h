// What `conduct` has read and found (conduct.h), behind one interface, in the ledger's tables. Every method
// is one transaction and may be called from any thread and from several processes at once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "operator/conduct.h"

namespace countersign {

enum class FindingState {
    Open = 1,
    Answered,  // by the shop's supervisor
    Closed,    // by the operator
};
[[nodiscard]] std::string_view findingStateName(FindingState state);  // open, answered, closed

struct FindingRow {
    std::uint64_t number = 0;
    ConductFinding finding;
    FindingState state = FindingState::Open;
    WallTime raisedAt;
    std::optional<ConductAnswer> answer;
    std::string answeredBy;
    std::optional<WallTime> answeredAt, closedAt;
};

// Who decided on a record at the counter, by its journal.
struct DecidedBy {
    RecordId record;
    std::string clerk;
    WallTime at;
};
// A record whose header could not be read when its turn came: its body may be there tomorrow.
struct MissedRecord {
    DeviceId counter;
    RecordId record;
    WallTime receivedAt;
    bool operator==(const MissedRecord&) const = default;
};
// What a supervisor said to a finding.
struct AnsweredFinding {
    std::uint64_t number = 0;
    ConductAnswer answer = ConductAnswer::Other;
    std::string by;
};
struct JournalPart {
    DeviceId device;
    std::uint64_t upTo = 0;  // the last line's number
    std::vector<DecidedBy> decided;
    std::vector<AnsweredFinding> answers;
};

// A counter gets no more questions than people can answer: what is found beyond comes up again when there is
// room, since it is found every day. It also keeps an older counter's list of orders from being filled with a
// kind that it passes over.
inline constexpr std::int64_t kMostOpenFindings = 8;

class FindingBook {
  public:
    virtual ~FindingBook() = default;

    // How far the ledger's records were read (RecordPage::next), and a counter's journal.
    [[nodiscard]] virtual Result<std::int64_t> recordsRead() = 0;
    [[nodiscard]] virtual Result<std::uint64_t> journalRead(const DeviceId& device) = 0;
    // Rows that are there already stay as they are: two processes may read the same page. `missed` are
    // remembered until they are added or forgotten.
    [[nodiscard]] virtual Status addRecords(std::span<const ConductRow> rows,
                                            std::span<const MissedRecord> missed, std::int64_t readUpTo) = 0;
    // In the order of counter and record.
    [[nodiscard]] virtual Result<std::vector<MissedRecord>> missed(const std::optional<MissedRecord>& after,
                                                                   int limit) = 0;
    // Of what was missed and could be read after all.
    [[nodiscard]] virtual Status addMissed(std::span<const ConductRow> rows) = 0;
    // An answer counts only for an open finding of this very counter, and the first one only.
    [[nodiscard]] virtual Status addJournal(const JournalPart& part, WallTime now) = 0;

    // What a counter registered since.
    [[nodiscard]] virtual Result<std::vector<ConductRow>> rowsOf(const DeviceId& device, WallTime since) = 0;
    // Records that share a hash with another one, at any counter, if one of them came since.
    [[nodiscard]] virtual Result<std::vector<ConductRow>> alike(WallTime since) = 0;
    // Nothing is kept for longer than it is looked at: who decided, by when it was noted; and what was read
    // or missed of records, by when they came.
    [[nodiscard]] virtual Status forgetClerks(WallTime before) = 0;
    [[nodiscard]] virtual Status forgetRecords(WallTime before) = 0;
    // So many in one statement, so that others come to write in between; not measured.
    static constexpr int kForgottenAtOnce = 10'000;

    // Makes the finding and the order that tells `counter` of it. Nothing if it is known: about the same
    // record; or of the same kind, counter and clerk and either open or raised within its window; or if that
    // counter has kMostOpenFindings open ones. `counter` is finding.counter or who took its place.
    [[nodiscard]] virtual Result<std::optional<std::uint64_t>> raise(const ConductFinding& finding,
                                                                     const DeviceId& counter,
                                                                     WallTime now) = 0;
    // The newest first.
    [[nodiscard]] virtual Result<std::vector<FindingRow>> findings(int limit) = 0;
    // False: there is none of this number, or it was closed before.
    [[nodiscard]] virtual Result<bool> close(std::uint64_t number, WallTime now) = 0;
};

}  // namespace countersign
