#include "protocol/envelope.h"

#include <algorithm>

#include "protocol/byte_io.h"
#include "protocol/envelope_head.h"
#include "protocol/failures.h"
#include "protocol/header_json.h"
#include "protocol/json_reader.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr char kMagic[4] = {'C', 'S', 'E', 'V'};
constexpr std::string_view kDomain = "countersign-envelope-v1";
constexpr std::uint64_t kMaxSequence = (std::uint64_t{1} << 53U) - 1;  // exact in every JSON reader
constexpr std::size_t kMaxModels = 32;

Bytes signedBytes(SignatureAlgorithm signatureAlgorithm, SealAlgorithm sealAlgorithm, ByteView header,
                  const Sha256& payloadHash) {
    Bytes bytes = toBytes(kDomain);
    append8(bytes, 0);
    append8(bytes, static_cast<std::uint8_t>(signatureAlgorithm));
    append8(bytes, static_cast<std::uint8_t>(sealAlgorithm));
    append32(bytes, static_cast<std::uint32_t>(header.size()));
    append(bytes, header);
    append(bytes, payloadHash);
    return bytes;
}

Result<std::string> encodeHeader(const EnvelopeHeader& header) {
    const auto& camera = header.camera;
    json object{
        {"record", header.recordId.hex()},
        {"device", header.deviceId.hex()},
        {"sequence", header.sequence},
        {"previous", toHex(header.previousHash)},
        {"device_key", header.deviceKeyId},
        {"operator_key", header.operatorKeyId},
        {"key_protection", keyProtectionName(header.keyProtection)},
        {"models", header.models},
        {"application", header.application},
        {"camera",
         {{"id", camera.id},
          {"driver", camera.driver},
          {"bus", camera.bus},
          {"virtual", camera.virtualDevice},
          {"width", camera.width},
          {"height", camera.height},
          {"fps", camera.framesPerSecond},
          {"dropped", camera.framesDropped}}},
        {"practice", header.practice},
        {"created_at", toRfc3339(header.createdAt)},
        {"payload_sha256", toHex(header.payloadHash)},
    };
    // Left out where it is usual: such headers read as they always did.
    if (header.route != ScanRoute::Usual) object["route"] = scanRouteName(header.route);
    if (header.evidence) object["evidence"] = evidenceJson(*header.evidence);
    if (header.clock) object["clock"] = clockJson(*header.clock);
    if (header.audit) object["audit"] = auditHeadJson(*header.audit);
    return dump(object);
}

Result<EnvelopeHeader> decodeHeader(ByteView bytes) {
    const auto parsed = parseObject(asText(bytes));
    if (!parsed) return failure(parsed.error());
    FieldReader fields(*parsed);
    EnvelopeHeader header;
    header.recordId = fields.recordId("record");
    header.deviceId = fields.deviceId("device");
    header.sequence = fields.number("sequence", 1, kMaxSequence);
    header.previousHash = fields.hash("previous");
    header.deviceKeyId = fields.text("device_key", 64);
    header.operatorKeyId = fields.text("operator_key", 64);
    const auto protection = keyProtectionFromName(fields.text("key_protection", 32));
    if (!protection) fields.reject("key_protection");
    header.keyProtection = protection.value_or(KeyProtection::File);
    const auto& models = fields.object("models");
    if (models.size() > kMaxModels) fields.reject("models");
    FieldReader modelFields(models);
    for (const auto& entry : models.items()) {
        if (!printable(entry.key()) || entry.key().size() > 64) fields.reject("models");
        header.models[entry.key()] = modelFields.text(entry.key().c_str(), 128);
    }
    header.application = fields.text("application", 64);
    FieldReader camera(fields.object("camera"));
    header.camera.id = camera.text("id", 256);
    header.camera.driver = camera.text("driver", 64);
    header.camera.bus = camera.text("bus", 256);
    header.camera.virtualDevice = camera.flag("virtual");
    header.camera.width = static_cast<int>(camera.number("width", 0, 65535));
    header.camera.height = static_cast<int>(camera.number("height", 0, 65535));
    header.camera.framesPerSecond = camera.real("fps", 0, 10000);
    header.camera.framesDropped = camera.number("dropped", 0, kMaxSequence);
    header.practice = fields.flag("practice");
    if (parsed->contains("route")) {
        const auto route = scanRouteFromName(fields.text("route", 16));
        if (!route) fields.reject("route");
        header.route = route.value_or(ScanRoute::Usual);
    }
    header.createdAt = fields.time("created_at");
    header.payloadHash = fields.hash("payload_sha256");
    for (const FieldReader* reader : {&fields, &modelFields, &camera}) {
        if (const auto good = reader->finish(); !good) return failure(good.error());
    }
    if (parsed->contains("evidence")) {
        auto evidence = readEvidence(fields.object("evidence"));
        if (!evidence) return failure(evidence.error());
        header.evidence = std::move(*evidence);
    }
    if (parsed->contains("clock")) {
        auto clock = readClock(fields.object("clock"));
        if (!clock) return failure(clock.error());
        header.clock = std::move(*clock);
    }
    if (parsed->contains("audit")) {
        auto head = readAuditHead(fields.object("audit"));
        if (!head) return failure(head.error());
        header.audit = *head;
    }
    return header;
}

}  // namespace

