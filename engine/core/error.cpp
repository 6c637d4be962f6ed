#include "core/error.h"

#include <cstring>

namespace countersign {

Error makeError(ErrorCode code, std::string detail, const char* file, int line) {
    const char* base = std::strrchr(file, '/');
    return Error{code, std::move(detail), std::string(base ? base + 1 : file) + ":" + std::to_string(line)};
}

std::string describe(const Error& error) {
    return "E" + std::to_string(static_cast<int>(error.code)) + " " + error.detail + " (" + error.where + ")";
}

}  // namespace countersign
