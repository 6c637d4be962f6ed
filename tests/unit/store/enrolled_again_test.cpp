// A counter that is enrolled again: only by the office it knows, whatever the gateway says, and nothing that
// it has from its operator goes back, however old an honest gateway's answer is.

#include <fstream>

#include "core/files.h"
#include "store/device_identity.h"
#include "support/catch.h"
#include "support/made_office.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

const auto kAnyPolicy = [](const OperatorPolicy&) { return Status(); };

// Enrolled on the first day, without any bundle.
struct Again : MadeOffice {
    Again() { must(enrol(answer())); }
    using MadeOffice::answer;
    EnrolmentResponse answer(const Bytes& keys = {}) const {
        return MadeOffice::answer(must(identity.prepareKey())->verifyingKey(), keys);
    }
    Result<DeviceIdentity> enrol(const EnrolmentResponse& response, const SigningKey& by,
                                 OtherOperator other = OtherOperator::Refused) const {
        return identity.complete({"https://elsewhere:1", "OTHER PEM"},
                                 must(makeEnrolmentResponse(response, by)), {other});
    }
    Result<DeviceIdentity> enrol(const EnrolmentResponse& response) const { return enrol(response, g); }
    DeviceIdentity now() const { return must(identity.load()); }
    // Whatever else it was, nothing was changed.
    ErrorCode refusal(const EnrolmentResponse& response, const SigningKey& by) const {
        const auto before = now();
        const auto done = enrol(response, by);
        REQUIRE_FALSE(done);
        const auto after = now();
        CHECK(after.deviceId == before.deviceId);
        CHECK(after.keysVersion == before.keysVersion);
        CHECK(after.sealingKey == before.sealingKey);
        CHECK(after.officeKeys == before.officeKeys);
        CHECK(after.gateway.url == before.gateway.url);
        CHECK(after.gateway.revoked == before.gateway.revoked);
        CHECK(after.policy.version == before.policy.version);
        return done.error().code;
    }
    ErrorCode refusal(const EnrolmentResponse& response) const { return refusal(response, g); }
    void takeKeys(const std::vector<Bytes>& bundles) const { must(identity.takeKeys(bundles)); }
    void takePolicy(int version, const Signer& by) const {
        must(identity.takePolicy(policy(version, by), kAnyPolicy));
    }
    // Keys 2 and policy 9 are in force, a certificate is revoked, A is retired.
    void grow() const {
        takeKeys({one, two});
        takePolicy(9, b);
    }
    // As after grow(), under the id that this answer gave.
    void checkGrown(const DeviceId& id) const {
        const auto is = now();
        CHECK(is.deviceId == id);
        CHECK(is.keysVersion == 2);
        CHECK(is.sealingKey == nextOpening.sealingKey());
        CHECK(is.officeKeys == publicOf({&b}));
        CHECK(is.gateway.revoked == std::vector<Sha256>{Sha256{7}});
        CHECK(is.gateway.url == "https://elsewhere:1");
        CHECK(is.policy.version == 9);
    }
    // As somebody else's gateway answers: with his own key for registrations and answers.
    EnrolmentResponse strange(const SigningKey& strangersOffice) const {
        auto response = answer();
        response.operatorKeys = {stranger.verifyingKey()};
        response.sealingKey = strangers.sealingKey();
        response.officeKeys = {strangersOffice.verifyingKey()};
        response.policy = policy(1, strangersOffice);
        return response;
    }

    TempFolder folder;
    IdentityFolder identity{folder.path()};
    SigningKey stranger = SigningKey::generate();
    OpeningKey strangers = OpeningKey::generate();
};

}  // namespace

