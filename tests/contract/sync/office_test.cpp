// Policies and keys are the office's: over a real gateway and its own commands, a counter takes them by the
// office's signature alone, whatever whoever holds the gateway sends it, and goes on registering.

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "contract/sync/keys_shop.h"
#include "core/files.h"
#include "operator/key_rotation.h"
#include "operator/operator_folder.h"
#include "protocol/key_draft.h"
#include "support/catch.h"
#include "support/old_folder.h"

using namespace countersign;
using namespace countersign::test;

namespace {

const auto kAnyPolicy = [](const OperatorPolicy&) { return Status(); };

// The office's computer: its key and what is carried to it, no folder of a gateway.
struct Office {
    explicit Office(const Shop& shop) {
        fs::create_directories(folder);
        fs::rename(shop.officeKey, key);
    }
    ProgramResult run(const std::string& command, const fs::path& in, const fs::path& out) const {
        return runProgram(
            {operatorProgram(), command, "--office-key", key.string(), in.string(), out.string()});
    }
    TempFolder own;
    fs::path folder = own.path() / "office", key = folder / "office.key";
};

// The next notice that the counter takes.
NoticeEffect nextNotice(Shop::Run& run) {
    const auto before = run.notices.size();
    run.records->sendNow();
    REQUIRE(waitUntil([&] {
        if (run.notices.size() > before) return true;
        run.records->sendNow();
        return false;
    }));
    return run.notices.back();
}

void writeText(const fs::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

bool opened(int watch) {
    alignas(inotify_event) std::array<char, 4096> events{};
    return ::read(watch, events.data(), events.size()) > 0;
}

}  // namespace

TEST_CASE("whoever holds the gateway changes no counter's keys: refused, noted, and records go on") {
    Shop shop;
    shop.down();
    const auto before = must(shop.own.load());
    REQUIRE(before.officeKeys.size() == 1);
    REQUIRE(forgetOffice(shop.folder.path() / "operator"));
    shop.must0("rotate-keys", {"--signing"});  // by the gateway's signing key alone
    REQUIRE(shop.keys()["keys_version"] == 1);
    shop.up();
    Shop::Run run(shop);
    REQUIRE(waitUntil([&] { return shop.log.holds("keys not taken: E811"); }));
    const auto id = run.save();
    run.waitFor(id, ClientState::Sent);  // receipts are the signing key's
    CHECK(must(shop.own.load()).keysVersion == 0);
    CHECK(must(shop.own.load()).operatorKeys == before.operatorKeys);
    CHECK(must(shop.own.load()).officeKeys == before.officeKeys);
    shop.checkHeldOnce({id});
}

TEST_CASE("whoever holds the gateway loosens no policy") {
    Shop shop;
    shop.down();
    REQUIRE(forgetOffice(shop.folder.path() / "operator", R"({"policy_version":7,"scan_tries":99})"));
    shop.up();
    Shop::Run run(shop);
    REQUIRE(waitUntil([&] { return !run.notices.empty(); }));
    REQUIRE_FALSE(run.notices.back().policy.empty());  // it is offered
    const auto taken = shop.own.takePolicy(run.notices.back().policy, kAnyPolicy);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::OfficeSignatureMissing);
    CHECK(must(shop.own.load()).policy.version == 1);
    const auto id = run.save();
    run.waitFor(id, ClientState::Sent);
    shop.checkHeldOnce({id});
}

