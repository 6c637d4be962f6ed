// The operator's signed policy laid over the shipped one. Pure function; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "enrolment/policy.h"

namespace countersign {

struct LaidPolicy {
    Policy policy;
    std::vector<std::string> notTaken;  // names, for the log: looser than shipped, or unknown to this version
};

// It may only make the check stricter: more tries, a milder rule for software cameras, lower bands, a longer
// window, less unpredictable pauses or a missing action leave the shipped value in force, each by itself.
// Names this version does not know are left out, so that one policy can serve counters of several versions;
// thresholds of the engine are not the operator's. A known name with a value that can't be meant refuses the
// whole policy (PolicyUnreadable): the shipped one stays in force.
[[nodiscard]] Result<LaidPolicy> layOperatorPolicy(std::string_view json, const Policy& shipped);

}  // namespace countersign
