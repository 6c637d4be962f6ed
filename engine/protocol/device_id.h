// Names one enrolled counter at one operator for ever; 128 random bits given out by the operator. Plain
// value.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/secret.h"

namespace countersign {

class DeviceId {
  public:
    [[nodiscard]] static DeviceId random();
    [[nodiscard]] static std::optional<DeviceId> parse(std::string_view hex);  // 32 hex digits
    [[nodiscard]] static std::optional<DeviceId> fromBytes(ByteView bytes);    // 16 bytes
    [[nodiscard]] std::string hex() const;
    // "fd5f-2d20", for people and logs: in groups, so that a log does not take its digits for a person's
    // number.
    [[nodiscard]] std::string shortCode() const;
    [[nodiscard]] ByteView bytes() const { return m_bytes; }
    auto operator<=>(const DeviceId&) const = default;

  private:
    std::array<std::uint8_t, 16> m_bytes{};
};

}  // namespace countersign
