// How fast one counter may send: a bucket of tokens for each, so that a counter gone wild, or a stolen key,
// neither fills the disk in an hour nor takes the line from the others. Any thread.
#pragma once

#include <map>
#include <mutex>

#include "core/clock.h"
#include "protocol/device_id.h"

namespace countersign {

class DeviceRate {
  public:
    // `perSecond` records in the long run, thirty seconds' worth of them at once: a shop that comes back
    // after weeks is not held up for long. 0: no limit. `clock` outlives this.
    DeviceRate(double perSecond, const Clock& clock);

    // Takes one token, for one record, if there is one. Asked only after the signature held: nobody else uses
    // up a counter's.
    [[nodiscard]] bool admit(const DeviceId& device);

    [[nodiscard]] std::size_t tracked() const;  // counters whose bucket is not known to be full

  private:
    struct Bucket {
        double tokens = 0;
        MonotonicTime at;
    };
    void dropFull(MonotonicTime now);

    const double m_perSecond;
    const double m_capacity;
    const Clock& m_clock;
    mutable std::mutex m_mutex;
    std::map<DeviceId, Bucket> m_buckets;
    std::size_t m_dropAt;
};

}  // namespace countersign
