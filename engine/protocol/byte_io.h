// Inside the folder only: big-endian numbers and bounded reading.
#pragma once

#include <cstdint>
#include <optional>

#include "core/secret.h"

namespace countersign::protocol {

inline void append(Bytes& out, ByteView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}
inline void append8(Bytes& out, std::uint8_t value) {
    out.push_back(value);
}
inline void append16(Bytes& out, std::uint16_t value) {
    out.push_back(static_cast<std::uint8_t>(value >> 8U));
    out.push_back(static_cast<std::uint8_t>(value & 0xffU));
}
inline void append32(Bytes& out, std::uint32_t value) {
    append16(out, static_cast<std::uint16_t>(value >> 16U));
    append16(out, static_cast<std::uint16_t>(value & 0xffffU));
}

// Reads from the front; past the end it gives nothing and stays there.
class ByteReader {
  public:
    explicit ByteReader(ByteView bytes) : m_rest(bytes) {}

    std::optional<ByteView> take(std::size_t count) {
        if (count > m_rest.size()) return std::nullopt;
        const auto part = m_rest.first(count);
        m_rest = m_rest.subspan(count);
        return part;
    }
    std::optional<std::uint32_t> number(std::size_t byteCount) {
        const auto part = take(byteCount);
        if (!part) return std::nullopt;
        std::uint32_t value = 0;
        for (const auto byte : *part) value = value << 8U | byte;
        return value;
    }
    [[nodiscard]] std::size_t left() const { return m_rest.size(); }

  private:
    ByteView m_rest;
};

}  // namespace countersign::protocol
