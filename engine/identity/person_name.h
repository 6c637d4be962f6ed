// The name as it stands on the document. Names have one part or many, one character or sixty; what is refused
// is only what no document carries. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string_view>

#include "identity/number_check.h"

namespace countersign {

// ICAO 9303 leaves the visual zone open; the longest names registered in China's resident register are well
// below.
inline constexpr std::size_t kLongestName = 120;  // characters

// value: NFC, outer spaces gone, runs of spaces made one, every kind of middle dot made U+00B7 (as GB/T
// documents print it between the parts of a transliterated name). Refused: bytes that are no UTF-8, control
// and direction characters, symbols and emoji (BadCharacter); nothing but spaces (Empty); no letter at all
// (WrongShape); TooLong.
[[nodiscard]] NumberCheck checkPersonName(std::string_view typed);

}  // namespace countersign
