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

namespace countersign {

[[nodiscard]] Status keysCommand(const GatewayPlace& place, OutputForm form, std::ostream& out);
[[nodiscard]] Status rotateKeysCommand(const std::filesystem::path& folder, KeyUse use, std::ostream& out);
[[nodiscard]] Status retireKeyCommand(const GatewayPlace& place, const std::string& key, std::ostream& out);
// `certificate`: a PEM file, or its SHA-256 in hex digits with or without colons.
[[nodiscard]] Status revokeCertificateCommand(const std::filesystem::path& folder,
                                              const std::string& certificate, std::ostream& out);
[[nodiscard]] Status renewCertificateCommand(const std::filesystem::path& folder,
                                             const std::vector<std::string>& hosts, std::ostream& out);

}  // namespace countersign
