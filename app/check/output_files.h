// The files that a command over many pictures leaves behind. Errors: CheckOutputUnwritable.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "core/result.h"

namespace countersign::check {

// folder/scores.tsv, the folder made where it is missing. To be called before the work: minutes of it would
// be lost on a folder that can't be written.
[[nodiscard]] Result<std::ofstream> beginScores(const std::filesystem::path& folder);
// Closes it; what was written is then in the file or it is an error.
[[nodiscard]] Status endScores(std::ofstream& scores, const std::filesystem::path& folder);

[[nodiscard]] Status writeText(const std::filesystem::path& file, const std::string& text);

}  // namespace countersign::check
