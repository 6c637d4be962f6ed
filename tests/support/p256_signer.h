// A P-256 key in the test's own memory, that says of itself what the test wants: so that whoever checks such
// keys is tested without a TPM. Faults throw std::runtime_error.
#pragma once

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include <stdexcept>

#include "protocol/ecdsa_p256.h"
#include "protocol/keys.h"

namespace countersign::test {

class P256Signer final : public Signer {
  public:
    P256Signer() {
        good(gnutls_privkey_init(&m_key));
        good(gnutls_privkey_generate(m_key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
                                     0));
        gnutls_datum_t x{}, y{}, secret{};
        gnutls_ecc_curve_t curve{};
        good(gnutls_privkey_export_ecc_raw(m_key, &curve, &x, &y, &secret));
        m_public = {SignatureAlgorithm::EcdsaP256, p256Point(view(x), view(y)).value()};
        for (auto* each : {&x, &y, &secret}) gnutls_free(each->data);
    }
    ~P256Signer() override { gnutls_privkey_deinit(m_key); }
    P256Signer(const P256Signer&) = delete;
    P256Signer& operator=(const P256Signer&) = delete;

    [[nodiscard]] const VerifyingKey& verifyingKey() const override { return m_public; }
    [[nodiscard]] KeyProtection protection() const override { return KeyProtection::Tpm; }
    [[nodiscard]] Result<Bytes> sign(ByteView message) const override {
        const gnutls_datum_t data{const_cast<unsigned char*>(message.data()),
                                  static_cast<unsigned>(message.size())};
        gnutls_datum_t der{}, r{}, s{};
        good(gnutls_privkey_sign_data2(m_key, GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der));
        good(gnutls_decode_rs_value(&der, &r, &s));
        auto signature = p256Signature(view(r), view(s));
        for (auto* each : {&der, &r, &s}) gnutls_free(each->data);
        return signature;
    }

  private:
    static void good(int code) {
        if (code < 0) throw std::runtime_error(gnutls_strerror(code));
    }
    static ByteView view(const gnutls_datum_t& datum) { return {datum.data, datum.size}; }
    gnutls_privkey_t m_key = nullptr;
    VerifyingKey m_public;
};

}  // namespace countersign::test
