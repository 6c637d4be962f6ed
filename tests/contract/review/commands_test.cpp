// The commands of the operator's staff as they are called, on the folder's own SQLite ledger and, by
// --ledger, on a real PostgreSQL: what whoever calls them sees, and what stays when a server or a process is
// killed.

#include <pwd.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/files.h"
#include "operator/deletion_certificate.h"
#include "regulator_simulator.h"
#include "review_chain.h"
#include "service_command.h"
#include "support/catch.h"
#include "support/postgres_process.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kForwarding =
    R"({"policy_version":1,"forwarding":{"content":"attestation","ground":"test_ground","ground_text":{"en":"A test"},"authority":{"en":"Nobody"}}})";

struct Commands : ReviewChain {
    explicit Commands(const std::string& ledger = {}, std::string_view policy = R"({"policy_version":1})")
        : ReviewChain(std::string(policy), ledger) {}

    [[nodiscard]] ProgramResult person(int who, std::vector<std::string> words) const {
        const auto number = madeResidentNumber(who);
        words.insert(words.begin(), {operatorProgram(), "person"});
        words.insert(words.end(), {"--dir", folder.string(), "--opening-key", openingKey.string(),
                                   "--index-key", indexKey.string(), "--document", "resident_id", number});
        words.insert(words.end(), place.begin(), place.end());
        return runProgram(words);
    }
    [[nodiscard]] json found(int who) const { return json::parse(person(who, {"find", "--json"}).output); }
    [[nodiscard]] json asJson(std::vector<std::string> words) const {
        words.emplace_back("--json");
        const auto done = plainly(std::move(words));
        INFO(done.errors);
        REQUIRE(done.exitCode == 0);
        return json::parse(done.output);
    }
    // Of PostgreSQL and SQLite alike: as the person who asks gets it.
    [[nodiscard]] json lookedAt(int who, const RecordId& record) const {
        const auto out = temporary.path() / RecordId::random().hex();
        const auto given = person(who, {"export", "--out", out.string()});
        INFO(given.errors);
        REQUIRE(given.exitCode == 0);
        const auto text =
            readFile(out / (record.shortCode() + "-" + record.hex().substr(0, 8)) / "registration.json",
                     1U << 20U)
                .value();
        fs::remove_all(out);
        return json::parse(text.begin(), text.end())["history"]["looked_at"];
    }
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

template <class Test>
void onEveryLedgerOf(std::string_view policy, const Test& test) {
    {
        INFO("SQLite");
        Commands commands({}, policy);
        test(commands);
    }
    if (!PostgresProcess::installed()) return;
    INFO("PostgreSQL");
    Commands commands(sharedPostgres().newDatabase(), policy);
    test(commands);
    // The folder's own ledger was never used.
    CHECK_FALSE(fs::exists(OperatorPaths(commands.folder).ledger));
}

std::string thisUser() {
    const passwd* entry = ::getpwuid(::getuid());
    return entry != nullptr ? "user:" + std::string(entry->pw_name) : "uid:" + std::to_string(::getuid());
}

}  // namespace

