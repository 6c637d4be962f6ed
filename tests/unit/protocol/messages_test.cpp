#include <nlohmann/json.hpp>

#include "core/log.h"
#include "protocol/device_enrolment.h"
#include "protocol/payload.h"
#include "protocol/receipt.h"
#include "protocol/refusal.h"
#include "protocol/signed_message.h"
#include "sample.h"
#include "support/catch.h"
#include "support/p256_signer.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

Receipt sampleReceipt() {
    Receipt receipt;
    receipt.recordId = RecordId::random();
    receipt.deviceId = DeviceId::random();
    receipt.sequence = 12;
    receipt.payloadHash.fill(0x5a);
    receipt.receivedAt = WallTime(std::chrono::seconds(1795504525));
    return receipt;
}

ReceiptExpectation expectationOf(const Receipt& receipt) {
    return {receipt.recordId, receipt.deviceId, receipt.sequence, receipt.payloadHash};
}

}  // namespace

TEST_CASE("a device's short code passes a log whole, whatever its digits") {
    const auto id = DeviceId::parse("12345678901234567890123456789012");
    REQUIRE(id);
    CHECK(id->shortCode() == "1234-5678");
    CHECK(redact("device=" + id->shortCode()) == "device=1234-5678");
}

TEST_CASE("a payload comes back as it was packed") {
    for (const auto& payload :
         {samplePayload(), RecordPayload{}, RecordPayload{json::object(), {}, noise(10, 3), {}},
          RecordPayload{json::object(), noise(9, 2), noise(10, 3), noise(11, 4)}}) {
        const auto decoded = decodePayload(encodePayload(payload).value()).value();
        CHECK(decoded.fields == payload.fields);
        CHECK(decoded.portraitJpeg == payload.portraitJpeg);
        CHECK(decoded.bestFrameJpeg == payload.bestFrameJpeg);
        CHECK(decoded.supportingJpeg == payload.supportingJpeg);
    }
}

TEST_CASE("a payload that is too large or no object is not packed") {
    auto payload = samplePayload();
    payload.portraitJpeg.resize(kMaxPictureBytes + 1);
    CHECK(encodePayload(payload).error().code == ErrorCode::MessageTooLarge);
    payload = samplePayload();
    payload.fields["remark"] = std::string(kMaxPayloadJsonBytes, 'x');
    CHECK(encodePayload(payload).error().code == ErrorCode::MessageTooLarge);
    payload.fields = json::array();
    CHECK(encodePayload(payload).error().code == ErrorCode::MessageMalformed);
    payload.fields = {{"name", "\xff"}};
    CHECK(encodePayload(payload).error().code == ErrorCode::MessageMalformed);
    payload = samplePayload();
    payload.portraitJpeg.resize(kMaxPictureBytes);
    payload.bestFrameJpeg.resize(kMaxPictureBytes);
    CHECK(encodePayload(payload).value().size() <
          kMaxSealedPayloadBytes - 48);  // the largest still fits an envelope
}

TEST_CASE(
    "a payload with a supporting picture, cut or bent, is refused; one without reads as it always did") {
    const auto plain = encodePayload({{{"a", 1}}, noise(30, 1), noise(20, 2), {}}).value();
    CHECK(plain[5] == 1);
    const auto good = encodePayload({{{"a", 1}}, noise(30, 1), noise(20, 2), noise(15, 3)}).value();
    CHECK(good[5] == 2);
    for (std::size_t length = 0; length < good.size(); ++length)
        CHECK_FALSE(decodePayload(ByteView(good).first(length)));
    auto none = good;  // a third picture that is announced and empty
    none.resize(none.size() - 15);
    none[23] = 0;
    CHECK_FALSE(decodePayload(none));
    auto huge = good;
    huge[20] = 0x7F;
    CHECK(decodePayload(huge).error().code == ErrorCode::MessageTooLarge);
}

