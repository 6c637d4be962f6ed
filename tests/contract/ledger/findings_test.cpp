// What `conduct` has read and found, in the tables of both ledgers: what was read, what is asked once, and
// what a supervisor answered.

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "case_bench.h"
#include "operator/body_store.h"
#include "operator/conduct_round.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

struct FindingBench : CaseBench {
    explicit FindingBench(const LedgerPlace& where) : CaseBench(where), findingBook(where.findings()) {}

    std::unique_ptr<FindingBook> findingBook;

    [[nodiscard]] WallTime at() const { return clock.wall(); }
    [[nodiscard]] std::vector<FindingRow> findings() const { return findingBook->findings(100).value(); }
    [[nodiscard]] ConductRow conductRow() const { return conductRow(counter); }
    [[nodiscard]] ConductRow conductRow(const DeviceId& from) const {
        ConductRow row;
        row.counter = from;
        row.record = RecordId::random();
        row.sequence = 7;
        row.receivedAt = row.at = at();
        return row;
    }
    [[nodiscard]] ConductFinding finding(const std::string& clerk = "omar") const {
        return {ConductKind::WithoutScan, counter, clerk, at() - kConductWindow, at(),
                {9, 20, 3, 100, 0},       1.4e-6,  {}};
    }
    [[nodiscard]] ConductFinding twins() const {
        return {ConductKind::SameBorder,
                counter,
                "",
                {},
                {},
                {2, 2, 0, 0, 0},
                0,
                {RecordId::random(), RecordId::random()}};
    }
    Result<std::optional<std::uint64_t>> raise(const ConductFinding& what, WallTime when) {
        return findingBook->raise(what, counter, when);
    }
};

}  // namespace

TEST_CASE("rows come back as they were read, with who decided, whatever came first") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        auto& book = *bench.findingBook;
        auto row = bench.conductRow();
        row.at = bench.at() - 5min;
        row.signedAt = {"0123456789abcdef\xff\xfe", 90min};  // a counter's word, whatever it is
        row.route = ScanRoute::OtherTerms;
        row.attempt = 3;
        row.scanTook = 12'345ms;
        row.evidence = hashOf("evidence");
        row.border = hashOf("border");
        auto bare = row;
        bare.record = RecordId::random();
        bare.scanTook.reset();
        bare.evidence.reset();
        bare.border.reset();
        const std::string clerk = "omar \xff";
        REQUIRE(book.addJournal({bench.counter, 4, {{row.record, clerk, bench.at()}}, {}}, bench.at()));
        REQUIRE(book.addRecords(std::vector{row, bare}, {}, 0));
        REQUIRE(book.addRecords(std::vector{row}, {}, 0));  // as a second process reads the same page
        REQUIRE(book.addJournal({bench.counter, 5, {{row.record, "another", bench.at()}}, {}}, bench.at()));
        CHECK(book.journalRead(bench.counter).value() == 5);
        CHECK(book.journalRead(DeviceId::random()).value() == 0);
        auto rows = place.findings()->rowsOf(bench.counter, bench.at() - 1h).value();
        REQUIRE(rows.size() == 2);
        std::ranges::sort(rows, {}, [&](const ConductRow& each) { return each.record != row.record; });
        row.clerk = clerk;
        CHECK(rows[0] == row);
        CHECK(rows[1] == bare);
        CHECK(book.rowsOf(bench.counter, bench.at() + 1ms).value().empty());
        CHECK(book.rowsOf(DeviceId::random(), bench.at() - 1h).value().empty());
        REQUIRE(book.forgetClerks(bench.at()));
        CHECK(book.rowsOf(bench.counter, bench.at()).value().size() == 2);
        REQUIRE(book.forgetClerks(bench.at() + 1ms));
        rows = book.rowsOf(bench.counter, bench.at() - 1h).value();
        CHECK(rows.size() == 2);
        for (const auto& each : rows) CHECK(each.clerk.empty());
    });
}