Result<SealedPayload> sealPayload(const SealingKey& key, ByteView plain) {
    auto sealed = seal(key, plain);
    if (!sealed) return failure(sealed.error());
    if (sealed->size() > kMaxSealedPayloadBytes) return failure(tooLarge("payload"));
    return SealedPayload{key.algorithm, key.id(), std::move(*sealed)};
}

Result<Bytes> signEnvelope(EnvelopeHeader header, const SealedPayload& payload, const Signer& signer) {
    if (payload.bytes.size() > kMaxSealedPayloadBytes) return failure(tooLarge("payload"));
    header.deviceKeyId = signer.verifyingKey().id();
    header.operatorKeyId = payload.operatorKeyId;
    header.keyProtection = signer.protection();
    header.payloadHash = sha256Of(payload.bytes);
    const auto text = encodeHeader(header);
    if (!text) return failure(text.error());
    const auto headerBytes = toBytes(*text);
    if (headerBytes.size() > kMaxHeaderBytes) return failure(tooLarge("header"));
    // What this version would refuse to read it must not write: the record would be stuck at every gateway.
    if (const auto readable = decodeHeader(headerBytes); !readable) return failure(readable.error());
    const auto algorithm = signer.verifyingKey().algorithm;
    const auto signature =
        signer.sign(signedBytes(algorithm, payload.algorithm, headerBytes, header.payloadHash));
    if (!signature) return failure(signature.error());

    Bytes out;
    out.reserve(20 + headerBytes.size() + signature->size() + payload.bytes.size());
    append(out, toBytes(std::string_view(kMagic, sizeof kMagic)));
    append16(out, kEnvelopeVersion);
    append8(out, static_cast<std::uint8_t>(algorithm));
    append8(out, static_cast<std::uint8_t>(payload.algorithm));
    append32(out, static_cast<std::uint32_t>(headerBytes.size()));
    append32(out, static_cast<std::uint32_t>(signature->size()));
    append32(out, static_cast<std::uint32_t>(payload.bytes.size()));
    append(out, headerBytes);
    append(out, *signature);
    append(out, payload.bytes);
    return out;
}

