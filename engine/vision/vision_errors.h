// The places where vision's errors are raised, one each. Any thread.
#pragma once

#include <string>

#include "core/result.h"

namespace countersign::vision {

[[nodiscard]] Error manifestBad(const std::string& why);
[[nodiscard]] Error modelMissing(const std::string& file, const std::string& why);
[[nodiscard]] Error modelAltered(const std::string& file, const std::string& found);
// The same of a file that an operator's own manifest names.
[[nodiscard]] Error ownModelAltered(const std::string& file, const std::string& found);
[[nodiscard]] Error modelUnusable(const std::string& what, const std::string& why);
[[nodiscard]] Error inferenceFailed(const std::string& what, const std::string& why);
[[nodiscard]] Error pictureUnusable(const std::string& why);
[[nodiscard]] Error thresholdsBad(const std::string& why);

}  // namespace countersign::vision
