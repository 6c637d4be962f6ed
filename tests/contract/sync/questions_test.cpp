// A question of the operator's all the way: records over a real line to a real gateway, `conduct` finds what
// departs, the counter's next contact brings the question, a supervisor answers, and the answer is at the
// operator.
#include <nlohmann/json.hpp>

#include "contract/sync/running_counter.h"
#include "operator/operator_folder.h"
#include "operator/sqlite_finding_book.h"
#include "support/catch.h"
#include "unit/protocol/sample.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

struct Chain {
    explicit Chain(const std::filesystem::path& folder)
        : gateway(folder / "gateway"), identityFolder(folder / "identity"), queue(folder / "queue") {
        identity = must(enrolCounter(addressOf(gateway), identityFolder, gateway.newCode()));
    }

    // The counter's program runs once: a contact comes first, then the records, then what `then` wants.
    template <class Then>
    void run(const std::vector<RecordDraft>& drafts, const std::vector<AuditNote>& notes, Then then) {
        RunningCounter counter(hastySettings(queue), identity, *log);
        QObject::connect(&counter.records, &RecordsThread::questionsChanged, &counter.records,
                         [this](const std::vector<ShopQuestion>& questions) { open = questions; });
        bool contact = false;
        QObject::connect(&counter.records, &RecordsThread::noticeTaken, &counter.records,
                         [&contact](const NoticeEffect&) { contact = true; });
        REQUIRE(waitUntil([&] { return contact; }));
        for (const auto& note : notes) counter.records.note(note);
        for (const auto& draft : drafts) counter.records.save(draft);
        REQUIRE(counter.waitUntilSent(drafts.size()));
        then(counter.records);
        counter.records.stop();
    }
    void run() {
        run({}, {}, [](RecordsThread&) {});
    }

    // What the program prints.
    std::string command(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), operatorProgram());
        arguments.insert(arguments.end(), {"--dir", gateway.folder().string()});
        const auto result = runProgram(arguments);
        INFO(result.errors);
        REQUIRE(result.exitCode == 0);
        return result.output;
    }
    json findings() { return json::parse(command({"findings", "--json"})); }

    RecordDraft draft(const char* wall) const {
        auto made = draftFor(identity, RecordId::random(), 100);
        made.header.evidence = sampleEvidence();
        made.header.evidence->border = sha256Of(toBytes(wall));
        // These are sent faster than anybody is scanned, which would be a question of its own.
        made.header.evidence->challenge.clear();
        return made;
    }

    GatewayProcess gateway;
    IdentityFolder identityFolder;
    std::filesystem::path queue;
    DeviceIdentity identity;
    std::unique_ptr<Log> log = discardLog();
    std::vector<ShopQuestion> open;
};

AuditNote decided(const RecordId& record, const std::string& clerk) {
    return {AuditEvent::Decided, clerk, record, "accepted"};
}

}  // namespace

TEST_CASE("the same background in two records is asked of the shop, and its answer comes back") {
    const TempFolder folder;
    Chain chain(folder.path());
    const std::vector<RecordDraft> drafts{chain.draft("a wall"), chain.draft("another"),
                                          chain.draft("a wall")};
    std::vector<AuditNote> notes;
    for (const auto& draft : drafts) notes.push_back(decided(draft.header.recordId, "omar"));
    chain.run(drafts, notes, [](RecordsThread&) {});
    CHECK(chain.open.empty());
    // No opening key is there: headers are enough.
    std::filesystem::remove(OperatorPaths(chain.gateway.folder()).openingKey);
    const auto said = chain.command({"conduct", "--once"});
    CHECK(said.find("3 records") != std::string::npos);
    CHECK(said.find("1 question asked") != std::string::npos);
    // Looked at again, nothing is asked twice.
    CHECK(chain.command({"conduct", "--once"}).find("0 questions asked") != std::string::npos);

    chain.run();
    REQUIRE(chain.open.size() == 1);
    const auto asked = chain.open.front();
    CHECK(asked.question.kind == ConductKind::SameBorder);
    CHECK(asked.question.numbers.k == 2);
    CHECK(asked.record == drafts[2].header.recordId);
    auto findings = chain.findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0]["state"] == "open");
    CHECK(findings[0]["device"] == chain.identity.deviceId.hex());
    CHECK(findings[0]["records"] ==
          json::array({drafts[2].header.recordId.hex(), drafts[0].header.recordId.hex()}));

    // Asked until it is answered, over restarts; then with the next contact the word is there.
    chain.open.clear();
    chain.run({}, {}, [&](RecordsThread& records) {
        REQUIRE(waitUntil([&] { return chain.open.size() == 1; }));
        records.answerQuestion(asked.question.number, ConductAnswer::WeLookIntoIt, "lina");
        REQUIRE(waitUntil([&] { return chain.open.empty(); }));
    });
    chain.run();
    CHECK(chain.open.empty());
    chain.command({"conduct", "--once"});
    findings = chain.findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0]["state"] == "answered");
    CHECK(findings[0]["answer"] == "we_look_into_it");
    CHECK(findings[0]["answered_by"] == "lina");
    // The journal that brought it is whole.
    chain.command({"verify"});
    chain.command({"close-finding", "1"});
    CHECK(chain.findings()[0]["state"] == "closed");
    CHECK(runProgram({operatorProgram(), "close-finding", "1", "--dir", chain.gateway.folder().string()})
              .exitCode == 1);
    CHECK(runProgram({operatorProgram(), "close-finding", "x", "--dir", chain.gateway.folder().string()})
              .exitCode == 2);
    CHECK(chain.command({"findings"}).find("answer we_look_into_it by lina") != std::string::npos);
}

