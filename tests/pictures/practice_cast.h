// A practice buyer for pictures that people look at: rendered, and nobody. Main thread.
#pragma once

#include <filesystem>

#include "core/result.h"
#include "widget/gallery.h"

namespace countersign::ui::test {

// `people`: the folder of the practice people. The same folder gives the same pictures.
[[nodiscard]] Result<Cast> practiceCast(const std::filesystem::path& people);

}  // namespace countersign::ui::test
