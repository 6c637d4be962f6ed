#include "identity/display_form.h"

#include <array>
#include <initializer_list>

#include "identity/document_number.h"
#include "identity/typed_text.h"

namespace countersign {

namespace {

bool isPlain(std::string_view value) {
    for (const char c : value) {
        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '+')) return false;
    }
    return true;
}

// Groups of the given sizes; the last size goes on for ever.
std::string inGroups(std::string_view value, std::initializer_list<std::size_t> sizes) {
    std::string text;
    auto size = sizes.begin();
    while (!value.empty()) {
        if (!text.empty()) text += ' ';
        text += value.substr(0, *size);
        value.remove_prefix(std::min(*size, value.size()));
        if (size + 1 != sizes.end()) ++size;
    }
    return text;
}

// ITU-T E.164 Annex: codes of one digit are 1 and 7; of two digits those listed; all others have three.
std::size_t countryCodeLength(std::string_view digits) {
    static constexpr std::string_view kTwo =
        "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
        "81 82 "
        "84 86 90 91 92 93 94 95 98";
    if (digits.empty()) return 0;
    if (digits[0] == '1' || digits[0] == '7') return 1;
    if (digits.size() >= 2 && kTwo.find(digits.substr(0, 2)) != std::string_view::npos) return 2;
    return 3;
}

std::string groupedMsisdn(std::string_view value) {
    if (value.empty() || value[0] != '+') return std::string(value);
    const std::string_view digits = value.substr(1);
    const std::size_t code = std::min(countryCodeLength(digits), digits.size());
    const std::string rest = inGroups(digits.substr(code), {3, 4});
    return "+" + std::string(digits.substr(0, code)) + (rest.empty() ? "" : " " + rest);
}

}  // namespace

NumberKind numberKindOf(DocumentKind kind) {
    return hasResidentNumber(kind) ? NumberKind::ResidentNumber : NumberKind::OtherDocument;
}

std::string grouped(NumberKind kind, std::string_view value) {
    if (!isPlain(value)) return std::string(value);
    switch (kind) {
        case NumberKind::ResidentNumber:
        case NumberKind::Iccid:
            return inGroups(value, {4});
        case NumberKind::Imei:
            return inGroups(value, {2, 6, 6, 1});
        case NumberKind::Msisdn:
            return groupedMsisdn(value);
        case NumberKind::OtherDocument:
            break;
    }
    return std::string(value);
}

std::string masked(std::string_view value) {
    constexpr std::size_t kShown = 4;
    constexpr std::size_t kShortest = 8;
    std::u32string characters;
    forEachCharacter(value, [&](char32_t c) {
        characters += c;
        return true;
    });
    std::string text = "\u2022\u2022\u2022";
    if (characters.size() < kShortest) return text;
    text += ' ';
    for (const char32_t c : characters.substr(characters.size() - kShown)) appendUtf8(text, c);
    return text;
}

}  // namespace countersign
