// At the operator's office: drafts of provisioning files are looked at, and signed if somebody says so. Main
// thread.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "core/result.h"

namespace countersign {

enum class Confirmation { Asked = 1, Given };

struct ProvisioningToSign {
    std::string officeKey;      // a file; empty: only shown
    std::filesystem::path in;   // a draft, or a folder of drafts
    std::filesystem::path out;  // where to, or into which folder; empty: only shown
    Confirmation confirmation = Confirmation::Asked;
};
// Shows each draft, then what they come to all together; then wants the word "yes" on `answers`. What is
// signed is what was shown, whatever becomes of the files meanwhile. False: it was not said, and nothing was
// signed.
[[nodiscard]] Result<bool> signProvisioningCommand(const ProvisioningToSign& wanted, std::istream& answers,
                                                   std::ostream& told);

}  // namespace countersign