TEST_CASE("what was read is read no more, by any process, and never goes back") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        auto& book = *bench.findingBook;
        CHECK(book.recordsRead().value() == 0);
        for (int i = 0; i < 3; ++i) bench.record();
        REQUIRE(book.recordsRead().value() == 0);
        const auto page = bench.ledger->records(0, 100).value();
        REQUIRE(page.rows.size() == 3);
        REQUIRE(book.addRecords({}, {}, page.next));
        REQUIRE(book.addRecords({}, {}, page.next - 1));  // who was slower
        CHECK(book.recordsRead().value() == page.next);
        CHECK(place.findings()->recordsRead().value() == page.next);
    });
}

TEST_CASE("a round reads each record once, and a fresh one with the next round") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        const TemporaryFolder folder;
        const auto bodies = FileBodyStore::open(folder.path()).value();
        const auto round = [&] {
            return conductRound(*bench.ledger, bodies, *bench.findingBook, bench.at()).value();
        };
        for (int i = 0; i < 5; ++i) bench.record();
        const auto first = round();
        CHECK(first.records == 5);
        CHECK(first.unreadable == 5);  // their bodies are nowhere, which stops nothing
        CHECK(first.shops == 1);
        CHECK(round().records == 0);
        bench.record();
        CHECK(round().records == 1);
    });
}

TEST_CASE("what was missed is handed out page by page until it is added or forgotten") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        auto& book = *bench.findingBook;
        std::vector<MissedRecord> missed;
        for (int i = 0; i < 5; ++i) missed.push_back({bench.counter, RecordId::random(), bench.at()});
        missed.push_back({enrolled(*bench.ledger).id, missed[0].record, bench.at() - 1h});
        REQUIRE(book.addRecords({}, missed, 0));
        REQUIRE(book.addRecords({}, missed, 0));  // as a second process reads the same page
        const auto order = [](const MissedRecord& a, const MissedRecord& b) {
            return std::pair(toHex(a.counter.bytes()), a.record.hex()) <
                   std::pair(toHex(b.counter.bytes()), b.record.hex());
        };
        const auto all = [&] {
            std::vector<MissedRecord> found;
            for (std::optional<MissedRecord> after;;) {
                const auto page = place.findings()->missed(after, 2).value();
                if (page.empty()) return found;
                REQUIRE(page.size() <= 2);
                found.insert(found.end(), page.begin(), page.end());
                after = page.back();
            }
        };
        std::ranges::sort(missed, order);
        CHECK(all() == missed);
        auto row = bench.conductRow(missed[2].counter);
        row.record = missed[2].record;
        REQUIRE(book.addMissed(std::vector{row}));
        REQUIRE(book.addMissed(std::vector{row}));
        CHECK(place.number("SELECT count(*) FROM conduct_record") == 1);
        // Whoever could not read it comes later than who could.
        REQUIRE(book.addRecords({}, std::vector{missed[2]}, 0));
        missed.erase(missed.begin() + 2);
        CHECK(all() == missed);
        REQUIRE(book.forgetRecords(bench.at()));
        std::erase_if(missed, [&](const MissedRecord& each) { return each.receivedAt < bench.at(); });
        CHECK(all() == missed);
        CHECK(place.number("SELECT count(*) FROM conduct_record") == 1);
        REQUIRE(book.forgetRecords(bench.at() + 1ms));
        CHECK(all().empty());
        CHECK(place.number("SELECT count(*) FROM conduct_record") == 0);
    });
}

TEST_CASE("records are alike over all counters, and only if one came lately") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        auto old = bench.conductRow(enrolled(*bench.ledger).id);
        old.receivedAt = old.at = bench.at() - 24h * 400;
        old.border = hashOf("border");
        auto fresh = bench.conductRow();
        fresh.border = old.border;
        auto alone = bench.conductRow();
        alone.border = hashOf("another");
        REQUIRE(bench.findingBook->addRecords(std::vector{old, fresh, alone}, {}, 0));
        const auto alike = bench.findingBook->alike(bench.at() - kConductWindow).value();
        REQUIRE(alike.size() == 2);
        CHECK(findTwins(alike, bench.at()).size() == 1);
        CHECK(bench.findingBook->alike(bench.at() + 1ms).value().empty());
    });
}

