// The queue as people see it: plain values that cross from the records thread to the window. Never a name,
// never a whole number. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/error.h"
#include "core/ids.h"
#include "core/scan_route.h"
#include "core/told_time.h"
#include "protocol/conduct_question.h"

namespace countersign {

// What this counter did with the record.
enum class ClientState {
    Waiting = 1,  // safe on this computer, goes out at the next attempt
    Sending,      // on its way now
    Sent,         // the operator's signed receipt is here; the payload is erased
    SetAside,     // the operator refused it: kept, not sent again by itself
    Withdrawn,    // taken back by the clerk before it left; the payload is erased
};

// What the operator said of it.
enum class ServerState {
    None = 1,  // nothing yet
    Received,
    Accepted,
    Refused,
    ComeBack,
    Activated,
};

enum class RecordKind { Real = 1, Practice };

// Lower-case words, stable: stored in the database and printed by tools.
[[nodiscard]] std::string_view clientStateName(ClientState state);
[[nodiscard]] std::optional<ClientState> clientStateFromName(std::string_view name);
[[nodiscard]] std::string_view serverStateName(ServerState state);
[[nodiscard]] std::optional<ServerState> serverStateFromName(std::string_view name);

struct QueueRow {
    RecordId recordId;
    std::uint64_t sequence = 0;  // this device's own count, from 1
    std::string numberTail;      // last four digits; empty if the row was rebuilt from the spool
    ClientState client = ClientState::Waiting;
    ServerState server = ServerState::None;
    std::string serverReason;  // the operator's code or words, ASCII; empty if none
    int attempts = 0;
    bool mayHaveLeft = false;             // bytes may be at the operator: it can no longer be withdrawn
    std::optional<WallTime> nextAttempt;  // while waiting; in the past: as soon as possible
    std::optional<ErrorCode> lastError;   // why the last attempt failed
    std::uint64_t payloadBytes = 0;       // 0 once erased
    WallTime createdAt;
    std::optional<WallTime> receivedAt;   // the time in the operator's receipt
    std::optional<WallTime> forwardedAt;  // when an authority had what is forwarded, says the receipt
    RecordKind kind = RecordKind::Real;
    ScanRoute route = ScanRoute::Usual;

    [[nodiscard]] bool erased() const { return payloadBytes == 0; }
    friend bool operator==(const QueueRow&, const QueueRow&) = default;
};

struct QueueSummary {
    int waiting = 0;  // includes the one being sent
    int sending = 0;  // 0 or 1
    int sent = 0;
    int setAside = 0;
    int withdrawn = 0;
    std::optional<WallTime> oldestWaiting;
    std::optional<WallTime> nextAttempt;  // earliest of the waiting
    std::optional<ErrorCode> lastError;   // of the last attempt, while something waits
    std::uint64_t spoolBytes = 0;
    std::uint64_t freeBytes = 0;          // on the disk of the spool
    std::optional<WallTime> lastContact;  // last signed answer of the operator
    friend bool operator==(const QueueSummary&, const QueueSummary&) = default;
};

// What must be known at the next start beside the records: the operator's word on the time and on its orders.
struct CounterMemory {
    std::optional<ToldTime> told;
    std::optional<SeenTime> seen;        // when last looked
    std::optional<WallTime> latestWall;  // the latest of the wall clock since the operator told the time
    std::uint64_t lastOrder = 0;
    std::uint64_t auditHeld = 0;      // journal lines that the operator holds
    std::uint64_t sequenceLimit = 0;  // the last number this counter may use; 0: none was set
    std::uint64_t sequenceBlock = 0;  // how many numbers there were when that limit came
    bool operator==(const CounterMemory&) const = default;
};

// What the operator asks about this shop, until a supervisor has answered.
struct ShopQuestion {
    ConductQuestion question;
    std::optional<RecordId> record;  // of two that are alike the newer one
    WallTime askedAt;
    bool operator==(const ShopQuestion&) const = default;
};

// What opening the store found and mended; for the log, the help page and one honest sentence in the window.
struct StoreHealth {
    int rowsRebuilt = 0;           // rows made anew from the spool
    int orphansRemoved = 0;        // temp files and payloads whose receipt or withdrawal was already stored
    int payloadsMissing = 0;       // waiting rows without a payload: set aside with SpoolPayloadMissing
    int payloadsDamaged = 0;       // spool files that are no envelope: moved to the quarantine folder, kept
    int payloadsBack = 0;          // set-aside rows whose payload is there after all: they wait again
    std::string databaseSetAside;  // name of the broken database file that was put aside; empty if none
    [[nodiscard]] bool clean() const {
        return rowsRebuilt == 0 && orphansRemoved == 0 && payloadsMissing == 0 && payloadsDamaged == 0 &&
               payloadsBack == 0 && databaseSetAside.empty();
    }
};

}  // namespace countersign