TEST_CASE("a payload cut, lengthened or bent is refused") {
    const auto good = encodePayload({{{"a", 1}}, noise(30, 1), noise(20, 2)}).value();
    for (std::size_t size = 0; size < good.size(); ++size)
        CHECK_FALSE(decodePayload(ByteView(good).first(size)));
    auto longer = good;
    longer.push_back(0);
    CHECK_FALSE(decodePayload(longer));
    CHECK(decodePayload(altered(good, 5, 2)).error().code == ErrorCode::MessageVersionUnsupported);
    for (const std::size_t field : {std::size_t{8}, std::size_t{12}, std::size_t{16}}) {
        auto bytes = good;
        bytes[field] = 0xff;
        CHECK(decodePayload(bytes).error().code == ErrorCode::MessageTooLarge);
    }
}

TEST_CASE("a receipt is believed only when everything fits") {
    const auto key = SigningKey::generate();
    const auto retired = SigningKey::generate();
    const std::vector<VerifyingKey> keys{retired.verifyingKey(), key.verifyingKey()};
    auto receipt = sampleReceipt();
    const auto bytes = signReceipt(receipt, key).value();
    receipt.operatorKeyId = key.verifyingKey().id();
    CHECK(verifyReceipt(bytes, keys, expectationOf(receipt)).value() == receipt);
    CHECK(parseReceipt(bytes).value() == receipt);

    const auto codeFor = [&](const ReceiptExpectation& expected) {
        return verifyReceipt(bytes, keys, expected).error().code;
    };
    auto expected = expectationOf(receipt);
    expected.recordId = RecordId::random();
    CHECK(codeFor(expected) == ErrorCode::ReceiptOfAnotherRecord);
    expected = expectationOf(receipt);
    expected.deviceId = DeviceId::random();
    CHECK(codeFor(expected) == ErrorCode::ReceiptOfAnotherRecord);
    expected = expectationOf(receipt);
    ++expected.sequence;
    CHECK(codeFor(expected) == ErrorCode::ReceiptOfAnotherRecord);
    expected = expectationOf(receipt);
    expected.payloadHash[31] ^= 1;
    CHECK(codeFor(expected) == ErrorCode::ReceiptOfAnotherRecord);

    const auto forged = signReceipt(receipt, SigningKey::generate()).value();
    CHECK(verifyReceipt(forged, keys, expectationOf(receipt)).error().code == ErrorCode::SignatureInvalid);
    CHECK(verifyReceipt(bytes, {}, expectationOf(receipt)).error().code == ErrorCode::SignatureInvalid);
}

TEST_CASE("a receipt carries the decision, its reason and its revision") {
    const auto key = SigningKey::generate();
    const std::vector<VerifyingKey> keys{key.verifyingKey()};
    for (const auto status : {ReceiptStatus::Received, ReceiptStatus::Accepted, ReceiptStatus::Refused,
                              ReceiptStatus::ComeBack, ReceiptStatus::Activated}) {
        auto receipt = sampleReceipt();
        receipt.status = status;
        receipt.revision = 3;
        if (status == ReceiptStatus::Refused) receipt.reason = "document_limit";
        if (status == ReceiptStatus::Activated)
            receipt.forwardedAt = receipt.receivedAt + std::chrono::hours(3);
        const auto read =
            verifyReceipt(signReceipt(receipt, key).value(), keys, expectationOf(receipt)).value();
        CHECK(read.status == status);
        CHECK(read.reason == receipt.reason);
        CHECK(read.forwardedAt == receipt.forwardedAt);
        CHECK(read.revision == 3);
        CHECK(receiptStatusFromName(receiptStatusName(status)) == status);
    }
    CHECK_FALSE(receiptStatusFromName("approved"));
}

TEST_CASE("every altered byte of a receipt is noticed or means nothing") {
    const auto key = SigningKey::generate();
    const std::vector<VerifyingKey> keys{key.verifyingKey()};
    auto receipt = sampleReceipt();
    const auto bytes = signReceipt(receipt, key).value();
    receipt.operatorKeyId = key.verifyingKey().id();
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (const std::uint8_t flip : {0x01, 0x20, 0x80}) {
            const auto read = verifyReceipt(altered(bytes, at, flip), keys, expectationOf(receipt));
            INFO("byte " << at);
            if (read) CHECK(*read == receipt);
        }
    }
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(verifyReceipt(ByteView(bytes).first(size), keys, expectationOf(receipt)));
    }
}

