// From the counter to the regulator and back, by the processes that do it for real: gateway, review,
// forwarder, and the regulator's simulator.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/files.h"
#include "regulator_simulator.h"
#include "review_chain.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

bool contains(const Bytes& bytes, const Bytes& part) {
    return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

constexpr std::string_view kForwarding =
    R"({"policy_version":1,"forwarding":{"content":"attestation","ground":"test_ground","ground_text":{"en":"A test"},"authority":{"en":"Nobody"}}})";

struct ForwardingChain : ReviewChain {
    ForwardingChain() : ReviewChain(std::string(kForwarding)) {}
    std::unique_ptr<Log> log = discardLog();
    std::filesystem::path regulatorFolder = temporary.path() / "regulator";
    SimulatorPaths paths{regulatorFolder};
    std::unique_ptr<RegulatorSimulator> regulator =
        RegulatorSimulator::start(regulatorFolder, "127.0.0.1", 0,
                                  openOperatorFolder(folder).value().verifyingKeys, {}, *log)
            .value();
    [[nodiscard]] ProgramResult reviewed() const {
        return run("review", {"--regulator-key", paths.publicKeys.string(), "--once"});
    }
    [[nodiscard]] ProgramResult forwarded() const {
        return plainly({"forward", "--regulator", "https://127.0.0.1:" + std::to_string(regulator->port()),
                        "--regulator-ca", paths.authority.string(), "--regulator-key",
                        paths.publicKeys.string(), "--once"});
    }
};

}  // namespace

TEST_CASE("a registration is sent, judged by the policy, and its shop hears of it with the next contact") {
    const ReviewChain chain;
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1);
    CHECK_FALSE(counter.word(sold));
    const auto reviewed = chain.run("review", {"--once"});
    INFO(reviewed.errors);
    REQUIRE(reviewed.exitCode == 0);
    CHECK(reviewed.output.find("1 looked at: 1 activated") != std::string::npos);
    const auto word = counter.word(sold);
    REQUIRE(word);
    CHECK(word->status == ReceiptStatus::Activated);
    CHECK(word->revision == 2);
    CHECK(chain.plainly({"people"}).output == "1 person is held.\n");
    CHECK(chain.plainly({"cases", "--state", "decided"}).output.find("1 case") != std::string::npos);
}

TEST_CASE("the gateway's process has nothing that opens a registration, and warns where a key lies about") {
    ReviewChain chain;
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1);
    const auto secret = [&] {
        const auto file = readFile(chain.openingKey, 4096).value();
        return Bytes(file.end() - 32, file.end());
    }();
    const auto payload = parseEnvelope(sold.envelope).value().sealedPayload;
    REQUIRE(OpeningKey::read(chain.openingKey).value().open(payload));
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(chain.folder)) {
        if (!entry.is_regular_file()) continue;
        ++files;
        const auto bytes = readFile(entry.path(), 64U << 20U).value();
        CHECK_FALSE(contains(bytes, secret));
        CHECK_FALSE(contains(bytes, toBytes(toHex(secret))));
        const auto key = OpeningKey::read(entry.path());
        CHECK_FALSE((key && key->open(payload)));
    }
    CHECK(files > 10);
    const auto log = [&] {
        const auto bytes = readFile(chain.gateway->logFile(), 1U << 20U).value();
        return std::string(bytes.begin(), bytes.end());
    };
    CHECK(log().find("opening key lies") == std::string::npos);
    // And yet the chain goes on.
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    CHECK(counter.word(sold)->status == ReceiptStatus::Activated);

    CHECK(chain.gateway->terminate() == 0);
    std::filesystem::copy_file(chain.openingKey, OperatorPaths(chain.folder).openingKey);
    chain.gateway.emplace(chain.folder);
    CHECK(log().find("opening key lies") != std::string::npos);
}

