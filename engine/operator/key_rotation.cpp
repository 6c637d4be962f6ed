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

// The folder as it is, to be changed and written once.
struct Draft {
    OperatorPaths paths;
    OperatorIdentity identity;
    json description;
    KeyBundle keys;
};

Result<Draft> open(const fs::path& folder) {
    auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    const OperatorPaths paths(folder);
    const auto text = readText(paths.description);
    if (!text) return failure(text.error());
    auto description = json::parse(*text, nullptr, false);
    auto keys = keysInForce(folder);
    if (!keys) return failure(keys.error());
    return Draft{paths, std::move(*identity), std::move(description), std::move(*keys)};
}

Status write(const Draft& draft) {
    const auto text = draft.description.dump(2, ' ', true, json::error_handler_t::replace) + "\n";
    // What could not be read again must not take its place.
    if (text.size() > kMaxTextFile) return failure(folderUnusable("operator.json would be too large"));
    return writeFileDurably(draft.paths.description, toBytes(text));
}

// The next bundle, and everything that was changed with it.
Result<std::uint64_t> publish(Draft& draft, const Signer& signer) {
    ++draft.keys.version;
    const auto bundle = signKeyBundle(draft.keys, signer);
    if (!bundle) return failure(bundle.error());
    draft.description["bundles"].push_back(std::string(bundle->begin(), bundle->end()));
    if (const auto written = write(draft); !written) return failure(written.error());
    return draft.keys.version;
}

json entryOf(std::string_view algorithm, const Bytes& key, const fs::path& file) {
    return {{"algorithm", algorithm}, {"key", toHex(key)}, {"file", file.generic_string()}};
}

Result<NewKey> addSigningKey(Draft draft) {
    if (draft.identity.verifyingKeys.size() >= kMaxOperatorKeys)
        return failure(folderUnusable("there are as many signing keys as counters take: retire one first"));
    const auto key = SigningKey::generate();
    const auto id = key.verifyingKey().id();
    const fs::path file = fs::path("keys") / ("signing-" + id.substr(0, kNameDigits) + ".key");
    if (auto written = key.write(draft.paths.folder / file); !written) return failure(written.error());
    draft.description["operator_keys"].push_back(
        entryOf(algorithmName(key.verifyingKey().algorithm), key.verifyingKey().bytes, file));
    draft.keys.verifyingKeys.push_back(key.verifyingKey());
    const auto version = publish(draft, draft.identity.signingKey);
    if (!version) return failure(version.error());
    return NewKey{id, draft.paths.folder / file, *version};
}

Result<NewKey> addSealingKey(Draft draft) {
    const auto key = OpeningKey::generate();
    const auto id = key.sealingKey().id();
    const fs::path file = fs::path("keys") / ("opening-" + id.substr(0, kNameDigits) + ".key");
    if (auto written = key.write(draft.paths.folder / file); !written) return failure(written.error());
    auto& entries = draft.description["sealing_keys"];
    entries.insert(entries.begin(),
                   entryOf(algorithmName(key.sealingKey().algorithm), key.sealingKey().bytes, file));
    draft.keys.sealingKey = key.sealingKey();
    const auto version = publish(draft, draft.identity.signingKey);
    if (!version) return failure(version.error());
    return NewKey{id, draft.paths.folder / file, *version};
}

}  // namespace

Result<KeyBundle> keysInForce(const fs::path& folder) {
    const auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    if (!identity->bundles.empty())
        return verifyKeyBundle(identity->bundles.back().bytes, identity->everyKey());
    const auto authority = readText(OperatorPaths(folder).authority);
    if (!authority) return failure(authority.error());
    auto certificates = certificatesIn(*authority);
    if (!certificates) return failure(certificates.error());
    return KeyBundle{0, identity->verifyingKeys, identity->sealingKeys.front(), std::move(*certificates), {}};
}

Result<NewKey> rotateKey(const fs::path& folder, KeyUse use) {
    auto draft = open(folder);
    if (!draft) return failure(draft.error());
    return use == KeyUse::Signing ? addSigningKey(std::move(*draft)) : addSealingKey(std::move(*draft));
}

Result<RetiredKey> retireKey(const fs::path& folder, const std::string& name) {
    auto draft = open(folder);
    if (!draft) return failure(draft.error());
    const auto begins = [&](const auto& key) { return !name.empty() && key.id().rfind(name, 0) == 0; };
    const auto& keys = draft->identity.verifyingKeys;
    const auto found = std::find_if(keys.begin(), keys.end(), begins);
    if (found == keys.end()) {
        const auto& sealing = draft->identity.sealingKeys;
        if (std::any_of(sealing.begin(), sealing.end(), begins))
            return failure(
                folderUnusable("a sealing key stays: records that are sealed to it may still come"));
        return failure(folderUnusable("no signing key in force begins so"));
    }
    if (std::find_if(std::next(found), keys.end(), begins) != keys.end())
        return failure(folderUnusable("two keys begin so"));
    if (keys.size() == 1) return failure(folderUnusable("it is the only signing key: rotate first"));
    const auto at = static_cast<std::size_t>(found - keys.begin());
    RetiredKey result;
    result.id = found->id();
    auto& entries = draft->description["operator_keys"];
    auto retired = entries.at(at);
    retired["file"] = retired.value("file", kFirstSigningKey);
    result.file = draft->paths.folder / retired["file"].get<std::string>();
    entries.erase(at);
    draft->description["retired_keys"].push_back(std::move(retired));
    auto& listed = draft->keys.verifyingKeys;
    listed.erase(std::remove(listed.begin(), listed.end(), *found), listed.end());
    // By a key that stays, so that whoever enrols later can verify the bundle as well.
    std::optional<SigningKey> next;
    if (at == 0) {
        const auto file = entries.at(0).value("file", kFirstSigningKey);
        auto key = SigningKey::read(draft->paths.folder / file);
        if (!key) return failure(key.error());
        if (key->verifyingKey() != keys[1])
            return failure(folderUnusable("the next key's file is another key's"));
        next.emplace(std::move(*key));
    }
    const Signer& signer = next ? *next : draft->identity.signingKey;
    result.nowSigning = signer.verifyingKey().id();
    const auto version = publish(*draft, signer);
    if (!version) return failure(version.error());
    result.keysVersion = *version;
    return result;
}

Result<std::uint64_t> revokeCertificate(const fs::path& folder, const Sha256& fingerprint) {
    auto draft = open(folder);
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
    return publish(*draft, draft->identity.signingKey);
}

Result<RenewedCertificate> renewCertificate(const fs::path& folder, const std::vector<std::string>& hosts,
                                            const Clock& clock) {
    auto draft = open(folder);
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
    if (const auto written = write(*draft); !written) return failure(written.error());
    return result;
}

}  // namespace countersign
