#include "operator/certificates.h"

#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sodium.h>

#include <array>
#include <memory>

#include "operator/operator_errors.h"
#include "protocol/ecdsa_p256.h"

namespace countersign {
namespace {

struct DeinitKey {
    void operator()(gnutls_x509_privkey_t key) const noexcept { gnutls_x509_privkey_deinit(key); }
};
struct DeinitCertificate {
    void operator()(gnutls_x509_crt_t certificate) const noexcept { gnutls_x509_crt_deinit(certificate); }
};
struct DeinitPublicKey {
    void operator()(gnutls_pubkey_t key) const noexcept { gnutls_pubkey_deinit(key); }
};
using PublicKey = std::unique_ptr<std::remove_pointer_t<gnutls_pubkey_t>, DeinitPublicKey>;
using Key = std::unique_ptr<std::remove_pointer_t<gnutls_x509_privkey_t>, DeinitKey>;
using Certificate = std::unique_ptr<std::remove_pointer_t<gnutls_x509_crt_t>, DeinitCertificate>;

// Runs the calls one after the other and keeps the first failure.
class Calls {
  public:
    template <class Call>
    Calls& operator()(Call call) {
        if (m_code >= 0) m_code = call();
        return *this;
    }
    [[nodiscard]] Status status() const {
        if (m_code < 0) return failure(certificateFailed(gnutls_strerror(m_code)));
        return {};
    }

