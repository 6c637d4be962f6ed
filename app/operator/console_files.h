// The console's page: what lies in resources/console, embedded at the build.
#pragma once

#include <string_view>

namespace countersign {

struct ConsoleFile {
    std::string_view path;  // as asked for: "/", "/console.js", "/words/en.json"
    std::string_view contentType;
    std::string_view text;
};
// Null: there is none of that name. Names are compared as a whole; no path is walked.
[[nodiscard]] const ConsoleFile* findConsoleFile(std::string_view path);

}  // namespace countersign
