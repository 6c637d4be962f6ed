// `conduct`: looks once a day, or once, whether a counter's conduct departs from what is usual at its own
// shop, and asks the shop. `findings`, `close-finding`: what was asked and answered. No opening key. Called
// once, on the main thread, before any other thread exists.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>

#include "commands.h"
#include "core/log.h"
#include "core/result.h"

namespace countersign {

struct ConductOptions {
    std::filesystem::path folder;
    enum class Run { UntilStopped = 1, Once } run = Run::UntilStopped;
};
[[nodiscard]] Status conductCommand(const ConductOptions& options, Log& log, std::ostream& out);

[[nodiscard]] Status findingsCommand(const std::filesystem::path& folder, OutputForm form, std::ostream& out);
[[nodiscard]] Status closeFindingCommand(const std::filesystem::path& folder, std::uint64_t number,
                                         std::ostream& out);

}  // namespace countersign
