// Looks a counter's records and journal over: what was taken out, put in another order, or dated back. Every
// envelope names the one before it, carries readings of a clock that nobody sets and the journal's newest
// seal; all of it is signed. Reads only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "operator/body_store.h"
#include "operator/ledger.h"

namespace countersign {

enum class ChainFault {
    NotHeld =
        1,      // a record before this one is missing, and the journal says nothing of it. It may still come.
    Branched,   // goes on from a record that another one goes on from already: two copies of a counter
    Reordered,  // a later number, but earlier by the counter's own readings
    Backdated,  // dated before a time that had certainly passed
    ClockWrong,      // the counter's clock was off; the true time is told
    JournalDiffers,  // the journal's seal in the envelope is not the one its lines give
    JournalGap,      // lines of the journal are missing or do not fit together
    BodyUnreadable,  // what is held can't be read any more
};
[[nodiscard]] std::string_view chainFaultName(ChainFault fault);  // "not_held"
// Wrong clocks happen to honest counters; the others want an explanation.
[[nodiscard]] bool isSuspicious(ChainFault fault);

struct ChainFinding {
    ChainFault fault = ChainFault::NotHeld;
    std::uint64_t number = 0;  // of the record, or of the journal's line for the two journal faults
    std::string detail;        // fixed words, times and numbers
};

struct ChainReport {
    std::uint64_t records = 0;
    std::uint64_t withdrawn = 0;  // missing, and the journal says that the clerk took them back
    std::uint64_t journalLines = 0;
    std::vector<ChainFinding> findings;
};

[[nodiscard]] Result<ChainReport> checkChain(Ledger& ledger, const BodyStore& bodies, const DeviceId& device);

}  // namespace countersign
