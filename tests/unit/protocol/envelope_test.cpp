#include <algorithm>
#include <nlohmann/json.hpp>

#include "protocol/envelope.h"
#include "sample.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

ErrorCode codeOf(ByteView bytes) {
    const auto parsed = parseEnvelope(bytes);
    return parsed ? ErrorCode::Invalid : parsed.error().code;
}

// A container around a header of the test's choice, signed properly: only its content can be at fault.
Bytes pack(const Sample& sample, const std::string& header, std::uint16_t version = 1,
           std::uint8_t signatureKind = 1, std::uint8_t sealKind = 1) {
    Bytes toSign = toBytes("countersign-envelope-v1");
    toSign.push_back(0);
    toSign.push_back(signatureKind);
    toSign.push_back(sealKind);
    const auto number = [](Bytes& out, std::size_t value) {
        for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
    };
    number(toSign, header.size());
    toSign.insert(toSign.end(), header.begin(), header.end());
    const auto hash = sha256(sample.sealed.bytes);
    toSign.insert(toSign.end(), hash.begin(), hash.end());
    const auto signature = sample.device.sign(toSign).value();
    Bytes out = toBytes("CSEV");
    out.push_back(static_cast<std::uint8_t>(version >> 8U));
    out.push_back(static_cast<std::uint8_t>(version));
    out.push_back(signatureKind);
    out.push_back(sealKind);
    number(out, header.size());
    number(out, signature.size());
    number(out, sample.sealed.bytes.size());
    out.insert(out.end(), header.begin(), header.end());
    out.insert(out.end(), signature.begin(), signature.end());
    out.insert(out.end(), sample.sealed.bytes.begin(), sample.sealed.bytes.end());
    return out;
}

json headerJson(const Sample& sample) {
    return json::parse(parseEnvelope(sample.bytes).value().headerBytes);
}

}  // namespace

TEST_CASE("an envelope comes back as it was made, and opens") {
    const Sample sample;
    const auto envelope = parseEnvelope(sample.bytes).value();
    REQUIRE(verifyEnvelope(envelope, sample.device.verifyingKey()));
    auto expected = sample.header;
    expected.deviceKeyId = sample.device.verifyingKey().id();
    expected.operatorKeyId = sample.opening.sealingKey().id();
    expected.payloadHash = sha256Of(sample.sealed.bytes);
    CHECK(envelope.header == expected);
    const auto plain = sample.opening.open(envelope.sealedPayload).value();
    const auto payload = decodePayload(plain).value();
    CHECK(payload.fields == sample.payload.fields);
    CHECK(payload.portraitJpeg == sample.payload.portraitJpeg);
    CHECK(payload.bestFrameJpeg == sample.payload.bestFrameJpeg);
}

TEST_CASE("the form on the wire is the documented one") {
    const Sample sample;
    const auto made = pack(sample, headerJson(sample).dump());
    CHECK(made == sample.bytes);
}

TEST_CASE("nothing of the buyer is readable in an envelope") {
    const Sample sample;
    const std::string text(sample.bytes.begin(), sample.bytes.end());
    CHECK(text.find("韦小兰") == std::string::npos);
    CHECK(text.find("110105") == std::string::npos);
    const auto portrait = ByteView(sample.payload.portraitJpeg).subspan(100, 16);
    CHECK(std::search(sample.bytes.begin(), sample.bytes.end(), portrait.begin(), portrait.end()) ==
          sample.bytes.end());
}

TEST_CASE("every altered byte is noticed") {
    const Sample sample;
    const std::size_t payloadStart = sample.bytes.size() - sample.sealed.bytes.size();
    for (std::size_t at = 0; at < sample.bytes.size(); at += at < payloadStart ? 1 : 997) {
        const auto envelope = parseEnvelope(altered(sample.bytes, at, 0x20));
        INFO("byte " << at);
        CHECK_FALSE((envelope && verifyEnvelope(*envelope, sample.device.verifyingKey())));
    }
}

TEST_CASE("every cut and every addition is noticed") {
    const Sample sample;
    for (std::size_t size = 0; size < sample.bytes.size(); size += size < 1500 ? 1 : 499) {
        INFO("length " << size);
        CHECK(codeOf(ByteView(sample.bytes).first(size)) == ErrorCode::MessageMalformed);
    }
    auto longer = sample.bytes;
    longer.push_back(0);
    CHECK(codeOf(longer) == ErrorCode::MessageMalformed);
}

