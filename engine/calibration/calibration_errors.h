// The one place where this folder's errors are made. Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "core/error.h"

namespace countersign::calibration {

[[nodiscard]] Error listUnusable(const std::filesystem::path& list, const std::string& why);
[[nodiscard]] Error cancelled();
[[nodiscard]] Error tooFewPairs(const std::string& why);

}  // namespace countersign::calibration
