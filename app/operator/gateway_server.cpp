#include "gateway_server.h"

#include <microhttpd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <string_view>

#include "connection_watch.h"
#include "gateway_metrics.h"
#include "listen_address.h"
#include "operator/operator_errors.h"
#include "protocol/routes.h"
#include "worker_pool.h"

namespace countersign {
namespace {

constexpr std::size_t kRequestMemory = 32U * 1024U;  // request line and headers of one connection
constexpr char kPriorities[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
constexpr char kRetryAfterSeconds[] = "30";
constexpr char kRetryTooManySeconds[] = "2";  // the bucket fills at once; counters add a spread of their own

}  // namespace

class GatewayServer::Daemon {
  public:
    Daemon(const GatewayLimits& limits, const GatewayDesks& desks, const GatewayDoor& door, Log& log)
        : m_limits(limits),
          m_door(door),
          m_answers(desks, log),
          m_log(log),
          m_watch(limits.request),
          m_workers(limits.workers) {}

    ~Daemon() {
        if (m_daemon == nullptr) return;
        const auto listener = MHD_quiesce_daemon(m_daemon);
        {
            std::unique_lock lock(m_mutex);
            m_idle.wait_for(lock, m_limits.stopGrace, [this] { return m_requests == 0; });
        }
        // The library must not be stopped while a connection waits for its worker.
        m_stopping = true;
        m_workers.close();
        MHD_stop_daemon(m_daemon);
        if (listener != MHD_INVALID_SOCKET) ::close(listener);
    }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    Status start(const std::string& address, std::uint16_t port, const CertificateAndKey& certificate) {
        const auto bindTo = ListenAddress::parse(address, port);
        if (!bindTo) return failure(gatewayNotStarted("not an IP address: " + address));
        if (m_door.behindProxy() && !bindTo->loopback())
            return failure(gatewayNotStarted("without TLS only a loopback address is listened on"));
        unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_ITC | MHD_USE_ERROR_LOG |
                         MHD_ALLOW_SUSPEND_RESUME;
        // "::" stands for every address of the computer, those of IPv4 too.
        if (bindTo->v6()) flags |= bindTo->any() ? unsigned{MHD_USE_DUAL_STACK} : unsigned{MHD_USE_IPv6};
        std::array<MHD_OptionItem, 5> tls{};
        const auto text = [](const std::string& pem) { return const_cast<char*>(pem.c_str()); };
        std::size_t used = 0;
        if (!m_door.behindProxy()) {
            flags |= MHD_USE_TLS;
            tls[used++] = {MHD_OPTION_HTTPS_MEM_KEY, 0, text(certificate.keyPem)};
            tls[used++] = {MHD_OPTION_HTTPS_MEM_CERT, 0, text(certificate.certificatePem)};
            tls[used++] = {MHD_OPTION_HTTPS_PRIORITIES, 0, const_cast<char*>(kPriorities)};
            // With it clients are asked for a certificate; identityOf() judges what they show.
            if (m_door.certificates != ClientCertificates::None)
                tls[used++] = {MHD_OPTION_HTTPS_MEM_TRUST, 0, text(m_door.authorityPem)};
        }
        tls[used] = {MHD_OPTION_END, 0, nullptr};
        m_daemon =
            MHD_start_daemon(flags, 0, nullptr, nullptr, &Daemon::handle, this,                            //
                             MHD_OPTION_EXTERNAL_LOGGER, &Daemon::logged, this,                            //
                             MHD_OPTION_SOCK_ADDR, bindTo->get(),                                          //
                             MHD_OPTION_ARRAY, tls.data(),                                                 //
                             MHD_OPTION_THREAD_POOL_SIZE, m_limits.threads,                                //
                             MHD_OPTION_CONNECTION_LIMIT, m_limits.connections,                            //
                             MHD_OPTION_PER_IP_CONNECTION_LIMIT,                                           //
                             m_door.behindProxy() ? 0U : m_limits.connectionsOfAddress,                    //
                             MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(m_limits.idle.count()),  //
                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, kRequestMemory,                           //
                             MHD_OPTION_UNESCAPE_CALLBACK, &Daemon::keepEscapes, nullptr,                  //
                             MHD_OPTION_NOTIFY_COMPLETED, &Daemon::completed, this,                        //
                             MHD_OPTION_NOTIFY_CONNECTION, &Daemon::connectionChanged, this,               //
                             MHD_OPTION_END);
        if (m_daemon == nullptr) {
            return failure(
                gatewayNotStarted("cannot listen on " + address + " port " + std::to_string(port)));
        }
        return {};
    }

