// Who this counter is: its signing key, the operator's keys and address. Made once at enrolment, kept in one
// folder of mode 0700; the key file has mode 0600 and envelopes say "file" of it. Values; any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "protocol/device_enrolment.h"
#include "protocol/keys.h"

namespace countersign {

// Where the operator answers, and the only authority whose certificates are believed.
struct GatewayAddress {
    std::string url;    // "https://host:port", no path
    std::string caPem;  // the operator's private CA
};

struct DeviceIdentity {
    DeviceId deviceId;
    std::shared_ptr<const Signer> signer;
    std::vector<VerifyingKey> operatorKeys;
    SealingKey sealingKey;
    GatewayAddress gateway;
    WallTime enrolledAt;
    OperatorPolicy policy;                     // the newest that was taken: at enrolment or since
    std::optional<ChallengeKey> challengeKey;  // empty: enrolled before there was one
};

class IdentityFolder {
  public:
    explicit IdentityFolder(std::filesystem::path folder);

    // NotEnrolled if there is none; DeviceIdentityExposed if others may read the key; DeviceIdentityDamaged.
    [[nodiscard]] Result<DeviceIdentity> load() const;

    // Enrolment, first half: the key that will be enrolled, made if there is none yet. It is kept before the
    // operator hears of it, so that an interrupted enrolment goes on with the same key.
    [[nodiscard]] Result<std::shared_ptr<const SigningKey>> prepareKey() const;
    // Second half: the operator's answer is checked against the key and kept; from then on load() succeeds.
    // A policy that is newer than the answer's and signed by the same operator stays in force.
    [[nodiscard]] Result<DeviceIdentity> complete(const GatewayAddress& gateway,
                                                  ByteView enrolmentResponse) const;

    // Keeps a signed policy that came after enrolment; in force from the next load(). `usable` sees it once
    // it is known to be genuine and newer, and may still refuse. Errors: those of load() and of `usable`;
    // SignatureInvalid, MessageMalformed, PolicyNotNewer: nothing was changed.
    [[nodiscard]] Result<OperatorPolicy> takePolicy(
        ByteView signedPolicy, const std::function<Status(const OperatorPolicy&)>& usable) const;

  private:
    [[nodiscard]] Result<DeviceIdentity> loadEnrolment() const;
    std::filesystem::path m_folder;
};

}  // namespace countersign
