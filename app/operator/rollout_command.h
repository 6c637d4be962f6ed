// A newer policy for a part of the counters first; see operator/policy_rollout.h. Each says what was done and
// what to do next.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "commands.h"
#include "core/result.h"

namespace countersign {

struct RolloutOptions {
    GatewayPlace place;
    std::string policyFile;             // of start
    double percent = 0;                 // of the counters that are not named
    std::vector<std::string> counters;  // 32 digits or short codes
};

[[nodiscard]] Status rolloutStatusCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);
[[nodiscard]] Status startRolloutCommand(const RolloutOptions& options, std::ostream& out);
[[nodiscard]] Status widenRolloutCommand(const RolloutOptions& options, std::ostream& out);
[[nodiscard]] Status stopRolloutCommand(const GatewayPlace& place, std::ostream& out);
[[nodiscard]] Status finishRolloutCommand(const GatewayPlace& place, std::ostream& out);

}  // namespace countersign