TEST_CASE("a counter that knows its office goes over to no other by enrolling again, unless it is meant") {
    const Again again;
    const auto other = again.strange(SigningKey::generate());
    const auto others = again.strange(again.stranger);
    CHECK(again.refusal(other, again.stranger) == ErrorCode::OfficeSignatureMissing);
    auto without = others;
    without.officeKeys.clear();  // as a gateway of before there was an office
    CHECK(again.refusal(without, again.stranger) == ErrorCode::OfficeSignatureMissing);
    again.grow();
    CHECK(again.refusal(other, again.stranger) == ErrorCode::OfficeSignatureMissing);
    CHECK(must(again.enrol(others, again.stranger, OtherOperator::Meant)).officeKeys == others.officeKeys);
    const auto now = again.now();
    CHECK(now.sealingKey == again.strangers.sealingKey());
    CHECK(now.keysVersion == 0);
    CHECK(now.policy.version == 1);  // nothing of the one before
}

TEST_CASE("a counter that has lost its key has not forgotten its office") {
    const Again again;
    again.grow();
    SECTION("set aside") {
        must(again.identity.setKeyAside());
    }
    SECTION("gone") {
        fs::remove(again.folder.path() / "device.key");
    }
    REQUIRE_FALSE(again.identity.load());
    CHECK(again.identity.keysVersion() == 2);
    CHECK(again.identity.revoked() == std::vector<Sha256>{Sha256{7}});
    const auto mark = again.identity.mark();
    const auto strangers = again.enrol(again.strange(again.stranger), again.stranger);
    REQUIRE_FALSE(strangers);
    CHECK(strangers.error().code == ErrorCode::OfficeSignatureMissing);
    CHECK(again.identity.mark() == mark);
    CHECK_FALSE(again.identity.load());
    // By its own operator it is enrolled under a new key, and nothing goes back.
    auto own = again.answer();
    own.deviceId = DeviceId::random();
    must(again.enrol(own));
    again.checkGrown(own.deviceId);
}

TEST_CASE("what every counter can show of its office makes nobody else's keys the operator's") {
    const Again again;
    // The office's own policy, which lies on every counter, and keys that it never signed.
    auto borrowed = again.strange(again.a);
    borrowed.policy = again.answer().policy;
    CHECK(again.refusal(borrowed, again.stranger) == ErrorCode::OfficeSignatureMissing);
    borrowed.officeKeys = {again.stranger.verifyingKey(), again.a.verifyingKey()};
    CHECK(again.refusal(borrowed, again.stranger) == ErrorCode::OfficeSignatureMissing);
    borrowed = again.answer();
    borrowed.sealingKey = again.strangers.sealingKey();
    CHECK(again.refusal(borrowed) == ErrorCode::OfficeSignatureMissing);
}

TEST_CASE("the bundle of somebody who only says that he is the office leads nowhere") {
    const Again again;
    auto forged = again.strange(again.b);
    forged.keys = MadeOffice::sign(9, {&again.stranger}, again.strangers.sealingKey(), {&again.b}, again.b);
    CHECK(again.refusal(forged, again.stranger) == ErrorCode::OfficeSignatureMissing);
    forged.links = {forged.keys};
    CHECK(again.refusal(forged, again.stranger) == ErrorCode::OfficeSignatureMissing);
}

TEST_CASE("newer keys in the answer are followed, and its newer policy is in force") {
    const Again again;
    auto newer = again.answer(again.one);
    newer.policy = MadeOffice::policy(2, again.b);
    CHECK(must(again.enrol(newer)).keysVersion == 1);
    CHECK(again.now().policy.version == 2);
    CHECK(again.now().officeKeys == MadeOffice::publicOf({&again.a, &again.b}));
    CHECK(must(again.enrol(newer)).keysVersion == 1);  // the same once more
    CHECK(must(again.identity.takeKeys(std::vector<Bytes>{again.two})).keysVersion == 2);
}

