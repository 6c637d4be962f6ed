// A bucket of tokens for each of many: who comes too often is asked to wait, and nobody else. Any thread.
// Time is the monotonic clock's, which nobody sets.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <mutex>
#include <vector>

#include "core/clock.h"

namespace countersign {

template <class Key>
class TokenBuckets {
  public:
    static constexpr std::size_t kNoBound = std::numeric_limits<std::size_t>::max();

    // `perSecond` tokens flow into each bucket, which holds `capacity` (at least 1) and begins full. `most`:
    // buckets that are kept; beyond it the fullest half is forgotten, so that a flood of new keys frees none
    // that has been emptied. `clock` outlives this.
    TokenBuckets(double perSecond, double capacity, const Clock& clock, std::size_t most = kNoBound)
        : m_perSecond(perSecond),
          m_capacity(std::max(1.0, capacity)),
          m_clock(clock),
          m_most(most),
          m_dropAt(std::min(kLeastDrop, most)) {}

    // Takes one token, if there is one.
    [[nodiscard]] bool take(const Key& key) {
        const auto now = m_clock.monotonic();
        const std::lock_guard lock(m_mutex);
        if (m_buckets.size() >= m_dropAt) tidy(now);
        auto& bucket = m_buckets.try_emplace(key, Bucket{m_capacity, now}).first->second;
        bucket.tokens = refilled(bucket, now);
        bucket.at = now;
        if (bucket.tokens < 1) return false;
        bucket.tokens -= 1;
        return true;
    }

    // One token back, for a try that turned out to be none.
    void giveBack(const Key& key) {
        const auto now = m_clock.monotonic();
        const std::lock_guard lock(m_mutex);
        const auto bucket = m_buckets.find(key);
        if (bucket == m_buckets.end()) return;  // full
        bucket->second.tokens = std::min(m_capacity, refilled(bucket->second, now) + 1);
        bucket->second.at = now;
    }

    [[nodiscard]] std::size_t tracked() const {  // buckets that are not known to be full
        const std::lock_guard lock(m_mutex);
        return m_buckets.size();
    }

  private:
    static constexpr std::size_t kLeastDrop = 1024;  // buckets; below it nothing is worth tidying
    struct Bucket {
        double tokens = 0;
        MonotonicTime at;
    };

    [[nodiscard]] double refilled(const Bucket& bucket, MonotonicTime now) const {
        return std::min(m_capacity,
                        bucket.tokens + m_perSecond * std::chrono::duration<double>(now - bucket.at).count());
    }

    // A full bucket is what a key gets that is not in the table.
    void tidy(MonotonicTime now) {
        std::erase_if(m_buckets,
                      [&](const auto& entry) { return refilled(entry.second, now) >= m_capacity; });
        if (m_buckets.size() >= m_most) {
            std::vector<double> levels;
            levels.reserve(m_buckets.size());
            for (const auto& [key, bucket] : m_buckets) levels.push_back(refilled(bucket, now));
            const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
            std::nth_element(levels.begin(), middle, levels.end());
            auto left = m_buckets.size() - m_buckets.size() / 2;  // to be forgotten
            std::erase_if(m_buckets, [&](const auto& entry) {
                if (left == 0 || refilled(entry.second, now) < *middle) return false;
                --left;
                return true;
            });
        }
        m_dropAt = std::min(m_most, std::max(kLeastDrop, 2 * m_buckets.size()));
    }

    const double m_perSecond;
    const double m_capacity;
    const Clock& m_clock;
    const std::size_t m_most;
    mutable std::mutex m_mutex;
    std::map<Key, Bucket> m_buckets;
    std::size_t m_dropAt;
};

}  // namespace countersign
