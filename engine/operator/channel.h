// Whose records a connection may bring. A connection that has proven to be a counter, by its certificate,
// brings that counter's; also those it saved under an earlier id, since a counter that was enrolled again
// keeps its key.
#pragma once

#include <optional>

#include "operator/ledger.h"

namespace countersign {

// channel: whom the connection has proven to be; empty: nobody, the signatures alone tell. False: another's,
// or the counter of the connection is not at work. Errors: the ledger's.
[[nodiscard]] Result<bool> mayBring(Ledger& ledger, const std::optional<DeviceId>& channel,
                                    const DeviceRow& of);

}  // namespace countersign
