// What is to go to the regulator, in the ledger's tables: rows come with the decision, in its transaction
// (case book), and end with the regulator's signed word. Items are sealed to the regulator's key. Behind one
// interface; every method is one transaction and may be called from any thread, and from
// several processes at once: an item is one forwarder's at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "protocol/regulator.h"

namespace countersign {

enum class OutboxState { Waiting = 1, Acknowledged, Refused };
[[nodiscard]] std::string_view outboxStateName(OutboxState state);  // waiting, acknowledged, refused
[[nodiscard]] std::optional<OutboxState> outboxStateFromName(std::string_view name);

// One that this forwarder holds until claimedUntil; that time also names the claim, since the next one of the
// same item ends later.
struct OutboxItem {
    std::int64_t id = 0;
    ItemKey key;
    Bytes item;                  // sealed
    std::uint32_t attempts = 0;  // in vain, and perhaps by the item's own fault
    WallTime claimedUntil;
    bool sentBefore = false;  // an earlier claim of it may have reached the regulator
};

struct ClaimTerms {
    int items = 0;          // at most
    std::size_t bytes = 0;  // of the items together; one is given out whatever its size
    Millis lease{};         // whoever died in between: after this they are free again
};

struct AnsweredItem {
    std::int64_t id = 0;
    RegulatorWord word = RegulatorWord::Acknowledged;
    Bytes answer;  // as the regulator signed it, verified
};

// What an acknowledgement does to the record.
struct ActivationTerms {
    const Signer& receiptKey;
    std::uint64_t policyVersion = 0;
    Millis picturesKept{};  // after the regulator's word
};

enum class SettleResult {
    Activated = 1,  // the record's word is "activated" now, and the counter learns it
    Kept,           // the answer is kept; refused, or the record's word had moved on
    Before,         // there was an answer already
    Later,          // its month was moved out of the ledger: it waits on, and is asked again
};

// Whose fault it may be that there was no answer.
enum class Blame { Nobody = 1, Item };

// Whether anything of this claim may be at the regulator. Then it has to be told if the yes is taken back.
enum class Sent { Perhaps = 1, Nothing };

struct OutboxRow {
    std::int64_t id = 0;
    ItemKey key;
    ForwardContent content = ForwardContent::Attestation;
    std::string ground;
    std::size_t itemBytes = 0;
    WallTime createdAt;
    OutboxState state = OutboxState::Waiting;
    std::uint32_t attempts = 0;
    std::optional<WallTime> nextAttempt;
    Bytes answer;  // empty while it waits
    std::optional<WallTime> answeredAt;
};
struct OutboxPage {
    std::vector<OutboxRow> rows;
    std::int64_t next = 0;  // to be given as `after` for the next page
};

// A record that is not sent.
struct UnsentRecord {
    DeviceId device;
    RecordId record;
    std::string reason;  // stable
    WallTime at;
};

struct OutboxCounts {
    std::int64_t waiting = 0, acknowledged = 0, refused = 0, notForwarded = 0;
    std::optional<WallTime> oldestWaiting;
};

class Outbox {
  public:
    virtual ~Outbox() = default;

    // Those that wait, whose time has come and that nobody holds; what was never tried in vain comes first.
    // From here on they count as sent, whoever dies.
    [[nodiscard]] virtual Result<std::vector<OutboxItem>> claim(const ClaimTerms& terms, WallTime now) = 0;
    // One result for each, all in one transaction: the answer, and for an acknowledgement of the record's
    // present word the new word, its receipt, the order to the counter and the day the pictures go. A refusal
    // of the present word sends the case back to a person (regulator_refused). An error leaves open whether
    // they are stored: the items are sent again, the answer is the same.
    [[nodiscard]] virtual Result<std::vector<SettleResult>> settle(std::span<const AnsweredItem> answers,
                                                                   const ActivationTerms& terms,
                                                                   WallTime now) = 0;
    // No answer came. Claims that ended meanwhile are left to who holds the items now.
    [[nodiscard]] virtual Status later(std::span<const OutboxItem> items, WallTime next, Blame blame,
                                       Sent sent) = 0;

    // In the order in which they came; of all states if none is named.
    [[nodiscard]] virtual Result<OutboxPage> list(std::optional<OutboxState> state, std::int64_t after,
                                                  int limit) = 0;
    // After `after` in the order of counter and record; from the start if empty.
    [[nodiscard]] virtual Result<std::vector<UnsentRecord>> notForwarded(
        const std::optional<UnsentRecord>& after, int limit) = 0;
    [[nodiscard]] virtual Result<OutboxCounts> counts() = 0;
};

}  // namespace countersign
