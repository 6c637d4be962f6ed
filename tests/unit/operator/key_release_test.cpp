// Keys come into force by the office's signature only, step by step, to a part of the counters first; and
// whatever ends in the middle leaves the folder as it was.

#include "operator/key_release.h"

#include <sys/resource.h>

#include <csignal>

#include "core/files.h"
#include "made_operator.h"
#include "operator/key_rotation.h"
#include "operator/policy_rollout.h"
#include "protocol/key_draft.h"
#include "support/catch.h"
#include "support/old_folder.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

Bytes description(const MadeOperator& made) {
    return readFile(OperatorPaths(made.folder).description, 1U << 20U).value();
}

// What the gateway tells this counter after a restart if it has keys `version`.
std::vector<Bytes> keysTold(MadeOperator& made, const Counter& counter, std::uint64_t version = 0) {
    const auto identity = openOperatorFolder(made.folder).value();
    ContactDesk desk(*made.ledger, identity, made.clock);
    Contact contact;
    contact.deviceId = counter.id();
    contact.nonce = std::string(32, 'a');
    contact.at = made.clock.wall();
    contact.application = "test";
    contact.keysVersion = version;
    const auto answer = desk.answer(signContact(contact, counter.key()).value()).value();
    return verifyNotice(answer.notice, identity.verifyingKeys, counter.id()).value().keys;
}

EnrolmentResponse enrolledNow(MadeOperator& made, std::optional<std::uint64_t> keysVersion = {}) {
    const auto identity = openOperatorFolder(made.folder).value();
    EnrolmentDesk desk(*made.ledger, identity, made.clock);
    const auto key = SigningKey::generate();
    const auto request = makeEnrolmentRequest(made.code(), "test", key, keysVersion).value();
    const auto outcome = desk.enrol(request).value();
    auto answer = readEnrolmentResponse(outcome.response, key.verifyingKey()).value();
    CHECK(checkRequest(answer, sha256Of(request)));
    return answer;
}

// The office's computer: it sees the draft and nothing else.
Bytes signedAtOffice(const Bytes& draft, const Signer& office) {
    return signKeyBundle(readKeyDraft(draft).value().bundle, office).value();
}

Ring share(int thousandths, std::vector<DeviceId> counters = {}) {
    Ring ring;
    ring.widen(thousandths, counters);
    return ring;
}

}  // namespace

TEST_CASE("without the office's key at hand keys are only prepared; its signature puts them in force") {
    MadeOperator made;
    const auto before = description(made);
    const auto first = made.identity.verifyingKeys.front();
    const auto added = rotateKey(made.folder, KeyUse::Signing).value();
    REQUIRE_FALSE(added.released.draft.empty());
    CHECK(description(made) == before);
    CHECK(keysTold(made, made.counter).empty());
    const auto bundle = signedAtOffice(added.released.draft, made.office);
    CHECK(takeKeys(made.folder, bundle, {}).value() == 1);
    CHECK(keysTold(made, made.counter) == std::vector<Bytes>{bundle});
    CHECK(openOperatorFolder(made.folder).value().signingKey.verifyingKey() == first);  // it signs on

    const auto retired = retireKey(made.folder, first.id()).value();
    const auto draft = readKeyDraft(retired.released.draft).value();
    CHECK(draft.before == bundle);  // by which the office sees what goes
    CHECK(takeKeys(made.folder, signedAtOffice(retired.released.draft, made.office), {}).value() == 2);
    const auto identity = openOperatorFolder(made.folder).value();
    CHECK(identity.signingKey.verifyingKey().id() == added.id);
    CHECK(identity.retiredKeys == std::vector{first});
    CHECK(takeKeys(made.folder, bundle, {}).error().code ==
          ErrorCode::OperatorFolderUnusable);  // nothing waits any more
}

