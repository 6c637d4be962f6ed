// The operator's word on what was erased: as it is signed now, as it was signed before, and what is none.
#include "operator/deletion_certificate.h"

#include <nlohmann/json.hpp>

#include "protocol/signed_message.h"
#include "support/catch.h"
#include "support/certificate_parts.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

const WallTime kFirst{std::chrono::seconds(1795504525)};
const WallTime kLater = kFirst + std::chrono::hours(24 * 800);

DeletionCertificate made() {
    DeletionCertificate certificate;
    certificate.recordId = RecordId::random();
    certificate.deviceId = DeviceId::random();
    certificate.payloadHash.fill(7);
    certificate.at = kLater;
    certificate.cause = ErasureCause::Request;
    certificate.erased.push_back({std::string(kPortraitPart), kFirst, ErasureCause::Retention});
    certificate.erase(kDetailsPart);
    certificate.keep(kSignedHeadPart, "proof");
    return certificate;
}

struct Signed {
    SigningKey key = SigningKey::generate();
    [[nodiscard]] Bytes bytes(const json& body, int version) const {
        return signMessage(kDeletionKind, version, body.dump(), key).value();
    }
    [[nodiscard]] Result<DeletionCertificate> read(const json& body, int version) const {
        return verifyDeletion(bytes(body, version), {key.verifyingKey()});
    }
};

json firstVersion() {
    const auto about = made();
    return {{"record", about.recordId.hex()},         {"code", about.recordId.shortCode()},
            {"device", about.deviceId.hex()},         {"payload_sha256", toHex(about.payloadHash)},
            {"erased_at", toRfc3339(kFirst)},         {"cause", "retention"},
            {"erased", {"portrait", "best_frame"}},   {"kept", {"details"}},
            {"kept_because", "service_and_two_years"}};
}

json secondVersion() {
    auto body = firstVersion();
    body.erase("kept_because");
    body["erased"] = json::array({{{"part", "portrait"}, {"at", toRfc3339(kFirst)}, {"cause", "retention"}}});
    body["kept"] = json::array({{{"part", "signed_head"}, {"because", "proof"}}});
    return body;
}

}  // namespace

TEST_CASE("what went at another time keeps its time and cause in the signed word") {
    const Signed by;
    const auto certificate = made();
    const auto bytes = signDeletion(certificate, by.key).value();
    CHECK(verifyDeletion(bytes, {by.key.verifyingKey()}).value() == certificate);
    CHECK(readDeletion(bytes).value() == certificate);
    CHECK(certificate.erased[1].at == kLater);
    CHECK(certificate.keeps(kSignedHeadPart));
    CHECK_FALSE(certificate.keeps(kDetailsPart));
    const auto stranger = SigningKey::generate();
    CHECK(verifyDeletion(bytes, {stranger.verifyingKey()}).error().code == ErrorCode::SignatureInvalid);
}

TEST_CASE("a word of the first version is read: one time, cause and reason for all its parts") {
    const Signed by;
    const auto read = by.read(firstVersion(), 1).value();
    CHECK(read.version == 1);
    CHECK(erasedParts(read) == PartNames{"portrait", "best_frame"});
    for (const auto& each : read.erased) {
        CHECK(each.at == kFirst);
        CHECK(each.cause == ErasureCause::Retention);
    }
    CHECK(keptBecause(read, "details") == "service_and_two_years");
    auto nothing = firstVersion();
    nothing["kept"] = json::array();
    nothing.erase("kept_because");
    CHECK(by.read(nothing, 1).value().kept.empty());
    // Neither passes for the other.
    CHECK_FALSE(by.read(firstVersion(), 2));
    CHECK_FALSE(by.read(secondVersion(), 1));
}

TEST_CASE("what is no word on an erasure is none, whoever signed it") {
    const Signed by;
    REQUIRE(by.read(secondVersion(), 2));
    const auto bent = [&](const auto& change) {
        auto body = secondVersion();
        change(body);
        const auto read = by.read(body, 2);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == ErrorCode::MessageMalformed);
    };
    bent([](json& body) { body["cause"] = "whim"; });
    bent([](json& body) { body["erased"][0]["cause"] = "whim"; });
    bent([](json& body) { body["erased"][0].erase("at"); });
    bent([](json& body) { body["erased"][0]["at"] = "yesterday"; });
    bent([](json& body) { body["erased"][0]["part"] = std::string(65, 'a'); });
    bent([](json& body) { body["erased"] = {"portrait"}; });
    bent([](json& body) { body["erased"] = "portrait"; });
    bent([](json& body) { body["kept"][0].erase("because"); });
    bent([](json& body) { body["kept"][0]["because"] = 7; });
    bent([](json& body) { body.erase("kept"); });
    bent([](json& body) {
        for (int i = 0; i < 40; ++i) body["erased"].push_back(body["erased"][0]);
    });
    CHECK(by.read(secondVersion(), 3).error().code == ErrorCode::MessageVersionUnsupported);
}