TEST_CASE(
    "a clerk whose registrations go without a scan is asked about at the shop, with the numbers of both "
    "spans") {
    const TempFolder folder;
    Chain chain(folder.path());
    // The shop's past can't be waited for: rows as `conduct` would have read them.
    const auto book = must(SqliteFindingBook::open(OperatorPaths(chain.gateway.folder()).ledger));
    const auto now = SystemClock().wall();
    std::vector<ConductRow> rows;
    JournalPart journal{chain.identity.deviceId, 0, {}, {}};
    const auto add = [&](WallTime at, const char* clerk, ScanRoute route) {
        ConductRow row;
        row.counter = chain.identity.deviceId;
        row.record = RecordId::random();
        row.sequence = rows.size() + 1;
        row.receivedAt = row.at = std::chrono::floor<std::chrono::seconds>(at);
        row.route = route;
        row.attempt = route == ScanRoute::NoScan ? 0U : 1U;
        rows.push_back(row);
        journal.decided.push_back({row.record, clerk, at});
    };
    for (int i = 0; i < 100; ++i)
        add(now - 24h * (60 + i), "lina", i % 33 == 0 ? ScanRoute::NoScan : ScanRoute::Usual);
    for (int i = 0; i < 24; ++i) {
        add(now - 24h * i - 2h, "lina", ScanRoute::Usual);
        add(now - 24h * i - 1h, "omar", i % 2 == 0 ? ScanRoute::NoScan : ScanRoute::Usual);
    }
    must(book->addRecords(rows, {}, 0));
    must(book->addJournal(journal, now));
    CHECK(chain.command({"conduct", "--once"}).find("1 question asked") != std::string::npos);
    chain.run();
    REQUIRE(chain.open.size() == 1);
    CHECK(chain.open.front().question ==
          ConductQuestion{1, ConductKind::WithoutScan, {12, 24, 4, 100, 0}, "omar"});
    const auto finding = chain.findings().at(0);
    CHECK(finding["clerk"] == "omar");
    CHECK(finding["k"] == 12);
    CHECK(finding["n_before"] == 100);
    CHECK(finding["chance"].get<double>() < 1e-5);
}

TEST_CASE("a scan that took longer than the time between two records is asked about") {
    const TempFolder folder;
    Chain chain(folder.path());
    std::vector<RecordDraft> drafts{chain.draft("a wall"), chain.draft("another")};
    for (auto& draft : drafts) draft.header.evidence->challenge = sampleEvidence().challenge;  // four seconds
    chain.run(drafts, {}, [](RecordsThread&) {});
    chain.command({"conduct", "--once"});
    chain.run();
    REQUIRE(chain.open.size() == 1);
    CHECK(chain.open.front().question == ConductQuestion{1, ConductKind::Overlap, {1, 1, 0, 0, 0}, {}});
    CHECK(chain.open.front().record == drafts[1].header.recordId);
}

TEST_CASE("conduct runs until it is stopped, and looks at nothing that is no gateway's") {
    const TempFolder folder;
    CHECK(runProgram({operatorProgram(), "conduct", "--once", "--dir", folder.path().string()}).exitCode ==
          1);
    CHECK(runProgram({operatorProgram(), "findings", "--dir", (folder.path() / "none").string()}).exitCode ==
          1);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "none"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "ledger.db"));
    Chain chain(folder.path());
    // Stopped after its first look, which it tells in its log.
    const auto script =
        "\"$0\" conduct --dir \"$1\" 2> \"$2\" & pid=$!; until grep -q 'shops looked at' \"$2\"; do "
        "kill -0 $pid || exit 9; done; kill -TERM $pid; wait $pid";
    const auto log = (folder.path() / "log").string();
    const auto ended =
        runProgram({"/bin/sh", "-c", script, operatorProgram(), chain.gateway.folder().string(), log});
    CHECK(ended.exitCode == 0);
}