TEST_CASE("what the office did not sign, or signed for another state of the folder, is not put in force") {
    MadeOperator made;
    const auto added = rotateKey(made.folder, KeyUse::Signing).value();
    const auto draft = added.released.draft;
    const auto before = description(made);
    const auto refusal = [&](const Bytes& bytes) {
        const auto code = takeKeys(made.folder, bytes, {}).error().code;
        CHECK(description(made) == before);
        return code;
    };
    CHECK(refusal(signedAtOffice(draft, made.identity.signingKey)) == ErrorCode::OfficeSignatureMissing);
    CHECK(refusal(signedAtOffice(draft, SigningKey::generate())) == ErrorCode::SignatureInvalid);
    CHECK(refusal(draft) == ErrorCode::MessageMalformed);
    auto other = readKeyDraft(draft).value().bundle;
    other.sealingKey = OpeningKey::generate().sealingKey();  // genuine, and not what this folder works by
    CHECK(refusal(signKeyBundle(other, made.office).value()) == ErrorCode::OperatorFolderUnusable);
    const auto good = signedAtOffice(draft, made.office);
    for (std::size_t size = 0; size < good.size(); size += 31) {
        CHECK_FALSE(takeKeys(made.folder, ByteView(good).first(size), {}));
    }
    SECTION("the certificate was renewed meanwhile") {
        CHECK(renewCertificate(made.folder, {}, made.clock));
        CHECK(takeKeys(made.folder, good, {}).error().code == ErrorCode::OperatorFolderUnusable);
    }
    SECTION("something else was prepared since") {
        CHECK(rotateKey(made.folder, KeyUse::Sealing));
        CHECK(refusal(good) == ErrorCode::OperatorFolderUnusable);
    }
    SECTION("what was prepared is damaged") {
        const auto file = OperatorPaths(made.folder).prepared;
        fs::resize_file(file, fs::file_size(file) / 2);
        CHECK(refusal(good) == ErrorCode::OperatorFolderUnusable);
    }
    SECTION("with all of it in its place it is") {
        CHECK(takeKeys(made.folder, good, {}));
    }
}

TEST_CASE("another's key at hand signs nothing, and the gateway's own does not either") {
    MadeOperator made;
    const auto before = description(made);
    const auto stranger = SigningKey::generate();
    for (const Signer* wrong :
         {static_cast<const Signer*>(&stranger), static_cast<const Signer*>(&made.identity.signingKey)}) {
        CHECK(rotateKey(made.folder, KeyUse::Signing, {wrong}).error().code ==
              ErrorCode::OperatorFolderUnusable);
        CHECK(replacePolicy(made.folder, toBytes(R"({"policy_version":2})"), wrong).error().code ==
              ErrorCode::OperatorFolderUnusable);
    }
    CHECK(replacePolicy(made.folder, toBytes(R"({"policy_version":2})")).error().code ==
          ErrorCode::OperatorFolderUnusable);
    CHECK(replacePolicy(made.folder, signPolicy(R"({"policy_version":2})", made.identity.signingKey).value())
              .error()
              .code == ErrorCode::OfficeSignatureMissing);
    CHECK(description(made) == before);
    CHECK(replacePolicy(made.folder, signPolicy(R"({"policy_version":2})", made.office).value())
              .value()
              .version == 2);
}

TEST_CASE("a policy that the gateway's key signed stops a folder with an office") {
    MadeOperator made;
    REQUIRE(writeFileDurably(OperatorPaths(made.folder).policy,
                             signPolicy(R"({"policy_version":9})", made.identity.signingKey).value()));
    CHECK(openOperatorFolder(made.folder).error().code == ErrorCode::OfficeSignatureMissing);
}

