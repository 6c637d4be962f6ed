#include "operator/index_key.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/files.h"
#include "identity/document_number.h"
#include "identity/sim_numbers.h"
#include "operator/operator_errors.h"

namespace countersign {
namespace {

constexpr std::string_view kMagic = "CSINDEX1";  // then the 32 secret bytes
constexpr std::string_view kDomain = "countersign-index-1";
constexpr std::size_t kSecretBytes = crypto_auth_hmacsha256_KEYBYTES;
constexpr std::uint8_t kResidentNumber = 0x40;  // apart from the kinds of documents and of numbers
constexpr std::uint8_t kNumbers = 0x80;

void forget(std::string& text) {
    sodium_memzero(text.data(), text.size());
}

}  // namespace

namespace {

// What systemd hands to one service is opened to it by an ACL, whose mask stands where the group's bits are.
mode_t notFor(const std::filesystem::path& file) {
    const char* handed = std::getenv("CREDENTIALS_DIRECTORY");
    return handed != nullptr && file.parent_path() == handed ? 037U : 077U;
}

}  // namespace

IndexKey IndexKey::generate() {
    SecretBytes secret(kSecretBytes);
    crypto_auth_hmacsha256_keygen(secret.data());
    return IndexKey(std::move(secret));
}

Result<IndexKey> IndexKey::read(const std::filesystem::path& file) {
    struct stat info{};
    if (::stat(file.c_str(), &info) == 0 && (info.st_mode & notFor(file)) != 0)
        return failure(indexKeyUnusable("other users may read " + file.filename().string()));
    auto bytes = readFile(file, 1024);
    if (!bytes) return failure(bytes.error());
    const auto head = toBytes(kMagic);
    if (bytes->size() != head.size() + kSecretBytes ||
        !std::equal(head.begin(), head.end(), bytes->begin())) {
        wipe(*bytes);
        return failure(indexKeyUnusable("not an index key: " + file.filename().string()));
    }
    SecretBytes secret(ByteView(*bytes).subspan(head.size()));
    wipe(*bytes);
    return IndexKey(std::move(secret));
}

Status IndexKey::write(const std::filesystem::path& file) const {
    std::error_code code;
    if (std::filesystem::exists(file, code))
        return failure(indexKeyUnusable("there is a file already: " + file.filename().string()));
    Bytes bytes;
    bytes.reserve(kMagic.size() + kSecretBytes);  // no second copy of the secret on the way
    bytes.assign(kMagic.begin(), kMagic.end());
    bytes.insert(bytes.end(), m_secret.view().begin(), m_secret.view().end());
    auto written = writeFileDurably(file, bytes);  // its temp file is made with mode 0600 and renamed
    wipe(bytes);
    return written;
}

Sha256 IndexKey::hash(std::uint8_t kind, std::string_view plain) const {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, m_secret.data(), m_secret.size());
    const auto domain = toBytes(kDomain);
    crypto_auth_hmacsha256_update(&state, domain.data(), domain.size());
    crypto_auth_hmacsha256_update(&state, &kind, 1);
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(plain.data()), plain.size());
    Sha256 out{};
    crypto_auth_hmacsha256_final(&state, out.data());
    sodium_memzero(&state, sizeof state);
    return out;
}

Sha256 IndexKey::document(DocumentKind kind, std::string_view number) const {
    std::string plain;
    plain.reserve(number.size());
    for (const char c : number) {
        if (c == ' ' || c == '-' || c == '\t') continue;
        plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    const auto result =
        hash(hasResidentNumber(kind) ? kResidentNumber : static_cast<std::uint8_t>(kind), plain);
    forget(plain);
    return result;
}

Sha256 IndexKey::number(NumberKind kind, std::string_view number) const {
    std::string digits;
    digits.reserve(number.size() + 1);
    std::copy_if(number.begin(), number.end(), std::back_inserter(digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    if (kind == NumberKind::Iccid && checkIccid(digits).outcome == CheckOutcome::OkCheckDigitOmitted)
        digits += luhnCheckDigit(digits);
    const auto result = hash(static_cast<std::uint8_t>(kNumbers + static_cast<unsigned>(kind)), digits);
    forget(digits);
    return result;
}

}  // namespace countersign
