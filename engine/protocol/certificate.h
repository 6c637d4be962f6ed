// X.509 certificates as both sides exchange them: their form and their fingerprint, no judgement of whom to
// believe. GnuTLS behind it. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/secret.h"
#include "protocol/hash.h"

namespace countersign {

// MessageMalformed unless these bytes are one whole DER certificate.
[[nodiscard]] Status checkCertificate(ByteView der);

// Every certificate of a PEM text, as DER. MessageMalformed if there is none or one is damaged.
[[nodiscard]] Result<std::vector<Bytes>> certificatesIn(std::string_view pem);
[[nodiscard]] std::string toPem(const std::vector<Bytes>& certificates);

// SHA-256 over the DER of the first certificate of a PEM text: what `openssl x509 -fingerprint -sha256` says.
[[nodiscard]] Result<Sha256> certificateFingerprint(std::string_view pem);

}  // namespace countersign
