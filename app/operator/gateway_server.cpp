#include "gateway_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>

#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <string_view>

#include "connection_watch.h"
#include "operator/operator_errors.h"
#include "protocol/batch.h"
#include "protocol/device_enrolment.h"
#include "protocol/envelope.h"
#include "protocol/routes.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

constexpr std::size_t kRequestMemory = 32U * 1024U;  // request line and headers of one connection
constexpr char kPriorities[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
constexpr std::string_view kStoredWithOtherChallenge = "stored_challenge_differs";
constexpr char kRetryAfterSeconds[] = "30";
constexpr char kRetryTooManySeconds[] = "2";  // the bucket fills at once; counters add a spread of their own

enum class Route { Health = 1, Enrol, Records, Batch, Contact, Part };

unsigned httpStatus(Refusal refusal) {
    switch (refusal) {
        case Refusal::Malformed:
            return MHD_HTTP_BAD_REQUEST;
        case Refusal::TooLarge:
            return 413;
        case Refusal::VersionUnsupported:
            return 422;
        case Refusal::UnknownDevice:
        case Refusal::DeviceSwitchedOff:
        case Refusal::DeviceSetAside:
        case Refusal::CodeInvalid:
            return MHD_HTTP_FORBIDDEN;
        case Refusal::SignatureInvalid:
            return MHD_HTTP_UNAUTHORIZED;
        case Refusal::UnknownOperatorKey:
            return 422;
        case Refusal::Conflict:
            return MHD_HTTP_CONFLICT;
        case Refusal::TryLater:
            return MHD_HTTP_SERVICE_UNAVAILABLE;
        case Refusal::NoSuchRoute:
            return MHD_HTTP_NOT_FOUND;
        case Refusal::TooMany:
            return MHD_HTTP_TOO_MANY_REQUESTS;
    }
    return MHD_HTTP_INTERNAL_SERVER_ERROR;
}

struct Answer {
    unsigned status = MHD_HTTP_OK;
    Bytes body;
    std::string_view result;  // for the log
    std::optional<DeviceId> deviceId;
    bool alarm = false;       // signed and yet at odds with what is known
    std::size_t records = 0;  // of a batch
};

Answer refuse(Refusal refusal) {
    // A signed contradiction is an alarm: a clone, a rolled-back disk or an attack.
    return {
        httpStatus(refusal), encodeRefusal(refusal), refusalName(refusal), {}, refusal == Refusal::Conflict};
}

}  // namespace

class GatewayServer::Daemon {
  public:
    Daemon(const GatewayLimits& limits, const GatewayDesks& desks, Log& log)
        : m_limits(limits),
          m_ingest(desks.ingest),
          m_desk(desks.enrolment),
          m_contacts(desks.contacts),
          m_parts(desks.parts),
          m_log(log),
          m_watch(limits.request) {}

