// A gateway's folder as it was before there were offices: its signing key signs policies and key bundles. It
// is also what whoever breaks into a gateway can make of it.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "core/files.h"
#include "operator/operator_folder.h"

namespace countersign::test {

// Only while no key bundle was made. False: a file could not be read or written.
[[nodiscard]] inline bool forgetOffice(const std::filesystem::path& folder,
                                       const std::string& policy = R"({"policy_version":1})") {
    const OperatorPaths paths(folder);
    const auto text = readFile(paths.description, 1U << 20U);
    const auto key = SigningKey::read(paths.signingKey);
    if (!text || !key) return false;
    auto description = nlohmann::json::parse(text->begin(), text->end(), nullptr, false);
    description.erase("office_keys");
    const auto bytes = signPolicy(policy, *key);
    std::filesystem::remove(paths.officeKey);
    return bytes && writeFileDurably(paths.policy, *bytes) &&
           writeFileDurably(paths.description, toBytes(description.dump(2)));
}

}  // namespace countersign::test