TEST_CASE("an office key that was retired brings nothing back and nothing new") {
    const Again again;
    again.grow();
    auto stolen = again.answer();
    stolen.operatorKeys = {again.stranger.verifyingKey()};
    stolen.sealingKey = again.strangers.sealingKey();
    SECTION("a far higher number") {
        stolen.keys =
            MadeOffice::sign(99, {&again.stranger}, again.strangers.sealingKey(), {&again.a}, again.a);
        CHECK(again.refusal(stolen, again.stranger) == ErrorCode::OfficeSignatureMissing);
    }
    SECTION("a lower one, from which the keys in force follow") {
        // By the genuine chain these are the keys of the office in the end; the answer is not.
        const std::vector<const SigningKey*> offices{&again.a, &again.b};
        stolen.officeKeys = MadeOffice::publicOf(offices);
        stolen.keys = MadeOffice::sign(1, {&again.stranger}, again.strangers.sealingKey(), offices, again.a);
        CHECK(again.refusal(stolen, again.stranger) == ErrorCode::OfficeSignatureMissing);
    }
    SECTION("a policy") {
        auto loose = again.answer(again.one);
        loose.policy = MadeOffice::policy(10, again.a);
        CHECK(again.refusal(loose) == ErrorCode::OfficeSignatureMissing);
    }
}

TEST_CASE("an answer of the first day, without a bundle, takes no keys back") {
    const Again again;
    again.grow();
    SECTION("by a gateway whose key is in force still") {
        const auto old = again.answer();
        REQUIRE(again.enrol(old));
        again.checkGrown(old.deviceId);
        CHECK(must(again.identity.takeKeys(std::vector<Bytes>{again.three})).keysVersion == 3);
        CHECK(again.now().policy.version == 9);
    }
    SECTION("by one whose key was retired") {
        again.takeKeys(
            {MadeOffice::sign(4, {&again.h}, again.nextOpening.sealingKey(), {&again.b}, again.b)});
        CHECK(again.refusal(again.answer()) == ErrorCode::OfficeSignatureMissing);
    }
    SECTION("though the counter never was without one") {
        REQUIRE(again.enrol(again.answer(again.two)));
        const Bytes first =
            MadeOffice::sign(3, {&again.g}, again.nextOpening.sealingKey(), {&again.b}, again.b);
        again.takeKeys({first});
        auto old = again.answer();
        old.officeKeys = {again.b.verifyingKey()};
        old.policy = MadeOffice::policy(1, again.b);
        REQUIRE(again.enrol(old));
        CHECK(again.now().keysVersion == 3);
        CHECK(again.now().policy.version == 9);
    }
}

TEST_CASE("a new id outside the ring of newer keys and policies keeps what the old one had") {
    const Again again;
    again.grow();
    SECTION("one behind") {
        const auto behind = again.answer(again.one);
        REQUIRE(again.enrol(behind));
        again.checkGrown(behind.deviceId);
        const auto twice = again.answer(again.one);
        REQUIRE(again.enrol(twice));
        again.checkGrown(twice.deviceId);
    }
    SECTION("two behind") {
        again.takeKeys({again.three});
        const auto behind = again.answer(again.one);
        REQUIRE(again.enrol(behind));
        CHECK(again.now().deviceId == behind.deviceId);
        CHECK(again.now().keysVersion == 3);
        CHECK(again.now().operatorKeys == MadeOffice::publicOf({&again.g, &again.h}));
        CHECK(again.now().gateway.revoked == std::vector<Sha256>{Sha256{7}});
        CHECK(again.now().policy.version == 9);
    }
    SECTION("none behind") {
        const auto level = again.answer(again.two);
        REQUIRE(again.enrol(level));
        again.checkGrown(level.deviceId);
    }
    SECTION("behind bundles that the enrolment itself brought") {
        REQUIRE(again.enrol(again.answer(again.two)));
        const auto behind = again.answer(again.one);
        REQUIRE(again.enrol(behind));
        again.checkGrown(behind.deviceId);
    }
    SECTION("another bundle of the same number is none of these") {
        auto other = again.answer(again.two);
        other.keys = MadeOffice::sign(2, {&again.g}, again.opening.sealingKey(), {&again.b}, again.b);
        CHECK(again.refusal(other) == ErrorCode::OfficeSignatureMissing);
    }
}

