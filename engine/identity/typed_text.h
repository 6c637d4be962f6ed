// Makes one plain form out of whatever keyboards, clipboards and scanners deliver. Internal to
// engine/identity. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace countersign {

// Calls see(codePoint) for each character, U+FFFD for each byte that is no UTF-8; stops when see returns
// false.
template <class See>
void forEachCharacter(std::string_view text, See see);

struct TypedText {
    std::string plain;                     // A-Z, 0-9 and `alsoAllowed`
    std::optional<char32_t> badCharacter;  // the first one that does not belong; plain ends before it
    bool tooLong = false;                  // there was more than `limit`; plain holds the first `limit`
};

// Drops spaces of every kind, line breaks, zero-width and direction marks, and hyphens and dashes; turns
// full-width forms and other decimal digits into ASCII, small letters into capitals, and the Roman numeral
// ten that input methods offer for X into X. Reading stops at the limit, so any length is cheap.
[[nodiscard]] TypedText readTyped(std::string_view typed, std::string_view alsoAllowed, std::size_t limit);

// One character as UTF-8.
void appendUtf8(std::string& text, char32_t character);

// The next character of non-empty `text`, which is shortened by it; U+FFFD and one byte if it is no UTF-8.
[[nodiscard]] char32_t takeCharacter(std::string_view& text);

template <class See>
void forEachCharacter(std::string_view text, See see) {
    while (!text.empty()) {
        if (!see(takeCharacter(text))) return;
    }
}

}  // namespace countersign
