// Real SQLite: each decision is there as a whole or not at all, whoever decides, and however many do at once.
#include "operator/sqlite_case_book.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "identity/sim_numbers.h"
#include "ledgerMigrations.h"
#include "made_operator.h"
#include "operator/index_key.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

Sha256 hashed(const std::string& what) {
    return sha256Of(toBytes(what));
}

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
        Decision word;
        word.deviceId = row.deviceId;
        word.recordId = row.recordId;
        word.basedOn = row.revision;
        word.status = status;
        word.reason = reason;
        word.by = kByPolicy;
        word.policyVersion = 7;
        word.at = clock.wall();
        word.receipt = signReceipt({row.recordId,
                                    row.deviceId,
                                    row.sequence,
                                    row.payloadHash,
                                    row.receivedAt,
                                    status,
                                    reason,
                                    row.revision + 1,
                                    {}},
                                   identity.signingKey)
                           .value();
        word.numbersAPerson = 5;
        word.picturesUntil = clock.wall() + std::chrono::hours(24);
        return word;
    }
    [[nodiscard]] Decision accept(const RecordRow& row, const std::string& person,
                                  const std::string& card) const {
        auto word = decision(row, ReceiptStatus::Accepted);
        word.index = CaseIndex{
            hashed(person),
            {{NumberKind::Msisdn, hashed("line " + card)}, {NumberKind::Iccid, hashed("card " + card)}}};
        return word;
    }
    [[nodiscard]] Decision by(Decision word, const std::string& who,
                              ReviewerRole role = ReviewerRole::Reviewer) const {
        word.by = who;
        word.role = role;
        return word;
    }
    DecideResult decide(const Decision& word) { return book->decide(word).value().result; }
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

TEST_CASE("each record that is taken in waits for the judge, once") {
    Bench bench;
    const auto row = bench.record();
    CHECK(bench.now(row).state == CaseState::Waiting);
    CHECK(bench.count("SELECT count(*) FROM case_file") == 1);
    CHECK_FALSE(bench.book->find(row.deviceId, RecordId::random()).value());
}

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

TEST_CASE("a claim keeps others away until its lease is over or it is let go") {
    Bench bench;
    const auto first = bench.record();
    bench.clock.advance(std::chrono::seconds(1));
    const auto second = bench.record();
    const auto now = bench.clock.wall();
    const auto other = bench.open();
    const auto mine = bench.book->claim(1, now, std::chrono::minutes(1)).value();
    REQUIRE(mine.size() == 1);
    CHECK(mine.front().record.recordId == first.recordId);  // the oldest
    CHECK(mine.front().attempts == 1);
    const auto theirs = other->claim(10, now, std::chrono::minutes(5)).value();
    REQUIRE(theirs.size() == 1);
    CHECK(theirs.front().record.recordId == second.recordId);
    CHECK(other->claim(10, now, std::chrono::minutes(5)).value().empty());
    // Its process died.
    const auto again = other->claim(10, now + std::chrono::minutes(1), std::chrono::minutes(5)).value();
    REQUIRE(again.size() == 1);
    CHECK(again.front().attempts == 2);
    REQUIRE(bench.book->letGo(mine.front()));  // too late, it is another's by now
    CHECK(other->claim(10, now + std::chrono::minutes(2), std::chrono::minutes(5)).value().empty());
    REQUIRE(other->letGo(again.front()));
    CHECK(bench.book->claim(10, now, std::chrono::minutes(1)).value().size() == 1);
}

TEST_CASE("a decision writes the word, the order to the shop and what follows, at once") {
    Bench bench;
    const auto row = bench.record();
    auto word = bench.accept(row, "somebody", "1");
    word.item = SealedItem{"attestation", "telecom_rules", toBytes("sealed")};
    word.picturesUntil.reset();
    CHECK(bench.decide(word) == DecideResult::Decided);
    const auto after = bench.now(row);
    CHECK(after.state == CaseState::Decided);
    CHECK(after.record.status == ReceiptStatus::Accepted);
    CHECK(after.record.revision == 2);
    CHECK(after.record.receipt == word.receipt);
    const auto orders = bench.orders(bench.counter);
    REQUIRE(orders.size() == 1);
    CHECK(orders.front().kind == OrderKind::RecordStatus);
    CHECK(orders.front().record == row.recordId);
    const auto told = verifyReceipt(orders.front().receipt, bench.identity.verifyingKeys,
                                    {row.recordId, row.deviceId, row.sequence, row.payloadHash});
    REQUIRE(told);
    CHECK(told->status == ReceiptStatus::Accepted);
    CHECK(told->revision == 2);
    const auto history = bench.book->history(row.deviceId, row.recordId).value();
    REQUIRE(history.decisions.size() == 1);
    CHECK(history.decisions.front().by == kByPolicy);
    CHECK(history.decisions.front().policyVersion == 7);
    CHECK(history.forwarding == "waiting");
    CHECK(bench.count("SELECT count(*) FROM number_claim") == 2);
    CHECK_FALSE(bench.book->retention(row.deviceId, row.recordId).value().value().picturesUntil);
    // Said again, on what is no longer there.
    CHECK(bench.decide(word) == DecideResult::SettledElsewhere);
    CHECK(bench.orders(bench.counter).size() == 1);
    CHECK(bench.book
              ->decide([&] {
                  auto strange = word;
                  strange.recordId = RecordId::random();
                  return strange;
              }())
              .error()
              .code == ErrorCode::RecordNotHeld);
}

