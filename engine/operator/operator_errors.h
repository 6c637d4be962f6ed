// The one place where each of the operator's errors is raised, for this folder and the gateway program.
// `where` is the caller.
#pragma once

#include <string>

#include "core/result.h"

namespace countersign {

[[nodiscard]] Error folderUnusable(std::string what, const char* file = __builtin_FILE(),
                                   int line = __builtin_LINE());
[[nodiscard]] Error certificateFailed(std::string what, const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE());
[[nodiscard]] Error gatewayNotStarted(std::string what, const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE());
[[nodiscard]] Error noSuchRecord(const char* file = __builtin_FILE(), int line = __builtin_LINE());

}  // namespace countersign