TEST_CASE("new keys reach their ring only, those who enrol included, and then all") {
    MadeOperator made;
    const auto other = made.enrolled();
    const auto oldSealing = made.identity.sealingKeys.front();
    const auto added = rotateKey(made.folder, KeyUse::Sealing, made.byOffice(share(0, {made.counter.id()})));
    REQUIRE(added);
    CHECK(keysTold(made, made.counter).size() == 1);
    CHECK(keysTold(made, other).empty());
    CHECK(enrolledNow(made).sealingKey == oldSealing);
    CHECK(enrolledNow(made).keys.empty());
    // Nothing else comes meanwhile.
    CHECK(rotateKey(made.folder, KeyUse::Signing, made.byOffice()).error().code ==
          ErrorCode::KeysNotEverywhere);
    CHECK(widenKeys(made.folder, kWholeShare, {}).value().counters.size() == 1);
    CHECK(keysTold(made, other).size() == 1);
    CHECK(enrolledNow(made).sealingKey.id() == added->id);
    CHECK(finishKeys(made.folder).value() == 1);
    CHECK(keysTold(made, other).size() == 1);
    CHECK(finishKeys(made.folder).error().code == ErrorCode::OperatorFolderUnusable);

    // With a bundle before it, whoever is outside has that one.
    REQUIRE(rotateKey(made.folder, KeyUse::Signing, made.byOffice(share(0, {made.counter.id()}))));
    CHECK(keysTold(made, made.counter, 1).size() == 1);
    CHECK(keysTold(made, other, 1).empty());
    CHECK(enrolledNow(made).operatorKeys.size() == 1);
    CHECK_FALSE(enrolledNow(made).keys.empty());
    REQUIRE(stopKeys(made.folder));
    CHECK(keysTold(made, made.counter, 1).empty());
    CHECK(widenKeys(made.folder, kWholeShare, {}).error().code == ErrorCode::OperatorFolderUnusable);
    CHECK(rotateKey(made.folder, KeyUse::Sealing, made.byOffice()).value().released.version == 3);
    CHECK(keysTold(made, other, 1).size() == 2);
}

TEST_CASE("what was stopped comes along with the next keys, so those go to all and not to a ring") {
    MadeOperator made;
    const auto other = made.enrolled();
    const auto ring = share(0, {made.counter.id()});
    REQUIRE(rotateKey(made.folder, KeyUse::Sealing, made.byOffice(ring)));
    REQUIRE(stopKeys(made.folder));
    const auto before = description(made);
    const auto refused = rotateKey(made.folder, KeyUse::Sealing, made.byOffice(ring));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::OperatorFolderUnusable);
    CHECK(refused.error().detail.find("go to all") != std::string::npos);
    CHECK(rotateKey(made.folder, KeyUse::Sealing, {nullptr, ring}).error().code ==
          ErrorCode::OperatorFolderUnusable);
    CHECK(description(made) == before);
    CHECK(keysTold(made, other).empty());  // still nobody else's
    SECTION("prepared for all, and then taken for a ring") {
        const auto added = rotateKey(made.folder, KeyUse::Sealing).value();
        const auto bundle = signedAtOffice(added.released.draft, made.office);
        CHECK(takeKeys(made.folder, bundle, ring).error().code == ErrorCode::OperatorFolderUnusable);
        CHECK(description(made) == before);
        CHECK(takeKeys(made.folder, bundle, {}).value() == 2);
        CHECK(keysTold(made, other).size() == 2);
    }
    SECTION("finished, they are everybody's, and the next ones may begin with a part") {
        REQUIRE(finishKeys(made.folder));
        REQUIRE(rotateKey(made.folder, KeyUse::Sealing, made.byOffice(ring)));
        CHECK(keysTold(made, other).size() == 1);
        CHECK(keysTold(made, made.counter).size() == 2);
    }
}

