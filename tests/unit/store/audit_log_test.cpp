// The journal keeps what it confirmed, and shows what was done to it.

#include "store/audit_log.h"

#include <sys/resource.h>

#include <fstream>

#include "support/catch.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

struct Bench {
    AuditLog open() { return must(AuditLog::open(file, clock, *log)); }
    std::string text() const {
        const auto bytes = must(readFile(file, 1U << 24U));
        return {bytes.begin(), bytes.end()};
    }
    void write(const std::string& text) const { std::ofstream(file, std::ios::binary) << text; }
    bool setAside() const { return fs::exists(file.string() + ".broken-1"); }

    TempFolder folder;
    fs::path file = folder.path() / "journal";
    ManualClock clock{WallTime(std::chrono::seconds(1'795'608'000))};
    std::unique_ptr<Log> log = discardLog();
};

std::vector<std::string> all(const AuditLog& journal) {
    return must(journal.linesAfter(0, 10'000, 1U << 24U)).lines;
}

}  // namespace

TEST_CASE("what was noted is there after every start, in a chain that anybody can check") {
    Bench bench;
    const auto record = RecordId::random();
    AuditHead head;
    {
        auto journal = bench.open();
        must(journal.append({AuditEvent::SignedIn, "lina", {}, {}}));
        bench.clock.advance(90s);
        must(journal.append({AuditEvent::Decided, "lina", record, "accepted"}));
        head = journal.head();
    }
    auto journal = bench.open();
    CHECK(journal.head() == head);
    must(journal.append({AuditEvent::SignedOut, "lina", {}, "idle"}));
    const auto lines = all(journal);
    REQUIRE(lines.size() == 3);
    AuditHead check;
    for (const auto& line : lines) check = sealAuditLine(check, line);
    CHECK(check == journal.head());
    const auto second = must(readAuditLine(lines[1]));
    CHECK(second.number == 2);
    CHECK(second.who == "lina");
    CHECK(second.record == record);
    CHECK(second.detail == "accepted");
    CHECK(second.boot.since == Millis(90s));
    CHECK(fs::status(bench.file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a power cut in the middle of a line costs that line and nothing else") {
    Bench bench;
    std::string whole;
    {
        auto journal = bench.open();
        for (int i = 0; i < 3; ++i) must(journal.append({AuditEvent::SignedIn, "lina", {}, {}}));
        whole = bench.text();
    }
    const auto lastLine = whole.rfind('\n', whole.size() - 2) + 1;
    for (std::size_t length = lastLine; length < whole.size(); ++length) {
        bench.write(whole.substr(0, length));
        auto journal = bench.open();
        CHECK(journal.head().count == 2);
        must(journal.append({AuditEvent::SignedOut, "", {}, {}}));
        CHECK(all(bench.open()).size() == 3);
        CHECK_FALSE(bench.setAside());
    }
}

TEST_CASE(
    "a line taken out, changed, moved or put in breaks the chain and is told, and the journal goes on") {
    Bench bench;
    std::vector<std::string> lines;
    {
        auto journal = bench.open();
        for (const char* who : {"anna", "bert", "cleo", "dora"})
            must(journal.append({AuditEvent::SignedIn, who, {}, {}}));
        std::istringstream text(bench.text());
        for (std::string line; std::getline(text, line);) lines.push_back(line);
    }
    REQUIRE(lines.size() == 5);
    std::uint64_t good = 1;  // lines before the damage
    SECTION("taken out") {
        lines.erase(lines.begin() + 2);
    }
    SECTION("changed") {
        const auto at = lines[2].find("bert");
        lines[2].replace(at, 4, "carl");
    }
    SECTION("two changed places") {
        std::swap(lines[2], lines[3]);
    }
    SECTION("put in twice") {
        lines.insert(lines.begin() + 2, lines[1]);
    }
    SECTION("no journal at all") {
        lines = {"hello", "world"};
        good = 0;
    }
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    bench.write(text);
    auto journal = bench.open();
    CHECK(bench.setAside());
    CHECK(journal.head().count == good + 1);
    const auto part = must(journal.linesAfter(0, 100, 100'000));
    REQUIRE(part.lines.size() == 1);
    CHECK(part.from == good + 1);
    CHECK(must(readAuditLine(part.lines[0])).event == AuditEvent::JournalRenewed);
    must(journal.append({AuditEvent::Started, "", {}, {}}));
    CHECK(bench.open().head().count == good + 2);
}

TEST_CASE("a renewed journal goes on after what the operator holds, so that its lines arrive") {
    Bench bench;
    {
        auto journal = bench.open();
        for (const char* who : {"anna", "bert", "cleo", "dora"})
            must(journal.append({AuditEvent::SignedIn, who, {}, {}}));
    }
    std::uint64_t held = 4, first = 5;
    SECTION("damaged further up") {
        auto text = bench.text();
        text.replace(text.find("bert"), 4, "carl");
        bench.write(text);
    }
    SECTION("damaged after what is held") {
        auto text = bench.text();
        text.replace(text.find("cleo"), 4, "carl");
        bench.write(text);
        held = 1;
        first = 3;
    }
    SECTION("gone") {
        fs::remove(bench.file);
    }
    auto journal = must(AuditLog::open(bench.file, bench.clock, *bench.log, nullptr, held));
    const auto part = must(journal.linesAfter(held, 100, 100'000));
    CHECK(part.from == first);
    REQUIRE(part.lines.size() == 1);
    CHECK(must(readAuditLine(part.lines[0])).event == AuditEvent::JournalRenewed);
    // The operator, which knows no other lines of the renewed one, takes what comes.
    const auto head = journal.head();
    must(journal.append({AuditEvent::SignedIn, "emma", {}, {}}));
    CHECK(bench.open().head().count == head.count + 1);
}

TEST_CASE("a journal that can't be opened just now is not set aside") {
    Bench bench;
    {
        auto journal = bench.open();
        must(journal.append({AuditEvent::SignedIn, "anna", {}, {}}));
    }
    const auto text = bench.text();
    struct rlimit files{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    auto none = files;
    none.rlim_cur = 0;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    const auto opened = AuditLog::open(bench.file, bench.clock, *bench.log);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &files) == 0);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::FileUnreadable);
    CHECK_FALSE(bench.setAside());
    CHECK(bench.text() == text);
    CHECK(bench.open().head().count == 1);
}

TEST_CASE("what can't be a line is refused and not half written") {
    Bench bench;
    auto journal = bench.open();
    const auto before = bench.text();
    CHECK_FALSE(journal.append({AuditEvent::SignedIn, std::string(65, 'x'), {}, {}}));
    CHECK_FALSE(journal.append({AuditEvent::SignedIn, "line\nbreak", {}, {}}));
    CHECK_FALSE(journal.append({AuditEvent::SignedIn, "\xff\xfe", {}, {}}));
    CHECK_FALSE(journal.append({AuditEvent::Decided, "", {}, "顾客"}));  // fixed words only
    CHECK_FALSE(journal.append({AuditEvent::Decided, "", {}, std::string(129, 'x')}));
    CHECK(bench.text() == before);
    CHECK(journal.head().count == 0);
    for (const char* wrong :
         {"", "{}", "[]", R"({"n":0,"at":"2026-11-28T00:00:00Z","boot":"","up_ms":1,"event":"started"})",
          R"({"n":1,"at":"yesterday","boot":"","up_ms":1,"event":"started"})",
          R"({"n":1,"at":"2026-11-28T00:00:00Z","boot":"","up_ms":-1,"event":"started"})",
          R"({"n":1,"at":"2026-11-28T00:00:00Z","boot":"","up_ms":1,"event":"danced"})"}) {
        INFO(wrong);
        CHECK_FALSE(readAuditLine(wrong));
    }
}

TEST_CASE("lines go to the operator in portions, and those it holds are dropped once there are many") {
    Bench bench;
    auto journal = bench.open();
    const int many = 4'000;
    for (int i = 0; i < many; ++i)
        must(journal.append({AuditEvent::Decided, "lina", RecordId::random(), std::string(100, 'x')}));
    const auto part = must(journal.linesAfter(10, 5, 100'000));
    CHECK(part.from == 11);
    CHECK(part.lines.size() == 5);
    CHECK(must(journal.linesAfter(0, 5'000, 2'000)).lines.size() < 9);  // by bytes, too
    CHECK(must(journal.linesAfter(many, 5, 1'000)).lines.empty());
    const auto head = journal.head();
    const auto before = fs::file_size(bench.file);
    must(journal.dropHeld(many - 10));
    CHECK(fs::file_size(bench.file) < before / 100);
    CHECK(journal.head() == head);
    must(journal.append({AuditEvent::SignedOut, "lina", {}, {}}));
    auto again = bench.open();
    CHECK(again.head() == journal.head());
    CHECK(must(again.linesAfter(0, 100, 100'000)).from == many - 9);
}
