#include "http_daemon.h"

#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <utility>

namespace countersign {
namespace {

constexpr std::size_t kRequestMemory = 32U * 1024U;  // request line and headers of one connection
constexpr char kPriorities[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";

}  // namespace

HttpDaemon::HttpDaemon(const HttpLimits& limits, std::string name, Log& log)
    : m_limits(limits), m_name(std::move(name)), m_log(log), m_watch(limits.request) {}

HttpDaemon::~HttpDaemon() {
    stop();
}

bool HttpDaemon::listen(const ListenAddress& address, const HttpTls& tls, unsigned flags) {
    flags |= MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_ITC | MHD_USE_ERROR_LOG;
    // "::" stands for every address of the computer, those of IPv4 too.
    if (address.v6()) flags |= address.any() ? unsigned{MHD_USE_DUAL_STACK} : unsigned{MHD_USE_IPv6};
    std::array<MHD_OptionItem, 5> secured{};
    const auto text = [](const std::string& pem) { return const_cast<char*>(pem.c_str()); };
    std::size_t used = 0;
    if (tls.own != nullptr) {
        flags |= MHD_USE_TLS;
        secured[used++] = {MHD_OPTION_HTTPS_MEM_KEY, 0, text(tls.own->keyPem)};
        secured[used++] = {MHD_OPTION_HTTPS_MEM_CERT, 0, text(tls.own->certificatePem)};
        secured[used++] = {MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>(kPriorities)};
        if (tls.clientAuthority != nullptr)
            secured[used++] = {MHD_OPTION_HTTPS_MEM_TRUST, 0, text(*tls.clientAuthority)};
    }
    secured[used] = {MHD_OPTION_END, 0, nullptr};
    m_daemon =
        MHD_start_daemon(flags, 0, nullptr, nullptr, &HttpDaemon::handle, this,                        //
                         MHD_OPTION_EXTERNAL_LOGGER, &HttpDaemon::logged, this,                        //
                         MHD_OPTION_SOCK_ADDR, address.get(),                                          //
                         MHD_OPTION_ARRAY, secured.data(),                                             //
                         MHD_OPTION_THREAD_POOL_SIZE, m_limits.threads,                                //
                         MHD_OPTION_CONNECTION_LIMIT, m_limits.connections,                            //
                         MHD_OPTION_PER_IP_CONNECTION_LIMIT, m_limits.connectionsOfAddress,            //
                         MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(m_limits.idle.count()),  //
                         MHD_OPTION_CONNECTION_MEMORY_LIMIT, kRequestMemory,                           //
                         MHD_OPTION_UNESCAPE_CALLBACK, &HttpDaemon::keepEscapes, nullptr,              //
                         MHD_OPTION_NOTIFY_COMPLETED, &HttpDaemon::requestCompleted, this,             //
                         MHD_OPTION_NOTIFY_CONNECTION, &HttpDaemon::connectionChanged, this,           //
                         MHD_OPTION_END);
    return m_daemon != nullptr;
}

void HttpDaemon::quiesce() {
    if (m_daemon != nullptr && m_quiet == MHD_INVALID_SOCKET) m_quiet = MHD_quiesce_daemon(m_daemon);
}

void HttpDaemon::stop() {
    if (m_daemon != nullptr) MHD_stop_daemon(std::exchange(m_daemon, nullptr));
    if (m_quiet != MHD_INVALID_SOCKET) ::close(std::exchange(m_quiet, MHD_INVALID_SOCKET));
}

std::uint16_t HttpDaemon::port() const {
    const auto* info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info == nullptr ? std::uint16_t{0} : info->port;
}

std::string_view HttpDaemon::valueOf(MHD_Connection* connection, MHD_ValueKind kind, const char* name) {
    const char* value = MHD_lookup_connection_value(connection, kind, name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

std::pair<HttpDaemon::Announced, std::uint64_t> HttpDaemon::announced(MHD_Connection* connection,
                                                                      std::uint64_t limit) {
    const char* length =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    if (length == nullptr) return {Announced::Nothing, 0};
    std::uint64_t bytes = 0;
    const char* end = length + std::strlen(length);
    const auto parsed = std::from_chars(length, end, bytes);
    if (parsed.ec != std::errc() || parsed.ptr != end || bytes > limit) return {Announced::TooLarge, 0};
    return {Announced::Fits, bytes};
}

MHD_Result HttpDaemon::handle(void* self, MHD_Connection* connection, const char* url, const char* method,
                              const char* /*version*/, const char* upload, std::size_t* uploadSize,
                              void** context) {
    auto* daemon = static_cast<HttpDaemon*>(self);
    // Nothing may be thrown through the C library.
    try {
        return daemon->step(connection, url, method, upload, uploadSize, context);
    } catch (const std::exception&) {
        daemon->m_log.error(daemon->m_name, "a request ended in an exception");
        return MHD_NO;
    }
}

void HttpDaemon::requestCompleted(void* self, MHD_Connection* connection, void** context,
                                  MHD_RequestTerminationCode /*how*/) {
    auto* daemon = static_cast<HttpDaemon*>(self);
    daemon->m_watch.requestDone(connection);
    daemon->completed(std::exchange(*context, nullptr));
}

void HttpDaemon::connectionChanged(void* self, MHD_Connection* connection, void** /*context*/,
                                   MHD_ConnectionNotificationCode what) {
    auto* daemon = static_cast<HttpDaemon*>(self);
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        daemon->closed();
        daemon->m_watch.closed(connection);
        return;
    }
    daemon->opened();
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info != nullptr) daemon->m_watch.opened(connection, static_cast<int>(info->connect_fd));
}

// No address of ours holds an escape: undone, "%00" would cut one short and "%2e%2e" would climb.
std::size_t HttpDaemon::keepEscapes(void* /*self*/, MHD_Connection* /*connection*/, char* text) {
    return std::strlen(text);
}

// TLS handshakes that failed, limits reached.
void HttpDaemon::logged(void* self, const char* format, va_list arguments) {
    std::array<char, 256> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    std::string_view line(text.data());
    while (!line.empty() && line.back() == '\n') line.remove_suffix(1);
    auto* daemon = static_cast<HttpDaemon*>(self);
    daemon->m_log.warn(daemon->m_name, line);
}

}  // namespace countersign