    [[nodiscard]] std::uint16_t port() const {
        const auto* info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT);
        return info == nullptr ? std::uint16_t{0} : info->port;
    }

    [[nodiscard]] std::string metrics() const {
        return m_metrics.text({m_answers.groups(), m_bodyBytes.load()});
    }

  private:
    // One request from its first header to its answer. Between being handed to a worker and being resumed it
    // is the worker's alone: the library doesn't touch a suspended connection.
    struct Request {
        Route route = Route::None;
        std::optional<DeviceId> channel;
        std::string argument, accept, acceptLanguage, address;  // GatewayRequest
        std::optional<Answer> reply;                            // the worker's
        Bytes body;
        std::size_t limit = 0;
        std::size_t received = 0;
        std::optional<Refusal> refusal;  // settled while the body was still coming in
        bool answered = false;
        std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
    };

    static MHD_Result handle(void* self, MHD_Connection* connection, const char* url, const char* method,
                             const char* /*version*/, const char* upload, std::size_t* uploadSize,
                             void** context) {
        auto* daemon = static_cast<Daemon*>(self);
        // Nothing may be thrown through the C library.
        try {
            return daemon->step(connection, url, method, upload, uploadSize, context);
        } catch (const std::exception&) {
            daemon->m_log.error("gateway", "a request ended in an exception");
            return MHD_NO;
        }
    }

    MHD_Result step(MHD_Connection* connection, std::string_view url, std::string_view method,
                    const char* upload, std::size_t* uploadSize, void** context) {
        auto* request = static_cast<Request*>(*context);
        if (request == nullptr) {
            request = new Request();  // deleted by completed()
            *context = request;
            const std::lock_guard lock(m_mutex);
            ++m_requests;
            return begin(connection, url, method, *request);
        }
        if (*uploadSize > 0) {
            const std::size_t size = *uploadSize;
            *uploadSize = 0;
            return receive(*request, {reinterpret_cast<const std::uint8_t*>(upload), size});
        }
        if (request->answered) return MHD_YES;
        if (request->refusal) return answer(connection, *request, refuse(*request->refusal));
        if (request->reply) return answer(connection, *request, *request->reply);
        handOver(connection, *request);
        return MHD_YES;
    }

    // The handler is called again once the worker has resumed the connection.
    void handOver(MHD_Connection* connection, Request& request) {
        MHD_suspend_connection(connection);
        const bool taken = m_workers.post([this, connection, &request] {
            request.reply = m_stopping ? refuse(Refusal::TryLater) : process(request);
            MHD_resume_connection(connection);
        });
        if (taken) return;
        request.reply = refuse(Refusal::TryLater);
        MHD_resume_connection(connection);
    }

    Answer process(const Request& request) noexcept try {
        return m_answers.to({request.route, request.body, request.channel, request.argument, request.accept,
                             request.acceptLanguage, request.address});
    } catch (const std::exception&) {
        m_log.error("gateway", "a request ended in an exception");
        return refuse(Refusal::TryLater);
    }

