// SHA-256 values that are compared and stored, and keyed by name in messages as hex. Plain values; any
// thread.
#pragma once

#include <array>
#include <cstdint>

#include "core/secret.h"

namespace countersign {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256Of(ByteView bytes);

}  // namespace countersign
