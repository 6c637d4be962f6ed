// Provisioning files for shops (protocol/provisioning.h): drawn up at the gateway, which knows the codes, and
// signed at the office, which counters believe. Main thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <string>

#include "commands.h"
#include "core/result.h"
#include "protocol/provisioning.h"

namespace countersign {

inline constexpr const char* kProvisioningSuffix = ".provisioning";
inline constexpr const char* kProvisioningDraftSuffix = ".provisioning-draft";

struct NewProvisioning {
    GatewayPlace place;
    std::string shop, shopName;
    std::filesystem::path shops;  // instead: a list, "shop<TAB>name[<TAB>language]" a line
    std::string operatorUrl;
    FirstSettings settings;
    std::chrono::hours validFor{24 * 14};
    std::string officeKey;      // a file, where it is at hand: signed at once; empty: drafts
    std::filesystem::path out;  // of one shop: the file; of a list: the folder, made if missing
};
// Each with an enrolment code of its own. Never over a file that is there; of a list such a shop is passed
// over, so that a run that broke off goes on. OperatorFolderUnusable for a list or a shop that can't be
// meant: nothing was made.
[[nodiscard]] Status newProvisioningCommand(const NewProvisioning& wanted, std::ostream& out);

// Shows each draft and signs it, unless `out` is empty. `in` and `out` are files, or both folders: then every
// draft in the one is signed into the other.
[[nodiscard]] Status signProvisioningCommand(const std::string& officeKey, const std::filesystem::path& in,
                                             const std::filesystem::path& out, std::ostream& told);

// The public half of an office's key, as counters are told it (office.pub).
[[nodiscard]] Status officePublicCommand(const std::string& officeKey, std::ostream& out);

}  // namespace countersign
