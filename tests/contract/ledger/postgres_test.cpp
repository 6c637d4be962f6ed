// What only PostgreSQL has: a server that goes away, other nodes, months, a schema of its own.

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "core/files.h"
#include "ledgers.h"
#include "operator/folder_sweep.h"
#include "postgresMigrations.h"

using namespace countersign;
using namespace countersign::test;

namespace {

std::string newestSchema() {
    return std::to_string(postgresMigrations().size()) + "\n";
}

// Counters that add for as long as it takes to see the server go and come back; each keeps what it was told.
struct Load {
    std::mutex mutex;
    std::vector<RecordRow> acknowledged;
    std::atomic<int> errors = 0;

    // Until `rounds` batches were acknowledged; asks again for what it got no answer to, as counters do.
    void run(Ledger& ledger, const DeviceId& counter, int rounds, const std::function<void()>& told) {
        std::uint64_t sequence = 0;
        for (int round = 0; round < rounds; ++round) {
            std::vector<RecordRow> batch;
            for (int i = 0; i < 3; ++i) batch.push_back(recordOf(counter, ++sequence));
            for (;;) {
                const auto outcomes = ledger.add(batch);
                if (!outcomes) {
                    ++errors;
                    continue;
                }
                const std::lock_guard lock(mutex);
                for (std::size_t i = 0; i < batch.size(); ++i) {
                    if ((*outcomes)[i].result != AddResult::Conflict) acknowledged.push_back(batch[i]);
                }
                break;
            }
            told();
        }
    }
};

void breakInMidLoad(void (PostgresProcess::*end)()) {
    PostgresProcess server;
    const auto address = server.newDatabase();
    const auto one = PostgresLedger::open(address).value();
    const auto two = PostgresLedger::open(address).value();
    constexpr int kCounters = 4;
    constexpr int kRounds = 30;
    std::vector<DeviceRow> counters;
    for (int i = 0; i < kCounters; ++i) counters.push_back(enrolled(*one));
    Load load;
    std::atomic<int> told = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kCounters; ++i) {
            threads.emplace_back([&, i] {
                load.run(i % 2 == 0 ? *one : *two, counters[static_cast<std::size_t>(i)].id, kRounds, [&] {
                    ++told;
                    told.notify_all();
                });
            });
        }
        // Broken off once a part is acknowledged, twice.
        for (const int part : {kCounters * kRounds / 4, kCounters * kRounds / 2}) {
            for (int seen = told; seen < part; seen = told) told.wait(seen);
            (server.*end)();
            server.start();
        }
    }
    CHECK(load.errors > 0);
    REQUIRE(load.acknowledged.size() == kCounters * kRounds * 3);
    std::map<RecordId, int> held;
    std::int64_t after = 0;
    for (;;) {
        const auto page = two->records(after, 200).value();
        if (page.rows.empty()) break;
        for (const auto& row : page.rows) ++held[row.recordId];
        after = page.next;
    }
    CHECK(held.size() == load.acknowledged.size());
    for (const auto& row : load.acknowledged) CHECK(held[row.recordId] == 1);
    CHECK(one->alarmCount().value() == 0);
}

}  // namespace

TEST_CASE("the server is stopped at once in mid-load, twice: what was acknowledged is there, once") {
    if (PostgresProcess::installed()) breakInMidLoad(&PostgresProcess::stopAtOnce);
}

TEST_CASE("the server is killed in mid-load, twice: what was acknowledged is there, once") {
    if (PostgresProcess::installed()) breakInMidLoad(&PostgresProcess::kill);
}

TEST_CASE("a server that is away is told as such, and what comes after its return works") {
    if (!PostgresProcess::installed()) return;
    PostgresProcess server;
    const auto address = server.newDatabase();
    const auto ledger = PostgresLedger::open(address).value();
    const auto counter = enrolled(*ledger);
    server.stopAtOnce();
    CHECK(ledger->device(counter.id).error().code == ErrorCode::LedgerUnreachable);
    CHECK(ledger->add({}).value().empty());
    const auto row = recordOf(counter.id, 1);
    CHECK(ledger->add({&row, 1}).error().code == ErrorCode::LedgerUnreachable);
    CHECK(PostgresLedger::open(address).error().code == ErrorCode::LedgerUnreachable);
    server.start();
    CHECK(ledger->device(counter.id).value());
    CHECK(addOne(*ledger, row).result == AddResult::Added);
    // Broken off while it lay idle: nobody notices.
    server.stopAtOnce();
    server.start();
    CHECK(addOne(*ledger, recordOf(counter.id, 2)).result == AddResult::Added);
}

