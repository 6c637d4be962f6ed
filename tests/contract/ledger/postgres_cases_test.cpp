// Cases and the outbox where only PostgreSQL can fail: statements that the server refuses, a server that goes
// away, months that were moved away, and processes that die in the middle.

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>

#include "case_bench.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// From now on nothing is written to this table; `over` ends it.
void refuseWrites(const std::string& address, const std::string& table) {
    sharedPostgres().sql(address,
                         "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                         "$$ BEGIN RAISE EXCEPTION 'refused by the test'; END $$; "
                         "CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON " +
                             table + " FOR EACH ROW EXECUTE FUNCTION refuse()");
}
void over(const std::string& address, const std::string& table) {
    sharedPostgres().sql(address, "DROP TRIGGER refuse ON " + table);
}

}  // namespace

TEST_CASE("whichever table refuses a decision, nothing of it is there, and it heals") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    CaseBench bench(postgresAt(address));
    const auto row = bench.record();
    REQUIRE(bench.book->toReview(row.deviceId, row.recordId, {"match_unsure"}, false, {}).value());
    auto word = CaseBench::by(bench.accept(row, "a", "1"), "lee");
    word.item = SealedItem{"attestation", "telecom_rules", toBytes("sealed")};
    for (const std::string table : {"record", "decision", "device_order", "case_file", "review_log",
                                    "person_record", "number_claim", "outbox", "retention"}) {
        INFO(table);
        refuseWrites(address, table);
        const auto broken = bench.book->decide(word);
        REQUIRE_FALSE(broken);
        CHECK(broken.error().code == ErrorCode::LedgerFailed);
        over(address, table);
        CHECK(bench.now(row).state == CaseState::Review);
        CHECK(bench.now(row).record.revision == 1);
        CHECK(bench.place.number(
                  "SELECT (SELECT count(*) FROM decision) + (SELECT count(*) FROM device_order) + (SELECT "
                  "count(*) FROM number_claim) + (SELECT count(*) FROM person_record) + (SELECT count(*) "
                  "FROM outbox) + (SELECT count(*) FROM retention) + (SELECT count(*) FROM review_log)") ==
              0);
    }
    CHECK(bench.decide(word) == DecideResult::Decided);
}

TEST_CASE("whichever table refuses an acknowledgement, nothing of it is there, and it heals") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    CaseBench bench(postgresAt(address));
    const auto key = bench.accepted();
    const auto outbox = bench.place.outbox();
    const auto items = outbox->claim({1, 1, std::chrono::minutes(1)}, bench.clock.wall()).value();
    REQUIRE(items.size() == 1);
    const std::vector<AnsweredItem> answers{{items[0].id, RegulatorWord::Acknowledged, toBytes("signed")}};
    const ActivationTerms terms{bench.key, 7, std::chrono::hours(24)};
    for (const std::string table : {"record", "decision", "device_order", "outbox", "retention"}) {
        INFO(table);
        refuseWrites(address, table);
        CHECK(outbox->settle(answers, terms, bench.clock.wall()).error().code == ErrorCode::LedgerFailed);
        over(address, table);
        CHECK(bench.held(key).revision == 2);
        CHECK(outbox->counts().value().waiting == 1);
        CHECK(bench.orders().size() == 1);
    }
    CHECK(outbox->settle(answers, terms, bench.clock.wall()).value() == std::vector{SettleResult::Activated});
}

TEST_CASE("a hold without its line in the log is no hold") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    CaseBench bench(postgresAt(address));
    const auto row = bench.record();
    refuseWrites(address, "review_log");
    CHECK(bench.book->hold(holdLine("court"), row.deviceId, row.recordId, "court").error().code ==
          ErrorCode::LedgerFailed);
    CHECK_FALSE(bench.book->retention(row.deviceId, row.recordId).value());
    over(address, "review_log");
    REQUIRE(bench.book->hold(holdLine("court"), row.deviceId, row.recordId, "court"));
    CHECK(bench.book->retention(row.deviceId, row.recordId).value()->hold == "court");
}

