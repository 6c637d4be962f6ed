#include "operator/key_release.h"

#include <algorithm>

#include "core/files.h"
#include "operator/operator_errors.h"
#include "protocol/certificate.h"
#include "protocol/json_reader.h"
#include "protocol/key_draft.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMaxTextFile = 1U << 20U;
constexpr std::size_t kMaxPreparedFile = 2U << 20U;  // operator.json and a bundle in base64
constexpr int kPreparedVersion = 1;
constexpr std::size_t kNameDigits = 8;  // of an id, in file names: enough to tell a handful apart

Result<std::string> readText(const fs::path& file, std::size_t most) {
    const auto bytes = readFile(file, most);
    if (!bytes) return failure(bytes.error());
    return std::string(bytes->begin(), bytes->end());
}

std::string textOf(const json& object) {
    return object.dump(2, ' ', true, json::error_handler_t::replace) + "\n";
}

bool knows(const std::vector<VerifyingKey>& keys, const VerifyingKey& key) {
    return std::ranges::find(keys, key) != keys.end();
}

// What could not be opened again must not take its place.
Status write(const OperatorPaths& paths, const json& description) {
    const auto text = textOf(description);
    if (text.size() > kMaxTextFile) return failure(folderUnusable("operator.json would be too large"));
    if (const auto opens = tryOperatorFolder(paths.folder, text); !opens) return failure(opens.error());
    return writeFileDurably(paths.description, toBytes(text));
}

Result<json> ringJson(const Ring& ring, std::uint64_t version) {
    if (ring.counters.size() > kMaxNamedCounters)
        return failure(folderUnusable("more than 10,000 counters are named"));
    json object{{"version", version}};
    writeRing(ring, object);
    return object;
}

Status putRing(json& description, const std::optional<Ring>& ring, std::uint64_t version) {
    description.erase("keys_rollout");
    if (!ring) return {};
    auto object = ringJson(*ring, version);
    if (!object) return failure(object.error());
    description["keys_rollout"] = std::move(*object);
    return {};
}

// Each bundle stands on those before it: what was stopped comes along with the next one wherever that goes,
// and one ring can't hold it back there. So both go to all, and whoever wants less hears that before.
Status mayBegin(const OperatorIdentity& identity, const std::optional<Ring>& ring) {
    if (ring && identity.keysRing && identity.keysRing->stopped)
        return failure(
            folderUnusable("the rollout of keys " + std::to_string(identity.keysRing->version) +
                           " was stopped, and they come along with these: both go to all counters, so leave "
                           "--percent and --counter away"));
    return {};
}

// By a key of the office's that stays, so that whoever enrols later can verify the bundle as well.
Status mayRelease(const FolderDraft& draft, const VerifyingKey& office) {
    if (!knows(draft.identity.officeKeys, office))
        return failure(folderUnusable("this is not the key of this folder's office"));
    if (!knows(draft.keys.officeKeys, office))
        return failure(folderUnusable("an office key that goes can't sign its own going: use the other"));
    return {};
}

Status putInForce(const FolderDraft& draft, json description, ByteView bundle,
                  const std::optional<Ring>& ring) {
    // A policy may have been set since these keys were prepared.
    if (!draft.keys.officeKeys.empty()) {
        if (auto stand = policiesStand(draft.identity, draft.keys.officeKeys); !stand) return stand;
    }
    if (auto put = putRing(description, ring, draft.keys.version); !put) return put;
    description["bundles"].push_back(std::string(bundle.begin(), bundle.end()));
    return write(draft.paths, description);
}

Result<Released> prepare(const FolderDraft& draft, Urgency urgency, const std::optional<Ring>& ring) {
    const auto& bundles = draft.identity.bundles;
    auto bytes = writeKeyDraft({draft.keys, bundles.empty() ? Bytes() : bundles.back().bytes});
    if (!bytes) return failure(bytes.error());
    json prepared{{"version", kPreparedVersion},
                  {"from", toHex(draft.from)},
                  {"draft", protocol::toBase64(*bytes)},
                  {"description", draft.description}};
    if (urgency == Urgency::Stolen) prepared["stolen"] = true;
    if (ring) {
        auto object = ringJson(*ring, draft.keys.version);
        if (!object) return failure(object.error());
        prepared["ring"] = std::move(*object);
    }
    const auto text = textOf(prepared);
    if (text.size() > kMaxPreparedFile) return failure(folderUnusable("operator.json would be too large"));
    if (const auto written = writeFileDurably(draft.paths.prepared, toBytes(text)); !written)
        return failure(written.error());
    return Released{draft.keys.version, std::move(*bytes)};
}

struct Prepared {
    Sha256 from{};
    KeyBundle bundle;
    json description;
    std::optional<Ring> ring;  // who was to get it first when it was prepared
    Urgency urgency = Urgency::Planned;
};

