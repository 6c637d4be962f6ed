// An envelope in parts: the form of a part, and what can be known of an envelope before its payload.

#include "protocol/part.h"

#include "protocol/envelope_head.h"
#include "support/catch.h"

using namespace countersign;

namespace {

ErrorCode codeOf(const Result<EnvelopePart>& result) {
    return result ? ErrorCode::Invalid : result.error().code;
}

}  // namespace

TEST_CASE("a part comes apart into what it was made of, with bytes and without") {
    const Bytes bytes(1'000, 7);
    for (const auto& each : {ByteView(bytes), ByteView()}) {
        const auto packed = packPart({sha256Of(bytes), 70'000, 69'000, each}).value();
        CHECK(packed.size() == kPartHeadBytes + each.size());
        const auto part = readPart(packed).value();
        CHECK(part.whole == sha256Of(bytes));
        CHECK(part.total == 70'000);
        CHECK(part.offset == 69'000);
        CHECK(Bytes(part.bytes.begin(), part.bytes.end()) == Bytes(each.begin(), each.end()));
    }
}

TEST_CASE("a part that is cut, of another version, too large or beyond the end is refused") {
    const Bytes bytes(10, 7);
    const auto packed = packPart({sha256Of(bytes), 10, 0, bytes}).value();
    for (std::size_t length = 0; length < kPartHeadBytes; ++length)
        CHECK(codeOf(readPart(ByteView(packed).first(length))) == ErrorCode::MessageMalformed);
    auto other = packed;
    other[5] = 2;
    CHECK(codeOf(readPart(other)) == ErrorCode::MessageVersionUnsupported);
    auto longer = packed;
    longer.push_back(0);
    CHECK(codeOf(readPart(longer)) == ErrorCode::MessageMalformed);

    const Bytes tooMuch(kMaxPartBytes + 1, 7);
    CHECK(packPart({{}, kMaxPartBytes + 1, 0, tooMuch}).error().code == ErrorCode::MessageTooLarge);
    CHECK(packPart({{}, static_cast<std::uint32_t>(kMaxEnvelopeBytes) + 1, 0, bytes}).error().code ==
          ErrorCode::MessageTooLarge);
    CHECK(packPart({{}, 0, 0, {}}).error().code == ErrorCode::MessageMalformed);
    CHECK(packPart({{}, 10, 11, {}}).error().code == ErrorCode::MessageMalformed);
    CHECK(packPart({{}, 10, 0xffffffffU, bytes}).error().code == ErrorCode::MessageMalformed);
}

TEST_CASE("how much is held is read as it was written, and nothing else is") {
    for (const std::uint32_t held : {0U, 1U, 16'384U, static_cast<std::uint32_t>(kMaxEnvelopeBytes)})
        CHECK(readHeld(encodeHeld(held)).value() == held);
    for (const char* text : {"", "{}", R"({"held":-1,"version":1})", R"({"held":1.5,"version":1})",
                             R"({"held":99999999999,"version":1})", R"({"held":1,"version":2})", "<html>"}) {
        INFO(text);
        CHECK_FALSE(readHeld(toBytes(text)));
    }
}

TEST_CASE("a head says who signed it, and how much is still to come") {
    const auto device = SigningKey::generate();
    const auto opening = OpeningKey::generate();
    EnvelopeHeader header;
    header.recordId = RecordId::random();
    header.deviceId = DeviceId::random();
    header.sequence = 7;
    header.application = "test";
    header.createdAt = SystemClock().wall();
    const auto bytes =
        signEnvelope(header, sealPayload(opening.sealingKey(), Bytes(5'000, 1)).value(), device).value();
    const auto whole = parseEnvelope(bytes).value();
    const auto head =
        parseEnvelopeHead(ByteView(bytes).first(bytes.size() - whole.sealedPayload.size())).value();
    CHECK(head.header == whole.header);
    CHECK(head.bytes + whole.sealedPayload.size() == bytes.size());
    CHECK(head.total == bytes.size());
    CHECK(envelopeHash(head) == envelopeHash(whole));
    CHECK(verifyEnvelopeHead(head, device.verifyingKey()));
    CHECK_FALSE(verifyEnvelopeHead(head, SigningKey::generate().verifyingKey()));
    CHECK_FALSE(parseEnvelopeHead(ByteView(bytes).first(head.bytes - 1)));
    auto altered = head;
    altered.header.payloadHash[0] ^= 1U;
    CHECK_FALSE(verifyEnvelopeHead(altered, device.verifyingKey()));
}
