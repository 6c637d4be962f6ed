// Inside the folder only: the one place where each error of the counter's identity is raised. `where` is the
// caller.
#pragma once

#include <string>

#include "core/result.h"

namespace countersign::identity {

[[nodiscard]] Error damaged(std::string what, const char* file = __builtin_FILE(),
                            int line = __builtin_LINE());
[[nodiscard]] Error exposed(std::string what, const char* file = __builtin_FILE(),
                            int line = __builtin_LINE());
[[nodiscard]] Error tpmMissing(std::string what, const char* file = __builtin_FILE(),
                               int line = __builtin_LINE());
[[nodiscard]] Error tpmFailed(std::string what, const char* file = __builtin_FILE(),
                              int line = __builtin_LINE());
[[nodiscard]] Error keyOfAnotherTpm(std::string what, const char* file = __builtin_FILE(),
                                    int line = __builtin_LINE());

}  // namespace countersign::identity