TEST_CASE("lengths that lie are refused before anything is reserved for them") {
    const Sample sample;
    for (const std::size_t field : {std::size_t{8}, std::size_t{12}, std::size_t{16}}) {
        auto bytes = sample.bytes;
        for (std::size_t i = 0; i < 4; ++i) bytes[field + i] = 0xff;
        CHECK(codeOf(bytes) == ErrorCode::MessageTooLarge);
    }
}

TEST_CASE("another version or algorithm is told apart from garbage") {
    const Sample sample;
    const auto header = headerJson(sample).dump();
    CHECK(codeOf(pack(sample, header, 2)) == ErrorCode::MessageVersionUnsupported);
    CHECK(codeOf(pack(sample, header, 0)) == ErrorCode::MessageVersionUnsupported);
    CHECK(codeOf(pack(sample, header, 1, 9)) == ErrorCode::AlgorithmUnknown);
    CHECK(codeOf(pack(sample, header, 1, 1, 9)) == ErrorCode::AlgorithmUnknown);
    CHECK(codeOf(pack(sample, header, 1, 2)) == ErrorCode::Invalid);  // P-256 has its number and parses
    CHECK(verifyEnvelope(parseEnvelope(pack(sample, header, 1, 2)).value(), sample.device.verifyingKey())
              .error()
              .code == ErrorCode::SignatureInvalid);
    CHECK(codeOf(toBytes("PK\x03\x04 something else entirely, long enough")) == ErrorCode::MessageMalformed);
}

TEST_CASE("a signature of another device does not fit") {
    const Sample sample;
    const auto envelope = parseEnvelope(sample.bytes).value();
    CHECK(verifyEnvelope(envelope, SigningKey::generate().verifyingKey()).error().code ==
          ErrorCode::SignatureInvalid);
}

TEST_CASE("hostile headers are refused though their signature is right") {
    const Sample sample;
    const auto with = [&](const char* field, const json& value) {
        auto header = headerJson(sample);
        header[field] = value;
        return codeOf(pack(sample, header.dump()));
    };
    REQUIRE(codeOf(pack(sample, headerJson(sample).dump())) == ErrorCode::Invalid);
    const auto whole = headerJson(sample);
    for (const auto& [field, ignored] : whole.items()) {
        auto header = headerJson(sample);
        header.erase(field);
        INFO(field << " missing");
        CHECK(codeOf(pack(sample, header.dump())) == ErrorCode::MessageMalformed);
        CHECK(with(field.c_str(), nullptr) == ErrorCode::MessageMalformed);
        CHECK(with(field.c_str(), json::array({1})) == ErrorCode::MessageMalformed);
    }
    for (const auto& record : {"'; DROP TABLE record; --", "../../../../etc/passwd", "", "00"}) {
        CHECK(with("record", record) == ErrorCode::MessageMalformed);
        CHECK(with("device", record) == ErrorCode::MessageMalformed);
        CHECK(with("payload_sha256", record) == ErrorCode::MessageMalformed);
        CHECK(with("created_at", record) == ErrorCode::MessageMalformed);
    }
    for (const auto& sequence : {json(0), json(-1), json(1.5), json("7"), json(1e300),
                                 json(9007199254740992ULL), json(18446744073709551615ULL)}) {
        CHECK(with("sequence", sequence) == ErrorCode::MessageMalformed);
    }
    CHECK(with("sequence", 9007199254740991ULL) == ErrorCode::Invalid);
    CHECK(with("created_at", "2026-02-30T00:00:00Z") == ErrorCode::MessageMalformed);
    CHECK(with("application", std::string(65, 'x')) == ErrorCode::MessageMalformed);
    CHECK(with("application", "line\nbreak") == ErrorCode::MessageMalformed);
    CHECK(with("key_protection", "steel") == ErrorCode::MessageMalformed);
    CHECK(with("practice", 1) == ErrorCode::MessageMalformed);
    json many = json::object();
    for (int i = 0; i < 33; ++i) many["m" + std::to_string(i)] = "1";
    CHECK(with("models", many) == ErrorCode::MessageMalformed);
    CHECK(with("padding", std::string(kMaxHeaderBytes, 'x')) == ErrorCode::MessageTooLarge);
    CHECK(with("a_later_field", "is passed over") == ErrorCode::Invalid);
}