Result<Prepared> readPrepared(const fs::path& file) {
    std::error_code code;
    if (!fs::exists(file, code)) return failure(folderUnusable("no keys were prepared in this folder"));
    const auto text = readText(file, kMaxPreparedFile);
    if (!text) return failure(text.error());
    const auto object = protocol::parseObject(*text);
    if (!object) return failure(folderUnusable("keys-prepared.json is damaged"));
    protocol::FieldReader fields(*object);
    fields.number("version", kPreparedVersion, kPreparedVersion);
    Prepared prepared;
    prepared.from = fields.hash("from");
    const auto bytes = fields.base64("draft");
    prepared.description = fields.object("description");
    const json ring = object->contains("ring") ? fields.object("ring") : json::object();
    if (object->contains("stolen") && fields.flag("stolen")) prepared.urgency = Urgency::Stolen;
    if (const auto good = fields.finish(); !good)
        return failure(folderUnusable("keys-prepared.json is damaged"));
    auto draft = readKeyDraft(bytes);
    if (!draft) return failure(folderUnusable("keys-prepared.json is damaged"));
    if (object->contains("ring")) {
        protocol::FieldReader ofRing(ring);
        prepared.ring.emplace();
        readRing(ofRing, *prepared.ring);
        if (!ofRing.finish()) return failure(folderUnusable("keys-prepared.json is damaged"));
    }
    prepared.bundle = std::move(draft->bundle);
    return prepared;
}

enum class Stopped { Refused = 1, Taken };
// The ring of the newest bundle.
Result<Ring> underWay(const FolderDraft& draft, Stopped stopped) {
    const auto& ring = draft.identity.keysRing;
    if (!ring) return failure(folderUnusable("no keys are under way to a part of the counters"));
    if (ring->stopped && stopped == Stopped::Refused)
        return failure(folderUnusable("the rollout of these keys was stopped"));
    return *ring;
}

}  // namespace

Result<KeyBundle> keysInForce(const fs::path& folder) {
    const auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    if (!identity->bundles.empty()) return identity->bundles.back().keys;
    const auto authority = readText(OperatorPaths(folder).authority, kMaxTextFile);
    if (!authority) return failure(authority.error());
    auto certificates = certificatesIn(*authority);
    if (!certificates) return failure(certificates.error());
    return KeyBundle{0,  identity->verifyingKeys, identity->sealingKeys.front(), std::move(*certificates),
                     {}, identity->officeKeys};
}

Result<FolderDraft> openDraft(const fs::path& folder) {
    auto change = FolderChange::begin(folder);
    if (!change) return failure(change.error());
    auto identity = openOperatorFolder(folder);
    if (!identity) return failure(identity.error());
    const OperatorPaths paths(folder);
    const auto text = readText(paths.description, kMaxTextFile);
    if (!text) return failure(text.error());
    auto description = json::parse(*text, nullptr, false);
    auto keys = keysInForce(folder);
    if (!keys) return failure(keys.error());
    return FolderDraft{paths,
                       std::move(*identity),
                       std::move(description),
                       std::move(*keys),
                       sha256Of(toBytes(*text)),
                       std::make_shared<const FolderChange>(std::move(*change))};
}

Status policiesStand(const OperatorIdentity& identity, const std::vector<VerifyingKey>& officeKeys) {
    if (!verifyPolicy(identity.policy, officeKeys) || (identity.rollout && !identity.rollout->stopped &&
                                                       !verifyPolicy(identity.rollout->policy, officeKeys)))
        return failure(folderUnusable(
            "the office key that goes signed the policy in force: sign that again with another, and set it"));
    return {};
}

Status writeDraft(const FolderDraft& draft) {
    return write(draft.paths, draft.description);
}

Result<Released> release(FolderDraft& draft, const Signer& signing, const KeysRelease& how) {
    const auto& ring = draft.identity.keysRing;
    if (ring && !ring->stopped && how.urgency != Urgency::Stolen)
        return failure(keysNotEverywhere(ring->version));
    const auto part = how.urgency == Urgency::Stolen ? std::nullopt : how.ring;
    if (const auto may = mayBegin(draft.identity, part); !may) return failure(may.error());
    ++draft.keys.version;
    draft.description.erase("keys_rollout");
    const bool hasOffice = !draft.identity.officeKeys.empty();
    if (hasOffice && how.office == nullptr) return prepare(draft, how.urgency, part);
    if (!hasOffice && how.office != nullptr)
        return failure(folderUnusable("this folder has no office yet: add-office-key makes it one"));
    if (hasOffice) {
        if (const auto may = mayRelease(draft, how.office->verifyingKey()); !may) return failure(may.error());
    }
    const auto bundle = signKeyBundle(draft.keys, hasOffice ? *how.office : signing);
    if (!bundle) return failure(bundle.error());
    if (const auto put = putInForce(draft, draft.description, *bundle, part); !put)
        return failure(put.error());
    return Released{draft.keys.version, {}};
}

