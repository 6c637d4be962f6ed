// A newer policy reaches a part of the counters first; whoever is in a share stays in each larger one.

#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "made_operator.h"
#include "operator/key_rotation.h"
#include "operator/policy_rollout.h"
#include "protocol/json_reader.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;
using namespace countersign::test;

namespace {

constexpr char kSecond[] = R"({"policy_version":2})";
constexpr char kThird[] = R"({"policy_version":3})";

// What the gateway tells this counter, started anew, if it has policy 1; 0: nothing.
std::uint64_t policyTold(MadeOperator& made, const Counter& counter, std::uint64_t has = 1) {
    const auto identity = openOperatorFolder(made.folder).value();
    ContactDesk desk(*made.ledger, identity, made.clock);
    Contact contact;
    contact.deviceId = counter.id();
    contact.nonce = std::string(32, 'a');
    contact.at = made.clock.wall();
    contact.application = "test";
    contact.policyVersion = has;
    const auto answer = desk.answer(signContact(contact, counter.key()).value()).value();
    const auto notice = verifyNotice(answer.notice, identity.verifyingKeys, counter.id()).value();
    if (notice.policy.empty()) return 0;
    return verifyPolicy(notice.policy, identity.ruleKeys()).value().version;
}

}  // namespace

TEST_CASE("named counters get the newer policy, others as they are reached, all at its end") {
    MadeOperator made;
    const auto other = made.enrolled();
    const auto text = toBytes(kSecond);
    REQUIRE(startRollout(made.folder, text, 0, {made.counter.id()}, &made.office));
    CHECK(policyTold(made, made.counter) == 2);
    CHECK(policyTold(made, made.counter, 2) == 0);
    CHECK(policyTold(made, other) == 0);
    REQUIRE(widenRollout(made.folder, kWholeShare, {}));
    CHECK(policyTold(made, other) == 2);
    REQUIRE(finishRollout(made.folder));
    CHECK(policyTold(made, other) == 2);
    CHECK_FALSE(openOperatorFolder(made.folder).value().rollout);
}

TEST_CASE("a counter that enrols within the share begins with the newer policy") {
    MadeOperator made;
    const auto begins = [&] {
        const auto identity = openOperatorFolder(made.folder).value();
        EnrolmentDesk desk(*made.ledger, identity, made.clock);
        const auto key = SigningKey::generate();
        const auto outcome = desk.enrol(makeEnrolmentRequest(made.code(), "test", key).value()).value();
        const auto answer = readEnrolmentResponse(outcome.response, key.verifyingKey()).value();
        return verifyPolicy(answer.policy, answer.ruleKeys()).value().version;
    };
    REQUIRE(startRollout(made.folder, toBytes(kSecond), 0, {}, &made.office));
    CHECK(begins() == 1);
    REQUIRE(widenRollout(made.folder, kWholeShare, {}));
    CHECK(begins() == 2);
}

TEST_CASE("a stopped rollout reaches nobody else, and what follows has to be newer than it") {
    MadeOperator made;
    REQUIRE(startRollout(made.folder, toBytes(kSecond), kWholeShare, {}, &made.office));
    REQUIRE(stopRollout(made.folder));
    CHECK(policyTold(made, made.counter) == 0);
    CHECK(widenRollout(made.folder, kWholeShare, {}).error().code == ErrorCode::OperatorFolderUnusable);
    CHECK(finishRollout(made.folder).error().code == ErrorCode::OperatorFolderUnusable);
    CHECK(startRollout(made.folder, toBytes(R"({"policy_version":2,"x":1})"), kWholeShare, {}, &made.office)
              .error()
              .code == ErrorCode::PolicyNotNewer);
    REQUIRE(startRollout(made.folder, toBytes(kThird), kWholeShare, {}, &made.office));
    CHECK(policyTold(made, made.counter, 2) == 3);
}

TEST_CASE("shares are what they say, grow without losing anybody, and begin elsewhere for another version") {
    PolicyRollout rollout;
    rollout.version = 7;
    std::vector<DeviceId> all;
    for (int i = 0; i < 5000; ++i) all.push_back(DeviceId::random());
    const auto reached = [&] {
        std::vector<DeviceId> ids;
        for (const auto& id : all) {
            if (rollout.reaches(id)) ids.push_back(id);
        }
        return ids;
    };
    rollout.share = 0;
    CHECK(reached().empty());
    rollout.share = 100;
    const auto tenth = reached();
    // Binomial, 5,000 of one in ten: 500, and seven standard deviations of 21 to each side.
    CHECK(tenth.size() > 350);
    CHECK(tenth.size() < 650);
    rollout.share = 500;
    for (const auto& id : tenth) CHECK(rollout.reaches(id));
    rollout.share = kWholeShare;
    CHECK(reached().size() == all.size());
    rollout.share = 100;
    rollout.version = 8;
    CHECK(reached() != tenth);
}

