#include "protocol/key_bundle.h"

#include <algorithm>
#include <set>

#include "protocol/certificate.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"
#include "protocol/key_json.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kKind = "keys";
constexpr std::uint64_t kHighestVersion = 0xffffffffU;

Error keysNotNewer(std::uint64_t offered, std::uint64_t present) {
    return makeError(ErrorCode::KeysNotNewer,
                     "keys " + std::to_string(offered) + ", in force are " + std::to_string(present));
}

bool different(const std::vector<VerifyingKey>& keys) {
    std::set<KeyId> ids;
    for (const auto& key : keys) ids.insert(key.id());
    return ids.size() == keys.size();
}

// What a reader could not use, whoever signed it.
Status check(const KeyBundle& bundle) {
    const auto& keys = bundle.verifyingKeys;
    if (keys.empty() || keys.size() > kMaxOperatorKeys || !different(keys))
        return failure(malformed("the operator's keys"));
    // One key for both would lie at the gateway and be none of the office's.
    auto all = keys;
    all.insert(all.end(), bundle.officeKeys.begin(), bundle.officeKeys.end());
    if (bundle.officeKeys.size() > kMaxOfficeKeys || !different(all))
        return failure(malformed("the office's keys"));
    if (bundle.authorities.empty() || bundle.authorities.size() > kMaxAuthorities)
        return failure(malformed("the operator's authorities"));
    // A counter that took one it can't read would find its way back to no gateway.
    for (const auto& der : bundle.authorities) {
        if (der.size() > kMaxAuthorityBytes) return failure(malformed("an authority of the operator's"));
        if (const auto good = checkCertificate(der); !good) return good;
    }
    if (bundle.revoked.size() > kMaxRevoked) return failure(malformed("revoked certificates"));
    return {};
}

Result<std::vector<VerifyingKey>> readKeys(const json& entries) {
    std::vector<VerifyingKey> keys;
    for (const auto& object : entries) {
        auto key = readVerifyingKey(object);
        if (!key) return failure(key.error());
        keys.push_back(std::move(*key));
    }
    return keys;
}

Result<SignedMessage> parse(ByteView bytes) {
    if (bytes.size() > kMaxKeyBundleBytes) return failure(tooLarge("keys"));
    return parseSignedMessage(bytes, kKind, kKeyBundleVersion);
}

}  // namespace

Result<std::string> writeKeyBundle(const KeyBundle& bundle) {
    if (const auto good = check(bundle); !good) return failure(good.error());
    json keys = json::array(), authorities = json::array(), revoked = json::array(), office = json::array();
    for (const auto& key : bundle.verifyingKeys) keys.push_back(keyJson(key));
    for (const auto& der : bundle.authorities) authorities.push_back(toBase64(der));
    for (const auto& each : bundle.revoked) revoked.push_back(toHex(each));
    for (const auto& key : bundle.officeKeys) office.push_back(keyJson(key));
    json object{{"keys_version", bundle.version},
                {"operator_keys", std::move(keys)},
                {"sealing_key", keyJson(bundle.sealingKey)},
                {"authorities", std::move(authorities)},
                {"revoked", std::move(revoked)}};
    if (!office.empty()) object["office_keys"] = std::move(office);
    return dump(object);
}

Result<KeyBundle> readKeyBundle(std::string_view text) {
    if (text.size() > kMaxKeyBundleBytes) return failure(tooLarge("keys"));
    const auto parsed = parseObject(text);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    KeyBundle bundle;
    bundle.version = fields.number("keys_version", 1, kHighestVersion);
    const auto& keys = fields.array("operator_keys", kMaxOperatorKeys);
    const auto& sealing = fields.object("sealing_key");
    const auto& authorities = fields.array("authorities", kMaxAuthorities);
    const auto& revoked = fields.array("revoked", kMaxRevoked);
    const json none = json::array();
    // Absent: a bundle of before there were office keys. An empty list would be nobody's.
    const bool ofOffice = parsed->contains("office_keys");
    const auto& office = ofOffice ? fields.array("office_keys", kMaxOfficeKeys) : none;
    if (ofOffice && office.empty()) fields.reject("office_keys");
    for (const auto& each : authorities) {
        auto der = fromBase64(each.is_string() ? each.get_ref<const std::string&>() : std::string());
        if (!der || der->empty()) fields.reject("authorities");
        bundle.authorities.push_back(std::move(der).value_or(Bytes()));
    }
    for (const auto& each : revoked) {
        Sha256 hash{};
        if (!each.is_string() || !fromHex(each.get_ref<const std::string&>(), hash)) fields.reject("revoked");
        bundle.revoked.push_back(hash);
    }
    if (const auto good = fields.finish(); !good) return failure(good.error());
    auto signing = readKeys(keys);
    if (!signing) return failure(signing.error());
    bundle.verifyingKeys = std::move(*signing);
    auto offices = readKeys(office);
    if (!offices) return failure(offices.error());
    bundle.officeKeys = std::move(*offices);
    auto sealingKey = readSealingKey(sealing);
    if (!sealingKey) return failure(sealingKey.error());
    bundle.sealingKey = std::move(*sealingKey);
    if (const auto good = check(bundle); !good) return failure(good.error());
    return bundle;
}

Result<Bytes> signKeyBundle(const KeyBundle& bundle, const Signer& signer) {
    const auto text = writeKeyBundle(bundle);
    if (!text) return failure(text.error());
    auto bytes = signMessage(kKind, kKeyBundleVersion, *text, signer);
    if (bytes && bytes->size() > kMaxKeyBundleBytes) return failure(tooLarge("keys"));
    return bytes;
}

Result<KeyBundle> verifyKeyBundle(ByteView bytes, const std::vector<VerifyingKey>& trusted) {
    const auto message = parse(bytes);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyByAny(*message, trusted); !genuine) return failure(genuine.error());
    return readKeyBundle(message->body);
}

Result<KeyBundle> verifyKeyBundle(ByteView bytes, const RuleKeys& keys) {
    const auto message = parse(bytes);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyRule(*message, keys); !genuine) return failure(genuine.error());
    return readKeyBundle(message->body);
}

Result<KeyBundle> followKeys(const KeyBundle& present, ByteView bytes) {
    auto bundle = verifyKeyBundle(bytes, present.ruleKeys());
    if (bundle && bundle->version <= present.version)
        return failure(keysNotNewer(bundle->version, present.version));
    // The office changes its keys; it does not give its work back to the gateway.
    if (bundle && bundle->officeKeys.empty() && !present.officeKeys.empty())
        return failure(malformed("keys without the office's"));
    return bundle;
}

}  // namespace countersign
