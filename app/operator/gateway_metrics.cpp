#include "gateway_metrics.h"

#include <algorithm>
#include <sstream>

namespace countersign {
namespace {

void head(std::ostream& out, std::string_view name, std::string_view type, std::string_view help) {
    out << "# HELP countersign_" << name << " " << help << "\n# TYPE countersign_" << name << " " << type
        << "\n";
}

}  // namespace

void GatewayMetrics::answered(Route route, const Answer& answer, std::size_t receivedBytes,
                              std::chrono::steady_clock::duration took) {
    const double seconds = std::chrono::duration<double>(took).count();
    const auto place = std::lower_bound(kUpTo.begin(), kUpTo.end(), seconds) - kUpTo.begin();
    const std::lock_guard lock(m_mutex);
    ++m_requests[{route, answer.result}];
    m_bytes[route] += receivedBytes;
    auto& durations = m_durations[route];
    ++durations.counts[static_cast<std::size_t>(place)];
    durations.sum += seconds;
    for (const auto word : answer.records) ++m_records[word];
    if (answer.alarm) ++m_alarms;
}

void GatewayMetrics::connectionOpened() {
    const std::lock_guard lock(m_mutex);
    ++m_connections;
}

void GatewayMetrics::connectionClosed() {
    const std::lock_guard lock(m_mutex);
    --m_connections;
}

std::string GatewayMetrics::text(const Now& now) const {
    std::ostringstream out;
    const std::lock_guard lock(m_mutex);
    head(out, "requests_total", "counter", "Requests answered, by route and result.");
    for (const auto& [key, count] : m_requests) {
        out << "countersign_requests_total{route=\"" << routeName(key.first) << "\",result=\"" << key.second
            << "\"} " << count << "\n";
    }
    head(out, "received_bytes_total", "counter", "Bytes of request bodies.");
    for (const auto& [route, bytes] : m_bytes)
        out << "countersign_received_bytes_total{route=\"" << routeName(route) << "\"} " << bytes << "\n";
    head(out, "request_seconds", "histogram", "From the head of a request to its answer.");
    for (const auto& [route, durations] : m_durations) {
        const auto name = routeName(route);
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < durations.counts.size(); ++i) {
            sum += durations.counts[i];
            out << "countersign_request_seconds_bucket{route=\"" << name << "\",le=\"";
            if (i < kUpTo.size())
                out << kUpTo[i];
            else
                out << "+Inf";
            out << "\"} " << sum << "\n";
        }
        out << "countersign_request_seconds_sum{route=\"" << name << "\"} " << durations.sum
            << "\ncountersign_request_seconds_count{route=\"" << name << "\"} " << sum << "\n";
    }
    head(out, "records_total", "counter", "Records judged, alone or in a batch: stored, repeated, or why not.");
    for (const auto& [word, count] : m_records)
        out << "countersign_records_total{result=\"" << word << "\"} " << count << "\n";
    head(out, "alarms_total", "counter", "Signed messages at odds with what is held.");
    out << "countersign_alarms_total " << m_alarms << "\n";
    head(out, "connections", "gauge", "Open connections.");
    out << "countersign_connections " << m_connections << "\n";
    head(out, "body_bytes", "gauge", "Bytes of bodies held in memory for requests under way.");
    out << "countersign_body_bytes " << now.bodyBytes << "\n";
    head(out, "group_records", "histogram", "Records made durable by one write.");
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < now.groups.groups.size(); ++i) {
        sum += now.groups.groups[i];
        out << "countersign_group_records_bucket{le=\"";
        if (i < GroupFigures::kUpTo.size())
            out << GroupFigures::kUpTo[i];
        else
            out << "+Inf";
        out << "\"} " << sum << "\n";
    }
    out << "countersign_group_records_sum " << now.groups.records << "\ncountersign_group_records_count "
        << sum << "\n";
    return out.str();
}

}  // namespace countersign
