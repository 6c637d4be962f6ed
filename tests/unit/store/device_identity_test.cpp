// The counter's identity: made once, closed to others, damaged files named.

#include "store/device_identity.h"

#include <sys/stat.h>

#include "protocol/signed_message.h"
#include "support/catch.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

Bytes responseFor(const VerifyingKey& device, const SigningKey& operatorKey, const OpeningKey& opening,
                  const std::optional<ChallengeKey>& challengeKey = {},
                  const char* policy = R"({"policy_version":1})") {
    EnrolmentResponse response;
    response.deviceId = DeviceId::random();
    response.deviceKeyId = device.id();
    response.operatorKeys = {operatorKey.verifyingKey()};
    response.sealingKey = opening.sealingKey();
    response.enrolledAt = WallTime(std::chrono::seconds(1'900'000'000));
    response.policy = must(signPolicy(policy, operatorKey));
    response.challengeKey = challengeKey;
    return must(makeEnrolmentResponse(response, operatorKey));
}

}  // namespace

TEST_CASE("an identity is made in two halves and read back the same") {
    TempFolder folder;
    const IdentityFolder identity(folder.path() / "identity");
    const auto operatorKey = SigningKey::generate();
    const auto opening = OpeningKey::generate();

    const auto none = identity.load();
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::NotEnrolled);

    const auto key = must(identity.prepareKey());
    CHECK(must(identity.prepareKey())->verifyingKey() == key->verifyingKey());  // an interrupted enrolment
    CHECK_FALSE(identity.load());

    const auto challengeKey = ChallengeKey::random();
    const auto made =
        must(identity.complete({"https://localhost:1", "PEM"},
                               responseFor(key->verifyingKey(), operatorKey, opening, challengeKey)));
    const auto read = must(identity.load());
    CHECK(read.deviceId == made.deviceId);
    CHECK(read.gateway.url == "https://localhost:1");
    CHECK(read.gateway.caPem == "PEM");
    CHECK(read.signer->verifyingKey() == key->verifyingKey());
    CHECK(read.signer->protection() == KeyProtection::File);
    CHECK(read.sealingKey == opening.sealingKey());
    CHECK(read.policy.version == 1);
    CHECK(read.challengeKey == challengeKey);

    struct stat info{};
    const auto keyFile = folder.path() / "identity" / "device.key";
    REQUIRE(::stat(keyFile.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600);

    SECTION("an answer with the challenge key that others can read is not used") {
        const auto answer = folder.path() / "identity" / "enrolment";
        REQUIRE(::stat(answer.c_str(), &info) == 0);
        CHECK((info.st_mode & 0777U) == 0600);
        ::chmod(answer.c_str(), 0640);
        const auto exposed = identity.load();
        REQUIRE_FALSE(exposed);
        CHECK(exposed.error().code == ErrorCode::DeviceIdentityExposed);
    }
    SECTION("a key that others can read is not used") {
        ::chmod(keyFile.c_str(), 0644);
        const auto exposed = identity.load();
        REQUIRE_FALSE(exposed);
        CHECK(exposed.error().code == ErrorCode::DeviceIdentityExposed);
    }
    for (const char* name : {"device.key", "enrolment"}) {
        SECTION(std::string("damaged: ") + name) {
            const auto file = folder.path() / "identity" / name;
            overwrite(file, 10, 8);
            fs::resize_file(file, fs::file_size(file) / 2);
            const auto damaged = identity.load();
            REQUIRE_FALSE(damaged);
            CHECK(damaged.error().code == ErrorCode::DeviceIdentityDamaged);
        }
    }
}

TEST_CASE(
    "a counter enrolled before there was a challenge key goes on and has none; enrolling again gives one") {
    TempFolder folder;
    const IdentityFolder identity(folder.path() / "identity");
    const auto operatorKey = SigningKey::generate();
    const auto opening = OpeningKey::generate();
    const auto key = must(identity.prepareKey());
    const GatewayAddress address{"https://localhost:1", "PEM"};
    must(identity.complete(address, responseFor(key->verifyingKey(), operatorKey, opening)));
    CHECK_FALSE(must(identity.load()).challengeKey);
    const auto challengeKey = ChallengeKey::random();
    must(identity.complete(address, responseFor(key->verifyingKey(), operatorKey, opening, challengeKey)));
    CHECK(must(identity.load()).challengeKey == challengeKey);
    CHECK(must(identity.load()).signer->verifyingKey() == key->verifyingKey());
}

TEST_CASE("an answer meant for another device's key is not kept") {
    TempFolder folder;
    const IdentityFolder identity(folder.path());
    must(identity.prepareKey());
    const auto answer =
        responseFor(SigningKey::generate().verifyingKey(), SigningKey::generate(), OpeningKey::generate());
    CHECK_FALSE(identity.complete({"https://localhost:1", "PEM"}, answer));
    const auto none = identity.load();
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::NotEnrolled);
}

