#include "operator/operator_folder.h"

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/device_enrolment.h"
#include "protocol/key_bundle.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxTextFile = 1U << 20U;

Result<std::string> readText(const std::filesystem::path& file) {
    const auto bytes = readFile(file, kMaxTextFile);
    if (!bytes) return failure(bytes.error());
    return std::string(bytes->begin(), bytes->end());
}

json keyJson(std::string_view algorithm, const Bytes& key) {
    return {{"algorithm", algorithm}, {"key", toHex(key)}};
}

Result<Bytes> keyBytes(const json& object) {
    const auto hex = object.value("key", std::string());
    Bytes bytes(hex.size() / 2);
    if (bytes.empty() || !fromHex(hex, bytes))
        return failure(folderUnusable("a key in operator.json is damaged"));
    return bytes;
}

// Which files are in force: those of the first day unless operator.json names others.
struct FilesInForce {
    std::filesystem::path signingKey, serverCertificate, serverKey;
};

Result<FilesInForce> filesInForce(const OperatorPaths& paths, const json& description) {
    FilesInForce files{paths.signingKey, paths.serverCertificate, paths.serverKey};
    try {
        const auto& first = description.at("operator_keys").at(0);
        if (first.contains("file")) files.signingKey = paths.folder / first.at("file").get<std::string>();
        if (description.contains("server")) {
            const auto& server = description.at("server");
            files.serverCertificate = paths.folder / server.at("certificate").get<std::string>();
            files.serverKey = paths.folder / server.at("key").get<std::string>();
        }
    } catch (const json::exception&) {
        return failure(folderUnusable("operator.json is damaged"));
    }
    return files;
}

Status readVerifyingKeys(const json& entries, std::vector<VerifyingKey>& keys) {
    for (const auto& entry : entries) {
        const auto algorithm = signatureAlgorithmFromName(entry.at("algorithm").get<std::string>());
        auto bytes = keyBytes(entry);
        if (!bytes) return failure(bytes.error());
        if (!algorithm) return failure(folderUnusable("an algorithm in operator.json is unknown"));
        keys.push_back({*algorithm, std::move(*bytes)});
    }
    return {};
}

// Each bundle is by a key of its time, and they rise.
Status readBundles(const json& entries, OperatorIdentity& identity) {
    const auto keys = identity.everyKey();
    std::uint64_t last = 0;
    for (const auto& entry : entries) {
        auto bytes = toBytes(entry.get<std::string>());
        const auto bundle = verifyKeyBundle(bytes, keys);
        if (!bundle || bundle->version <= last)
            return failure(folderUnusable("a key bundle in operator.json is damaged"));
        last = bundle->version;
        identity.bundles.push_back({last, std::move(bytes)});
    }
    return {};
}

Status readDescription(const json& description, OperatorIdentity& identity) {
    try {
        if (auto read = readVerifyingKeys(description.at("operator_keys"), identity.verifyingKeys); !read)
            return read;
        if (description.contains("retired_keys")) {
            if (auto read = readVerifyingKeys(description.at("retired_keys"), identity.retiredKeys); !read)
                return read;
        }
        for (const auto& entry : description.at("sealing_keys")) {
            const auto algorithm = sealAlgorithmFromName(entry.at("algorithm").get<std::string>());
            auto bytes = keyBytes(entry);
            if (!bytes) return failure(bytes.error());
            if (!algorithm) return failure(folderUnusable("an algorithm in operator.json is unknown"));
            identity.sealingKeys.push_back({*algorithm, std::move(*bytes)});
        }
        if (description.contains("ledger")) identity.ledger = description.at("ledger").get<std::string>();
        if (description.contains("bundles")) {
            if (auto read = readBundles(description.at("bundles"), identity); !read) return read;
        }
    } catch (const json::exception&) {
        return failure(folderUnusable("operator.json is damaged"));
    }
    if (identity.sealingKeys.empty()) return failure(folderUnusable("operator.json names no sealing key"));
    return {};
}

// Whoever deletes a retired key's file wants it gone: that is no fault.
Status readFormerKeys(const OperatorPaths& paths, const json& description, OperatorIdentity& identity) {
    if (!description.contains("retired_keys")) return {};
    const auto& entries = description.at("retired_keys");
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto file = entries.at(i).find("file");
        if (file == entries.at(i).end() || !file->is_string()) continue;
        std::error_code code;
        const auto path = paths.folder / file->get<std::string>();
        if (!std::filesystem::exists(path, code)) continue;
        auto key = SigningKey::read(path);
        if (!key) return failure(key.error());
        if (key->verifyingKey() != identity.retiredKeys.at(i))
            return failure(folderUnusable("a retired key's file is another key's"));
        identity.formerKeys.push_back(std::move(*key));
    }
    return {};
}

}  // namespace

