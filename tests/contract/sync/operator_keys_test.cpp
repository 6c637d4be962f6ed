// The operator's keys and certificates change while counters work, sleep and hold records: over a real
// gateway and its own commands, each record arrives exactly once and nobody is believed who should not be.

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "contract/sync/keys_shop.h"
#include "protocol/certificate.h"
#include "support/catch.h"
#include "support/faulty_gateway.h"

using namespace countersign;
using namespace countersign::test;

TEST_CASE(
    "the signing key changes while three records wait: nothing is lost, both keys are believed in turn") {
    Shop shop;
    const auto first = shop.signingKey();
    std::vector<RecordId> ids;
    {
        Shop::Run run(shop);
        ids.push_back(run.save());
        run.waitFor(ids.front(), ClientState::Sent);
        CHECK(must(shop.own.load()).keysVersion == 0);
    }
    shop.down();
    for (int i = 0; i < 3; ++i) ids.push_back(shop.saveOffline());
    shop.rotateSigning();
    CHECK(shop.signingKey() == first);  // the new one is only made known
    shop.up();
    {
        Shop::Run run(shop);
        for (std::size_t i = 1; i < ids.size(); ++i) run.waitFor(ids[i], ClientState::Sent);
        REQUIRE(waitUntil([&] { return must(shop.own.load()).keysVersion == 1; }));
        CHECK(must(shop.own.load()).operatorKeys.size() == 2);
        // The operator hears of it at once and not a quarter of an hour later.
        REQUIRE(waitUntil([&] { return shop.keys()["counters_behind"] == 0; }));
        shop.down();
        shop.retireOld();
        CHECK(shop.signingKey() != first);
        shop.up();
        ids.push_back(run.save());  // by a program that was running all the time
        run.waitFor(ids.back(), ClientState::Sent);
        CHECK(std::set<ErrorCode>(run.causes.begin(), run.causes.end()).count(ErrorCode::RefusedByOperator) ==
              0);
    }
    const auto now = must(shop.own.load());
    REQUIRE(now.keysVersion == 2);
    REQUIRE(now.operatorKeys.size() == 1);
    CHECK(now.operatorKeys.front().id() == shop.signingKey());
    shop.checkHeldOnce(ids);
    const auto shown = shop.atOperator("show", {ids.front().hex()});
    CHECK(shown.exitCode == 0);  // its receipt is of a key that is retired by now
    CHECK(shown.output.find(R"("receipt": "valid")") != std::string::npos);
}

TEST_CASE(
    "a counter that slept through two rotations and a new sealing key comes along and is enrolled still") {
    Shop shop;
    shop.down();
    const auto before = must(shop.own.load());
    const auto old = shop.saveOffline();
    for (int i = 0; i < 2; ++i) {
        shop.rotateSigning();
        shop.retireOld();
    }
    shop.change("rotate-keys", {"--sealing"});
    shop.up();
    Shop::Run run(shop);
    run.waitFor(old, ClientState::Sent);
    const auto now = must(shop.own.load());
    CHECK(now.keysVersion == 5);
    CHECK(now.deviceId == before.deviceId);
    REQUIRE(now.operatorKeys.size() == 1);
    CHECK(now.operatorKeys.front().id() == shop.signingKey());
    CHECK(now.sealingKey.id() == shop.keys()["sealing"][0]["key"]);
    CHECK(now.sealingKey != before.sealingKey);
    REQUIRE(waitUntil([&] { return run.identity.sealingKey == now.sealingKey; }));
    const auto fresh = run.save();
    run.waitFor(fresh, ClientState::Sent);
    shop.checkHeldOnce({old, fresh});
    // Each opens with the key it was sealed to.
    const auto keys = shop.folder.path() / "operator" / "keys";
    const auto opens = [&](RecordId id, const fs::path& key) {
        const auto shown = shop.atOperator("show", {id.hex(), "--opening-key", key.string()});
        // These tests seal no registration: what opens is told as malformed, what doesn't as sealed to
        // another.
        const bool told = shown.errors.find("E804") != std::string::npos;
        CHECK((told || shown.errors.find("E803") != std::string::npos));
        return told;
    };
    const auto newKey = keys / ("opening-" + now.sealingKey.id().substr(0, 8) + ".key");
    CHECK(opens(old, keys / "opening.key"));
    CHECK_FALSE(opens(old, newKey));
    CHECK(opens(fresh, newKey));

    SECTION("one that enrols now starts with the newest keys") {
        const IdentityFolder other(shop.folder.path() / "other");
        const auto late = must(enrolCounter(addressOf(*shop.gateway), other, shop.gateway->newCode()));
        CHECK(late.keysVersion == 5);
        CHECK(late.sealingKey == now.sealingKey);
        CHECK(must(other.load()).operatorKeys == now.operatorKeys);
    }
}

