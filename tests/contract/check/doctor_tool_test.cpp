// countersign-check doctor as a technician or a script runs it: words, JSON, exit status, and what it never
// says.

#include <sys/stat.h>

#include "check_tool.h"
#include "support/catch.h"
#include "support/counter_folder.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

// The reserve of 16 MB is not there in these folders: a note, and no reason to look.
ToolRun doctor(const CounterFolder& counter, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"doctor", counter.folder.path().string()});
    return runCheck(more);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("doctor: a healthy counter is 0, in words and as JSON, and nothing is changed") {
    CounterFolder counter;
    const auto before = counter.snapshot();
    const auto words = doctor(counter);
    INFO(words.output << words.errors);
    CHECK(words.status == 0);
    CHECK(contains(words.output, "Healthy."));
    CHECK(contains(words.output, "1 sent, 2 waiting, 1 withdrawn"));
    const auto json = doctor(counter, {"--json"}).json();
    CHECK(json.at("schema") == "countersign.doctor/1");
    CHECK(json.at("healthy") == true);
    CHECK(json.at("signatures_checked") == 2);
    CHECK(json.at("key") == "file");
    CHECK(counter.snapshot() == before);
}

TEST_CASE("doctor: a finding is 1 and says what, how bad and what to do") {
    CounterFolder counter;
    fs::remove(counter.bench.spoolFile(counter.first));
    const auto words = doctor(counter);
    CHECK(words.status == 1);
    CHECK(contains(words.output, "bad  " + counter.first.shortCode() + ": The registration is in the index"));
    CHECK(contains(words.output, "register the buyer again"));
    CHECK(contains(words.output, "Somebody should look at this."));
    const auto run = doctor(counter, {"--json"});
    CHECK(run.status == 1);
    const auto json = run.json();
    const auto& findings = json.at("findings");
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [](const auto& each) { return each.at("code") == "payload_missing"; });
    REQUIRE(found != findings.end());
    CHECK(found->at("grade") == "bad");
    CHECK(found->at("mended_at_start") == true);
}

TEST_CASE("doctor: what can't be looked at is 2") {
    CHECK(runCheck({"doctor", "/nowhere/at/all"}).status == 2);
    CHECK(runCheck({"doctor"}).status == 2);
    CHECK(runCheck({"doctor", "/etc/passwd"}).status == 2);
    CounterFolder counter;
    const auto queue = counter.bench.open();
    const auto run = doctor(counter);
    CHECK(run.status == 2);
    CHECK(contains(run.errors, "E701"));
    CHECK(run.output.empty());
}

TEST_CASE("doctor: the repair tells each act, and the second one has nothing to do") {
    CounterFolder counter;
    overwrite(counter.bench.database(), 0, 4096);
    overwrite(counter.bench.spoolFile(counter.second), 0, 64);
    const auto first = doctor(counter, {"--repair"});
    INFO(first.output << first.errors);
    CHECK(first.status == 1);  // what lies in the quarantine now wants a look
    CHECK(contains(first.output, "Done: broken database set aside as queue.broken-1.db"));
    CHECK(contains(first.output, "Done: 1 row made anew from its payload"));
    CHECK(contains(first.output, "Done: 1 damaged payload moved to the quarantine"));
    const auto mended = counter.snapshot();
    const auto second = doctor(counter, {"--repair", "--json"});
    CHECK(second.json().at("repair").at("acts").empty());
    CHECK(counter.snapshot() == mended);
}

TEST_CASE("doctor: neither a clerk, nor a buyer's digits, nor a stranger's file name is said") {
    CounterFolder counter;
    std::ofstream(counter.queue() / "Zhang San 13800138000.jpg") << "x";
    std::ofstream(counter.queue() / "spool" / "\x1b[2J13800138000") << "x";
    overwrite(counter.bench.spoolFile(counter.first), 900, 4);
    for (const auto& run : {doctor(counter), doctor(counter, {"--json"}), doctor(counter, {"--repair"})}) {
        for (const char* never : {"lina", "8000\"", "13800138000", "Zhang", "\x1b"}) {
            INFO(never << " in\n" << run.output << run.errors);
            CHECK_FALSE(contains(run.output + run.errors, never));
        }
    }
}

TEST_CASE("doctor: it stands in the tool's help") {
    CHECK(contains(runCheck({"--help"}).output, "doctor"));
    const auto help = runCheck({"doctor", "--help"});
    CHECK(help.status == 0);
    CHECK(contains(help.output, "--repair"));
    CHECK(contains(help.output, "2 could not look"));
}
