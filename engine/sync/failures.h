// Inside the folder only: codes that more than one file of it needs.
#pragma once

#include <string>

#include "core/result.h"

namespace countersign {

[[nodiscard]] Error answerUnreadable(std::string detail);
// A file of the courier's, or the stick itself.
[[nodiscard]] Error courierFileUnusable(std::string detail);
// Trouble of this computer (1xx, 7xx), which may pass, and not of what was said.
[[nodiscard]] bool isAboutStore(ErrorCode code);

}  // namespace countersign
