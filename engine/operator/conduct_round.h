// One look at all counters: reads what came into the ledger since the last one, and raises what departs from
// what is usual at its shop (conduct.h). Needs no opening key: headers, journals and no payload. Any thread.
#pragma once

#include <functional>

#include "core/clock.h"
#include "core/log.h"
#include "operator/body_store.h"
#include "operator/finding_book.h"
#include "operator/ledger.h"

namespace countersign {

struct ConductCount {
    std::size_t records = 0;     // read for the first time
    std::size_t unreadable = 0;  // body lost or damaged, and no head of it: tried again by each round
    std::size_t readLater = 0;   // were so before, and could be read now
    std::size_t journalLines = 0;
    std::size_t shops = 0;
    std::size_t raised = 0;
};

// `stop` is asked between pages; a round that is stopped goes on where it was. The ledger's errors.
[[nodiscard]] Result<ConductCount> conductRound(Ledger& ledger, const BodyStore& bodies, FindingBook& book,
                                                WallTime now, const std::function<bool()>& stop = {});

}  // namespace countersign