Result<EnvelopeHead> parseEnvelopeHead(ByteView beginning) {
    ByteReader reader(beginning);
    const auto magic = reader.take(sizeof kMagic);
    const auto version = reader.number(2);
    const auto signatureAlgorithm = reader.number(1);
    const auto sealAlgorithm = reader.number(1);
    const auto headerLength = reader.number(4);
    const auto signatureLength = reader.number(4);
    const auto payloadLength = reader.number(4);
    if (!magic || !std::equal(magic->begin(), magic->end(), std::begin(kMagic))) {
        return failure(malformed("not an envelope"));
    }
    if (!version) return failure(malformed("envelope cut short"));
    if (*version != kEnvelopeVersion) {
        return failure(versionUnsupported("envelope version " + std::to_string(*version)));
    }
    if (!payloadLength) return failure(malformed("envelope cut short"));
    if (*signatureAlgorithm != static_cast<std::uint32_t>(SignatureAlgorithm::Ed25519) &&
        *signatureAlgorithm != static_cast<std::uint32_t>(SignatureAlgorithm::EcdsaP256)) {
        return failure(algorithmUnknown());
    }
    if (*sealAlgorithm != static_cast<std::uint32_t>(SealAlgorithm::SealedBoxX25519)) {
        return failure(algorithmUnknown());
    }
    if (*headerLength > kMaxHeaderBytes) return failure(tooLarge("header"));
    if (*signatureLength > kMaxSignatureBytes) return failure(tooLarge("signature"));
    if (*payloadLength > kMaxSealedPayloadBytes) return failure(tooLarge("payload"));
    const auto headerBytes = reader.take(*headerLength);
    const auto signature = reader.take(*signatureLength);
    if (!headerBytes || !signature) return failure(malformed("envelope cut short"));
    auto header = decodeHeader(*headerBytes);
    if (!header) return failure(header.error());
    const std::size_t bytes = beginning.size() - reader.left();
    return EnvelopeHead{std::move(*header),
                        Bytes(headerBytes->begin(), headerBytes->end()),
                        static_cast<SignatureAlgorithm>(*signatureAlgorithm),
                        static_cast<SealAlgorithm>(*sealAlgorithm),
                        Bytes(signature->begin(), signature->end()),
                        bytes,
                        bytes + *payloadLength};
}

Result<Envelope> parseEnvelope(ByteView bytes) {
    auto head = parseEnvelopeHead(bytes);
    if (!head) return failure(head.error());
    if (bytes.size() < head->total) return failure(malformed("envelope cut short"));
    if (bytes.size() > head->total) return failure(malformed("bytes after the envelope"));
    const auto payload = bytes.subspan(head->bytes);
    if (sha256Of(payload) != head->header.payloadHash)
        return failure(malformed("payload differs from its hash"));
    return Envelope{std::move(head->header),    std::move(head->headerBytes),
                    head->signatureAlgorithm,   head->sealAlgorithm,
                    std::move(head->signature), Bytes(payload.begin(), payload.end())};
}

Status verifyEnvelope(const Envelope& envelope, const VerifyingKey& deviceKey) {
    if (envelope.signatureAlgorithm != deviceKey.algorithm || envelope.header.deviceKeyId != deviceKey.id()) {
        return failure(signatureInvalid());
    }
    return verifySignature(deviceKey,
                           signedBytes(envelope.signatureAlgorithm, envelope.sealAlgorithm,
                                       envelope.headerBytes, sha256Of(envelope.sealedPayload)),
                           envelope.signature);
}

Status verifyEnvelopeHead(const EnvelopeHead& head, const VerifyingKey& deviceKey) {
    if (head.signatureAlgorithm != deviceKey.algorithm || head.header.deviceKeyId != deviceKey.id()) {
        return failure(signatureInvalid());
    }
    return verifySignature(
        deviceKey,
        signedBytes(head.signatureAlgorithm, head.sealAlgorithm, head.headerBytes, head.header.payloadHash),
        head.signature);
}

Sha256 envelopeHash(const EnvelopeHead& head) {
    return sha256Of(
        signedBytes(head.signatureAlgorithm, head.sealAlgorithm, head.headerBytes, head.header.payloadHash));
}

Sha256 envelopeHash(const Envelope& envelope) {
    return sha256Of(signedBytes(envelope.signatureAlgorithm, envelope.sealAlgorithm, envelope.headerBytes,
                                envelope.header.payloadHash));
}

}  // namespace countersign