TEST_CASE("keys that were prepared for a ring go to that ring, whatever happens to be said later") {
    MadeOperator made;
    const auto other = made.enrolled();
    const auto added =
        rotateKey(made.folder, KeyUse::Sealing, {nullptr, share(0, {made.counter.id()})}).value();
    const auto bundle = signedAtOffice(added.released.draft, made.office);
    SECTION("nothing is said") {
        REQUIRE(takeKeys(made.folder, bundle, {}));
        CHECK(keysTold(made, made.counter).size() == 1);
        CHECK(keysTold(made, other).empty());
    }
    SECTION("another ring is named") {
        REQUIRE(takeKeys(made.folder, bundle, share(0, {other.id()})));
        CHECK(keysTold(made, made.counter).empty());
        CHECK(keysTold(made, other).size() == 1);
    }
    SECTION("the ring is damaged") {
        const auto file = OperatorPaths(made.folder).prepared;
        auto prepared = nlohmann::json::parse(protocol::asText(readFile(file, 4U << 20U).value()));
        for (const auto& wrong : {nlohmann::json(7), nlohmann::json{{"share", 5}}}) {
            prepared["ring"] = wrong;
            REQUIRE(writeFileDurably(file, toBytes(prepared.dump())));
            CHECK(takeKeys(made.folder, bundle, {}).error().code == ErrorCode::OperatorFolderUnusable);
        }
        CHECK(keysTold(made, made.counter).empty());
    }
}

TEST_CASE("an office key whose rollout was stopped is taken back; one that others wait for is not") {
    MadeOperator made;
    const auto next = SigningKey::generate();
    const auto first = made.office.verifyingKey();
    const auto ring = share(0, {made.counter.id()});
    REQUIRE(addOfficeKey(made.folder, next.verifyingKey(), made.byOffice(ring)));
    const auto id = next.verifyingKey().id();
    CHECK(retireKey(made.folder, id, made.byOffice()).error().code == ErrorCode::KeysNotEverywhere);
    REQUIRE(stopKeys(made.folder));
    CHECK(retireKey(made.folder, first.id(), {&next}).error().code == ErrorCode::KeysNotEverywhere);
    CHECK(retireKey(made.folder, id, made.byOffice()).value().released.version == 2);
    CHECK(openOperatorFolder(made.folder).value().officeKeys == std::vector{first});
    CHECK(keysTold(made, made.counter, 1).size() == 1);  // who had it hears that it goes
}

TEST_CASE("the key that signs stays until the next one went to all; one that was stolen waits for nobody") {
    MadeOperator made;
    const auto first = made.identity.verifyingKeys.front();
    const auto next =
        rotateKey(made.folder, KeyUse::Signing, made.byOffice(share(0, {made.counter.id()}))).value();
    const auto other = made.enrolled();
    CHECK(retireKey(made.folder, first.id(), made.byOffice()).error().code == ErrorCode::KeysNotEverywhere);
    SECTION("not when it was stopped either") {
        REQUIRE(stopKeys(made.folder));
        CHECK(retireKey(made.folder, first.id(), made.byOffice()).error().code ==
              ErrorCode::KeysNotEverywhere);
        // The new one is taken back instead.
        CHECK(retireKey(made.folder, next.id, made.byOffice()).value().nowSigning == first.id());
    }
    SECTION("after it went to all") {
        REQUIRE(finishKeys(made.folder));
        CHECK(retireKey(made.folder, first.id(), made.byOffice()).value().nowSigning == next.id);
    }
    SECTION("stolen") {
        auto how = made.byOffice();
        how.urgency = Urgency::Stolen;
        CHECK(retireKey(made.folder, first.id(), how).value().nowSigning == next.id);
        const auto identity = openOperatorFolder(made.folder).value();
        CHECK_FALSE(identity.keysRing);
        ContactDesk desk(*made.ledger, identity, made.clock);
        CHECK(keysTold(made, other).size() == 2);
    }
}

TEST_CASE("keys that take a stolen one out go to all counters, also if the office signs them later") {
    MadeOperator made;
    const auto first = made.identity.verifyingKeys.front();
    REQUIRE(rotateKey(made.folder, KeyUse::Signing, made.byOffice(share(0, {made.counter.id()}))));
    const auto other = made.enrolled();
    const auto retired =
        retireKey(made.folder, first.id(), {nullptr, share(0, {made.counter.id()}), Urgency::Stolen}).value();
    const auto bundle = signedAtOffice(retired.released.draft, made.office);
    const auto narrowed = takeKeys(made.folder, bundle, share(0, {made.counter.id()}));
    REQUIRE_FALSE(narrowed);
    CHECK(narrowed.error().detail.find("stolen") != std::string::npos);
    CHECK(keysTold(made, other).empty());
    REQUIRE(takeKeys(made.folder, bundle, {}));
    CHECK(keysTold(made, other).size() == 2);
}

