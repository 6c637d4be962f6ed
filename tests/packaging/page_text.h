// Files of the sources as text, for the tests of packaging. Any thread; pure functions.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "core/files.h"

namespace countersign::test {

// A path below the project's folder.
[[nodiscard]] inline std::filesystem::path inSources(const std::string& path) {
    return std::filesystem::path(COUNTERSIGN_SOURCE_DIR) / path;
}

[[nodiscard]] inline std::string textOf(const std::filesystem::path& file) {
    const auto bytes = readFile(file, std::size_t{1} << 20U).value();
    return {bytes.begin(), bytes.end()};
}

[[nodiscard]] inline std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

}  // namespace countersign::test
