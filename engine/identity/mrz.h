// The machine-readable zone of passports (TD3, 2 x 44) and cards (TD1, 3 x 30) by ICAO Doc 9303 parts 3, 4
// and 5: text in, fields out. Reading the picture comes before and is not done here. Pure functions; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/number_check.h"

namespace countersign {

enum class MrzFormat { Td1 = 1, Td3 };
enum class MrzField { DocumentNumber = 1, BirthDate, ExpiryDate, OptionalData, Composite };

struct Mrz {
    MrzFormat format = MrzFormat::Td3;
    std::string documentCode;  // "P", "I", "PM": without fillers
    std::string issuer;        // three-letter code, "D" for Germany
    std::string documentNumber;
    std::string nationality;
    std::string birthText;          // YYMMDD as printed, < where unknown
    std::optional<Date> birthDate;  // empty: not wholly known, or no such day
    std::optional<Date> expiryDate;
    Sex sex = Sex::Unspecified;
    std::string surname;       // A-Z and single spaces
    std::string givenNames;    // empty: one-part name
    std::string optionalData;  // TD3: personal number; TD1: both optional fields, one space between
};

struct MrzCheck {
    CheckOutcome outcome = CheckOutcome::Empty;
    std::optional<Mrz> mrz;             // also when Inconsistent: the fields as read, not to be trusted
    std::vector<MrzField> wrongFields;  // whose check digit does not fit, or whose date is impossible
    bool expired = false;  // by the China date of `now`; an outcome of its own, the zone may be right
};

// Lines may be separated by line breaks or run together; lower case, full-width forms and spaces are taken.
// Two-digit years: births lie in the last hundred years, expiry between 50 years ago and 49 years ahead of
// `now`.
[[nodiscard]] MrzCheck parseMrz(std::string_view text, WallTime now);

// Weights 7 3 1; '0'..'9', or 0 if there is a character that no such zone has.
[[nodiscard]] char mrzCheckDigit(std::string_view field);

}  // namespace countersign
