// Inside the folder only: codes that more than one file of it needs.
#pragma once

#include <string>

#include "core/result.h"

namespace countersign {

[[nodiscard]] Error answerUnreadable(std::string detail);

}  // namespace countersign
