// `countersign --take-policy`: a signed policy from a file, for a counter that is enrolled.
#pragma once

#include "app/counter/options.h"
#include "core/log.h"

namespace countersign {

// Says what is in force from the next start and what of it was not taken. 1 with a message if nothing was
// changed.
[[nodiscard]] int runTakePolicy(const Options& options, Log& log);

}  // namespace countersign
