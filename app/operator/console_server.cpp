#include "console_server.h"

#include <microhttpd.h>
#include <sodium.h>

#include <array>

#include "client_address.h"
#include "http_daemon.h"
#include "operator/operator_errors.h"

namespace countersign {
namespace {

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

}  // namespace

class ConsoleServer::Daemon final : public HttpDaemon {
  public:
    Daemon(const ConsoleDesks& desks, const Clock& clock, Log& log, const ConsoleLimits& limits)
        : HttpDaemon(
              {limits.threads, limits.connections, limits.connectionsOfAddress, limits.idle, limits.request},
              "console", log),
          m_answers(desks, clock, log) {}
    ~Daemon() override { stop(); }

    Status start(const std::string& addressAndPort, const CertificateAndKey& certificate) {
        const auto bindTo = ListenAddress::parseWithPort(addressAndPort);
        if (!bindTo) return failure(consoleNotStarted("not an IP address and port: " + addressAndPort));
        if (!listen(*bindTo, {&certificate, nullptr}, 0))
            return failure(consoleNotStarted("cannot listen on " + addressAndPort));
        return {};
    }

  private:
    struct Request {
        Bytes body;  // a password may stand in it
        std::size_t received = 0;
        bool tooLarge = false;
        bool answered = false;
        ~Request() { wipe(body); }
    };

    MHD_Result step(MHD_Connection* connection, std::string_view url, std::string_view method,
                    const char* upload, std::size_t* uploadSize, void** context) override {
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
        // Refused before a byte of it was read.
        if (announced(connection, kMaxConsoleBody).first == Announced::TooLarge)
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
            log().warn("console",
                       "status=" + std::to_string(answer.status) + " result=" + std::string(answer.result));
        else if (answer.result != "file" && answer.result != "nobody")
            log().info("console", "result=" + std::string(answer.result));
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

    void completed(void* context) override { delete static_cast<Request*>(context); }

    ConsoleAnswers m_answers;
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
