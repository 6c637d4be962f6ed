#include "protocol/device_enrolment.h"

#include <sodium.h>

#include <algorithm>

#include "protocol/failures.h"
#include "protocol/json_reader.h"
#include "protocol/key_json.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kRequestKind = "enrolment-request";
constexpr std::string_view kResponseKind = "enrolment-response";
constexpr std::string_view kCodeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeLetters = 12;
constexpr std::uint64_t kHighestVersion = 0xffffffffU;  // of key bundles

Result<std::vector<Bytes>> readLinks(const json& entries) {
    std::vector<Bytes> links;
    for (const auto& each : entries) {
        auto bytes = fromBase64(each.is_string() ? each.get_ref<const std::string&>() : std::string());
        if (!bytes || bytes->empty() || bytes->size() > kMaxKeyBundleBytes)
            return failure(malformed("field links"));
        links.push_back(std::move(*bytes));
    }
    return links;
}

// No key: whichever device it is for.
Result<EnrolmentResponse> readAnswer(ByteView bytes, const VerifyingKey* deviceKey) {
    const auto message = parseSignedMessage(bytes, kResponseKind, kEnrolmentVersion);
    if (!message) return failure(message.error());
    const auto parsed = parseObject(message->body);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    EnrolmentResponse response;
    response.deviceId = fields.deviceId("device");
    response.deviceKeyId = fields.text("device_key", 64);
    const auto& keys = fields.array("operator_keys", kMaxOperatorKeys);
    const auto& sealing = fields.object("sealing_key");
    response.enrolledAt = fields.time("enrolled_at");
    response.policy = fields.base64("policy");
    if (parsed->contains("challenge_key")) {
        auto key = fields.base64("challenge_key");
        response.challengeKey = ChallengeKey::fromBytes(key);
        wipe(key);
        if (!response.challengeKey) fields.reject("challenge_key");
    }
    if (parsed->contains("keys")) response.keys = fields.base64("keys");
    const json none = json::array();
    const bool ofOffice = parsed->contains("office_keys");
    const auto& office = ofOffice ? fields.array("office_keys", kMaxOfficeKeys) : none;
    if (ofOffice && office.empty()) fields.reject("office_keys");
    const auto& between = parsed->contains("links") ? fields.array("links", kMaxBundlesAtOnce) : none;
    if (parsed->contains("request")) response.requestHash = fields.hash("request");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    auto links = readLinks(between);
    if (!links) return failure(links.error());
    response.links = std::move(*links);
    for (const auto& object : keys) {
        auto key = readVerifyingKey(object);
        if (!key) return failure(key.error());
        response.operatorKeys.push_back(std::move(*key));
    }
    for (const auto& object : office) {
        auto key = readVerifyingKey(object);
        if (!key) return failure(key.error());
        response.officeKeys.push_back(std::move(*key));
    }
    auto sealingKey = readSealingKey(sealing);
    if (!sealingKey) return failure(sealingKey.error());
    response.sealingKey = std::move(*sealingKey);
    if (const auto genuine = verifyByAny(*message, response.operatorKeys); !genuine)
        return failure(genuine.error());
    // A genuine answer to another counter: not to be taken over.
    if (deviceKey != nullptr && response.deviceKeyId != deviceKey->id()) return failure(signatureInvalid());
    if (const auto policy = verifyPolicy(response.policy, response.ruleKeys()); !policy) {
        return failure(policy.error());
    }
    // Whoever hands on a bundle of the office's must be somebody whom it names.
    const auto inForce = keysOf(response);
    if (!inForce) return failure(inForce.error());
    if (const auto genuine = verifyByAny(*message, inForce->verifyingKeys); !genuine)
        return failure(genuine.error());
    response.signedBy = message->keyId;
    return response;
}

}  // namespace

std::string randomEnrolmentCode() {
    std::string code;
    for (std::size_t i = 0; i < kCodeLetters; ++i) {
        if (i > 0 && i % 4 == 0) code += '-';
        code += kCodeAlphabet[randombytes_uniform(static_cast<std::uint32_t>(kCodeAlphabet.size()))];
    }
    return code;
}

