// Inside the folder only: the one place where each protocol error is raised.
#pragma once

#include <string>

#include "core/result.h"

namespace countersign::protocol {

[[nodiscard]] Error malformed(std::string what);
[[nodiscard]] Error tooLarge(std::string what);
[[nodiscard]] Error versionUnsupported(std::string what);
[[nodiscard]] Error algorithmUnknown();
[[nodiscard]] Error signatureInvalid();
[[nodiscard]] Error keyUnusable(std::string what);

}  // namespace countersign::protocol
