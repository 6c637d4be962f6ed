#include "output_files.h"

#include "command.h"

namespace countersign::check {
namespace {

constexpr const char* kScores = "scores.tsv";

tl::unexpected<Error> unwritable(const std::filesystem::path& file) {
    return failure(outputUnwritable(file, "cannot be written"));
}

}  // namespace

Result<std::ofstream> beginScores(const std::filesystem::path& folder) {
    std::error_code made;
    std::filesystem::create_directories(folder, made);
    if (made) return failure(outputUnwritable(folder, made.message()));
    std::ofstream scores(folder / kScores, std::ios::trunc);
    if (!scores) return unwritable(folder / kScores);
    return scores;
}

Status endScores(std::ofstream& scores, const std::filesystem::path& folder) {
    scores.close();
    if (!scores) return unwritable(folder / kScores);
    return {};
}

Status writeText(const std::filesystem::path& file, const std::string& text) {
    std::ofstream out(file, std::ios::trunc | std::ios::binary);
    out << text;
    out.close();
    if (!out) return unwritable(file);
    return {};
}

}  // namespace countersign::check
