#include "protocol/keys.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "core/files.h"
#include "protocol/byte_io.h"
#include "protocol/ecdsa_p256.h"
#include "protocol/failures.h"

namespace countersign {
namespace {

using namespace protocol;

// Key file: "CSKY" | version u8 | use u8 | algorithm u8 | reserved u8 | secret bytes.
constexpr std::uint8_t kKeyFileVersion = 1;
enum class KeyUse : std::uint8_t { Signing = 1, Opening = 2 };
constexpr std::size_t kKeyFileHead = 8;

KeyId keyId(std::uint8_t algorithm, ByteView key) {
    Bytes bytes{algorithm};
    append(bytes, key);
    return toHex(ByteView(sha256(bytes)).first(16));
}

Status writeKeyFile(const std::filesystem::path& file, KeyUse use, std::uint8_t algorithm, ByteView secret) {
    Bytes bytes = toBytes("CSKY");
    bytes.reserve(kKeyFileHead + secret.size());  // no second copy of the secret on the way
    append8(bytes, kKeyFileVersion);
    append8(bytes, static_cast<std::uint8_t>(use));
    append8(bytes, algorithm);
    append8(bytes, 0);
    append(bytes, secret);
    auto written = writeFileDurably(file, bytes);  // its temp file is made with mode 0600 and renamed
    wipe(bytes);
    return written;
}

Result<SecretBytes> readKeyFile(const std::filesystem::path& file, KeyUse use, std::uint8_t algorithm,
                                std::size_t size) {
    auto bytes = readFile(file, 1024);
    if (!bytes) return failure(bytes.error());
    const std::uint8_t head[kKeyFileHead] = {
        'C', 'S', 'K', 'Y', kKeyFileVersion, static_cast<std::uint8_t>(use), algorithm, 0};
    if (bytes->size() != kKeyFileHead + size ||
        !std::equal(std::begin(head), std::end(head), bytes->begin())) {
        wipe(*bytes);
        return failure(keyUnusable("not a key file of this kind: " + file.filename().string()));
    }
    SecretBytes secret(ByteView(*bytes).subspan(kKeyFileHead));
    wipe(*bytes);
    return secret;
}

Result<Bytes> openSealedBox(ByteView sealed, ByteView sealing, const SecretBytes& secret) {
    Bytes plain(sealed.size() < crypto_box_SEALBYTES ? 0 : sealed.size() - crypto_box_SEALBYTES);
    if (sealed.size() < crypto_box_SEALBYTES ||
        crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), sealing.data(), secret.data()) !=
            0) {
        return failure(sealUnreadable("sealed to another key, altered or cut"));
    }
    return plain;
}

}  // namespace

std::string_view algorithmName(SignatureAlgorithm algorithm) {
    switch (algorithm) {
        case SignatureAlgorithm::Ed25519:
            return "ed25519";
        case SignatureAlgorithm::EcdsaP256:
            return "ecdsa-p256";
    }
    return "invalid";
}

std::string_view algorithmName(SealAlgorithm algorithm) {
    return algorithm == SealAlgorithm::SealedBoxX25519 ? "sealed-box-x25519" : "invalid";
}

std::optional<SignatureAlgorithm> signatureAlgorithmFromName(std::string_view name) {
    if (name == "ed25519") return SignatureAlgorithm::Ed25519;
    if (name == "ecdsa-p256") return SignatureAlgorithm::EcdsaP256;
    return std::nullopt;
}

std::optional<SealAlgorithm> sealAlgorithmFromName(std::string_view name) {
    if (name == "sealed-box-x25519") return SealAlgorithm::SealedBoxX25519;
    return std::nullopt;
}

std::string_view keyProtectionName(KeyProtection protection) {
    switch (protection) {
        case KeyProtection::File:
            return "file";
        case KeyProtection::Tpm:
            return "tpm";
    }
    return "invalid";
}

std::optional<KeyProtection> keyProtectionFromName(std::string_view name) {
    if (name == "file") return KeyProtection::File;
    if (name == "tpm") return KeyProtection::Tpm;
    return std::nullopt;
}

KeyId VerifyingKey::id() const {
    return keyId(static_cast<std::uint8_t>(algorithm), bytes);
}
KeyId SealingKey::id() const {
    return keyId(static_cast<std::uint8_t>(algorithm), bytes);
}

Status verifySignature(const VerifyingKey& key, ByteView message, ByteView signature) {
    if (key.algorithm == SignatureAlgorithm::EcdsaP256) return verifyP256(key.bytes, message, signature);
    if (key.algorithm != SignatureAlgorithm::Ed25519) return failure(algorithmUnknown());
    if (key.bytes.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES ||
        crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.bytes.data()) !=
            0) {
        return failure(signatureInvalid());
    }
    return {};
}

SigningKey::SigningKey(SecretBytes secret, VerifyingKey verifying)
    : m_secret(std::move(secret)), m_public(std::move(verifying)) {}

