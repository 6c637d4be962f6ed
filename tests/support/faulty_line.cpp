#include "support/faulty_line.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

namespace countersign::test {
namespace {

constexpr int kPollMillis = 20;  // how soon a stop is noticed
constexpr int kBacklog = 64;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

void sendAtOnce(int socket) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// Closing it then is a reset, as when a line breaks, and not a farewell.
void tear(int socket) {
    const linger now{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

bool sendAll(int socket, std::span<const char> bytes) {
    while (!bytes.empty()) {
        const auto put = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (put <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return true;
}

}  // namespace

FaultyLine::FaultyLine(std::uint16_t to) : m_to(to) {
    listen();
    m_acceptor = std::jthread([this](const std::stop_token& stop) { acceptAll(stop); });
}

FaultyLine::~FaultyLine() {
    m_acceptor.request_stop();
    m_acceptor.join();
    for (auto& carrier : m_carriers) carrier.request_stop();
    m_carriers.clear();
    if (m_listener >= 0) ::close(m_listener);
}

void FaultyLine::listen() {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    if (m_listener >= 0) ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    auto address = loopback(m_port);
    socklen_t size = sizeof address;
    if (m_listener < 0 || ::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::listen(m_listener, kBacklog) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("cannot listen");
    }
    m_port = ntohs(address.sin_port);
}

void FaultyLine::leadTo(std::uint16_t port) {
    m_to = port;
    const std::lock_guard lock(m_mutex);
    if (m_listener < 0) listen();
}

void FaultyLine::refuse() {
    const std::lock_guard lock(m_mutex);
    if (m_listener >= 0) ::close(m_listener);
    m_listener = -1;
}

void FaultyLine::acceptAll(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        int here = -1;
        {
            const std::lock_guard lock(m_mutex);
            if (m_listener >= 0) here = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        }
        if (here < 0) {
            // Nobody there, or nobody is to be there: looked at again soon, under the lock.
            ::poll(nullptr, 0, kPollMillis);
            continue;
        }
        ++m_connections;
        if (isDead()) {
            tear(here);
            ::close(here);
            continue;
        }
        m_carriers.emplace_back(
            [this, here](const std::stop_token& carrierStop) { carry(here, carrierStop); });
    }
}

void FaultyLine::carry(int here, const std::stop_token& stop) {
    const int there = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(m_to);
    bool open =
        there >= 0 && ::connect(there, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    if (!open) tear(here);
    sendAtOnce(here);
    if (open) sendAtOnce(there);
    std::array<pollfd, 2> ends{{{here, POLLIN, 0}, {there, POLLIN, 0}}};
    std::array<char, 16384> part{};
    std::size_t sent = 0;
    while (open && !stop.stop_requested()) {
        if (::poll(ends.data(), ends.size(), kPollMillis) <= 0) continue;
        for (const auto& end : ends) {
            if (end.revents == 0) continue;
            const bool up = end.fd == here;
            const auto got = ::recv(end.fd, part.data(), part.size(), 0);
            std::size_t usable = got > 0 ? static_cast<std::size_t>(got) : 0;
            const std::size_t limit = m_cutAfter;
            bool cut = false;
            if (up && limit > 0 && sent + usable >= limit) {
                usable = limit - std::min(limit, sent);
                cut = true;
            }
            if (up) {
                sent += usable;
                m_carried += usable;
            }
            if (!sendAll(up ? there : here, std::span(part).first(usable)) || got <= 0) open = false;
            if (cut || isDead()) {
                ++m_cuts;
                tear(here);
                tear(there);
                open = false;
            }
            if (!open) break;
        }
    }
    if (there >= 0) ::close(there);
    ::close(here);
}

}  // namespace countersign::test
