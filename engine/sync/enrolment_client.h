// Enrols this counter: a one-time code and a new device key against a device id and the operator's keys. Any
// one thread with an event loop; used once, before the records thread exists.
#pragma once

#include <functional>
#include <string_view>

#include "store/device_identity.h"
#include "sync/gateway_client.h"

namespace countersign {

class EnrolmentClient {
  public:
    using Done = std::function<void(Result<DeviceIdentity>)>;

    // `client` outlives this object and talks to `address`.
    EnrolmentClient(GatewayClient& client, GatewayAddress address, IdentityFolder folder,
                    EnrolmentRules rules = {});

    // `done` is called once, possibly from within. EnrolmentRefused for a code that is wrong, used or
    // expired; SignatureInvalid and MessageMalformed for an answer that is not to this very request, which
    // an old gateway's is not; OfficeSignatureMissing as IdentityFolder::complete(); the transport's codes
    // otherwise. Trying again with the same code after a lost answer uses the same key.
    void enrol(std::string_view code, std::string_view application, Done done);

  private:
    GatewayClient& m_client;
    GatewayAddress m_address;
    IdentityFolder m_folder;
    EnrolmentRules m_rules;
};

}  // namespace countersign
