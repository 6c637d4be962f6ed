#include "core/clock.h"

#include <ctime>

namespace countersign {

ManualClock::ManualClock(WallTime start) : m_wall(start) {}

MonotonicTime ManualClock::monotonic() const {
    const std::lock_guard lock(m_mutex);
    return m_monotonic;
}

WallTime ManualClock::wall() const {
    const std::lock_guard lock(m_mutex);
    return m_wall;
}

void ManualClock::advance(Millis by) {
    const std::lock_guard lock(m_mutex);
    m_monotonic += by;
    m_wall += by;
}

void ManualClock::setWall(WallTime to) {
    const std::lock_guard lock(m_mutex);
    m_wall = to;
}

std::string toRfc3339(WallTime time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

}  // namespace countersign
