#include "core/secret.h"

#include <sodium.h>

#include <cstring>
#include <new>
#include <utility>

namespace countersign {

Status initCrypto() {
    if (sodium_init() < 0) return failure(makeError(ErrorCode::CryptoUnavailable, "libsodium did not start"));
    return {};
}

SecretBytes::SecretBytes(std::size_t size)
    : m_data(static_cast<std::uint8_t*>(sodium_malloc(size))), m_size(size) {
    if (m_data == nullptr) throw std::bad_alloc();
    // sodium_malloc succeeds even when its own locking failed, so ask again and remember the answer.
    m_locked = sodium_mlock(m_data, m_size) == 0;
    if (m_size > 0) std::memset(m_data, 0, m_size);
}

SecretBytes::SecretBytes(ByteView copyOf) : SecretBytes(copyOf.size()) {
    if (!copyOf.empty()) std::memcpy(m_data, copyOf.data(), copyOf.size());
}

SecretBytes::~SecretBytes() { sodium_free(m_data); }

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)),
      m_size(std::exchange(other.m_size, 0)),
      m_locked(std::exchange(other.m_locked, false)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        sodium_free(m_data);
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_locked = std::exchange(other.m_locked, false);
    }
    return *this;
}

void wipe(Bytes& bytes) noexcept {
    if (!bytes.empty()) sodium_memzero(bytes.data(), bytes.size());
    bytes.clear();
}

std::string toHex(ByteView bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    hex.pop_back();
    return hex;
}

bool fromHex(std::string_view hex, std::span<std::uint8_t> out) {
    if (hex.size() != out.size() * 2) return false;
    std::size_t length = 0;
    const char* end = nullptr;
    const int code = sodium_hex2bin(out.data(), out.size(), hex.data(), hex.size(), nullptr, &length, &end);
    return code == 0 && length == out.size() && end == hex.data() + hex.size();
}

Bytes sha256(ByteView bytes) {
    Bytes hash(crypto_hash_sha256_BYTES);
    crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
    return hash;
}

Bytes toBytes(std::string_view text) { return {text.begin(), text.end()}; }

}  // namespace countersign
