// The one place where each of the operator's errors is raised, for this folder and the gateway program.
#pragma once

#include <string>

#include "core/result.h"

namespace countersign {

[[nodiscard]] Error folderUnusable(std::string what);
[[nodiscard]] Error certificateFailed(std::string what);
[[nodiscard]] Error gatewayNotStarted(std::string what);
[[nodiscard]] Error noSuchRecord();

}  // namespace countersign