TEST_CASE("the staff's commands on either ledger: what is listed, decided, given out and erased") {
    onEveryLedgerOf(kForwarding, [](Commands& commands) {
        auto log = discardLog();
        const auto regulatorFolder = commands.temporary.path() / "regulator";
        const SimulatorPaths paths{regulatorFolder};
        const auto regulator =
            RegulatorSimulator::start(regulatorFolder, "127.0.0.1", 0,
                                      openOperatorFolder(commands.folder).value().verifyingKeys, {}, *log);
        REQUIRE(regulator);
        SellingCounter counter(*commands.gateway);
        const auto told = counter.sell(1, 1, "attestation");
        const auto silent = counter.sell(2, 2);
        const auto doubtful = counter.sellWithoutScan(3, 3);
        CHECK(commands.asJson({"cases"}).size() == 3);
        CHECK(has(commands.person(1, {"find"}).output, "0 records"));
        CHECK(has(commands.person(1, {"find"}).output, "wait for the judge"));

        const auto reviewed =
            commands.run("review", {"--once", "--regulator-key", paths.publicKeys.string()});
        INFO(reviewed.errors);
        REQUIRE(reviewed.exitCode == 0);
        CHECK(has(reviewed.output, "3 looked at: 0 activated, 2 accepted and to be forwarded"));
        CHECK(has(reviewed.output, "1 for a person"));
        const auto cases = commands.asJson({"cases"});
        REQUIRE(cases.size() == 1);
        CHECK(cases[0]["record"] == doubtful.record.hex());
        CHECK(cases[0]["reasons"][0] == "no_scan");
        CHECK(cases[0]["two_people"] == true);
        CHECK(has(commands.plainly({"cases", "--state", "review"}).output, "two people  no_scan"));
        CHECK(commands.plainly({"people"}).output == "3 people are held.\n");
        CHECK(commands.asJson({"people"})["people"] == 3);
        // Before anybody has decided it is found by its person.
        REQUIRE(commands.found(3).size() == 1);
        CHECK(commands.found(3)[0]["status"] == "received");

        const auto outbox = commands.asJson({"outbox"});
        CHECK(outbox["not_forwarded"][0]["record"] == silent.record.hex());
        CHECK(has(commands.plainly({"outbox"}).output, "1 waiting, 0 acknowledged, 0 refused"));
        const auto forwarded = commands.plainly({"forward", "--regulator",
                                                 "https://127.0.0.1:" + std::to_string((*regulator)->port()),
                                                 "--regulator-ca", paths.authority.string(),
                                                 "--regulator-key", paths.publicKeys.string(), "--once"});
        INFO(forwarded.errors);
        CHECK(forwarded.exitCode == 0);
        CHECK(has(forwarded.output, "1 acknowledged (1 activated)"));
        CHECK(has(commands.plainly({"outbox"}).output, "0 waiting, 1 acknowledged"));
        CHECK(counter.word(told)->status == ReceiptStatus::Activated);

        const auto decide = [&](const std::string& who) {
            return commands.run(
                "decide", {doubtful.record.shortCode(), "--refuse", "not_the_same_person", "--by", who});
        };
        CHECK(has(decide("wang").output, "Another person has to look"));
        CHECK(decide("wang").exitCode == 1);
        CHECK(has(decide("li").output, "Decided."));
        CHECK(counter.word(doubtful)->reason == "not_the_same_person");
        CHECK(commands.asJson({"cases"}).empty());
        CHECK(commands.asJson({"cases", "--state", "decided"}).size() == 3);

        const auto out = commands.temporary.path() / "out";
        const auto given = commands.person(1, {"export", "--out", out.string()});
        INFO(given.errors);
        REQUIRE(given.exitCode == 0);
        CHECK(
            readFile(out / (told.record.shortCode() + "-" + told.record.hex().substr(0, 8)) / "portrait.jpg",
                     1U << 20U)
                .value() == madePicture(0x11));
        const auto nowHeld = commands.plainly({"hold", told.record.hex(), "court_order"});
        REQUIRE(nowHeld.exitCode == 0);
        CHECK(nowHeld.output == "Held: its pictures and details stay until `unhold`.\n");
        CHECK(commands.found(1)[0]["held"] == true);
        CHECK(commands.person(1, {"erase"}).exitCode == 1);
        REQUIRE(commands.plainly({"unhold", told.record.hex()}).exitCode == 0);
        const auto erased = commands.person(1, {"erase"});
        CHECK(erased.exitCode == 0);
        CHECK(has(erased.output, "pictures erased; name and numbers are kept"));
        // What is left can be held, and that is what is said.
        const auto again = commands.plainly({"hold", told.record.hex(), "court_order"});
        CHECK(again.exitCode == 0);
        CHECK(has(again.output, "Its pictures were erased before"));
        CHECK(has(again.output, "Held: its details stay until `unhold`."));
        CHECK(commands.found(1)[0]["held"] == true);
        CHECK(has(commands.plainly({"unhold", told.record.hex()}).output, "Let go: what is left goes"));
        CHECK(has(commands.person(3, {"erase"}).output, "all erased"));
        CHECK(commands.found(3).empty());
        const auto certificate = commands.plainly({"deletion", told.record.shortCode()});
        REQUIRE(certificate.exitCode == 0);
        CHECK(verifyDeletion(toBytes(certificate.output.substr(0, certificate.output.size() - 1)),
                             counter.enrolment().operatorKeys)
                  .value()
                  .recordId == told.record);
        const auto retained = commands.run("retain", {"--once"});
        INFO(retained.errors);
        CHECK(retained.exitCode == 0);
        CHECK(has(retained.output, "0 erased, 0 finished, 0 held, 0 not readable"));

        CHECK(commands.asJson({"list"}).size() == 3);
        CHECK(has(commands.plainly({"list"}).output, "3 records, 0 alarms"));
        const auto counters = commands.asJson({"counters"});
        REQUIRE(counters.size() == 1);
        CHECK(counters[0]["device"] == counter.enrolment().deviceId.hex());
        CHECK(has(commands.plainly({"counters"}).output, "1 counter\n"));
        CHECK(commands.plainly({"conduct", "--once"}).exitCode == 0);
        CHECK(commands.asJson({"findings"}).empty());
        CHECK(commands.plainly({"findings"}).output == "0 findings\n");
        CHECK(json::parse(commands.plainly({"show", told.record.hex()}).output)["body"] == "erased");
    });
}

