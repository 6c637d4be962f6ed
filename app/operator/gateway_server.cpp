#include "gateway_server.h"

#include <microhttpd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string_view>

#include "gateway_metrics.h"
#include "http_daemon.h"
#include "operator/operator_errors.h"
#include "protocol/routes.h"
#include "worker_pool.h"

namespace countersign {
namespace {

constexpr char kRetryAfterSeconds[] = "30";
constexpr char kRetryTooManySeconds[] = "2";  // the bucket fills at once; counters add a spread of their own

}  // namespace

class GatewayServer::Daemon final : public HttpDaemon {
  public:
    Daemon(const GatewayLimits& limits, const GatewayDesks& desks, const GatewayDoor& door, Log& log)
        : HttpDaemon({limits.threads, limits.connections,
                      door.behindProxy() ? 0U : limits.connectionsOfAddress, limits.idle, limits.request},
                     "gateway", log),
          m_limits(limits),
          m_door(door),
          m_answers(desks, log),
          m_workers(limits.workers) {}

    ~Daemon() override {
        quiesce();
        {
            std::unique_lock lock(m_mutex);
            m_idle.wait_for(lock, m_limits.stopGrace, [this] { return m_requests == 0; });
        }
        // The library must not be stopped while a connection waits for its worker.
        m_stopping = true;
        m_workers.close();
        stop();
    }

    Status start(const std::string& address, std::uint16_t port, const CertificateAndKey& certificate) {
        const auto bindTo = ListenAddress::parse(address, port);
        if (!bindTo) return failure(gatewayNotStarted("not an IP address: " + address));
        if (m_door.behindProxy() && !bindTo->loopback())
            return failure(gatewayNotStarted("without TLS only a loopback address is listened on"));
        HttpTls tls;
        if (!m_door.behindProxy()) {
            tls.own = &certificate;
            // identityOf() judges what certificate a client shows.
            if (m_door.certificates != ClientCertificates::None) tls.clientAuthority = &m_door.authorityPem;
        }
        if (!listen(*bindTo, tls, MHD_ALLOW_SUSPEND_RESUME)) {
            return failure(
                gatewayNotStarted("cannot listen on " + address + " port " + std::to_string(port)));
        }
        return {};
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

    MHD_Result step(MHD_Connection* connection, std::string_view url, std::string_view method,
                    const char* upload, std::size_t* uploadSize, void** context) override {
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
        log().error("gateway", "a request ended in an exception");
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
                request.accept = valueOf(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT);
                request.acceptLanguage =
                    valueOf(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_LANGUAGE);
                request.address = identity.address;
            }
        }
        const auto [length, bytes] = announced(connection, request.limit);
        // Refused before a byte of it was read.
        if (length == Announced::TooLarge) return answer(connection, request, refuse(Refusal::TooLarge));
        // Grown step by step it would take up to twice as much; pages that nothing is written to cost
        // nothing.
        if (length == Announced::Fits && !request.refusal)
            request.body.reserve(static_cast<std::size_t>(bytes));
        return MHD_YES;
    }

    MHD_Result answer(MHD_Connection* connection, Request& request, const Answer& answer) {
        request.answered = true;
        m_metrics.answered(request.route, answer, request.received,
                           std::chrono::steady_clock::now() - request.since);
        if (request.route != Route::Health || answer.status != MHD_HTTP_OK) tell(request, answer);
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

    void tell(const Request& request, const Answer& answer) {
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
            log().error("gateway", line);
        } else if (answer.status >= 400) {
            log().warn("gateway", line);
        } else {
            log().info("gateway", line);
        }
    }

    void completed(void* context) override {
        auto* request = static_cast<Request*>(context);
        if (request == nullptr) return;
        m_bodyBytes.fetch_sub(request->body.size());
        delete request;
        const std::lock_guard lock(m_mutex);
        if (--m_requests == 0) m_idle.notify_all();
    }

    void opened() override { m_metrics.connectionOpened(); }
    void closed() override { m_metrics.connectionClosed(); }

    const GatewayLimits m_limits;
    const GatewayDoor m_door;
    GatewayAnswers m_answers;
    GatewayMetrics m_metrics;
    std::atomic<bool> m_stopping{false};
    std::atomic<std::size_t> m_bodyBytes{0};
    std::mutex m_mutex;
    std::condition_variable m_idle;
    int m_requests = 0;
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
