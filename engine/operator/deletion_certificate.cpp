#include "operator/deletion_certificate.h"

#include "protocol/json_reader.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::size_t kMostParts = 8;

std::vector<std::string> readNames(FieldReader& fields, const char* field) {
    std::vector<std::string> names;
    for (const auto& each : fields.array(field, kMostParts)) {
        if (each.is_string())
            names.push_back(each.get<std::string>());
        else
            fields.reject(field);
    }
    return names;
}

Result<DeletionCertificate> readBody(const std::string& text) {
    const auto parsed = parseObject(text);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    DeletionCertificate certificate;
    certificate.recordId = fields.recordId("record");
    certificate.deviceId = fields.deviceId("device");
    certificate.payloadHash = fields.hash("payload_sha256");
    certificate.at = fields.time("erased_at");
    const auto cause = fields.text("cause", 32);
    certificate.cause =
        cause == erasureCauseName(ErasureCause::Request) ? ErasureCause::Request : ErasureCause::Retention;
    if (cause != erasureCauseName(certificate.cause)) fields.reject("cause");
    certificate.erased = readNames(fields, "erased");
    certificate.kept = readNames(fields, "kept");
    certificate.keptBecause = fields.optionalText("kept_because", 64);
    if (const auto good = fields.finish(); !good) return failure(good.error());
    return certificate;
}

}  // namespace

std::string_view erasureCauseName(ErasureCause cause) {
    switch (cause) {
        case ErasureCause::Retention:
            return "retention";
        case ErasureCause::Request:
            return "request";
    }
    return "invalid";
}

Result<Bytes> signDeletion(const DeletionCertificate& certificate, const Signer& operatorKey) {
    json body{{"record", certificate.recordId.hex()},   {"code", certificate.recordId.shortCode()},
              {"device", certificate.deviceId.hex()},   {"payload_sha256", toHex(certificate.payloadHash)},
              {"erased_at", toRfc3339(certificate.at)}, {"cause", erasureCauseName(certificate.cause)},
              {"erased", certificate.erased},           {"kept", certificate.kept}};
    if (!certificate.keptBecause.empty()) body["kept_because"] = certificate.keptBecause;
    const auto text = dump(body);
    if (!text) return failure(text.error());
    return signMessage(kDeletionKind, kDeletionVersion, *text, operatorKey);
}

Result<DeletionCertificate> verifyDeletion(ByteView bytes, const std::vector<VerifyingKey>& operatorKeys) {
    const auto message = parseSignedMessage(bytes, kDeletionKind, kDeletionVersion);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyByAny(*message, operatorKeys); !genuine) return failure(genuine.error());
    return readBody(message->body);
}

Result<DeletionCertificate> readDeletion(ByteView bytes) {
    const auto message = parseSignedMessage(bytes, kDeletionKind, kDeletionVersion);
    if (!message) return failure(message.error());
    return readBody(message->body);
}

}  // namespace countersign
