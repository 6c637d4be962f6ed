// Evaluation data lives outside the repository and may be missing: tests that need it say so and pass over.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace countersign::test {

// COUNTERSIGN_DATA, or ../shared/data beside the source tree; empty if neither exists.
[[nodiscard]] std::optional<std::filesystem::path> sharedData();

// The converted models; empty if packaging/models has not been run.
[[nodiscard]] std::optional<std::filesystem::path> modelsDir();

}  // namespace countersign::test