namespace {

// The key first: its certificate is what says that there is one.
Status makeCounterAuthority(const OperatorPaths& paths, const Clock& clock) {
    const auto made = makeAuthority("Countersign counters", clock.wall());
    if (!made) return failure(made.error());
    if (auto written = writeFileDurably(paths.counterAuthorityKey, toBytes(made->keyPem)); !written)
        return written;
    return writeFileDurably(paths.counterAuthority, toBytes(made->certificatePem));
}

Result<std::optional<CertificateAndKey>> readCounterAuthority(const OperatorPaths& paths) {
    std::error_code code;
    if (!std::filesystem::exists(paths.counterAuthority, code)) return std::optional<CertificateAndKey>();
    auto certificate = readText(paths.counterAuthority);
    if (!certificate) return failure(certificate.error());
    auto key = readText(paths.counterAuthorityKey);
    if (!key) return failure(key.error());
    return std::optional(CertificateAndKey{std::move(*certificate), std::move(*key)});
}

}  // namespace

OperatorPaths::OperatorPaths(const std::filesystem::path& root)
    : folder(root),
      description(root / "operator.json"),
      keys(root / "keys"),
      signingKey(keys / "signing.key"),
      openingKey(keys / "opening.key"),
      authority(root / "tls" / "ca.pem"),
      authorityKey(root / "tls" / "ca.key.pem"),
      counterAuthority(root / "tls" / "counters-ca.pem"),
      counterAuthorityKey(root / "tls" / "counters-ca.key.pem"),
      serverCertificate(root / "tls" / "server.pem"),
      serverKey(root / "tls" / "server.key.pem"),
      policy(root / "policy.signed"),
      rollout(root / "rollout.json"),
      ledger(root / "ledger.sqlite"),
      bodies(root / "bodies"),
      parts(root / "parts") {}

std::vector<VerifyingKey> OperatorIdentity::everyKey() const {
    auto keys = verifyingKeys;
    keys.insert(keys.end(), retiredKeys.begin(), retiredKeys.end());
    return keys;
}

Status initOperatorFolder(const std::filesystem::path& folder, const OperatorSetup& setup,
                          const Clock& clock) {
    const OperatorPaths paths(folder);
    std::error_code code;
    // A half-made folder (no description yet) is finished anew; a complete one holds keys that nothing brings
    // back.
    if (std::filesystem::exists(paths.description, code)) {
        return failure(folderUnusable("there is a gateway in this folder already"));
    }
    std::filesystem::create_directories(paths.folder, code);
    if (!code) std::filesystem::permissions(paths.folder, std::filesystem::perms::owner_all, code);
    if (!code) std::filesystem::create_directories(paths.signingKey.parent_path(), code);
    if (!code) std::filesystem::create_directories(paths.authority.parent_path(), code);
    if (code) return failure(folderUnusable("cannot make the folder: " + code.message()));

    const auto signing = SigningKey::generate();
    const auto opening = OpeningKey::generate();
    const auto policy = signPolicy(setup.policyJson, signing);
    if (!policy) return failure(policy.error());
    const auto authority = makeAuthority("Countersign operator", clock.wall());
    if (!authority) return failure(authority.error());
    const auto server = makeServerCertificate(*authority, setup.hosts, clock.wall());
    if (!server) return failure(server.error());
    json description{
        {"version", 1},
        {"created_at", toRfc3339(clock.wall())},
        {"operator_keys", json::array({keyJson(algorithmName(signing.verifyingKey().algorithm),
                                               signing.verifyingKey().bytes)})},
        {"sealing_keys",
         json::array({keyJson(algorithmName(opening.sealingKey().algorithm), opening.sealingKey().bytes)})}};

    if (!setup.ledger.empty()) description["ledger"] = setup.ledger;

    if (auto made = makeCounterAuthority(paths, clock); !made) return made;
    if (auto written = signing.write(paths.signingKey); !written) return written;
    if (auto written = opening.write(paths.openingKey); !written) return written;
    const std::pair<std::filesystem::path, Bytes> files[] = {
        {paths.authority, toBytes(authority->certificatePem)},
        {paths.authorityKey, toBytes(authority->keyPem)},
        {paths.serverCertificate, toBytes(server->certificatePem)},
        {paths.serverKey, toBytes(server->keyPem)},
        {paths.policy, *policy},
        {paths.description, toBytes(description.dump(2) + "\n")},
    };
    for (const auto& [file, bytes] : files) {
        if (auto written = writeFileDurably(file, bytes); !written) return written;
    }
    return {};
}

