// Keys of counters and operators. Every key and signature carries its algorithm, because a TPM signs with
// P-256 and not with Ed25519. Secrets live in locked memory. Values and const calls: any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/secret.h"

namespace countersign {

enum class SignatureAlgorithm : std::uint8_t {
    Ed25519 = 1,
    EcdsaP256 = 2,  // with SHA-256, for keys of a TPM; forms in protocol/ecdsa_p256.h
};
enum class SealAlgorithm : std::uint8_t { SealedBoxX25519 = 1 };  // libsodium crypto_box_seal

// As written in messages: "ed25519", "ecdsa-p256", "sealed-box-x25519".
[[nodiscard]] std::string_view algorithmName(SignatureAlgorithm algorithm);
[[nodiscard]] std::string_view algorithmName(SealAlgorithm algorithm);
[[nodiscard]] std::optional<SignatureAlgorithm> signatureAlgorithmFromName(std::string_view name);
[[nodiscard]] std::optional<SealAlgorithm> sealAlgorithmFromName(std::string_view name);

// Where the device key lives; the operator sees it in every envelope.
enum class KeyProtection { File = 1, Tpm };
[[nodiscard]] std::string_view keyProtectionName(KeyProtection protection);
[[nodiscard]] std::optional<KeyProtection> keyProtectionFromName(std::string_view name);

// 32 hex digits: the first half of SHA-256 over algorithm and public key.
using KeyId = std::string;

// Public half of a signing key.
struct VerifyingKey {
    SignatureAlgorithm algorithm = SignatureAlgorithm::Ed25519;
    Bytes bytes;
    [[nodiscard]] KeyId id() const;
    bool operator==(const VerifyingKey&) const = default;
};

// Public half of a sealing key: whoever has it can close a payload and nobody but the operator opens it.
struct SealingKey {
    SealAlgorithm algorithm = SealAlgorithm::SealedBoxX25519;
    Bytes bytes;
    [[nodiscard]] KeyId id() const;
    bool operator==(const SealingKey&) const = default;
};

// Signs raw bytes. An interface, so that a TPM can stand behind it.
class Signer {
  public:
    virtual ~Signer() = default;
    [[nodiscard]] virtual const VerifyingKey& verifyingKey() const = 0;
    [[nodiscard]] virtual KeyProtection protection() const = 0;
    [[nodiscard]] virtual Result<Bytes> sign(ByteView message) const = 0;
};

// SignatureInvalid if it does not fit; AlgorithmUnknown for one this version cannot check.
[[nodiscard]] Status verifySignature(const VerifyingKey& key, ByteView message, ByteView signature);

// Ed25519 key held in locked memory and kept in a file of mode 0600.
class SigningKey final : public Signer {
  public:
    [[nodiscard]] static SigningKey generate();
    [[nodiscard]] static Result<SigningKey> read(const std::filesystem::path& file);
    [[nodiscard]] Status write(const std::filesystem::path& file) const;  // durable
    [[nodiscard]] const VerifyingKey& verifyingKey() const override { return m_public; }
    [[nodiscard]] KeyProtection protection() const override { return KeyProtection::File; }
    [[nodiscard]] Result<Bytes> sign(ByteView message) const override;
    // What sealToSigner closed to verifyingKey(); personal or secret: wipe() it. SealUnreadable.
    [[nodiscard]] Result<Bytes> openSealed(ByteView sealed) const;
    [[nodiscard]] bool locked() const { return m_secret.locked(); }

  private:
    SigningKey(SecretBytes secret, VerifyingKey verifying);
    [[nodiscard]] static Result<SigningKey> fromSecret(SecretBytes secret);
    SecretBytes m_secret;
    VerifyingKey m_public;
};

// The operator's X25519 secret. Only the review side holds it; the ingest gateway never loads it.
class OpeningKey {
  public:
    [[nodiscard]] static OpeningKey generate();
    [[nodiscard]] static Result<OpeningKey> read(const std::filesystem::path& file);
    [[nodiscard]] Status write(const std::filesystem::path& file) const;  // durable, mode 0600
    [[nodiscard]] const SealingKey& sealingKey() const { return m_public; }
    // SealUnreadable: sealed to another key, altered or cut.
    [[nodiscard]] Result<Bytes> open(ByteView sealed) const;

  private:
    OpeningKey(SecretBytes secret, SealingKey sealing);
    SecretBytes m_secret;
    SealingKey m_public;
};

// Longer than the plain bytes by 48. Two seals of the same bytes differ.
[[nodiscard]] Result<Bytes> seal(const SealingKey& key, ByteView plain);
// As seal(), to the owner of a signing key; why that may be: protocol/courier.h. AlgorithmUnknown unless it
// is Ed25519.
[[nodiscard]] Result<Bytes> sealToSigner(const VerifyingKey& key, ByteView plain);

}  // namespace countersign
