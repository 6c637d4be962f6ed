// Evidence in the signed header: it comes back as it was, and what is not exactly it is refused.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

#include "protocol/envelope.h"
#include "sample.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

bool readable(const json& object) {
    // As on the wire: numbers that JSON can't hold become null there.
    const auto read = protocol::readEvidence(json::parse(object.dump()));
    if (!read) CHECK(read.error().code == ErrorCode::MessageMalformed);
    return read.has_value();
}

json sampleJson() {
    return protocol::evidenceJson(sampleEvidence());
}

}  // namespace

TEST_CASE("evidence comes back as it was signed, and an envelope without any is still read") {
    Sample sample;
    auto header = sample.header;
    header.evidence = sampleEvidence();
    const auto bytes = signEnvelope(header, sample.sealed, sample.device).value();
    const auto envelope = parseEnvelope(bytes).value();
    REQUIRE(envelope.header.evidence);
    CHECK(*envelope.header.evidence == sampleEvidence());
    CHECK(verifyEnvelope(envelope, sample.device.verifyingKey()));
    CHECK_FALSE(parseEnvelope(sample.bytes).value().header.evidence);
    // A changed order in the clear is noticed by the signature.
    auto bent = bytes;
    const auto place = std::search(bent.begin(), bent.end(), std::begin("blink"), std::end("blink") - 1);
    REQUIRE(place != bent.end());
    *place = 'B';
    const auto altered = parseEnvelope(bent);
    CHECK_FALSE((altered && verifyEnvelope(*altered, sample.device.verifyingKey())));
}

TEST_CASE("reduced terms and the route are signed, and usual ones read as they always did") {
    Sample sample;
    CHECK_FALSE(sampleJson()["terms"].contains("reduced"));
    auto evidence = sampleEvidence();
    evidence.terms.reduced = true;
    auto object = protocol::evidenceJson(evidence);
    const auto read = protocol::readEvidence(json::parse(object.dump()));
    REQUIRE(read);
    CHECK(read->terms.reduced);
    for (const auto& odd : {json("yes"), json(1), json(nullptr), json::array()}) {
        object["terms"]["reduced"] = odd;
        CHECK_FALSE(readable(object));
    }
    for (const auto route : {ScanRoute::Usual, ScanRoute::OtherTerms, ScanRoute::NoScan}) {
        auto header = sample.header;
        header.route = route;
        const auto bytes = signEnvelope(header, sample.sealed, sample.device).value();
        CHECK(parseEnvelope(bytes).value().header.route == route);
        CHECK(scanRouteFromName(scanRouteName(route)) == route);
        // A changed route is noticed by the signature, a word that is none by the reader.
        const std::string_view word = "no_scan";
        auto bent = bytes;
        const auto place = std::search(bent.begin(), bent.end(), word.begin(), word.end());
        CHECK((place != bent.end()) == (route == ScanRoute::NoScan));
        if (place == bent.end()) continue;
        *place = 'x';
        CHECK_FALSE(parseEnvelope(bent));
    }
    CHECK_FALSE(scanRouteFromName("sideways"));
}

TEST_CASE("the fullest evidence there can be fits the header") {
    Sample sample;
    auto header = sample.header;
    auto evidence = sampleEvidence();
    evidence.challenge.assign(kLongestChallenge, {Action::TurnRight, 3'599'999, 3'600'000, "missed"});
    for (int i = 0; i < 16; ++i) evidence.reasons.push_back(Reason::NotThePersonOnTheDocument);
    evidence.reasons.resize(16);
    evidence.signals.clear();
    evidence.capture.clear();
    for (std::size_t i = 0; i < protocol::kMaxEvidenceNumbers; ++i) {
        const auto name = std::string(29, 'x') + "_" + std::to_string(10 + i);
        evidence.signals[name] = 1.0 / 3;
        evidence.capture[name] = 1e9 / 7;
    }
    evidence.border = sha256Of(toBytes("a wall"));
    header.evidence = evidence;
    const auto bytes = signEnvelope(header, sample.sealed, sample.device).value();
    CHECK(*parseEnvelope(bytes).value().header.evidence == evidence);
}

