// What only the case book on SQLite has, and the index key; the rest in contract/ledger.
#include "operator/sqlite_case_book.h"

#include <filesystem>
#include <fstream>

#include "identity/sim_numbers.h"
#include "ledgerMigrations.h"
#include "made_operator.h"
#include "operator/index_key.h"
#include "support/catch.h"
#include "support/made_decision.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Bench : MadeOperator {
    std::unique_ptr<SqliteCaseBook> book = open();
    int lines = 0;

    [[nodiscard]] std::unique_ptr<SqliteCaseBook> open() const {
        return SqliteCaseBook::open(OperatorPaths(folder).ledger).value();
    }
    RecordRow record() { return record(counter); }
    RecordRow record(Counter& from) {
        const auto bytes = from.envelope();
        REQUIRE_FALSE(ingest.take(bytes).value().refusal);
        const auto header = parseEnvelope(bytes).value().header;
        return ledger->find(header.deviceId, header.recordId).value().value();
    }
    [[nodiscard]] Decision decision(const RecordRow& row, ReceiptStatus status,
                                    const std::string& reason = {}) const {
        return madeDecision(row, status, reason, identity.signingKey, clock.wall());
    }
    [[nodiscard]] Decision accept(const RecordRow& row, const std::string& person,
                                  const std::string& card) const {
        return withIndex(decision(row, ReceiptStatus::Accepted), person, card);
    }
    [[nodiscard]] Case now(const RecordRow& row) {
        return book->find(row.deviceId, row.recordId).value().value();
    }
    // What the counter hears with its next contact.
    [[nodiscard]] std::vector<Order> orders(const Counter& of) {
        Contact contact;
        contact.deviceId = of.id();
        contact.lastReserved = 1000;
        return ledger->takeContact(contact, clock.wall(), ContactWay::Network).value().orders;
    }
    [[nodiscard]] std::int64_t count(const std::string& sql) const {
        return Database::open(OperatorPaths(folder).ledger, Database::Mode::ReadOnly)
            .value()
            .queryInteger(sql)
            .value();
    }
};

}  // namespace

TEST_CASE("a ledger of before there were cases gets one for each record") {
    Bench bench;
    for (int i = 0; i < 3; ++i) (void)bench.record();
    const auto old = bench.temporary.path() / "old.sqlite";
    {
        auto database = Database::open(old, Database::Mode::ReadWrite).value();
        REQUIRE(migrate(database, old, ledgerMigrations().first(4)));
        REQUIRE(database.exec("ATTACH '" + OperatorPaths(bench.folder).ledger.string() +
                              "' AS now; INSERT INTO main.device SELECT * FROM now.device; INSERT INTO "
                              "main.record SELECT * FROM now.record; DETACH now"));
        REQUIRE(database.queryInteger("PRAGMA user_version").value() == 4);
    }
    const auto book = SqliteCaseBook::open(old).value();
    CHECK(book->cases(CaseState::Waiting, {}, 10).value().cases.size() == 3);
}

TEST_CASE("whichever statement of a decision fails, nothing of it is there, and it heals") {
    class FailAt final : public DatabaseFaults {
      public:
        int at = -1;
        int beforeStep(std::string_view sql) override {
            if (at < 0 || sql == "ROLLBACK") return 0;
            return at-- == 0 ? 10 : 0;
        }
    } faults;
    Bench bench;
    const auto row = bench.record();
    const auto book = SqliteCaseBook::open(OperatorPaths(bench.folder).ledger, &faults).value();
    auto word = bench.accept(row, "a", "1");
    word.item = SealedItem{"attestation", "telecom_rules", toBytes("sealed")};
    int failures = 0;
    for (int i = 0; i < 100; ++i) {
        faults.at = i;
        const auto broken = book->decide(word);
        const bool reached = faults.at < 0;
        faults.at = -1;
        if (!reached) {
            CHECK(broken.value().result == DecideResult::Decided);
            break;
        }
        ++failures;
        INFO("statement " << i);
        REQUIRE_FALSE(broken);
        CHECK(bench.now(row).record.revision == 1);
        CHECK(bench.count(
                  "SELECT (SELECT count(*) FROM decision) + (SELECT count(*) FROM device_order) + "
                  "(SELECT count(*) FROM number_claim) + (SELECT count(*) FROM person_record) + (SELECT "
                  "count(*) FROM outbox) + (SELECT count(*) FROM retention)") == 0);
    }
    CHECK(failures >= 12);
    CHECK(bench.orders(bench.counter).size() == 1);
}

