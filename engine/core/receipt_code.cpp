#include "core/receipt_code.h"

#include <algorithm>

#include "core/secret.h"

namespace countersign {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
constexpr std::size_t kRecordLetters = 8;
constexpr std::size_t kCheckLetters = 4;
constexpr std::size_t kMostGiven = 32;  // with dashes; nobody writes more

// Upper case, look-alikes folded, dashes gone. Empty: a sign that stands in no code, or another length.
std::string lettersOf(std::string_view text, std::size_t wanted) {
    if (text.size() > kMostGiven) return {};
    std::string letters;
    for (const char given : text) {
        if (given == '-') continue;
        char letter = given >= 'a' && given <= 'z' ? static_cast<char>(given - 'a' + 'A') : given;
        if (letter == 'O') letter = '0';
        if (letter == 'I' || letter == 'L') letter = '1';
        if (kAlphabet.find(letter) == std::string_view::npos) return {};
        letters += letter;
    }
    return letters.size() == wanted ? letters : std::string();
}

RecordCode bitsOf(std::string_view eightLetters) {
    std::uint64_t bits = 0;
    for (const char letter : eightLetters) bits = bits << 5U | kAlphabet.find(letter);
    RecordCode code{};
    for (auto at = code.rbegin(); at != code.rend(); ++at, bits >>= 8U)
        *at = static_cast<std::uint8_t>(bits & 255U);
    return code;
}

}  // namespace

RecordCode recordCodeOf(const RecordId& id) {
    RecordCode code{};
    std::copy_n(id.bytes().begin(), code.size(), code.begin());
    return code;
}

std::string checkCodeOf(const RecordId& id) {
    Bytes said = toBytes("countersign receipt");
    said.insert(said.end(), id.bytes().begin(), id.bytes().end());
    const Bytes hash = sha256(said);
    const unsigned bits = (unsigned{hash[0]} << 12U) | (unsigned{hash[1]} << 4U) | (unsigned{hash[2]} >> 4U);
    std::string code;
    for (unsigned place = 0; place < kCheckLetters; ++place)
        code += kAlphabet[bits >> (15U - 5U * place) & 31U];
    return code;
}

std::string receiptCodeOf(const RecordId& id) {
    return id.shortCode() + '-' + checkCodeOf(id);
}

bool ReceiptCode::fits(const RecordId& id) const {
    return recordCodeOf(id) == record && checkCodeOf(id) == check;
}

std::optional<RecordCode> parseRecordCode(std::string_view text) {
    const auto letters = lettersOf(text, kRecordLetters);
    if (letters.empty()) return std::nullopt;
    return bitsOf(letters);
}

std::optional<ReceiptCode> parseReceiptCode(std::string_view text) {
    const auto letters = lettersOf(text, kRecordLetters + kCheckLetters);
    if (letters.empty()) return std::nullopt;
    return ReceiptCode{bitsOf(std::string_view(letters).substr(0, kRecordLetters)),
                       letters.substr(kRecordLetters)};
}

}  // namespace countersign