TEST_CASE("a counter that slept through a change of the office's keys is led on by the links between") {
    const Again again;
    CHECK(again.identity.keysVersion() == 0);
    auto honest = again.answer(again.two);
    CHECK(again.refusal(honest) == ErrorCode::OfficeSignatureMissing);
    honest.links = {again.three};  // not the one that is missing
    CHECK(again.refusal(honest) == ErrorCode::OfficeSignatureMissing);
    honest.links = {
        MadeOffice::sign(1, {&again.g}, again.opening.sealingKey(), {&again.a, &again.b}, again.stranger)};
    CHECK(again.refusal(honest) == ErrorCode::OfficeSignatureMissing);
    honest.links = {toBytes("no bundle"), again.one};
    honest.policy = MadeOffice::policy(9, again.b);
    REQUIRE(again.enrol(honest));
    again.checkGrown(honest.deviceId);
    CHECK(again.identity.keysVersion() == 2);
}

TEST_CASE("a policy in force stays, whoever signed it and however often the counter is enrolled again") {
    const Again again;
    again.takeKeys({again.one});
    again.takePolicy(9, again.a);
    again.takeKeys({again.two});  // and A is retired
    for (int i = 0; i < 3; ++i) {
        const auto answer = again.answer(i == 1 ? again.one : again.two);
        REQUIRE(again.enrol(answer));
        again.checkGrown(answer.deviceId);
    }
    again.takePolicy(10, again.b);
    CHECK(again.now().policy.version == 10);
    auto newest = again.answer(again.two);
    newest.policy = MadeOffice::policy(11, again.b);
    REQUIRE(again.enrol(newest));
    CHECK(again.now().policy.version == 11);
    CHECK(again.identity.takePolicy(MadeOffice::policy(10, again.b), kAnyPolicy).error().code ==
          ErrorCode::PolicyNotNewer);
}

TEST_CASE("a policy file that is damaged, or another enrolment's, is no way back either") {
    const Again again;
    again.grow();
    const auto file = again.folder.path() / "policy";
    const auto before = must(readFile(file, 1U << 18U));
    const auto answer = again.answer(again.two);
    REQUIRE(again.enrol(answer));
    again.takePolicy(10, again.b);
    must(writeFileDurably(file, before));  // of the enrolment before
    CHECK(again.now().policy.version == 9);
    fs::resize_file(file, 40);
    CHECK(again.identity.load().error().code == ErrorCode::DeviceIdentityDamaged);
    const auto mended = again.answer(again.two);
    REQUIRE(again.enrol(mended));
    again.checkGrown(mended.deviceId);
}

TEST_CASE("an answer that the bundle in it doesn't stand behind is not taken, by whatever counter") {
    const Again again;
    auto handedOn = again.answer(again.two);
    handedOn.operatorKeys.push_back(again.stranger.verifyingKey());
    CHECK(again.refusal(handedOn, again.stranger) == ErrorCode::SignatureInvalid);
    TempFolder other;
    const IdentityFolder fresh(other.path());
    handedOn.deviceKeyId = must(fresh.prepareKey())->verifyingKey().id();
    CHECK(
        fresh.complete({"https://localhost:1", "PEM"}, must(makeEnrolmentResponse(handedOn, again.stranger)))
            .error()
            .code == ErrorCode::SignatureInvalid);
    CHECK(fresh.complete({"https://localhost:1", "PEM"}, must(makeEnrolmentResponse(handedOn, again.g))));
}

