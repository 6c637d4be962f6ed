// HTTPS in front of ConsoleAnswers, by libmicrohttpd with GnuTLS: there is no way to have it without TLS.
// Runs in the `review` process, which holds the opening keys, and never in the gateway. Made for the few
// people who review, on a network of their own: no proxy in front, since the limit of guesses counts by
// address. Started and stopped by one thread; answers on a few of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "console_answers.h"
#include "operator/certificates.h"

namespace countersign {

struct ConsoleLimits {
    unsigned threads = 4;
    unsigned connections = 256;
    unsigned connectionsOfAddress = 96;         // a browser has six, and an office of reviewers one address
    std::chrono::seconds idle{20};              // without a byte
    std::chrono::milliseconds request{30'000};  // from the first byte to the last
};

class ConsoleServer {
  public:
    // `addressAndPort`: "127.0.0.1:8443", "[::1]:8443"; port 0: any free one. Everything passed in outlives
    // the server. ConsoleNotStarted.
    [[nodiscard]] static Result<std::unique_ptr<ConsoleServer>> start(const std::string& addressAndPort,
                                                                      const CertificateAndKey& certificate,
                                                                      const ConsoleDesks& desks,
                                                                      const Clock& clock, Log& log,
                                                                      const ConsoleLimits& limits = {});
    ~ConsoleServer();
    ConsoleServer(const ConsoleServer&) = delete;
    ConsoleServer& operator=(const ConsoleServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;

  private:
    class Daemon;
    explicit ConsoleServer(std::unique_ptr<Daemon> daemon);
    std::unique_ptr<Daemon> m_daemon;
};

}  // namespace countersign
