// How fast one counter may send: a bucket of tokens for each, so that a counter gone wild, or a stolen key,
// neither fills the disk in an hour nor takes the line from the others. Any thread.
#pragma once

#include "operator/token_buckets.h"
#include "protocol/device_id.h"

namespace countersign {

class DeviceRate {
  public:
    // `perSecond` records in the long run, thirty seconds' worth of them at once: a shop that comes back
    // after weeks is not held up for long. 0: no limit. `clock` outlives this.
    DeviceRate(double perSecond, const Clock& clock)
        : m_limited(perSecond > 0), m_buckets(perSecond, perSecond * kBurstSeconds, clock) {}

    // Takes one token, for one record, if there is one. Asked only after the signature held: nobody else uses
    // up a counter's.
    [[nodiscard]] bool admit(const DeviceId& device) { return !m_limited || m_buckets.take(device); }

    [[nodiscard]] std::size_t tracked() const { return m_buckets.tracked(); }

  private:
    static constexpr double kBurstSeconds = 30;
    const bool m_limited;
    TokenBuckets<DeviceId> m_buckets;
};

}  // namespace countersign