TEST_CASE("a rollout file that is damaged, or by somebody else, stops the gateway with a word") {
    MadeOperator made;
    REQUIRE(startRollout(made.folder, toBytes(kSecond), 10, {}, &made.office));
    const auto path = OperatorPaths(made.folder).rollout;
    std::ifstream file(path);
    std::ostringstream whole;
    whole << file.rdbuf();
    const auto good = whole.str();
    const auto opens = [&](const std::string& text) {
        std::ofstream(path, std::ios::trunc) << text;
        const auto opened = openOperatorFolder(made.folder);
        if (!opened) CHECK(opened.error().code == ErrorCode::OperatorFolderUnusable);
        return opened.has_value();
    };
    const auto with = [&](const std::string& from, const std::string& to) {
        auto text = good;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    CHECK(opens(good));
    CHECK_FALSE(opens(""));
    CHECK_FALSE(opens(good.substr(0, good.size() / 2)));
    CHECK_FALSE(opens(with("\"share\": 10", "\"share\": 1001")));
    CHECK_FALSE(opens(with("\"share\": 10", "\"share\": -1")));
    CHECK_FALSE(opens(with("\"counters\": []", "\"counters\": [\"../x\"]")));
    CHECK_FALSE(opens(with("\"counters\": []", "\"counters\": [7]")));
    CHECK_FALSE(opens(with("\"stopped\": false", "\"stopped\": 0")));
    auto foreign = nlohmann::json::parse(good);
    const auto stranger = signPolicy(kThird, SigningKey::generate()).value();
    foreign["policy"] = protocol::toBase64(stranger);
    CHECK_FALSE(opens(foreign.dump()));
    CHECK(opens(good));
}

TEST_CASE("a policy that no contact could carry is refused before it comes into force") {
    MadeOperator made;
    const auto ofLength = [](std::size_t bytes) {
        return toBytes(R"({"policy_version":2,"note":")" + std::string(bytes, 'x') + "\"}");
    };
    const auto refused = replacePolicy(made.folder, ofLength(40'000), &made.office);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.find("too long") != std::string::npos);
    CHECK_FALSE(startRollout(made.folder, ofLength(40'000), 100, {}, &made.office));
    const TemporaryFolder fresh;
    OperatorSetup setup;
    setup.hosts = {"localhost"};
    const auto longest = ofLength(25'000);
    setup.policyJson = std::string(longest.begin(), longest.end());
    const auto begun = initOperatorFolder(fresh.path() / "operator", setup, SystemClock());
    REQUIRE_FALSE(begun);
    CHECK(begun.error().detail.find("too long") != std::string::npos);
    CHECK(policyTold(made, made.counter) == 0);
    // The longest that is taken arrives.
    REQUIRE(replacePolicy(made.folder, ofLength(20'000), &made.office));
    CHECK(policyTold(made, made.counter) == 2);
}

TEST_CASE("two commands do not change one folder at a time: the second says so and changes nothing") {
    MadeOperator made;
    const auto text = toBytes(kSecond);
    {
        const auto change = FolderChange::begin(made.folder);
        REQUIRE(change);
        const auto policy = replacePolicy(made.folder, text, &made.office);
        REQUIRE_FALSE(policy);
        CHECK(policy.error().code == ErrorCode::OperatorFolderUnusable);
        CHECK(policy.error().detail.find("another command") != std::string::npos);
        CHECK_FALSE(startRollout(made.folder, text, 100, {}, &made.office));
        CHECK_FALSE(rotateKey(made.folder, KeyUse::Signing, {&made.office}));
        CHECK(openOperatorFolder(made.folder));  // the gateway starts meanwhile
    }
    CHECK(policyTold(made, made.counter) == 0);
    CHECK(replacePolicy(made.folder, text, &made.office));
    CHECK(policyTold(made, made.counter) == 2);
}

TEST_CASE("root changes nothing in a folder whose user could not read it afterwards") {
    if (::geteuid() != 0) return;  // who could not in any case
    MadeOperator made;
    constexpr uid_t kNobody = 65534;
    REQUIRE(::chown(made.folder.c_str(), kNobody, kNobody) == 0);
    const auto policy = replacePolicy(made.folder, toBytes(kSecond), &made.office);
    REQUIRE_FALSE(policy);
    CHECK(policy.error().code == ErrorCode::OperatorFolderUnusable);
    CHECK(policy.error().detail.find("runuser -u nobody") != std::string::npos);
    constexpr uid_t kNameless = 48'151'623;  // a folder that came from another machine
    REQUIRE(::chown(made.folder.c_str(), kNameless, kNobody) == 0);
    const auto nameless = replacePolicy(made.folder, toBytes(kSecond), &made.office);
    REQUIRE_FALSE(nameless);
    CHECK(nameless.error().detail.find(
              "setpriv --reuid 48151623 --regid 65534 --clear-groups -- countersign-operator") !=
          std::string::npos);
    CHECK_FALSE(std::filesystem::exists(made.folder / "change.lock"));
    REQUIRE(::chown(made.folder.c_str(), 0, 0) == 0);
    CHECK(replacePolicy(made.folder, toBytes(kSecond), &made.office));
}

TEST_CASE("a folder without a gateway is not made one by locking it") {
    const TempFolder empty;
    CHECK_FALSE(FolderChange::begin(empty.path()));
    CHECK(std::filesystem::is_empty(empty.path()));
}
