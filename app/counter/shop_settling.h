// The last step of a provisioning: the first settings and the shop's file, from what was kept before the
// operator was asked. Done again it changes nothing. Any one thread.
#pragma once

#include <filesystem>

#include "core/log.h"
#include "core/result.h"

namespace countersign {

// Writes what STATE/shop.pending says, and removes that. What somebody chose at this counter before stays.
// Without such a file there is nothing to do.
[[nodiscard]] Status settleShop(const std::filesystem::path& state);

// At a start: if the operator enrolled this counter and a power cut kept it from being settled. What can't be
// done now is told in the log and tried at the next start.
void finishShop(const std::filesystem::path& state, Log& log);

}  // namespace countersign