Status ensureCounterAuthority(const std::filesystem::path& folder, const Clock& clock) {
    const OperatorPaths paths(folder);
    std::error_code code;
    if (!std::filesystem::exists(paths.description, code) ||
        std::filesystem::exists(paths.counterAuthority, code))
        return {};
    return makeCounterAuthority(paths, clock);
}

Result<OperatorIdentity> openOperatorFolder(const std::filesystem::path& folder) {
    const OperatorPaths paths(folder);
    std::error_code code;
    if (!std::filesystem::exists(paths.description, code)) {
        return failure(folderUnusable("no gateway in this folder; run countersign-operator init first"));
    }
    const auto text = readText(paths.description);
    if (!text) return failure(text.error());
    const auto description = json::parse(*text, nullptr, false);
    if (!description.is_object()) return failure(folderUnusable("operator.json is damaged"));
    const auto files = filesInForce(paths, description);
    if (!files) return failure(files.error());
    auto signing = SigningKey::read(files->signingKey);
    if (!signing) return failure(signing.error());
    OperatorIdentity identity{std::move(*signing), {}, {}, {}, {}, {}, {}, {}, {}};
    if (const auto read = readDescription(description, identity); !read) return failure(read.error());
    if (const auto read = readFormerKeys(paths, description, identity); !read) return failure(read.error());
    if (identity.verifyingKeys.empty() ||
        identity.verifyingKeys.front() != identity.signingKey.verifyingKey())
        return failure(folderUnusable("operator.json does not name the signing key of this folder"));
    auto signedPolicy = readFile(paths.policy, kMaxTextFile);
    if (!signedPolicy) return failure(signedPolicy.error());
    const auto policy = verifyPolicy(*signedPolicy, identity.everyKey());
    if (!policy) return failure(policy.error());
    // Counters believe the present keys only, whichever the policy was signed with.
    const bool present = verifyPolicy(*signedPolicy, {identity.signingKey.verifyingKey()}).has_value();
    auto bytes = present ? std::move(signedPolicy) : signPolicy(policy->json, identity.signingKey);
    if (!bytes) return failure(bytes.error());
    identity.policy = std::move(*bytes);
    auto rollout = readRollout(folder, identity.everyKey());
    if (!rollout) return failure(rollout.error());
    identity.rollout = std::move(*rollout);
    // Overtaken by everybody's policy.
    if (identity.rollout && identity.rollout->version < policy->version) identity.rollout.reset();
    if (identity.rollout && !verifyPolicy(identity.rollout->policy, {identity.signingKey.verifyingKey()})) {
        auto anew = verifyPolicy(identity.rollout->policy, identity.everyKey())
                        .and_then([&](const OperatorPolicy& next) {
                            return signPolicy(next.json, identity.signingKey);
                        });
        if (!anew) return failure(anew.error());
        identity.rollout->policy = std::move(*anew);
    }
    auto certificate = readText(files->serverCertificate);
    if (!certificate) return failure(certificate.error());
    auto key = readText(files->serverKey);
    if (!key) return failure(key.error());
    identity.server = {std::move(*certificate), std::move(*key)};
    auto counters = readCounterAuthority(paths);
    if (!counters) return failure(counters.error());
    identity.counterAuthority = std::move(*counters);
    return identity;
}

const Bytes& OperatorIdentity::policyFor(const DeviceId& counter) const {
    return rollout && rollout->reaches(counter) ? rollout->policy : policy;
}

Result<SignedPolicy> nextPolicy(const OperatorIdentity& identity, ByteView present, ByteView offered) {
    const auto before = verifyPolicy(present, identity.everyKey());
    if (!before) return failure(before.error());
    auto next = readPolicyDraft(offered, identity.verifyingKeys);
    if (!next) return failure(next.error());
    if (const auto newer = mayReplace(*before, *next); !newer) return failure(newer.error());
    auto bytes = signPolicy(next->json, identity.signingKey);
    if (!bytes) return failure(bytes.error());
    return SignedPolicy{std::move(*next), std::move(*bytes)};
}

Result<OperatorPolicy> replacePolicy(const std::filesystem::path& folder, ByteView policy) {
    const auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    auto next = nextPolicy(*identity, identity->policy, policy);
    if (!next) return failure(next.error());
    // Some counters have what was rolled out, even if that was stopped since: what is not itself has to be
    // newer.
    if (identity->rollout) {
        if (const auto newer = nextPolicy(*identity, identity->rollout->policy, policy); !newer)
            return failure(newer.error());
    }
    if (const auto written = writeFileDurably(OperatorPaths(folder).policy, next->bytes); !written)
        return failure(written.error());
    return std::move(next->policy);
}

}  // namespace countersign
