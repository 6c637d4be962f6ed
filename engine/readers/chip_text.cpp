#include "readers/chip_text.h"

#include <array>
#include <cstdio>

#include "identity/document_number.h"
#include "identity/person_name.h"
#include "identity/typed_text.h"
#include "readers/reader_errors.h"

namespace countersign {
namespace {

struct Place {
    const char* name;
    std::size_t start, length;  // bytes
};
constexpr Place kName{"name", 0, 30}, kSex{"sex", 30, 2}, kNation{"nation", 32, 4},
    kBirth{"birth date", 36, 16}, kAddress{"address", 52, 70}, kNumber{"number", 122, 36},
    kIssuer{"issuer", 158, 30}, kFrom{"valid from", 188, 16}, kUntil{"valid until", 204, 16},
    kNewest{"newest address", 220, 36};
static_assert(kNewest.start + kNewest.length == kChipTextBytes);

constexpr std::string_view kLongTerm = "\xE9\x95\xBF\xE6\x9C\x9F";  // the two characters on the card

// UTF-8 without the spaces at the end; empty optional: no UTF-16, or a control character.
std::optional<std::string> decoded(ByteView bytes) {
    std::string text;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t unit = static_cast<char32_t>(bytes[i] | (bytes[i + 1] << 8U));
        if (unit >= 0xDC00 && unit <= 0xDFFF) return std::nullopt;
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            if (i + 3 >= bytes.size()) return std::nullopt;
            const auto low = static_cast<char32_t>(bytes[i + 2] | (bytes[i + 3] << 8U));
            if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
            unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
            i += 2;
        }
        if (unit < 0x20 || (unit >= 0x7F && unit < 0xA0) || unit == 0xFFFE || unit == 0xFFFF)
            return std::nullopt;
        appendUtf8(text, unit);
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

std::optional<Date> dateOf(const std::string& text) {
    if (text.size() != 8 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t length) { return std::stoi(text.substr(at, length)); };
    const Date date = std::chrono::year(part(0, 4)) / part(4, 2) / part(6, 2);
    if (!date.ok() || date.year() < std::chrono::year(1850)) return std::nullopt;
    return date;
}

std::string digitsOf(Date date) {
    std::array<char, 24> text{};
    (void)std::snprintf(text.data(), text.size(), "%04d%02u%02u", static_cast<int>(date.year()) % 10000,
                        static_cast<unsigned>(date.month()) % 100, static_cast<unsigned>(date.day()) % 100);
    return text.data();
}

tl::unexpected<Error> wrong(const Place& place) {
    return failure(readers::chipDataDamaged(std::string("the field ") + place.name));
}

bool encode(Bytes& into, const Place& place, std::string_view text) {
    std::size_t at = place.start;
    const std::size_t end = place.start + place.length;
    bool fits = true;
    forEachCharacter(text, [&](char32_t c) {
        const auto put = [&](char32_t unit) {
            fits = fits && at + 2 <= end;
            if (!fits) return;
            into[at++] = static_cast<std::uint8_t>(unit & 0xFFU);
            into[at++] = static_cast<std::uint8_t>(unit >> 8U);
        };
        if (c >= 0x10000) {
            put(0xD800 + ((c - 0x10000) >> 10U));
            put(0xDC00 + ((c - 0x10000) & 0x3FFU));
        } else {
            put(c);
        }
        return fits;
    });
    return fits;
}

}  // namespace

Result<ChipText> parseChipText(ByteView bytes, WallTime now) {
    if (bytes.size() != kChipTextBytes)
        return failure(
            readers::chipDataDamaged("text of " + std::to_string(bytes.size()) + " bytes instead of 256"));
    const auto field = [&](const Place& place) { return decoded(bytes.subspan(place.start, place.length)); };
    ChipText text;
    const auto name = field(kName);
    if (!name) return wrong(kName);
    const auto checkedName = checkPersonName(*name);
    if (checkedName.outcome != CheckOutcome::Ok) return wrong(kName);
    text.name = checkedName.value;
    const auto sex = field(kSex);
    if (sex == "1") {
        text.sex = Sex::Male;
    } else if (sex == "2") {
        text.sex = Sex::Female;
    } else {
        return wrong(kSex);
    }
    const auto nation = field(kNation);
    if (!nation || nation->size() != 2 || nation->find_first_not_of("0123456789") != std::string::npos)
        return wrong(kNation);
    text.nationCode = *nation;
    const auto number = field(kNumber);
    if (!number) return wrong(kNumber);
    const auto checked = checkResidentNumber(*number, now);
    if (checked.outcome != CheckOutcome::Ok) return wrong(kNumber);
    text.number = checked.value;
    const auto birthText = field(kBirth);
    const auto birth = birthText ? dateOf(*birthText) : std::nullopt;
    if (!birth || checked.birthDate != birth) return wrong(kBirth);
    text.birthDate = *birth;
    if (checked.sex != text.sex) return wrong(kSex);
    for (const auto& [place, into] : {std::pair(kAddress, &text.address), std::pair(kIssuer, &text.issuer),
                                      std::pair(kNewest, &text.newestAddress)}) {
        auto value = field(place);
        if (!value) return wrong(place);
        *into = std::move(*value);
    }
    const auto fromText = field(kFrom), untilText = field(kUntil);
    const auto from = fromText ? dateOf(*fromText) : std::nullopt;
    if (!from) return wrong(kFrom);
    text.validFrom = *from;
    if (untilText != kLongTerm) {
        text.validUntil = untilText ? dateOf(*untilText) : std::nullopt;
        if (!text.validUntil || *text.validUntil < text.validFrom) return wrong(kUntil);
    }
    return text;
}

Result<Bytes> chipTextBytes(const ChipText& text) {
    Bytes bytes(kChipTextBytes);
    for (std::size_t i = 0; i < bytes.size(); i += 2) bytes[i] = ' ';
    const std::pair<Place, std::string> fields[] = {
        {kName, text.name},
        {kSex, text.sex == Sex::Male ? "1" : "2"},
        {kNation, text.nationCode},
        {kBirth, digitsOf(text.birthDate)},
        {kAddress, text.address},
        {kNumber, text.number},
        {kIssuer, text.issuer},
        {kFrom, digitsOf(text.validFrom)},
        {kUntil, text.validUntil ? digitsOf(*text.validUntil) : std::string(kLongTerm)},
        {kNewest, text.newestAddress}};
    for (const auto& [place, value] : fields) {
        if (!encode(bytes, place, value)) return wrong(place);
    }
    return bytes;
}

}  // namespace countersign
