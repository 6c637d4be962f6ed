// How many records go out at once: one to begin with and after every failure, twice as many after every
// success, up to what the line carries in a few seconds. So a slow line never has more under way than it
// loses by a break, a fault is pinned on one record, and a long queue on a good line does not wait for the
// way there and back each time. Pure arithmetic; any thread.
#pragma once

#include "core/clock.h"
#include "store/registration_queue.h"

namespace countersign {

struct BatchLimits {
    std::size_t records = 32;  // 5 MB of usual records: the way there and back is a small part of it already
    // A third of the largest batch: gateways keep it in memory, and so does this counter, three times over
    // (envelopes, batch, what TLS holds).
    std::size_t bytes = std::size_t{6} * 1024 * 1024;
    Millis target{5'000};  // one request takes no longer on a line that is as good as last time
};

class BatchSize {
  public:
    explicit BatchSize(BatchLimits limits = {}) : m_limits(limits) {}

    [[nodiscard]] RegistrationQueue::Portion next() const { return {m_records, m_limits.bytes}; }
    // A request with so many records was answered after so long.
    void answered(std::size_t records, Millis took);
    void failed() { m_records = 1; }

  private:
    BatchLimits m_limits;
    std::size_t m_records = 1;
};

}  // namespace countersign