TEST_CASE("words that PostgreSQL takes for no text are refused as a whole") {
    if (!PostgresProcess::installed()) return;
    CaseBench bench(postgresAt(sharedPostgres().newDatabase()));
    const auto row = bench.record();
    for (const std::string& bytes : {std::string("a\0b", 3), std::string("\xff\xfe")}) {
        auto word = bench.accept(row, "a", "1");
        word.by = bytes;
        CHECK(bench.book->decide(word).error().code == ErrorCode::LedgerFailed);
        CHECK(bench.book->hold(holdLine(bytes), row.deviceId, row.recordId, bytes).error().code ==
              ErrorCode::LedgerFailed);
        CHECK(bench.now(row).state == CaseState::Waiting);
    }
    CHECK(bench.decide(bench.accept(row, "a", "1")) == DecideResult::Decided);
}

TEST_CASE("a server that is away is told as such by cases and outbox, and they go on after its return") {
    if (!PostgresProcess::installed()) return;
    PostgresProcess server;
    CaseBench bench(postgresAt(server.newDatabase()));
    const auto outbox = bench.place.outbox();
    const auto row = bench.record();
    const auto word = bench.accept(row, "a", "1");
    const ClaimTerms terms{10, 1U << 20U, std::chrono::minutes(1)};
    REQUIRE(outbox->claim(terms, kNow).value().empty());
    server.stopAtOnce();
    CHECK(bench.book->decide(word).error().code == ErrorCode::LedgerUnreachable);
    CHECK(bench.book->claim(1, kNow, std::chrono::minutes(1)).error().code == ErrorCode::LedgerUnreachable);
    CHECK(outbox->claim(terms, kNow).error().code == ErrorCode::LedgerUnreachable);
    server.start();
    CHECK(bench.book->claim(1, kNow, std::chrono::minutes(1)).value().size() == 1);
    CHECK(outbox->claim(terms, kNow).value().empty());
    // Broken off while it lay idle: nobody notices.
    server.stopAtOnce();
    server.start();
    CHECK(bench.decide(word) == DecideResult::Decided);
    CHECK(bench.now(row).state == CaseState::Decided);
}

TEST_CASE("the server is killed while several decide: each case is settled once, and as its order says") {
    if (!PostgresProcess::installed()) return;
    PostgresProcess server;
    CaseBench bench(postgresAt(server.newDatabase()));
    constexpr std::size_t kWorkers = 3;
    constexpr std::size_t kEach = 25;
    std::vector<RecordRow> rows[kWorkers];
    for (auto& each : rows) {
        const auto from = enrolled(*bench.ledger).id;
        for (std::size_t i = 0; i < kEach; ++i) each.push_back(bench.record(from));
    }
    std::atomic<std::size_t> done = 0;
    std::atomic<int> errors = 0, others = 0;
    {
        std::vector<std::jthread> workers;
        for (std::size_t w = 0; w < kWorkers; ++w) {
            workers.emplace_back([&, w] {
                const auto book = bench.place.caseBook();
                for (std::size_t i = 0; i < kEach; ++i) {
                    const auto name = std::to_string(w) + "/" + std::to_string(i);
                    const auto word = bench.accept(rows[w][i], name, name);
                    for (;;) {
                        const auto outcome = book->decide(word);
                        // SettledElsewhere: by itself, and the answer was lost.
                        if (outcome && outcome->result != DecideResult::Decided &&
                            outcome->result != DecideResult::SettledElsewhere) {
                            ++others;
                        }
                        if (outcome) break;
                        ++errors;
                    }
                    ++done;
                    done.notify_all();
                }
            });
        }
        for (const std::size_t part : {kWorkers * kEach / 3, kWorkers * kEach * 2 / 3}) {
            for (auto seen = done.load(); seen < part; seen = done.load()) done.wait(seen);
            server.kill();
            server.start();
        }
    }
    CHECK(errors > 0);
    CHECK(others == 0);
    const auto all = static_cast<std::int64_t>(kWorkers * kEach);
    CHECK(bench.place.number("SELECT count(*) FROM decision") == all);
    CHECK(bench.place.number("SELECT count(*) FROM device_order") == all);
    CHECK(bench.place.number("SELECT count(*) FROM number_claim") == 2 * all);
    CHECK(bench.place.number("SELECT count(*) FROM record r JOIN decision d USING (device_id, record_id, "
                             "revision) JOIN case_file c USING (device_id, record_id) JOIN device_order o "
                             "USING (device_id, record_id) WHERE r.status = 'accepted' AND c.state = "
                             "'decided' AND o.receipt = r.receipt") == all);
}

