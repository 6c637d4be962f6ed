#include "protocol/certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <memory>

#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

constexpr std::size_t kPemColumns = 64;
constexpr std::size_t kMostInOneText = 16;  // of a PEM text; an operator's file holds one or two

struct DeinitCertificate {
    void operator()(gnutls_x509_crt_t certificate) const noexcept { gnutls_x509_crt_deinit(certificate); }
};
using Certificate = std::unique_ptr<std::remove_pointer_t<gnutls_x509_crt_t>, DeinitCertificate>;

// GnuTLS takes non-const data and does not change it.
gnutls_datum_t datum(const void* data, std::size_t size) {
    return {static_cast<unsigned char*>(const_cast<void*>(data)), static_cast<unsigned>(size)};
}

}  // namespace

Status checkCertificate(ByteView der) {
    gnutls_x509_crt_t raw = nullptr;
    if (gnutls_x509_crt_init(&raw) < 0) return failure(protocol::malformed("certificate"));
    const Certificate certificate(raw);
    const auto data = datum(der.data(), der.size());
    if (gnutls_x509_crt_import(raw, &data, GNUTLS_X509_FMT_DER) < 0)
        return failure(protocol::malformed("certificate"));
    return {};
}

Result<std::vector<Bytes>> certificatesIn(std::string_view pem) {
    gnutls_x509_crt_t* list = nullptr;
    unsigned count = 0;
    const auto data = datum(pem.data(), pem.size());
    if (gnutls_x509_crt_list_import2(&list, &count, &data, GNUTLS_X509_FMT_PEM, 0) < 0)
        return failure(protocol::malformed("certificates"));
    std::vector<Certificate> owned(list, list + count);
    gnutls_free(list);
    if (owned.empty() || owned.size() > kMostInOneText) return failure(protocol::malformed("certificates"));
    std::vector<Bytes> all;
    for (const auto& each : owned) {
        gnutls_datum_t der{};
        if (gnutls_x509_crt_export2(each.get(), GNUTLS_X509_FMT_DER, &der) < 0)
            return failure(protocol::malformed("certificates"));
        all.emplace_back(der.data, der.data + der.size);
        gnutls_free(der.data);
    }
    return all;
}

std::string toPem(const std::vector<Bytes>& certificates) {
    std::string pem;
    for (const auto& der : certificates) {
        pem += "-----BEGIN CERTIFICATE-----\n";
        const auto text = protocol::toBase64(der);
        for (std::size_t at = 0; at < text.size(); at += kPemColumns)
            pem += text.substr(at, kPemColumns) + "\n";
        pem += "-----END CERTIFICATE-----\n";
    }
    return pem;
}

Result<Sha256> certificateFingerprint(std::string_view pem) {
    const auto all = certificatesIn(pem);
    if (!all) return failure(all.error());
    return sha256Of(all->front());
}

}  // namespace countersign