std::optional<std::string> normaliseEnrolmentCode(std::string_view typed) {
    std::string code;
    if (typed.size() > 64) return std::nullopt;
    for (char c : typed) {
        if (c == '-' || c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (kCodeAlphabet.find(c) == std::string_view::npos) return std::nullopt;
        code += c;
    }
    if (code.size() != kCodeLetters) return std::nullopt;
    return code;
}

Result<Bytes> makeEnrolmentRequest(std::string_view code, std::string_view application,
                                   const Signer& deviceKey, std::optional<std::uint64_t> keysVersion) {
    const auto normal = normaliseEnrolmentCode(code);
    if (!normal) return failure(malformed("enrolment code"));
    json object{{"code", *normal},
                {"device_key", keyJson(deviceKey.verifyingKey())},
                {"key_protection", keyProtectionName(deviceKey.protection())},
                {"application", application}};
    if (keysVersion) object["keys_version"] = *keysVersion;
    const auto body = dump(object);
    if (!body) return failure(body.error());
    return signMessage(kRequestKind, kEnrolmentVersion, *body, deviceKey);
}

Result<EnrolmentRequest> readEnrolmentRequest(ByteView bytes) {
    const auto message = parseSignedMessage(bytes, kRequestKind, kEnrolmentVersion);
    if (!message) return failure(message.error());
    const auto parsed = parseObject(message->body);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    EnrolmentRequest request;
    const auto code = normaliseEnrolmentCode(fields.text("code", 64));
    if (!code) fields.reject("code");
    const auto& key = fields.object("device_key");
    const auto protection = keyProtectionFromName(fields.text("key_protection", 32));
    if (!protection) fields.reject("key_protection");
    request.application = fields.text("application", 64);
    if (parsed->contains("keys_version"))
        request.keysVersion = fields.number("keys_version", 0, kHighestVersion);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    auto deviceKey = readVerifyingKey(key);
    if (!deviceKey) return failure(deviceKey.error());
    if (const auto genuine = verifyMessage(*message, *deviceKey); !genuine) return failure(genuine.error());
    request.code = *code;
    request.deviceKey = std::move(*deviceKey);
    request.keyProtection = *protection;
    return request;
}

Result<Bytes> makeEnrolmentResponse(const EnrolmentResponse& response, const Signer& operatorKey) {
    json keys = json::array();
    for (const auto& key : response.operatorKeys) keys.push_back(keyJson(key));
    json object{{"device", response.deviceId.hex()},
                {"device_key", response.deviceKeyId},
                {"operator_keys", std::move(keys)},
                {"sealing_key", keyJson(response.sealingKey)},
                {"enrolled_at", toRfc3339(response.enrolledAt)},
                {"policy", toBase64(response.policy)}};
    if (response.challengeKey) object["challenge_key"] = toBase64(response.challengeKey->view());
    if (!response.keys.empty()) object["keys"] = toBase64(response.keys);
    if (!response.officeKeys.empty()) {
        json office = json::array();
        for (const auto& key : response.officeKeys) office.push_back(keyJson(key));
        object["office_keys"] = std::move(office);
    }
    if (!response.links.empty()) {
        json links = json::array();
        for (const auto& link : response.links) links.push_back(toBase64(link));
        object["links"] = std::move(links);
    }
    if (response.requestHash) object["request"] = toHex(*response.requestHash);
    const auto body = dump(object);
    if (!body) return failure(body.error());
    return signMessage(kResponseKind, kEnrolmentVersion, *body, operatorKey);
}

Result<EnrolmentResponse> readEnrolmentResponse(ByteView bytes, const VerifyingKey& deviceKey) {
    return readAnswer(bytes, &deviceKey);
}

Result<EnrolmentResponse> readKeptResponse(ByteView bytes) {
    return readAnswer(bytes, nullptr);
}

Result<KeyBundle> keysOf(const EnrolmentResponse& response) {
    KeyBundle first{0, response.operatorKeys, response.sealingKey, {}, {}, response.officeKeys};
    if (response.keys.empty()) return first;
    return followKeys(first, response.keys);
}

Status checkRequest(const EnrolmentResponse& response, const Sha256& requestHash) {
    if (!response.requestHash)
        return failure(
            malformed("an enrolment answer that names no request: the gateway is older than this program"));
    if (*response.requestHash != requestHash) return failure(signatureInvalid());
    return {};
}

Status checkOfficeOf(const EnrolmentResponse& response, const std::vector<VerifyingKey>& office) {
    auto trusted = office;
    bool known = false;
    if (response.keys.empty()) {
        known = !response.officeKeys.empty() &&
                std::ranges::all_of(response.officeKeys, [&](const VerifyingKey& key) {
                    return std::ranges::find(office, key) != office.end();
                });
    } else if (const auto bundle = verifyKeyBundle(response.keys, office)) {
        known = true;
        trusted.insert(trusted.end(), bundle->officeKeys.begin(), bundle->officeKeys.end());
    }
    if (!known || !verifyPolicy(response.policy, trusted))
        return failure(officeSignatureMissing("an answer that is not by the office this counter was given"));
    return {};
}

}  // namespace countersign
