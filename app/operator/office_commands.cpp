#include "office_commands.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/hash.h"
#include "protocol/key_draft.h"
#include "protocol/signed_policy.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::string_view kAlgorithm = "ed25519:";
constexpr std::size_t kEd25519Bytes = 32;

std::string publicText(const VerifyingKey& key) {
    return std::string(algorithmName(key.algorithm)) + ":" + toHex(key.bytes);
}

// One line for each that comes, goes or stays.
void tellChange(const char* what, const std::vector<std::string>& before, const std::vector<std::string>& now,
                std::ostream& out) {
    const auto in = [](const std::vector<std::string>& list, const std::string& each) {
        return std::ranges::find(list, each) != list.end();
    };
    for (const auto& each : now) out << what << each << (in(before, each) ? "  stays\n" : "  COMES\n");
    for (const auto& each : before) {
        if (!in(now, each)) out << what << each << "  GOES\n";
    }
}

std::vector<std::string> idsOf(const std::vector<VerifyingKey>& keys) {
    std::vector<std::string> ids;
    for (const auto& key : keys) ids.push_back(key.id());
    return ids;
}

void tellBundle(const std::optional<KeyBundle>& before, const KeyBundle& now, std::ostream& out) {
    const KeyBundle none;
    const auto& old = before ? *before : none;
    const auto fingerprints = [](const std::vector<Bytes>& certificates) {
        std::vector<std::string> hashes;
        for (const auto& der : certificates) hashes.push_back(toHex(sha256Of(der)));
        return hashes;
    };
    const auto hashes = [](const std::vector<Sha256>& list) {
        std::vector<std::string> text;
        for (const auto& each : list) text.push_back(toHex(each));
        return text;
    };
    const auto sealing = [](const KeyBundle& bundle) {
        return bundle.sealingKey.bytes.empty() ? std::vector<std::string>()
                                               : std::vector{bundle.sealingKey.id()};
    };
    out << "Keys " << now.version
        << (before ? ", after keys " + std::to_string(before->version) + " which this office signed:\n"
                   : ". There are none before them that this key signed: all are shown as new.\n");
    tellChange("signing      ", idsOf(old.verifyingKeys), idsOf(now.verifyingKeys), out);
    tellChange("sealing      ", sealing(old), sealing(now), out);
    tellChange("office       ", idsOf(old.officeKeys), idsOf(now.officeKeys), out);
    tellChange("authority    ", fingerprints(old.authorities), fingerprints(now.authorities), out);
    tellChange("revoked      ", hashes(old.revoked), hashes(now.revoked), out);
}

}  // namespace

Result<OfficeAtHand> OfficeAtHand::read(const std::string& file) {
    OfficeAtHand office;
    if (file.empty()) return office;
    auto key = SigningKey::read(file);
    if (!key) return failure(key.error());
    office.m_key.emplace(std::move(*key));
    return office;
}

Result<VerifyingKey> officeKeyFrom(const std::string& text) {
    VerifyingKey key;
    key.bytes.resize(kEd25519Bytes);
    if (text.rfind(kAlgorithm, 0) != 0 || text.size() != kAlgorithm.size() + 2 * kEd25519Bytes ||
        !fromHex(text.substr(kAlgorithm.size()), key.bytes))
        return failure(folderUnusable("an office key is written as new-office-key prints it"));
    return key;
}

Status newOfficeKeyCommand(const std::string& file, std::ostream& out) {
    std::error_code code;
    if (std::filesystem::exists(file, code))
        return failure(folderUnusable("there is a file of that name already: " + file));
    const auto key = SigningKey::generate();
    if (auto written = key.write(file); !written) return written;
    out << publicText(key.verifyingKey()) << "\n"
        << "Office key " << key.verifyingKey().id() << " in " << file
        << "\nIt never goes to the gateway; keep a copy of the file. The gateway is told the line above:\n"
           "countersign-operator add-office-key\n";
    return {};
}

Status signPolicyCommand(const std::string& officeKey, const std::string& in, const std::string& signedFile,
                         std::ostream& out) {
    const auto key = SigningKey::read(officeKey);
    if (!key) return failure(key.error());
    const auto bytes = readFile(in, kMaxMessageBytes);
    if (!bytes) return failure(bytes.error());
    const auto policy = readAnyPolicy(*bytes);
    if (!policy) return failure(policy.error());
    const auto made = signPolicy(policy->json, *key);
    if (!made) return failure(made.error());
    if (auto written = writeFileDurably(signedFile, *made); !written) return written;
    // In ASCII, so that no letter turns the order of others about.
    out << "Signed: policy " << policy->version << "\n"
        << json::parse(policy->json, nullptr, false).dump(2, ' ', true, json::error_handler_t::replace)
        << "\n";
    return {};
}

Status signKeysCommand(const std::string& officeKey, const std::string& in, const std::string& signedFile,
                       std::ostream& out) {
    const auto office = OfficeAtHand::read(officeKey);
    if (!office) return failure(office.error());
    const auto bytes = readFile(in, kMaxKeyDraftBytes);
    if (!bytes) return failure(bytes.error());
    const auto draft = readKeyDraft(*bytes);
    if (!draft) return failure(draft.error());
    std::optional<KeyBundle> before;
    if (office->signer() != nullptr && !draft->before.empty()) {
        if (auto own = verifyKeyBundle(draft->before, std::vector{office->signer()->verifyingKey()}))
            before = std::move(*own);
    }
    tellBundle(before, draft->bundle, out);
    if (office->signer() == nullptr) return {};
    const auto& key = office->signer()->verifyingKey();
    if (std::ranges::find(draft->bundle.officeKeys, key) == draft->bundle.officeKeys.end())
        return failure(folderUnusable("not signed: this office key is not among these keys"));
    const auto made = signKeyBundle(draft->bundle, *office->signer());
    if (!made) return failure(made.error());
    if (before) {
        if (const auto follows = followKeys(*before, *made); !follows) return failure(follows.error());
    }
    if (auto written = writeFileDurably(signedFile, *made); !written) return written;
    out << "Signed: " << signedFile << "\n";
    return {};
}

}  // namespace countersign