TEST_CASE("where there are accounts each word needs its password; who typed it is noted in any case") {
    onEveryLedgerOf(R"({"policy_version":1})", [](Commands& commands) {
        SellingCounter counter(*commands.gateway);
        const auto first = counter.sellWithoutScan(1, 1);
        const auto second = counter.sellWithoutScan(2, 2);
        REQUIRE(commands.run("review", {"--once"}).exitCode == 0);
        const auto book =
            openCaseBook({commands.folder, commands.place.empty() ? "" : commands.place[1]}).value();
        const auto log = [&](const RecordId& record) {
            return book->history(counter.enrolment().deviceId, record).value().log;
        };
        const auto say = [&](const RecordId& record, const std::string& who,
                             const std::filesystem::path& password = {}) {
            std::vector<std::string> words{record.hex(), "--refuse", "fraud", "--by", who};
            if (!password.empty()) words.insert(words.end(), {"--password-file", password.string()});
            return commands.run("decide", words);
        };
        // Nobody can tell whether wang is wang: it stands there who typed it.
        CHECK(say(first.record, "wang").exitCode == 0);
        CHECK(say(first.record, "li").exitCode == 0);
        REQUIRE(log(first.record).size() == 4);
        CHECK(log(first.record)[0].reviewer == "wang");
        CHECK(log(first.record)[1].action == "by_command");
        CHECK(log(first.record)[1].reviewer == thisUser() + " as wang");
        CHECK(log(first.record)[3].reviewer == thisUser() + " as li");

        const auto passwordOf = [&](const std::string& who) {
            auto file = commands.temporary.path() / ("password-" + who);
            std::ofstream(file) << "correct horse of " << who << "\n";
            return file;
        };
        for (const auto* who : {"wang", "li"}) {
            REQUIRE(commands
                        .plainly({"reviewer", "add", who, "--name", who, "--role", "reviewer",
                                  "--password-file", passwordOf(who).string()})
                        .exitCode == 0);
        }
        const auto empty = commands.temporary.path() / "empty";
        std::ofstream{empty};
        for (const auto& file : {passwordOf("li"), empty, commands.openingKey}) {
            const auto refused = say(second.record, "wang", file);
            CHECK(refused.exitCode == 1);
            CHECK(has(refused.errors, "E1016"));
            CHECK_FALSE(has(refused.errors, "correct horse"));
        }
        CHECK(say(second.record, "wang", "/nowhere").exitCode == 1);
        CHECK(say(second.record, "somebody", passwordOf("li")).exitCode == 1);
        CHECK(log(second.record).empty());
        CHECK(say(second.record, "wang", passwordOf("wang")).exitCode == 0);
        CHECK(say(second.record, "li", passwordOf("wang")).exitCode == 1);
        CHECK_FALSE(counter.word(second));
        CHECK(say(second.record, "li", passwordOf("li")).exitCode == 0);
        CHECK(counter.word(second)->status == ReceiptStatus::Refused);
        // Nobody becomes a supervisor by saying so.
        const auto sold = counter.sell(3, 3);
        REQUIRE(commands.run("review", {"--once"}).exitCode == 0);
        const auto taken =
            commands.run("decide", {sold.record.hex(), "--refuse", "fraud", "--by", "li", "--supervisor",
                                    "--revision", "2", "--password-file", passwordOf("li").string()});
        CHECK(taken.exitCode == 1);
        CHECK(has(taken.output, "for a supervisor"));
    });
}