TEST_CASE("keys and policy go to the office and back; the key changes with overlap, and no record is lost") {
    Shop shop;
    const Office office(shop);
    const auto first = shop.signingKey();
    const auto op = shop.folder.path() / "operator";
    std::vector<RecordId> ids;
    const auto byOffice = [&](int version) {
        const auto draft = op / ("keys-" + std::to_string(version) + ".draft");
        const auto signedKeys = office.folder / "keys";
        const auto shown = office.run("sign-keys", draft, signedKeys);
        INFO(shown.errors);
        REQUIRE(shown.exitCode == 0);
        shop.must0("take-keys", {signedKeys.string()});
        return shown.output;
    };
    shop.down();
    ids.push_back(shop.saveOffline());
    shop.must0("rotate-keys", {"--signing"});
    CHECK(shop.keys()["keys_version"] == 0);  // nothing is in force yet
    const auto comes = byOffice(1);
    CHECK(comes.find(first + "  COMES") != std::string::npos);  // no bundle before it
    shop.up();
    {
        Shop::Run run(shop);
        run.waitFor(ids.back(), ClientState::Sent);
        REQUIRE(waitUntil([&] { return must(shop.own.load()).keysVersion == 1; }));
    }
    shop.down();
    ids.push_back(shop.saveOffline());
    shop.must0("retire-key", {first.substr(0, 12)});
    CHECK(shop.signingKey() == first);
    const auto goes = byOffice(2);
    CHECK(goes.find("after keys 1 which this office signed") != std::string::npos);
    CHECK(goes.find(first + "  GOES") != std::string::npos);
    CHECK(shop.signingKey() != first);
    writeText(office.folder / "policy.json", R"({"policy_version":2,"scan_tries":2})");
    CHECK(shop.atOperator("set-policy", {(office.folder / "policy.json").string()}).exitCode == 1);
    REQUIRE(office.run("sign-policy", office.folder / "policy.json", office.folder / "policy").exitCode == 0);
    shop.must0("set-policy", {(office.folder / "policy").string()});
    shop.up();
    Shop::Run run(shop);
    run.waitFor(ids.back(), ClientState::Sent);
    REQUIRE(waitUntil([&] { return must(shop.own.load()).keysVersion == 2; }));
    ids.push_back(run.save());
    run.waitFor(ids.back(), ClientState::Sent);
    const auto notice = nextNotice(run);
    CHECK(must(shop.own.takePolicy(notice.policy, kAnyPolicy)).version == 2);
    shop.checkHeldOnce(ids);
    CHECK(must(shop.own.load()).operatorKeys.front().id() == shop.signingKey());
    // What the gateway's key signs is put in force nowhere.
    const auto gatewayKey = op / "keys" / ("signing-" + shop.signingKey().substr(0, 8) + ".key");
    const auto forged = runProgram({operatorProgram(), "sign-policy", "--office-key", gatewayKey.string(),
                                    (office.folder / "policy.json").string(), (op / "forged").string()});
    REQUIRE(forged.exitCode == 0);
    CHECK(shop.atOperator("set-policy", {(op / "forged").string()}).errors.find("E811") != std::string::npos);
}

TEST_CASE("the office looks before it signs, and compares with what it signed itself") {
    TempFolder place;
    const auto op = place.path() / "operator", key = place.path() / "office.key",
               last = fs::path(key) += ".last";
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.begin(), operatorProgram());
        return runProgram(words);
    };
    const auto says = [](const ProgramResult& result, const std::string& text) {
        return (result.output + result.errors).find(text) != std::string::npos;
    };
    REQUIRE(run({"init", "--dir", op.string()}).exitCode == 0);
    fs::rename(op / "keys" / "office.key", key);
    const auto first = must(openOperatorFolder(op)).verifyingKeys.front().id();
    const auto sign = [&](const fs::path& draft, const fs::path& into) {
        return run({"sign-keys", "--office-key", key.string(), draft.string(), into.string()});
    };
    const auto one = place.path() / "one", two = place.path() / "two", none = place.path() / "none";
    REQUIRE(run({"rotate-keys", "--dir", op.string(), "--signing"}).exitCode == 0);
    const auto looked = run({"sign-keys", "--office-key", key.string(), (op / "keys-1.draft").string()});
    CHECK(looked.exitCode == 0);
    CHECK(says(looked, first + "  COMES"));
    CHECK(says(looked, "nothing is signed"));
    CHECK_FALSE(fs::exists(last));
    CHECK(says(sign(op / "keys-1.draft", one), "office.key.last is missing"));
    REQUIRE(fs::exists(last));
    REQUIRE(run({"take-keys", "--dir", op.string(), one.string()}).exitCode == 0);
    REQUIRE(run({"retire-key", "--dir", op.string(), first.substr(0, 12)}).exitCode == 0);
    const auto goes = sign(op / "keys-2.draft", two);
    CHECK(goes.exitCode == 0);
    CHECK(says(goes, first + "  GOES"));
    CHECK_FALSE(says(goes, "is missing"));
    CHECK(sign(op / "keys-2.draft", two).exitCode == 0);  // carried twice

    // Whoever holds the gateway brings the retired key back and names the bundle before, in which it "stays".
    const auto signedOne = must(readFile(one, 1U << 20U));
    auto forged = must(readKeyDraft(must(readFile(op / "keys-1.draft", 1U << 20U)))).bundle;
    const auto offer = [&](std::uint64_t version) {
        forged.version = version;
        const auto draft = place.path() / "forged";
        must(writeFileDurably(draft, must(writeKeyDraft({forged, signedOne}))));
        return draft;
    };
    const auto refused = sign(offer(3), none);
    CHECK(refused.exitCode == 1);
    CHECK(says(refused, first + "  COMES"));  // as against what was signed last
    CHECK_FALSE(fs::exists(none));
    CHECK(says(run({"sign-keys", "--office-key", key.string(), offer(2).string()}), first + "  COMES"));
    CHECK(sign(offer(1), none).exitCode == 1);
    // Without what was signed last, the number alone shows it.
    fs::rename(last, place.path() / "aside");
    const auto blind = sign(offer(3), none);
    CHECK(blind.exitCode == 1);
    CHECK(says(blind, "don't follow keys 1"));
    CHECK_FALSE(fs::exists(none));
    // Another's file in its place is no word of this key.
    must(writeFileDurably(last, must(signKeyBundle(forged, SigningKey::generate()))));
    CHECK(sign(op / "keys-2.draft", none).exitCode == 1);

    writeText(place.path() / "policy.json", R"({"policy_version":2,"scan_tries":2})");
    const auto shown =
        run({"sign-policy", "--office-key", key.string(), (place.path() / "policy.json").string()});
    CHECK(shown.exitCode == 0);
    CHECK(says(shown, "scan_tries"));
    CHECK(says(shown, "nothing is signed"));
    CHECK(run({"sign-policy", (place.path() / "policy.json").string(), none.string()}).exitCode != 0);
    CHECK_FALSE(fs::exists(none));
}

