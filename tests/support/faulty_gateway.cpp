#include "support/faulty_gateway.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <optional>
#include <stdexcept>

namespace countersign::test {
namespace {

constexpr int kPollMillis = 50;  // how soon a stop is noticed
constexpr std::size_t kMaxHead = 64U * 1024U;

gnutls_datum_t datum(const std::string& text) {
    return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
            static_cast<unsigned>(text.size())};
}

bool waitReadable(int socket, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        pollfd end{socket, POLLIN, 0};
        if (::poll(&end, 1, kPollMillis) > 0) return true;
    }
    return false;
}

std::string head(std::string_view status, std::string_view type, std::size_t length,
                 std::string_view more = {}) {
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: " + std::string(type) +
           "\r\nContent-Length: " + std::to_string(length) + "\r\n" + std::string(more) + "\r\n";
}

std::string text(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

}  // namespace

struct FaultyGateway::Credentials {
    explicit Credentials(const CertificateAndKey& server) {
        gnutls_certificate_allocate_credentials(&handle);
        const auto certificate = datum(server.certificatePem);
        const auto key = datum(server.keyPem);
        if (gnutls_certificate_set_x509_key_mem(handle, &certificate, &key, GNUTLS_X509_FMT_PEM) < 0) {
            throw std::runtime_error("certificate refused");
        }
    }
    ~Credentials() { gnutls_certificate_free_credentials(handle); }
    Credentials(const Credentials&) = delete;
    Credentials& operator=(const Credentials&) = delete;
    gnutls_certificate_credentials_t handle = nullptr;
};

// One TLS connection; reading gives up when the stop is requested.
class FaultyGateway::Session {
  public:
    Session(int socket, const Credentials& credentials, const std::string& priorities,
            const std::stop_token& stop)
        : m_socket(socket), m_stop(stop) {
        gnutls_init(&m_session, GNUTLS_SERVER | GNUTLS_NONBLOCK);
        gnutls_priority_set_direct(m_session, priorities.c_str(), nullptr);
        gnutls_credentials_set(m_session, GNUTLS_CRD_CERTIFICATE, credentials.handle);
        gnutls_transport_set_int(m_session, socket);
    }
    ~Session() {
        gnutls_deinit(m_session);
        ::close(m_socket);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    bool handshake() {
        return retry([this] { return gnutls_handshake(m_session); }) >= 0;
    }
    long read(char* into, std::size_t size) {
        return retry([&] { return gnutls_record_recv(m_session, into, size); });
    }
    bool write(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto put = retry([&] { return gnutls_record_send(m_session, bytes.data(), bytes.size()); });
            if (put <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
        return true;
    }
    void end() { gnutls_bye(m_session, GNUTLS_SHUT_WR); }
    void tearAway() {
        const linger now{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    // Until the client leaves or the gateway stops.
    void waitForEnd() {
        std::array<char, 4096> part{};
        while (read(part.data(), part.size()) > 0) continue;
    }

  private:
    template <class Call>
    long retry(Call call) {
        for (;;) {
            const long code = static_cast<long>(call());
            if (code != GNUTLS_E_AGAIN && code != GNUTLS_E_INTERRUPTED) return code;
            if (m_stop.stop_requested()) return code;
            const bool writing = gnutls_record_get_direction(m_session) == 1;
            pollfd wait{m_socket, static_cast<short>(writing ? POLLOUT : POLLIN), 0};
            ::poll(&wait, 1, kPollMillis);
        }
    }

    gnutls_session_t m_session = nullptr;
    int m_socket;
    const std::stop_token& m_stop;
};

FaultyGateway::FaultyGateway(const CertificateAndKey& server, Answer answer, Tls tls)
    : m_credentials(std::make_unique<Credentials>(server)),
      m_priorities(tls == Tls::Modern ? "NORMAL" : "NORMAL:-VERS-ALL:+VERS-TLS1.1"),
      m_answer(std::move(answer)) {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (m_listener < 0 || ::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::listen(m_listener, 64) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("cannot listen");
    }
    m_port = ntohs(address.sin_port);
    m_acceptor = std::jthread([this](const std::stop_token& stop) { acceptAll(stop); });
}

FaultyGateway::~FaultyGateway() {
    m_acceptor.request_stop();
    m_acceptor.join();
    for (auto& talker : m_talkers) talker.request_stop();
    m_talkers.clear();
    ::close(m_listener);
}

void FaultyGateway::setAnswer(Answer answer) {
    const std::lock_guard lock(m_mutex);
    m_answer = std::move(answer);
}

std::vector<Bytes> FaultyGateway::bodies() const {
    const std::lock_guard lock(m_mutex);
    return m_bodies;
}

void FaultyGateway::waitForRequests(int count) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_requests >= count; });
}

void FaultyGateway::acceptAll(const std::stop_token& stop) {
    while (waitReadable(m_listener, stop)) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (socket < 0) continue;
        const int now = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now);
        ++m_connections;
        m_talkers.emplace_back([this, socket](const std::stop_token& talkStop) { talk(socket, talkStop); });
    }
}

