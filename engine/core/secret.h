// Bytes that must not linger: guarded, locked and wiped memory from libsodium.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"

namespace countersign {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// Starts libsodium; call once in main before any other thread exists. Later calls do nothing.
[[nodiscard]] Status initCrypto();

// Owner of one sodium_malloc block. Move only; wiped on destruction. locked() is false where the system refused
// to keep the pages out of swap (RLIMIT_MEMLOCK): the program says so instead of pretending.
class SecretBytes {
  public:
    explicit SecretBytes(std::size_t size);
    explicit SecretBytes(ByteView copyOf);
    ~SecretBytes();
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;

    [[nodiscard]] std::uint8_t* data() noexcept { return m_data; }
    [[nodiscard]] const std::uint8_t* data() const noexcept { return m_data; }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] ByteView view() const noexcept { return {m_data, m_size}; }
    [[nodiscard]] bool locked() const noexcept { return m_locked; }

  private:
    std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
    bool m_locked = false;
};

void wipe(Bytes& bytes) noexcept;  // overwritten, then emptied

[[nodiscard]] std::string toHex(ByteView bytes);
[[nodiscard]] bool fromHex(std::string_view hex, std::span<std::uint8_t> out);  // exact length, lower or upper case
[[nodiscard]] Bytes sha256(ByteView bytes);                                     // 32 bytes
[[nodiscard]] Bytes toBytes(std::string_view text);

}  // namespace countersign