TEST_CASE("one kind of signed message never passes for another") {
    const auto key = SigningKey::generate();
    const auto policy = signPolicy(R"({"policy_version":1})", key).value();
    CHECK(parseReceipt(policy).error().code == ErrorCode::MessageMalformed);
    // Even with the label changed the signature was made for the other kind.
    std::string text(policy.begin(), policy.end());
    const auto at = text.find("\"policy\"");
    REQUIRE(at != std::string::npos);
    text.replace(at, 8, "\"receipt\"");
    const auto relabelled = parseSignedMessage(toBytes(text), "receipt", 1).value();
    CHECK(verifyMessage(relabelled, key.verifyingKey()).error().code == ErrorCode::SignatureInvalid);
    const auto later = signMessage("receipt", 2, "{}", key).value();
    CHECK(parseReceipt(later).error().code == ErrorCode::MessageVersionUnsupported);
    CHECK(parseSignedMessage(Bytes(kMaxMessageBytes + 1, ' '), "receipt", 1).error().code ==
          ErrorCode::MessageTooLarge);
}

TEST_CASE("enrolment codes are read as people type them") {
    const auto code = randomEnrolmentCode();
    CHECK(code.size() == 14);
    CHECK(code != randomEnrolmentCode());
    const auto normal = normaliseEnrolmentCode(code).value();
    CHECK(normal.size() == 12);
    CHECK(normaliseEnrolmentCode("  7f3k 22qd-moxi ") == "7F3K22QDM0X1");
    CHECK_FALSE(normaliseEnrolmentCode("7F3K-22QD-M0X"));
    CHECK_FALSE(normaliseEnrolmentCode("7F3K-22QD-M0XU"));
    CHECK_FALSE(normaliseEnrolmentCode(""));
    CHECK_FALSE(normaliseEnrolmentCode("' OR 1=1 --"));
    CHECK_FALSE(normaliseEnrolmentCode(std::string(100000, '-')));
}

TEST_CASE("an enrolment request proves that the counter holds its key") {
    const auto device = SigningKey::generate();
    const auto bytes = makeEnrolmentRequest("7f3k-22qd-m0xa", "0.1.0", device).value();
    const auto request = readEnrolmentRequest(bytes).value();
    CHECK(request.code == "7F3K22QDM0XA");
    CHECK(request.deviceKey == device.verifyingKey());
    CHECK(request.keyProtection == KeyProtection::File);
    CHECK_FALSE(makeEnrolmentRequest("too short", "0.1.0", device));
    // Somebody else's public key under one's own signature.
    const auto other = SigningKey::generate();
    auto body = json::parse(parseSignedMessage(bytes, "enrolment-request", 1).value().body);
    const auto otherBody =
        json::parse(parseSignedMessage(makeEnrolmentRequest("7f3k-22qd-m0xa", "0.1.0", other).value(),
                                       "enrolment-request", 1)
                        .value()
                        .body);
    body["device_key"] = otherBody["device_key"];
    const auto stolen = signMessage("enrolment-request", 1, body.dump(), device).value();
    CHECK(readEnrolmentRequest(stolen).error().code == ErrorCode::SignatureInvalid);
}

TEST_CASE("an enrolment request with a key of P-256 is read too, and its key has the one length") {
    const P256Signer device;
    const auto bytes = makeEnrolmentRequest("7f3k-22qd-m0xa", "0.1.0", device).value();
    const auto request = readEnrolmentRequest(bytes).value();
    CHECK(request.deviceKey == device.verifyingKey());
    CHECK(request.keyProtection == KeyProtection::Tpm);
    auto body = json::parse(parseSignedMessage(bytes, "enrolment-request", 1).value().body);
    for (const char* key : {"", "BA==", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}) {
        body["device_key"]["key"] = key;
        const auto odd = signMessage("enrolment-request", 1, body.dump(), device).value();
        CHECK(readEnrolmentRequest(odd).error().code == ErrorCode::MessageMalformed);
    }
    body["device_key"]["algorithm"] = "ed25519";
    const auto mixed = signMessage("enrolment-request", 1, body.dump(), device).value();
    CHECK_FALSE(readEnrolmentRequest(mixed));
}

