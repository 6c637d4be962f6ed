#include "core/clock.h"

#include <ctime>
#include <fstream>
#include <string>

namespace countersign {

namespace {

// Linux makes a random UUID at every start (random(4)).
std::string readBootId() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string text;
    file >> text;
    std::erase(text, '-');
    const bool whole = text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    return whole ? text : std::string();
}

}  // namespace

BootTime SystemClock::boot() const {
    static const std::string id = readBootId();
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return {id, Millis(static_cast<Millis::rep>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000)};
}

ManualClock::ManualClock(WallTime start) : m_wall(start) {}

MonotonicTime ManualClock::monotonic() const {
    const std::lock_guard lock(m_mutex);
    return m_monotonic;
}

WallTime ManualClock::wall() const {
    const std::lock_guard lock(m_mutex);
    return m_wall;
}

BootTime ManualClock::boot() const {
    const std::lock_guard lock(m_mutex);
    const std::string number = std::to_string(m_start);
    return {std::string(32 - number.size(), '0') + number,
            std::chrono::duration_cast<Millis>(m_monotonic - m_startedAt)};
}

void ManualClock::restart() {
    const std::lock_guard lock(m_mutex);
    ++m_start;
    m_startedAt = m_monotonic;
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

std::optional<WallTime> fromRfc3339(std::string_view text) {
    static constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:ddZ";
    static constexpr int kLastYear = 2261;  // the last whole one that WallTime can hold
    if (text.size() != kForm.size()) return std::nullopt;
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (kForm[i] == 'd' ? !digit : text[i] != kForm[i]) return std::nullopt;
    }
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (text[i] - '0');
        return value;
    };
    const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                           std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                           std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    const int hour = number(11, 2);
    const int minute = number(14, 2);
    const int second = number(17, 2);
    if (!date.ok() || number(0, 4) < 1970 || number(0, 4) > kLastYear) return std::nullopt;
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

}  // namespace countersign
