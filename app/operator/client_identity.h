// Which counter a connection has proven to be, before anything it says is read: by the certificate of its TLS
// session, or by the word of the proxy in front that did the TLS. Any thread.
#pragma once

#include <optional>
#include <string>

#include "protocol/device_id.h"

struct MHD_Connection;

namespace countersign {

enum class ClientCertificates {
    None = 1,  // not asked for
    Optional,  // whoever shows one is held to it
    Required,  // for everything an enrolled counter does
};

// How clients come in.
struct GatewayDoor {
    ClientCertificates certificates = ClientCertificates::None;
    std::string authorityPem;  // who signs the counters' certificates
    // Not empty: plain HTTP on loopback, for a proxy in front that ends TLS. Only requests that carry this
    // word in X-Countersign-Proxy are the proxy's; of those X-Countersign-Device and X-Countersign-Address
    // are believed.
    std::string proxySecret;
    [[nodiscard]] bool behindProxy() const { return !proxySecret.empty(); }
};

struct ClientIdentity {
    bool welcome = true;               // false: not the proxy
    std::optional<DeviceId> deviceId;  // empty: nobody in particular
    std::string address;               // from where, for limits (client_address.h)
};
[[nodiscard]] ClientIdentity identityOf(MHD_Connection* connection, const GatewayDoor& door);

}  // namespace countersign
