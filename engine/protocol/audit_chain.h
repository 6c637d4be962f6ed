// The counter's journal of what people did, as lines that each seal those before them: who signed in, what
// was decided, exceptions, what the operator changed. Never a buyer's name, number or picture. The newest
// seal stands in every envelope, so that a line that is taken out or changed later shows at the operator.
// Values; any thread.
//
// A line is one JSON object without line breaks; its seal is
//   SHA-256 ("countersign-audit-v1" 0x00 | seal of the line before, zeros for the first | line).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "protocol/hash.h"

namespace countersign {

inline constexpr std::size_t kMaxAuditLine = 640;

enum class AuditEvent {
    Started = 1,     // the program; detail: its version
    SignedIn,        // who
    SignInRefused,   // who; detail: wrong_pin, locked_out, switched_off
    SignedOut,       // who; detail: by_hand, idle, switched_off
    Decided,         // record; detail: the decision, and the way if it is not the usual one
    Withdrawn,       // record; detail: its number and seal, since the operator will not get it
    Exception,       // record; who signed beside the clerk; detail: that one's role
    PolicyTaken,     // detail: its number
    KeysTaken,       // detail: their number
    ClockMoved,      // detail: by how many seconds
    ScansStopped,    // detail: which limit
    CourierWritten,  // detail: how many records
    CourierRead,     // detail: how many receipts
    OrderDone,       // detail: what the operator ordered
    JournalRenewed,  // detail: what was found of the one before
    ClerksChanged,   // who did it; detail: what, to whom, the role: "added omar clerk"
    Answered,        // who; detail: what the operator asked, and the answer: "finding 12 market_day"
};
[[nodiscard]] std::string_view auditEventName(AuditEvent event);  // "signed_in"
[[nodiscard]] std::optional<AuditEvent> auditEventFromName(std::string_view name);

struct AuditLine {
    std::uint64_t number = 0;  // from 1
    WallTime at;               // by the counter's clock, whole seconds
    BootTime boot;
    AuditEvent event = AuditEvent::Started;
    std::string who;                 // a clerk's id, at most 64 bytes; empty: nobody in particular
    std::optional<RecordId> record;  // that it is about
    std::string detail;              // fixed words and numbers, at most 128 bytes of ASCII
    bool operator==(const AuditLine&) const = default;
};
// MessageMalformed for what would not be read again.
[[nodiscard]] Result<std::string> encodeAuditLine(const AuditLine& line);
[[nodiscard]] Result<AuditLine> readAuditLine(std::string_view text);

struct AuditHead {
    std::uint64_t count = 0;  // lines so far
    Sha256 seal{};            // of the newest; zeros if there is none
    bool operator==(const AuditHead&) const = default;
};
[[nodiscard]] AuditHead sealAuditLine(const AuditHead& before, std::string_view line);

}  // namespace countersign
