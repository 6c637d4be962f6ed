// The operator's forwarder against the regulator's simulator, over TLS and with a real ledger: what comes
// once, what comes again, and what changes nothing.

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/files.h"
#include "operator/forwarder.h"
#include "operator/sqlite_outbox.h"
#include "regulator_http.h"
#include "regulator_simulator.h"
#include "support/catch.h"
#include "support/made_outbox.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

struct Chain {
    TemporaryFolder temporary;
    std::filesystem::path regulatorFolder = temporary.path() / "regulator";
    SimulatorPaths paths{regulatorFolder};
    std::unique_ptr<Log> log = discardLog();
    // Makes the folder, whose keys the operator needs first.
    bool ready = RegulatorSimulator::start(regulatorFolder, "127.0.0.1", 0, {}, {}, *log).has_value();
    RegulatorKeys keys = readRegulatorKeys(readFile(paths.publicKeys, 65536).value()).value();
    MadeOutbox book{keys.sealingKey};
    std::unique_ptr<RegulatorSimulator> regulator =
        RegulatorSimulator::start(regulatorFolder, "127.0.0.1", 0, book.made.identity.verifyingKeys, {}, *log)
            .value();
    std::unique_ptr<SqliteOutbox> outbox = SqliteOutbox::open(book.ledger).value();

    // A forwarder with a connection of its own.
    struct Sender {
        std::unique_ptr<RegulatorHttp> client;
        std::unique_ptr<SqliteOutbox> outbox;
        std::unique_ptr<Forwarder> forwarder;
    };
    [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(regulator->port()); }
    [[nodiscard]] Sender sender(Millis timeout = 60s) { return sender(paths.authority, keys, timeout); }
    [[nodiscard]] Sender sender(const std::filesystem::path& ca, const RegulatorKeys& believed,
                                Millis timeout = 60s) {
        Sender made;
        made.client = RegulatorHttp::open({url(), ca, {}, {}, timeout}, [] { return false; }).value();
        made.outbox = SqliteOutbox::open(book.ledger).value();
        made.forwarder =
            std::make_unique<Forwarder>(*made.outbox, *made.client, book.made.identity.signingKey,
                                        ForwardTerms{"operator-1", believed, 10min},
                                        ActivationTerms{book.made.identity.signingKey, 1, 24h},
                                        RetryPolicy({}, [] { return 0.0; }), book.made.clock, *log);
        return made;
    }
    [[nodiscard]] std::vector<ReceivedItem> held() const {
        return RegulatorSimulator::received(regulatorFolder).value();
    }
    [[nodiscard]] ReceiptStatus status(const ItemKey& key) { return book.record(key).status; }
};

}  // namespace

TEST_CASE("an accepted record is sent once and comes back activated") {
    Chain chain;
    std::vector<ItemKey> keys;
    for (int i = 0; i < 3; ++i) keys.push_back(chain.book.accept());
    auto sender = chain.sender();
    const auto round = sender.forwarder->round().value();
    CHECK(round.activated == 3);
    CHECK_FALSE(round.fault);
    CHECK(sender.forwarder->round().value().claimed == 0);
    CHECK(chain.regulator->requests() == 1);
    const auto held = chain.held();
    REQUIRE(held.size() == 3);
    for (const auto& each : held) {
        CHECK(each.times == 1);
        CHECK(each.attestation.name == "Made Person");
        CHECK(each.operatorId == "operator-1");
        CHECK(chain.status(each.attestation.key) == ReceiptStatus::Activated);
    }
    CHECK(chain.book.orders().size() == 3);
}

TEST_CASE("an answer that was lost, that hangs, is forged or half changes nothing; then it heals") {
    for (const std::string fault : {"503", "lost", "hang", "forged", "half"}) {
        INFO(fault);
        Chain chain;
        const auto first = chain.book.accept();
        const auto second = chain.book.accept();
        SimulatorFaults faults;
        faults.failNext = fault == "503" ? 1 : 0;
        faults.loseNext = fault == "lost" ? 100 : 0;
        faults.hang = fault == "hang";
        faults.forge = fault == "forged";
        faults.half = fault == "half";
        chain.regulator->setFaults(faults);
        {
            auto sender = chain.sender(fault == "hang" ? Millis(300) : Millis(60s));
            const auto round = sender.forwarder->round().value();
            CHECK(round.activated == 0);
            CHECK(round.kept == 0);
            // The regulator may hold them, whatever it said.
            CHECK(chain.book.open().queryInteger("SELECT sum(sent) FROM outbox").value() == 2);
            REQUIRE(round.fault);
            CHECK(round.fault->code == (fault == "forged" || fault == "half"
                                            ? ErrorCode::RegulatorAnswerForged
                                            : ErrorCode::RegulatorUnreachable));
            if (fault == "503") CHECK(round.pause >= Millis(1000));  // as it asked for
        }
        for (const auto& key : {first, second}) {
            CHECK(chain.status(key) == ReceiptStatus::Accepted);
            CHECK(chain.book.record(key).revision == 2);
        }
        CHECK(chain.book.orders().empty());
        CHECK(chain.outbox->counts().value().waiting == 2);

        if (fault == "hang") {  // ends those that wait for an answer
            chain.regulator.reset();
            chain.regulator =
                RegulatorSimulator::start(chain.regulatorFolder, "127.0.0.1", 0,
                                          chain.book.made.identity.verifyingKeys, {}, *chain.log)
                    .value();
        }
        chain.regulator->setFaults({});
        chain.book.made.clock.advance(1h);
        auto sender = chain.sender();
        CHECK(sender.forwarder->round().value().activated == 2);
        const auto held = chain.held();
        REQUIRE(held.size() == 2);  // each once, however often it came
        for (const auto& each : held) CHECK(each.times == (fault == "503" ? 1 : each.times));
        CHECK(chain.book.orders().size() == 2);
    }
}

