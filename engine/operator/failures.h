// Inside the folder only: the one place where each operator error is raised.
#pragma once

#include <string>

#include "core/result.h"

namespace countersign {

[[nodiscard]] Error folderUnusable(std::string what);
[[nodiscard]] Error certificateFailed(std::string what);

}  // namespace countersign
