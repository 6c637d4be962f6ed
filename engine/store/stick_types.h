// What is told of a run of the courier: plain values that cross from the records thread to the window. Any
// thread.
#pragma once

#include <optional>

#include "core/clock.h"
#include "core/error.h"

namespace countersign {

enum class StickTask {
    TakeAndCopy = 1,  // the operator's answers first, then what waits
    TakeAndCopyAll,   // the same, and what was copied before goes onto this stick as well
    TakeOnly,
};

enum class StickStep { TakingIn = 1, Copying, Finishing };
struct StickProgress {
    StickStep step = StickStep::TakingIn;
    int done = 0;   // files while taking in, records while copying
    int total = 0;  // 0: not known
    friend bool operator==(const StickProgress&, const StickProgress&) = default;
};

enum class StickEnd {
    Done = 1,
    Cancelled,
    NoRoom,
    ReadOnly,
    Gone,         // pulled, or another one is in its place
    Failed,       // it can't be read or written; `error` says more
    StoreFailed,  // this computer's own disk
};

// Whatever the end: what is counted here is done and stays.
struct StickSummary {
    StickEnd end = StickEnd::Done;
    std::optional<ErrorCode> error;  // of an end that is a failure
    int written = 0;                 // records, durable on the stick
    int contactsWritten = 0;         // 1: a file without records, so that the operator can answer
    int alreadyThere = 0;            // waiting records on a stick since before, not written again
    int left = 0;                    // waiting records that lie on no stick yet
    int taken = 0;                   // records that have the operator's receipt only now
    int refused = 0;                 // records that the operator did not take
    int answers = 0;                 // answer files of this counter that were taken in
    int ofOthers = 0;                // answers for other counters, left as they are
    int unreadable = 0;              // files that are no answers or could not be believed
    bool safeToPull = false;         // all that was written is on the stick, nothing under way
    friend bool operator==(const StickSummary&, const StickSummary&) = default;
};

}  // namespace countersign
