#include "operator/key_rotation.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/certificate.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMaxTextFile = 1U << 20U;
constexpr const char* kFirstSigningKey = "keys/signing.key";  // that of `init`, which no entry names
constexpr std::size_t kNameDigits = 8;  // of an id, in file names: enough to tell a handful apart

Result<std::string> readText(const fs::path& file) {
    const auto bytes = readFile(file, kMaxTextFile);
    if (!bytes) return failure(bytes.error());
    return std::string(bytes->begin(), bytes->end());
}

json entryOf(std::string_view algorithm, const Bytes& key, const fs::path& file) {
    return {{"algorithm", algorithm}, {"key", toHex(key)}, {"file", file.generic_string()}};
}

Result<NewKey> addSigningKey(FolderDraft draft, const KeysRelease& how) {
    if (draft.identity.verifyingKeys.size() >= kMaxOperatorKeys)
        return failure(folderUnusable("there are as many signing keys as counters take: retire one first"));
    const auto key = SigningKey::generate();
    const auto id = key.verifyingKey().id();
    const fs::path file = fs::path("keys") / ("signing-" + id.substr(0, kNameDigits) + ".key");
    if (auto written = key.write(draft.paths.folder / file); !written) return failure(written.error());
    draft.description["operator_keys"].push_back(
        entryOf(algorithmName(key.verifyingKey().algorithm), key.verifyingKey().bytes, file));
    draft.keys.verifyingKeys.push_back(key.verifyingKey());
    auto released = release(draft, draft.identity.signingKey, how);
    if (!released) return failure(released.error());
    return NewKey{id, draft.paths.folder / file, std::move(*released)};
}

Result<NewKey> addSealingKey(FolderDraft draft, const KeysRelease& how) {
    const auto key = OpeningKey::generate();
    const auto id = key.sealingKey().id();
    const fs::path file = fs::path("keys") / ("opening-" + id.substr(0, kNameDigits) + ".key");
    if (auto written = key.write(draft.paths.folder / file); !written) return failure(written.error());
    auto& entries = draft.description["sealing_keys"];
    entries.insert(entries.begin(),
                   entryOf(algorithmName(key.sealingKey().algorithm), key.sealingKey().bytes, file));
    draft.keys.sealingKey = key.sealingKey();
    auto released = release(draft, draft.identity.signingKey, how);
    if (!released) return failure(released.error());
    return NewKey{id, draft.paths.folder / file, std::move(*released)};
}

bool begins(const KeyId& id, const std::string& name) {
    return !name.empty() && id.rfind(name, 0) == 0;
}

// Where in `keys` the one is whose id begins so. Empty: there is none.
Result<std::optional<std::size_t>> find(const std::vector<VerifyingKey>& keys, const std::string& name) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!begins(keys[i].id(), name)) continue;
        if (found) return failure(folderUnusable("two keys begin so"));
        found = i;
    }
    return found;
}

// While another key that is to take its place is not known everywhere.
Status mayGo(const FolderDraft& draft, const KeysRelease& how) {
    if (draft.identity.keysRing && how.urgency != Urgency::Stolen)
        return failure(keysNotEverywhere(draft.identity.keysRing->version));
    return {};
}

// Whether only this office key's own making known was stopped: those that stay are known everywhere.
bool takesBack(const FolderDraft& draft, const VerifyingKey& key) {
    const auto& identity = draft.identity;
    if (!identity.keysRing || !identity.keysRing->stopped) return false;
    const auto everywhere = identity.officeKeysEverywhere();
    return std::ranges::all_of(identity.officeKeys, [&](const VerifyingKey& each) {
        return each == key || std::ranges::find(everywhere, each) != everywhere.end();
    });
}

Result<RetiredKey> retireOfficeKey(FolderDraft draft, std::size_t at, const KeysRelease& how) {
    auto& keys = draft.keys.officeKeys;
    if (keys.size() == 1) return failure(folderUnusable("it is the only office key: add another first"));
    const auto key = draft.identity.officeKeys.at(at);
    if (!takesBack(draft, key)) {
        if (const auto may = mayGo(draft, how); !may) return failure(may.error());
    }
    auto& entries = draft.description["office_keys"];
    draft.description["retired_office_keys"].push_back(entries.at(at));
    entries.erase(at);
    std::erase(keys, key);
    if (const auto good = policiesStand(draft.identity, keys); !good) return failure(good.error());
    auto released = release(draft, draft.identity.signingKey, how);
    if (!released) return failure(released.error());
    return RetiredKey{key.id(), {}, draft.identity.verifyingKeys.front().id(), std::move(*released)};
}

