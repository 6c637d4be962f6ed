#include "console_server.h"

#include <microhttpd.h>
#include <sodium.h>

#include <array>
#include <charconv>
#include <cstring>

#include "client_address.h"
#include "connection_watch.h"
#include "listen_address.h"
#include "operator/operator_errors.h"

namespace countersign {
namespace {

constexpr std::size_t kRequestMemory = 32U * 1024U;  // request line and headers of one connection
constexpr char kPriorities[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";

// On every answer. The page needs its own scripts, styles and addresses and nothing else in the world;
// pictures are drawn from memory, so there is not even a source of images.
constexpr std::array<std::pair<const char*, const char*>, 10> kHeaders{{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"},
    {"Cache-Control", "no-store"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},  // for browsers older than frame-ancestors
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Embedder-Policy", "require-corp"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), clipboard-read=()"},
    {"Strict-Transport-Security", "max-age=31536000"},
}};

std::string_view valueOf(MHD_Connection* connection, MHD_ValueKind kind, const char* name) {
    const char* value = MHD_lookup_connection_value(connection, kind, name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

class ConsoleServer::Daemon {
  public:
    Daemon(const ConsoleDesks& desks, const Clock& clock, Log& log, const ConsoleLimits& limits)
        : m_answers(desks, clock, log), m_log(log), m_limits(limits), m_watch(limits.request) {}
    ~Daemon() {
        if (m_daemon != nullptr) MHD_stop_daemon(m_daemon);
    }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    Status start(const std::string& addressAndPort, const CertificateAndKey& certificate) {
        const auto bindTo = ListenAddress::parseWithPort(addressAndPort);
        if (!bindTo) return failure(consoleNotStarted("not an IP address and port: " + addressAndPort));
        const unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_ITC |
                               MHD_USE_ERROR_LOG | MHD_USE_TLS | (bindTo->v6() ? unsigned{MHD_USE_IPv6} : 0U);
        m_daemon =
            MHD_start_daemon(flags, 0, nullptr, nullptr, &Daemon::handle, this,                            //
                             MHD_OPTION_EXTERNAL_LOGGER, &Daemon::logged, this,                            //
                             MHD_OPTION_SOCK_ADDR, bindTo->get(),                                          //
                             MHD_OPTION_HTTPS_MEM_KEY, certificate.keyPem.c_str(),                         //
                             MHD_OPTION_HTTPS_MEM_CERT, certificate.certificatePem.c_str(),                //
                             MHD_OPTION_HTTPS_PRIORITIES, kPriorities,                                     //
                             MHD_OPTION_THREAD_POOL_SIZE, m_limits.threads,                                //
                             MHD_OPTION_CONNECTION_LIMIT, m_limits.connections,                            //
                             MHD_OPTION_PER_IP_CONNECTION_LIMIT, m_limits.connectionsOfAddress,            //
                             MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(m_limits.idle.count()),  //
                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, kRequestMemory,                           //
                             MHD_OPTION_UNESCAPE_CALLBACK, &Daemon::keepEscapes, nullptr,                  //
                             MHD_OPTION_NOTIFY_COMPLETED, &Daemon::completed, this,                        //
                             MHD_OPTION_NOTIFY_CONNECTION, &Daemon::connectionChanged, this,               //
                             MHD_OPTION_END);
        if (m_daemon == nullptr) return failure(consoleNotStarted("cannot listen on " + addressAndPort));
        return {};
    }

    [[nodiscard]] std::uint16_t port() const {
        const auto* info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT);
        return info == nullptr ? std::uint16_t{0} : info->port;
    }

  private:
    struct Request {
        Bytes body;  // a password may stand in it
        std::size_t received = 0;
        bool tooLarge = false;
        bool answered = false;
        ~Request() { wipe(body); }
    };

    static MHD_Result handle(void* self, MHD_Connection* connection, const char* url, const char* method,
                             const char* /*version*/, const char* upload, std::size_t* uploadSize,
                             void** context) {
        auto* daemon = static_cast<Daemon*>(self);
        // Nothing may be thrown through the C library.
        try {
            return daemon->step(connection, url, method, upload, uploadSize, context);
        } catch (const std::exception&) {
            daemon->m_log.error("console", "a request ended in an exception");
            return MHD_NO;
        }
    }

    MHD_Result step(MHD_Connection* connection, std::string_view url, std::string_view method,
                    const char* upload, std::size_t* uploadSize, void** context) {
        auto* request = static_cast<Request*>(*context);
        if (request == nullptr) {
            request = new Request;
            *context = request;
            return begin(connection, *request);
        }
        if (*uploadSize > 0) {
            request->received += *uploadSize;
            if (request->received > kMaxConsoleBody) {
                request->tooLarge = true;
                // The library takes an answer only after the body: the rest is dropped, within reason.
                if (request->received > 16 * kMaxConsoleBody) return MHD_NO;
            } else {
                request->body.insert(request->body.end(), upload, upload + *uploadSize);
            }
            *uploadSize = 0;
            return MHD_YES;
        }
        if (request->answered) return MHD_YES;
        if (request->tooLarge) return tooLarge(connection, *request);
        ConsoleRequest asked;
        asked.method = method;
        asked.path = url;
        asked.session = valueOf(connection, MHD_COOKIE_KIND, kSessionCookie);
        asked.csrf = valueOf(connection, MHD_HEADER_KIND, "X-CSRF-Token");
        asked.origin = valueOf(connection, MHD_HEADER_KIND, "Origin");
        asked.host = valueOf(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
        asked.fetchSite = valueOf(connection, MHD_HEADER_KIND, "Sec-Fetch-Site");
        asked.contentType = valueOf(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_TYPE);
        asked.state = valueOf(connection, MHD_GET_ARGUMENT_KIND, "state");
        asked.after = valueOf(connection, MHD_GET_ARGUMENT_KIND, "after");
        asked.body = {reinterpret_cast<const char*>(request->body.data()), request->body.size()};
        asked.address = networkOf(connection);
        return answer(connection, *request, m_answers.to(asked));
    }

    MHD_Result begin(MHD_Connection* connection, Request& request) {
        request.body.reserve(kMaxConsoleBody);  // it never grows, so that no copy is left behind
        const auto length = valueOf(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
        if (length.empty()) return MHD_YES;
        std::uint64_t announced = 0;
        const char* end = length.data() + length.size();
        const auto parsed = std::from_chars(length.data(), end, announced);
        // Refused before a byte of it was read.
        if (parsed.ec != std::errc() || parsed.ptr != end || announced > kMaxConsoleBody)
            return tooLarge(connection, request);
        return MHD_YES;
    }

    MHD_Result tooLarge(MHD_Connection* connection, Request& request) {
        ConsoleAnswer refused;
        refused.status = MHD_HTTP_CONTENT_TOO_LARGE;
        refused.body = toBytes(R"({"error":"too_large"})");
        refused.result = "too_large";
        return answer(connection, request, std::move(refused));
    }

    MHD_Result answer(MHD_Connection* connection, Request& request, ConsoleAnswer answer) {
        request.answered = true;
        if (answer.status >= 400)
            m_log.warn("console",
                       "status=" + std::to_string(answer.status) + " result=" + std::string(answer.result));
        else if (answer.result != "file" && answer.result != "nobody")
            m_log.info("console", "result=" + std::string(answer.result));
        auto* body = new Bytes(std::move(answer.body));
        // Overwritten as soon as it is sent, or the connection is gone.
        auto* response = MHD_create_response_from_buffer_with_free_callback_cls(
            body->size(), body->data(),
            [](void* own) {
                auto* bytes = static_cast<Bytes*>(own);
                wipe(*bytes);
                delete bytes;
            },
            body);
        if (response == nullptr) {
            wipe(*body);
            delete body;
            return MHD_NO;
        }
        for (const auto& [name, value] : kHeaders) MHD_add_response_header(response, name, value);
        const std::string type(answer.contentType);
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type.c_str());
        if (!answer.cookie.empty())
            MHD_add_response_header(response, MHD_HTTP_HEADER_SET_COOKIE, answer.cookie.c_str());
        if (answer.retryAfterSeconds > 0) {
            MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER,
                                    std::to_string(answer.retryAfterSeconds).c_str());
        }
        const auto queued = MHD_queue_response(connection, answer.status, response);
        MHD_destroy_response(response);
        return queued;
    }

    static void completed(void* self, MHD_Connection* connection, void** context,
                          MHD_RequestTerminationCode /*how*/) {
        static_cast<Daemon*>(self)->m_watch.requestDone(connection);
        delete static_cast<Request*>(*context);
        *context = nullptr;
    }

    // No address of ours holds an escape: undone, "%00" would cut one short and "%2e%2e" would climb.
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
        static_cast<Daemon*>(self)->m_log.warn("console", line);
    }

    ConsoleAnswers m_answers;
    Log& m_log;
    const ConsoleLimits m_limits;
    ConnectionWatch m_watch;
    MHD_Daemon* m_daemon = nullptr;
};

Result<std::unique_ptr<ConsoleServer>> ConsoleServer::start(const std::string& addressAndPort,
                                                            const CertificateAndKey& certificate,
                                                            const ConsoleDesks& desks, const Clock& clock,
                                                            Log& log, const ConsoleLimits& limits) {
    auto daemon = std::make_unique<Daemon>(desks, clock, log, limits);
    if (const auto started = daemon->start(addressAndPort, certificate); !started)
        return failure(started.error());
    return std::unique_ptr<ConsoleServer>(new ConsoleServer(std::move(daemon)));
}

ConsoleServer::ConsoleServer(std::unique_ptr<Daemon> daemon) : m_daemon(std::move(daemon)) {}
ConsoleServer::~ConsoleServer() = default;
std::uint16_t ConsoleServer::port() const {
    return m_daemon->port();
}

}  // namespace countersign