TEST_CASE("an enrolment answer that names an office carries the office's policy, and no other") {
    const auto gateway = SigningKey::generate(), office = SigningKey::generate();
    const auto device = SigningKey::generate();
    EnrolmentResponse response{DeviceId::random(),
                               device.verifyingKey().id(),
                               {gateway.verifyingKey()},
                               OpeningKey::generate().sealingKey(),
                               WallTime(std::chrono::seconds(1795504525)),
                               signPolicy(R"({"policy_version":4})", office).value()};
    response.officeKeys = {office.verifyingKey()};
    const auto read = [&](const EnrolmentResponse& answer) {
        return readEnrolmentResponse(makeEnrolmentResponse(answer, gateway).value(), device.verifyingKey());
    };
    CHECK(read(response).value().officeKeys == response.officeKeys);
    auto other = response;
    other.policy = signPolicy(R"({"policy_version":4})", gateway).value();
    CHECK(read(other).error().code == ErrorCode::OfficeSignatureMissing);
    other = response;
    other.officeKeys.clear();
    CHECK(read(other).error().code == ErrorCode::SignatureInvalid);
    const auto whole = makeEnrolmentResponse(response, gateway).value();
    const auto body =
        json::parse(parseSignedMessage(whole, "enrolment-response", kEnrolmentVersion).value().body);
    for (const auto& wrong : {json::array(), json("x"), json(nullptr), json::array({1})}) {
        auto bent = body;
        bent["office_keys"] = wrong;
        const auto bytes = signMessage("enrolment-response", kEnrolmentVersion, bent.dump(), gateway).value();
        CHECK(readEnrolmentResponse(bytes, device.verifyingKey()).error().code ==
              ErrorCode::MessageMalformed);
    }
}

TEST_CASE("an enrolment answer is for one counter and carries keys and policy") {
    const auto operatorKey = SigningKey::generate();
    const auto opening = OpeningKey::generate();
    const auto device = SigningKey::generate();
    const EnrolmentResponse response{
        DeviceId::random(),
        device.verifyingKey().id(),
        {operatorKey.verifyingKey()},
        opening.sealingKey(),
        WallTime(std::chrono::seconds(1795504525)),
        signPolicy(R"({"policy_version":4,"match":{"same":0.51}})", operatorKey).value()};
    const auto bytes = makeEnrolmentResponse(response, operatorKey).value();
    const auto read = readEnrolmentResponse(bytes, device.verifyingKey()).value();
    CHECK(read.deviceId == response.deviceId);
    CHECK(read.operatorKeys == response.operatorKeys);
    CHECK(read.sealingKey == response.sealingKey);
    CHECK(read.enrolledAt == response.enrolledAt);
    CHECK_FALSE(read.challengeKey);  // as operators wrote it before there was one
    auto bound = response;
    bound.challengeKey = ChallengeKey::random();
    CHECK(readEnrolmentResponse(makeEnrolmentResponse(bound, operatorKey).value(), device.verifyingKey())
              .value()
              .challengeKey == bound.challengeKey);
    for (const auto& wrong : {json("AAAA"), json(""), json(7), json(nullptr)}) {
        const auto message = parseSignedMessage(bytes, "enrolment-response", kEnrolmentVersion).value();
        auto body = json::parse(message.body);
        body["challenge_key"] = wrong;
        const auto bent =
            signMessage("enrolment-response", kEnrolmentVersion, body.dump(), operatorKey).value();
        CHECK(readEnrolmentResponse(bent, device.verifyingKey()).error().code == ErrorCode::MessageMalformed);
    }
    const auto policy = verifyPolicy(read.policy, read.operatorKeys).value();
    CHECK(policy.version == 4);
    CHECK(json::parse(policy.json)["match"]["same"] == 0.51);

    CHECK(readEnrolmentResponse(bytes, SigningKey::generate().verifyingKey()).error().code ==
          ErrorCode::SignatureInvalid);
    CHECK(readEnrolmentResponse(makeEnrolmentResponse(response, SigningKey::generate()).value(),
                                device.verifyingKey())
              .error()
              .code == ErrorCode::SignatureInvalid);
    auto bad = response;
    bad.policy = signPolicy(R"({"policy_version":4})", SigningKey::generate()).value();
    CHECK(readEnrolmentResponse(makeEnrolmentResponse(bad, operatorKey).value(), device.verifyingKey())
              .error()
              .code == ErrorCode::SignatureInvalid);
    for (std::size_t size = 0; size < bytes.size(); size += 3) {
        CHECK_FALSE(readEnrolmentResponse(ByteView(bytes).first(size), device.verifyingKey()));
    }
    CHECK_FALSE(signPolicy("{}", operatorKey));
    CHECK_FALSE(signPolicy(R"({"policy_version":0})", operatorKey));
    CHECK_FALSE(signPolicy("no JSON", operatorKey));
}

