// The one place where this folder's error codes are raised. Internal to engine/enrolment.
#pragma once

#include <string>

#include "core/error.h"

namespace countersign::enrolment {

[[nodiscard]] Error policyUnreadable(std::string detail);
[[nodiscard]] Error engineDied(std::string detail);
[[nodiscard]] Error captureDied(std::string detail);

}  // namespace countersign::enrolment