TEST_CASE("accepted, forwarded, acknowledged by the regulator, and activated at the counter") {
    ForwardingChain chain;
    SellingCounter counter(*chain.gateway);
    const auto told = counter.sell(1, 1, "attestation");
    const auto silent = counter.sell(2, 2);
    const auto reviewed = chain.reviewed();
    INFO(reviewed.errors);
    REQUIRE(reviewed.exitCode == 0);
    CHECK(counter.word(told)->status == ReceiptStatus::Accepted);
    CHECK(counter.word(silent)->status == ReceiptStatus::Accepted);
    const auto forwarded = chain.forwarded();
    INFO(forwarded.errors);
    REQUIRE(forwarded.exitCode == 0);
    const auto word = counter.word(told);
    REQUIRE(word);
    CHECK(word->status == ReceiptStatus::Activated);
    CHECK(word->revision == 3);
    const auto held = RegulatorSimulator::received(chain.regulatorFolder).value();
    REQUIRE(held.size() == 1);  // who was not told is not told on
    CHECK(held[0].attestation.key == ItemKey{counter.enrolment().deviceId, told.record, 2});
    CHECK(held[0].attestation.portraitJpeg.empty());
    CHECK(counter.word(silent)->status == ReceiptStatus::Accepted);
    const auto outbox = json::parse(chain.plainly({"outbox", "--json"}).output);
    REQUIRE(outbox["not_forwarded"].size() == 1);
    CHECK(outbox["not_forwarded"][0]["reason"] == "consent_does_not_cover");
    CHECK(outbox["not_forwarded"][0]["record"] == silent.record.hex());
}

TEST_CASE("what the regulator refuses a person looks at; their no frees line and card") {
    ForwardingChain chain;
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1, "attestation");
    REQUIRE(chain.reviewed().exitCode == 0);
    SimulatorFaults faults;
    faults.refuse = "number_unknown";
    chain.regulator->setFaults(faults);
    CHECK(chain.forwarded().output.find("1 refused") != std::string::npos);
    CHECK(counter.word(sold)->status == ReceiptStatus::Accepted);
    const auto cases = json::parse(chain.plainly({"cases", "--state", "review", "--json"}).output);
    REQUIRE(cases.size() == 1);
    CHECK(cases[0]["reasons"] == json{"regulator_refused"});
    const auto again = counter.sell(2, 1, "attestation");  // the same line: still taken
    REQUIRE(chain.reviewed().exitCode == 0);
    CHECK(counter.word(again)->reason == "msisdn_used");

    const auto decided =
        chain.run("decide", {sold.record.hex(), "--refuse", "number_unknown", "--by", "wang"});
    INFO(decided.errors + decided.output);
    REQUIRE(decided.exitCode == 0);
    CHECK(counter.word(sold)->status == ReceiptStatus::Refused);
    CHECK(counter.word(sold)->revision == 3);
    chain.regulator->setFaults({});
    const auto third = counter.sell(2, 1, "attestation");  // free again
    REQUIRE(chain.reviewed().exitCode == 0);
    REQUIRE(chain.forwarded().exitCode == 0);
    CHECK(counter.word(third)->status == ReceiptStatus::Activated);
}