    ~Daemon() {
        if (m_daemon == nullptr) return;
        const auto listener = MHD_quiesce_daemon(m_daemon);
        {
            std::unique_lock lock(m_mutex);
            m_idle.wait_for(lock, m_limits.stopGrace, [this] { return m_requests == 0; });
        }
        MHD_stop_daemon(m_daemon);
        if (listener != MHD_INVALID_SOCKET) ::close(listener);
    }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    Status start(const std::string& address, std::uint16_t port, const CertificateAndKey& certificate) {
        sockaddr_in v4{};
        sockaddr_in6 v6{};
        const sockaddr* bindTo = nullptr;
        unsigned flags =
            MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_TLS | MHD_USE_ITC | MHD_USE_ERROR_LOG;
        if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
            v4.sin_family = AF_INET;
            v4.sin_port = htons(port);
            bindTo = reinterpret_cast<const sockaddr*>(&v4);
        } else if (inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
            v6.sin6_family = AF_INET6;
            v6.sin6_port = htons(port);
            bindTo = reinterpret_cast<const sockaddr*>(&v6);
            flags |= MHD_USE_IPv6;
        } else {
            return failure(gatewayNotStarted("not an IP address: " + address));
        }
        // Leaving room for mutual TLS: MHD_OPTION_HTTPS_MEM_TRUST with the authority's certificate.
        m_daemon =
            MHD_start_daemon(flags, 0, nullptr, nullptr, &Daemon::handle, this,                            //
                             MHD_OPTION_EXTERNAL_LOGGER, &Daemon::logged, this,                            //
                             MHD_OPTION_SOCK_ADDR, bindTo,                                                 //
                             MHD_OPTION_HTTPS_MEM_KEY, certificate.keyPem.c_str(),                         //
                             MHD_OPTION_HTTPS_MEM_CERT, certificate.certificatePem.c_str(),                //
                             MHD_OPTION_HTTPS_PRIORITIES, kPriorities,                                     //
                             MHD_OPTION_THREAD_POOL_SIZE, m_limits.threads,                                //
                             MHD_OPTION_CONNECTION_LIMIT, m_limits.connections,                            //
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

  private:
    // One request from its first header to its answer.
    struct Request {
        Route route = Route::Health;
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
        return answer(connection, *request, request->refusal ? refuse(*request->refusal) : process(*request));
    }

    MHD_Result receive(Request& request, ByteView part) {
        request.received += part.size();
        if (request.answered || request.refusal) {
            // The library takes an answer only after the body: the rest is read and dropped, within reason.
            return request.received <= 2 * request.limit ? MHD_YES : MHD_NO;
        }
        if (part.size() > request.limit - request.body.size()) {
            giveUp(request, Refusal::TooLarge);
        } else if (m_bodyBytes.fetch_add(part.size()) + part.size() > m_limits.bodiesInMemory) {
            m_bodyBytes.fetch_sub(part.size());
            giveUp(request, Refusal::TryLater);
        } else {
            request.body.insert(request.body.end(), part.begin(), part.end());
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
        if (method == MHD_HTTP_METHOD_GET && url == kHealthRoute) {
            request.route = Route::Health;
        } else if (method == MHD_HTTP_METHOD_POST && url == kEnrolRoute) {
            request.route = Route::Enrol;
            request.limit = kMaxMessageBytes;
        } else if (method == MHD_HTTP_METHOD_POST && url == kRecordsRoute) {
            request.route = Route::Records;
            request.limit = kMaxEnvelopeBytes;
        } else if (method == MHD_HTTP_METHOD_POST && url == kContactRoute) {
            request.route = Route::Contact;
            request.limit = kMaxMessageBytes;
        } else if (method == MHD_HTTP_METHOD_POST && url == kBatchRoute) {
            request.route = Route::Batch;
            request.limit = kMaxBatchBytes;
        } else if (method == MHD_HTTP_METHOD_POST && url == kPartRoute) {
            request.route = Route::Part;
            request.limit = kPartHeadBytes + kMaxPartBytes;
        } else {
            return answer(connection, request, refuse(Refusal::NoSuchRoute));
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
        }
        return MHD_YES;
    }

    Answer process(const Request& request) {
        switch (request.route) {
            case Route::Health:
                return {MHD_HTTP_OK, toBytes("ok\n"), "ok", {}, false};
            case Route::Enrol: {
                auto outcome = m_desk.enrol(request.body);
                if (!outcome) return failed(outcome.error());
                auto reply = outcome->refusal
                                 ? refuse(*outcome->refusal)
                                 : Answer{MHD_HTTP_OK, std::move(outcome->response), "enrolled", {}, false};
                reply.deviceId = outcome->deviceId;
                return reply;
            }
            case Route::Records: {
                auto outcome = m_ingest.take(request.body);
                if (!outcome) return failed(outcome.error());
                return said(std::move(*outcome));
            }
            case Route::Part: {
                auto outcome = m_parts.take(request.body);
                if (!outcome) return failed(outcome.error());
                if (outcome->whole) return said(std::move(*outcome->whole));
                auto reply = outcome->refusal
                                 ? refuse(*outcome->refusal)
                                 : Answer{MHD_HTTP_OK, encodeHeld(outcome->held), "held", {}, false};
                reply.deviceId = outcome->deviceId;
                return reply;
            }
            case Route::Batch:
                return processBatch(request.body);
            case Route::Contact: {
                auto outcome = m_contacts.answer(request.body);
                if (!outcome) return failed(outcome.error());
                auto reply = outcome->refusal
                                 ? refuse(*outcome->refusal)
                                 : Answer{MHD_HTTP_OK, std::move(outcome->notice), "answered", {}, false};
                reply.deviceId = outcome->deviceId;
                reply.alarm = reply.alarm || outcome->alarm;
                return reply;
            }
        }
        return refuse(Refusal::NoSuchRoute);
    }

    // Of one envelope.
    static Answer said(IngestOutcome outcome) {
        auto reply = outcome.refusal ? refuse(*outcome.refusal)
                                     : Answer{MHD_HTTP_OK,
                                              std::move(outcome.receipt),
                                              outcome.repeated ? "repeated" : "stored",
                                              {},
                                              false};
        reply.deviceId = outcome.deviceId;
        if (outcome.challenge == ChallengeOutcome::Differs) {
            reply.result = kStoredWithOtherChallenge;
            reply.alarm = true;
        }
        return reply;
    }

    Answer processBatch(ByteView body) {
        const auto envelopes = splitBatch(body);
        if (!envelopes) return refuse(refusalOf(envelopes.error().code));
        auto outcomes = m_ingest.take(*envelopes);
        if (!outcomes) return failed(outcomes.error());
        Answer reply{MHD_HTTP_OK, {}, "stored", {}, false};
        std::vector<BatchItem> items;
        for (auto& outcome : *outcomes) {
            if (!reply.deviceId) reply.deviceId = outcome.deviceId;
            if (outcome.refusal) {
                reply.result = "stored_in_part";
                reply.alarm = reply.alarm || *outcome.refusal == Refusal::Conflict;
                items.emplace_back(*outcome.refusal);
            } else {
                reply.alarm = reply.alarm || outcome.challenge == ChallengeOutcome::Differs;
                items.emplace_back(std::move(outcome.receipt));
            }
        }
        auto text = encodeBatchAnswer(items);
        if (!text) return failed(text.error());
        reply.body = std::move(*text);
        reply.records = items.size();
        return reply;
    }

    Answer failed(const Error& error) {
        m_log.error("gateway", describe(error));
        return refuse(Refusal::TryLater);
    }

    MHD_Result answer(MHD_Connection* connection, Request& request, const Answer& answer) {
        request.answered = true;
        if (request.route != Route::Health || answer.status != MHD_HTTP_OK) log(request, answer);
        auto* response = MHD_create_response_from_buffer(
            answer.body.size(), const_cast<std::uint8_t*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
        if (response == nullptr) return MHD_NO;
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE,
                                request.route == Route::Health && answer.status == MHD_HTTP_OK
                                    ? "text/plain"
                                    : kMessageContentType.data());
        MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
        if (answer.status == MHD_HTTP_SERVICE_UNAVAILABLE) {
            MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, kRetryAfterSeconds);
        } else if (answer.status == MHD_HTTP_TOO_MANY_REQUESTS) {
            MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, kRetryTooManySeconds);
        }
        const auto queued = MHD_queue_response(connection, answer.status, response);
        MHD_destroy_response(response);
        return queued;
    }

