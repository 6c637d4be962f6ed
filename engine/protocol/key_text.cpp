#include "protocol/key_text.h"

#include <algorithm>

#include "core/secret.h"
#include "protocol/failures.h"
#include "protocol/key_bundle.h"

namespace countersign {
namespace {

constexpr std::string_view kAlgorithm = "ed25519:";
constexpr std::size_t kEd25519Bytes = 32;

std::string_view trimmed(std::string_view line) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!line.empty() && blank(line.front())) line.remove_prefix(1);
    while (!line.empty() && blank(line.back())) line.remove_suffix(1);
    return line;
}

}  // namespace

std::string publicKeyText(const VerifyingKey& key) {
    return std::string(algorithmName(key.algorithm)) + ":" + toHex(key.bytes);
}

Result<VerifyingKey> publicKeyFrom(std::string_view text) {
    VerifyingKey key;
    key.bytes.resize(kEd25519Bytes);
    if (!text.starts_with(kAlgorithm) || text.size() != kAlgorithm.size() + 2 * kEd25519Bytes ||
        !fromHex(text.substr(kAlgorithm.size()), key.bytes))
        return failure(protocol::keyUnusable("a public key is \"ed25519:\" and 64 hex digits"));
    return key;
}

Result<std::vector<VerifyingKey>> publicKeysIn(std::string_view text) {
    if (text.size() > kMaxKeyFileBytes) return failure(protocol::keyUnusable("no file of public keys"));
    std::vector<VerifyingKey> keys;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        auto key = publicKeyFrom(line);
        if (!key) return failure(key.error());
        if (std::ranges::find(keys, *key) != keys.end())
            return failure(protocol::keyUnusable("a public key stands there twice"));
        keys.push_back(std::move(*key));
        if (keys.size() > kMaxOfficeKeys) return failure(protocol::keyUnusable("too many public keys"));
    }
    if (keys.empty()) return failure(protocol::keyUnusable("no public key in it"));
    return keys;
}

}  // namespace countersign