TEST_CASE("the sixth number of a person is refused whichever shop it comes from") {
    Bench bench;
    Counter other = bench.enrolled();
    for (int i = 0; i < 5; ++i) {
        const auto row = bench.record(i % 2 == 0 ? bench.counter : other);
        CHECK(bench.decide(bench.accept(row, "one person", std::to_string(i))) == DecideResult::Decided);
    }
    const auto sixth = bench.record(other);
    const auto word = bench.accept(sixth, "one person", "6");
    CHECK(bench.book->standing(*word.index, sixth.deviceId, sixth.recordId).value().numbers == 5);
    CHECK(bench.decide(word) == DecideResult::DocumentLimit);
    CHECK(bench.now(sixth).state == CaseState::Waiting);
    CHECK(bench.now(sixth).record.revision == 1);
    CHECK(bench.count("SELECT count(*) FROM number_claim") == 10);
    CHECK(bench.decide(bench.accept(sixth, "somebody else", "6")) == DecideResult::Decided);
}

TEST_CASE("a card stands in one registration, and is free again after a no") {
    Bench bench;
    const auto first = bench.record();
    const auto second = bench.record();
    CHECK(bench.decide(bench.accept(first, "a", "1")) == DecideResult::Decided);
    auto word = bench.accept(second, "b", "2");
    word.index->numbers.back() = {NumberKind::Iccid, hashed("card 1")};
    const auto taken = bench.book->decide(word).value();
    CHECK(taken.result == DecideResult::NumberTaken);
    CHECK(taken.taken == NumberKind::Iccid);
    CHECK(bench.book->standing(*word.index, second.deviceId, second.recordId).value().taken ==
          std::vector{NumberKind::Iccid});
    // A yes is taken back by a supervisor and by nobody else.
    const auto no = bench.decision(bench.now(first).record, ReceiptStatus::Refused, "forged_document");
    CHECK(bench.decide(bench.by(no, "lee")) == DecideResult::SupervisorNeeded);
    CHECK(bench.decide(bench.by(no, "ana", ReviewerRole::Supervisor)) == DecideResult::Decided);
    CHECK(bench.now(first).record.status == ReceiptStatus::Refused);
    CHECK(bench.now(first).record.revision == 3);
    CHECK(bench.decide(word) == DecideResult::Decided);
    // Whoever asks what is held finds the refused one too; it counts for nothing.
    CHECK(bench.book->recordsOfPerson(hashed("a")).value().size() == 1);
    CHECK(bench.book->peopleHeld().value() == 2);
    CHECK(bench.book->standing({hashed("a"), {}}, second.deviceId, second.recordId).value().numbers == 0);
}