TEST_CASE("nodes that start at once on an empty database all get the ledger, and its tables once") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    std::atomic<int> opened = 0;
    {
        std::vector<std::jthread> nodes;
        for (int i = 0; i < 6; ++i)
            nodes.emplace_back([&] { opened += PostgresLedger::open(address).has_value() ? 1 : 0; });
    }
    CHECK(opened == 6);
    CHECK(sharedPostgres().sql(address, "SELECT version FROM ledger_schema") == newestSchema());
}

TEST_CASE("a ledger of an older version is brought up to date, with what is in it") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    const auto connection = PostgresConnection::open(address).value();
    REQUIRE(migratePostgres(*connection, postgresMigrations().first(1)));
    CHECK(sharedPostgres().sql(address, "SELECT version FROM ledger_schema") == "1\n");
    sharedPostgres().sql(
        address,
        "INSERT INTO case_file (device_id, record_id, state, practice, received_at) VALUES "
        "(decode(repeat('01', 16), 'hex'), decode(repeat('02', 16), 'hex'), 'waiting', 0, 5)");
    REQUIRE(PostgresLedger::open(address));
    CHECK(sharedPostgres().sql(address, "SELECT version FROM ledger_schema") == newestSchema());
    CHECK(sharedPostgres().sql(address, "SELECT count(*) FROM case_file") == "1\n");
    CHECK(sharedPostgres()
              .sql(address, "SELECT indexdef FROM pg_indexes WHERE indexname = 'case_open'")
              .find("(state, received_at, device_id, record_id)") != std::string::npos);
}

TEST_CASE("a ledger of before take-backs were told: what may be at the regulator, and what it was not told") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    const auto connection = PostgresConnection::open(address).value();
    REQUIRE(migratePostgres(*connection, postgresMigrations().first(6)));
    const auto id = [](int record) {
        return "decode('" + std::string(31, '0') + std::to_string(record) + "', 'hex')";
    };
    sharedPostgres().sql(
        address,
        "INSERT INTO device (device_id, key_algorithm, public_key, key_protection, application, "
        "state, enrolled_at) VALUES (" +
            id(0) + ", 'ed25519', '', 'file', 'test', 'active', 1)");
    const auto item = [&](int record, const std::string& state, int claimed, int next) {
        sharedPostgres().sql(address,
                             "INSERT INTO outbox (device_id, record_id, revision, content, ground, item, "
                             "created_at, state, claimed_until, next_attempt) VALUES (" +
                                 id(0) + ", " + id(record) + ", 2, 'attestation', 'g', '', 1, '" + state +
                                 "', " + std::to_string(claimed) + ", " + std::to_string(next) + ")");
    };
    const auto word = [&](int record, int revision, const std::string& status) {
        sharedPostgres().sql(address,
                             "INSERT INTO decision (device_id, record_id, revision, at, status, reason, "
                             "decided_by, policy_version) VALUES (" +
                                 id(0) + ", " + id(record) + ", " + std::to_string(revision) + ", 70, '" +
                                 status + "', '', 'lee', 1)");
    };
    item(1, "waiting", 0, 0);       // never taken
    item(2, "waiting", 9, 0);       // somebody is at it
    item(3, "waiting", 0, 9);       // put off
    item(4, "acknowledged", 0, 0);  // and activated
    word(4, 3, "activated");
    item(5, "acknowledged", 0, 0);  // activated and taken back
    word(5, 3, "activated");
    word(5, 4, "refused");
    item(6, "refused", 0, 0);  // and a person's no
    word(6, 3, "refused");
    REQUIRE(PostgresLedger::open(address));
    CHECK(sharedPostgres().sql(address, "SELECT string_agg(sent::text, '' ORDER BY id) FROM outbox") ==
          "011111\n");
    CHECK(sharedPostgres().sql(address,
                               "SELECT right(encode(record_id, 'hex'), 2), reason, at FROM not_forwarded") ==
          "05|taken_back_untold|70\n");
}

TEST_CASE("a schema that is newer than the program is refused and left alone") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    REQUIRE(PostgresLedger::open(address));
    sharedPostgres().sql(address, "UPDATE ledger_schema SET version = 99");
    const auto refused = PostgresLedger::open(address);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::LedgerFailed);
    CHECK(sharedPostgres().sql(address, "SELECT version FROM ledger_schema") == "99\n");
}

