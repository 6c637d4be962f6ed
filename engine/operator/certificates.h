// The operator's private certificate authority: counters trust this one and no public one. GnuTLS behind it.
// Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "protocol/device_id.h"
#include "protocol/keys.h"

namespace countersign {

struct CertificateAndKey {
    std::string certificatePem;
    std::string keyPem;  // PKCS #8, not encrypted: belongs into a file of mode 0600
};

// P-256, ten years. `name` becomes the common name.
[[nodiscard]] Result<CertificateAndKey> makeAuthority(const std::string& name, WallTime now);

// P-256, two years, for TLS servers. `hosts` are DNS names or IP addresses; at least one.
[[nodiscard]] Result<CertificateAndKey> makeServerCertificate(const CertificateAndKey& authority,
                                                              const std::vector<std::string>& hosts,
                                                              WallTime now);

// For the TLS client that holds `key`: the common name is the counter's id in 32 hex digits, and it is good
// for no server. Two years. PEM. CertificateFailed for a key that is none.
[[nodiscard]] Result<std::string> makeDeviceCertificate(const CertificateAndKey& authority,
                                                        const VerifyingKey& key, const DeviceId& deviceId,
                                                        WallTime now);

// Who is at the other end of a GnuTLS server's session that trusts the counters' authority. Empty: no
// certificate was shown, or one that doesn't hold, which proves nobody and keeps nobody out where none is
// needed: whose time is over has to come in for another.
[[nodiscard]] std::optional<DeviceId> peerDevice(void* tlsSession);

// CertificateFailed unless both are readable and belong together.
[[nodiscard]] Status checkTogether(const CertificateAndKey& pair);

// The DNS names and addresses a certificate is good for.
[[nodiscard]] Result<std::vector<std::string>> hostsOf(const std::string& certificatePem);
[[nodiscard]] Result<WallTime> endOf(const std::string& certificatePem);

}  // namespace countersign