TEST_CASE("whoever looks for a person stands in the log; what stands under nobody is told") {
    onEveryLedgerOf(R"({"policy_version":1})", [](Commands& commands) {
        SellingCounter counter(*commands.gateway);
        const auto sold = counter.sell(1, 1);
        REQUIRE(commands.run("review", {"--once"}).exitCode == 0);
        CHECK_FALSE(has(commands.person(1, {"find"}).output, "under no document"));
        CHECK(commands.person(1, {"find", "--by", "wang"}).exitCode == 0);
        CHECK(commands.person(1, {"find", "--by", "Mr Wang"}).exitCode == 1);
        const auto book =
            openCaseBook({commands.folder, commands.place.empty() ? "" : commands.place[1]}).value();
        const auto log = book->history(counter.enrolment().deviceId, sold.record).value().log;
        REQUIRE(log.size() == 2);
        CHECK(log[0].action == "found");
        CHECK(log[0].reviewer == thisUser());
        CHECK(log[1].reviewer == thisUser() + " as wang");
        // Not what counters seal: it waits for a person, and under nobody.
        (void)counter.send(counter.header(), toBytes("no registration"));
        CHECK(has(commands.run("review", {"--once"}).output, "1 for a person"));
        CHECK(has(commands.person(1, {"find"}).output, "stand under no document"));
        CHECK(has(commands.person(1, {"erase"}).output, "stand under no document"));
    });
}

TEST_CASE("a person's request outlasts the server and every process, and is carried out when it can be") {
    onEveryLedgerOf(R"({"policy_version":1})", [](Commands& commands) {
        SellingCounter counter(*commands.gateway);
        const auto sold = counter.sellWithoutScan(1, 1);
        REQUIRE(commands.run("review", {"--once"}).exitCode == 0);
        const auto asked = commands.person(1, {"erase", "--by", "wang"});
        INFO(asked.errors);
        CHECK(asked.exitCode == 1);
        CHECK(has(asked.output, "it still has to be checked who buys, as the telecom rules want"));
        CHECK(has(asked.output, "nobody has to ask again"));
        CHECK(commands.found(1)[0]["erasure_asked"] == true);
        CHECK(has(commands.run("retain", {"--once"}).output, "0 on request"));
        commands.gateway->kill();
        if (!commands.place.empty()) {
            sharedPostgres().kill();
            sharedPostgres().start();
        }
        commands.serve();
        for (const auto* who : {"wang", "li"}) {
            REQUIRE(commands.run("decide", {sold.record.hex(), "--refuse", "fraud", "--by", who}).exitCode ==
                    0);
        }
        const auto retained = commands.run("retain", {"--once"});
        INFO(retained.errors);
        CHECK(retained.exitCode == 0);
        CHECK(has(retained.output, "1 on request"));
        CHECK(commands.found(1).empty());
        const auto certificate = commands.plainly({"deletion", sold.record.hex()}).output;
        CHECK(verifyDeletion(toBytes(certificate.substr(0, certificate.size() - 1)),
                             counter.enrolment().operatorKeys)
                  .value()
                  .cause == ErasureCause::Request);
        CHECK(has(commands.run("retain", {"--once"}).output, "0 on request"));
    });
}

