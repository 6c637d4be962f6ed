// What fuzz targets share. One thread.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/clock.h"

namespace countersign::fuzz {

// Every run sees the same day: 27 November 2026, noon in China.
inline constexpr WallTime kNow =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 27) + std::chrono::hours(4);

// Breaks off with the place if `property` does not hold; libFuzzer and the replay then name the input.
inline void hold(bool property, const char* what, const char* file = __builtin_FILE(),
                 int line = __builtin_LINE()) {
    if (property) return;
    std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    std::abort();
}

[[nodiscard]] inline std::string_view textOf(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// No control characters, and not longer than its limit.
[[nodiscard]] inline bool printable(std::string_view text, std::size_t limit) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    }
    return text.size() <= limit;
}

[[nodiscard]] inline bool within(double number, double least, double most) {
    return std::isfinite(number) && number >= least && number <= most;
}

}  // namespace countersign::fuzz
