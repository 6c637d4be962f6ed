// What a document says, held against itself and against what the clerk typed. Nothing is changed here: each
// disagreement is told with how much it weighs. Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/document_kind.h"
#include "identity/number_check.h"

namespace countersign {

struct TypedDetails {
    DocumentKind kind = DocumentKind::ResidentId;
    std::string number;  // plain, as of checkDocumentNumber; may be empty
    std::string name;    // as of checkPersonName; may be empty
};

// As read; empty where nothing was made out.
struct DocumentSays {
    std::optional<DocumentKind> kind;
    std::optional<std::string> number, name;
    std::optional<Date> birthDate, expiryDate;
    std::optional<Sex> sex;
    bool expiryProven = false;  // by a check digit
};

enum class CrossCheck {
    NumberDiffers = 1,
    NameDiffers,
    NameInOtherScript,  // typed in one script, read in another: only people can compare them
    KindDiffers,
    BirthDateDisagrees,  // with the resident number
    SexDisagrees,        // with the resident number
    Expired,
    ExpiresSoon,  // within 30 days
    ImpossibleAge,
    GuardianMustConsent,    // under 14, domain.md section 2
    GuardianMustBePresent,  // under 16
};
enum class CrossWeight {
    Note = 1,  // worth knowing
    Confirm,   // goes on only once the clerk has looked and said so
    Stop,      // can't go on with this document
};

struct CrossFinding {
    CrossCheck check = CrossCheck::NumberDiffers;
    CrossWeight weight = CrossWeight::Note;
    bool operator==(const CrossFinding&) const = default;
};

// The weightiest first. The number that counts for birth date and sex is the one read, else the one typed.
[[nodiscard]] std::vector<CrossFinding> crossCheck(const TypedDetails& typed, const DocumentSays& document,
                                                   WallTime now);

enum class NameLikeness { Same = 1, Differs, OtherScript };
// Case, spaces, hyphens, apostrophes, the order of the parts and diacritics don't count; letters may be
// written as Doc 9303 part 3 section 6 spells them for machines (U with two dots as UE, UXX or U). A name
// that was cut at the end of its field, as in a machine-readable zone, is the same as far as it goes (at
// least 20 letters).
[[nodiscard]] NameLikeness compareNames(std::string_view typed, std::string_view read);

}  // namespace countersign
