// Identifiers that are random, so that they tell nothing about a person or an order. Plain values.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace countersign {

// Identifies one registration for ever; 128 random bits.
class RecordId {
  public:
    [[nodiscard]] static RecordId random();
    [[nodiscard]] static std::optional<RecordId> parse(std::string_view hex);  // 32 hex digits
    [[nodiscard]] std::string hex() const;
    // Eight letters for people, "7F3K-22QD": the first 40 bits in Crockford's base 32.
    [[nodiscard]] std::string shortCode() const;
    [[nodiscard]] const std::array<std::uint8_t, 16>& bytes() const { return m_bytes; }
    auto operator<=>(const RecordId&) const = default;

  private:
    std::array<std::uint8_t, 16> m_bytes{};
};

}  // namespace countersign
