#include "office_commands.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/hash.h"
#include "protocol/key_draft.h"
#include "protocol/key_text.h"
#include "protocol/signed_policy.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr const char* kLastSuffix = ".last";  // beside the key: the last bundle that it signed
constexpr const char* kOnlyShown = "Only shown: nothing is signed.\n";

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

// The last bundle that this key signed; empty: the file is not there.
Result<std::optional<KeyBundle>> signedLast(const std::string& file, const VerifyingKey& key) {
    std::error_code code;
    if (!std::filesystem::exists(file, code)) return std::optional<KeyBundle>();
    const auto bytes = readFile(file, kMaxKeyBundleBytes);
    if (!bytes) return failure(bytes.error());
    auto bundle = verifyKeyBundle(*bytes, std::vector{key});
    if (!bundle) return failure(folderUnusable(file + " is damaged, or not what this key signed"));
    return std::optional(std::move(*bundle));
}

// The bundle before these in the draft, if it is the office's: by this key, or by another that the last one
// names.
std::optional<KeyBundle> signedBefore(const KeyDraft& draft, const VerifyingKey& key,
                                      const std::optional<KeyBundle>& last) {
    auto trusted = last ? last->officeKeys : std::vector<VerifyingKey>();
    trusted.push_back(key);
    auto before = verifyKeyBundle(draft.before, trusted);
    return before ? std::optional(std::move(*before)) : std::nullopt;
}

// What the new ones are compared with: another key of the office's may have signed since.
const std::optional<KeyBundle>& newer(const std::optional<KeyBundle>& last,
                                      const std::optional<KeyBundle>& before) {
    return !last || (before && before->version > last->version) ? before : last;
}

// Whoever holds the gateway chooses what stands in a draft, and with an older bundle before it could hide
// what goes or comes back.
Status maySign(const KeyDraft& draft, const VerifyingKey& key, const std::optional<KeyBundle>& last,
               const std::optional<KeyBundle>& before, const std::string& lastFile) {
    const auto refuse = [](const std::string& why) { return failure(folderUnusable("not signed: " + why)); };
    const auto& now = draft.bundle;
    if (std::ranges::find(now.officeKeys, key) == now.officeKeys.end())
        return refuse("this office key is not among these keys");
    if (before && now.version != before->version + 1)
        return refuse("keys " + std::to_string(now.version) + " don't follow keys " +
                      std::to_string(before->version) + ", which the draft names before them");
    if (!last) return {};
    // The same number again: what was signed last was not taken, and prepared anew.
    const bool follows = now.version == last->version || now.version == last->version + 1 ||
                         (before && before->version > last->version);
    if (!follows)
        return refuse("keys " + std::to_string(now.version) + " don't follow keys " +
                      std::to_string(last->version) +
                      ", which this key signed last. If the gateway's folder came from an older copy, or "
                      "another office key signed meanwhile, put " +
                      lastFile + " aside and look closely at what is shown then");
    return {};
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
    auto key = publicKeyFrom(text);
    if (!key) return failure(folderUnusable("an office key is written as new-office-key prints it"));
    return key;
}

Status newOfficeKeyCommand(const std::string& file, std::ostream& out) {
    std::error_code code;
    if (std::filesystem::exists(file, code))
        return failure(folderUnusable("there is a file of that name already: " + file));
    const auto key = SigningKey::generate();
    if (auto written = key.write(file); !written) return written;
    out << publicKeyText(key.verifyingKey()) << "\n"
        << "Office key " << key.verifyingKey().id() << " in " << file
        << "\nIt never goes to the gateway; keep a copy of the file. The gateway is told the line above:\n"
           "countersign-operator add-office-key\n";
    return {};
}

Status signPolicyCommand(const std::string& officeKey, const std::string& in, const std::string& signedFile,
                         std::ostream& out) {
    const auto office = OfficeAtHand::read(officeKey);
    if (!office) return failure(office.error());
    const auto bytes = readFile(in, kMaxMessageBytes);
    if (!bytes) return failure(bytes.error());
    const auto policy = readAnyPolicy(*bytes);
    if (!policy) return failure(policy.error());
    // In ASCII, so that no letter turns the order of others about.
    out << "Policy " << policy->version << "\n"
        << json::parse(policy->json, nullptr, false).dump(2, ' ', true, json::error_handler_t::replace)
        << std::endl;  // seen before anything is signed
    if (office->signer() == nullptr || signedFile.empty()) {
        out << kOnlyShown;
        return {};
    }
    const auto made = signPolicy(policy->json, *office->signer());
    if (!made) return failure(made.error());
    if (auto written = writeFileDurably(signedFile, *made); !written) return written;
    out << "Signed: " << signedFile << "\n";
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
    if (office->signer() == nullptr) {
        tellBundle({}, draft->bundle, out);
        out << kOnlyShown;
        return {};
    }
    const auto& key = office->signer()->verifyingKey();
    const auto lastFile = officeKey + kLastSuffix;
    const auto last = signedLast(lastFile, key);
    if (!last) return failure(last.error());
    const auto before = signedBefore(*draft, key, *last);
    const auto& base = newer(*last, before);
    if (!*last) out << lastFile << " is missing: compared with what the gateway says that came before.\n";
    tellBundle(base, draft->bundle, out);
    out.flush();  // seen before anything is signed
    if (const auto may = maySign(*draft, key, *last, before, lastFile); !may) return may;
    if (signedFile.empty()) {
        out << kOnlyShown;
        return {};
    }
    const auto made = signKeyBundle(draft->bundle, *office->signer());
    if (!made) return failure(made.error());
    if (before) {
        if (const auto follows = followKeys(*before, *made); !follows) return failure(follows.error());
    }
    if (auto written = writeFileDurably(signedFile, *made); !written) return written;
    out << "Signed: " << signedFile << "\n";
    // A key on a medium that can't be written to signs all the same.
    if (const auto kept = writeFileDurably(lastFile, *made); !kept)
        out << "Note: " << lastFile << " could not be written (" << describe(kept.error())
            << "). Copy the signed file there: the next keys are compared with it.\n";
    return {};
}

}  // namespace countersign
