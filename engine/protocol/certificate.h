// X.509 certificates as both sides exchange them: their form and their fingerprint, no judgement of whom to
// believe. GnuTLS behind it. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
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

// For whom a certificate was made. MessageMalformed unless it is one whole DER certificate over a P-256 key.
struct CertificateSubject {
    std::string commonName;
    Bytes publicKey;  // as in ecdsa_p256.h
    WallTime until;
};
[[nodiscard]] Result<CertificateSubject> subjectOf(ByteView der);
// MessageMalformed unless it is for this name and over this key.
[[nodiscard]] Status checkSubject(ByteView der, std::string_view commonName, ByteView publicKey);

// A key for TLS, P-256 and not encrypted: a text that belongs into a file of mode 0600.
struct TlsKey {
    std::string pem;  // "EC PRIVATE KEY"
    Bytes publicKey;  // as in ecdsa_p256.h
};
[[nodiscard]] Result<TlsKey> makeTlsKey();
// KeyUnusable unless the text begins with such a key.
[[nodiscard]] Result<TlsKey> readTlsKey(std::string_view pem);

}  // namespace countersign
