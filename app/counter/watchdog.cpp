#include "app/counter/watchdog.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

namespace countersign {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// As QTimer counts: no limit is longer than some weeks.
constexpr microseconds kLongestBeat = std::chrono::hours(24);

std::string takeVariable(const char* name) {
    const char* value = std::getenv(name);
    std::string text = value != nullptr ? value : "";
    ::unsetenv(name);
    return text;
}

std::optional<long long> wholeNumber(const std::string& text) {
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value <= 0) return std::nullopt;
    return value;
}

// Whether it can be an address at all: sockets of other families (vsock) are for machines, not for programs.
bool isAddress(const std::string& socket) {
    return socket.size() > 1 && socket.size() < sizeof(sockaddr_un{}.sun_path) &&
           (socket.front() == '/' || socket.front() == '@');
}

}  // namespace

WatchdogRequest takeWatchdogRequest() {
    WatchdogRequest request;
    request.socket = takeVariable("NOTIFY_SOCKET");
    const auto limit = wholeNumber(takeVariable("WATCHDOG_USEC"));
    const auto forWhom = takeVariable("WATCHDOG_PID");
    if (!isAddress(request.socket)) return {};
    if (limit && (forWhom.empty() || wholeNumber(forWhom) == ::getpid()))
        request.limit = microseconds(*limit);
    return request;
}

Watchdog::Watchdog(WatchdogRequest request, Log& log, QObject* parent)
    : QObject(parent), m_request(std::move(request)), m_log(log) {
    if (!isAddress(m_request.socket)) return;
    m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (m_request.limit <= microseconds::zero()) return;
    // Half of it, so that one late beat does not count as none.
    const auto half = std::chrono::duration_cast<milliseconds>(std::min(m_request.limit / 2, kLongestBeat));
    m_timer.setInterval(std::max(half, milliseconds(1)));
    connect(&m_timer, &QTimer::timeout, this, &Watchdog::beat);
}

Watchdog::~Watchdog() {
    if (m_socket >= 0) ::close(m_socket);
}

void Watchdog::ready() {
    if (m_isReady) return;
    m_isReady = true;
    m_readyTold = tell("READY=1\nWATCHDOG=1");
    if (m_socket >= 0 && m_request.limit > microseconds::zero()) m_timer.start();
}

void Watchdog::stopping() {
    m_timer.stop();
    static_cast<void>(tell("STOPPING=1"));
}

// A word that found no room is said again: without READY=1 the service would be ended as one that never
// started.
void Watchdog::beat() {
    if (m_readyTold) {
        static_cast<void>(tell("WATCHDOG=1"));
    } else {
        m_readyTold = tell("READY=1\nWATCHDOG=1");
    }
}

// Never waits: the window must not hang because its watcher does.
bool Watchdog::tell(std::string_view text) {
    if (m_socket < 0) return false;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_request.socket.data(), m_request.socket.size());
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + m_request.socket.size());
    const auto sent = ::sendto(m_socket, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                               reinterpret_cast<const sockaddr*>(&address), size);
    if (sent == static_cast<ssize_t>(text.size())) return true;
    if (!std::exchange(m_failureLogged, true))
        m_log.warn("window", std::string("the service manager can't be told: ") + std::strerror(errno));
    return false;
}

}  // namespace countersign
