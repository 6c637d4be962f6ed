// The operator's private certificate authority: counters trust this one and no public one. GnuTLS behind it.
// Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"

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

// The DNS names and addresses a certificate is good for.
[[nodiscard]] Result<std::vector<std::string>> hostsOf(const std::string& certificatePem);
[[nodiscard]] Result<WallTime> endOf(const std::string& certificatePem);

}  // namespace countersign