TEST_CASE("a policy that comes after enrolment is in force from the next start; only a newer genuine one") {
    TempFolder folder;
    const IdentityFolder identity(folder.path());
    const auto operatorKey = SigningKey::generate();
    const auto opening = OpeningKey::generate();
    const GatewayAddress address{"https://localhost:1", "PEM"};
    const auto policy = [&](const char* json) { return must(signPolicy(json, operatorKey)); };
    const auto any = [](const OperatorPolicy&) { return Status(); };
    const auto refusal = [&](const Bytes& bytes) { return identity.takePolicy(bytes, any).error().code; };
    const auto inForce = [&] { return must(identity.load()).policy.version; };

    const auto key = must(identity.prepareKey());
    CHECK(refusal(policy(R"({"policy_version":2})")) == ErrorCode::NotEnrolled);
    must(identity.complete(address, responseFor(key->verifyingKey(), operatorKey, opening)));
    CHECK(must(identity.takePolicy(policy(R"({"policy_version":3,"bands":{"same":0.6,"unsure":0.5}})"), any))
              .version == 3);
    CHECK(inForce() == 3);
    CHECK(must(identity.load()).policy.json.find("0.6") != std::string::npos);

    SECTION("older, altered, foreign, cut or no policy at all changes nothing") {
        CHECK(refusal(policy(R"({"policy_version":2})")) == ErrorCode::PolicyNotNewer);
        CHECK(refusal(policy(R"({"policy_version":3})")) == ErrorCode::PolicyNotNewer);
        CHECK(refusal(must(signPolicy(R"({"policy_version":4})", SigningKey::generate()))) ==
              ErrorCode::SignatureInvalid);
        const auto good = policy(R"({"policy_version":4})");
        std::string text(good.begin(), good.end());
        const auto at = text.find("\"signature\":\"") + 20;
        text[at] = text[at] == 'A' ? 'B' : 'A';
        CHECK(refusal(toBytes(text)) == ErrorCode::SignatureInvalid);
        for (std::size_t size = 0; size < good.size(); size += 7)
            CHECK_FALSE(identity.takePolicy(ByteView(good).first(size), any));
        CHECK(refusal(must(signMessage("receipt", 1, R"({"policy_version":4})", operatorKey))) ==
              ErrorCode::MessageMalformed);
        CHECK(inForce() == 3);
    }
    SECTION("what the program can't use is not kept") {
        const auto no = [](const OperatorPolicy&) {
            return Status(failure(makeError(ErrorCode::PolicyUnreadable, "no")));
        };
        CHECK(identity.takePolicy(policy(R"({"policy_version":9})"), no).error().code ==
              ErrorCode::PolicyUnreadable);
        CHECK(inForce() == 3);
    }
    SECTION("the same once more is no error") {
        CHECK(identity.takePolicy(policy(R"({"policy_version":3,"bands":{"same":0.6,"unsure":0.5}})"), any));
    }
    SECTION("a damaged policy file is named, and taking the policy again mends it") {
        fs::resize_file(folder.path() / "policy", 40);
        const auto damaged = identity.load();
        REQUIRE_FALSE(damaged);
        CHECK(damaged.error().code == ErrorCode::DeviceIdentityDamaged);
        CHECK(identity.takePolicy(policy(R"({"policy_version":3})"), any));
        CHECK(inForce() == 3);
    }
    SECTION("enrolling again does not bring an older policy back") {
        must(identity.complete(address, responseFor(key->verifyingKey(), operatorKey, opening)));
        CHECK(inForce() == 3);
        must(identity.complete(
            address, responseFor(key->verifyingKey(), operatorKey, opening, {}, R"({"policy_version":7})")));
        CHECK(inForce() == 7);
        must(identity.complete(address, responseFor(key->verifyingKey(), operatorKey, opening)));
        CHECK(inForce() == 7);
        CHECK(refusal(policy(R"({"policy_version":6})")) == ErrorCode::PolicyNotNewer);
    }
    SECTION("with another operator that operator's policy is in force, whatever its number") {
        must(identity.complete(address, responseFor(key->verifyingKey(), SigningKey::generate(), opening)));
        CHECK(inForce() == 1);
    }
}
