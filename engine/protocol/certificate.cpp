#include "protocol/certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <algorithm>
#include <array>
#include <memory>

#include "protocol/ecdsa_p256.h"
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

struct DeinitKey {
    void operator()(gnutls_x509_privkey_t key) const noexcept { gnutls_x509_privkey_deinit(key); }
};
using PrivateKey = std::unique_ptr<std::remove_pointer_t<gnutls_x509_privkey_t>, DeinitKey>;

// Numbers of a point as GnuTLS gives them away: x, y, each the caller's to free.
Result<Bytes> pointOf(gnutls_ecc_curve_t curve, gnutls_datum_t& x, gnutls_datum_t& y) {
    auto point = curve == GNUTLS_ECC_CURVE_SECP256R1
                     ? p256Point(ByteView(x.data, x.size), ByteView(y.data, y.size))
                     : Result<Bytes>(failure(protocol::keyUnusable("not on P-256")));
    gnutls_free(x.data);
    gnutls_free(y.data);
    return point;
}

Result<Bytes> publicHalf(const PrivateKey& key) {
    gnutls_ecc_curve_t curve{};
    gnutls_datum_t x{}, y{};
    if (gnutls_x509_privkey_export_ecc_raw(key.get(), &curve, &x, &y, nullptr) < 0)
        return failure(protocol::keyUnusable("not a TLS key"));
    return pointOf(curve, x, y);
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

Result<CertificateSubject> subjectOf(ByteView der) {
    const auto wrong = [] { return failure(protocol::malformed("certificate")); };
    gnutls_x509_crt_t raw = nullptr;
    if (gnutls_x509_crt_init(&raw) < 0) return wrong();
    const Certificate certificate(raw);
    const auto data = datum(der.data(), der.size());
    if (gnutls_x509_crt_import(raw, &data, GNUTLS_X509_FMT_DER) < 0) return wrong();
    CertificateSubject subject;
    std::array<char, 64> name{};
    std::size_t size = name.size();
    if (gnutls_x509_crt_get_dn_by_oid(raw, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name.data(), &size) < 0)
        return wrong();
    subject.commonName.assign(name.data(), size);
    gnutls_ecc_curve_t curve{};
    gnutls_datum_t x{}, y{};
    if (gnutls_x509_crt_get_pk_ecc_raw(raw, &curve, &x, &y) < 0) return wrong();
    auto key = pointOf(curve, x, y);
    if (!key) return wrong();
    subject.publicKey = std::move(*key);
    const auto end = gnutls_x509_crt_get_expiration_time(raw);
    if (end == static_cast<std::time_t>(-1)) return wrong();
    subject.until = std::chrono::floor<Millis>(std::chrono::system_clock::from_time_t(end));
    return subject;
}

Status checkSubject(ByteView der, std::string_view commonName, ByteView publicKey) {
    const auto subject = subjectOf(der);
    if (!subject) return failure(subject.error());
    if (subject->commonName != commonName || !std::ranges::equal(subject->publicKey, publicKey))
        return failure(protocol::malformed("a certificate for another name or key"));
    return {};
}

Result<TlsKey> makeTlsKey() {
    gnutls_x509_privkey_t raw = nullptr;
    if (gnutls_x509_privkey_init(&raw) < 0) return failure(protocol::keyUnusable("no memory"));
    const PrivateKey key(raw);
    const auto curve = GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1);
    if (gnutls_x509_privkey_generate(raw, GNUTLS_PK_ECDSA, curve, 0) < 0)
        return failure(protocol::keyUnusable("no key could be made"));
    auto publicKey = publicHalf(key);
    if (!publicKey) return failure(publicKey.error());
    gnutls_datum_t pem{};
    if (gnutls_x509_privkey_export2(raw, GNUTLS_X509_FMT_PEM, &pem) < 0)
        return failure(protocol::keyUnusable("no key could be made"));
    TlsKey made{{reinterpret_cast<const char*>(pem.data), pem.size}, std::move(*publicKey)};
    gnutls_memset(pem.data, 0, pem.size);
    gnutls_free(pem.data);
    return made;
}

Result<TlsKey> readTlsKey(std::string_view pem) {
    gnutls_x509_privkey_t raw = nullptr;
    if (gnutls_x509_privkey_init(&raw) < 0) return failure(protocol::keyUnusable("no memory"));
    const PrivateKey key(raw);
    const auto data = datum(pem.data(), pem.size());
    if (gnutls_x509_privkey_import(raw, &data, GNUTLS_X509_FMT_PEM) < 0)
        return failure(protocol::keyUnusable("not a TLS key"));
    auto publicKey = publicHalf(key);
    if (!publicKey) return failure(publicKey.error());
    return TlsKey{std::string(pem), std::move(*publicKey)};
}

}  // namespace countersign