    MHD_Result receive(Request& request, ByteView part) {
        request.received += part.size();
        if (request.answered || request.refusal) {
            // The library takes an answer only after the body: the rest is read and dropped, within reason.
            return request.received <= 2 * request.limit ? MHD_YES : MHD_NO;
        }
        if (part.size() > request.limit - request.body.size()) {
            giveUp(request, Refusal::TooLarge);
        } else if (m_bodyBytes.fetch_add(part.size()) + part.size() > m_limits.bodiesInMemory &&
                   request.body.size() + part.size() > m_limits.smallBody) {
            m_bodyBytes.fetch_sub(part.size());
            giveUp(request, Refusal::TryLater);
        } else {
            try {
                request.body.insert(request.body.end(), part.begin(), part.end());
            } catch (...) {
                m_bodyBytes.fetch_sub(part.size());
                throw;
            }
        }
        return MHD_YES;
    }

    void giveUp(Request& request, Refusal refusal) {
        request.refusal = refusal;
        m_bodyBytes.fetch_sub(request.body.size());
        request.body = Bytes();
    }

    MHD_Result begin(MHD_Connection* connection, std::string_view url, std::string_view method,
                     Request& request) {
        const auto* rule = findRoute(method, url);
        if (rule == nullptr) return answer(connection, request, refuse(Refusal::NoSuchRoute));
        request.route = rule->route;
        request.limit = rule->bodyLimit;
        if (rule->route != Route::Health && rule->route != Route::Description) {
            const auto identity = identityOf(connection, m_door);
            const bool missing =
                rule->ofCounter && !identity.deviceId && m_door.certificates == ClientCertificates::Required;
            // Told once the body is through: closed with bytes unread, a connection may take the answer with
            // it.
            if (!identity.welcome || missing) request.refusal = Refusal::UnknownDevice;
            request.channel = identity.deviceId;
            request.argument = argumentOf(*rule, url);
            if (!request.argument.empty()) {
                request.accept = headerOf(connection, MHD_HTTP_HEADER_ACCEPT);
                request.acceptLanguage = headerOf(connection, MHD_HTTP_HEADER_ACCEPT_LANGUAGE);
                request.address = identity.address;
            }
        }
        const char* length =
            MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
        if (length != nullptr) {
            std::uint64_t announced = 0;
            const char* end = length + std::strlen(length);
            const auto parsed = std::from_chars(length, end, announced);
            // Refused before a byte of it was read.
            if (parsed.ec != std::errc() || parsed.ptr != end || announced > request.limit) {
                return answer(connection, request, refuse(Refusal::TooLarge));
            }
            // Grown step by step it would take up to twice as much; pages that nothing is written to cost
            // nothing.
            if (!request.refusal) request.body.reserve(static_cast<std::size_t>(announced));
        }
        return MHD_YES;
    }

