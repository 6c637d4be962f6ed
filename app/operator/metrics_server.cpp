#include "metrics_server.h"

#include <microhttpd.h>

#include <string_view>

#include "listen_address.h"
#include "operator/operator_errors.h"

namespace countersign {
namespace {

constexpr std::string_view kMetricsRoute = "/metrics";
constexpr char kTextContentType[] = "text/plain; version=0.0.4; charset=utf-8";
constexpr unsigned kConnections = 8;  // one or two who ask every few seconds
constexpr unsigned kIdleSeconds = 20;

}  // namespace

struct MetricsServer::Daemon {
    std::function<std::string()> text;
    MHD_Daemon* daemon = nullptr;

    ~Daemon() {
        if (daemon != nullptr) MHD_stop_daemon(daemon);
    }

    static MHD_Result handle(void* self, MHD_Connection* connection, const char* url, const char* method,
                             const char* /*version*/, const char* /*upload*/, std::size_t* uploadSize,
                             void** context) {
        static int seen = 0;
        // The first call of a request has its head only.
        if (*context == nullptr) {
            *context = &seen;
            return MHD_YES;
        }
        if (*uploadSize > 0) {
            *uploadSize = 0;
            return MHD_YES;
        }
        try {
            const bool ours = std::string_view(method) == MHD_HTTP_METHOD_GET && url == kMetricsRoute;
            const std::string body = ours ? static_cast<Daemon*>(self)->text() : std::string("not here\n");
            auto* response = MHD_create_response_from_buffer(body.size(), const_cast<char*>(body.data()),
                                                             MHD_RESPMEM_MUST_COPY);
            if (response == nullptr) return MHD_NO;
            MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, kTextContentType);
            const auto queued =
                MHD_queue_response(connection, ours ? MHD_HTTP_OK : MHD_HTTP_NOT_FOUND, response);
            MHD_destroy_response(response);
            return queued;
        } catch (const std::exception&) {
            return MHD_NO;  // nothing may be thrown through the C library
        }
    }
};

Result<std::unique_ptr<MetricsServer>> MetricsServer::start(const std::string& addressAndPort,
                                                            std::function<std::string()> text) {
    const auto address = ListenAddress::parseWithPort(addressAndPort);
    if (!address) return failure(gatewayNotStarted("not an IP address and port: " + addressAndPort));
    auto daemon = std::make_unique<Daemon>();
    daemon->text = std::move(text);
    const unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_ITC |
                           (address->v6() ? unsigned{MHD_USE_IPv6} : 0U);
    daemon->daemon = MHD_start_daemon(flags, 0, nullptr, nullptr, &Daemon::handle, daemon.get(),  //
                                      MHD_OPTION_SOCK_ADDR, address->get(),                       //
                                      MHD_OPTION_CONNECTION_LIMIT, kConnections,                  //
                                      MHD_OPTION_CONNECTION_TIMEOUT, kIdleSeconds,                //
                                      MHD_OPTION_END);
    if (daemon->daemon == nullptr)
        return failure(gatewayNotStarted("cannot listen for metrics on " + addressAndPort));
    return std::unique_ptr<MetricsServer>(new MetricsServer(std::move(daemon)));
}

MetricsServer::MetricsServer(std::unique_ptr<Daemon> daemon) : m_daemon(std::move(daemon)) {}
MetricsServer::~MetricsServer() = default;

std::uint16_t MetricsServer::port() const {
    const auto* info = MHD_get_daemon_info(m_daemon->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info == nullptr ? std::uint16_t{0} : info->port;
}

}  // namespace countersign
