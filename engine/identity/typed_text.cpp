#include "identity/typed_text.h"

#include <unictype.h>
#include <unistr.h>

#include <cstdint>

namespace countersign {

namespace {

constexpr char32_t kNotUnicode = 0xFFFD;

bool carriesNothing(char32_t c) {
    if (c == '\t' || c == '\n' || c == '\r') return true;  // scanners end with them, clipboards carry them
    if (uc_is_property_white_space(c) && c >= 0x20) return true;
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||  // zero width, direction
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0x00AD;  // word joiner, isolates, soft hyphen
}

bool isDash(char32_t c) {
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
           c == 0xFF0D;
}

char32_t toPlain(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - 0x21;  // full-width forms of ASCII
    if (c >= 'a' && c <= 'z') return c - ('a' - 'A');
    if (c == 0x2169 || c == 0x2179) return 'X';
    if (c > 0x7F) {
        const int digit = uc_decimal_value(c);
        if (digit >= 0) return U'0' + static_cast<char32_t>(digit);
    }
    return c;
}

}  // namespace

void appendUtf8(std::string& text, char32_t character) {
    std::uint8_t bytes[6];
    const int count = u8_uctomb(bytes, character, sizeof bytes);
    if (count > 0) text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

char32_t takeCharacter(std::string_view& text) {
    ucs4_t character = 0;
    const int used = u8_mbtoucr(&character, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    if (used <= 0) {
        text.remove_prefix(1);
        return kNotUnicode;
    }
    text.remove_prefix(static_cast<std::size_t>(used));
    return character;
}

TypedText readTyped(std::string_view typed, std::string_view alsoAllowed, std::size_t limit) {
    TypedText result;
    forEachCharacter(typed, [&](char32_t c) {
        if (carriesNothing(c) || isDash(c)) return true;
        const char32_t plain = toPlain(c);
        const bool known =
            (plain >= '0' && plain <= '9') || (plain >= 'A' && plain <= 'Z') ||
            (plain < 0x80 && alsoAllowed.find(static_cast<char>(plain)) != std::string_view::npos);
        if (!known) {
            result.badCharacter = c;
            return false;
        }
        if (result.plain.size() == limit) {
            result.tooLong = true;
            return false;
        }
        result.plain += static_cast<char>(plain);
        return true;
    });
    return result;
}

}  // namespace countersign
