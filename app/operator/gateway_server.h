// HTTPS in front of GatewayAnswers, or HTTP on loopback behind a proxy: libmicrohttpd with GnuTLS in a thin
// wrapper. Started and stopped by one thread. Its few threads read and write for all connections; what waits
// for the disk is answered by others, so that many records wait for it together.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "client_identity.h"
#include "core/log.h"
#include "core/result.h"
#include "gateway_answers.h"
#include "operator/certificates.h"

namespace countersign {

struct GatewayLimits {
    unsigned threads = 4;   // that read and write
    unsigned workers = 32;  // that answer: at most so many requests share one wait for the disk
    unsigned connections = 512;
    unsigned connectionsOfAddress = 0;         // 0: no limit, as behind a proxy, where all come from one
    std::chrono::seconds idle{20};             // without a byte
    std::chrono::milliseconds request{60000};  // from the first byte to the last
    std::size_t bodiesInMemory = 256U * 1024U * 1024U;  // of all requests together; beyond it: try later
    // Always taken: a few large ones must not keep all others out. 512 connections of it are 32 MiB.
    std::size_t smallBody = 64U * 1024U;
    std::chrono::seconds stopGrace{5};  // for requests under way when the gateway stops
};

class GatewayServer {
  public:
    // Everything passed in outlives the server. Port 0: any free one.
    [[nodiscard]] static Result<std::unique_ptr<GatewayServer>> start(
        const std::string& address, std::uint16_t port, const CertificateAndKey& certificate,
        const GatewayLimits& limits, const GatewayDesks& desks, Log& log, const GatewayDoor& door = {});
    // Takes no new connection, lets requests under way end, then closes.
    ~GatewayServer();
    GatewayServer(const GatewayServer&) = delete;
    GatewayServer& operator=(const GatewayServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    // What was counted since the start, for Prometheus. Any thread.
    [[nodiscard]] std::string metrics() const;

  private:
    class Daemon;
    explicit GatewayServer(std::unique_ptr<Daemon> daemon);
    std::unique_ptr<Daemon> m_daemon;
};

}  // namespace countersign
