// A gateway that misbehaves as networks and servers do, over real TLS on a free loopback port, inside the
// test's own process. Any thread; owns its threads.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/secret.h"
#include "operator/certificates.h"

namespace countersign::test {

enum class Fault {
    None = 1,  // 200 with what `answer` makes of the body
    Status500,
    Status429,      // with Retry-After: 7
    Status503,      // with Retry-After: 7 and the refusal "try_later"
    Status503Date,  // with Retry-After as a date two minutes after the answer's own
    Redirect,       // 302 to another host
    Hang,           // reads the request and says nothing until the gateway goes away or the client leaves
    Drip,           // the right answer, one byte every 200 ms, for ever
    HalfClose,      // half of the promised body, then an orderly TLS end
    Reset,          // half of the promised body, then the socket is torn away
    CloseBeforeRequest,  // takes the connection and ends it after the handshake
    WrongLength,         // Content-Length larger than what comes
    Garbage,             // bytes that are no HTTP
    GarbageBody,         // 200 with a body that is no message
    HugeBody,            // 200 with 100 MB
    CaptivePortal,       // 200 with an HTML page
    Status407,           // as a proxy that was put in between
    AnswerLost,          // the request counts, of the answer not a byte arrives
};

class FaultyGateway {
  public:
    using Answer = std::function<Bytes(ByteView body)>;
    enum class Tls { Modern = 1, Only11 };

    explicit FaultyGateway(const CertificateAndKey& server, Answer answer = {}, Tls tls = Tls::Modern);
    ~FaultyGateway();
    FaultyGateway(const FaultyGateway&) = delete;
    FaultyGateway& operator=(const FaultyGateway&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(m_port); }
    void set(Fault fault) { m_fault = fault; }  // for connections from now on
    void setAnswer(Answer answer);
    [[nodiscard]] int connections() const { return m_connections; }         // accepted
    [[nodiscard]] int requests() const { return m_requests; }               // read to their end
    [[nodiscard]] std::size_t bytesReceived() const { return m_received; }  // inside TLS, of whatever request
    [[nodiscard]] std::vector<Bytes> bodies() const;                        // of those requests
    // Blocks until so many requests were read to their end.
    void waitForRequests(int count);
    [[nodiscard]] int ended() const { return m_ended; }  // connections that are over

  private:
    struct Credentials;
    class Session;
    void acceptAll(const std::stop_token& stop);
    void talk(int socket, const std::stop_token& stop);

    std::unique_ptr<Credentials> m_credentials;
    std::string m_priorities;
    std::atomic<Fault> m_fault{Fault::None};
    std::atomic<int> m_connections{0};
    std::atomic<int> m_requests{0};
    std::atomic<std::size_t> m_received{0};
    std::atomic<int> m_ended{0};
    int m_listener = -1;
    std::uint16_t m_port = 0;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    Answer m_answer;
    std::vector<Bytes> m_bodies;
    std::list<std::jthread> m_talkers;
    std::jthread m_acceptor;
};

}  // namespace countersign::test
