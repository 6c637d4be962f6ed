// Counters and rows as the ledger takes them, without anything that was signed or sent: for measuring it
// alone.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "core/clock.h"
#include "operator/ledger.h"

namespace countersign::test {

// A measurement ends at the first fault: a figure with faults is none.
inline void need(const Status& status) {
    if (status) return;
    std::fprintf(stderr, "%s\n", describe(status.error()).c_str());
    std::exit(1);
}

inline DeviceRow enrolBare(Ledger& ledger) {
    DeviceRow row;
    row.id = DeviceId::random();
    row.key.bytes = sha256(row.id.bytes());
    row.application = "measure";
    row.enrolledAt = SystemClock().wall();
    const auto code = sha256Of(row.id.bytes());
    need(ledger.addCode(code, row.enrolledAt, row.enrolledAt + std::chrono::hours(1)));
    static_cast<void>(ledger.enrol(code, row).value());
    return row;
}

inline RecordRow bareRow(const DeviceId& device, std::uint64_t sequence) {
    RecordRow row;
    row.recordId = RecordId::random();
    row.deviceId = device;
    row.sequence = sequence;
    row.envelopeHash = row.payloadHash = row.bodyHash = row.previousHash = sha256Of(row.recordId.bytes());
    row.bodySize = 2048;
    row.createdAt = row.receivedAt = SystemClock().wall();
    row.application = "measure";
    row.receipt = Bytes(600, 0x55);  // about what a signed receipt takes
    return row;
}

}  // namespace countersign::test
