// The operator's newer keys on the counter's disk: taken link by link, whole or not at all, and a counter
// that has them starts with them whatever they retired.

#include "core/files.h"
#include "protocol/json_reader.h"
#include "protocol/key_bundle.h"
#include "store/device_identity.h"
#include "support/catch.h"
#include "unit/protocol/made_certificate.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

const GatewayAddress kAddress{"https://localhost:1", "PEM"};

struct Bench {
    Bench() { enrol(); }
    void enrol(const Bytes& keys = {}) {
        const auto device = must(identity.prepareKey());
        EnrolmentResponse response;
        response.deviceId = DeviceId::random();
        response.deviceKeyId = device->verifyingKey().id();
        response.operatorKeys = {a.verifyingKey()};
        response.sealingKey = opening.sealingKey();
        response.enrolledAt = WallTime(std::chrono::seconds(1'900'000'000));
        response.policy = must(signPolicy(R"({"policy_version":1})", a));
        response.keys = keys;
        must(identity.complete(kAddress, must(makeEnrolmentResponse(response, a))));
    }
    KeyBundle bundle(std::uint64_t version, std::vector<VerifyingKey> keys) const {
        return {version,
                std::move(keys),
                nextOpening.sealingKey(),
                {must(protocol::fromBase64(kMadeCertificate))},
                {Sha256{9}}};
    }
    Bytes sign(std::uint64_t version, const std::vector<VerifyingKey>& keys, const SigningKey& by) const {
        return must(signKeyBundle(bundle(version, keys), by));
    }
    Result<DeviceIdentity> take(const std::vector<Bytes>& bundles) const {
        return identity.takeKeys(bundles);
    }
    DeviceIdentity now() const { return must(identity.load()); }

    TempFolder folder;
    IdentityFolder identity{folder.path()};
    SigningKey a = SigningKey::generate(), b = SigningKey::generate();
    OpeningKey opening = OpeningKey::generate(), nextOpening = OpeningKey::generate();
    Bytes one = sign(1, {a.verifyingKey(), b.verifyingKey()}, a);
    Bytes two = sign(2, {b.verifyingKey()}, b);
};

}  // namespace

TEST_CASE("newer keys are in force from the moment they are taken, and after a restart") {
    Bench bench;
    CHECK(bench.now().keysVersion == 0);
    CHECK(bench.now().gateway.revoked.empty());
    const auto taken = must(bench.take({bench.one}));
    for (const auto& each : {taken, bench.now()}) {
        CHECK(each.keysVersion == 1);
        CHECK(each.operatorKeys.size() == 2);
        CHECK(each.sealingKey == bench.nextOpening.sealingKey());
        CHECK(each.gateway.revoked == std::vector<Sha256>{Sha256{9}});
        CHECK(each.gateway.url == kAddress.url);
        CHECK(each.gateway.caPem.find("BEGIN CERTIFICATE") != std::string::npos);
    }
    CHECK(must(bench.take({bench.one, bench.two})).keysVersion == 2);  // what is there is passed over
    CHECK(bench.now().operatorKeys == std::vector<VerifyingKey>{bench.b.verifyingKey()});
}

TEST_CASE("a whole chain at once leads as far as it holds") {
    Bench bench;
    const auto stranger = SigningKey::generate();
    const auto wrong = bench.sign(3, {stranger.verifyingKey()}, stranger);
    SECTION("whole") {
        CHECK(must(bench.take({bench.one, bench.two})).keysVersion == 2);
    }
    SECTION("up to the link that is a stranger's") {
        CHECK(must(bench.take({bench.one, wrong, bench.two})).keysVersion == 1);
    }
    SECTION("with the first link missing there is no way") {
        CHECK(bench.take({bench.two}).error().code == ErrorCode::SignatureInvalid);
        CHECK(bench.now().keysVersion == 0);
    }
}

TEST_CASE("older, foreign, retired and damaged bundles change nothing") {
    Bench bench;
    must(bench.take({bench.one, bench.two}));
    const auto refusal = [&](const Bytes& bytes) { return bench.take({bytes}).error().code; };
    CHECK(refusal(bench.two) == ErrorCode::KeysNotNewer);
    CHECK(refusal(bench.sign(1, {bench.b.verifyingKey()}, bench.b)) == ErrorCode::KeysNotNewer);
    CHECK(refusal(bench.sign(9, {bench.a.verifyingKey()}, bench.a)) == ErrorCode::SignatureInvalid);
    CHECK(refusal(toBytes("{}")) == ErrorCode::MessageMalformed);
    CHECK_FALSE(bench.take({}));
    CHECK(bench.now().keysVersion == 2);
}

TEST_CASE("a policy that a retired key signed stays in force, and a new one of that key is not taken") {
    Bench bench;
    const auto any = [](const OperatorPolicy&) { return Status(); };
    must(bench.identity.takePolicy(must(signPolicy(R"({"policy_version":5})", bench.a)), any));
    must(bench.take({bench.one, bench.two}));
    CHECK(bench.now().policy.version == 5);
    CHECK(bench.identity.takePolicy(must(signPolicy(R"({"policy_version":6})", bench.a)), any).error().code ==
          ErrorCode::SignatureInvalid);
    CHECK(bench.identity.takePolicy(must(signPolicy(R"({"policy_version":6})", bench.b)), any));
    CHECK(bench.now().policy.version == 6);
}

TEST_CASE(
    "a counter that has learned of an office takes policies and keys of nobody else, restarts included") {
    Bench bench;
    const auto any = [](const OperatorPolicy&) { return Status(); };
    const auto office = SigningKey::generate();
    const auto ofOffice = [&](std::uint64_t version, const SigningKey& by) {
        auto made = bench.bundle(version, {bench.a.verifyingKey()});
        made.officeKeys = {office.verifyingKey()};
        return must(signKeyBundle(made, by));
    };
    const auto policy = [](int version, const SigningKey& by) {
        return must(signPolicy("{\"policy_version\":" + std::to_string(version) + "}", by));
    };
    must(bench.identity.takePolicy(policy(3, bench.a), any));
    CHECK(must(bench.take({ofOffice(1, bench.a)})).officeKeys == std::vector{office.verifyingKey()});
    CHECK(bench.now().policy.version == 3);  // genuine when it was taken
    CHECK(bench.identity.takePolicy(policy(4, bench.a), any).error().code ==
          ErrorCode::OfficeSignatureMissing);
    CHECK(bench.take({ofOffice(2, bench.a)}).error().code == ErrorCode::OfficeSignatureMissing);
    CHECK(bench.take({bench.sign(2, {bench.b.verifyingKey()}, bench.a)}).error().code ==
          ErrorCode::OfficeSignatureMissing);
    CHECK(bench.now().policy.version == 3);
    CHECK(bench.now().keysVersion == 1);
    CHECK(must(bench.identity.takePolicy(policy(4, office), any)).version == 4);
    CHECK(must(bench.take({ofOffice(2, office)})).keysVersion == 2);
    CHECK(bench.now().policy.version == 4);
}

TEST_CASE("a write that fails leaves the keys before; a damaged file is named") {
    Bench bench;
    must(bench.take({bench.one}));
    const auto file = bench.folder.path() / "keys";
    SECTION("no room for the new file") {
        const auto whole = must(readFile(file, 1U << 20U));
        fs::remove(file);
        fs::create_directories(file / "in the way");  // no file can be renamed over it
        CHECK_FALSE(bench.take({bench.one, bench.two}));
        fs::remove_all(file);
        must(writeFileDurably(file, whole));
        CHECK(bench.now().keysVersion == 1);
    }
    for (const std::uintmax_t size : {std::uintmax_t{0}, fs::file_size(file) / 2, fs::file_size(file) - 1}) {
        SECTION("cut to " + std::to_string(size)) {
            fs::resize_file(file, size);
            CHECK(bench.identity.load().error().code == ErrorCode::DeviceIdentityDamaged);
        }
    }
    SECTION("a link that was changed") {
        overwrite(file, fs::file_size(file) / 2, 4);
        CHECK(bench.identity.load().error().code == ErrorCode::DeviceIdentityDamaged);
    }
}

TEST_CASE("another enrolment begins with its own keys") {
    Bench bench;
    must(bench.take({bench.one}));
    must(bench.identity.markReplaced());
    CHECK(bench.now().replaced);
    SECTION("without any bundle") {
        bench.enrol();
        CHECK(bench.now().keysVersion == 0);
        CHECK(bench.now().sealingKey == bench.opening.sealingKey());
        CHECK(must(bench.take({bench.one})).keysVersion == 1);
    }
    SECTION("with the newest bundle in the answer") {
        bench.enrol(bench.sign(4, {bench.a.verifyingKey()}, bench.a));
        CHECK(bench.now().keysVersion == 4);
        CHECK(bench.now().sealingKey == bench.nextOpening.sealingKey());
        CHECK(bench.take({bench.one}).error().code == ErrorCode::KeysNotNewer);
    }
    CHECK_FALSE(bench.now().replaced);
}

namespace {

// A counter whose operator has an office, and what gateways answer when it is enrolled again.
struct Again {
    Again() { REQUIRE(enrol(answer())); }
    EnrolmentResponse answer() const {
        EnrolmentResponse response;
        response.deviceId = DeviceId::random();
        response.deviceKeyId = must(identity.prepareKey())->verifyingKey().id();
        response.operatorKeys = {gateway.verifyingKey()};
        response.officeKeys = {office.verifyingKey()};
        response.sealingKey = opening.sealingKey();
        response.enrolledAt = WallTime(std::chrono::seconds(1'900'000'000));
        response.policy = must(signPolicy(R"({"policy_version":1})", office));
        return response;
    }
    // As somebody else's gateway would: with its own key for registrations and answers.
    EnrolmentResponse strange(const SigningKey& strangersOffice) const {
        auto response = answer();
        response.operatorKeys = {stranger.verifyingKey()};
        response.sealingKey = strangers.sealingKey();
        response.officeKeys = {strangersOffice.verifyingKey()};
        response.policy = must(signPolicy(R"({"policy_version":1})", strangersOffice));
        return response;
    }
    Result<DeviceIdentity> enrol(const EnrolmentResponse& response,
                                 OtherOperator other = OtherOperator::Refused) const {
        const auto& by = response.operatorKeys.front() == gateway.verifyingKey() ? gateway : stranger;
        return identity.complete({"https://elsewhere:1", "OTHER PEM"},
                                 must(makeEnrolmentResponse(response, by)), {other});
    }
    ErrorCode refusal(const EnrolmentResponse& response) const {
        const auto before = must(identity.load());
        const auto done = enrol(response);
        REQUIRE_FALSE(done);
        const auto now = must(identity.load());
        CHECK(now.deviceId == before.deviceId);
        CHECK(now.sealingKey == before.sealingKey);
        CHECK(now.officeKeys == before.officeKeys);
        return done.error().code;
    }
    Bytes bundle(std::uint64_t version, const SigningKey& signing, const std::vector<VerifyingKey>& offices,
                 const SigningKey& by) const {
        return must(signKeyBundle({version,
                                   {signing.verifyingKey()},
                                   opening.sealingKey(),
                                   {must(protocol::fromBase64(kMadeCertificate))},
                                   {},
                                   offices},
                                  by));
    }

    TempFolder folder;
    IdentityFolder identity{folder.path()};
    SigningKey gateway = SigningKey::generate(), office = SigningKey::generate();
    SigningKey stranger = SigningKey::generate(), nextOffice = SigningKey::generate();
    OpeningKey opening = OpeningKey::generate(), strangers = OpeningKey::generate();
};

}  // namespace

TEST_CASE("a counter that knows its office goes over to no other by enrolling again, unless it is meant") {
    const Again again;
    const auto other = again.strange(SigningKey::generate());
    CHECK(again.refusal(other) == ErrorCode::OfficeSignatureMissing);
    auto without = again.strange(again.stranger);
    without.officeKeys.clear();  // as a gateway of before there was an office
    CHECK(again.refusal(without) == ErrorCode::OfficeSignatureMissing);
    CHECK(must(again.enrol(other, OtherOperator::Meant)).officeKeys == other.officeKeys);
    CHECK(must(again.identity.load()).sealingKey == again.strangers.sealingKey());
}

TEST_CASE("what every counter can show of its office makes nobody else's keys the operator's") {
    const Again again;
    // The office's own policy, which lies on every counter, and keys that it never signed.
    auto borrowed = again.strange(again.office);
    borrowed.policy = again.answer().policy;
    CHECK(again.refusal(borrowed) == ErrorCode::OfficeSignatureMissing);
    borrowed.officeKeys = {again.stranger.verifyingKey(), again.office.verifyingKey()};
    CHECK(again.refusal(borrowed) == ErrorCode::OfficeSignatureMissing);
    borrowed = again.answer();
    borrowed.sealingKey = again.strangers.sealingKey();
    CHECK(again.refusal(borrowed) == ErrorCode::OfficeSignatureMissing);
}

TEST_CASE("with its own office a counter is enrolled again, whatever address, and follows its newer keys") {
    const Again again;
    CHECK(again.enrol(again.answer()));
    auto newer = again.answer();
    const auto both = std::vector{again.office.verifyingKey(), again.nextOffice.verifyingKey()};
    newer.keys = again.bundle(1, again.gateway, both, again.office);
    newer.policy = must(signPolicy(R"({"policy_version":2})", again.nextOffice));
    newer.officeKeys = both;
    CHECK(must(again.enrol(newer)).officeKeys == both);
    // The bundle of somebody who only says that he is the office.
    auto forged = again.strange(again.stranger);
    forged.officeKeys = {again.stranger.verifyingKey()};
    forged.keys = again.bundle(9, again.gateway, forged.officeKeys, again.stranger);
    CHECK_FALSE(again.enrol(forged));
    CHECK(must(again.identity.load()).officeKeys == both);
}