    void log(const Request& request, const Answer& answer) {
        const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(
                                std::chrono::steady_clock::now() - request.since)
                                .count();
        std::string line = "route=";
        line += request.route == Route::Enrol     ? kEnrolRoute
                : request.route == Route::Records ? kRecordsRoute
                : request.route == Route::Batch   ? kBatchRoute
                : request.route == Route::Contact ? kContactRoute
                : request.route == Route::Part    ? kPartRoute
                                                  : "other";
        line += " status=" + std::to_string(answer.status) + " result=" + std::string(answer.result) +
                " kib=" + std::to_string((request.received + 1023) / 1024) + " ms=" + std::to_string(millis);
        if (answer.records > 0) line += " records=" + std::to_string(answer.records);
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
        if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
            watch.closed(connection);
            return;
        }
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
    Ingest& m_ingest;
    EnrolmentDesk& m_desk;
    ContactDesk& m_contacts;
    PartDesk& m_parts;
    Log& m_log;
    ConnectionWatch m_watch;
    std::atomic<std::size_t> m_bodyBytes{0};
    std::mutex m_mutex;
    std::condition_variable m_idle;
    int m_requests = 0;
    MHD_Daemon* m_daemon = nullptr;
};

Result<std::unique_ptr<GatewayServer>> GatewayServer::start(const std::string& address, std::uint16_t port,
                                                            const CertificateAndKey& certificate,
                                                            const GatewayLimits& limits,
                                                            const GatewayDesks& desks, Log& log) {
    auto daemon = std::make_unique<Daemon>(limits, desks, log);
    if (const auto started = daemon->start(address, port, certificate); !started)
        return failure(started.error());
    return std::unique_ptr<GatewayServer>(new GatewayServer(std::move(daemon)));
}

GatewayServer::GatewayServer(std::unique_ptr<Daemon> daemon) : m_daemon(std::move(daemon)) {}
GatewayServer::~GatewayServer() = default;
std::uint16_t GatewayServer::port() const {
    return m_daemon->port();
}

}  // namespace countersign
