// A newer policy for a part of the counters first; see operator/policy_rollout.h. Each says what was done and
// what to do next.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "commands.h"
#include "core/result.h"
#include "operator/ring.h"

namespace countersign {

// Which counters something goes to first.
struct RingWish {
    std::optional<double> percent;      // of the counters that are not named
    std::vector<std::string> counters;  // 32 digits or short codes
    [[nodiscard]] int share() const;    // in thousandths; nothing said: none
    [[nodiscard]] bool none() const { return !percent && counters.empty(); }
};
// Nothing wished: all. CounterUnknown.
[[nodiscard]] Result<std::optional<Ring>> ringOf(const GatewayPlace& place, const RingWish& wish);
// "Keys 7 for 3 of 40 counters: …"
void tellRing(const char* what, const Ring& ring, const std::vector<DeviceRow>& all, std::ostream& out);
// Counters at work.
[[nodiscard]] Result<std::vector<DeviceRow>> countersAtWork(const GatewayPlace& place);
[[nodiscard]] Result<std::vector<DeviceId>> countersNamed(const std::vector<DeviceRow>& all,
                                                          const std::vector<std::string>& names);

struct RolloutOptions {
    GatewayPlace place;
    std::string policyFile, officeKey;  // of start
    RingWish ring;
};

[[nodiscard]] Status rolloutStatusCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);
[[nodiscard]] Status startRolloutCommand(const RolloutOptions& options, std::ostream& out);
[[nodiscard]] Status widenRolloutCommand(const RolloutOptions& options, std::ostream& out);
[[nodiscard]] Status stopRolloutCommand(const GatewayPlace& place, std::ostream& out);
[[nodiscard]] Status finishRolloutCommand(const GatewayPlace& place, std::ostream& out);

}  // namespace countersign