TEST_CASE("JSON that two readers could read differently is refused") {
    const Sample sample;
    auto text = headerJson(sample).dump();
    CHECK(codeOf(pack(sample, text.substr(0, text.size() - 1) + R"(,"practice":true})")) ==
          ErrorCode::MessageMalformed);
    CHECK(codeOf(pack(sample, text.substr(0, text.size() - 1) + R"(,"camera2":{"id":1,"id":2}})")) ==
          ErrorCode::MessageMalformed);
    CHECK(codeOf(pack(sample, text + " x")) == ErrorCode::MessageMalformed);
    CHECK(codeOf(pack(sample, "")) == ErrorCode::MessageMalformed);
    CHECK(codeOf(pack(sample, "[]")) == ErrorCode::MessageMalformed);
    CHECK(codeOf(pack(sample, std::string(8000, '[') + std::string(8000, ']'))) ==
          ErrorCode::MessageMalformed);
    CHECK(codeOf(pack(sample, text.substr(0, text.size() - 1) + ",\"deep\":" + std::string(100, '[') +
                                  std::string(100, ']') + "}")) == ErrorCode::MessageMalformed);
    CHECK(codeOf(pack(sample, text.substr(0, text.size() - 1) + ",\"x\":\"\xff\xfe\"}")) ==
          ErrorCode::MessageMalformed);
}

TEST_CASE("what no gateway could read is not signed") {
    Sample sample;
    auto header = sampleHeader();
    header.sequence = 0;
    CHECK(signEnvelope(header, sample.sealed, sample.device).error().code == ErrorCode::MessageMalformed);
    header = sampleHeader();
    header.camera.id = std::string(300, 'c');
    CHECK_FALSE(signEnvelope(header, sample.sealed, sample.device));
    header = sampleHeader();
    header.camera.driver = "\xff";
    CHECK_FALSE(signEnvelope(header, sample.sealed, sample.device));
    header = sampleHeader();
    for (int i = 0; i < 32; ++i)
        header.models["m" + std::to_string(i) + std::string(60, 'x')] = std::string(600, 'y');
    CHECK(signEnvelope(header, sample.sealed, sample.device).error().code == ErrorCode::MessageTooLarge);
    CHECK(sealPayload(sample.opening.sealingKey(), Bytes(kMaxSealedPayloadBytes)).error().code ==
          ErrorCode::MessageTooLarge);
}

TEST_CASE("the chain's link depends on header and payload") {
    const Sample sample;
    const auto first = parseEnvelope(sample.bytes).value();
    CHECK(envelopeHash(first) == envelopeHash(parseEnvelope(sample.bytes).value()));
    auto header = sample.header;
    header.practice = true;
    const auto otherHeader =
        parseEnvelope(signEnvelope(header, sample.sealed, sample.device).value()).value();
    CHECK(envelopeHash(first) != envelopeHash(otherHeader));
    const auto resealed = sealPayload(sample.opening.sealingKey(), sample.plain).value();
    const auto otherPayload =
        parseEnvelope(signEnvelope(sample.header, resealed, sample.device).value()).value();
    CHECK(envelopeHash(first) != envelopeHash(otherPayload));
}

TEST_CASE("bytes thrown at the parser at random never crash it and never pass") {
    const Sample sample;
    std::uint32_t seed = 4711;
    const auto next = [&seed] { return seed = seed * 1664525U + 1013904223U; };
    const auto small =
        signEnvelope(sample.header, sealPayload(sample.opening.sealingKey(), toBytes("small")).value(),
                     sample.device)
            .value();
    for (int round = 0; round < 4000; ++round) {
        auto bytes = small;
        const auto changes = 1 + next() % 6;
        for (std::uint32_t i = 0; i < changes; ++i)
            bytes[next() % bytes.size()] = static_cast<std::uint8_t>(next() >> 24U);
        if (next() % 4 == 0) bytes.resize(next() % (bytes.size() + 1));
        if (bytes == small) continue;
        const auto envelope = parseEnvelope(bytes);
        CHECK_FALSE((envelope && verifyEnvelope(*envelope, sample.device.verifyingKey())));
    }
}
