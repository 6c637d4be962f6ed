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
    std::filesystem::path shops;  // instead: a list (shop_list.h)
    int counters = 1;             // of the shop, or of each whose line does not say it
    std::string operatorUrl;
    FirstSettings settings;
    std::chrono::hours validFor{24 * 14};
    std::string officeKey;      // a file, where it is at hand: signed at once; empty: drafts
    std::filesystem::path out;  // of one counter: the file; otherwise the folder, made if missing
};
// Each with an enrolment code of its own. Never over a file that is there; of a list such a shop is passed
// over, so that a run that broke off goes on. OperatorFolderUnusable for a list or a shop that can't be
// meant: nothing was made.
[[nodiscard]] Status newProvisioningCommand(const NewProvisioning& wanted, std::ostream& out);

// The public half of an office's key, as counters are told it (office.pub).
[[nodiscard]] Status officePublicCommand(const std::string& officeKey, std::ostream& out);

}  // namespace countersign
