#include "operator/operator_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/certificate.h"
#include "protocol/device_enrolment.h"
#include "protocol/json_reader.h"
#include "protocol/key_bundle.h"

namespace countersign {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxTextFile = 1U << 20U;
// A signed policy. An enrolment's answer carries it beside a bundle of keys, both in base64, and the whole in
// base64 once more within kMaxMessageBytes: 69 KB for the two of them, of which the longest bundle may
// need 40.
constexpr std::size_t kMaxToldPolicy = 28U * 1024U;

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
    std::filesystem::path signingKey, serverCertificate, serverKey, policy;
};

Result<FilesInForce> filesInForce(const OperatorPaths& paths, const json& description) {
    FilesInForce files{paths.signingKey, paths.serverCertificate, paths.serverKey, paths.policy};
    try {
        const auto& first = description.at("operator_keys").at(0);
        if (first.contains("file")) files.signingKey = paths.folder / first.at("file").get<std::string>();
        if (description.contains("server")) {
            const auto& server = description.at("server");
            files.serverCertificate = paths.folder / server.at("certificate").get<std::string>();
            files.serverKey = paths.folder / server.at("key").get<std::string>();
        }
        if (description.contains("policy_file"))
            files.policy = paths.folder / description.at("policy_file").get<std::string>();
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
    auto keys = identity.everyKey();
    for (const auto* office : {&identity.officeKeys, &identity.retiredOfficeKeys})
        keys.insert(keys.end(), office->begin(), office->end());
    std::uint64_t last = 0;
    for (const auto& entry : entries) {
        auto bytes = toBytes(entry.get<std::string>());
        auto bundle = verifyKeyBundle(bytes, keys);
        if (!bundle || bundle->version <= last)
            return failure(folderUnusable("a key bundle in operator.json is damaged"));
        last = bundle->version;
        identity.bundles.push_back({last, std::move(bytes), std::move(*bundle)});
    }
    return {};
}

bool same(const std::vector<VerifyingKey>& some, const std::vector<VerifyingKey>& others) {
    return std::ranges::is_permutation(some, others);
}

// Counters are told what this folder works by.
Status checkNewest(const OperatorIdentity& identity) {
    if (identity.bundles.empty()) return {};
    const auto& newest = identity.bundles.back().keys;
    if (!same(newest.verifyingKeys, identity.verifyingKeys) ||
        !same(newest.officeKeys, identity.officeKeys) || newest.sealingKey != identity.sealingKeys.front())
        return failure(folderUnusable("the newest key bundle names other keys than operator.json"));
    return {};
}

// Only the newest bundle can be under way.
Status readKeysRing(const json& object, OperatorIdentity& identity) {
    static const json kNone = json::object();
    protocol::FieldReader fields(object.is_object() ? object : kNone);
    Ring ring;
    ring.version = fields.number("version", 1, 0xffffffffU);
    readRing(fields, ring);
    if (!fields.finish() || identity.bundles.empty() || ring.version != identity.bundles.back().version)
        return failure(folderUnusable("the keys' rollout in operator.json is damaged"));
    identity.keysRing = std::move(ring);
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
        for (const auto& [name, keys] : {std::pair("office_keys", &identity.officeKeys),
                                         std::pair("retired_office_keys", &identity.retiredOfficeKeys)}) {
            if (!description.contains(name)) continue;
            if (auto read = readVerifyingKeys(description.at(name), *keys); !read) return read;
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
        if (description.contains("keys_rollout")) {
            if (auto read = readKeysRing(description.at("keys_rollout"), identity); !read) return read;
        }
    } catch (const json::exception&) {
        return failure(folderUnusable("operator.json is damaged"));
    }
    if (identity.sealingKeys.empty()) return failure(folderUnusable("operator.json names no sealing key"));
    return checkNewest(identity);
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

// In a folder with an office both are the office's. Else counters believe the present signing key only,
// whichever the policy was signed with.
Status readPolicies(const std::filesystem::path& folder, OperatorIdentity& identity) {
    auto bytes = readFile(identity.policyFile, kMaxTextFile);
    if (!bytes) return failure(bytes.error());
    const auto policy = verifyPolicy(*bytes, identity.policyRules());
    if (!policy) return failure(policy.error());
    const auto anew = [&](Bytes& signedPolicy) -> Status {
        if (!identity.officeKeys.empty() ||
            verifyPolicy(signedPolicy, std::vector{identity.signingKey.verifyingKey()}))
            return {};
        const auto read = verifyPolicy(signedPolicy, identity.everyKey());
        if (!read) return failure(read.error());
        auto made = signPolicy(read->json, identity.signingKey);
        if (!made) return failure(made.error());
        signedPolicy = std::move(*made);
        return {};
    };
    if (auto done = anew(*bytes); !done) return done;
    identity.policy = std::move(*bytes);
    // One that was overtaken may be of before there was an office.
    auto rules = identity.policyRules();
    auto keys = std::move(rules.signingKeys);
    keys.insert(keys.end(), rules.officeKeys.begin(), rules.officeKeys.end());
    auto rollout = readRollout(folder, keys);
    if (!rollout) return failure(rollout.error());
    // Overtaken by everybody's policy.
    if (!*rollout || (*rollout)->version < policy->version) return {};
    identity.rollout = std::move(*rollout);
    if (const auto good = verifyPolicy(identity.rollout->policy, identity.policyRules()); !good)
        return failure(good.error());
    return anew(identity.rollout->policy);
}

}  // namespace

namespace {

Result<CertificateAndKey> readCounterAuthority(const OperatorPaths& paths) {
    auto both = readText(paths.counterAuthorityKey);
    if (!both) return failure(both.error());
    const auto certificates = certificatesIn(*both);
    if (!certificates)
        return failure(folderUnusable("damaged: " + paths.counterAuthorityKey.filename().string()));
    CertificateAndKey pair{toPem({certificates->front()}), std::move(*both)};
    if (const auto good = checkTogether(pair); !good)
        return failure(
            folderUnusable(paths.counterAuthorityKey.filename().string() + ": " + good.error().detail));
    return pair;
}

// Key and certificate in one file, so that they always belong together. Nodes that share the folder may be
// here at the same moment: the first one's is everybody's.
Status makeCounterAuthority(const OperatorPaths& paths, const Clock& clock) {
    const auto made = makeAuthority("Countersign counters", clock.wall());
    if (!made) return failure(made.error());
    const std::filesystem::path own = paths.counterAuthorityKey.string() + "." + RecordId::random().hex();
    if (auto written = writeFileDurably(own, toBytes(made->keyPem + made->certificatePem)); !written)
        return written;
    std::error_code linked, gone;
    std::filesystem::create_hard_link(own, paths.counterAuthorityKey, linked);
    std::filesystem::remove(own, gone);
    if (linked && linked != std::errc::file_exists)
        return failure(folderUnusable("cannot write " + paths.counterAuthorityKey.filename().string() + ": " +
                                      linked.message()));
    return {};
}

// Made if there is none; its certificate stands alone in a file for nginx.
Status keepCounterAuthority(const OperatorPaths& paths, const Clock& clock) {
    std::error_code code;
    if (!std::filesystem::exists(paths.counterAuthorityKey, code)) {
        if (auto made = makeCounterAuthority(paths, clock); !made) return made;
    }
    const auto pair = readCounterAuthority(paths);
    if (!pair) return failure(pair.error());
    if (const auto shown = readText(paths.counterAuthority); shown && *shown == pair->certificatePem)
        return {};
    return writeFileDurably(paths.counterAuthority, toBytes(pair->certificatePem));
}

}  // namespace

OperatorPaths::OperatorPaths(const std::filesystem::path& root)
    : folder(root),
      description(root / "operator.json"),
      keys(root / "keys"),
      signingKey(keys / "signing.key"),
      officeKey(keys / "office.key"),
      openingKey(keys / "opening.key"),
      authority(root / "tls" / "ca.pem"),
      authorityKey(root / "tls" / "ca.key.pem"),
      counterAuthority(root / "tls" / "counters-ca.pem"),
      counterAuthorityKey(root / "tls" / "counters-ca.key.pem"),
      serverCertificate(root / "tls" / "server.pem"),
      serverKey(root / "tls" / "server.key.pem"),
      policy(root / "policy.signed"),
      prepared(root / "keys-prepared.json"),
      rollout(root / "rollout.json"),
      ledger(root / "ledger.sqlite"),
      bodies(root / "bodies"),
      parts(root / "parts") {}

std::vector<VerifyingKey> OperatorIdentity::everyKey() const {
    auto keys = verifyingKeys;
    keys.insert(keys.end(), retiredKeys.begin(), retiredKeys.end());
    return keys;
}

RuleKeys OperatorIdentity::policyRules() const {
    RuleKeys rules{everyKey(), officeKeys};
    rules.officeKeys.insert(rules.officeKeys.end(), retiredOfficeKeys.begin(), retiredOfficeKeys.end());
    return rules;
}

bool OperatorIdentity::keysReach(const DeviceId& counter, std::uint64_t version) const {
    return !keysRing || version < keysRing->version || keysRing->reaches(counter);
}

std::vector<Bytes> OperatorIdentity::bundlesAfter(const DeviceId& counter, std::uint64_t version) const {
    std::vector<Bytes> next;
    std::size_t bytes = 0;
    for (const auto& bundle : bundles) {
        if (bundle.version <= version || !keysReach(counter, bundle.version)) continue;
        bytes += bundle.bytes.size();
        if (!next.empty() && (bytes > kMaxBundleBytesAtOnce || next.size() == kMaxBundlesAtOnce)) break;
        next.push_back(bundle.bytes);
    }
    return next;
}

std::vector<Bytes> OperatorIdentity::linksAfter(const DeviceId& counter, std::uint64_t version) const {
    std::vector<Bytes> links;
    const std::vector<VerifyingKey>* before = nullptr;
    for (const auto& bundle : bundles) {
        const bool changes = before == nullptr || bundle.keys.officeKeys != *before;
        before = &bundle.keys.officeKeys;
        if (links.size() == kMaxBundlesAtOnce) break;
        if (changes && bundle.version > version && keysReach(counter, bundle.version))
            links.push_back(bundle.bytes);
    }
    return links;
}

std::vector<VerifyingKey> OperatorIdentity::officeKeysEverywhere() const {
    if (!keysRing || officeKeys.empty()) return officeKeys;
    return bundles.size() > 1 ? bundles[bundles.size() - 2].keys.officeKeys : std::vector{officeKeys.front()};
}

OperatorIdentity::KeysTold OperatorIdentity::keysFor(const DeviceId& counter) const {
    for (auto bundle = bundles.rbegin(); bundle != bundles.rend(); ++bundle) {
        if (!keysReach(counter, bundle->version)) continue;
        const auto& keys = bundle->keys;
        return {keys.verifyingKeys, keys.sealingKey, keys.officeKeys, bundle->bytes};
    }
    if (!keysRing) return {verifyingKeys, sealingKeys.front(), officeKeys, {}};
    // The first bundle ever is under way: from before it are the keys that sign and the oldest sealing key.
    auto office = officeKeys;
    if (!office.empty()) office.resize(1);
    return {{signingKey.verifyingKey()}, sealingKeys.back(), std::move(office), {}};
}

Status checkPolicyLength(ByteView policy) {
    if (policy.size() <= kMaxToldPolicy) return {};
    return failure(folderUnusable("the policy is too long to be told to counters: signed it has " +
                                  std::to_string(policy.size() / 1024) + " KB, and " +
                                  std::to_string(kMaxToldPolicy / 1024) + " are possible"));
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
    const auto office = SigningKey::generate();
    const auto policy = signPolicy(setup.policyJson, office);
    if (!policy) return failure(policy.error());
    if (auto fits = checkPolicyLength(*policy); !fits) return fits;
    const auto authority = makeAuthority("Countersign operator", clock.wall());
    if (!authority) return failure(authority.error());
    const auto server = makeServerCertificate(*authority, setup.hosts, clock.wall());
    if (!server) return failure(server.error());
    json description{
        {"version", 1},
        {"created_at", toRfc3339(clock.wall())},
        {"operator_keys", json::array({keyJson(algorithmName(signing.verifyingKey().algorithm),
                                               signing.verifyingKey().bytes)})},
        {"office_keys",
         json::array({keyJson(algorithmName(office.verifyingKey().algorithm), office.verifyingKey().bytes)})},
        {"sealing_keys",
         json::array({keyJson(algorithmName(opening.sealingKey().algorithm), opening.sealingKey().bytes)})}};

    if (!setup.ledger.empty()) description["ledger"] = setup.ledger;

    if (auto made = keepCounterAuthority(paths, clock); !made) return made;
    if (auto written = signing.write(paths.signingKey); !written) return written;
    if (auto written = office.write(paths.officeKey); !written) return written;
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
    if (!std::filesystem::exists(paths.description, code)) return {};  // which is told where it is opened
    return keepCounterAuthority(paths, clock);
}

Result<OperatorIdentity> openOperatorFolder(const std::filesystem::path& folder) {
    const OperatorPaths paths(folder);
    std::error_code code;
    if (!std::filesystem::exists(paths.description, code)) {
        return failure(noGatewayHere());
    }
    const auto text = readText(paths.description);
    if (!text) return failure(text.error());
    return tryOperatorFolder(folder, *text);
}

Result<OperatorIdentity> tryOperatorFolder(const std::filesystem::path& folder, std::string_view text) {
    const OperatorPaths paths(folder);
    const auto description = json::parse(text, nullptr, false);
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
    identity.policyFile = files->policy;
    if (const auto read = readPolicies(folder, identity); !read) return failure(read.error());
    auto certificate = readText(files->serverCertificate);
    if (!certificate) return failure(certificate.error());
    auto key = readText(files->serverKey);
    if (!key) return failure(key.error());
    identity.server = {std::move(*certificate), std::move(*key)};
    if (std::error_code missing; std::filesystem::exists(paths.counterAuthorityKey, missing)) {
        auto counters = readCounterAuthority(paths);
        if (!counters) return failure(counters.error());
        identity.counterAuthority = std::move(*counters);
    }
    return identity;
}

const Bytes& OperatorIdentity::policyFor(const DeviceId& counter) const {
    return rollout && rollout->reaches(counter) ? rollout->policy : policy;
}

namespace {

Result<SignedPolicy> signedByOffice(const OperatorIdentity& identity, ByteView offered,
                                    const Signer* office) {
    const auto& keys = identity.officeKeys;
    if (office == nullptr) {
        if (readPolicyDraft(offered, {}))
            return failure(
                folderUnusable("the office signs this folder's policies, and this one is not signed"));
        auto next = verifyPolicy(offered, identity.ruleKeys());
        if (!next) return failure(next.error());
        return SignedPolicy{std::move(*next), Bytes(offered.begin(), offered.end())};
    }
    if (std::ranges::find(keys, office->verifyingKey()) == keys.end())
        return failure(folderUnusable("this is not the key of this folder's office"));
    auto next = readPolicyDraft(offered, keys);
    if (!next) return failure(next.error());
    auto bytes = signPolicy(next->json, *office);
    if (!bytes) return failure(bytes.error());
    return SignedPolicy{std::move(*next), std::move(*bytes)};
}

Result<SignedPolicy> signedByGateway(const OperatorIdentity& identity, ByteView offered,
                                     const Signer* office) {
    if (office != nullptr)
        return failure(folderUnusable("this folder has no office yet: add-office-key makes it one"));
    auto next = readPolicyDraft(offered, identity.verifyingKeys);
    if (!next) return failure(next.error());
    auto bytes = signPolicy(next->json, identity.signingKey);
    if (!bytes) return failure(bytes.error());
    return SignedPolicy{std::move(*next), std::move(*bytes)};
}

}  // namespace

Result<SignedPolicy> nextPolicy(const OperatorIdentity& identity, ByteView present, ByteView offered,
                                const Signer* office) {
    const auto before = verifyPolicy(present, identity.policyRules());
    if (!before) return failure(before.error());
    const bool hasOffice = !identity.officeKeys.empty();
    auto next =
        hasOffice ? signedByOffice(identity, offered, office) : signedByGateway(identity, offered, office);
    if (!next) return next;
    if (const auto fits = checkPolicyLength(next->bytes); !fits) return failure(fits.error());
    if (const auto newer = mayReplace(*before, next->policy); !newer) return failure(newer.error());
    // Keys that are under way are not known everywhere, and a policy goes to all or begins with others.
    if (hasOffice && identity.keysRing && !verifyPolicy(next->bytes, identity.officeKeysEverywhere()))
        return failure(keysNotEverywhere(identity.keysRing->version));
    return next;
}

Result<OperatorPolicy> replacePolicy(const std::filesystem::path& folder, ByteView policy,
                                     const Signer* office) {
    const auto change = FolderChange::begin(folder);
    if (!change) return failure(change.error());
    return replacePolicy(*change, policy, office);
}

Result<OperatorPolicy> replacePolicy(const FolderChange& change, ByteView policy, const Signer* office) {
    const auto identity = openOperatorFolder(change.folder());
    if (!identity) return failure(identity.error());
    auto next = nextPolicy(*identity, identity->policy, policy, office);
    if (!next) return failure(next.error());
    // Some counters have what was rolled out, even if that was stopped since: what is not itself has to be
    // newer.
    if (identity->rollout) {
        if (const auto newer = nextPolicy(*identity, identity->rollout->policy, policy, office); !newer)
            return failure(newer.error());
    }
    if (const auto written = writeFileDurably(identity->policyFile, next->bytes); !written)
        return failure(written.error());
    return std::move(next->policy);
}

}  // namespace countersign