SigningKey SigningKey::generate() {
    SecretBytes secret(crypto_sign_SECRETKEYBYTES);
    VerifyingKey verifying{SignatureAlgorithm::Ed25519, Bytes(crypto_sign_PUBLICKEYBYTES)};
    crypto_sign_keypair(verifying.bytes.data(), secret.data());
    return {std::move(secret), std::move(verifying)};
}

Result<SigningKey> SigningKey::fromSecret(SecretBytes secret) {
    // The file holds seed and public key; a pair that does not belong together would leak the seed when
    // signing.
    SecretBytes again(crypto_sign_SECRETKEYBYTES);
    VerifyingKey verifying{SignatureAlgorithm::Ed25519, Bytes(crypto_sign_PUBLICKEYBYTES)};
    crypto_sign_seed_keypair(verifying.bytes.data(), again.data(), secret.data());
    if (sodium_memcmp(again.data(), secret.data(), secret.size()) != 0) {
        return failure(keyUnusable("the key file is damaged"));
    }
    return SigningKey(std::move(secret), std::move(verifying));
}

Result<SigningKey> SigningKey::read(const std::filesystem::path& file) {
    auto secret = readKeyFile(file, KeyUse::Signing, static_cast<std::uint8_t>(SignatureAlgorithm::Ed25519),
                              crypto_sign_SECRETKEYBYTES);
    if (!secret) return failure(secret.error());
    return fromSecret(std::move(*secret));
}

Status SigningKey::write(const std::filesystem::path& file) const {
    return writeKeyFile(file, KeyUse::Signing, static_cast<std::uint8_t>(m_public.algorithm),
                        m_secret.view());
}

Result<Bytes> SigningKey::sign(ByteView message) const {
    Bytes signature(crypto_sign_BYTES);
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), m_secret.data());
    return signature;
}

Result<Bytes> SigningKey::openSealed(ByteView sealed) const {
    SecretBytes secret(crypto_scalarmult_curve25519_BYTES);
    Bytes sealing(crypto_scalarmult_curve25519_BYTES);
    if (crypto_sign_ed25519_sk_to_curve25519(secret.data(), m_secret.data()) != 0 ||
        crypto_scalarmult_base(sealing.data(), secret.data()) != 0) {
        return failure(keyUnusable("the signing key has no sealing form"));
    }
    return openSealedBox(sealed, sealing, secret);
}

OpeningKey::OpeningKey(SecretBytes secret, SealingKey sealing)
    : m_secret(std::move(secret)), m_public(std::move(sealing)) {}

OpeningKey OpeningKey::generate() {
    SecretBytes secret(crypto_box_SECRETKEYBYTES);
    SealingKey sealing{SealAlgorithm::SealedBoxX25519, Bytes(crypto_box_PUBLICKEYBYTES)};
    crypto_box_keypair(sealing.bytes.data(), secret.data());
    return {std::move(secret), std::move(sealing)};
}

Result<OpeningKey> OpeningKey::read(const std::filesystem::path& file) {
    auto secret =
        readKeyFile(file, KeyUse::Opening, static_cast<std::uint8_t>(SealAlgorithm::SealedBoxX25519),
                    crypto_box_SECRETKEYBYTES);
    if (!secret) return failure(secret.error());
    SealingKey sealing{SealAlgorithm::SealedBoxX25519, Bytes(crypto_box_PUBLICKEYBYTES)};
    if (crypto_scalarmult_base(sealing.bytes.data(), secret->data()) != 0) {
        return failure(keyUnusable("the key file is damaged"));
    }
    return OpeningKey(std::move(*secret), std::move(sealing));
}

Status OpeningKey::write(const std::filesystem::path& file) const {
    return writeKeyFile(file, KeyUse::Opening, static_cast<std::uint8_t>(m_public.algorithm),
                        m_secret.view());
}

Result<Bytes> OpeningKey::open(ByteView sealed) const {
    return openSealedBox(sealed, m_public.bytes, m_secret);
}

Result<Bytes> seal(const SealingKey& key, ByteView plain) {
    if (key.algorithm != SealAlgorithm::SealedBoxX25519) return failure(algorithmUnknown());
    if (key.bytes.size() != crypto_box_PUBLICKEYBYTES)
        return failure(keyUnusable("sealing key of a wrong length"));
    Bytes sealed(plain.size() + crypto_box_SEALBYTES);
    if (crypto_box_seal(sealed.data(), plain.data(), plain.size(), key.bytes.data()) != 0) {
        return failure(keyUnusable("sealing key is not a point of the curve"));
    }
    return sealed;
}

Result<Bytes> sealToSigner(const VerifyingKey& key, ByteView plain) {
    if (key.algorithm != SignatureAlgorithm::Ed25519) return failure(algorithmUnknown());
    SealingKey sealing{SealAlgorithm::SealedBoxX25519, Bytes(crypto_box_PUBLICKEYBYTES)};
    if (key.bytes.size() != crypto_sign_PUBLICKEYBYTES ||
        crypto_sign_ed25519_pk_to_curve25519(sealing.bytes.data(), key.bytes.data()) != 0) {
        return failure(keyUnusable("the verifying key has no sealing form"));
    }
    return seal(sealing, plain);
}

}  // namespace countersign
