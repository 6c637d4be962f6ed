// What is known about a number or a name that somebody typed, pasted or scanned, at any moment of typing it.
// An outcome is a value and no error: a wrong check digit is something a clerk can mend. Plain values; any
// thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "identity/document_kind.h"

namespace countersign {

using Date = std::chrono::year_month_day;

enum class Sex { Male = 1, Female, Unspecified };

enum class CheckOutcome {
    Ok = 1,
    OkCheckDigitOmitted,  // ICCID of 19 digits printed without its check digit: nothing proves it, compare by
                          // eye
    Empty,
    Incomplete,    // right so far; go on typing
    BadCharacter,  // see badCharacter and badPosition
    TooLong,
    WrongCheckDigit,
    WrongPrefix,     // cannot begin like this: an ICCID without 89, a phone number without 1...
    WrongShape,      // the kinds of characters are in the wrong places
    UnknownRegion,   // the first two digits of a resident ID name no province
    ImpossibleDate,  // no such day, or more than 130 years ago
    DateInFuture,
    OtherDocumentKind,  // right in itself, but of the kind in belongsTo
    Inconsistent,       // the parts of a machine-readable zone disagree: see its wrongFields
};

// snake_case, stable; "invalid" for anything else.
[[nodiscard]] std::string_view checkOutcomeName(CheckOutcome outcome);

struct NumberCheck {
    CheckOutcome outcome = CheckOutcome::Empty;
    // Plain: no grouping, ASCII digits, capital letters. While something is wrong: as much as was understood.
    std::string value;
    std::optional<char32_t> badCharacter;   // what was refused; U+FFFD for bytes that are no UTF-8
    std::size_t badPosition = 0;            // 1-based place of badCharacter among the characters that count
    std::optional<Date> birthDate;          // as soon as it is readable and possible
    std::optional<Sex> sex;                 // only once the number is complete and right
    std::optional<DocumentKind> belongsTo;  // which document such a number stands on, where that can be told

    [[nodiscard]] bool usable() const {
        return outcome == CheckOutcome::Ok || outcome == CheckOutcome::OkCheckDigitOmitted;
    }
};

// Full years on the day of `now` in China (UTC+8, the one zone of all documents here). A person born on 29
// February is a year older on 1 March.
[[nodiscard]] int ageAt(Date birth, WallTime now);

// The calendar day in China at that moment.
[[nodiscard]] Date chinaDate(WallTime now);

}  // namespace countersign