TEST_CASE("keys do not come into force that could not verify a policy set since they were prepared") {
    MadeOperator made;
    const auto next = SigningKey::generate();
    REQUIRE(addOfficeKey(made.folder, next.verifyingKey(), made.byOffice()));
    const auto prepared = retireKey(made.folder, next.verifyingKey().id(), {}).value();
    REQUIRE(replacePolicy(made.folder, signPolicy(R"({"policy_version":2})", next).value()));
    const auto bundle = signedAtOffice(prepared.released.draft, made.office);
    const auto taken = takeKeys(made.folder, bundle, {});
    REQUIRE_FALSE(taken);
    CHECK(taken.error().detail.find("signed the policy in force") != std::string::npos);
    CHECK(verifyPolicy(enrolledNow(made).policy, enrolledNow(made).ruleKeys()));
    REQUIRE(replacePolicy(made.folder, signPolicy(R"({"policy_version":3})", made.office).value()));
    CHECK(takeKeys(made.folder, bundle, {}));
}

TEST_CASE("an office key that was retired does not come back") {
    MadeOperator made;
    const auto next = SigningKey::generate();
    REQUIRE(addOfficeKey(made.folder, next.verifyingKey(), made.byOffice()));
    REQUIRE(retireKey(made.folder, next.verifyingKey().id(), made.byOffice()));
    const auto again = addOfficeKey(made.folder, next.verifyingKey(), made.byOffice());
    REQUIRE_FALSE(again);
    CHECK(again.error().detail.find("retired") != std::string::npos);
}

TEST_CASE("who is enrolled again is handed the links between the keys it names and the newest") {
    MadeOperator made;
    const auto next = SigningKey::generate();
    const auto first = made.office.verifyingKey();
    CHECK(enrolledNow(made, 0).links.empty());
    REQUIRE(addOfficeKey(made.folder, next.verifyingKey(), made.byOffice()));
    // Signed again by the one that stays.
    REQUIRE(replacePolicy(made.folder, toBytes(R"({"policy_version":2})"), &next));
    REQUIRE(retireKey(made.folder, first.id(), {&next}));
    const auto told = keysTold(made, made.counter);
    REQUIRE(told.size() == 2);
    const auto answer = enrolledNow(made, 0);
    CHECK(answer.keys == told.back());
    CHECK(answer.links == std::vector<Bytes>{told.front()});
    CHECK(enrolledNow(made, 1).links.empty());
    CHECK(enrolledNow(made, 99).links.empty());
    CHECK(enrolledNow(made).links.empty());  // a new counter, or an older one's request
    // What goes to a ring is not handed to who is outside it.
    REQUIRE(rotateKey(made.folder, KeyUse::Sealing, {&next, share(0, {made.counter.id()})}));
    CHECK(enrolledNow(made, 0).keys == told.back());
    CHECK(enrolledNow(made, 0).links == std::vector<Bytes>{told.front()});
}

