#include "labelled_list.h"

#include <algorithm>
#include <optional>

#include "command.h"
#include "core/files.h"

namespace countersign::check {
namespace {

constexpr std::size_t kLargestList = 64U << 20U;  // bytes; a million lines
constexpr std::size_t kLongestPath = 4096;

std::vector<std::string> splitAt(const std::string& text, char separator) {
    std::vector<std::string> parts{""};
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

struct Columns {
    std::optional<std::size_t> path, label, kind, subject;
};

Columns columnsOf(const std::vector<std::string>& head) {
    Columns columns;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i] == "path") columns.path = i;
        if (head[i] == "label") columns.label = i;
        if (head[i] == "kind") columns.kind = i;
        if (head[i] == "subject") columns.subject = i;
    }
    return columns;
}

std::filesystem::path placeOf(const std::filesystem::path& list, const std::string& path) {
    const auto folder = std::filesystem::absolute(list).parent_path();
    const auto beside = folder / path;
    std::error_code ignored;
    if (std::filesystem::exists(beside, ignored)) return beside;
    const auto above = folder.parent_path() / path;
    return std::filesystem::exists(above, ignored) ? above : beside;
}

}  // namespace

Result<std::vector<LabelledPicture>> readLabelledList(const std::filesystem::path& list) {
    const auto bytes = readFile(list, kLargestList);
    if (!bytes) return failure(inputUnreadable(list, bytes.error().detail));
    std::string text(bytes->begin(), bytes->end());
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    const auto lines = splitAt(text, '\n');
    const auto columns = columnsOf(splitAt(lines.front(), '\t'));
    if (!columns.path || !columns.label || !columns.kind)
        return failure(inputUnreadable(list, "its first line must name the columns path, label and kind"));
    std::vector<LabelledPicture> pictures;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].empty()) continue;
        const auto cells = splitAt(lines[i], '\t');
        const auto wrong = [&](const std::string& why) {
            return failure(inputUnreadable(list, "line " + std::to_string(i + 1) + ": " + why));
        };
        const auto cell = [&](const std::optional<std::size_t>& column) {
            return column && *column < cells.size() ? cells[*column] : std::string();
        };
        LabelledPicture picture;
        picture.path = cell(columns.path);
        picture.kind = cell(columns.kind);
        picture.subject = cell(columns.subject);
        const auto label = cell(columns.label);
        if (picture.path.empty() || picture.path.size() > kLongestPath ||
            picture.path.find('\0') != std::string::npos) {
            return wrong("no path");
        }
        if (label != "live" && label != "spoof") return wrong("the label is neither live nor spoof");
        picture.live = label == "live";
        if (!picture.live && picture.kind.empty()) return wrong("an attack without a kind");
        picture.file = placeOf(list, picture.path);
        pictures.push_back(std::move(picture));
    }
    if (pictures.empty()) return failure(inputUnreadable(list, "it lists no picture"));
    return pictures;
}

}  // namespace countersign::check
