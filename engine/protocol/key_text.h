// Public keys as people carry them from one computer to another: one line, or a small file of lines. Values;
// any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "protocol/keys.h"

namespace countersign {

// Of a file with the office's public keys: more than any office has, with room for remarks.
inline constexpr std::size_t kMaxKeyFileBytes = 8192;

// "ed25519:" and 64 hex digits.
[[nodiscard]] std::string publicKeyText(const VerifyingKey& key);
// KeyUnusable unless it is exactly such a line.
[[nodiscard]] Result<VerifyingKey> publicKeyFrom(std::string_view text);

// A key a line; empty lines and those that begin with # are passed over. KeyUnusable if there is none, the
// same twice, more than kMaxOfficeKeys, or a line that is no key.
[[nodiscard]] Result<std::vector<VerifyingKey>> publicKeysIn(std::string_view text);

}  // namespace countersign
