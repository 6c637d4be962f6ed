// Numbers of cards, phones and lines. Pure functions; any thread.
#pragma once

#include <string_view>

#include "identity/number_check.h"

namespace countersign {

// ITU-T E.118: begins with 89, 19 or 20 digits, Luhn over all of them. A 19-digit number that fails Luhn
// counts as a 20-digit one whose check digit is not printed (OkCheckDigitOmitted). A padding F as read from a
// chip is dropped.
[[nodiscard]] NumberCheck checkIccid(std::string_view typed);

// 3GPP TS 23.003: 15 digits, Luhn. Numbers beginning 00 are those of test sets and never of a phone for sale.
[[nodiscard]] NumberCheck checkImei(std::string_view typed);

// E.164; the value begins with + and the country code. Without + or 00 it is a mobile number of China (11
// digits, beginning 13 to 19), with or without 86 before it. Numbers of other countries: 7 to 15 digits, no
// further proof.
[[nodiscard]] NumberCheck checkMsisdn(std::string_view typed);

// The digit that makes digits + it pass Luhn; 0 if there is anything but digits or nothing at all.
[[nodiscard]] char luhnCheckDigit(std::string_view digits);
[[nodiscard]] bool luhnHolds(std::string_view digits);

}  // namespace countersign
