#include "app/counter/record_builder.h"
#include "app/counter/registration_maker.h"

#include <algorithm>
#include <limits>

#include "enrolment/policy.h"
#include "support/catch.h"

using namespace countersign;

namespace {

Registration sample() {
    Registration r;
    r.clerk = "lina";
    r.tries = 1;
    r.details.documentNumber = "11010519491231002X";
    r.details.name = "韦小兰";
    r.details.msisdn = "+8613700138000";
    r.details.iccid = "89860112345678901234";
    r.details.buyerLanguage = "zh-CN";
    r.told = NoticeTold{"3-attestation-0123456789abcdef", "zh-CN", WallTime{}};
    r.told->terms.forwarding.content = ForwardContent::Attestation;
    r.decision = Decision::Accepted;
    r.liveness.decision = Decision::Accepted;
    r.liveness.steps = {{Action::Blink, FrameTime(1'000'000), FrameTime(1'900'000), StepResult::Done}};
    r.liveness.signals.flatness = 0.9;
    r.match = {true, 0.81, MatchBand::Same, 7};
    r.portraitJpeg = {1, 2, 3};
    r.bestFrameJpeg = {4, 5};
    r.border.emplace().fill(7);
    return r;
}

bool contains(const Bytes& bytes, std::string_view text) {
    return std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) != bytes.end();
}

}  // namespace

TEST_CASE("what the operator opens is what the counter registered") {
    const auto operatorKey = OpeningKey::generate();
    const auto registration = sample();
    const auto draft = sealRegistration(registration, operatorKey.sealingKey(), {{"embedder", "1"}});
    REQUIRE(draft);
    CHECK(draft->numberTail == "8000");
    CHECK(draft->header.recordId == registration.recordId);
    CHECK(draft->header.models.at("embedder") == "1");
    CHECK_FALSE(draft->header.practice);
    // No name, no number and no picture leaves the counter readable.
    CHECK_FALSE(contains(draft->payload.bytes, "11010519491231002X"));
    CHECK_FALSE(contains(draft->payload.bytes, "8613700138000"));

    const auto plain = operatorKey.open(draft->payload.bytes);
    REQUIRE(plain);
    const auto payload = decodePayload(*plain);
    REQUIRE(payload);
    CHECK(payload->fields["schema"] == "countersign.registration/1");
    CHECK(payload->fields["details"]["name"] == "韦小兰");
    CHECK(payload->fields["details"]["document_number"] == "11010519491231002X");
    CHECK(payload->fields["consent"]["notice_version"] == "3-attestation-0123456789abcdef");
    CHECK(payload->fields["consent"]["scan"] == true);
    CHECK(payload->fields["consent"]["forwarding"] == "attestation");
    CHECK(draft->told == registration.told->terms);
    CHECK(payload->fields["liveness"]["challenge"][0]["action"] == "blink");
    CHECK(payload->fields["liveness"]["challenge"][0]["done_ms"] == 1900);
    CHECK(payload->fields["liveness"]["signals"]["passive"].is_null());
    CHECK(payload->fields["match"]["band"] == "same");
    CHECK(payload->portraitJpeg == registration.portraitJpeg);
    CHECK(payload->bestFrameJpeg == registration.bestFrameJpeg);
}

