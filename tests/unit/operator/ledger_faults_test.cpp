// The i-th statement fails, for every i; afterwards the same request is answered and stored exactly once.

#include "core/files.h"
#include "made_operator.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

class FailAt final : public DatabaseFaults {
  public:
    int at = -1;  // counts down to 0; negative: never
    int code = 10;
    int beforeStep(std::string_view sql) override {
        // A rollback is what follows a failure; it is not the failure under test.
        if (at < 0 || sql == "ROLLBACK") return 0;
        return at-- == 0 ? code : 0;
    }
};

}  // namespace

TEST_CASE("every failing statement of taking in heals") {
    for (const int code : {10 /* I/O */, 13 /* full */, 5 /* busy */, 8 /* read-only */}) {
        MadeOperator made;
        FailAt faults;
        const auto ledger = SqliteLedger::open(OperatorPaths(made.folder).ledger, &faults).value();
        Ingest ingest(*ledger, made.bodies, made.identity.signingKey, made.identity.sealingKeys, made.clock,
                      made.points);
        int failures = 0;
        std::size_t records = 0;
        for (int i = 0; i < 100; ++i) {
            const auto bytes = made.counter.envelope();
            faults.at = i;
            faults.code = code;
            const auto broken = ingest.take(bytes);
            const bool reached = faults.at < 0;
            faults.at = -1;
            ++records;
            if (reached) {
                ++failures;
                INFO("statement " << i);
                REQUIRE_FALSE(broken);
                CHECK((broken.error().code == ErrorCode::DiskFull) == (code == 13));
                CHECK((broken.error().code == ErrorCode::DatabaseNotWritable) == (code == 8));
            }
            const auto healed = ingest.take(bytes).value();
            CHECK_FALSE(healed.refusal);
            CHECK(ledger->records(0, 1000).value().rows.size() == records);
            if (!reached) break;
        }
        CHECK(failures >= 5);  // device, find, begin, look, insert, commit
        CHECK(failures < 20);
    }
}

TEST_CASE("every failing statement of enrolment heals with the same code") {
    MadeOperator made;
    FailAt faults;
    const auto ledger = SqliteLedger::open(OperatorPaths(made.folder).ledger, &faults).value();
    EnrolmentDesk desk(*ledger, made.identity, made.clock);
    int failures = 0;
    for (int i = 0; i < 100; ++i) {
        const auto code = made.code();
        const auto request = makeEnrolmentRequest(code, "test", SigningKey::generate()).value();
        faults.at = i;
        const auto broken = desk.enrol(request);
        const bool reached = faults.at < 0;
        faults.at = -1;
        if (reached) {
            ++failures;
            CHECK_FALSE(broken);
        }
        CHECK_FALSE(desk.enrol(request).value().refusal);
        if (!reached) break;
    }
    CHECK(failures >= 4);
}

TEST_CASE("every failing statement of the first migration heals") {
    int failures = 0;
    for (int i = 0; i < 100; ++i) {
        const TemporaryFolder folder;
        FailAt faults;
        faults.at = i;
        const auto broken = SqliteLedger::open(folder.path() / "ledger.sqlite", &faults);
        const bool reached = faults.at < 0;
        if (reached) {
            ++failures;
            CHECK_FALSE(broken);
        }
        const auto healed = SqliteLedger::open(folder.path() / "ledger.sqlite");
        REQUIRE(healed);
        CHECK((*healed)->records(0, 1).value().rows.empty());
        if (!reached) break;
    }
    CHECK(failures >= 4);
}

TEST_CASE("a ledger of a newer version is left alone") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "ledger.sqlite";
    REQUIRE(SqliteLedger::open(file));
    {
        auto database = Database::open(file, Database::Mode::ReadWrite).value();
        REQUIRE(database.exec("PRAGMA user_version=99"));
    }
    CHECK(SqliteLedger::open(file).error().code == ErrorCode::DatabaseNewer);
}

TEST_CASE("a file that is no database is told as such and stays") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "ledger.sqlite";
    REQUIRE(writeFileDurably(file, Bytes(8192, 'x')));
    CHECK(SqliteLedger::open(file).error().code == ErrorCode::DatabaseCorrupt);
    CHECK(readFile(file, 10000).value() == Bytes(8192, 'x'));
}

TEST_CASE("records are handed out page by page in the order they came") {
    MadeOperator made;
    for (int i = 0; i < 7; ++i) REQUIRE(made.ingest.take(made.counter.envelope()));
    std::vector<std::uint64_t> sequences;
    std::int64_t after = 0;
    for (;;) {
        const auto page = made.ledger->records(after, 3).value();
        if (page.rows.empty()) break;
        for (const auto& row : page.rows) sequences.push_back(row.sequence);
        after = page.next;
    }
    CHECK(sequences == std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7});
}