TEST_CASE("whatever lies between, a counter that slept through it can follow to the newest keys") {
    MadeOperator made;
    const auto next = SigningKey::generate();
    for (std::size_t i = 0; i < kMaxBundlesAtOnce + 3; ++i)
        REQUIRE(revokeCertificate(made.folder, Sha256{static_cast<std::uint8_t>(i)}, made.byOffice()));
    REQUIRE(addOfficeKey(made.folder, next.verifyingKey(), made.byOffice()));
    REQUIRE(replacePolicy(made.folder, toBytes(R"({"policy_version":2})"), &next));
    REQUIRE(retireKey(made.folder, made.office.verifyingKey().id(), {&next}));
    const auto newest = openOperatorFolder(made.folder).value().bundles.back();
    auto present = verifyKeyBundle(openOperatorFolder(made.folder).value().bundles.front().bytes,
                                   std::vector{made.office.verifyingKey()})
                       .value();
    const auto answer = enrolledNow(made, present.version);
    CHECK(answer.keys == newest.bytes);
    CHECK(answer.links.size() == 1);  // the rest changes nothing of who is believed
    for (const auto& link : answer.links) present = followKeys(present, link).value();
    CHECK(followKeys(present, answer.keys).value().version == newest.version);
}

TEST_CASE("another key takes the office's place by overlap") {
    MadeOperator made;
    const auto next = SigningKey::generate();
    const auto first = made.office.verifyingKey();
    CHECK(retireKey(made.folder, first.id(), made.byOffice()).error().code ==
          ErrorCode::OperatorFolderUnusable);  // the only one
    CHECK(addOfficeKey(made.folder, made.identity.verifyingKeys.front(), made.byOffice()).error().code ==
          ErrorCode::MessageMalformed);  // it lies at the gateway
    CHECK(addOfficeKey(made.folder, next.verifyingKey(), made.byOffice()).value().version == 1);
    CHECK(retireKey(made.folder, first.id(), {&next}).error().code ==
          ErrorCode::OperatorFolderUnusable);  // the policy in force is its
    const auto text = verifyPolicy(made.identity.policy, made.identity.ruleKeys()).value().json;
    CHECK(replacePolicy(made.folder, signPolicy(text, next).value()));
    CHECK(retireKey(made.folder, first.id(), made.byOffice()).error().code ==
          ErrorCode::OperatorFolderUnusable);  // it can't sign its own going
    CHECK(retireKey(made.folder, first.id(), {&next}).value().released.version == 2);
    const auto answer = enrolledNow(made);
    CHECK(answer.officeKeys == std::vector{next.verifyingKey()});
    CHECK(verifyPolicy(answer.policy, answer.ruleKeys()));
    CHECK(rotateKey(made.folder, KeyUse::Signing, made.byOffice()).error().code ==
          ErrorCode::OperatorFolderUnusable);
    CHECK(rotateKey(made.folder, KeyUse::Signing, {&next}));
}

TEST_CASE("a policy by an office key that not all counters know waits until they do") {
    MadeOperator made;
    const auto next = SigningKey::generate();
    REQUIRE(addOfficeKey(made.folder, next.verifyingKey(), made.byOffice(share(0, {made.counter.id()}))));
    const auto policy = signPolicy(R"({"policy_version":2})", next).value();
    CHECK(replacePolicy(made.folder, policy).error().code == ErrorCode::KeysNotEverywhere);
    REQUIRE(finishKeys(made.folder));
    CHECK(replacePolicy(made.folder, policy));
}

TEST_CASE("a folder of before there was an office works on, and gets one") {
    MadeOperator made;
    REQUIRE(forgetOffice(made.folder));
    CHECK(replacePolicy(made.folder, toBytes(R"({"policy_version":2})")).value().version == 2);
    const auto added = rotateKey(made.folder, KeyUse::Signing).value();
    CHECK(added.released.draft.empty());
    CHECK(enrolledNow(made).officeKeys.empty());
    const auto retired = retireKey(made.folder, made.identity.verifyingKeys.front().id()).value();
    CHECK(retired.nowSigning == added.id);
    CHECK(verifyPolicy(enrolledNow(made).policy, enrolledNow(made).operatorKeys).value().version == 2);
    CHECK(rotateKey(made.folder, KeyUse::Signing, made.byOffice()).error().code ==
          ErrorCode::OperatorFolderUnusable);  // whose office?

    auto present = verifyKeyBundle(keysTold(made, made.counter).back(),
                                   openOperatorFolder(made.folder).value().verifyingKeys)
                       .value();
    CHECK(introduceOffice(made.folder, made.office).value() == 4);
    CHECK(introduceOffice(made.folder, made.office).error().code == ErrorCode::OperatorFolderUnusable);
    // A counter that knows the signing key only follows; one that enrols believes the office alone.
    const auto links = keysTold(made, made.counter, 2);
    REQUIRE(links.size() == 2);
    for (const auto& link : links) present = followKeys(present, link).value();
    CHECK(present.officeKeys == std::vector{made.office.verifyingKey()});
    const auto answer = enrolledNow(made);
    CHECK(verifyPolicy(answer.policy, answer.officeKeys).value().version == 2);
    CHECK(verifyKeyBundle(answer.keys, answer.officeKeys).value().version == 4);
    CHECK(replacePolicy(made.folder, toBytes(R"({"policy_version":3})"), &made.office));
    CHECK(verifyPolicy(enrolledNow(made).policy, answer.officeKeys).value().version == 3);
}

