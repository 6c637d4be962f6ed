// What the operator's office does, on a computer that is not the gateway and has no folder of it: it makes
// its key, looks at policies and key bundles in words, and signs them. See protocol/rule_keys.h.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "core/result.h"
#include "protocol/keys.h"

namespace countersign {

// The office's key as a command was given it.
class OfficeAtHand {
  public:
    // An empty name: it is not at hand. Errors: those of SigningKey::read.
    [[nodiscard]] static Result<OfficeAtHand> read(const std::string& file);
    [[nodiscard]] const Signer* signer() const { return m_key ? &*m_key : nullptr; }  // null: not at hand

  private:
    std::optional<SigningKey> m_key;
};

// "ed25519:" and 64 hex digits, as new-office-key prints it.
[[nodiscard]] Result<VerifyingKey> officeKeyFrom(const std::string& text);

// Never over a file that is there.
[[nodiscard]] Status newOfficeKeyCommand(const std::string& file, std::ostream& out);
[[nodiscard]] Status signPolicyCommand(const std::string& officeKey, const std::string& in,
                                       const std::string& signedFile, std::ostream& out);
// Without a key it only shows.
[[nodiscard]] Status signKeysCommand(const std::string& officeKey, const std::string& in,
                                     const std::string& signedFile, std::ostream& out);

}  // namespace countersign