TEST_CASE("a yes that is taken back ends at the regulator too, whether its answer came or was lost") {
    for (const bool lost : {false, true}) {
        INFO(lost);
        ForwardingChain chain;
        SellingCounter counter(*chain.gateway);
        const auto sold = counter.sell(1, 1, "attestation");
        REQUIRE(chain.reviewed().exitCode == 0);
        SimulatorFaults faults;
        faults.loseNext = lost ? 1 : 0;
        chain.regulator->setFaults(faults);
        CHECK(chain.forwarded().exitCode == (lost ? 1 : 0));
        const auto revision = std::to_string(counter.word(sold)->revision);
        CHECK(revision == (lost ? "2" : "3"));
        const auto decide = [&](std::vector<std::string> words) {
            words.insert(words.begin(),
                         {sold.record.shortCode(), "--refuse", "fraud", "--by", "chen", "--supervisor"});
            return chain.run("decide", words);
        };
        const std::vector<std::string> key{"--regulator-key", chain.paths.publicKeys.string()};
        const auto with = [&](std::vector<std::string> words) {
            words.insert(words.end(), key.begin(), key.end());
            return words;
        };
        // Who does not say what was looked at takes nothing back.
        const auto unseen = decide(key);
        CHECK(unseen.exitCode == 1);
        CHECK(unseen.output.find("--revision " + revision) != std::string::npos);
        CHECK(decide(with({"--revision", "1"})).errors.find("E1013") != std::string::npos);
        for (const auto* wrong : {"0", "-1", "4294967296", "two", ""})
            CHECK(decide(with({"--revision", wrong})).exitCode == 2);
        const auto keyless = decide({"--revision", revision});
        CHECK(keyless.exitCode == 1);
        CHECK(keyless.output.find("--regulator-key") != std::string::npos);
        CHECK(counter.word(sold)->status != ReceiptStatus::Refused);
        const auto taken = decide(with({"--revision", revision}));
        INFO(taken.output + taken.errors);
        CHECK(taken.exitCode == 0);
        CHECK(taken.output.find("The yes is taken back.") != std::string::npos);
        CHECK(taken.output.find("the regulator with what `forward` sends next") != std::string::npos);
        CHECK(counter.word(sold)->status == ReceiptStatus::Refused);

        CHECK(chain.forwarded().exitCode == 0);
        const auto listed =
            json::parse(chain.must({"regulator", "list", "--dir", chain.regulatorFolder.string(), "--json"}));
        REQUIRE(listed.size() == 2);
        CHECK(listed[0]["result"] == "accepted");
        CHECK(listed[0]["stands"] == false);
        CHECK(listed[1]["result"] == "refused");
        CHECK(listed[1]["stands"] == true);
        CHECK(listed[1]["revision"] == std::stoi(revision) + 1);
        CHECK(listed[1]["document_number"] == listed[0]["document_number"]);
        CHECK(json::parse(chain.plainly({"outbox", "--json"}).output)["waiting"].empty());
        CHECK(chain.plainly({"cases", "--state", "decided"})
                  .output.find("revision " + std::to_string(std::stoi(revision) + 1) + "  refused") !=
              std::string::npos);
    }
}

TEST_CASE("a yes that never left is taken back without a word to the regulator") {
    ForwardingChain chain;
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1, "attestation");
    REQUIRE(chain.reviewed().exitCode == 0);
    // Nobody but the regulator is spoken to: nothing is sent.
    const auto wrong = chain.plainly({"forward", "--regulator",
                                      "https://127.0.0.1:" + std::to_string(chain.regulator->port()),
                                      "--regulator-ca", OperatorPaths(chain.folder).authority.string(),
                                      "--regulator-key", chain.paths.publicKeys.string(), "--once"});
    CHECK(wrong.exitCode == 1);
    const auto taken = chain.run("decide", {sold.record.hex(), "--come-back", "picture_unclear", "--by",
                                            "chen", "--supervisor", "--revision", "2"});
    INFO(taken.output + taken.errors);
    CHECK(taken.exitCode == 0);
    CHECK(taken.output.find("to the regulator nothing had gone") != std::string::npos);
    CHECK(counter.word(sold)->status == ReceiptStatus::ComeBack);
    CHECK(chain.forwarded().exitCode == 0);
    CHECK(RegulatorSimulator::received(chain.regulatorFolder).value().empty());
}

TEST_CASE("five numbers a person over two counters: the sixth is refused, and its shop hears why") {
    const ReviewChain chain;
    SellingCounter first(*chain.gateway), second(*chain.gateway);
    int line = 0;
    std::vector<SellingCounter::Sold> good;
    for (int i = 0; i < 3; ++i) good.push_back(first.sell(1, ++line));
    for (int i = 0; i < 2; ++i) (void)second.sell(1, ++line);
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    const auto sixth = second.sell(1, ++line);
    const auto other = second.sell(2, ++line);
    REQUIRE(chain.run("review", {"--once"}).exitCode == 0);
    for (const auto& sold : good) CHECK(first.word(sold)->status == ReceiptStatus::Activated);
    CHECK(second.word(sixth)->status == ReceiptStatus::Refused);
    CHECK(second.word(sixth)->reason == "document_limit");
    CHECK(second.word(other)->status == ReceiptStatus::Activated);
}

