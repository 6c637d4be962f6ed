// What sources of practice pictures fail with. Pure function; any thread.
#pragma once

#include "core/error.h"

namespace countersign {

[[nodiscard]] inline Error practiceNotOpen() {
    return makeError(ErrorCode::PracticeNotOpen, "the practice buyer is not seated");
}

}  // namespace countersign
