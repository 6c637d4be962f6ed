// A part of the counters that gets something newer first: some that are named, and a share of the others. For
// policies (policy_rollout.h) and for key bundles (key_release.h). Values; any thread.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "protocol/device_id.h"
#include "protocol/json_reader.h"

namespace countersign {

inline constexpr int kWholeShare = 1000;  // shares are told in thousandths: one shop of a thousand can begin
inline constexpr std::size_t kMaxNamedCounters = 10'000;

struct Ring {
    std::uint64_t version = 0;       // of what it gets
    int share = 0;                   // 0..kWholeShare of the counters that are not named
    std::vector<DeviceId> counters;  // named, whatever the share
    bool stopped = false;            // nobody else gets it; kept, since what follows has to be newer

    // The same answer each time; whoever is in a share stays in each larger one. Another version begins with
    // other shops, so that it is not the same ones who always go first.
    [[nodiscard]] bool reaches(const DeviceId& counter) const;
    // Adds counters, and makes the share this large if it is larger.
    void widen(int larger, const std::vector<DeviceId>& more);
    bool operator==(const Ring&) const = default;
};

// Fields "share", "counters" and "stopped". More than kMaxNamedCounters can't be read again.
void writeRing(const Ring& ring, nlohmann::json& into);
void readRing(protocol::FieldReader& fields, Ring& into);

}  // namespace countersign
