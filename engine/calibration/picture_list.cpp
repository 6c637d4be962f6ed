#include "calibration/picture_list.h"

#include <algorithm>
#include <map>
#include <set>

#include "calibration/calibration_errors.h"
#include "calibration/tsv_table.h"
#include "core/files.h"

namespace countersign {
namespace {

constexpr std::size_t kLargestList = 64U << 20U;  // bytes; about a million lines
constexpr std::size_t kLongestPath = 4096;
constexpr std::size_t kMostPictures = 100'000;

Result<TsvTable> readTable(const std::filesystem::path& list) {
    const auto bytes = readFile(list, kLargestList);
    if (!bytes) return failure(bytes.error());
    return TsvTable(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
}

bool usablePath(const std::string& path) {
    return !path.empty() && path.size() <= kLongestPath && path.find('\0') == std::string::npos;
}

// Gives each file one place in the list.
class Pictures {
  public:
    explicit Pictures(const std::filesystem::path& list)
        : m_folder(std::filesystem::absolute(list).parent_path()) {}

    std::size_t add(const std::string& path) {
        const auto [place, added] = m_places.try_emplace(path, m_pictures.size());
        if (added) m_pictures.push_back({path, m_folder / path, {}, {}});
        return place->second;
    }
    [[nodiscard]] bool has(const std::string& path) const { return m_places.contains(path); }
    ListedPicture& at(std::size_t i) { return m_pictures[i]; }
    [[nodiscard]] std::size_t size() const { return m_pictures.size(); }
    std::vector<ListedPicture> take() { return std::move(m_pictures); }

  private:
    std::filesystem::path m_folder;
    std::map<std::string, std::size_t> m_places;
    std::vector<ListedPicture> m_pictures;
};

std::string atLine(const TsvTable& table, std::size_t row, const std::string& why) {
    return "line " + std::to_string(table.lineOf(row)) + ": " + why;
}

bool isPicture(const std::filesystem::path& file) {
    static const std::set<std::string> kinds{".jpg", ".jpeg", ".png"};
    auto ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return kinds.contains(ending);
}

// In the order of their names, so that a run can be repeated.
std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder, std::error_code& problem) {
    std::vector<std::filesystem::path> found;
    for (std::filesystem::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem))
        found.push_back(entry->path());
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

Result<PictureList> readPairList(const std::filesystem::path& list) {
    const auto table = readTable(list);
    if (!table) return failure(calibration::listUnusable(list, table.error().detail));
    const auto a = table->column("a"), b = table->column("b"), same = table->column("same");
    const auto group = table->column("group");
    if (!a || !b || !same)
        return failure(calibration::listUnusable(list, "its first line must name the columns a, b and same"));
    Pictures pictures(list);
    PictureList result;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const auto wrong = [&](const std::string& why) {
            return failure(calibration::listUnusable(list, atLine(*table, row, why)));
        };
        const auto first = table->cell(row, a), second = table->cell(row, b), mark = table->cell(row, same);
        if (!usablePath(first) || !usablePath(second)) return wrong("no path");
        if (first == second) return wrong("a picture is paired with itself");
        if (mark != "0" && mark != "1") return wrong("\"same\" is neither 0 nor 1");
        result.pairs.push_back(
            {pictures.add(first), pictures.add(second), mark == "1", table->cell(row, group)});
        if (pictures.size() > kMostPictures) return wrong("more than 100,000 pictures");
    }
    if (result.pairs.empty()) return failure(calibration::listUnusable(list, "it lists no pair"));
    result.pictures = pictures.take();
    return result;
}

Result<PictureList> readIdentityList(const std::filesystem::path& list) {
    const auto table = readTable(list);
    if (!table) return failure(calibration::listUnusable(list, table.error().detail));
    const auto path = table->column("path"), identity = table->column("identity");
    const auto group = table->column("group");
    if (!path || !identity)
        return failure(
            calibration::listUnusable(list, "its first line must name the columns path and identity"));
    Pictures pictures(list);
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const auto wrong = [&](const std::string& why) {
            return failure(calibration::listUnusable(list, atLine(*table, row, why)));
        };
        const auto name = table->cell(row, path);
        if (!usablePath(name)) return wrong("no path");
        if (table->cell(row, identity).empty()) return wrong("no identity");
        if (pictures.has(name)) return wrong("the picture stands there twice");
        auto& picture = pictures.at(pictures.add(name));
        picture.identity = table->cell(row, identity);
        picture.group = table->cell(row, group);
        if (pictures.size() > kMostPictures) return wrong("more than 100,000 pictures");
    }
    if (pictures.size() < 2)
        return failure(calibration::listUnusable(list, "it lists fewer than two pictures"));
    PictureList result;
    result.pictures = pictures.take();
    return result;
}

Result<PictureList> readIdentityFolder(const std::filesystem::path& folder) {
    std::error_code problem;
    PictureList result;
    const auto take = [&](const std::filesystem::path& person, const std::string& group) {
        for (const auto& file : entriesOf(person, problem)) {
            if (!isPicture(file) || !std::filesystem::is_regular_file(file, problem)) continue;
            const auto name = std::filesystem::relative(file, folder, problem).string();
            const auto who = std::filesystem::relative(person, folder, problem).string();
            result.pictures.push_back({name, file, who, group});
        }
    };
    for (const auto& entry : entriesOf(folder, problem)) {
        if (!std::filesystem::is_directory(entry, problem)) continue;
        take(entry, {});
        for (const auto& person : entriesOf(entry, problem)) {
            if (std::filesystem::is_directory(person, problem)) take(person, entry.filename().string());
        }
        if (result.pictures.size() > kMostPictures)
            return failure(calibration::listUnusable(folder, "more than 100,000 pictures"));
    }
    if (problem) return failure(calibration::listUnusable(folder, problem.message()));
    if (result.pictures.size() < 2)
        return failure(
            calibration::listUnusable(folder, "one folder a person with pictures in it is expected"));
    return result;
}

Result<PictureList> readPictureList(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return readIdentityFolder(path);
    const auto table = readTable(path);
    if (!table) return failure(calibration::listUnusable(path, table.error().detail));
    if (table->column("a")) return readPairList(path);
    if (table->column("identity")) return readIdentityList(path);
    return failure(calibration::listUnusable(
        path, "its first line must name the columns path and identity, or a, b and same"));
}

}  // namespace countersign
