// What the operator keeps about counters and records, behind one interface (on SQLite, or on PostgreSQL).
// Every method is one transaction and may be called from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/challenge_draw.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/receipt_code.h"
#include "core/result.h"
#include "protocol/contact.h"
#include "protocol/device_id.h"
#include "protocol/hash.h"
#include "protocol/keys.h"
#include "protocol/receipt.h"

namespace countersign {

enum class DeviceState { Active = 1, Off };

struct DeviceRow {
    DeviceId id;
    VerifyingKey key;
    KeyProtection keyProtection = KeyProtection::File;
    std::string application;
    DeviceState state = DeviceState::Active;
    WallTime enrolledAt;
    std::optional<ChallengeKey> challengeKey;  // empty: enrolled before there was one
    bool setAside = false;                     // contradicts itself: nothing new is taken until released
    std::optional<WallTime> lastContact;
    std::optional<std::uint64_t>
        keysVersion{};               // at its last contact; empty: it can't take key bundles, or never said
    std::uint64_t lastReserved = 0;  // the highest number it told of; of a replaced one: before that
    std::optional<WallTime> replacedAt{};
    std::optional<DeviceId> replaces{};  // the counter whose place this one took
};

// A record of a replaced counter. It is kept and acknowledged, since somebody's registration may hang on it,
// and never goes on by itself: whoever has the stolen computer can sign whatever he likes under any number.
enum class Lateness {
    No = 1,   // the counter was in its place
    Known,    // it had told of this number before it was replaced
    Unknown,  // nobody had heard of it before: an alarm
};
[[nodiscard]] std::string_view latenessName(Lateness lateness);  // no, known, unknown
[[nodiscard]] std::optional<Lateness> latenessFromName(std::string_view name);

// What came of drawing a record's challenge again.
enum class ChallengeOutcome {
    NotBound = 1,  // no scan, an older program, or a counter without a key: nothing to hold it against
    Matches,
    Differs,  // an alarm; kept all the same, for whoever decides later
};
[[nodiscard]] std::string_view challengeOutcomeName(ChallengeOutcome outcome);  // not_bound, matches, differs
[[nodiscard]] std::optional<ChallengeOutcome> challengeOutcomeFromName(std::string_view name);

struct RecordRow {
    RecordId recordId;
    DeviceId deviceId;
    std::uint64_t sequence = 0;
    Sha256 envelopeHash{};
    Sha256 payloadHash{};
    Sha256 previousHash{};
    Sha256 bodyHash{};  // of the whole container: where the body lies
    std::uint64_t bodySize = 0;
    WallTime createdAt;
    WallTime receivedAt;
    std::string application;
    bool practice = false;
    ReceiptStatus status = ReceiptStatus::Received;
    std::string reason;
    std::uint32_t revision = 1;
    Bytes receipt;  // as signed; repeated byte for byte
    ChallengeOutcome challenge = ChallengeOutcome::NotBound;
    Lateness late = Lateness::No;
};

enum class EnrolResult {
    Enrolled = 1,
    Repeated,  // same code and same key again: the answer was lost on the way
    CodeInvalid,
};
struct EnrolOutcome {
    EnrolResult result = EnrolResult::CodeInvalid;
    DeviceRow device;
};

enum class AddResult {
    Added = 1,
    Repeated,  // the same envelope is there
    Conflict,  // its record id or sequence is taken by another envelope; an alarm is stored
};
struct AddOutcome {
    AddResult result = AddResult::Conflict;
    RecordRow row;  // as stored; empty for Conflict
};

// How a contact came. One that lay on a stick may be older than what came by network since: that it knows
// less than is held says nothing against the counter.
enum class ContactWay { Network = 1, Stick };

// What comes of a counter's contact.
struct ContactOutcome {
    bool alarm = false;  // its journal or its numbers contradict what is held: stands in the ledger
    bool setAside = false;
    std::uint64_t auditHeld = 0;
    std::uint64_t sequenceLimit = 0;
    std::uint64_t highestSequence = 0;
    std::vector<Order> orders;  // not done yet, oldest first, at most kMaxOrdersAtOnce
};

// Whose a body is.
struct BodyOwner {
    Sha256 body{};
    DeviceId deviceId;
    RecordId recordId;
    bool erased = false;  // the ledger says that it is gone
};

// Rows are handed out in the order in which they arrived.
struct RecordPage {
    std::vector<RecordRow> rows;
    std::int64_t next = 0;  // to be given as `after` for the next page
};

// One statement's worth: an array of 16 KB.
inline constexpr std::size_t kMaxBodiesAsked = 500;
inline constexpr int kMostOfOneCode = 64;

class Ledger {
  public:
    virtual ~Ledger() = default;