TEST_CASE("a stolen key is retired while the ledger is away") {
    Shop shop;
    const auto first = shop.signingKey();
    shop.down();
    shop.rotateSigning();
    const auto ledger = shop.folder.path() / "operator" / "ledger.sqlite";
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(ledger.string() + end);
    fs::create_directory(ledger);
    const std::vector<std::string> words{first.substr(0, 12), "--office-key", shop.officeKey.string()};
    CHECK(shop.atOperator("retire-key", words).exitCode == 1);
    auto stolen = words;
    stolen.emplace_back("--stolen");
    const auto retired = shop.atOperator("retire-key", stolen);
    INFO(retired.errors);
    CHECK(retired.exitCode == 0);
    CHECK(retired.output.find("the ledger can't be read") != std::string::npos);
    CHECK(must(openOperatorFolder(shop.folder.path() / "operator")).verifyingKeys.front().id() != first);
}

TEST_CASE("new keys reach their ring first; the old one goes only after they went to all") {
    Shop shop;
    const IdentityFolder elsewhere(shop.folder.path() / "elsewhere");
    must(enrolCounter(addressOf(*shop.gateway), elsewhere, shop.gateway->newCode()));
    const auto named = must(shop.own.load()).deviceId;
    const auto first = shop.signingKey();
    shop.down();
    shop.change("rotate-keys", {"--signing", "--counter", named.hex()});
    const auto early =
        shop.atOperator("retire-key", {first.substr(0, 12), "--office-key", shop.officeKey.string()});
    CHECK(early.exitCode == 1);
    CHECK(early.errors.find("E1018") != std::string::npos);
    shop.up();
    // Has the other counter speak to the gateway once and says which keys it has then.
    const auto outside = [&] {
        Shop::Run run(shop, elsewhere, shop.folder.path() / "elsewhere queue");
        REQUIRE(waitUntil([&] { return !run.notices.empty(); }));
        return must(elsewhere.load()).keysVersion;
    };
    Shop::Run run(shop);
    REQUIRE(waitUntil([&] { return must(shop.own.load()).keysVersion == 1; }));
    const auto id = run.save();
    run.waitFor(id, ClientState::Sent);
    CHECK(outside() == 0);
    shop.down();
    shop.must0("keys-rollout", {"finish"});
    shop.up();
    CHECK(outside() == 1);
    shop.down();
    shop.change("retire-key", {first.substr(0, 12)});
    shop.up();
    const auto late = run.save();
    run.waitFor(late, ClientState::Sent);
    shop.checkHeldOnce({id, late});
}

