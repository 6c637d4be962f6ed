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

// What a reader could not use, whoever signed it.
Status check(const KeyBundle& bundle) {
    std::set<KeyId> ids;
    for (const auto& key : bundle.verifyingKeys) ids.insert(key.id());
    if (ids.empty() || ids.size() != bundle.verifyingKeys.size() || ids.size() > kMaxOperatorKeys)
        return failure(malformed("the operator's keys"));
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

}  // namespace

Result<Bytes> signKeyBundle(const KeyBundle& bundle, const Signer& operatorKey) {
    if (const auto good = check(bundle); !good) return failure(good.error());
    json keys = json::array(), authorities = json::array(), revoked = json::array();
    for (const auto& key : bundle.verifyingKeys) keys.push_back(keyJson(key));
    for (const auto& der : bundle.authorities) authorities.push_back(toBase64(der));
    for (const auto& each : bundle.revoked) revoked.push_back(toHex(each));
    const auto text = dump(json{{"keys_version", bundle.version},
                                {"operator_keys", std::move(keys)},
                                {"sealing_key", keyJson(bundle.sealingKey)},
                                {"authorities", std::move(authorities)},
                                {"revoked", std::move(revoked)}});
    if (!text) return failure(text.error());
    auto bytes = signMessage(kKind, kKeyBundleVersion, *text, operatorKey);
    if (bytes && bytes->size() > kMaxKeyBundleBytes) return failure(tooLarge("keys"));
    return bytes;
}

Result<KeyBundle> verifyKeyBundle(ByteView bytes, const std::vector<VerifyingKey>& trusted) {
    if (bytes.size() > kMaxKeyBundleBytes) return failure(tooLarge("keys"));
    const auto message = parseSignedMessage(bytes, kKind, kKeyBundleVersion);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyByAny(*message, trusted); !genuine) return failure(genuine.error());
    const auto parsed = parseObject(message->body);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    KeyBundle bundle;
    bundle.version = fields.number("keys_version", 1, kHighestVersion);
    const auto& keys = fields.array("operator_keys", kMaxOperatorKeys);
    const auto& sealing = fields.object("sealing_key");
    const auto& authorities = fields.array("authorities", kMaxAuthorities);
    const auto& revoked = fields.array("revoked", kMaxRevoked);
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
    for (const auto& object : keys) {
        auto key = readVerifyingKey(object);
        if (!key) return failure(key.error());
        bundle.verifyingKeys.push_back(std::move(*key));
    }
    auto sealingKey = readSealingKey(sealing);
    if (!sealingKey) return failure(sealingKey.error());
    bundle.sealingKey = std::move(*sealingKey);
    if (const auto good = check(bundle); !good) return failure(good.error());
    return bundle;
}

Result<KeyBundle> followKeys(const KeyBundle& present, ByteView bytes) {
    auto bundle = verifyKeyBundle(bytes, present.verifyingKeys);
    if (bundle && bundle->version <= present.version)
        return failure(keysNotNewer(bundle->version, present.version));
    return bundle;
}

}  // namespace countersign
