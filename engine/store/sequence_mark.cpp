#include "store/sequence_mark.h"

#include <charconv>
#include <string>
#include <vector>

#include "core/files.h"

namespace countersign {
namespace {

// "countersign-sequence 1 <reserved> <saved> <hash> <check>": one line, the check is the SHA-256 of all
// before it.
constexpr std::string_view kHead = "countersign-sequence 1 ";
constexpr std::size_t kLargest = 512;

bool parseNumber(std::string_view text, std::uint64_t& number) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc() && end == text.data() + text.size();
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> found;
    while (!text.empty()) {
        const auto space = text.find(' ');
        found.push_back(text.substr(0, space));
        if (space == std::string_view::npos) break;
        text.remove_prefix(space + 1);
    }
    return found;
}

}  // namespace

std::optional<SequenceMark> readSequenceMark(const std::filesystem::path& file) {
    const auto bytes = readFile(file, kLargest);
    if (!bytes) return std::nullopt;
    const std::string text(bytes->begin(), bytes->end());
    const auto last = text.rfind(' ');
    // The head's own space may be the last one: then there are no numbers.
    if (text.rfind(kHead, 0) != 0 || last < kHead.size()) return std::nullopt;
    const auto body = std::string_view(text).substr(0, last);
    if (toHex(sha256(toBytes(body))) != std::string_view(text).substr(last + 1)) return std::nullopt;
    const auto parts = words(body.substr(kHead.size()));
    SequenceMark mark;
    if (parts.size() != 3 || !parseNumber(parts[0], mark.lastReserved) ||
        !parseNumber(parts[1], mark.lastSaved) || !fromHex(parts[2], mark.lastSavedHash)) {
        return std::nullopt;
    }
    return mark;
}

Status writeSequenceMark(const std::filesystem::path& file, const SequenceMark& mark) {
    const std::string body = std::string(kHead) + std::to_string(mark.lastReserved) + " " +
                             std::to_string(mark.lastSaved) + " " + toHex(mark.lastSavedHash);
    return writeFileDurably(file, toBytes(body + " " + toHex(sha256(toBytes(body)))));
}

}  // namespace countersign