TEST_CASE(
    "the signed header carries what was measured, relative to the scan's first frame, and nobody's data") {
    const auto operatorKey = OpeningKey::generate();
    auto registration = sample();
    registration.challenge = {3, true, shippedPolicy().challenge};
    registration.liveness.startedAt = FrameTime(400'000);
    registration.liveness.steps.push_back({Action::TurnLeft, FrameTime(2'500'900), {}, StepResult::Missed});
    registration.liveness.steps.push_back({Action::TurnRight, {}, {}, {}});
    registration.liveness.reasons = {Reason::ActionNotSeenInTime};
    registration.liveness.score = 0.5;
    registration.match.similarity = 1.0000001;
    registration.capture.frames = 250;
    registration.capture.framesPerSecond = 29.5;
    registration.cameraRule = "flagged";
    registration.policyVersion = shippedPolicy().version;
    const auto draft = sealRegistration(registration, operatorKey.sealingKey(), {});
    REQUIRE(draft);
    REQUIRE(draft->header.evidence);
    const auto& evidence = *draft->header.evidence;
    CHECK(evidence.attempt == 3);
    CHECK(evidence.binding == ChallengeBinding::Record);
    CHECK(evidence.terms == shippedPolicy().challenge);
    REQUIRE(evidence.challenge.size() == 3);
    CHECK(evidence.challenge[0] == EvidenceStep{Action::Blink, 600, 1500, "done"});
    CHECK(evidence.challenge[1] == EvidenceStep{Action::TurnLeft, 2100, {}, "missed"});
    CHECK(evidence.challenge[2] == EvidenceStep{Action::TurnRight, {}, {}, ""});
    CHECK(evidence.liveness == "accepted");
    CHECK(evidence.signals.at("flatness") == 0.9);
    CHECK_FALSE(evidence.signals.at("passive"));
    CHECK(evidence.similarity == 1.0);
    CHECK(evidence.band == "same");
    CHECK(evidence.capture.at("frames") == 250);
    CHECK(evidence.capture.at("frames_per_second") == 29.5);
    CHECK(evidence.cameraRule == "flagged");
    CHECK(evidence.thresholds.size() == 32);
    CHECK(evidence.border == registration.border);
    // The counter's signature is refused over anything that the gateway's reader would not take.
    auto header = draft->header;
    header.deviceId = DeviceId::random();
    header.sequence = 1;
    const auto bytes = signEnvelope(header, draft->payload, SigningKey::generate());
    REQUIRE(bytes);
    CHECK(*parseEnvelope(*bytes)->header.evidence == evidence);
    CHECK_FALSE(contains(*bytes, "lina"));
    CHECK_FALSE(contains(*bytes, "138000"));
}

TEST_CASE("no measured value, however odd, keeps a registration from being signed") {
    const auto operatorKey = OpeningKey::generate();
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    auto registration = sample();
    registration.challenge = {1, true, shippedPolicy().challenge};
    registration.liveness.score = nothing;
    registration.liveness.signals = {1.0000001, -0.01, nothing, 1e300, -1e300};
    registration.match.similarity = nothing;
    registration.capture.framesPerSecond = std::numeric_limits<double>::infinity();
    registration.capture.framesDropped = std::numeric_limits<std::uint64_t>::max();
    auto draft = sealRegistration(registration, operatorKey.sealingKey(), {});
    REQUIRE(draft);
    draft->header.deviceId = DeviceId::random();
    draft->header.sequence = 1;
    const auto bytes = signEnvelope(draft->header, draft->payload, SigningKey::generate());
    REQUIRE(bytes);
    const auto evidence = *parseEnvelope(*bytes)->header.evidence;
    CHECK(evidence.score == 0);
    CHECK(evidence.signals.at("passive") == 1.0);
    CHECK(evidence.signals.at("flatness") == 0.0);
    CHECK_FALSE(evidence.signals.at("continuity"));
    CHECK_FALSE(evidence.similarity);
    CHECK_FALSE(evidence.capture.contains("frames_per_second"));
}

TEST_CASE("the way without a scan carries neither a scan nor a match") {
    const auto operatorKey = OpeningKey::generate();
    auto registration = sample();
    registration.withoutScan = true;
    registration.decision = Decision::Review;
    registration.told.reset();
    registration.bestFrameJpeg.clear();
    const auto payload = payloadOf(registration);
    CHECK(payload.fields["without_scan"] == true);
    CHECK_FALSE(sealRegistration(registration, operatorKey.sealingKey(), {})->header.evidence);
    CHECK_FALSE(payload.fields.contains("liveness"));
    CHECK_FALSE(payload.fields.contains("match"));
    CHECK_FALSE(payload.fields.contains("consent"));
    CHECK(payload.bestFrameJpeg.empty());
}

TEST_CASE("what hindered the buyer is sealed; the header says only that a person must look") {
    const auto operatorKey = OpeningKey::generate();
    for (const auto obstacle : kObstacles) {
        auto registration = sample();
        registration.otherWay = OtherWayTaken{obstacle, "wang", {}};
        const auto terms = termsFor(obstacle, shippedPolicy().challenge);
        const bool scanned = terms.has_value();
        registration.withoutScan = !scanned;
        registration.challenge = {1, true, terms.value_or(shippedPolicy().challenge)};
        const auto payload = payloadOf(registration);
        CHECK(payload.fields["other_way"]["reason"] == obstacleName(obstacle));
        CHECK(payload.fields["other_way"]["second_clerk"] == "wang");
        const auto draft = sealRegistration(registration, operatorKey.sealingKey(), {});
        REQUIRE(draft);
        CHECK(draft->header.route == (scanned ? ScanRoute::OtherTerms : ScanRoute::NoScan));
        auto header = draft->header;
        header.deviceId = DeviceId::random();
        header.sequence = 1;
        const auto bytes = signEnvelope(header, draft->payload, SigningKey::generate());
        REQUIRE(bytes);
        CHECK_FALSE(contains(*bytes, obstacleName(obstacle)));
        CHECK_FALSE(contains(*bytes, "wang"));
        CHECK(parseEnvelope(*bytes)->header.route == draft->header.route);
    }
}

TEST_CASE("nobody else was there, a guardian, and the picture of a supporting document are in the record") {
    const auto operatorKey = OpeningKey::generate();
    auto registration = sample();
    registration.withoutScan = true;
    registration.otherWay = OtherWayTaken{Obstacle::FaceHasChanged, "", {7, 7, 7}};
    registration.guardian = Guardian{"韦大兰", "110105197012310029", true};
    const auto payload = payloadOf(registration);
    CHECK(payload.fields["other_way"]["second_clerk"].is_null());
    CHECK(payload.fields["other_way"]["supporting_picture"] == true);
    CHECK(payload.fields["guardian"]["role"] == "consents");
    CHECK(payload.fields["guardian"]["document_number"] == "110105197012310029");
    const auto plain = encodePayload(payload);
    REQUIRE(plain);
    CHECK(decodePayload(*plain)->supportingJpeg == Bytes{7, 7, 7});
}

TEST_CASE("a name that is not UTF-8 is an error, not a crash and not half a record") {
    const auto operatorKey = OpeningKey::generate();
    auto registration = sample();
    registration.details.name = "\xff\xfe";
    CHECK_FALSE(sealRegistration(registration, operatorKey.sealingKey(), {}));
}

TEST_CASE("what was shown counts, whatever the policy says when the record is sealed") {
    const auto operatorKey = OpeningKey::generate();
    Policy policy = shippedPolicy();
    policy.dataTerms.forwarding = {ForwardContent::Portrait,
                                   "telecom_rules",
                                   false,
                                   {{"en", "The telecom rules"}},
                                   {{"en", "The ministry"}}};
    Draft draft;
    draft.told = NoticeTold{"3-attestation-0123456789abcdef", "zh-CN", WallTime{}};
    draft.told->terms.forwarding = policy.dataTerms.forwarding;
    draft.told->terms.forwarding.content = ForwardContent::Attestation;
    const auto consentOf = [&](const Registration& registration) {
        const auto sealed = sealRegistration(registration, operatorKey.sealingKey(), {});
        REQUIRE(sealed);
        CHECK(sealed->told == draft.told->terms);
        return decodePayload(*operatorKey.open(sealed->payload.bytes))->fields["consent"];
    };
    SECTION("a scan is agreed to") {
        draft.consent = draft.told;
        ScanFinished scan;
        scan.decision = Decision::Accepted;
        const auto registration = makeRegistration(draft, &scan, policy, {});
        const auto consent = consentOf(registration);
        CHECK(consent["scan"] == true);
        CHECK(consent["forwarding"] == "attestation");
        CHECK(consent["notice_version"] == "3-attestation-0123456789abcdef");
        CHECK(resultViewOf(registration, {}).receipt.terms == draft.told->terms);
    }
    SECTION("without a scan it was told all the same, and nothing was agreed to") {
        draft.consent = draft.told;  // of a scan that didn't succeed
        const auto registration = makeRegistration(draft, nullptr, policy, {});
        const auto consent = consentOf(registration);
        CHECK(consent["scan"] == false);
        CHECK(consent["forwarding"] == "attestation");
        CHECK(consent["language"] == "zh-CN");
        CHECK(resultViewOf(registration, {}).receipt.terms == draft.told->terms);
    }
}
