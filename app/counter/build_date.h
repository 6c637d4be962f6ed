// When this program was built: a clock that says less than that is wrong. Any thread.
#pragma once

#include "core/clock.h"

namespace countersign {

// Midnight UTC of that day; by SOURCE_DATE_EPOCH where a package is built reproducibly.
[[nodiscard]] WallTime builtOn();

}  // namespace countersign