TEST_CASE("a finding is raised once, with the order that tells the counter") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        auto& book = *bench.findingBook;
        const auto now = bench.at();
        const auto finding = bench.finding();
        CHECK(bench.raise(finding, now).value() == 1U);
        const auto orders = bench.orders();
        REQUIRE(orders.size() == 1);
        CHECK(orders[0].kind == OrderKind::Explain);
        CHECK(orders[0].text == "1 without_scan 9/20 3/100 0 omar");
        const auto rows = bench.findings();
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].number == 1);
        CHECK(rows[0].finding == finding);
        CHECK(rows[0].state == FindingState::Open);
        CHECK(rows[0].raisedAt == now);
        CHECK_FALSE(rows[0].answer);
        CHECK_FALSE(rows[0].closedAt);

        // While it is open never again; another clerk, kind or counter is another finding.
        const auto later = now + 24h * 40;
        CHECK_FALSE(bench.raise(finding, later).value());
        CHECK(bench.raise(bench.finding("lina"), now).value() == 2U);
        // Closed: not within its window, and then again.
        CHECK(book.close(1, now).value());
        CHECK_FALSE(book.close(1, now).value());
        CHECK_FALSE(book.close(77, now).value());
        CHECK_FALSE(book.close(~std::uint64_t{0}, now).value());
        CHECK_FALSE(bench.raise(finding, now + 24h * 27).value());
        CHECK(bench.raise(finding, later).value() == 3U);

        // About the same record never again.
        auto twins = bench.twins();
        CHECK(bench.raise(twins, now).value() == 4U);
        CHECK(book.close(4, now).value());
        twins.kind = ConductKind::SameEvidence;
        CHECK_FALSE(bench.raise(twins, later + 24h * 1000).value());
        const auto newest = bench.findings()[0];
        CHECK(newest.finding.records == twins.records);
        CHECK(newest.state == FindingState::Closed);
        CHECK(newest.closedAt == now);
        CHECK(bench.orders().back().record == twins.records.front());
        CHECK(book.findings(2).value().size() == 2);
    });
}

TEST_CASE("a counter is not asked more than people can answer") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        int raised = 0;
        for (int i = 0; i < 20; ++i)
            raised += bench.raise(bench.finding("clerk" + std::to_string(i)), bench.at()).value() ? 1 : 0;
        CHECK(raised == kMostOpenFindings);
        // Another counter has its own.
        const auto other = enrolled(*bench.ledger).id;
        CHECK(bench.findingBook->raise(bench.finding(), other, bench.at()).value());
        CHECK(bench.findingBook->close(1, bench.at()).value());
        CHECK(bench.raise(bench.finding("clerk19"), bench.at()).value());
    });
}

TEST_CASE("only the counter that was asked can answer, and its first answer stays") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        auto& book = *bench.findingBook;
        REQUIRE(bench.raise(bench.finding(), bench.at()).value() == 1U);
        const auto other = enrolled(*bench.ledger).id;
        REQUIRE(book.addJournal({other, 1, {}, {{1, ConductAnswer::Training, "eve"}}}, bench.at()));
        REQUIRE(book.addJournal({bench.counter, 1, {}, {{99, ConductAnswer::Training, "lina"}}}, bench.at()));
        CHECK(bench.findings()[0].state == FindingState::Open);
        const auto answeredAt = bench.at();
        REQUIRE(
            book.addJournal({bench.counter,
                             2,
                             {},
                             {{1, ConductAnswer::MarketDay, "lina \xff"}, {1, ConductAnswer::Other, "omar"}}},
                            answeredAt));
        REQUIRE(
            book.addJournal({bench.counter, 3, {}, {{1, ConductAnswer::Other, "omar"}}}, answeredAt + 1h));
        const auto row = bench.findings()[0];
        CHECK(row.state == FindingState::Answered);
        CHECK(row.answer == ConductAnswer::MarketDay);
        CHECK(row.answeredBy == "lina \xff");
        CHECK(row.answeredAt == answeredAt);
        CHECK(book.close(1, bench.at()).value());
        CHECK(bench.findings()[0].answer == ConductAnswer::MarketDay);
    });
}