TEST_CASE("whoever opens a sealed record by a command stands in the log before it is opened") {
    onEveryLedgerOf(R"({"policy_version":1})", [](Commands& commands) {
        SellingCounter counter(*commands.gateway);
        const auto sold = counter.sell(1, 1);
        REQUIRE(commands.run("review", {"--once"}).exitCode == 0);
        const auto show = [&](const std::vector<std::string>& more) {
            std::vector<std::string> words{"show", sold.record.hex()};
            words.insert(words.end(), more.begin(), more.end());
            return commands.plainly(words);
        };
        const auto key = commands.openingKey.string();
        CHECK(show({}).exitCode == 0);
        CHECK(commands.lookedAt(1, sold.record).size() == 1);  // the giving out itself
        const auto shown = show({"--opening-key", key});
        CHECK(shown.exitCode == 0);
        CHECK(json::parse(shown.output)["payload"]["opens"] == true);
        const auto log = commands.lookedAt(1, sold.record);
        REQUIRE(log.size() == 3);
        CHECK(log[1]["action"] == "case_opened");
        CHECK(log[1]["detail"] == "show");
        CHECK_FALSE(
            has(log.dump(), "user:"));  // the person is told what was done, not who of the staff it was
        // Whom the log names, as the reviewers' page and the ledger's owner see it.
        const auto book =
            openCaseBook({commands.folder, commands.place.empty() ? "" : commands.place[1]}).value();
        const auto looks = book->history(counter.enrolment().deviceId, sold.record).value().log;
        CHECK(looks[1].reviewer == thisUser());
        CHECK(looks[2].reviewer == thisUser());
        CHECK(show({"--opening-key", key, "--by", "wang"}).exitCode == 0);
        CHECK(book->history(counter.enrolment().deviceId, sold.record).value().log.back().reviewer ==
              thisUser() + " as wang");
        // Nobody is let look under a name that nobody has.
        const auto count = [&] {
            return book->history(counter.enrolment().deviceId, sold.record).value().log.size();
        };
        const auto before = count();
        CHECK(show({"--opening-key", key, "--by", "Mr Wang"}).exitCode == 1);
        CHECK(show({"--by", "wang"}).exitCode == 2);
        const auto password = commands.temporary.path() / "password";
        std::ofstream(password) << "correct horse battery\n";
        REQUIRE(commands
                    .plainly({"reviewer", "add", "li", "--name", "Li", "--role", "reviewer",
                              "--password-file", password.string()})
                    .exitCode == 0);
        const auto nobody = show({"--opening-key", key, "--by", "wang"});
        CHECK(nobody.exitCode == 1);
        CHECK_FALSE(has(nobody.output, "payload"));
        CHECK(commands.person(1, {"erase", "--by", "wang"}).exitCode == 1);
        CHECK(count() == before);
        CHECK(show({"--opening-key", key, "--by", "li"}).exitCode == 0);
        CHECK(count() == before + 1);
    });
}

TEST_CASE("the end of a service is told by code or telephone number; what can't be meant changes nothing") {
    onEveryLedgerOf(R"({"policy_version":1})", [](Commands& commands) {
        SellingCounter counter(*commands.gateway);
        const auto sold = counter.sell(1, 1);
        REQUIRE(commands.run("review", {"--once"}).exitCode == 0);
        const auto refused = counter.sell(2, 1);  // the same line
        REQUIRE(commands.run("review", {"--once"}).exitCode == 0);
        const auto today = toRfc3339(SystemClock().wall()).substr(0, 10);
        const auto ended = [&](const std::string& name, const std::string& date,
                               const std::vector<std::string>& more = {}) {
            std::vector<std::string> words{"service", "ended", "--date", date};
            if (!name.empty()) words.push_back(name);
            words.insert(words.end(), more.begin(), more.end());
            return commands.plainly(words);
        };
        const std::vector<std::string> index{"--index-key", commands.indexKey.string()};
        const auto book =
            openCaseBook({commands.folder, commands.place.empty() ? "" : commands.place[1]}).value();
        const auto kept = [&](const RecordId& record) {
            return book->retention(counter.enrolment().deviceId, record).value().value();
        };
        // Hostile words.
        for (const auto* date : {"2026-02-30", "26-11-24", "2026-11-24T00:00:00Z", "tomorrow", "2026-1-01",
                                 "", "-026-11-24", "2026-11-2\xff", "' OR 1=1 --"}) {
            INFO(date);
            CHECK(ended(sold.record.hex(), date).exitCode == 2);
        }
        CHECK(has(ended(sold.record.hex(), "9999-12-31").output, "still to come"));
        CHECK(has(ended(sold.record.hex(), "0001-01-01").output, "before the registration"));
        CHECK(has(ended(refused.record.hex(), today).output, "never accepted"));
        CHECK(ended(refused.record.hex(), today).exitCode == 1);
        for (const auto& name : {RecordId::random().hex(), std::string("7F3K-22QD"),
                                 std::string("' OR 1=1 --"), std::string(5000, 'x'), std::string("+"),
                                 std::string("+86 139 9999 9999"), std::string("\xff\xfe")}) {
            INFO(name.substr(0, 40));
            const auto nothing = ended(name, today, index);
            CHECK(nothing.exitCode == 1);
            CHECK(has(nothing.errors, "E1005"));
        }
        CHECK(has(ended(madeMsisdn(1), today).errors, "E1015"));
        CHECK(
            has(ended(madeMsisdn(1), today, {"--index-key", commands.openingKey.string()}).errors, "E1015"));
        CHECK(ended(sold.record.hex(), today, {"--by", "Not an id"}).exitCode == 1);
        CHECK_FALSE(kept(sold.record).serviceEnded);

        const auto done = ended(madeMsisdn(1), today, index);
        INFO(done.errors);
        REQUIRE(done.exitCode == 0);
        CHECK(has(done.output, sold.record.shortCode() + ": the service ended on " + today));
        CHECK_FALSE(has(done.output, madeMsisdn(1)));
        CHECK(kept(sold.record).serviceEnded);
        CHECK(kept(sold.record).detailsUntil > SystemClock().wall() + std::chrono::hours(24 * 729));
        CHECK(has(commands.run("retain", {"--once"}).output, "0 after their service"));
        // The line is free: to somebody else.
        const auto next = counter.sell(3, 1);
        REQUIRE(commands.run("review", {"--once"}).exitCode == 0);
        CHECK(counter.word(next)->status == ReceiptStatus::Activated);
        CHECK(has(ended(madeMsisdn(1), today, index).output, next.record.shortCode()));
        const auto back = commands.plainly({"service", "running", next.record.shortCode()});
        CHECK(back.exitCode == 0);
        CHECK(has(back.output, "goes on"));
        CHECK_FALSE(kept(next.record).serviceEnded);
        CHECK(commands.plainly({"service", "running", refused.record.hex()}).exitCode == 1);
        const auto log = book->history(counter.enrolment().deviceId, sold.record).value().log;
        REQUIRE(log.size() == 1);
        CHECK(log[0].action == "service_ended");
        CHECK(log[0].detail == today);
        CHECK(log[0].reviewer == thisUser());
    });
}