    [[nodiscard]] virtual Status addCode(const Sha256& codeHash, WallTime createdAt, WallTime expiresAt) = 0;
    // `candidate` becomes the device if the code is good at candidate.enrolledAt.
    [[nodiscard]] virtual Result<EnrolOutcome> enrol(const Sha256& codeHash, const DeviceRow& candidate) = 0;
    [[nodiscard]] virtual Result<std::optional<DeviceRow>> device(const DeviceId& id) = 0;
    [[nodiscard]] virtual Status setDeviceState(const DeviceId& id, DeviceState state) = 0;
    // From now on the counter registers nobody; who enrols with the code takes its place. Again: another
    // code.
    [[nodiscard]] virtual Status replaceDevice(const DeviceId& id, const Sha256& codeHash, WallTime now,
                                               WallTime expiresAt) = 0;

    // What this device has stored under the record id; cheap, for the repeated post.
    [[nodiscard]] virtual Result<std::optional<RecordRow>> find(const DeviceId& device,
                                                                const RecordId& record) = 0;
    // One outcome for each row, all in one transaction. A challenge that differs raises an alarm together
    // with its row. An error leaves open whether the rows are stored: nothing is acknowledged, the counter
    // asks again.
    [[nodiscard]] virtual Result<std::vector<AddOutcome>> add(std::span<const RecordRow> rows) = 0;
    [[nodiscard]] virtual Result<std::vector<RecordRow>> findEverywhere(const RecordId& record) = 0;
    // Every record whose id begins with these 40 bits, in the order in which they arrived, at most
    // kMostOfOneCode: by chance two share a code here and there; who makes more of them on purpose hides none
    // that came before.
    [[nodiscard]] virtual Result<std::vector<RecordRow>> findByCode(const RecordCode& code) = 0;
    [[nodiscard]] virtual Result<RecordPage> records(std::int64_t after, int limit) = 0;
    [[nodiscard]] virtual Result<std::int64_t> alarmCount() = 0;
    // The owners of those of these bodies that a record names, in no order; at most kMaxBodiesAsked at once.
    [[nodiscard]] virtual Result<std::vector<BodyOwner>> ownersOf(std::span<const Sha256> bodies) = 0;
    // This envelope was taken in, and where its body lies is known no more, since the record's month was
    // moved elsewhere (PostgreSQL).
    [[nodiscard]] virtual Result<bool> movedAway(const DeviceId& device, const RecordId& record,
                                                 const Sha256& envelope) = 0;
    // Whether any month was. May read every record's key.
    [[nodiscard]] virtual Result<bool> anyMovedAway() = 0;
    // Like findByCode, of those whose month was moved away: their ids alone are known.
    [[nodiscard]] virtual Result<std::vector<RecordRow>> findMovedByCode(const RecordCode& code) = 0;

    // Notes how the counter stands and takes its journal lines in. A journal that differs from what is held,
    // or numbers that went back, raise an alarm, and the numbers set the counter aside.
    [[nodiscard]] virtual Result<ContactOutcome> takeContact(const Contact& contact, WallTime now,
                                                             ContactWay way = ContactWay::Network) = 0;
    // Gives the order its number, which is returned.
    [[nodiscard]] virtual Result<std::uint64_t> addOrder(const DeviceId& device, const Order& order,
                                                         WallTime now) = 0;
    // A counter that was set aside goes on. Contradictions about the numbers it has used so far raise alarms
    // as before but set it aside no more.
    [[nodiscard]] virtual Status release(const DeviceId& device) = 0;
    [[nodiscard]] virtual Result<std::uint64_t> highestSequence(const DeviceId& device) = 0;  // held; 0: none
    [[nodiscard]] virtual Status setSequenceLimit(const DeviceId& device, std::uint64_t limit) = 0;
    [[nodiscard]] virtual Result<std::vector<DeviceRow>> devices() = 0;
    struct AuditRow {
        std::uint64_t number = 0;
        Sha256 seal{};
        std::string line;
    };
    // In order, from number `from` on.
    [[nodiscard]] virtual Result<std::vector<AuditRow>> auditLines(const DeviceId& device, std::uint64_t from,
                                                                   int limit) = 0;
    // In the order of their numbers, from `from` on.
    [[nodiscard]] virtual Result<std::vector<RecordRow>> recordsOf(const DeviceId& device, std::uint64_t from,
                                                                   int limit) = 0;
};

}  // namespace countersign
