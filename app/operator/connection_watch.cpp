#include "connection_watch.h"

#include <sys/socket.h>

#include <stop_token>

namespace countersign {

ConnectionWatch::ConnectionWatch(std::chrono::milliseconds limit)
    : m_limit(limit), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

void ConnectionWatch::opened(const void* connection, int socket) {
    const std::lock_guard lock(m_mutex);
    m_entries[connection] = {socket, std::chrono::steady_clock::now()};
}

void ConnectionWatch::requestDone(const void* connection) {
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(connection);
    if (entry != m_entries.end()) entry->second.since = std::chrono::steady_clock::now();
}

void ConnectionWatch::closed(const void* connection) {
    const std::lock_guard lock(m_mutex);
    m_entries.erase(connection);
}

void ConnectionWatch::run(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        m_wake.wait_for(lock, stop, m_limit / 4, [] { return false; });
        const auto now = std::chrono::steady_clock::now();
        for (auto& [connection, entry] : m_entries) {
            if (now - entry.since < m_limit) continue;
            // Only shut down: the server then closes the socket itself and reports it through closed().
            ::shutdown(entry.socket, SHUT_RDWR);
        }
    }
}

}  // namespace countersign
