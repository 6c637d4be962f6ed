#include "support/shared_data.h"

#include <cstdlib>

namespace countersign::test {

std::optional<std::filesystem::path> sharedData() {
    const char* given = std::getenv("COUNTERSIGN_DATA");
    const std::filesystem::path folder =
        given != nullptr ? std::filesystem::path(given)
                         : std::filesystem::path(COUNTERSIGN_SOURCE_DIR) / ".." / "shared" / "data";
    if (!std::filesystem::is_directory(folder)) return std::nullopt;
    return folder;
}

std::optional<std::filesystem::path> modelsDir() {
    const std::filesystem::path folder = COUNTERSIGN_MODELS_DIR;
    if (!std::filesystem::is_directory(folder)) return std::nullopt;
    return folder;
}

}  // namespace countersign::test
