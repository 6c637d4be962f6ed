// What an installer or an updater asks of a counter: `--unsent`, `--in-use`, `--schema`, `--self-check`. Each
// prints words or JSON on standard output, changes nothing, needs no display, and returns the exit status.
#pragma once

#include "app/counter/options.h"

namespace countersign {

inline constexpr int kYes = 4;    // some wait; in use
inline constexpr int kNewer = 5;  // what lies on the disk is of a newer program

[[nodiscard]] int runUnsent(const Options& options);
[[nodiscard]] int runInUse(const Options& options);
[[nodiscard]] int runSchema(const Options& options);
[[nodiscard]] int runSelfCheck(const Options& options);

}  // namespace countersign
