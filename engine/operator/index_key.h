// The key under which the review side files persons and numbers, so that the ledger can count and compare
// them and nobody who only has the ledger can tell who it is: document numbers are few enough to be tried out
// against a hash without a key. In locked memory. Const calls; any thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/result.h"
#include "core/secret.h"
#include "identity/document_kind.h"
#include "operator/case_book.h"

namespace countersign {

class IndexKey {
  public:
    [[nodiscard]] static IndexKey generate();
    // IndexKeyUnusable: not such a file, or open to other users.
    [[nodiscard]] static Result<IndexKey> read(const std::filesystem::path& file);
    // Durable, mode 0600. IndexKeyUnusable if there is a file already: under another key nobody's five
    // numbers would be found again.
    [[nodiscard]] Status write(const std::filesystem::path& file) const;

    // HMAC-SHA-256 over what kind of number it is and its plain form: capital letters, no spaces or hyphens.
    // All documents that bear the resident number file under that number: one person, whichever of them was
    // shown.
    [[nodiscard]] Sha256 document(DocumentKind kind, std::string_view number) const;
    // Of its digits. An ICCID without its check digit files as the one with it.
    [[nodiscard]] Sha256 number(NumberKind kind, std::string_view number) const;

  private:
    explicit IndexKey(SecretBytes secret) : m_secret(std::move(secret)) {}
    [[nodiscard]] Sha256 hash(std::uint8_t kind, std::string_view plain) const;
    SecretBytes m_secret;
};

}  // namespace countersign
