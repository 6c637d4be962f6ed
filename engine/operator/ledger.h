// What the operator keeps about counters and records, behind one interface (SQLite here, PostgreSQL later).
// Every method is one transaction and may be called from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/challenge_draw.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
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
};

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

// Rows are handed out in the order in which they arrived.
struct RecordPage {
    std::vector<RecordRow> rows;
    std::int64_t next = 0;  // to be given as `after` for the next page
};

class Ledger {
  public:
    virtual ~Ledger() = default;

    [[nodiscard]] virtual Status addCode(const Sha256& codeHash, WallTime createdAt, WallTime expiresAt) = 0;
    // `candidate` becomes the device if the code is good at candidate.enrolledAt.
    [[nodiscard]] virtual Result<EnrolOutcome> enrol(const Sha256& codeHash, const DeviceRow& candidate) = 0;
    [[nodiscard]] virtual Result<std::optional<DeviceRow>> device(const DeviceId& id) = 0;
    [[nodiscard]] virtual Status setDeviceState(const DeviceId& id, DeviceState state) = 0;

    // What this device has stored under the record id; cheap, for the repeated post.
    [[nodiscard]] virtual Result<std::optional<RecordRow>> find(const DeviceId& device,
                                                                const RecordId& record) = 0;
    // A challenge that differs raises an alarm together with its row. An error leaves open whether the row is
    // stored: nothing is acknowledged, the counter asks again.
    [[nodiscard]] virtual Result<AddOutcome> add(const RecordRow& row) = 0;
    [[nodiscard]] virtual Result<std::vector<RecordRow>> findEverywhere(const RecordId& record) = 0;
    [[nodiscard]] virtual Result<RecordPage> records(std::int64_t after, int limit) = 0;
    [[nodiscard]] virtual Result<std::int64_t> alarmCount() = 0;
};

}  // namespace countersign
