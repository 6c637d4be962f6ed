// Inside the folder only: the one place where each protocol error is raised. `where` is the caller.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace countersign::protocol {

[[nodiscard]] Error malformed(std::string what, const char* file = __builtin_FILE(),
                              int line = __builtin_LINE());
[[nodiscard]] Error tooLarge(std::string what, const char* file = __builtin_FILE(),
                             int line = __builtin_LINE());
[[nodiscard]] Error versionUnsupported(std::string what, const char* file = __builtin_FILE(),
                                       int line = __builtin_LINE());
[[nodiscard]] Error algorithmUnknown(const char* file = __builtin_FILE(), int line = __builtin_LINE());
[[nodiscard]] Error signatureInvalid(const char* file = __builtin_FILE(), int line = __builtin_LINE());
[[nodiscard]] Error officeSignatureMissing(std::string_view kind, const char* file = __builtin_FILE(),
                                           int line = __builtin_LINE());
[[nodiscard]] Error policyNotNewer(std::string what, const char* file = __builtin_FILE(),
                                   int line = __builtin_LINE());
[[nodiscard]] Error keyUnusable(std::string what, const char* file = __builtin_FILE(),
                                int line = __builtin_LINE());

[[nodiscard]] Error sealUnreadable(std::string what, const char* file = __builtin_FILE(),
                                   int line = __builtin_LINE());

}  // namespace countersign::protocol