TEST_CASE("a policy goes on from the one before: what isn't changed stays, and its number rises") {
    const auto key = SigningKey::generate();
    const OperatorPolicy soFar{
        4, R"({"policy_version":4,"scan_tries":2,"notes":{"a":"1"},"bands":{"same":0.6}})"};
    const auto next = changedPolicy(
        soFar, R"({"bands":{"same":0.7,"unsure":0.5},"notes":{"b":"2"},"calibration":[[0,0]]})", 5);
    CHECK(json::parse(next.value()) ==
          json::parse(R"({"policy_version":5,"scan_tries":2,"notes":{"a":"1","b":"2"},
                          "bands":{"same":0.7,"unsure":0.5},"calibration":[[0,0]]})"));
    CHECK(changedPolicy(soFar, "{}", 4).error().code == ErrorCode::PolicyNotNewer);
    CHECK(changedPolicy(soFar, "[]", 5).error().code == ErrorCode::MessageMalformed);
    CHECK(changedPolicy({4, "nothing"}, "{}", 5).error().code == ErrorCode::MessageMalformed);

    const std::vector keys{key.verifyingKey()};
    CHECK(readPolicyDraft(signPolicy(soFar.json, key).value(), keys).value().json == soFar.json);
    CHECK(readPolicyDraft(toBytes(soFar.json), keys).value().version == 4);
    CHECK(readPolicyDraft(signPolicy(soFar.json, SigningKey::generate()).value(), keys).error().code ==
          ErrorCode::SignatureInvalid);
    CHECK(readPolicyDraft(toBytes("{}"), keys).error().code == ErrorCode::MessageMalformed);
    CHECK(readPolicyDraft(Bytes(kMaxMessageBytes + 1, '{'), keys).error().code == ErrorCode::MessageTooLarge);
}

TEST_CASE("refusals have names that lead back to them") {
    int known = 0;
    for (int i = 0; i < 64; ++i) {
        const auto refusal = static_cast<Refusal>(i);
        if (refusalName(refusal) == "invalid") continue;
        ++known;
        CHECK(parseRefusal(encodeRefusal(refusal)) == refusal);
    }
    CHECK(known == 14);
    CHECK_FALSE(parseRefusal(toBytes("<html>")));
    CHECK_FALSE(parseRefusal(toBytes(R"({"refusal":"because"})")));
    CHECK_FALSE(parseRefusal(toBytes(R"({"refusal":7})")));
    CHECK_FALSE(parseRefusal(Bytes(100000, '{')));
}

TEST_CASE("times on the wire have one form") {
    const WallTime time(std::chrono::seconds(1795504525));
    CHECK(fromRfc3339(toRfc3339(time)) == time);
    CHECK(fromRfc3339("2024-02-29T23:59:59Z").has_value());
    CHECK(toRfc3339(fromRfc3339("2261-12-31T23:59:59Z").value()) == "2261-12-31T23:59:59Z");
    for (const char* wrong :
         {"", "2023-02-29T00:00:00Z", "2026-11-24T07:15:25", "2026-11-24 07:15:25Z", "2026-11-24T24:00:00Z",
          "2026-11-24T07:60:00Z", "2026-11-24T07:15:60Z", "1969-12-31T23:59:59Z", "2262-04-12T00:00:00Z",
          "9999-12-31T23:59:59Z", "2026-00-10T00:00:00Z", "2026-11-24T07:15:25+01:00",
          "2026-11-24T07:15:25.5Z", "+026-11-24T07:15:25Z"}) {
        INFO(wrong);
        CHECK_FALSE(fromRfc3339(wrong));
    }
}