TEST_CASE("a signing key that is retired at once, under a counter that runs, costs one try and no record") {
    Shop shop;
    Shop::Run run(shop);
    run.waitFor(run.save(), ClientState::Sent);
    shop.down();
    shop.rotateSigning();
    shop.retireOld();
    shop.up();
    const auto id = run.save();  // its first receipt is of a key that this counter has never heard of
    REQUIRE(waitUntil([&] { return run.is(id, ClientState::Sent); }));
    CHECK(must(shop.own.load()).keysVersion == 2);
    shop.checkHeldOnce({id});
}

TEST_CASE(
    "a stolen certificate gets nothing once it is revoked; with the renewed one each record arrives once") {
    Shop shop;
    const auto tls = shop.folder.path() / "operator" / "tls";
    const CertificateAndKey stolen{textOf(tls / "server.pem"), textOf(tls / "server.key.pem")};
    const auto fingerprint = toHex(must(certificateFingerprint(stolen.certificatePem)));
    CHECK(shop.atOperator("revoke-certificate", {fingerprint, "--office-key", shop.officeKey.string()})
              .exitCode == 1);  // it is in use
    CHECK(shop.keys()["revoked"].empty());
    shop.must0("renew-certificate");
    shop.change("revoke-certificate", {(tls / "server.pem").string()});
    CHECK(shop.keys()["revoked"] == json::array({fingerprint}));
    shop.down();
    shop.up();
    {
        Shop::Run run(shop);
        REQUIRE(waitUntil([&] { return must(shop.own.load()).keysVersion == 1; }));
    }
    shop.down();
    std::vector<RecordId> ids;
    {
        FaultyGateway thief(stolen);
        Shop::Run run(shop, thief.url());
        for (int i = 0; i < 3; ++i) ids.push_back(run.save());
        REQUIRE(waitUntil([&] { return run.causes.size() >= 3 && run.rows.size() == 3; }));
        for (const auto code : run.causes) CHECK(code == ErrorCode::OperatorCertificateRevoked);
        for (const auto& id : ids) CHECK(run.is(id, ClientState::Waiting));
        CHECK(thief.connections() >= 3);
        CHECK(thief.bytesReceived() == 0);
    }
    shop.up();
    Shop::Run run(shop);
    for (const auto& id : ids) run.waitFor(id, ClientState::Sent);
    shop.checkHeldOnce(ids);
}

