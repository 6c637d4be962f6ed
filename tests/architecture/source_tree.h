// The source tree as the tests of this folder read it.
#pragma once

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.h"

namespace countersign::test {

namespace fs = std::filesystem;

inline const fs::path kRoot = COUNTERSIGN_SOURCE_DIR;

struct Source {
    std::string path;    // relative to the root
    std::string folder;  // "engine/core", "ui", "app/counter", "tests/unit" ...
    std::string text;
};

inline std::string readText(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

inline std::vector<Source> sources(const std::vector<std::string>& roots) {
    std::vector<Source> found;
    for (const auto& top : roots) {
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / top)) {
            const auto extension = entry.path().extension();
            if (!entry.is_regular_file() || (extension != ".cpp" && extension != ".h")) continue;
            const auto relative = fs::relative(entry.path(), kRoot);
            auto part = relative.begin();
            std::string folder = part->string();
            if (folder != "ui") folder += "/" + (++part)->string();
            found.push_back({relative.string(), folder, readText(entry.path())});
        }
    }
    REQUIRE(found.size() > 20);
    return found;
}

inline std::vector<std::string> includesOf(const std::string& text) {
    static const std::regex line("^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]");
    std::vector<std::string> names;
    std::istringstream in(text);
    for (std::string row; std::getline(in, row);) {
        std::smatch match;
        if (std::regex_search(row, match, line)) names.push_back(match[1]);
    }
    return names;
}

inline bool startsWith(const std::string& text, const std::string& head) {
    return text.rfind(head, 0) == 0;
}

}  // namespace countersign::test
