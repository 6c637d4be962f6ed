// What the gateway counts, in the text form that Prometheus reads (exposition format 0.0.4). Labels are fixed
// words only: no counter, no address, nothing that a stranger chose. Any thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "gateway_answers.h"

namespace countersign {

class GatewayMetrics {
  public:
    void answered(Route route, const Answer& answer, std::size_t receivedBytes,
                  std::chrono::steady_clock::duration took);
    void connectionOpened();
    void connectionClosed();

    // What others count at the moment of asking.
    struct Now {
        GroupFigures groups;
        std::size_t bodyBytes = 0;  // of requests under way
    };
    [[nodiscard]] std::string text(const Now& now) const;

  private:
    // Seconds. From a small record on a quiet disk to the limit of a request.
    static constexpr std::array<double, 12> kUpTo{0.002, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                  0.25,  0.5,   1,    2.5,   10,   60};
    struct Durations {
        std::array<std::uint64_t, kUpTo.size() + 1> counts{};
        double sum = 0;
    };
    mutable std::mutex m_mutex;
    std::map<std::pair<Route, std::string_view>, std::uint64_t> m_requests;
    std::map<Route, std::uint64_t> m_bytes;
    std::map<Route, Durations> m_durations;
    std::map<std::string_view, std::uint64_t> m_records;
    std::uint64_t m_alarms = 0;
    std::int64_t m_connections = 0;
};

}  // namespace countersign
