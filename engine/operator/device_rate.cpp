#include "operator/device_rate.h"

#include <algorithm>

namespace countersign {
namespace {

constexpr double kBurstSeconds = 30;
constexpr std::size_t kLeastDrop = 1024;  // buckets; below it nothing is worth tidying

double refilled(double tokens, double perSecond, double capacity, MonotonicTime::duration since) {
    return std::min(capacity, tokens + perSecond * std::chrono::duration<double>(since).count());
}

}  // namespace

DeviceRate::DeviceRate(double perSecond, const Clock& clock)
    : m_perSecond(perSecond),
      m_capacity(std::max(1.0, perSecond * kBurstSeconds)),
      m_clock(clock),
      m_dropAt(kLeastDrop) {}

bool DeviceRate::admit(const DeviceId& device) {
    if (m_perSecond <= 0) return true;
    const auto now = m_clock.monotonic();
    const std::lock_guard lock(m_mutex);
    if (m_buckets.size() >= m_dropAt) dropFull(now);
    auto& bucket = m_buckets.try_emplace(device, Bucket{m_capacity, now}).first->second;
    bucket.tokens = refilled(bucket.tokens, m_perSecond, m_capacity, now - bucket.at);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
}

std::size_t DeviceRate::tracked() const {
    const std::lock_guard lock(m_mutex);
    return m_buckets.size();
}

// A full bucket is what a counter gets that is not in the table.
void DeviceRate::dropFull(MonotonicTime now) {
    std::erase_if(m_buckets, [&](const auto& entry) {
        const auto& bucket = entry.second;
        return refilled(bucket.tokens, m_perSecond, m_capacity, now - bucket.at) >= m_capacity;
    });
    m_dropAt = std::max(kLeastDrop, 2 * m_buckets.size());
}

}  // namespace countersign
