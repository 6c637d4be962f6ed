#include "protocol/regulator.h"

#include <algorithm>
#include <array>

#include "protocol/byte_io.h"
#include "protocol/failures.h"
#include "protocol/json_reader.h"
#include "protocol/payload.h"
#include "protocol/regulator_json.h"

namespace countersign {
namespace {

using namespace protocol;
using nlohmann::json;

constexpr std::string_view kPlainMagic = "CSAT";
constexpr std::string_view kItemMagic = "CSRI";
constexpr std::size_t kItemHead = 24;
constexpr std::string_view kAttestationSchema = "countersign.attestation/1";

template <class Enum, std::size_t count>
std::string_view nameIn(const std::array<std::pair<Enum, std::string_view>, count>& names, Enum value) {
    for (const auto& [each, name] : names) {
        if (each == value) return name;
    }
    return "invalid";
}

template <class Enum, std::size_t count>
std::optional<Enum> valueIn(const std::array<std::pair<Enum, std::string_view>, count>& names,
                            std::string_view name) {
    for (const auto& [each, known] : names) {
        if (known == name) return each;
    }
    return std::nullopt;
}

constexpr std::array<std::pair<AttestedWay, std::string_view>, 3> kWays{
    {{AttestedWay::Scan, "scan"}, {AttestedWay::OtherWay, "other_way"}, {AttestedWay::Person, "person"}}};
constexpr std::array<std::pair<AttestedResult, std::string_view>, 2> kResults{
    {{AttestedResult::Accepted, "accepted"}, {AttestedResult::Refused, "refused"}}};

// What programs decide by: small letters, digits and _.
std::string stableName(FieldReader& fields, const char* name, std::size_t limit) {
    auto text = fields.text(name, limit);
    const bool good = !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!good) fields.reject(name);
    return text;
}

std::string filledText(FieldReader& fields, const char* name, std::size_t limit) {
    auto text = fields.text(name, limit);
    if (text.empty()) fields.reject(name);
    return text;
}

// Absent where there is none; never an empty text, so that there is one form only.
std::string numberText(FieldReader& fields, const json& object, const char* name, std::size_t limit) {
    return object.contains(name) ? filledText(fields, name, limit) : std::string();
}

json attestationJson(const Attestation& a) {
    json number = json::object();
    if (!a.msisdn.empty()) number["msisdn"] = a.msisdn;
    if (!a.iccid.empty()) number["iccid"] = a.iccid;
    if (!a.imei.empty()) number["imei"] = a.imei;
    json object{
        {"schema", kAttestationSchema},
        {"content", forwardContentName(a.content())},
        {"counter", a.key.device.hex()},
        {"record", a.key.record.hex()},
        {"revision", a.key.revision},
        {"who", {{"name", a.name}, {"document_kind", a.documentKind}, {"document_number", a.documentNumber}}},
        {"number", std::move(number)},
        {"result", attestedResultName(a.result)},
        {"way", attestedWayName(a.way)},
        {"at", toRfc3339(a.at)},
        {"evidence_sha256", toHex(a.evidenceHash)},
        {"legal_ground", a.legalGround},
        {"practice", a.practice}};
    if (!a.portraitJpeg.empty()) object["portrait_sha256"] = toHex(sha256(a.portraitJpeg));
    return object;
}

Result<Attestation> attestationFrom(const json& object, ByteView portrait) {
    Attestation a;
    FieldReader fields(object);
    if (fields.text("schema", 64) != kAttestationSchema) fields.reject("schema");
    const auto content = forwardContentFromName(fields.text("content", 32));
    a.key = readItemKey(fields, "counter");
    a.result = attestedResultFromName(fields.text("result", 32)).value_or(AttestedResult{});
    a.way = attestedWayFromName(fields.text("way", 32)).value_or(AttestedWay{});
    a.at = fields.time("at");
    a.evidenceHash = fields.hash("evidence_sha256");
    a.legalGround = stableName(fields, "legal_ground", 64);
    a.practice = fields.flag("practice");
    if (a.result == AttestedResult{}) fields.reject("result");
    if (a.way == AttestedWay{}) fields.reject("way");

    const auto& whoObject = fields.object("who");
    const auto& numberObject = fields.object("number");
    if (const auto good = fields.finish(); !good) return failure(good.error());
    FieldReader who(whoObject);
    a.name = filledText(who, "name", 256);
    a.documentKind = stableName(who, "document_kind", 32);
    a.documentNumber = filledText(who, "document_number", 64);
    if (const auto good = who.finish(); !good) return failure(good.error());
    FieldReader number(numberObject);
    a.msisdn = numberText(number, numberObject, "msisdn", 32);
    a.iccid = numberText(number, numberObject, "iccid", 32);
    a.imei = numberText(number, numberObject, "imei", 32);
    if (a.msisdn.empty() && a.iccid.empty() && a.imei.empty()) number.reject("number");
    if (const auto good = number.finish(); !good) return failure(good.error());

    a.portraitJpeg.assign(portrait.begin(), portrait.end());
    if (content != a.content()) return failure(malformed("field content"));
    if (!portrait.empty()) {
        FieldReader picture(object);
        if (picture.hash("portrait_sha256") != sha256Of(portrait)) picture.reject("portrait_sha256");
        if (const auto good = picture.finish(); !good) return failure(good.error());
    }
    return a;
}

}  // namespace

