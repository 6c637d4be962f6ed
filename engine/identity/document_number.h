// The numbers on documents: which rule belongs to which document, and the rules. Pure functions; any thread.
#pragma once

#include <string_view>

#include "identity/number_check.h"

namespace countersign {

// Checks what was typed (any UTF-8 or garbage, any length) as the number of a document of this kind.
[[nodiscard]] NumberCheck checkDocumentNumber(DocumentKind kind, std::string_view typed, WallTime now);

// 18 characters, GB 11643: 6 digits region, birth date, 3 digits sequence (odd = male), check digit by ISO
// 7064 MOD 11-2. Takes every range; belongsTo says whose it is: ResidentId, ResidencePermit (810000, 820000,
// 830000) or ForeignerPermanentResidence (first digit 9).
[[nodiscard]] NumberCheck checkResidentNumber(std::string_view typed, WallTime now);

// Only the shape: 5 to 12 letters and digits, at least one of them a digit.
[[nodiscard]] NumberCheck checkPassportNumber(std::string_view typed);

// The digit or X that belongs after these 17 digits; 0 if they are not 17 digits.
[[nodiscard]] char residentCheckDigit(std::string_view first17);

// snake_case, stable: stored in records and used by the check tool.
[[nodiscard]] std::string_view documentKindName(DocumentKind kind);
[[nodiscard]] std::optional<DocumentKind> documentKindFromName(std::string_view name);

// True where the number is the 18-character resident number and so gives birth date and sex.
[[nodiscard]] bool hasResidentNumber(DocumentKind kind);

}  // namespace countersign