TEST_CASE(
    "a counter that was told of its office beforehand believes no other, at the first enrolment or later") {
    const Again again;
    const TempFolder fresh;
    const IdentityFolder first(fresh.path());
    const auto device = must(first.prepareKey())->verifyingKey();
    const auto enrol = [&](const EnrolmentResponse& response, const SigningKey& by,
                           const EnrolmentRules& rules) {
        return first.complete({"https://localhost:1", "PEM"}, must(makeEnrolmentResponse(response, by)),
                              rules);
    };
    const EnrolmentRules ours{OtherOperator::Refused, MadeOffice::publicOf({&again.b})};
    const auto refused = [&](const EnrolmentResponse& response, const SigningKey& by) {
        const auto done = enrol(response, by, ours);
        REQUIRE_FALSE(done);
        CHECK(first.load().error().code == ErrorCode::NotEnrolled);
        return done.error().code == ErrorCode::OfficeSignatureMissing;
    };
    const auto of = [&](EnrolmentResponse response) {
        response.deviceKeyId = device.id();
        return response;
    };
    const auto others = of(again.strange(again.stranger));
    CHECK(refused(others, again.stranger));
    // Under the office's own policy, its key named beside a stranger's, or none named at all.
    auto borrowed = others;
    borrowed.policy = MadeOffice::policy(1, again.b);
    borrowed.officeKeys.push_back(again.b.verifyingKey());
    CHECK(refused(borrowed, again.stranger));
    borrowed = others;
    borrowed.officeKeys.clear();
    CHECK(refused(borrowed, again.stranger));
    // A bundle that the office never signed, and one by a key that is not its any more.
    const auto strangersOffice = SigningKey::generate();
    borrowed.officeKeys = MadeOffice::publicOf({&strangersOffice, &again.b});
    borrowed.policy = MadeOffice::policy(1, again.b);
    borrowed.keys = MadeOffice::sign(9, {&again.stranger}, again.strangers.sealingKey(), {&strangersOffice},
                                     strangersOffice);
    CHECK(refused(borrowed, again.stranger));
    CHECK(refused(again.MadeOffice::answer(device, again.one), again.g));

    const auto good = again.MadeOffice::answer(device, again.two);
    CHECK(must(enrol(good, again.g, ours)).officeKeys == ours.office);
    // Enrolled already: also where another operator is meant.
    const auto meant = enrol(others, again.stranger, {OtherOperator::Meant, ours.office});
    REQUIRE_FALSE(meant);
    CHECK(meant.error().code == ErrorCode::OfficeSignatureMissing);
    CHECK(must(first.load()).deviceId == good.deviceId);
}

TEST_CASE("a key that is lost is set aside on purpose only, never erased, and another one takes its place") {
    const Again again;
    const auto before = again.now();
    const auto mark = again.identity.mark();
    CHECK_FALSE(mark.empty());
    CHECK(IdentityFolder(again.folder.path() / "nobody").mark().empty());
    CHECK(IdentityFolder(again.folder.path() / "nobody").checkKey().has_value());
    const auto place = again.folder.path();
    const auto key = place / "device.key";
    const auto bytes = must(readFile(key, 4096));
    // Broken: nothing makes another by itself, and the enrolment is known without it.
    std::ofstream(key) << "broken";
    CHECK_FALSE(again.identity.checkKey());
    CHECK_FALSE(again.identity.prepareKey());
    CHECK(again.identity.mark() == mark);
    std::ofstream(key, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    CHECK(again.identity.checkKey().has_value());
    for (int times = 1; times <= 3; ++times) {
        must(again.identity.setKeyAside());
        CHECK_FALSE(fs::exists(key));
        CHECK_FALSE(again.identity.load());
        CHECK(again.identity.mark() == mark);
        const auto aside = place / "former-keys" / ("device.key." + std::to_string(times));
        REQUIRE(fs::exists(aside));
        if (times == 1) CHECK(must(readFile(aside, 4096)) == bytes);
        CHECK((fs::status(aside).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
              fs::perms::none);
        must(again.identity.prepareKey());
    }
    const auto answer = again.answer();
    CHECK(must(again.enrol(answer)).deviceId == answer.deviceId);
    CHECK(again.now().signer->verifyingKey() != before.signer->verifyingKey());
    CHECK(again.identity.mark() != mark);
    must(again.identity.setKeyAside());
    must(again.identity.setKeyAside());  // there is none any more
}