TEST_CASE("a gateway of before there was an office goes on, gets one, and its counters come along") {
    Shop shop;
    shop.down();
    const auto op = shop.folder.path() / "operator";
    const auto key = shop.folder.path() / "office.key";
    fs::copy_file(shop.officeKey, key);
    REQUIRE(forgetOffice(op));
    shop.up();
    // For this counter it is a gateway without its office: not by enrolling again, but as another operator's.
    const auto refused = enrolCounter(addressOf(*shop.gateway), shop.own, shop.gateway->newCode());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::OfficeSignatureMissing);
    CHECK(must(shop.own.load()).officeKeys.size() == 1);
    must(enrolCounter(addressOf(*shop.gateway), shop.own, shop.gateway->newCode(), OtherOperator::Meant));
    CHECK(must(shop.own.load()).officeKeys.empty());
    shop.down();
    const auto id = shop.saveOffline();
    shop.must0("rotate-keys", {"--sealing"});
    const auto some = shop.atOperator("add-office-key", {"--office-key", key.string(), "--percent", "5"});
    CHECK(some.exitCode == 1);  // not dropped without a word
    CHECK(some.errors.find("goes to all counters") != std::string::npos);
    CHECK(shop.keys()["office"].empty());
    shop.must0("add-office-key", {"--office-key", key.string()});
    writeText(op / "policy.json", R"({"policy_version":2})");
    shop.must0("set-policy", {(op / "policy.json").string(), "--office-key", key.string()});
    shop.up();
    Shop::Run run(shop);
    run.waitFor(id, ClientState::Sent);
    REQUIRE(waitUntil([&] { return must(shop.own.load()).keysVersion == 3; }));
    CHECK(must(shop.own.load()).officeKeys.size() == 1);
    CHECK(must(shop.own.takePolicy(nextNotice(run).policy, kAnyPolicy)).version == 2);
    shop.checkHeldOnce({id});
    const IdentityFolder fresh(shop.folder.path() / "fresh");
    CHECK(must(enrolCounter(addressOf(*shop.gateway), fresh, shop.gateway->newCode())).officeKeys.size() ==
          1);
}

TEST_CASE(
    "a counter that slept through a change of the office's key is enrolled again, and nothing goes back") {
    Shop shop;
    const auto op = shop.folder.path() / "operator";
    const auto next = SigningKey::generate();
    shop.down();
    const auto old = must(SigningKey::read(shop.officeKey));
    must(addOfficeKey(op, next.verifyingKey(), {&old}));
    must(replacePolicy(op, toBytes(R"({"policy_version":9})"), &next));
    must(retireKey(op, old.verifyingKey().id(), {&next}));
    shop.up();
    const auto enrolled = [&] {
        return must(enrolCounter(addressOf(*shop.gateway), shop.own, shop.gateway->newCode()));
    };
    const auto before = must(shop.own.load()).deviceId;
    auto now = enrolled();
    CHECK(now.deviceId != before);
    CHECK(now.keysVersion == 2);
    CHECK(now.officeKeys == std::vector{next.verifyingKey()});
    CHECK(now.policy.version == 9);

    // Newer keys and a newer policy go to this counter first; its next id is none of the ring's.
    shop.down();
    Ring ring;
    ring.widen(0, {now.deviceId});
    must(rotateKey(op, KeyUse::Sealing, {&next, ring}));
    shop.up();
    {
        Shop::Run run(shop);
        REQUIRE(waitUntil([&] { return must(shop.own.load()).keysVersion == 3; }));
    }
    const auto sealing = must(shop.own.load()).sealingKey;
    now = enrolled();
    CHECK(now.keysVersion == 3);
    CHECK(now.sealingKey == sealing);
    Shop::Run run(shop);
    const auto id = run.save();
    run.waitFor(id, ClientState::Sent);
    shop.checkHeldOnce({id});
}

TEST_CASE("the gateway never opens the file of the office's key, and says that it lies about") {
    Shop shop;
    shop.down();
    const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    REQUIRE(watch >= 0);
    REQUIRE(::inotify_add_watch(watch, shop.officeKey.c_str(), IN_OPEN | IN_ACCESS) >= 0);
    shop.up();
    {
        Shop::Run run(shop);
        run.waitFor(run.save(), ClientState::Sent);
        const IdentityFolder other(shop.folder.path() / "other");
        must(enrolCounter(addressOf(*shop.gateway), other, shop.gateway->newCode()));
    }
    CHECK_FALSE(opened(watch));
    CHECK(textOf(shop.gateway->logFile()).find("the office's key lies in") != std::string::npos);
    CHECK(textOf(shop.officeKey).size() > 1);
    CHECK(opened(watch));  // the watch sees who does
    ::close(watch);
}