TEST_CASE("evidence with a field missing, of another kind or out of range is refused") {
    REQUIRE(readable(sampleJson()));
    const auto whole = sampleJson();
    for (const auto& [field, value] : whole.items()) {
        INFO(field);
        auto bad = sampleJson();
        bad.erase(field);
        CHECK_FALSE(readable(bad));
        for (const auto& other : {json::array({1}), json(true), json("\n"), json::object({{"A b", 1}})}) {
            bad[field] = other;
            CHECK_FALSE(readable(bad));
        }
        const bool mayBeNone = field == "similarity" || field == "band";
        bad[field] = nullptr;
        CHECK(readable(bad) == mayBeNone);
    }
    const auto with = [](const char* pointer, const json& value) {
        auto bad = sampleJson();
        bad[json::json_pointer(pointer)] = value;
        return readable(bad);
    };
    for (const auto& number : {json(-1), json(1.5), json(0), json(65536), json(1e300), json("1")})
        CHECK_FALSE(with("/attempt", number));
    CHECK(with("/attempt", 65535));
    for (const auto& number :
         {json(-0.01), json(1.01), json(1e308), json("0.5"), json(std::numeric_limits<double>::infinity()),
          json(std::numeric_limits<double>::quiet_NaN())}) {
        CHECK_FALSE(with("/score", number));
        if (!number.is_number_float() || std::isfinite(number.get<double>()))
            CHECK_FALSE(with("/signals/passive", number));
    }
    CHECK_FALSE(with("/similarity", 1.0001));
    CHECK_FALSE(with("/similarity", -2));
    CHECK_FALSE(with("/capture/frames", -1));
    CHECK_FALSE(with("/capture/frames", 1e17));
    CHECK_FALSE(with("/capture/frames", nullptr));
    CHECK_FALSE(with("/capture/Name of a buyer", 1));
    CHECK_FALSE(with("/signals/Name of a buyer", 0.5));
    CHECK_FALSE(with("/binding", "device"));
    CHECK_FALSE(with("/liveness", "passed"));
    CHECK_FALSE(with("/band", "other"));
    CHECK_FALSE(with("/camera_rule", "loved"));
    CHECK_FALSE(with("/reasons/0", "because"));
    CHECK_FALSE(with("/policy", std::string(65, 'p')));
    CHECK_FALSE(with("/terms/actions/0", "left"));  // named twice
    CHECK_FALSE(with("/terms/actions", json::array()));
    CHECK_FALSE(with("/terms/length", 0));
    CHECK_FALSE(with("/terms/length", 13));
    CHECK_FALSE(with("/terms/shortest_pause_ms", 1601));
    CHECK_FALSE(with("/terms/longest_pause_ms", 60001));
    CHECK_FALSE(with("/challenge/0/action", "wink"));
    CHECK_FALSE(with("/challenge/0/result", "perhaps"));
    CHECK_FALSE(with("/challenge/0/asked_ms", -1));
    CHECK_FALSE(with("/challenge/0/asked_ms", 2101));  // done before it was asked
    CHECK_FALSE(with("/challenge/0/done_ms", 3'600'001));
    CHECK_FALSE(with("/challenge/0", 7));
    auto many = sampleJson();
    for (int i = 0; i < 25; ++i) many["signals"]["s" + std::to_string(i)] = 0.5;
    CHECK_FALSE(readable(many));
    many = sampleJson();
    for (int i = 0; i < 13; ++i) many["challenge"].push_back(many["challenge"][0]);
    CHECK_FALSE(readable(many));
    CHECK(with("/a_later_field", "is passed over"));
}

TEST_CASE("the border's hash may be missing, as of older counters, and is nothing but a hash") {
    CHECK_FALSE(sampleJson().contains("border"));
    auto evidence = sampleEvidence();
    evidence.border = sha256Of(toBytes("a wall"));
    const auto whole = protocol::evidenceJson(evidence);
    const auto read = protocol::readEvidence(json::parse(whole.dump()));
    REQUIRE(read);
    CHECK(*read == evidence);
    const std::string hex = whole["border"];
    for (const auto& odd :
         {json(nullptr), json(""), json(hex.substr(1)), json(hex + "0"), json(std::string(64, 'g')), json(7),
          json::array({hex}), json::object({{"hash", hex}})}) {
        auto bad = whole;
        bad["border"] = odd;
        CHECK_FALSE(readable(bad));
    }
    // The signature covers it.
    Sample sample;
    auto header = sample.header;
    header.evidence = evidence;
    auto bytes = signEnvelope(header, sample.sealed, sample.device).value();
    const auto place = std::search(bytes.begin(), bytes.end(), hex.begin(), hex.end());
    REQUIRE(place != bytes.end());
    *place = *place == '0' ? '1' : '0';
    const auto altered = parseEnvelope(bytes);
    REQUIRE(altered);
    CHECK_FALSE(verifyEnvelope(*altered, sample.device.verifyingKey()));
}

TEST_CASE("evidence that no gateway could read is not signed") {
    Sample sample;
    auto header = sample.header;
    const auto signable = [&](const ScanEvidence& evidence) {
        header.evidence = evidence;
        return signEnvelope(header, sample.sealed, sample.device).has_value();
    };
    auto evidence = sampleEvidence();
    CHECK(signable(evidence));
    evidence.score = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(signable(evidence));
    evidence = sampleEvidence();
    evidence.capture["frames_per_second"] = std::numeric_limits<double>::infinity();
    CHECK_FALSE(signable(evidence));
    evidence = sampleEvidence();
    evidence.cameraRule.clear();
    CHECK_FALSE(signable(evidence));
}
