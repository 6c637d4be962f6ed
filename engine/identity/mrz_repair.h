// Mends one misread character of a machine-readable zone where the check digits leave no other way. Pure
// function; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace countersign {

// `lines`: 2 x 44 (TD3) or 3 x 30 (TD1), A-Z 0-9 <, anything else is given back as nothing. Tried are single
// exchanges of characters that readers confuse (O/0, I/1, B/8 ...) in the number, the dates, TD3's personal
// number and their check digits; never in names. A mended zone is returned only if exactly one exchange makes
// the field's digit and the composite digit right; empty where nothing is wrong, too. Confusions that the
// check digit can't see (G for 6: their values differ by 10) are neither found nor mended.
[[nodiscard]] std::optional<std::vector<std::string>> repairMrz(const std::vector<std::string>& lines);

// One zone out of several readings of the same print, each as of repairMrz but with '?' where a character was
// not made out. Each field with a check digit is taken from whichever reading it holds in; empty unless
// exactly one choice makes the composite digit right as well. Without check digits, the rest is taken from
// the readings that have most in common.
[[nodiscard]] std::optional<std::vector<std::string>> combineMrz(
    const std::vector<std::vector<std::string>>& readings);

// True if `field` holds a character that a reader may have taken for another without its check digit
// changing: 6/G, 1/L, 8/S, 5/Z, 0/U, G/Q, K/<.
[[nodiscard]] bool mrzDigitMayMiss(const std::string& field);

}  // namespace countersign