TEST_CASE("a hold without its line in the log is no hold") {
    class NoLog final : public DatabaseFaults {
      public:
        bool on = true;
        int beforeStep(std::string_view sql) override { return on && sql.find("review_log") < 20 ? 10 : 0; }
    } faults;
    Bench bench;
    const auto row = bench.record();
    const auto book = SqliteCaseBook::open(OperatorPaths(bench.folder).ledger, &faults).value();
    CHECK_FALSE(book->hold(holdLine("court"), row.deviceId, row.recordId, "court"));
    CHECK_FALSE(book->retention(row.deviceId, row.recordId).value());
    faults.on = false;
    REQUIRE(book->hold(holdLine("court"), row.deviceId, row.recordId, "court"));
    CHECK(book->retention(row.deviceId, row.recordId).value()->hold == "court");
}

TEST_CASE("a ledger of before take-backs were told: what may be at the regulator, and what it was not told") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "old.sqlite";
    {
        auto database = Database::open(file, Database::Mode::ReadWrite).value();
        REQUIRE(migrate(database, file, ledgerMigrations().first(10)));
        REQUIRE(database.exec("PRAGMA foreign_keys = OFF"));
        REQUIRE(database.exec(
            "INSERT INTO device (device_id, key_algorithm, public_key, key_protection, application, state, "
            "enrolled_at) VALUES (zeroblob(16), 'ed25519', zeroblob(32), 'file', 'test', 'active', 1)"));
        const auto id = [](int record) { return "x'" + std::string(31, '0') + std::to_string(record) + "'"; };
        const auto item = [&](int record, const std::string& state, int claimed, int next) {
            REQUIRE(database.exec(
                "INSERT INTO outbox (device_id, record_id, revision, content, ground, item, created_at, "
                "state, claimed_until, next_attempt) VALUES (zeroblob(16), " +
                id(record) + ", 2, 'attestation', 'g', x'00', 1, '" + state + "', " +
                std::to_string(claimed) + ", " + std::to_string(next) + ")"));
        };
        const auto word = [&](int record, int revision, const std::string& status) {
            REQUIRE(database.exec("INSERT INTO decision VALUES (zeroblob(16), " + id(record) + ", " +
                                  std::to_string(revision) + ", 70, '" + status + "', '', 'lee', NULL, 1)"));
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
    }
    const auto book = SqliteCaseBook::open(file).value();
    auto database = Database::open(file, Database::Mode::ReadOnly).value();
    CHECK(database.queryInteger("SELECT group_concat(sent, '') FROM (SELECT sent FROM outbox ORDER BY id)")
              .value() == 11111);
    CHECK(database.queryInteger("SELECT sent FROM outbox WHERE id = 1").value() == 0);
    CHECK(database.queryInteger("SELECT count(*) FROM not_forwarded").value() == 1);
    CHECK(database
              .queryInteger("SELECT count(*) FROM not_forwarded WHERE hex(record_id) LIKE '%05' AND reason = "
                            "'taken_back_untold' AND at = 70")
              .value() == 1);
}

TEST_CASE("the index key files a person under the number, however it was written") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "index.key";
    const auto key = IndexKey::generate();
    REQUIRE(key.write(file));
    CHECK(std::filesystem::status(file).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(key.write(file).error().code == ErrorCode::IndexKeyUnusable);  // never another in its place
    const auto same = IndexKey::read(file).value();
    using Kind = DocumentKind;
    const auto plain = key.document(Kind::ResidentId, "11010119900307001X");
    CHECK(same.document(Kind::ResidentId, "110101 19900307 001x") == plain);
    CHECK(same.document(Kind::HouseholdRegister, "11010119900307001X") == plain);  // the same person's
    CHECK(same.document(Kind::ForeignPassport, "11010119900307001X") != plain);
    CHECK(IndexKey::generate().document(Kind::ResidentId, "11010119900307001X") != plain);
    CHECK(key.number(NumberKind::Msisdn, "+86 139-0000-0000") ==
          key.number(NumberKind::Msisdn, "8613900000000"));
    CHECK(key.number(NumberKind::Msisdn, "490154203237518") !=
          key.number(NumberKind::Imei, "490154203237518"));
    // The check digit of a card may be left out in print.
    const std::string short19 = "8986000000000000000";
    if (checkIccid(short19).outcome == CheckOutcome::OkCheckDigitOmitted)
        CHECK(key.number(NumberKind::Iccid, short19) ==
              key.number(NumberKind::Iccid, short19 + luhnCheckDigit(short19)));
    std::filesystem::permissions(file, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    CHECK(IndexKey::read(file).error().code == ErrorCode::IndexKeyUnusable);
    std::ofstream(folder.path() / "short.key") << "CSINDEX1 and too little";
    std::filesystem::permissions(folder.path() / "short.key", std::filesystem::perms::owner_read);
    CHECK(IndexKey::read(folder.path() / "short.key").error().code == ErrorCode::IndexKeyUnusable);
}
