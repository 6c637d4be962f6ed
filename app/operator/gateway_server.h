// HTTPS in front of Ingest, EnrolmentDesk, ContactDesk and PartDesk: libmicrohttpd with GnuTLS in a thin
// wrapper. Started and stopped by one thread; its own threads call the logic.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/log.h"
#include "core/result.h"
#include "operator/certificates.h"
#include "operator/contact_desk.h"
#include "operator/enrolment_desk.h"
#include "operator/ingest.h"
#include "operator/part_desk.h"

namespace countersign {

struct GatewayLimits {
    unsigned threads = 4;
    unsigned connections = 512;
    std::chrono::seconds idle{20};                      // without a byte
    std::chrono::milliseconds request{60000};           // from the first byte to the last
    std::size_t bodiesInMemory = 256U * 1024U * 1024U;  // of all requests together; beyond it: try later
    std::chrono::seconds stopGrace{5};                  // for requests under way when the gateway stops
};

// Who answers what.
struct GatewayDesks {
    Ingest& ingest;
    EnrolmentDesk& enrolment;
    ContactDesk& contacts;
    PartDesk& parts;
};

class GatewayServer {
  public:
    // Everything passed in outlives the server. Port 0: any free one.
    [[nodiscard]] static Result<std::unique_ptr<GatewayServer>> start(const std::string& address,
                                                                      std::uint16_t port,
                                                                      const CertificateAndKey& certificate,
                                                                      const GatewayLimits& limits,
                                                                      const GatewayDesks& desks, Log& log);
    // Takes no new connection, lets requests under way end, then closes.
    ~GatewayServer();
    GatewayServer(const GatewayServer&) = delete;
    GatewayServer& operator=(const GatewayServer&) = delete;

    [[nodiscard]] std::uint16_t port() const;

  private:
    class Daemon;
    explicit GatewayServer(std::unique_ptr<Daemon> daemon);
    std::unique_ptr<Daemon> m_daemon;
};

}  // namespace countersign