void FaultyGateway::talk(int socket, const std::stop_token& stop) {
    const Fault fault = m_fault;
    struct Over {
        std::atomic<int>& count;
        ~Over() { ++count; }
    } const over{m_ended};
    Session session(socket, *m_credentials, m_priorities, stop);
    if (!session.handshake()) return;
    if (fault == Fault::CloseBeforeRequest) return session.end();

    std::string received;
    std::array<char, 16384> part{};
    std::size_t headEnd = std::string::npos;
    while (headEnd == std::string::npos) {
        const auto got = session.read(part.data(), part.size());
        if (got <= 0 || received.size() > kMaxHead) return;
        m_received += static_cast<std::size_t>(got);
        received.append(part.data(), static_cast<std::size_t>(got));
        headEnd = received.find("\r\n\r\n");
    }
    std::string lower = received.substr(0, headEnd);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const auto at = lower.find("content-length:");
    const std::size_t length = at == std::string::npos ? 0 : std::stoul(lower.substr(at + 15));
    std::string body = received.substr(headEnd + 4);
    while (body.size() < length) {
        const auto got = session.read(part.data(), part.size());
        if (got <= 0) return;
        m_received += static_cast<std::size_t>(got);
        body.append(part.data(), static_cast<std::size_t>(got));
    }
    Answer answer;
    {
        const std::lock_guard lock(m_mutex);
        m_bodies.push_back(toBytes(body));
        answer = m_answer;
        ++m_requests;
    }
    m_changed.notify_all();

    constexpr std::string_view kJson = "application/json";
    const auto right = [&] { return answer ? text(answer(toBytes(body))) : std::string("{}"); };
    switch (fault) {
        case Fault::CloseBeforeRequest:
            return;
        case Fault::None: {
            const auto reply = right();
            session.write(head("200 OK", kJson, reply.size(), "Connection: close\r\n") + reply);
            return session.end();
        }
        case Fault::Status500:
            session.write(head("500 Internal Server Error", "text/plain", 4) + "oops");
            return session.end();
        case Fault::Status429:
            session.write(head("429 Too Many Requests", kJson, 2, "Retry-After: 7\r\n") + "{}");
            return session.end();
        case Fault::Status503: {
            const std::string reply = R"({"refusal":"try_later","version":1})";
            session.write(head("503 Service Unavailable", kJson, reply.size(), "Retry-After: 7\r\n") + reply);
            return session.end();
        }
        case Fault::Status503Date:
            session.write(head("503 Service Unavailable", kJson, 2,
                               "Date: Wed, 01 Jan 2031 23:59:00 GMT\r\n"
                               "Retry-After: Thu, 02 Jan 2031 00:01:00 GMT\r\n") +
                          "{}");
            return session.end();
        case Fault::Redirect:
            session.write(head("302 Found", kJson, 0, "Location: https://elsewhere.invalid/v1/records\r\n"));
            return session.end();
        case Fault::Hang:
            return session.waitForEnd();
        case Fault::Drip: {
            const auto reply = right();
            const auto all = head("200 OK", kJson, reply.size() + 100000) + reply;
            std::mutex mutex;
            std::condition_variable_any pause;
            for (std::size_t i = 0; !stop.stop_requested(); ++i) {
                if (!session.write(i < all.size() ? all.substr(i, 1) : " ")) return;
                std::unique_lock lock(mutex);
                pause.wait_for(lock, stop, std::chrono::milliseconds(200), [] { return false; });
            }
            return;
        }
        case Fault::HalfClose:
        case Fault::WrongLength: {
            const auto reply = right();
            session.write(head("200 OK", kJson, reply.size() + (fault == Fault::WrongLength ? 50 : 0)) +
                          (fault == Fault::WrongLength ? reply : reply.substr(0, reply.size() / 2)));
            return session.end();
        }
        case Fault::Reset: {
            const auto reply = right();
            session.write(head("200 OK", kJson, reply.size()) + reply.substr(0, reply.size() / 2));
            return session.tearAway();
        }
        case Fault::Garbage:
            session.write(std::string("\x00\x01\x02 no HTTP here \xff\xfe\r\n\r\n", 24));
            return session.end();
        case Fault::GarbageBody:
            session.write(head("200 OK", kJson, 12) + "not a recipe");
            return session.end();
        case Fault::HugeBody: {
            constexpr std::size_t kHuge = std::size_t{100} * 1000 * 1000;
            const std::string block(1U << 16U, 'x');
            if (!session.write(head("200 OK", kJson, kHuge))) return;
            for (std::size_t sent = 0; sent < kHuge && !stop.stop_requested(); sent += block.size()) {
                if (!session.write(block)) return;
            }
            return session.end();
        }
        case Fault::Status407:
            session.write(head("407 Proxy Authentication Required", "text/plain", 0,
                               "Proxy-Authenticate: Basic realm=\"shop\"\r\n"));
            return session.end();
        case Fault::AnswerLost:
            static_cast<void>(right());
            return session.tearAway();
        case Fault::CaptivePortal: {
            const std::string page =
                "<!doctype html><html><body>Please sign in to the shop's network</body></html>";
            session.write(head("200 OK", "text/html", page.size()) + page);
            return session.end();
        }
    }
}

}  // namespace countersign::test