    MHD_Result answer(MHD_Connection* connection, Request& request, const Answer& answer) {
        request.answered = true;
        m_metrics.answered(request.route, answer, request.received,
                           std::chrono::steady_clock::now() - request.since);
        if (request.route != Route::Health || answer.status != MHD_HTTP_OK) log(request, answer);
        auto* response = MHD_create_response_from_buffer(
            answer.body.size(), const_cast<std::uint8_t*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
        if (response == nullptr) return MHD_NO;
        MHD_add_response_header(
            response, MHD_HTTP_HEADER_CONTENT_TYPE,
            answer.contentType.empty() ? kMessageContentType.data() : answer.contentType.data());
        MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
        for (const auto& [name, value] : answer.headers)
            MHD_add_response_header(response, name, value.c_str());
        if (!answer.retryAfter.empty()) {
            MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, answer.retryAfter.data());
        } else if (answer.status == MHD_HTTP_SERVICE_UNAVAILABLE) {
            MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, kRetryAfterSeconds);
        } else if (answer.status == MHD_HTTP_TOO_MANY_REQUESTS) {
            MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, kRetryTooManySeconds);
        }
        const auto queued = MHD_queue_response(connection, answer.status, response);
        MHD_destroy_response(response);
        return queued;
    }

    // Within what the connection's memory holds: kRequestMemory.
    static std::string_view headerOf(MHD_Connection* connection, const char* name) {
        const char* value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
        return value == nullptr ? std::string_view() : std::string_view(value);
    }

    void log(const Request& request, const Answer& answer) {
        const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(
                                std::chrono::steady_clock::now() - request.since)
                                .count();
        std::string line = "route=" + std::string(routeName(request.route));
        line += " status=" + std::to_string(answer.status) + " result=" + std::string(answer.result) +
                " kib=" + std::to_string((request.received + 1023) / 1024) + " ms=" + std::to_string(millis);
        if (request.route == Route::Batch && !answer.records.empty())
            line += " records=" + std::to_string(answer.records.size());
        if (answer.deviceId) line += " device=" + answer.deviceId->shortCode();
        if (answer.alarm) {
            m_log.error("gateway", line);
        } else if (answer.status >= 400) {
            m_log.warn("gateway", line);
        } else {
            m_log.info("gateway", line);
        }
    }

    static void completed(void* self, MHD_Connection* connection, void** context,
                          MHD_RequestTerminationCode /*how*/) {
        auto* daemon = static_cast<Daemon*>(self);
        daemon->m_watch.requestDone(connection);
        auto* request = static_cast<Request*>(*context);
        if (request == nullptr) return;
        daemon->m_bodyBytes.fetch_sub(request->body.size());
        delete request;
        *context = nullptr;
        const std::lock_guard lock(daemon->m_mutex);
        if (--daemon->m_requests == 0) daemon->m_idle.notify_all();
    }

    // No route of ours holds an escape: undone, "%00" would cut an address short and "%2e%2e" would climb.
    static std::size_t keepEscapes(void* /*self*/, MHD_Connection* /*connection*/, char* text) {
        return std::strlen(text);
    }

    static void connectionChanged(void* self, MHD_Connection* connection, void** /*context*/,
                                  MHD_ConnectionNotificationCode what) {
        auto& watch = static_cast<Daemon*>(self)->m_watch;
        auto& metrics = static_cast<Daemon*>(self)->m_metrics;
        if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
            metrics.connectionClosed();
            watch.closed(connection);
            return;
        }
        metrics.connectionOpened();
        const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (info != nullptr) watch.opened(connection, static_cast<int>(info->connect_fd));
    }

    // The library's own words: TLS handshakes that failed, limits reached.
    __attribute__((format(printf, 2, 0))) static void logged(void* self, const char* format,
                                                             va_list arguments) {
        std::array<char, 256> text{};
        std::vsnprintf(text.data(), text.size(), format, arguments);
        std::string_view line(text.data());
        while (!line.empty() && line.back() == '\n') line.remove_suffix(1);
        static_cast<Daemon*>(self)->m_log.warn("http", line);
    }

    const GatewayLimits m_limits;
    const GatewayDoor m_door;
    GatewayAnswers m_answers;
    GatewayMetrics m_metrics;
    Log& m_log;
    ConnectionWatch m_watch;
    std::atomic<bool> m_stopping{false};
    std::atomic<std::size_t> m_bodyBytes{0};
    std::mutex m_mutex;
    std::condition_variable m_idle;
    int m_requests = 0;
    MHD_Daemon* m_daemon = nullptr;
    WorkerPool m_workers;  // last: its threads use the rest
};

Result<std::unique_ptr<GatewayServer>> GatewayServer::start(const std::string& address, std::uint16_t port,
                                                            const CertificateAndKey& certificate,
                                                            const GatewayLimits& limits,
                                                            const GatewayDesks& desks, Log& log,
                                                            const GatewayDoor& door) {
    auto daemon = std::make_unique<Daemon>(limits, desks, door, log);
    if (const auto started = daemon->start(address, port, certificate); !started)
        return failure(started.error());
    return std::unique_ptr<GatewayServer>(new GatewayServer(std::move(daemon)));
}

GatewayServer::GatewayServer(std::unique_ptr<Daemon> daemon) : m_daemon(std::move(daemon)) {}
GatewayServer::~GatewayServer() = default;
std::uint16_t GatewayServer::port() const {
    return m_daemon->port();
}
std::string GatewayServer::metrics() const {
    return m_daemon->metrics();
}

}  // namespace countersign