TEST_CASE("a sweep by the wrong ledger is told and costs nothing; none is made where there was none") {
    Commands commands;
    SellingCounter counter(*commands.gateway);
    const auto sold = counter.sell(1, 1);
    const OperatorPaths paths(commands.folder);
    const auto name = toHex(sha256Of(sold.envelope));
    const auto body = paths.bodies / name.substr(0, 2) / (name + ".cse");
    fs::last_write_time(body, fs::file_time_type::clock::now() - std::chrono::hours(25));
    REQUIRE(commands.gateway->terminate() == 0);
    fs::create_directory(commands.temporary.path() / "away");
    for (const char* ending : {"", "-wal", "-shm"}) {
        const fs::path file = paths.ledger.string() + ending;
        if (fs::exists(file)) fs::rename(file, commands.temporary.path() / "away" / file.filename());
    }
    // The gateway's ledger is in a database, and whoever calls this forgot to name it.
    const auto none = commands.run("retain", {"--once"});
    CHECK(none.exitCode == 1);
    CHECK(has(none.errors, "--ledger"));
    CHECK_FALSE(fs::exists(paths.ledger));
    // Somebody else's program has made an empty one.
    REQUIRE(commands.run("review", {"--once"}).exitCode == 0);
    REQUIRE(fs::exists(paths.ledger));
    for (const auto& how : {std::vector<std::string>{"--once"}, {"--once", "--sweep-unnamed"}}) {
        const auto told = commands.run("retain", how);
        CHECK(told.exitCode == 1);
        CHECK(has(told.output, "1 left: of counters that this ledger does not know"));
        CHECK(fs::exists(body));
    }
}

TEST_CASE("a service may end before the registration came in, from a shop without a network") {
    Commands commands;
    SellingCounter counter(*commands.gateway);
    auto head = counter.header();
    head.practice = false;
    head.createdAt = SystemClock().wall() - std::chrono::hours(24 * 10);
    head.evidence = madeEvidence(*counter.enrolment().challengeKey, head.recordId);
    const auto sold = counter.send(head, madePayload(madeFields(head.recordId, 1, 1)));
    const auto reviewed = commands.run("review", {"--once"});
    REQUIRE(reviewed.exitCode == 0);
    INFO(reviewed.output);
    const auto book = openCaseBook({commands.folder, ""}).value();
    const auto state = book->find(counter.enrolment().deviceId, sold.record).value()->state;
    if (state == CaseState::Review) {
        for (const auto* who : {"ana", "lee"})
            (void)commands.run("decide", {sold.record.hex(), "--accept", "--by", who});
    }
    const auto day = [](int before) {
        return toRfc3339(SystemClock().wall() - std::chrono::hours(24 * before)).substr(0, 10);
    };
    CHECK(has(commands.plainly({"service", "ended", sold.record.hex(), "--date", day(14)}).output,
              "before the registration"));
    const auto done = commands.plainly({"service", "ended", sold.record.hex(), "--date", day(8)});
    INFO(done.output << done.errors);
    CHECK(done.exitCode == 0);
}
