#include "protocol/signed_message.h"

#include "protocol/byte_io.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

Bytes signedBytes(std::string_view kind, int version, std::string_view body) {
    Bytes bytes = toBytes("countersign-" + std::string(kind) + "-v" + std::to_string(version));
    append8(bytes, 0);
    append(bytes, toBytes(body));
    return bytes;
}

}  // namespace

Result<Bytes> signMessage(std::string_view kind, int version, std::string_view body, const Signer& signer) {
    const auto signature = signer.sign(signedBytes(kind, version, body));
    if (!signature) return failure(signature.error());
    const auto text = dump(json{{"kind", kind},
                                {"version", version},
                                {"algorithm", algorithmName(signer.verifyingKey().algorithm)},
                                {"key", signer.verifyingKey().id()},
                                {"body", toBase64(toBytes(body))},
                                {"signature", toBase64(*signature)}});
    if (!text) return failure(text.error());
    if (text->size() > kMaxMessageBytes) return failure(tooLarge("signed message"));
    return toBytes(*text);
}

Result<SignedMessage> parseSignedMessage(ByteView bytes, std::string_view kind, int newest) {
    if (bytes.size() > kMaxMessageBytes) return failure(tooLarge("signed message"));
    const auto parsed = parseObject(asText(bytes));
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    SignedMessage message;
    message.kind = fields.text("kind", 64);
    message.version = static_cast<int>(fields.number("version", 1, 65535));
    // Kind and version first: what a newer version means by the rest is not for this one to judge.
    if (message.kind != kind) fields.reject("kind");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    if (message.version > newest) {
        return failure(versionUnsupported(message.kind + " version " + std::to_string(message.version)));
    }
    message.keyId = fields.text("key", 64);
    const auto algorithm = signatureAlgorithmFromName(fields.text("algorithm", 32));
    const auto body = fields.base64("body");
    message.body.assign(asText(body));
    message.signature = fields.base64("signature");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    if (!algorithm) return failure(algorithmUnknown());
    message.algorithm = *algorithm;
    return message;
}

Status verifyMessage(const SignedMessage& message, const VerifyingKey& key) {
    if (message.algorithm != key.algorithm || message.keyId != key.id()) return failure(signatureInvalid());
    return verifySignature(key, signedBytes(message.kind, message.version, message.body), message.signature);
}

Status verifyByAny(const SignedMessage& message, const std::vector<VerifyingKey>& keys) {
    for (const auto& key : keys) {
        if (key.id() == message.keyId) return verifyMessage(message, key);
    }
    return failure(signatureInvalid());
}

}  // namespace countersign