std::string_view attestedWayName(AttestedWay way) {
    return nameIn(kWays, way);
}
std::optional<AttestedWay> attestedWayFromName(std::string_view name) {
    return valueIn(kWays, name);
}
std::string_view attestedResultName(AttestedResult result) {
    return nameIn(kResults, result);
}
std::optional<AttestedResult> attestedResultFromName(std::string_view name) {
    return valueIn(kResults, name);
}

Result<Bytes> encodeAttestation(const Attestation& attestation) {
    const auto object = attestationJson(attestation);
    // By the reader's own rules: nothing leaves that the other side would not take.
    if (const auto good = attestationFrom(object, attestation.portraitJpeg); !good)
        return failure(good.error());
    auto text = dump(object);
    if (!text) return failure(text.error());
    if (text->size() > kMaxAttestationJsonBytes || attestation.portraitJpeg.size() > kMaxPictureBytes)
        return failure(tooLarge("item for the regulator"));
    Bytes out;
    out.reserve(16 + text->size() + attestation.portraitJpeg.size());  // no second copy on the way
    append(out, toBytes(kPlainMagic));
    append16(out, kAttestationVersion);
    append16(out, 0);
    append32(out, static_cast<std::uint32_t>(text->size()));
    append32(out, static_cast<std::uint32_t>(attestation.portraitJpeg.size()));
    out.insert(out.end(), text->begin(), text->end());
    append(out, attestation.portraitJpeg);
    std::fill(text->begin(), text->end(), '\0');
    return out;
}

Result<Attestation> readAttestation(ByteView plain) {
    ByteReader reader(plain);
    const auto magic = reader.take(kPlainMagic.size());
    if (!magic || asText(*magic) != kPlainMagic) return failure(malformed("not an item for the regulator"));
    const auto version = reader.number(2);
    if (version && *version != kAttestationVersion)
        return failure(versionUnsupported("item for the regulator"));
    const auto reserved = reader.number(2);
    const auto jsonLength = reader.number(4);
    const auto portraitLength = reader.number(4);
    if (!portraitLength || *reserved != 0) return failure(malformed("item cut short"));
    if (*jsonLength > kMaxAttestationJsonBytes || *portraitLength > kMaxPictureBytes)
        return failure(tooLarge("item for the regulator"));
    const auto text = reader.take(*jsonLength);
    const auto portrait = reader.take(*portraitLength);
    if (!text || !portrait || reader.left() != 0) return failure(malformed("item of a wrong length"));
    const auto object = parseObject(asText(*text));
    if (!object) return failure(object.error());
    return attestationFrom(*object, *portrait);
}

Result<Bytes> sealAttestation(const Attestation& attestation, const SealingKey& regulator) {
    auto plain = encodeAttestation(attestation);
    if (!plain) return failure(plain.error());
    const auto sealed = seal(regulator, *plain);
    wipe(*plain);
    if (!sealed) return failure(sealed.error());
    std::array<std::uint8_t, 16> keyId{};
    if (!fromHex(regulator.id(), keyId)) return failure(malformed("sealing key id"));
    Bytes item = toBytes(kItemMagic);
    append16(item, kAttestationVersion);
    append8(item, static_cast<std::uint8_t>(regulator.algorithm));
    append8(item, 0);
    append(item, keyId);
    append(item, *sealed);
    return item;
}

Result<KeyId> sealedTo(ByteView item) {
    if (item.size() > kMaxForwardItemBytes) return failure(tooLarge("sealed item"));
    ByteReader reader(item);
    const auto magic = reader.take(kItemMagic.size());
    if (!magic || asText(*magic) != kItemMagic) return failure(malformed("not a sealed item"));
    const auto version = reader.number(2);
    if (version && *version != kAttestationVersion) return failure(versionUnsupported("sealed item"));
    const auto algorithm = reader.number(1);
    const auto reserved = reader.number(1);
    const auto keyId = reader.take(16);
    if (!keyId || *reserved != 0) return failure(malformed("sealed item cut short"));
    if (*algorithm != static_cast<std::uint8_t>(SealAlgorithm::SealedBoxX25519))
        return failure(algorithmUnknown());
    return toHex(*keyId);
}

Result<Attestation> openAttestation(ByteView item, const OpeningKey& regulator) {
    const auto keyId = sealedTo(item);
    if (!keyId) return failure(keyId.error());
    if (*keyId != regulator.sealingKey().id()) return failure(sealUnreadable("closed to another key"));
    auto plain = regulator.open(item.subspan(kItemHead));
    if (!plain) return failure(plain.error());
    auto attestation = readAttestation(*plain);
    wipe(*plain);
    return attestation;
}

}  // namespace countersign