  private:
    int m_code = 0;
};

Key newKey() {
    gnutls_x509_privkey_t key = nullptr;
    return Key(gnutls_x509_privkey_init(&key) < 0 ? nullptr : key);
}

Certificate newCertificate() {
    gnutls_x509_crt_t certificate = nullptr;
    return Certificate(gnutls_x509_crt_init(&certificate) < 0 ? nullptr : certificate);
}

Result<std::string> exportCertificate(const Certificate& certificate) {
    gnutls_datum_t pem{};
    if (const int code = gnutls_x509_crt_export2(certificate.get(), GNUTLS_X509_FMT_PEM, &pem); code < 0) {
        return failure(certificateFailed(gnutls_strerror(code)));
    }
    std::string text(reinterpret_cast<const char*>(pem.data), pem.size);
    gnutls_free(pem.data);
    return text;
}

Result<std::string> exportKey(const Key& key) {
    gnutls_datum_t pem{};
    const int code =
        gnutls_x509_privkey_export2_pkcs8(key.get(), GNUTLS_X509_FMT_PEM, nullptr, GNUTLS_PKCS_PLAIN, &pem);
    if (code < 0) return failure(certificateFailed(gnutls_strerror(code)));
    std::string text(reinterpret_cast<const char*>(pem.data), pem.size);
    gnutls_memset(pem.data, 0, pem.size);
    gnutls_free(pem.data);
    return text;
}

gnutls_datum_t datum(const std::string& text) {
    // GnuTLS takes non-const data and does not change it.
    return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
            static_cast<unsigned>(text.size())};
}

// Random serial, validity, subject and key, common to all of our certificates.
template <class SetKey>
Status begin(const Certificate& certificate, SetKey setKey, const std::string& name, WallTime now,
             std::chrono::hours validFor) {
    std::array<unsigned char, 16> serial{};
    randombytes_buf(serial.data(), serial.size());
    serial[0] = static_cast<unsigned char>((serial[0] & 0x7fU) | 0x40U);  // positive and of full length
    const auto seconds = std::chrono::system_clock::to_time_t(now);
    constexpr std::time_t kClockSlack = 3600;  // a counter's clock may be a little behind
    const auto end = seconds + std::chrono::duration_cast<std::chrono::seconds>(validFor).count();
    std::array<unsigned char, 64> keyId{};
    std::size_t keyIdSize = keyId.size();
    Calls calls;
    calls([&] { return gnutls_x509_crt_set_version(certificate.get(), 3); })([&] {
        return gnutls_x509_crt_set_serial(certificate.get(), serial.data(), serial.size());
    })([&] { return gnutls_x509_crt_set_activation_time(certificate.get(), seconds - kClockSlack); })(
        [&] { return gnutls_x509_crt_set_expiration_time(certificate.get(), end); })([&] {
        return gnutls_x509_crt_set_dn_by_oid(certificate.get(), GNUTLS_OID_X520_COMMON_NAME, 0, name.data(),
                                             static_cast<unsigned>(name.size()));
    })([&] { return setKey(certificate.get()); })([&] {
        return gnutls_x509_crt_get_key_id(certificate.get(), GNUTLS_KEYID_USE_SHA256, keyId.data(),
                                          &keyIdSize);
    })([&] { return gnutls_x509_crt_set_subject_key_id(certificate.get(), keyId.data(), keyIdSize); });
    return calls.status();
}

// The same with a P-256 key that is made here.
Status begin(const Certificate& certificate, const Key& key, const std::string& name, WallTime now,
             std::chrono::hours validFor) {
    const auto made = [&key](gnutls_x509_crt_t to) {
        const int code = gnutls_x509_privkey_generate(key.get(), GNUTLS_PK_ECDSA,
                                                      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
        return code < 0 ? code : gnutls_x509_crt_set_key(to, key.get());
    };
    return begin(certificate, made, name, now, validFor);
}

// No authority itself; for one purpose; signed by the authority.
Status finish(const Certificate& certificate, const CertificateAndKey& authority, const char* purpose) {
    const auto authorityKey = newKey();
    const auto authorityCertificate = newCertificate();
    if (!authorityKey || !authorityCertificate) return failure(certificateFailed("no memory"));
    const auto certificateData = datum(authority.certificatePem);
    const auto keyData = datum(authority.keyPem);
    std::array<unsigned char, 64> issuerKeyId{};
    std::size_t issuerKeyIdSize = issuerKeyId.size();
    Calls calls;
    calls([&] {
        return gnutls_x509_crt_import(authorityCertificate.get(), &certificateData, GNUTLS_X509_FMT_PEM);
    })([&] {
        return gnutls_x509_privkey_import2(authorityKey.get(), &keyData, GNUTLS_X509_FMT_PEM, nullptr, 0);
    })([&] { return gnutls_x509_crt_set_basic_constraints(certificate.get(), 0, -1); })([&] {
        return gnutls_x509_crt_set_key_usage(certificate.get(), GNUTLS_KEY_DIGITAL_SIGNATURE);
    })([&] { return gnutls_x509_crt_set_key_purpose_oid(certificate.get(), purpose, 0); })([&] {
        return gnutls_x509_crt_get_subject_key_id(authorityCertificate.get(), issuerKeyId.data(),
                                                  &issuerKeyIdSize, nullptr);
    })([&] {
        return gnutls_x509_crt_set_authority_key_id(certificate.get(), issuerKeyId.data(), issuerKeyIdSize);
    })([&] {
        return gnutls_x509_crt_sign2(certificate.get(), authorityCertificate.get(), authorityKey.get(),
                                     GNUTLS_DIG_SHA256, 0);
    });
    return calls.status();
}

int importKey(const PublicKey& into, const VerifyingKey& key) {
    const auto part = [&key](std::size_t from, std::size_t size) {
        // GnuTLS takes non-const data and does not change it.
        return gnutls_datum_t{const_cast<unsigned char*>(key.bytes.data()) + from,
                              static_cast<unsigned>(size)};
    };
    if (key.algorithm == SignatureAlgorithm::EcdsaP256) {
        if (key.bytes.size() != kP256PointBytes) return GNUTLS_E_ILLEGAL_PARAMETER;
        const auto x = part(1, kP256FieldBytes), y = part(1 + kP256FieldBytes, kP256FieldBytes);
        return gnutls_pubkey_import_ecc_raw(into.get(), GNUTLS_ECC_CURVE_SECP256R1, &x, &y);
    }
    const auto x = part(0, key.bytes.size());
    return gnutls_pubkey_import_ecc_raw(into.get(), GNUTLS_ECC_CURVE_ED25519, &x, nullptr);
}

int addHost(const Certificate& certificate, const std::string& host) {
    std::array<unsigned char, 16> address{};
    if (inet_pton(AF_INET, host.c_str(), address.data()) == 1) {
        return gnutls_x509_crt_set_subject_alt_name(certificate.get(), GNUTLS_SAN_IPADDRESS, address.data(),
                                                    4, GNUTLS_FSAN_APPEND);
    }
    if (inet_pton(AF_INET6, host.c_str(), address.data()) == 1) {
        return gnutls_x509_crt_set_subject_alt_name(certificate.get(), GNUTLS_SAN_IPADDRESS, address.data(),
                                                    16, GNUTLS_FSAN_APPEND);
    }
    return gnutls_x509_crt_set_subject_alt_name(certificate.get(), GNUTLS_SAN_DNSNAME, host.data(),
                                                static_cast<unsigned>(host.size()), GNUTLS_FSAN_APPEND);
}

Result<CertificateAndKey> exportBoth(const Certificate& certificate, const Key& key) {
    auto certificatePem = exportCertificate(certificate);
    if (!certificatePem) return failure(certificatePem.error());
    auto keyPem = exportKey(key);
    if (!keyPem) return failure(keyPem.error());
    return CertificateAndKey{std::move(*certificatePem), std::move(*keyPem)};
}

constexpr auto kYear = std::chrono::hours(365 * 24);

}  // namespace

Result<CertificateAndKey> makeAuthority(const std::string& name, WallTime now) {
    const auto key = newKey();
    const auto certificate = newCertificate();
    if (!key || !certificate) return failure(certificateFailed("no memory"));
    if (const auto begun = begin(certificate, key, name, now, 10 * kYear); !begun)
        return failure(begun.error());
    Calls calls;
    calls([&] { return gnutls_x509_crt_set_basic_constraints(certificate.get(), 1, 0); })([&] {
        return gnutls_x509_crt_set_key_usage(certificate.get(),
                                             GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN);
    })([&] {
        return gnutls_x509_crt_sign2(certificate.get(), certificate.get(), key.get(), GNUTLS_DIG_SHA256, 0);
    });
    if (const auto done = calls.status(); !done) return failure(done.error());
    return exportBoth(certificate, key);
}

Result<CertificateAndKey> makeServerCertificate(const CertificateAndKey& authority,
                                                const std::vector<std::string>& hosts, WallTime now) {
    if (hosts.empty()) return failure(certificateFailed("no host to certify"));
    const auto key = newKey();
    const auto certificate = newCertificate();
    if (!key || !certificate) return failure(certificateFailed("no memory"));
    if (const auto begun = begin(certificate, key, hosts.front(), now, 2 * kYear); !begun)
        return failure(begun.error());
    Calls calls;
    for (const auto& host : hosts) calls([&] { return addHost(certificate, host); });
    if (const auto done = calls.status(); !done) return failure(done.error());
    if (const auto done = finish(certificate, authority, GNUTLS_KP_TLS_WWW_SERVER); !done)
        return failure(done.error());
    return exportBoth(certificate, key);
}

Result<std::string> makeDeviceCertificate(const CertificateAndKey& authority, const VerifyingKey& key,
                                          const DeviceId& deviceId, WallTime now) {
    gnutls_pubkey_t raw = nullptr;
    const PublicKey publicKey(gnutls_pubkey_init(&raw) < 0 ? nullptr : raw);
    const auto certificate = newCertificate();
    if (!publicKey || !certificate) return failure(certificateFailed("no memory"));
    if (const int code = importKey(publicKey, key); code < 0)
        return failure(certificateFailed(gnutls_strerror(code)));
    const auto setKey = [&publicKey](gnutls_x509_crt_t to) {
        return gnutls_x509_crt_set_pubkey(to, publicKey.get());
    };
    if (const auto begun = begin(certificate, setKey, deviceId.hex(), now, 2 * kYear); !begun)
        return failure(begun.error());
    if (const auto done = finish(certificate, authority, GNUTLS_KP_TLS_WWW_CLIENT); !done)
        return failure(done.error());
    return exportCertificate(certificate);
}

std::optional<DeviceId> peerDevice(void* tlsSession) {
    auto* session = static_cast<gnutls_session_t>(tlsSession);
    unsigned count = 0;
    const auto* chain = gnutls_certificate_get_peers(session, &count);
    if (chain == nullptr || count == 0) return std::nullopt;
    // Only what was made for a client's end counts, whatever else this authority may have signed.
    char purpose[] = GNUTLS_KP_TLS_WWW_CLIENT;
    gnutls_typed_vdata_st wanted{};
    wanted.type = GNUTLS_DT_KEY_PURPOSE_OID;
    wanted.data = reinterpret_cast<unsigned char*>(purpose);
    unsigned status = 0;
    if (gnutls_certificate_verify_peers(session, &wanted, 1, &status) < 0 || status != 0) return std::nullopt;
    const auto certificate = newCertificate();
    if (!certificate || gnutls_x509_crt_import(certificate.get(), &chain[0], GNUTLS_X509_FMT_DER) < 0)
        return std::nullopt;
    std::array<char, 64> name{};
    std::size_t size = name.size();
    if (gnutls_x509_crt_get_dn_by_oid(certificate.get(), GNUTLS_OID_X520_COMMON_NAME, 0, 0, name.data(),
                                      &size) < 0)
        return std::nullopt;
    return DeviceId::parse({name.data(), size});
}

namespace {

Result<Certificate> readCertificate(const std::string& pem) {
    auto certificate = newCertificate();
    if (!certificate) return failure(certificateFailed("no memory"));
    const auto data = datum(pem);
    if (const int code = gnutls_x509_crt_import(certificate.get(), &data, GNUTLS_X509_FMT_PEM); code < 0)
        return failure(certificateFailed(gnutls_strerror(code)));
    return certificate;
}

}  // namespace

Status checkTogether(const CertificateAndKey& pair) {
    const auto certificate = readCertificate(pair.certificatePem);
    if (!certificate) return failure(certificate.error());
    const auto key = newKey();
    if (!key) return failure(certificateFailed("no memory"));
    const auto keyData = datum(pair.keyPem);
    std::array<unsigned char, 64> ofCertificate{}, ofKey{};
    std::size_t certificateSize = ofCertificate.size(), keySize = ofKey.size();
    Calls calls;
    calls([&] { return gnutls_x509_privkey_import2(key.get(), &keyData, GNUTLS_X509_FMT_PEM, nullptr, 0); })(
        [&] {
            return gnutls_x509_crt_get_key_id(certificate->get(), GNUTLS_KEYID_USE_SHA256,
                                              ofCertificate.data(), &certificateSize);
        })([&] {
        return gnutls_x509_privkey_get_key_id(key.get(), GNUTLS_KEYID_USE_SHA256, ofKey.data(), &keySize);
    });
    if (const auto read = calls.status(); !read) return read;
    if (ofCertificate != ofKey)
        return failure(certificateFailed("certificate and key don't belong together"));
    return {};
}

Result<std::vector<std::string>> hostsOf(const std::string& certificatePem) {
    const auto certificate = readCertificate(certificatePem);
    if (!certificate) return failure(certificate.error());
    std::vector<std::string> hosts;
    for (unsigned i = 0;; ++i) {
        std::array<char, 256> name{};  // the longest DNS name
        std::size_t size = name.size();
        const int type =
            gnutls_x509_crt_get_subject_alt_name(certificate->get(), i, name.data(), &size, nullptr);
        if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE) return hosts;
        if (type == GNUTLS_SAN_DNSNAME) {
            hosts.emplace_back(name.data(), size);
        } else if (type == GNUTLS_SAN_IPADDRESS && (size == 4 || size == 16)) {
            std::array<char, INET6_ADDRSTRLEN> text{};
            if (inet_ntop(size == 4 ? AF_INET : AF_INET6, name.data(), text.data(), text.size()) != nullptr)
                hosts.emplace_back(text.data());
        } else if (type < 0) {
            return failure(certificateFailed(gnutls_strerror(type)));
        }
    }
}

Result<WallTime> endOf(const std::string& certificatePem) {
    const auto certificate = readCertificate(certificatePem);
    if (!certificate) return failure(certificate.error());
    const auto end = gnutls_x509_crt_get_expiration_time(certificate->get());
    if (end == static_cast<std::time_t>(-1)) return failure(certificateFailed("no end of its validity"));
    return std::chrono::system_clock::from_time_t(end);
}

}  // namespace countersign