TEST_CASE("a forwarder killed between sending and settling: held exactly once") {
    Chain chain;
    const auto key = chain.book.accept();
    SimulatorFaults faults;
    faults.hang = true;
    chain.regulator->setFaults(faults);
    const auto url = chain.url();
    const auto program = operatorProgram();
    std::vector<std::string> command{program,           "forward",
                                     "--dir",           chain.book.made.folder.string(),
                                     "--regulator",     url,
                                     "--regulator-ca",  chain.paths.authority.string(),
                                     "--regulator-key", chain.paths.publicKeys.string()};
    std::vector<char*> arguments;
    for (auto& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    chain.regulator->waitForTaken(1);  // it holds the item, and the forwarder doesn't know
    REQUIRE(::kill(pid, SIGKILL) == 0);
    int status = 0;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    CHECK(WIFSIGNALED(status));
    CHECK(chain.status(key) == ReceiptStatus::Accepted);
    chain.regulator->setFaults({});

    auto sender = chain.sender();
    // That process went by the real clock: here its claim is long over, or by a clock that was set.
    chain.book.made.clock.setWall(SystemClock().wall() + 24h);
    CHECK(sender.forwarder->round().value().activated == 1);
    const auto held = chain.held();
    REQUIRE(held.size() == 1);
    CHECK(held[0].times == 2);
    CHECK(chain.status(key) == ReceiptStatus::Activated);
}

TEST_CASE("a refused item is kept with its reason and listed; it is not sent again") {
    Chain chain;
    const auto key = chain.book.accept();
    SimulatorFaults faults;
    faults.refuse = "number_unknown";
    chain.regulator->setFaults(faults);
    auto sender = chain.sender();
    const auto round = sender.forwarder->round().value();
    CHECK(round.refused == 1);
    CHECK_FALSE(round.fault);
    CHECK(chain.status(key) == ReceiptStatus::Accepted);
    chain.book.made.clock.advance(24h);
    CHECK(sender.forwarder->round().value().claimed == 0);
    const auto listed =
        runProgram({operatorProgram(), "outbox", "--dir", chain.book.made.folder.string(), "--json"});
    REQUIRE(listed.exitCode == 0);
    const auto object = json::parse(listed.output);
    REQUIRE(object["refused"].size() == 1);
    CHECK(object["refused"][0]["reason"] == "number_unknown");
    CHECK(object["refused"][0]["record"] == key.record.hex());
}

TEST_CASE("one item that breaks the regulator does not hold the others back") {
    Chain chain;
    std::vector<ItemKey> keys;
    for (int i = 0; i < 9; ++i) keys.push_back(chain.book.accept());
    SimulatorFaults faults;
    faults.choke = keys[4].record.hex();
    chain.regulator->setFaults(faults);
    auto sender = chain.sender();
    const auto round = sender.forwarder->round().value();
    CHECK(round.activated == 8);
    CHECK(round.later == 1);
    CHECK_FALSE(round.pause);
    CHECK(chain.status(keys[4]) == ReceiptStatus::Accepted);
    CHECK(chain.status(keys[5]) == ReceiptStatus::Activated);
    const auto waiting = chain.outbox->list(OutboxState::Waiting, 0, 10).value().rows;
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].attempts == 1);
}

TEST_CASE("other bytes under a key that is taken are a conflict; the first stays") {
    Chain chain;
    const auto key = chain.book.accept();
    auto sender = chain.sender();
    REQUIRE(sender.forwarder->round().value().activated == 1);
    auto database = chain.book.open();
    REQUIRE(database.exec(
        "DELETE FROM outbox; DELETE FROM retention; DELETE FROM decision WHERE decided_by = 'regulator'"));
    auto other = chain.held().at(0).attestation;
    other.name = "Somebody Else";
    chain.book.insert(key, sealAttestation(other, chain.keys.sealingKey).value());
    CHECK(sender.forwarder->round().value().refused == 1);
    const auto rows = chain.outbox->list(OutboxState::Refused, 0, 10).value().rows;
    REQUIRE(rows.size() == 1);
    CHECK(parseAcknowledgement(rows[0].answer).value().reason == "conflict");
    CHECK(chain.held().at(0).attestation.name == "Made Person");
}

