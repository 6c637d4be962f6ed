// A counter's identity folder as programs left it that wrote the operator's answer, its address and its
// policy into three files, one after the other.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/files.h"
#include "protocol/hash.h"

namespace countersign::test {

struct OlderIdentity {
    Bytes answer;
    std::string url, ca;
    Bytes policy{};              // that came since; empty: none
    std::vector<Bytes> chain{};  // key bundles that came since
    bool replaced = false;
};

// Beside the device key, in place of whatever enrolment there is. False: a file could not be written.
[[nodiscard]] inline bool writeOlderIdentity(const std::filesystem::path& folder,
                                             const OlderIdentity& older) {
    for (const char* name : {"enrolment", "gateway.json", "policy", "keys", "replaced"})
        std::filesystem::remove(folder / name);
    const auto mark = toHex(sha256Of(older.answer));
    auto bundles = nlohmann::json::array();
    for (const auto& bundle : older.chain) bundles.push_back(std::string(bundle.begin(), bundle.end()));
    const auto gateway = nlohmann::json{{"url", older.url}, {"ca", older.ca}}.dump();
    const auto keys = nlohmann::json{{"enrolment", mark}, {"bundles", std::move(bundles)}}.dump();
    const auto put = [&](const char* name, const Bytes& bytes) {
        return writeFileDurably(folder / name, bytes).has_value();
    };
    return put("gateway.json", toBytes(gateway)) && put("enrolment", older.answer) &&
           (older.policy.empty() || put("policy", older.policy)) &&
           (older.chain.empty() || put("keys", toBytes(keys))) &&
           (!older.replaced || put("replaced", toBytes(mark)));
}

}  // namespace countersign::test
