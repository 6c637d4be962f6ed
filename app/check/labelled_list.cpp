#include "labelled_list.h"

#include <string_view>

#include "calibration/tsv_table.h"
#include "command.h"
#include "core/files.h"

namespace countersign::check {
namespace {

constexpr std::size_t kLargestList = 64U << 20U;  // bytes; a million lines
constexpr std::size_t kLongestPath = 4096;

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
    const TsvTable table(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
    const auto path = table.column("path"), label = table.column("label"), kind = table.column("kind");
    if (!path || !label || !kind)
        return failure(inputUnreadable(list, "its first line must name the columns path, label and kind"));
    std::vector<LabelledPicture> pictures;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto wrong = [&](const std::string& why) {
            return failure(inputUnreadable(list, "line " + std::to_string(table.lineOf(row)) + ": " + why));
        };
        LabelledPicture picture;
        picture.path = table.cell(row, path);
        picture.kind = table.cell(row, kind);
        picture.subject = table.cell(row, table.column("subject"));
        const auto mark = table.cell(row, label);
        if (picture.path.empty() || picture.path.size() > kLongestPath ||
            picture.path.find('\0') != std::string::npos) {
            return wrong("no path");
        }
        if (mark != "live" && mark != "spoof") return wrong("the label is neither live nor spoof");
        picture.live = mark == "live";
        if (!picture.live && picture.kind.empty()) return wrong("an attack without a kind");
        picture.file = placeOf(list, picture.path);
        pictures.push_back(std::move(picture));
    }
    if (pictures.empty()) return failure(inputUnreadable(list, "it lists no picture"));
    return pictures;
}

}  // namespace countersign::check