TEST_CASE("two forwarders at once send each item once") {
    Chain chain;
    constexpr int kItems = 150;
    for (int i = 0; i < kItems; ++i) chain.book.accept();
    std::vector<Chain::Sender> senders;
    senders.push_back(chain.sender());
    senders.push_back(chain.sender());
    std::vector<std::size_t> activated(2, 0);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < 2; ++i) {
            threads.emplace_back([&, i] {
                for (;;) {
                    const auto round = senders[i].forwarder->round();
                    if (!round || round->claimed == 0) return;
                    activated[i] += round->activated;
                }
            });
        }
    }
    CHECK(activated[0] + activated[1] == kItems);
    const auto held = chain.held();
    CHECK(held.size() == kItems);
    CHECK(std::ranges::all_of(held, [](const ReceivedItem& each) { return each.times == 1; }));
}

TEST_CASE("nobody but the regulator is spoken to, and nobody's word but its own is believed") {
    Chain chain;
    const auto key = chain.book.accept();
    // A certificate of another authority: not a byte of the batch leaves.
    {
        auto sender = chain.sender(OperatorPaths(chain.book.made.folder).authority, chain.keys);
        const auto round = sender.forwarder->round().value();
        REQUIRE(round.fault);
        CHECK(round.fault->code == ErrorCode::RegulatorUnreachable);
        CHECK(chain.regulator->requests() == 0);
    }
    chain.book.made.clock.advance(1h);
    // Genuine TLS, but the words are by a key that the operator doesn't know.
    {
        auto believed = chain.keys;
        believed.verifyingKeys = {SigningKey::generate().verifyingKey()};
        auto sender = chain.sender(chain.paths.authority, believed);
        const auto round = sender.forwarder->round().value();
        REQUIRE(round.fault);
        CHECK(round.fault->code == ErrorCode::RegulatorAnswerForged);
    }
    CHECK(chain.status(key) == ReceiptStatus::Accepted);
    // And the regulator takes nothing of an operator that it doesn't know.
    chain.regulator = RegulatorSimulator::start(chain.regulatorFolder, "127.0.0.1", 0,
                                                {SigningKey::generate().verifyingKey()}, {}, *chain.log)
                          .value();
    chain.book.made.clock.advance(1h);
    auto sender = chain.sender();
    const auto round = sender.forwarder->round().value();
    REQUIRE(round.fault);
    CHECK(round.fault->code == ErrorCode::RegulatorRefused);
    CHECK(chain.status(key) == ReceiptStatus::Accepted);
}

TEST_CASE("the commands: forward once, list on both sides, and wrong arguments") {
    Chain chain;
    const auto key = chain.book.accept();
    const auto forward = [&](const std::string& url, const std::filesystem::path& ca) {
        return runProgram({operatorProgram(), "forward", "--dir", chain.book.made.folder.string(),
                           "--regulator", url, "--regulator-ca", ca.string(), "--regulator-key",
                           chain.paths.publicKeys.string(), "--once"});
    };
    CHECK(forward("http://127.0.0.1:1", chain.paths.authority).exitCode == 2);
    const auto wrong = forward(chain.url(), OperatorPaths(chain.book.made.folder).authority);
    CHECK(wrong.exitCode == 1);
    CHECK(wrong.errors.find("E1010") != std::string::npos);
    auto database = chain.book.open();
    // Nobody was reached: were it taken back now, nobody would have to hear of it.
    CHECK(database.queryInteger("SELECT sum(sent) FROM outbox").value() == 0);
    REQUIRE(database.exec("UPDATE outbox SET next_attempt = 0"));
    const auto sent = forward(chain.url(), chain.paths.authority);
    INFO(sent.errors);
    CHECK(sent.exitCode == 0);
    CHECK(sent.output.find("1 acknowledged (1 activated), 0 refused") != std::string::npos);
    CHECK(chain.status(key) == ReceiptStatus::Activated);
    const auto listed = runProgram(
        {operatorProgram(), "regulator", "list", "--dir", chain.regulatorFolder.string(), "--json"});
    REQUIRE(listed.exitCode == 0);
    CHECK(json::parse(listed.output).at(0).at("record") == key.record.hex());
    const auto empty = runProgram({operatorProgram(), "outbox", "--dir", chain.book.made.folder.string()});
    CHECK(empty.output.find("0 waiting, 1 acknowledged") != std::string::npos);
}
