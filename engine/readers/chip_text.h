// The text on the chip of a second-generation resident ID card, as readers hand it out. Pure functions; any
// thread.
#pragma once

#include <optional>
#include <string>

#include "core/result.h"
#include "core/secret.h"
#include "identity/number_check.h"

namespace countersign {

struct ChipText {
    std::string name;  // UTF-8 NFC
    Sex sex = Sex::Unspecified;
    std::string nationCode;  // two digits, 01 Han
    Date birthDate;
    std::string address;
    std::string number;  // a right one: its check digit, birth date and sex agree with the other fields
    std::string issuer;
    Date validFrom;
    std::optional<Date> validUntil;  // empty: for life
    std::string newestAddress;       // mostly empty
};

// Bytes of the fields in order, UTF-16LE padded with spaces: name 30, sex 2 (1 male, 2 female), nation 4,
// birth 16 (YYYYMMDD), address 70, number 36, issuer 30, valid from 16, valid until 16 (or the two characters
// for "long term"), newest address 36: 256 together (GA 450 as vendors' manuals give it).
inline constexpr std::size_t kChipTextBytes = 256;

// Error: ChipDataDamaged naming the first field that can't be meant; never a part of a record. Which bytes
// were wrong is not told: they are somebody's.
[[nodiscard]] Result<ChipText> parseChipText(ByteView bytes, WallTime now);

// The same back, for the simulator and tests. Error: ChipDataDamaged if a field does not fit its place.
[[nodiscard]] Result<Bytes> chipTextBytes(const ChipText& text);

}  // namespace countersign
