// The commands about the operator's own keys and certificates; see operator/key_rotation.h. Each says what
// was done, who has to hear of it and what to do next.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "commands.h"
#include "core/result.h"
#include "operator/key_rotation.h"
#include "rollout_command.h"

namespace countersign {

[[nodiscard]] Status keysCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);
// How a change is released; see operator/key_release.h.
struct ReleaseOptions {
    GatewayPlace place;
    std::string officeKey;  // its file; empty: not at hand, what is to be signed is written to `draft`
    std::string draft;      // empty: keys-N.draft in the folder
    RingWish ring;
    Urgency urgency = Urgency::Planned;
};
[[nodiscard]] Status rotateKeysCommand(const ReleaseOptions& options, KeyUse use, std::ostream& out);
[[nodiscard]] Status retireKeyCommand(const ReleaseOptions& options, const std::string& key,
                                      std::ostream& out);
// `certificate`: a PEM file, or its SHA-256 in hex digits with or without colons.
[[nodiscard]] Status revokeCertificateCommand(const ReleaseOptions& options, const std::string& certificate,
                                              std::ostream& out);
// A further key of the office's, as `new-office-key` prints it; empty: the first one of a folder without an
// office, whose file is given as officeKey.
[[nodiscard]] Status addOfficeKeyCommand(const ReleaseOptions& options, const std::string& key,
                                         std::ostream& out);
// The bundle that the office signed.
[[nodiscard]] Status takeKeysCommand(const GatewayPlace& place, const std::string& file, const RingWish& ring,
                                     std::ostream& out);
[[nodiscard]] Status keysRolloutCommand(const GatewayPlace& place, std::ostream& out);
[[nodiscard]] Status widenKeysCommand(const GatewayPlace& place, const RingWish& ring, std::ostream& out);
[[nodiscard]] Status stopKeysCommand(const GatewayPlace& place, std::ostream& out);
[[nodiscard]] Status finishKeysCommand(const GatewayPlace& place, std::ostream& out);
[[nodiscard]] Status renewCertificateCommand(const std::filesystem::path& folder,
                                             const std::vector<std::string>& hosts, std::ostream& out);

}  // namespace countersign
