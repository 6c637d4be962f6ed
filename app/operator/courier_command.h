// The operator's side of the courier: files of counters without a network, on a stick.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "commands.h"
#include "core/result.h"

namespace countersign {

// Takes in all files for the operator below `stick` (in its folder "countersign", or the folder itself) and
// writes the answers beside them; and the envelopes that lie one by one in "countersign-kept", or the folder
// itself, to which there is no answer. One that can't be taken is told by name and the others go on. Returns
// how many were not taken or not answered.
[[nodiscard]] Result<int> courierCommand(const GatewayPlace& place, const std::filesystem::path& stick,
                                         OutputForm form, std::ostream& out);

}  // namespace countersign
