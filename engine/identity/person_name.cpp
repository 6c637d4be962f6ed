#include "identity/person_name.h"

#include <unictype.h>
#include <uninorm.h>
#include <cstdlib>
#include <memory>

#include "identity/typed_text.h"

namespace countersign {

namespace {

constexpr char32_t kMiddleDot = 0x00B7;
// Reading stops here: far above the longest name even in a decomposed form, far below what costs time.
constexpr std::size_t kLongestBytes = kLongestName * 16;

bool isMiddleDot(char32_t c) {
    return c == kMiddleDot || c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22C5 || c == 0x30FB ||
           c == 0xFF65 || c == 0x0387;
}

bool isSpace(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && uc_is_property_white_space(c)) ||
           c == 0x200B || c == 0xFEFF;
}

bool isAllowed(char32_t c) {
    if (c == 0x200C || c == 0x200D) return true;  // the joiners of Arabic and Indic scripts
    // Private use stands for rare characters of old registers. Symbols hold emoji.
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N |
                                                   UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_Co);
}

bool isLetter(char32_t c) {
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Co);
}

std::string normalForm(const std::string& text) {
    std::size_t length = 0;
    const std::unique_ptr<std::uint8_t, decltype(&std::free)> form(
        u8_normalize(UNINORM_NFC, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), nullptr,
                     &length),
        &std::free);
    return form ? std::string(reinterpret_cast<const char*>(form.get()), length) : text;
}

}  // namespace

NumberCheck checkPersonName(std::string_view typed) {
    NumberCheck check;
    std::size_t position = 0;
    bool spacePending = false;
    bool letterSeen = false;
    bool tooLong = false;
    forEachCharacter(typed, [&](char32_t c) {
        if (isSpace(c)) {
            spacePending = !check.value.empty();
            return true;
        }
        ++position;
        if (isMiddleDot(c)) c = kMiddleDot;
        if (!isAllowed(c)) {
            check.badCharacter = c;
            check.badPosition = position;
            return false;
        }
        if (check.value.size() > kLongestBytes) {
            tooLong = true;
            return false;
        }
        letterSeen = letterSeen || isLetter(c);
        if (spacePending) check.value += ' ';
        spacePending = false;
        appendUtf8(check.value, c);
        return true;
    });
    check.value = normalForm(check.value);
    std::size_t characters = 0;
    forEachCharacter(check.value, [&](char32_t) { return ++characters <= kLongestName; });

    if (check.badCharacter) {
        check.outcome = CheckOutcome::BadCharacter;
    } else if (tooLong || characters > kLongestName) {
        check.outcome = CheckOutcome::TooLong;
    } else if (check.value.empty()) {
        check.outcome = CheckOutcome::Empty;
    } else {
        check.outcome = letterSeen ? CheckOutcome::Ok : CheckOutcome::WrongShape;
    }
    return check;
}

}  // namespace countersign
