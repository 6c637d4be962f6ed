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
// Shows it; signs it unless `signedFile` is empty.
[[nodiscard]] Status signPolicyCommand(const std::string& officeKey, const std::string& in,
                                       const std::string& signedFile, std::ostream& out);
// Shows what comes and goes; signs it unless `signedFile` is empty. Compared with the last bundle that was
// signed with this key, which lies beside its file as FILE.last, and where there is none with the one before
// it in the draft, if the office signed that: a draft comes from the gateway, which somebody may have broken
// into. OperatorFolderUnusable for one that doesn't follow. Without a key it only shows what the draft says.
[[nodiscard]] Status signKeysCommand(const std::string& officeKey, const std::string& in,
                                     const std::string& signedFile, std::ostream& out);

}  // namespace countersign
