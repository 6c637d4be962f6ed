// Who the operator's office is, as this computer was told before it asks the operator anything. Values; any
// thread.
#pragma once

#include <filesystem>
#include <vector>

#include "core/result.h"
#include "protocol/keys.h"

namespace countersign {

inline constexpr const char* kKeptOffice = "office.pub";  // in the state folder, if the machine has none

struct OfficePlaces {
    std::filesystem::path named;        // stands above the others; empty: none
    std::filesystem::path machineFile;  // office.pub lies beside it
    std::filesystem::path state;        // where one is kept that was named with a file that is kept
};
// Empty: none is known. FileUnreadable, KeyUnusable for one that is there and can't be meant.
[[nodiscard]] Result<std::vector<VerifyingKey>> knownOffice(const OfficePlaces& places);

}  // namespace countersign
