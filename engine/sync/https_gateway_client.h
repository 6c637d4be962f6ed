// HTTPS to the operator's gateway: its private CA only, none of the certificates that the operator has
// revoked, TLS 1.2 or newer, host name checked, no redirects, limits on size and time of every answer. Goes
// by the system's proxy settings. Lives and is used on one thread with an event loop (records).
#pragma once

#include <QtCore/QObject>
#include <cstdint>
#include <memory>

#include "store/device_identity.h"
#include "sync/gateway_client.h"

class QNetworkAccessManager;

namespace countersign {

struct HttpsLimits {
    std::size_t largestAnswer = 256U * 1024U;  // twice the protocol's largest message
    Millis silence{30'000};                    // nothing moved for so long
    Millis whole{180'000};                     // 300 KiB at 2 KiB/s, the slowest line worth waiting for
    // Where a network that wants a sign-in is asked for it (portal_probe.h); 0: nowhere.
    std::uint16_t portalPort = 80;
};

class HttpsGatewayClient final : public QObject, public GatewayClient {
    Q_OBJECT
  public:
    // An address or a CA that cannot be used shows as OperatorNotTrusted or OperatorUnreachable at the first
    // request.
    explicit HttpsGatewayClient(GatewayAddress address, HttpsLimits limits = {}, QObject* parent = nullptr);
    ~HttpsGatewayClient() override;

    void post(GatewayRequest request, Done done) override;
    void abort() override;
    void use(const GatewayAddress& address) override;
    [[nodiscard]] bool certificateRefused() const override { return m_certificateRefused; }

  private:
    class Exchange;
    void send(const GatewayRequest& request, Done done, bool showOurs);

    GatewayAddress m_address;
    HttpsLimits m_limits;
    std::unique_ptr<QNetworkAccessManager> m_network;
    bool m_certificateRefused = false;
};

}  // namespace countersign