TEST_CASE("a process that dies in the middle of a claim holds nothing") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    CaseBench bench(postgresAt(address));
    for (int i = 0; i < 3; ++i) (void)bench.record();
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        // Rows locked as a claim does, and then never an end.
        auto connection = PostgresConnection::open(address);
        const bool locked = connection && (*connection)->script("BEGIN") &&
                            (*connection)->run("SELECT 1 FROM case_file FOR UPDATE");
        static_cast<void>(::write(ready[1], locked ? "l" : "f", 1) == 1);
        ::pause();
        ::_exit(0);
    }
    char told = 0;
    REQUIRE(::read(ready[0], &told, 1) == 1);
    REQUIRE(told == 'l');
    CHECK(bench.book->claim(10, kNow, std::chrono::minutes(1)).value().empty());  // and does not wait
    REQUIRE(::kill(child, SIGKILL) == 0);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    // As soon as the server has seen the line end.
    std::size_t claimed = 0;
    while (claimed < 3) claimed += bench.book->claim(10, kNow, std::chrono::minutes(1)).value().size();
    CHECK(claimed == 3);
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST_CASE("a month that was moved away: its cases are passed over, its persons and numbers still count") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    CaseBench bench(postgresAt(address));
    const auto old = bench.record();
    const auto word = bench.accept(old, "a", "1");
    REQUIRE(bench.decide(word) == DecideResult::Decided);
    bench.clock.advance(std::chrono::hours(24 * 20));  // into the next month
    const auto fresh = bench.record();
    sharedPostgres().sql(address, "ALTER TABLE record DETACH PARTITION record_202611");
    CHECK_FALSE(bench.book->find(old.deviceId, old.recordId).value());
    CHECK(bench.book->cases(CaseState::Decided, {}, 10).value().cases.empty());
    // Of its person it is found all the same, with what the case says of it.
    const auto held = bench.book->recordsOfPerson(hashOf("a")).value();
    REQUIRE(held.size() == 1);
    CHECK(idsAlone(held[0]));
    CHECK(held[0].recordId == old.recordId);
    CHECK(held[0].deviceId == old.deviceId);
    CHECK(held[0].receivedAt == old.receivedAt);
    CHECK(held[0].status == ReceiptStatus::Accepted);
    CHECK_FALSE(idsAlone(fresh));
    CHECK(bench.book->decide(word).error().code == ErrorCode::RecordNotHeld);
    CHECK(bench.book->standing(*word.index, fresh.deviceId, fresh.recordId).value().numbers == 1);
    CHECK(bench.decide(bench.accept(fresh, "b", "1")) == DecideResult::NumberTaken);
    CHECK(bench.decide(bench.accept(fresh, "b", "2")) == DecideResult::Decided);
}