TEST_CASE("where a policy's rollout was stopped the first office key waits for a newer policy, and says so") {
    MadeOperator made;
    REQUIRE(forgetOffice(made.folder));
    REQUIRE(startRollout(made.folder, toBytes(R"({"policy_version":2})"), 10, {}));
    CHECK(introduceOffice(made.folder, made.office).error().detail.find("rollout finish") !=
          std::string::npos);
    REQUIRE(stopRollout(made.folder));
    CHECK(introduceOffice(made.folder, made.office).error().detail.find("set-policy") != std::string::npos);
    REQUIRE(replacePolicy(made.folder, toBytes(R"({"policy_version":3})")));
    CHECK(introduceOffice(made.folder, made.office).value() == 2);
}

TEST_CASE("taking keys that ends before its last write leaves the folder as it was, and goes through later") {
    MadeOperator made;
    const auto added = rotateKey(made.folder, KeyUse::Signing).value();
    const auto bundle = signedAtOffice(added.released.draft, made.office);
    const auto before = description(made);
    {
        struct Limit {  // the disk is full
            Limit() {
                std::signal(SIGXFSZ, SIG_IGN);
                getrlimit(RLIMIT_FSIZE, &old);
                const rlimit small{512, old.rlim_max};
                setrlimit(RLIMIT_FSIZE, &small);
            }
            ~Limit() { setrlimit(RLIMIT_FSIZE, &old); }
            rlimit old{};
        } const limit;
        CHECK_FALSE(takeKeys(made.folder, bundle, {}));
        CHECK_FALSE(rotateKey(made.folder, KeyUse::Sealing));
    }
    CHECK(description(made) == before);
    CHECK(takeKeys(made.folder, bundle, {}).value() == 1);
}

TEST_CASE("a rollout of keys that is damaged stops the gateway with a word") {
    MadeOperator made;
    REQUIRE(rotateKey(made.folder, KeyUse::Signing, made.byOffice(share(10))));
    const auto good = nlohmann::json::parse(protocol::asText(description(made)));
    const auto opens = [&](const nlohmann::json& wrong) {
        auto other = good;
        other["keys_rollout"] = wrong;
        const auto opened = tryOperatorFolder(made.folder, other.dump());
        if (!opened) CHECK(opened.error().code == ErrorCode::OperatorFolderUnusable);
        return opened.has_value();
    };
    auto ring = good["keys_rollout"];
    CHECK(opens(ring));
    CHECK_FALSE(opens(nullptr));
    CHECK_FALSE(opens("x"));
    for (const auto& [field, wrong] :
         std::vector<std::pair<const char*, nlohmann::json>>{{"share", 1001},
                                                             {"share", -1},
                                                             {"version", 2},
                                                             {"counters", nlohmann::json::array({"../x"})},
                                                             {"stopped", 0}}) {
        INFO(field);
        auto other = ring;
        other[field] = wrong;
        CHECK_FALSE(opens(other));
    }
}
