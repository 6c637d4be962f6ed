// The data files as they were at build time. Internal to engine/enrolment.
#pragma once

namespace countersign {

extern const char* const kShippedPolicyJson;
extern const char* const kShippedThresholdsJson;

}  // namespace countersign
