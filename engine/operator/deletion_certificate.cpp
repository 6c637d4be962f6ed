#include "operator/deletion_certificate.h"

#include <algorithm>

#include "protocol/json_reader.h"
#include "protocol/signed_message.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::size_t kMostParts = 16;
constexpr std::size_t kMostName = 64;

ErasureCause readCause(FieldReader& fields) {
    const auto name = fields.text("cause", kMostName);
    for (const auto cause : {ErasureCause::Retention, ErasureCause::Request}) {
        if (name == erasureCauseName(cause)) return cause;
    }
    fields.reject("cause");
    return ErasureCause::Retention;
}

// Of each entry of `field` what `read` makes of it.
template <class Part, class Read>
std::vector<Part> readParts(FieldReader& fields, const char* field, const Read& read) {
    std::vector<Part> parts;
    for (const auto& each : fields.array(field, kMostParts)) {
        if (!each.is_object()) {
            fields.reject(field);
            continue;
        }
        FieldReader entry(each);
        parts.push_back(read(entry));
        if (!entry.finish()) fields.reject(field);
    }
    return parts;
}

void readFirstVersion(FieldReader& fields, DeletionCertificate& certificate) {
    const auto names = [&](const char* field, const auto& take) {
        for (const auto& each : fields.array(field, kMostParts)) {
            if (each.is_string())
                take(each.get<std::string>());
            else
                fields.reject(field);
        }
    };
    const auto because = fields.optionalText("kept_because", kMostName);
    names("erased", [&](const std::string& part) { certificate.erase(part); });
    names("kept", [&](const std::string& part) { certificate.keep(part, because); });
}

Result<DeletionCertificate> readBody(const SignedMessage& message) {
    const auto parsed = parseObject(message.body);
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    DeletionCertificate certificate;
    certificate.version = message.version;
    certificate.recordId = fields.recordId("record");
    certificate.deviceId = fields.deviceId("device");
    certificate.payloadHash = fields.hash("payload_sha256");
    certificate.at = fields.time("erased_at");
    certificate.cause = readCause(fields);
    if (message.version == 1) {
        readFirstVersion(fields, certificate);
    } else {
        certificate.erased = readParts<ErasedPart>(fields, "erased", [](FieldReader& entry) {
            return ErasedPart{entry.text("part", kMostName), entry.time("at"), readCause(entry)};
        });
        certificate.kept = readParts<KeptPart>(fields, "kept", [](FieldReader& entry) {
            return KeptPart{entry.text("part", kMostName), entry.text("because", kMostName)};
        });
    }
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

bool DeletionCertificate::keeps(std::string_view part) const {
    return std::ranges::find(kept, part, &KeptPart::part) != kept.end();
}

Result<Bytes> signDeletion(const DeletionCertificate& certificate, const Signer& operatorKey) {
    json erased = json::array(), kept = json::array();
    for (const auto& each : certificate.erased)
        erased.push_back(
            {{"part", each.part}, {"at", toRfc3339(each.at)}, {"cause", erasureCauseName(each.cause)}});
    for (const auto& each : certificate.kept)
        kept.push_back({{"part", each.part}, {"because", each.because}});
    const json body{{"record", certificate.recordId.hex()},
                    {"code", certificate.recordId.shortCode()},
                    {"device", certificate.deviceId.hex()},
                    {"payload_sha256", toHex(certificate.payloadHash)},
                    {"erased_at", toRfc3339(certificate.at)},
                    {"cause", erasureCauseName(certificate.cause)},
                    {"erased", std::move(erased)},
                    {"kept", std::move(kept)}};
    const auto text = dump(body);
    if (!text) return failure(text.error());
    return signMessage(kDeletionKind, kDeletionVersion, *text, operatorKey);
}

Result<DeletionCertificate> verifyDeletion(ByteView bytes, const std::vector<VerifyingKey>& operatorKeys) {
    const auto message = parseSignedMessage(bytes, kDeletionKind, kDeletionVersion);
    if (!message) return failure(message.error());
    if (const auto genuine = verifyByAny(*message, operatorKeys); !genuine) return failure(genuine.error());
    return readBody(*message);
}

Result<DeletionCertificate> readDeletion(ByteView bytes) {
    const auto message = parseSignedMessage(bytes, kDeletionKind, kDeletionVersion);
    if (!message) return failure(message.error());
    return readBody(*message);
}

}  // namespace countersign