TEST_CASE("two review processes at once judge each record once") {
    const ReviewChain chain;
    SellingCounter counter(*chain.gateway);
    constexpr int kRecords = 40;
    for (int i = 1; i <= kRecords; ++i) (void)counter.sell(i, i);
    std::array<ProgramResult, 2> done;
    {
        std::vector<std::jthread> threads;
        for (auto& each : done) threads.emplace_back([&] { each = chain.run("review", {"--once"}); });
    }
    int total = 0;
    for (const auto& each : done) {
        INFO(each.errors);
        CHECK(each.exitCode == 0);
        total += std::stoi(each.output);
    }
    CHECK(total == kRecords);
    auto database = Database::open(OperatorPaths(chain.folder).ledger, Database::Mode::ReadOnly).value();
    CHECK(database.queryInteger("SELECT count(*) FROM decision").value() == kRecords);
    CHECK(database.queryInteger("SELECT count(*) FROM device_order").value() == kRecords);
    CHECK(database.queryInteger("SELECT count(*) FROM record WHERE status = 'activated'").value() ==
          kRecords);
}

TEST_CASE("people's words by command: two for an exception, codes only, nobody twice") {
    const ReviewChain chain;
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sellWithoutScan(1, 1);
    const auto decide = [&](std::vector<std::string> words) {
        words.insert(words.begin(), sold.record.shortCode());
        return chain.run("decide", words);
    };
    const auto early = decide({"--accept", "--by", "wang"});
    CHECK(early.exitCode == 1);
    CHECK(early.output.find("waits for the judge") != std::string::npos);
    CHECK(chain.run("review", {"--once"}).output.find("1 for a person") != std::string::npos);
    CHECK(chain.plainly({"cases"}).output.find("two people  no_scan") != std::string::npos);
    CHECK(decide({"--refuse", "Not the man", "--by", "wang"}).exitCode == 2);
    CHECK(decide({"--accept", "--refuse", "blurred", "--by", "wang"}).exitCode == 2);
    CHECK(decide({"--by", "wang"}).exitCode == 2);
    CHECK(decide({"--accept", "--by", "wang"}).exitCode == 0);
    CHECK(decide({"--accept", "--by", "wang"}).exitCode == 1);
    CHECK_FALSE(counter.word(sold));
    CHECK(decide({"--accept", "--by", "li"}).exitCode == 0);
    CHECK(counter.word(sold)->status == ReceiptStatus::Activated);
    const auto late = decide({"--accept", "--by", "chen"});
    CHECK(late.exitCode == 1);
    CHECK(late.errors.find("E1013") != std::string::npos);
    CHECK(chain.run("decide", {RecordId::random().hex(), "--accept", "--by", "li"}).errors.find("E1005") !=
          std::string::npos);
}

TEST_CASE("review runs until SIGTERM, and its log counts and names nobody") {
    const ReviewChain chain;
    SellingCounter counter(*chain.gateway);
    const auto sold = counter.sell(1, 1);
    auto words = chain.command("review");
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        ::dup2(ends[1], STDERR_FILENO);
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    std::string log;
    const auto readMore = [&] {
        char buffer[512];
        const auto got = ::read(ends[0], buffer, sizeof buffer);
        if (got > 0) log.append(buffer, static_cast<std::size_t>(got));
        return got > 0;
    };
    while (log.find("activated=1") == std::string::npos && readMore()) {
    }
    CHECK(log.find("activated=1") != std::string::npos);
    REQUIRE(::kill(pid, SIGTERM) == 0);
    while (readMore()) {
    }
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(log.find("stopping") != std::string::npos);
    for (const auto& secret : {sold.record.hex(), sold.record.shortCode(), madeResidentNumber(1),
                               madeMsisdn(1), std::string("Made Person")}) {
        CHECK(log.find(secret) == std::string::npos);
    }
    CHECK(counter.word(sold)->status == ReceiptStatus::Activated);
}

TEST_CASE("wrong keys and files are told at once") {
    const ReviewChain chain;
    const auto wrong = [&](const std::string& opening, const std::string& index) {
        return runProgram({operatorProgram(), "review", "--dir", chain.folder.string(), "--opening-key",
                           opening, "--index-key", index, "--once"});
    };
    const auto keyFile = chain.openingKey.string(), indexFile = chain.indexKey.string();
    CHECK(wrong(indexFile, indexFile).errors.find("E801") != std::string::npos);
    CHECK(wrong(keyFile, keyFile).errors.find("E1015") != std::string::npos);
    CHECK(wrong(keyFile, "/nowhere").errors.find("E102") != std::string::npos);
    CHECK(runProgram({operatorProgram(), "make-index-key", indexFile}).errors.find("E1015") !=
          std::string::npos);
    CHECK(wrong(keyFile, indexFile).exitCode == 0);
}
