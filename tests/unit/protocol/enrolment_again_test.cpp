// What travels at an enrolment so that a counter that is enrolled already can be led on: in both directions
// between older and newer programs, bent by strangers, and bound to the one request.

#include "protocol/enrolment_again.h"

#include <nlohmann/json.hpp>

#include "protocol/signed_message.h"
#include "support/catch.h"
#include "support/made_office.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

constexpr const char* kCode = "7f3k-22qd-m0xa";

json bodyOf(const Bytes& message, const char* kind) {
    return json::parse(parseSignedMessage(message, kind, kEnrolmentVersion).value().body);
}

struct Answered : MadeOffice {
    [[nodiscard]] Bytes written() const { return makeEnrolmentResponse(response, g).value(); }
    [[nodiscard]] Result<EnrolmentResponse> read(const Bytes& bytes) const {
        return readEnrolmentResponse(bytes, device.verifyingKey());
    }
    [[nodiscard]] Result<EnrolmentResponse> bent(const char* name, const json& value) const {
        auto body = bodyOf(written(), "enrolment-response");
        body[name] = value;
        return read(signMessage("enrolment-response", kEnrolmentVersion, body.dump(), g).value());
    }
    SigningKey device = SigningKey::generate();
    EnrolmentResponse response = answer(device.verifyingKey(), two);
};

}  // namespace

TEST_CASE("a request names the keys that the counter has, if it has any") {
    const auto device = SigningKey::generate();
    CHECK(readEnrolmentRequest(makeEnrolmentRequest(kCode, "test", device, 7).value()).value().keysVersion ==
          7);
    CHECK(readEnrolmentRequest(makeEnrolmentRequest(kCode, "test", device, 0).value()).value().keysVersion ==
          0);
    const auto bytes = makeEnrolmentRequest(kCode, "test", device).value();
    auto body = bodyOf(bytes, "enrolment-request");
    CHECK_FALSE(body.contains("keys_version"));  // as older counters write it
    CHECK_FALSE(readEnrolmentRequest(bytes).value().keysVersion);
    for (const auto& wrong : {json(-1), json("7"), json(nullptr), json(0x100000000), json(1.5)}) {
        body["keys_version"] = wrong;
        const auto bent = signMessage("enrolment-request", kEnrolmentVersion, body.dump(), device).value();
        CHECK(readEnrolmentRequest(bent).error().code == ErrorCode::MessageMalformed);
    }
    // What a gateway doesn't know yet it passes over; so do gateways of before there was this field.
    body.erase("keys_version");
    body["of_a_later_version"] = {1, 2};
    CHECK(readEnrolmentRequest(
        signMessage("enrolment-request", kEnrolmentVersion, body.dump(), device).value()));
}

TEST_CASE("an answer carries links and the request's hash; without them it is an older gateway's") {
    Answered answered;
    auto body = bodyOf(answered.written(), "enrolment-response");
    CHECK_FALSE(body.contains("links"));
    CHECK_FALSE(body.contains("request"));
    CHECK(answered.read(answered.written()).value().links.empty());
    CHECK_FALSE(answered.read(answered.written()).value().requestHash);
    answered.response.links = {answered.one, answered.three};
    answered.response.requestHash = sha256Of(toBytes("a request"));
    const auto read = answered.read(answered.written()).value();
    CHECK(read.links == answered.response.links);
    CHECK(read.requestHash == answered.response.requestHash);
    CHECK(read.signedBy == answered.g.verifyingKey().id());
    CHECK(answered.bent("of_a_later_version", json::array({1})));
    for (const auto& wrong :
         {json("x"), json(7), json(nullptr), json::array({1}), json::array({""}), json::array({"?"}),
          json(std::vector<std::string>(kMaxBundlesAtOnce + 1, "AAAA")),
          json::array({protocol::toBase64(Bytes(kMaxKeyBundleBytes + 1, 'x'))})}) {
        CHECK(answered.bent("links", wrong).error().code == ErrorCode::MessageMalformed);
    }
    for (const auto& wrong : {json("x"), json(""), json(7), json(nullptr), json(std::string(63, 'a'))})
        CHECK(answered.bent("request", wrong).error().code == ErrorCode::MessageMalformed);
    CHECK(answered.bent("links", json(std::vector<std::string>(kMaxBundlesAtOnce, "AAAA"))));
}

TEST_CASE("an answer belongs to one request") {
    Answered answered;
    const auto request = sha256Of(makeEnrolmentRequest(kCode, "test", answered.device).value());
    const auto check = [&] { return checkRequest(answered.read(answered.written()).value(), request); };
    CHECK(check().error().code == ErrorCode::MessageMalformed);  // of a gateway that is older
    answered.response.requestHash = sha256Of(toBytes("an earlier request"));
    CHECK(check().error().code == ErrorCode::SignatureInvalid);
    answered.response.requestHash = request;
    CHECK(check());
}

TEST_CASE("who hands on the office's bundle is one whom it names") {
    Answered answered;
    const auto thief = SigningKey::generate();
    answered.response.operatorKeys.push_back(thief.verifyingKey());
    const auto forged = makeEnrolmentResponse(answered.response, thief).value();
    CHECK(answered.read(forged).error().code == ErrorCode::SignatureInvalid);
    CHECK(answered.read(answered.written()));
    answered.response.operatorKeys = {thief.verifyingKey()};
    CHECK(answered.read(answered.written()).error().code == ErrorCode::SignatureInvalid);
}

TEST_CASE("keys are carried over from what is known, and only by bundles that follow") {
    Answered answered;
    const auto carry = [&](const KnownOperator& known) {
        return carryOver(answered.read(answered.written()).value(), known);
    };
    const auto one = verifyKeyBundle(answered.one, {answered.a.verifyingKey()}).value();
    const auto two = verifyKeyBundle(answered.two, {answered.b.verifyingKey()}).value();
    const auto three = verifyKeyBundle(answered.three, {answered.b.verifyingKey()}).value();
    const auto ahead = carry({three, {answered.two, answered.three}, 5}).value();
    CHECK(ahead.keys == three);
    CHECK(ahead.bundles == std::vector<Bytes>{answered.three});
    CHECK(ahead.policy == PolicyInForce::Kept);
    const auto level = carry({two, {answered.two}, 1}).value();
    CHECK(level.keys == two);
    CHECK(level.bundles.empty());
    CHECK(level.policy == PolicyInForce::OfAnswer);
    CHECK(carry({one, {answered.one}, 1}).value().keys == two);
    // The links are the way on for whoever knows A only, and are looked at as strangers' bytes.
    const KnownOperator first{
        {0, {answered.g.verifyingKey()}, answered.opening.sealingKey(), {}, {}, {answered.a.verifyingKey()}},
        {},
        1};
    CHECK(carry(first).error().code == ErrorCode::OfficeSignatureMissing);
    answered.response.links = {answered.three, toBytes("{}"), answered.one};
    CHECK(carry(first).value().keys == two);
    CHECK(carry(first).value().bundles.empty());
}