Result<RetiredKey> retireSigningKey(FolderDraft draft, std::size_t at, const KeysRelease& how) {
    const auto& keys = draft.identity.verifyingKeys;
    if (keys.size() == 1) return failure(folderUnusable("it is the only signing key: rotate first"));
    const auto& key = keys.at(at);
    RetiredKey result;
    result.id = key.id();
    auto& entries = draft.description["operator_keys"];
    auto retired = entries.at(at);
    retired["file"] = retired.value("file", kFirstSigningKey);
    result.file = draft.paths.folder / retired["file"].get<std::string>();
    entries.erase(at);
    draft.description["retired_keys"].push_back(std::move(retired));
    std::erase(draft.keys.verifyingKeys, key);
    // By a key that stays, so that whoever enrols later can verify the bundle as well.
    std::optional<SigningKey> next;
    if (at == 0) {
        if (const auto may = mayGo(draft, how); !may) return failure(may.error());
        const auto file = entries.at(0).value("file", kFirstSigningKey);
        auto read = SigningKey::read(draft.paths.folder / file);
        if (!read) return failure(read.error());
        if (read->verifyingKey() != keys[1])
            return failure(folderUnusable("the next key's file is another key's"));
        next.emplace(std::move(*read));
    }
    const Signer& signer = next ? *next : draft.identity.signingKey;
    result.nowSigning = signer.verifyingKey().id();
    auto released = release(draft, signer, how);
    if (!released) return failure(released.error());
    result.released = std::move(*released);
    return result;
}

}  // namespace

Result<NewKey> rotateKey(const fs::path& folder, KeyUse use, const KeysRelease& how) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    return use == KeyUse::Signing ? addSigningKey(std::move(*draft), how)
                                  : addSealingKey(std::move(*draft), how);
}

Result<RetiredKey> retireKey(const fs::path& folder, const std::string& name, const KeysRelease& how) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    const auto signing = find(draft->identity.verifyingKeys, name);
    if (!signing) return failure(signing.error());
    const auto office = find(draft->identity.officeKeys, name);
    if (!office) return failure(office.error());
    if (*signing && *office) return failure(folderUnusable("two keys begin so"));
    if (*signing) return retireSigningKey(std::move(*draft), **signing, how);
    if (*office) return retireOfficeKey(std::move(*draft), **office, how);
    if (std::ranges::any_of(draft->identity.sealingKeys,
                            [&](const auto& key) { return begins(key.id(), name); }))
        return failure(folderUnusable("a sealing key stays: records that are sealed to it may still come"));
    return failure(folderUnusable("no signing or office key in force begins so"));
}

Result<Released> addOfficeKey(const fs::path& folder, const VerifyingKey& key, const KeysRelease& how) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    auto& keys = draft->keys.officeKeys;
    if (keys.empty())
        return failure(folderUnusable("this folder has no office yet: its first key is needed here itself"));
    if (keys.size() >= kMaxOfficeKeys)
        return failure(folderUnusable("there are as many office keys as counters take: retire one first"));
    if (std::ranges::find(keys, key) != keys.end())
        return failure(folderUnusable("this key is known already"));
    for (const auto& retired : draft->description.value("retired_office_keys", nlohmann::json::array())) {
        if (retired.value("key", std::string()) == toHex(key.bytes))
            return failure(folderUnusable("this key was retired, and stays so: make a new one"));
    }
    keys.push_back(key);
    draft->description["office_keys"].push_back(
        {{"algorithm", algorithmName(key.algorithm)}, {"key", toHex(key.bytes)}});
    return release(*draft, draft->identity.signingKey, how);
}

Result<Released> revokeCertificate(const fs::path& folder, const Sha256& fingerprint,
                                   const KeysRelease& how) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    const auto inUse = certificateFingerprint(draft->identity.server.certificatePem);
    if (!inUse) return failure(inUse.error());
    if (*inUse == fingerprint)
        return failure(
            folderUnusable("this certificate is in use: renew it first, or no counter comes through"));
    auto& revoked = draft->keys.revoked;
    if (std::find(revoked.begin(), revoked.end(), fingerprint) != revoked.end())
        return failure(folderUnusable("this certificate is revoked already"));
    revoked.push_back(fingerprint);
    return release(*draft, draft->identity.signingKey, how);
}

Result<RenewedCertificate> renewCertificate(const fs::path& folder, const std::vector<std::string>& hosts,
                                            const Clock& clock) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    const auto& present = draft->identity.server.certificatePem;
    RenewedCertificate result;
    const auto before = certificateFingerprint(present);
    if (!before) return failure(before.error());
    result.before = *before;
    result.hosts = hosts;
    if (hosts.empty()) {
        auto same = hostsOf(present);
        if (!same) return failure(same.error());
        result.hosts = std::move(*same);
    }
    const auto authority = readText(draft->paths.authority);
    if (!authority) return failure(authority.error());
    const auto authorityKey = readText(draft->paths.authorityKey);
    if (!authorityKey) return failure(authorityKey.error());
    const auto made = makeServerCertificate({*authority, *authorityKey}, result.hosts, clock.wall());
    if (!made) return failure(made.error());
    const auto now = certificateFingerprint(made->certificatePem);
    if (!now) return failure(now.error());
    result.now = *now;
    const auto digits = toHex(result.now).substr(0, kNameDigits);
    const fs::path certificate = fs::path("tls") / ("server-" + digits + ".pem");
    const fs::path key = fs::path("tls") / ("server-" + digits + ".key.pem");
    const auto certificateBytes = toBytes(made->certificatePem);
    const auto keyBytes = toBytes(made->keyPem);
    if (auto written = writeFileDurably(draft->paths.folder / certificate, certificateBytes); !written)
        return failure(written.error());
    if (auto written = writeFileDurably(draft->paths.folder / key, keyBytes); !written)
        return failure(written.error());
    draft->description["server"] = {{"certificate", certificate.generic_string()},
                                    {"key", key.generic_string()}};
    if (const auto written = writeDraft(*draft); !written) return failure(written.error());
    return result;
}

}  // namespace countersign
