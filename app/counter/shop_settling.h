// What surrounds a setting up: one at a time, its last step, and what must not outlive it. The last step is
// the first settings and the shop's file, from what was kept before the operator was asked. Done again it
// changes nothing. Any one thread.
#pragma once

#include <filesystem>

#include "core/log.h"
#include "core/result.h"
#include "store/folder_lock.h"

namespace countersign {

inline constexpr const char* kKeptProvisioning = "provisioning";  // in the state folder, mode 0600
inline constexpr const char* kSetUpLock = "set-up";               // held while a counter is set up

// One process sets a counter up at a time: two would ask with two keys. QueueInUse.
[[nodiscard]] Result<FolderLock> holdSetUp(const std::filesystem::path& state);

// Writes what STATE/shop.pending says, and removes that. What somebody chose at this counter before stays.
// Without such a file there is nothing to do.
[[nodiscard]] Status settleShop(const std::filesystem::path& state);

// At a start: if the operator enrolled this counter and a power cut kept it from being settled. What can't be
// done now is told in the log and tried at the next start.
void finishShop(const std::filesystem::path& state, Log& log);

// What was kept for a later try, with a code that may be good still: nobody asks for it any more.
void dropKeptSetUp(const std::filesystem::path& state);
// At a start: what a power cut left half written goes, and of a counter that is enrolled what was kept.
// Nothing while it is set up.
void tidySetUp(const std::filesystem::path& state);

}  // namespace countersign