TEST_CASE("an exception wants two different people who say the same") {
    Bench bench;
    const auto row = bench.record();
    const auto yes = bench.accept(row, "a", "1");
    const auto no = bench.decision(row, ReceiptStatus::Refused, "not_the_person");
    CHECK(bench.decide(bench.by(yes, "lee")) == DecideResult::NotJudgedYet);
    REQUIRE(bench.book->toReview(row.deviceId, row.recordId, {"no_scan", "counter_unsure"}, true).value());
    CHECK_FALSE(bench.book->toReview(row.deviceId, row.recordId, {}, false).value());
    CHECK(bench.now(row).reasons == std::vector<std::string>{"no_scan", "counter_unsure"});
    CHECK(bench.decide(yes) == DecideResult::SettledElsewhere);  // the policy has had its say
    CHECK(bench.decide(bench.by(yes, "lee")) == DecideResult::FirstOfTwo);
    CHECK(bench.now(row).state == CaseState::Second);
    CHECK(bench.now(row).first->by == "lee");
    CHECK(bench.now(row).record.revision == 1);
    CHECK(bench.orders(bench.counter).empty());
    CHECK(bench.decide(bench.by(yes, "lee")) == DecideResult::SamePerson);
    CHECK(bench.decide(bench.by(yes, "lee", ReviewerRole::Supervisor)) == DecideResult::SamePerson);

    SECTION("the second says the same") {
        CHECK(bench.decide(bench.by(yes, "kim")) == DecideResult::Decided);
        const auto decided = bench.book->history(row.deviceId, row.recordId).value().decisions;
        REQUIRE(decided.size() == 1);
        CHECK(decided.front().by == "lee");
        CHECK(decided.front().confirmedBy == "kim");
    }
    SECTION("the second says otherwise") {
        CHECK(bench.decide(bench.by(no, "kim")) == DecideResult::Disagreed);
        CHECK(bench.now(row).state == CaseState::Second);
        CHECK(bench.decide(bench.by(no, "joe")) == DecideResult::SupervisorNeeded);
        CHECK(bench.decide(bench.by(yes, "kim", ReviewerRole::Supervisor)) == DecideResult::SamePerson);
        CHECK(bench.decide(bench.by(no, "ana", ReviewerRole::Supervisor)) == DecideResult::Decided);
        CHECK(bench.now(row).record.status == ReceiptStatus::Refused);
        const auto history = bench.book->history(row.deviceId, row.recordId).value();
        CHECK(history.decisions.front().by == "ana");
        CHECK(history.decisions.front().confirmedBy == "kim");
        REQUIRE(history.log.size() == 3);
        CHECK(history.log[0].detail == "accepted");
        CHECK(history.log[1].detail == "refused not_the_person");
        CHECK(history.log[2].action == "decided");
    }
}

TEST_CASE("one person decides what is no exception") {
    Bench bench;
    const auto row = bench.record();
    REQUIRE(bench.book->toReview(row.deviceId, row.recordId, {"match_unsure"}, false).value());
    const auto later = bench.decision(row, ReceiptStatus::ComeBack, "portrait_unclear");
    CHECK(bench.decide(bench.by(later, "lee")) == DecideResult::Decided);
    CHECK(bench.decide(bench.by(later, "kim")) == DecideResult::SettledElsewhere);
    CHECK(bench.now(row).record.reason == "portrait_unclear");
}

TEST_CASE("pages of cases hold each once") {
    Bench bench;
    std::set<RecordId> made;
    for (int i = 0; i < 7; ++i) made.insert(bench.record().recordId);  // all in the same second
    std::set<RecordId> seen;
    std::optional<CaseCursor> after;
    int pages = 0;
    do {
        const auto page = bench.book->cases(CaseState::Waiting, after, 3).value();
        for (const auto& each : page.cases) CHECK(seen.insert(each.record.recordId).second);
        after = page.next;
        ++pages;
    } while (after && pages < 10);
    CHECK(seen == made);
    CHECK(pages == 3);
}

TEST_CASE("pictures fall due, unless the law holds them") {
    Bench bench;
    const auto row = bench.record();
    CHECK(bench.book->hold(row.deviceId, RecordId::random(), "court").error().code ==
          ErrorCode::RecordNotHeld);
    CHECK(bench.decide(bench.decision(row, ReceiptStatus::Refused, "forged_document")) ==
          DecideResult::Decided);
    const auto due = bench.clock.wall() + std::chrono::hours(24);
    CHECK(bench.book->picturesDue(due - std::chrono::seconds(1), 10).value().empty());
    CHECK(bench.book->picturesDue(due, 10).value().size() == 1);
    REQUIRE(bench.book->hold(row.deviceId, row.recordId, "court"));
    CHECK(bench.book->picturesDue(due, 10).value().empty());
    CHECK_FALSE(bench.book->markErased(row.deviceId, row.recordId, due, toBytes("d"), toBytes("c")).value());
    REQUIRE(bench.book->hold(row.deviceId, row.recordId, ""));
    CHECK(bench.book->markErased(row.deviceId, row.recordId, due, toBytes("d"), toBytes("c")).value());
    CHECK(bench.book->picturesDue(due, 10).value().empty());
    CHECK(bench.book->retention(row.deviceId, row.recordId).value()->certificate == toBytes("c"));
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

TEST_CASE("of several who decide the same case one does") {
    Bench bench;
    std::vector<RecordRow> rows;
    for (int i = 0; i < 10; ++i) rows.push_back(bench.record());
    std::atomic<int> decided = 0, elsewhere = 0;
    const auto work = [&] {
        const auto book = bench.open();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto word = bench.accept(rows[i], "p" + std::to_string(i), std::to_string(i));
            const auto outcome = book->decide(word);
            if (outcome && outcome->result == DecideResult::Decided) ++decided;
            if (outcome && outcome->result == DecideResult::SettledElsewhere) ++elsewhere;
        }
    };
    {
        const std::jthread one(work), two(work), three(work);
    }
    CHECK(decided == 10);
    CHECK(elsewhere == 20);
    CHECK(bench.orders(bench.counter).size() == 10);
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
