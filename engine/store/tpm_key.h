// The counter's key where a TPM keeps it: P-256, made inside the TPM, which never gives it away. The file
// holds what only that TPM can open, so a copied disk signs nothing elsewhere. Any thread: one after the
// other, for a TPM has room for three keys. Every use is a conversation of its own with the TPM, so that its
// restart or a suspended computer costs nothing.
//
// File: "CSTK" | version u8 | algorithm u8 | reserved u16 | point, 65 bytes | parent, 32 bytes | wrapped key
// | SHA-256 of all before. The hash tells a damaged file from one of another TPM; against changes on purpose
// stands the TPM's own check.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "protocol/keys.h"

namespace countersign {

// How the TPM of this computer is reached, "device:/dev/tpmrm0"; empty if it has none.
[[nodiscard]] std::string tpmOfThisComputer();

// A key as the TPM hands it out: only the TPM that made it can open `wrapped`.
struct TpmKeyBlob {
    Bytes point;    // public key, see protocol/ecdsa_p256.h
    Bytes wrapped;  // sealed to the parent
    Bytes parent;   // SHA-256 of the parent's point: another one in another TPM, and after a clearing
};

class TpmSigningKey final : public Signer {
  public:
    // Made and proven by one signature; kept nowhere until write(). TpmMissing, TpmFailed.
    [[nodiscard]] static Result<TpmSigningKey> create(const std::string& tcti);
    // DeviceIdentityDamaged: the file; TpmMissing, TpmFailed, DeviceKeyOfAnotherTpm: this TPM won't sign
    // with it. Only a new key, enrolled with a new code, helps against the last.
    [[nodiscard]] static Result<TpmSigningKey> read(const std::filesystem::path& file,
                                                    const std::string& tcti);
    // What anybody may know of it, without a TPM. DeviceIdentityDamaged.
    [[nodiscard]] static Result<VerifyingKey> readPublic(const std::filesystem::path& file);
    [[nodiscard]] Status write(const std::filesystem::path& file) const;  // durable, mode 0600

    [[nodiscard]] const VerifyingKey& verifyingKey() const override { return m_public; }
    [[nodiscard]] KeyProtection protection() const override { return KeyProtection::Tpm; }
    // Asks the TPM each time. TpmMissing, TpmFailed, DeviceKeyOfAnotherTpm.
    [[nodiscard]] Result<Bytes> sign(ByteView message) const override;

  private:
    TpmSigningKey(std::string tcti, TpmKeyBlob blob);
    std::string m_tcti;
    TpmKeyBlob m_blob;
    VerifyingKey m_public;
    std::unique_ptr<std::mutex> m_oneAtATime = std::make_unique<std::mutex>();
};

}  // namespace countersign