TEST_CASE("every unique key contains the device id, but for those that can't") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    REQUIRE(PostgresLedger::open(address));
    CHECK(
        sharedPostgres().sql(
            address,
            "SELECT t.relname FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON "
            "n.oid = t.relnamespace WHERE n.nspname = 'public' AND x.indisunique AND NOT EXISTS (SELECT FROM "
            "pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = ANY (x.indkey::int2[]) AND a.attname = "
            "'device_id') ORDER BY 1") == "enrolment_code\nnumber_claim\nreviewer\n");
}

TEST_CASE("each record has its key and its case, and lies in the table of its month") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    const auto ledger = PostgresLedger::open(address).value();
    const auto counter = enrolled(*ledger);
    auto newYear = recordOf(counter.id, 2);
    newYear.receivedAt = WallTime(std::chrono::seconds(1798761600));  // 2027-01-01T00:00:00Z
    auto before = recordOf(counter.id, 1);
    before.receivedAt = newYear.receivedAt - std::chrono::milliseconds(1);
    for (const auto& row : {before, newYear, before}) REQUIRE(ledger->add({&row, 1}));
    CHECK(
        sharedPostgres().sql(address, "SELECT tableoid::regclass, sequence FROM record ORDER BY sequence") ==
        "record_202612|1\nrecord_202701|2\n");
    CHECK(sharedPostgres().sql(address,
                               "SELECT count(*) FROM record_key JOIN case_file USING (device_id, "
                               "record_id) WHERE state = 'waiting'") == "2\n");
    // A month that was moved away: its keys stay taken.
    sharedPostgres().sql(address, "ALTER TABLE record DETACH PARTITION record_202612");
    CHECK(addOne(*ledger, before).result == AddResult::Repeated);
    CHECK(addOne(*ledger, recordOf(counter.id, 1)).result == AddResult::Conflict);
    // Whose its body is is known no more, and that it was taken in is: the sweep leaves it alone.
    CHECK(ledger->movedAway(counter.id, before.recordId, before.envelopeHash).value());
    CHECK_FALSE(ledger->movedAway(counter.id, before.recordId, newYear.envelopeHash).value());
    CHECK_FALSE(ledger->movedAway(counter.id, newYear.recordId, newYear.envelopeHash).value());
}

TEST_CASE("each month's table knows whose its bodies are without being read through") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    const auto ledger = PostgresLedger::open(address).value();
    const auto counter = enrolled(*ledger);
    const auto row = recordOf(counter.id, 1);
    REQUIRE(ledger->add({&row, 1}));
    CHECK(
        sharedPostgres().sql(address,
                             "SELECT count(*) FROM pg_indexes WHERE tablename LIKE 'record_2%' AND indexdef "
                             "LIKE '%(body_hash)%'") == "1\n");
}

TEST_CASE("an address with a password, or of no database, is refused without repeating it") {
    for (const char* address :
         {"postgresql://user:s3cret@localhost/db", "postgresql://user@localhost/db?password=s3cret",
          "postgresql://user@localhost/db?s3cret", "s3cret", ""}) {
        const auto refused = PostgresLedger::open(address);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::LedgerFailed);
        CHECK(describe(refused.error()).find("s3cret") == std::string::npos);
    }
}

TEST_CASE("a damaged body may be of a month that was moved away, and stays then") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    const auto ledger = PostgresLedger::open(address).value();
    const auto counter = enrolled(*ledger);
    const auto row = recordOf(counter.id, 1);
    REQUIRE(ledger->add({&row, 1}));
    const TemporaryFolder folder;
    const OperatorPaths paths(folder.path());
    auto bodies = FileBodyStore::open(paths.bodies).value();
    const auto name = toHex(hashOf("what it was"));
    const auto file = paths.bodies / name.substr(0, 2) / (name + ".cse");
    REQUIRE(writeFileDurably(file, toBytes("damaged since")));
    ManualClock clock{SystemClock().wall() + std::chrono::hours(25)};
    NoErasurePoints points;
    FolderSweep sweep(paths, bodies, *ledger, clock, points, Unnamed::All);
    sharedPostgres().sql(address, "ALTER TABLE record DETACH PARTITION record_202611");
    const auto count = sweep.run().value();
    CHECK(count.headless == 1);
    CHECK(count.gone() == 0);
    CHECK(std::filesystem::exists(file));
    sharedPostgres().sql(address, "ALTER TABLE record ATTACH PARTITION record_202611 FOR VALUES IN (202611)");
    CHECK(sweep.run().value().unnamed == 1);
    CHECK_FALSE(std::filesystem::exists(file));
}