TEST_CASE(
    "months that were moved away keep nothing else from being erased, and their details go by their ids") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    CaseBench bench(postgresAt(address));
    constexpr int kOld = 30, kLimit = 10;  // more than one page
    const auto sold = [&](const std::string& name) {
        const auto row = bench.record();
        REQUIRE(bench.decide(bench.accept(row, name, name)) == DecideResult::Decided);
        return row;
    };
    const ReviewLogRow line{bench.clock.wall(), "user:lina", "erase_asked", {}};
    const ServiceEnd end{bench.clock.wall(), bench.clock.wall() + std::chrono::hours(24 * 730)};
    std::set<RecordId> erased;
    std::vector<RecordRow> old;
    for (int i = 0; i < kOld; ++i) {
        old.push_back(sold("old " + std::to_string(i)));
        const auto& row = old.back();
        REQUIRE(bench.book->askErasure(line, row.deviceId, row.recordId));
        REQUIRE(bench.book->noteService(line, row.deviceId, row.recordId, end).value());
        if (i % 2 == 1) continue;
        REQUIRE(bench.book
                    ->markErased(row.deviceId, row.recordId, bench.clock.wall(), toBytes("d"), toBytes("c"),
                                 Filing::Stays)
                    .value());
        erased.insert(row.recordId);
    }
    bench.clock.advance(std::chrono::hours(24 * 20));  // into the next month
    const auto fresh = sold("fresh");
    REQUIRE(bench.book->askErasure(line, fresh.deviceId, fresh.recordId));
    REQUIRE(bench.book->noteService(line, fresh.deviceId, fresh.recordId, end).value());
    CHECK_FALSE(bench.ledger->anyMovedAway().value());
    sharedPostgres().sql(address, "ALTER TABLE record DETACH PARTITION record_202611");
    CHECK(bench.ledger->anyMovedAway().value());

    const auto later = end.detailsUntil + std::chrono::hours(1);
    REQUIRE(bench.book->picturesDue(later, kLimit).value().size() == 1);
    CHECK(bench.book->picturesDue(later, kLimit).value()[0].recordId == fresh.recordId);
    // Of those whose pictures are gone the ids are enough; the others' bodies are found by their rows alone.
    const auto asked = bench.book->erasuresAsked(1000).value();
    CHECK(asked.size() == erased.size() + 1);
    for (const auto& row : asked)
        CHECK((erased.contains(row.recordId) ? idsAlone(row) : row.recordId == fresh.recordId));
    CHECK(bench.book->erasuresAsked(kLimit).value().size() == kLimit);
    CHECK(bench.book->erasuresOutOfReach(later).value() == kOld - std::int64_t(erased.size()));
    // Before their time those that were asked for: all of them, here.
    CHECK(bench.book->erasuresOutOfReach(kNow).value() == kOld - std::int64_t(erased.size()));
    REQUIRE(bench.book->erasureAnswered(old[1].deviceId, old[1].recordId));
    CHECK(bench.book->erasuresOutOfReach(kNow).value() == kOld - std::int64_t(erased.size()) - 1);
    REQUIRE(bench.book->hold(holdLine("court_order"), old[1].deviceId, old[1].recordId, "court_order"));
    CHECK(bench.book->erasuresOutOfReach(later).value() == kOld - std::int64_t(erased.size()) - 1);
    REQUIRE(bench.book->hold(holdLine(""), old[1].deviceId, old[1].recordId, ""));
    const auto due = bench.book->detailsDue(later, 1000).value();
    CHECK(due.size() == erased.size() + 1);
    for (const auto& row : due) {
        if (row.recordId == fresh.recordId) continue;
        CHECK(erased.contains(row.recordId));
        CHECK(row.deviceId == bench.counter);
        CHECK(row.payloadHash == Sha256{});
        REQUIRE(bench.book->markErased(row.deviceId, row.recordId, later, {}, toBytes("c"), Filing::Goes)
                    .value());
    }
    CHECK(bench.book->detailsDue(later, 1000).value().size() == 1);

    // That a service has ended is noted long after the sale.
    const auto& one = old[1];
    const auto found = bench.book->recordOfNumber({NumberKind::Msisdn, hashOf("line old 1")}).value();
    REQUIRE(found);
    CHECK(found->recordId == one.recordId);
    CHECK(bench.ledger->findByCode(recordCodeOf(one.recordId)).value().empty());
    const auto moved = bench.ledger->findMovedByCode(recordCodeOf(one.recordId)).value();
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].recordId == one.recordId);
    CHECK(bench.ledger->findMovedByCode(recordCodeOf(fresh.recordId)).value().empty());
}