TEST_CASE("a counter that was replaced registers nobody, and what it held is kept for a person to look at") {
    Shop shop;
    const auto lost = must(shop.own.load()).deviceId;
    RecordId sent;
    {
        Shop::Run run(shop);
        sent = run.save();
        run.waitFor(sent, ClientState::Sent);
        run.notices.clear();
        REQUIRE(waitUntil([&] {  // the operator hears of number 1
            run.records->sendNow();
            return !run.notices.empty();
        }));
    }
    shop.down();
    const auto unsent = shop.saveOffline();
    const auto unsentToo = shop.saveOffline();
    const auto replaced = shop.atOperator("replace-counter", {"--counter", lost.hex()});
    REQUIRE(replaced.exitCode == 0);
    const auto code = replaced.output.substr(0, replaced.output.find('\n'));
    shop.up();
    {
        Shop::Run run(shop);
        run.waitFor(unsent, ClientState::Sent);
        CHECK(run.rows.at(unsent).erased());
        REQUIRE(waitUntil([&] { return !run.notices.empty() && run.notices.back().replaced; }));
        run.records->askToBegin();
        REQUIRE(waitUntil([&] { return !run.refusals.empty(); }));
        CHECK(run.refusals.front() == ErrorCode::CounterReplaced);
        run.waitFor(unsentToo, ClientState::Sent);
    }
    const auto held = json::parse(shop.gateway->recordsAsJson());
    std::map<std::string, std::string> late;
    for (const auto& row : held) late[row["record"]] = row["late"];
    CHECK(late.at(sent.hex()) == "no");
    CHECK(late.at(unsent.hex()) == "unknown");
    CHECK(late.at(unsentToo.hex()) == "unknown");
    CHECK(must(shop.own.load()).replaced);
    {
        Shop::Run again(shop);  // after a restart, without the operator
        again.records->askToBegin();
        REQUIRE(waitUntil([&] { return !again.refusals.empty(); }));
        CHECK(again.refusals.front() == ErrorCode::CounterReplaced);
    }

    SECTION("another computer takes its place with the code, once") {
        const IdentityFolder other(shop.folder.path() / "other");
        const auto next = must(enrolCounter(addressOf(*shop.gateway), other, code));
        CHECK(next.deviceId != lost);
        const auto listed = shop.atOperator("counters").output;
        CHECK(listed.find("in the place of " + lost.shortCode()) != std::string::npos);
        CHECK(listed.find("by " + next.deviceId.shortCode()) != std::string::npos);
        CHECK(shop.atOperator("replace-counter", {"--counter", lost.hex()}).exitCode == 1);
        CHECK_FALSE(
            enrolCounter(addressOf(*shop.gateway), IdentityFolder(shop.folder.path() / "third"), code));
    }
    SECTION("the same computer is enrolled again and goes on") {
        must(enrolCounter(addressOf(*shop.gateway), shop.own, code));
        CHECK_FALSE(must(shop.own.load()).replaced);
        Shop::Run run(shop);
        const auto fresh = run.save();
        run.waitFor(fresh, ClientState::Sent);
        run.records->askToBegin();
        CHECK(run.refusals.empty());
        CHECK(shop.atOperator("verify").exitCode == 0);
    }
}

TEST_CASE("enrolling again with records that wait: they go out under the old id, new ones under the new") {
    Shop shop;
    const auto older = must(shop.own.load()).deviceId;
    shop.must0("order", {"--counter", older.hex(), "--clerk-off", "lina"});
    {
        Shop::Run run(shop);
        REQUIRE(waitUntil([&] { return !run.notices.empty(); }));
    }
    shop.down();
    const auto waiting = shop.saveOffline();
    shop.up();
    const auto now = must(enrolCounter(addressOf(*shop.gateway), shop.own, shop.gateway->newCode())).deviceId;
    REQUIRE(now != older);
    shop.must0("order", {"--counter", now.hex(), "--clerk-off", "bert"});
    RecordId fresh;
    {
        Shop::Run run(shop);
        fresh = run.save();
        run.waitFor(waiting, ClientState::Sent);
        run.waitFor(fresh, ClientState::Sent);
        // The first order of the new id is none that was done before.
        REQUIRE(waitUntil([&] {
            return std::any_of(run.notices.begin(), run.notices.end(),
                               [](const NoticeEffect& effect) { return effect.clerksChanged; });
        }));
    }
    std::map<std::string, std::string> devices;
    for (const auto& row : json::parse(shop.gateway->recordsAsJson())) devices[row["record"]] = row["device"];
    CHECK(devices.at(waiting.hex()) == older.hex());
    CHECK(devices.at(fresh.hex()) == now.hex());
    shop.checkHeldOnce({waiting, fresh});
    const auto verified = shop.atOperator("verify");
    INFO(verified.output);
    CHECK(verified.exitCode == 0);
}
