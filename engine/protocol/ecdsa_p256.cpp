#include "protocol/ecdsa_p256.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>

#include "protocol/failures.h"

namespace countersign {
namespace {

using namespace protocol;

// Little-endian, as libsodium's arithmetic of long numbers wants it.
using Number = std::array<std::uint8_t, kP256FieldBytes>;

// Order of the group and its half, rounded down: SEC 2, section 2.4.2.
constexpr Number kOrder{0x51, 0x25, 0x63, 0xfc, 0xc2, 0xca, 0xb9, 0xf3, 0x84, 0x9e, 0x17,
                        0xa7, 0xad, 0xfa, 0xe6, 0xbc, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                        0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff};
constexpr Number kHalfOrder{0xa8, 0x92, 0x31, 0x7e, 0x61, 0xe5, 0xdc, 0x79, 0x42, 0xcf, 0x8b,
                            0xd3, 0x56, 0x7d, 0x73, 0xde, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                            0xff, 0x7f, 0x00, 0x00, 0x00, 0x80, 0xff, 0xff, 0xff, 0x7f};

struct DeinitPublicKey {
    void operator()(gnutls_pubkey_t key) const noexcept { gnutls_pubkey_deinit(key); }
};
using PublicKey = std::unique_ptr<std::remove_pointer_t<gnutls_pubkey_t>, DeinitPublicKey>;

// What GnuTLS allocates and we free.
class OwnedDatum {
  public:
    OwnedDatum() = default;
    ~OwnedDatum() { gnutls_free(m_datum.data); }
    OwnedDatum(const OwnedDatum&) = delete;
    OwnedDatum& operator=(const OwnedDatum&) = delete;
    [[nodiscard]] gnutls_datum_t* get() { return &m_datum; }
    [[nodiscard]] ByteView view() const { return {m_datum.data, m_datum.size}; }

  private:
    gnutls_datum_t m_datum{};
};

gnutls_datum_t datum(ByteView bytes) {
    // GnuTLS takes non-const data and does not change it.
    return {const_cast<unsigned char*>(bytes.data()), static_cast<unsigned>(bytes.size())};
}

ByteView withoutLeadingZeros(ByteView bytes) {
    return bytes.subspan(static_cast<std::size_t>(
        std::find_if(bytes.begin(), bytes.end(), [](auto byte) { return byte != 0; }) - bytes.begin()));
}

std::optional<Number> numberFrom(ByteView bigEndian) {
    const auto digits = withoutLeadingZeros(bigEndian);
    if (digits.size() > kP256FieldBytes) return std::nullopt;
    Number number{};
    std::reverse_copy(digits.begin(), digits.end(), number.begin());
    return number;
}

// From 1 to order - 1: what r and s must be.
bool isScalar(const Number& number) {
    return sodium_is_zero(number.data(), number.size()) == 0 &&
           sodium_compare(number.data(), kOrder.data(), number.size()) < 0;
}

bool isLow(const Number& s) {
    return sodium_compare(s.data(), kHalfOrder.data(), s.size()) <= 0;
}

Bytes bigEndian(const Number& number) {
    return {number.rbegin(), number.rend()};
}

std::optional<Bytes> encode(const Number& r, const Number& s) {
    const auto rBytes = bigEndian(r), sBytes = bigEndian(s);
    const auto rDatum = datum(withoutLeadingZeros(rBytes)), sDatum = datum(withoutLeadingZeros(sBytes));
    OwnedDatum der;
    if (gnutls_encode_rs_value(der.get(), &rDatum, &sDatum) < 0) return std::nullopt;
    return Bytes(der.view().begin(), der.view().end());
}

// GnuTLS reads what is nearly DER too: what is not the same again when written anew was not in its one form.
bool isCanonical(ByteView signature) {
    const auto given = datum(signature);
    OwnedDatum r, s;
    if (gnutls_decode_rs_value(&given, r.get(), s.get()) < 0) return false;
    const auto rNumber = numberFrom(r.view()), sNumber = numberFrom(s.view());
    if (!rNumber || !sNumber || !isScalar(*rNumber) || !isScalar(*sNumber) || !isLow(*sNumber)) return false;
    const auto again = encode(*rNumber, *sNumber);
    return again && std::equal(again->begin(), again->end(), signature.begin(), signature.end());
}

}  // namespace

Result<Bytes> p256Point(ByteView x, ByteView y) {
    Bytes point{0x04};
    for (const auto coordinate : {x, y}) {
        const auto number = numberFrom(coordinate);
        if (!number) return failure(keyUnusable("coordinate longer than P-256"));
        point.insert(point.end(), number->rbegin(), number->rend());
    }
    return point;
}

Result<Bytes> p256Signature(ByteView r, ByteView s) {
    const auto rNumber = numberFrom(r);
    auto sNumber = numberFrom(s);
    if (!rNumber || !sNumber || !isScalar(*rNumber) || !isScalar(*sNumber)) {
        return failure(keyUnusable("no signature by a key of P-256"));
    }
    if (!isLow(*sNumber)) {
        Number lower = kOrder;
        sodium_sub(lower.data(), sNumber->data(), lower.size());
        sNumber = lower;
    }
    auto der = encode(*rNumber, *sNumber);
    if (!der) return failure(keyUnusable("signature can't be written"));
    return std::move(*der);
}

Status verifyP256(ByteView publicKey, ByteView message, ByteView signature) {
    constexpr std::size_t kLongestDer = 72;  // two numbers of 33 bytes with their heads, and the sequence's
    if (publicKey.size() != kP256PointBytes || publicKey[0] != 0x04 || signature.size() > kLongestDer ||
        !isCanonical(signature)) {
        return failure(signatureInvalid());
    }
    gnutls_pubkey_t raw = nullptr;
    if (gnutls_pubkey_init(&raw) < 0) return failure(signatureInvalid());
    const PublicKey key(raw);
    const auto x = datum(publicKey.subspan(1, kP256FieldBytes));
    const auto y = datum(publicKey.subspan(1 + kP256FieldBytes, kP256FieldBytes));
    const auto data = datum(message), der = datum(signature);
    if (gnutls_pubkey_import_ecc_raw(key.get(), GNUTLS_ECC_CURVE_SECP256R1, &x, &y) < 0 ||
        gnutls_pubkey_verify_data2(key.get(), GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der) < 0) {
        return failure(signatureInvalid());
    }
    return {};
}

}  // namespace countersign
