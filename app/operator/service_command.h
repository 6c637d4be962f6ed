// `service ended`, `service running`: what the operator's own systems know of a line, told to the ledger,
// since the law lets details go two years after. Called once, on the main thread.
#pragma once

#include <chrono>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "commands.h"

namespace countersign {

// "2026-11-24": a day that there is. Empty: anything else.
[[nodiscard]] std::optional<std::chrono::year_month_day> dayFrom(std::string_view text);

struct ServiceOptions {
    GatewayPlace place;
    std::string name;                // record id, code on the receipt, or telephone number
    std::filesystem::path indexKey;  // for a telephone number: they are filed under this key
    std::string by;                  // a reviewer's id; empty: the system's user alone
};
// False: it was not noted, and why is printed: a day that can't be meant, or nothing was ever sold.
// RecordNotHeld; IndexKeyUnusable, also for a telephone number without the key. The number is not repeated.
[[nodiscard]] Result<bool> serviceEndedCommand(const ServiceOptions& options,
                                               std::chrono::year_month_day lastDay, const Clock& clock,
                                               std::ostream& out);
// Takes such a word back.
[[nodiscard]] Result<bool> serviceRunningCommand(const ServiceOptions& options, const Clock& clock,
                                                 std::ostream& out);

}  // namespace countersign
