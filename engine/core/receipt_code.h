// The code on a buyer's receipt: eight letters that name the record and four that show that whoever asks
// holds the receipt. Counter and operator reckon it alike, which is why it lies in core. Values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"

namespace countersign {

// The first 40 bits of a record's id, "7F3K-22QD" for people (RecordId::shortCode). Not unique: among a
// million records two share one as likely as not.
using RecordCode = std::array<std::uint8_t, 5>;
[[nodiscard]] RecordCode recordCodeOf(const RecordId& id);

// Four letters that belong to this record only: the first 20 bits, in Crockford's base 32, of
// SHA-256("countersign receipt" and the id's 16 bytes). Since 88 bits of the id stand nowhere else, nobody
// reckons them from the eight letters; they can be guessed, which is why whoever answers to them counts the
// tries.
[[nodiscard]] std::string checkCodeOf(const RecordId& id);

// "7F3K-22QD-K4P1"
[[nodiscard]] std::string receiptCodeOf(const RecordId& id);

struct ReceiptCode {
    RecordCode record{};
    std::string check;  // as checkCodeOf gives it
    [[nodiscard]] bool fits(const RecordId& id) const;
    bool operator==(const ReceiptCode&) const = default;
};

// As people copy them: dashes anywhere or nowhere, small letters, O for 0, I and L for 1. Empty: anything
// else.
[[nodiscard]] std::optional<RecordCode> parseRecordCode(std::string_view text);
[[nodiscard]] std::optional<ReceiptCode> parseReceiptCode(std::string_view text);

}  // namespace countersign
