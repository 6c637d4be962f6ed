#include "protocol/key_json.h"

#include <sodium.h>

#include "protocol/ecdsa_p256.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"

namespace countersign::protocol {

using nlohmann::json;

json keyJson(const VerifyingKey& key) {
    return {{"algorithm", algorithmName(key.algorithm)}, {"key", toBase64(key.bytes)}};
}

json keyJson(const SealingKey& key) {
    return {{"algorithm", algorithmName(key.algorithm)}, {"key", toBase64(key.bytes)}};
}

Result<VerifyingKey> readVerifyingKey(const json& object) {
    if (!object.is_object()) return failure(malformed("key"));
    FieldReader fields(object);
    const auto algorithm = signatureAlgorithmFromName(fields.text("algorithm", 32));
    VerifyingKey key{algorithm.value_or(SignatureAlgorithm::Ed25519), fields.base64("key")};
    if (const auto good = fields.finish(); !good) return failure(good.error());
    if (!algorithm) return failure(algorithmUnknown());
    const bool p256 = key.algorithm == SignatureAlgorithm::EcdsaP256;
    if (key.bytes.size() != (p256 ? kP256PointBytes : crypto_sign_PUBLICKEYBYTES)) {
        return failure(malformed("key of a wrong length"));
    }
    return key;
}

Result<SealingKey> readSealingKey(const json& object) {
    if (!object.is_object()) return failure(malformed("key"));
    FieldReader fields(object);
    const auto algorithm = sealAlgorithmFromName(fields.text("algorithm", 32));
    SealingKey key{SealAlgorithm::SealedBoxX25519, fields.base64("key")};
    if (const auto good = fields.finish(); !good) return failure(good.error());
    if (!algorithm) return failure(algorithmUnknown());
    if (key.bytes.size() != crypto_box_PUBLICKEYBYTES) return failure(malformed("key of a wrong length"));
    return key;
}

}  // namespace countersign::protocol