TEST_CASE("nodes that look at once read each row once and ask each question once") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        std::vector<ConductRow> rows;
        for (int i = 0; i < 100; ++i) rows.push_back(bench.conductRow());
        std::vector<ConductFinding> findings;
        for (int i = 0; i < 3; ++i) findings.push_back(bench.finding("clerk" + std::to_string(i)));
        for (int i = 0; i < 3; ++i) findings.push_back(bench.twins());
        std::atomic<int> raised = 0;
        const auto work = [&] {
            const auto book = place.findings();
            untilDone([&]() -> Result<bool> {
                if (const auto added = book->addRecords(rows, {}, 0); !added) return failure(added.error());
                return true;
            });
            for (const auto& finding : findings)
                raised += untilDone([&] { return book->raise(finding, bench.counter, bench.at()); }) ? 1 : 0;
        };
        {
            const std::jthread one(work), two(work), three(work);
        }
        CHECK(raised == 6);
        CHECK(bench.orders().size() == 6);
        std::set<std::uint64_t> numbers;
        for (const auto& row : bench.findings()) numbers.insert(row.number);
        CHECK(numbers.size() == 6);
        CHECK(bench.findingBook->rowsOf(bench.counter, bench.at()).value().size() == rows.size());
    });
}

TEST_CASE("a question that can't be sent is not raised") {
    onEveryPlace([](const LedgerPlace& place) {
        FindingBench bench(place);
        // No such counter: nothing of it is stored.
        CHECK_FALSE(bench.findingBook->raise(bench.finding(), DeviceId::random(), bench.at()));
        CHECK(bench.findings().empty());
        CHECK(place.number("SELECT count(*) FROM device_order") == 0);
    });
}

namespace {

// A node that has given a record its number and has not committed it yet.
struct SlowNode {
    explicit SlowNode(const std::string& address) : line(PostgresConnection::open(address).value()) {
        REQUIRE(line->script("BEGIN"));
        REQUIRE(line->script(
            "INSERT INTO record (month, device_id, sequence, record_id, envelope_hash, payload_hash, "
            "previous_hash, body_hash, body_size, created_at, received_at, application, practice, status, "
            "reason, revision, receipt, challenge, late) SELECT month, device_id, sequence + 100, record_id, "
            "envelope_hash, payload_hash, previous_hash, body_hash, body_size, created_at, received_at, "
            "application, practice, status, reason, revision, receipt, challenge, late FROM record ORDER BY "
            "id LIMIT 1"));
    }
    std::unique_ptr<PostgresConnection> line;
    void commit() { REQUIRE(line->script("COMMIT")); }
};

}  // namespace

TEST_CASE("a record that becomes visible after one with a higher number is not missed") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    FindingBench bench(postgresAt(address));
    auto& book = *bench.findingBook;
    bench.record();
    REQUIRE(book.recordsRead().value() == 0);
    SlowNode slow(address);
    bench.record();
    const auto page = bench.ledger->records(0, 100).value();
    REQUIRE(page.rows.size() == 2);
    REQUIRE(page.next == 3);
    REQUIRE(book.addRecords({}, {}, page.next));
    slow.commit();
    const auto read = book.recordsRead().value();
    CHECK(read == 1);
    const auto rest = bench.ledger->records(read, 100).value();
    CHECK(rest.rows.size() == 2);
    REQUIRE(book.addRecords({}, {}, rest.next));
    CHECK(book.recordsRead().value() == 3);
}

TEST_CASE("a look waits for what is being added, and what is added then is all there") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    FindingBench bench(postgresAt(address));
    bench.record();
    SlowNode slow(address);
    {
        const std::jthread look([&] { untilDone([&] { return bench.findingBook->recordsRead(); }); });
        while (bench.place.number("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = "
                                  "'record'::regclass AND mode = 'ShareLock'") == 0) {
        }
        slow.commit();
    }
    const auto page = bench.ledger->records(0, 100).value();
    REQUIRE(page.rows.size() == 2);
    REQUIRE(bench.findingBook->addRecords({}, {}, page.next));
    CHECK(bench.findingBook->recordsRead().value() == page.next);
}

TEST_CASE("a look that can't have its turn says so and changes nothing") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    FindingBench bench(postgresAt(address));
    bench.record();
    SlowNode slow(address);
    const auto read = bench.findingBook->recordsRead();
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::LedgerFailed);
    slow.commit();
    CHECK(bench.findingBook->recordsRead().value() == 0);
}