Result<std::uint64_t> takeKeys(const fs::path& folder, ByteView bundle, const std::optional<Ring>& ring) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    if (draft->identity.officeKeys.empty())
        return failure(folderUnusable("this folder has no office: its keys are changed in one step"));
    auto prepared = readPrepared(draft->paths.prepared);
    if (!prepared) return failure(prepared.error());
    auto offered = verifyKeyBundle(bundle, draft->identity.ruleKeys());
    if (!offered) return failure(offered.error());
    if (prepared->from != draft->from)
        return failure(
            folderUnusable("the folder changed since these keys were prepared: prepare them anew"));
    if (*offered != prepared->bundle)
        return failure(folderUnusable("these are other keys than those that were prepared last"));
    draft->keys = std::move(*offered);
    // Which of the office's keys it was: one that stays.
    if (!verifyKeyBundle(bundle, draft->keys.officeKeys))
        return failure(folderUnusable("an office key that goes can't sign its own going: use the other"));
    // Narrowed, the keys of the rollout before would go to everybody unsaid, and the stolen one would stay in
    // force.
    if (ring && prepared->urgency == Urgency::Stolen)
        return failure(
            folderUnusable("these keys take a stolen one out: they go to all counters, so leave --percent "
                           "and --counter away"));
    const auto& part = ring ? ring : prepared->ring;
    if (const auto may = mayBegin(draft->identity, part); !may) return failure(may.error());
    if (const auto put = putInForce(*draft, std::move(prepared->description), bundle, part); !put)
        return failure(put.error());
    // Left there it would be refused, since the folder changed.
    std::error_code ignored;
    fs::remove(draft->paths.prepared, ignored);
    return draft->keys.version;
}

Result<std::uint64_t> introduceOffice(const fs::path& folder, const Signer& office) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    const auto& identity = draft->identity;
    if (!identity.officeKeys.empty()) return failure(folderUnusable("this folder has an office already"));
    if (identity.keysRing) return failure(keysNotEverywhere(identity.keysRing->version));
    if (identity.rollout)
        return failure(folderUnusable(
            identity.rollout->stopped
                ? "the rollout of a policy was stopped, and some counters have it: set a newer policy first "
                  "(set-policy)"
                : "a policy goes to a part of the counters: finish that first (rollout finish)"));
    const auto policy = verifyPolicy(identity.policy, identity.policyRules());
    if (!policy) return failure(policy.error());
    const auto anew = signPolicy(policy->json, office);
    if (!anew) return failure(anew.error());
    if (const auto fits = checkPolicyLength(*anew); !fits) return failure(fits.error());
    const auto& key = office.verifyingKey();
    const fs::path file = "policy-" + key.id().substr(0, kNameDigits) + ".signed";
    if (const auto written = writeFileDurably(draft->paths.folder / file, *anew); !written)
        return failure(written.error());
    draft->description["policy_file"] = file.generic_string();
    draft->description["office_keys"] =
        json::array({{{"algorithm", algorithmName(key.algorithm)}, {"key", toHex(key.bytes)}}});
    draft->keys.officeKeys = {key};
    // The first is believed by counters that know the signing key only. The second says the same by the
    // office: whoever enrols from now on believes nothing else.
    for (const Signer* signer : {static_cast<const Signer*>(&identity.signingKey), &office}) {
        ++draft->keys.version;
        const auto bundle = signKeyBundle(draft->keys, *signer);
        if (!bundle) return failure(bundle.error());
        draft->description["bundles"].push_back(std::string(bundle->begin(), bundle->end()));
    }
    if (const auto written = writeDraft(*draft); !written) return failure(written.error());
    return draft->keys.version;
}

Result<Ring> widenKeys(const fs::path& folder, int share, const std::vector<DeviceId>& counters) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    auto ring = underWay(*draft, Stopped::Refused);
    if (!ring) return ring;
    ring->widen(share, counters);
    if (const auto put = putRing(draft->description, *ring, ring->version); !put) return failure(put.error());
    if (const auto written = writeDraft(*draft); !written) return failure(written.error());
    return ring;
}

Status stopKeys(const fs::path& folder) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    auto ring = underWay(*draft, Stopped::Refused);
    if (!ring) return failure(ring.error());
    ring->stopped = true;
    if (auto put = putRing(draft->description, *ring, ring->version); !put) return put;
    return writeDraft(*draft);
}

Result<std::uint64_t> finishKeys(const fs::path& folder) {
    auto draft = openDraft(folder);
    if (!draft) return failure(draft.error());
    const auto ring = underWay(*draft, Stopped::Taken);
    if (!ring) return failure(ring.error());
    draft->description.erase("keys_rollout");
    if (const auto written = writeDraft(*draft); !written) return failure(written.error());
    return ring->version;
}

}  // namespace countersign
