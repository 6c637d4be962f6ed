// What waits for a person stands under its document from the moment the judge has opened it. Real SQLite,
// real bodies, real seals.
#include "made_erasure.h"
#include "operator/registration_facts.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

using Bench = ErasureBench;

RecordRow withoutScanOf(Bench& bench, int person) {
    return bench.changed([&](json& fields, EnvelopeHeader& header) {
        fields["details"]["document_number"] = madeResidentNumber(person);
        fields["without_scan"] = true;
        fields["decision"] = "review";
        fields.erase("liveness");
        fields.erase("match");
        header.route = ScanRoute::NoScan;
        header.evidence.reset();
    });
}

}  // namespace

TEST_CASE("what waits for a person is found by that person and counted among the people, once") {
    Bench bench;
    const auto open = withoutScanOf(bench, 1);
    const auto activated = bench.registered(1);
    const auto other = withoutScanOf(bench, 2);
    CHECK(bench.judged().review == 2);
    auto desk = bench.eraser();
    CHECK(bench.of(desk, 1).size() == 2);
    REQUIRE(bench.of(desk, 2).size() == 1);
    CHECK(bench.of(desk, 2).front().recordId == other.recordId);
    CHECK(bench.mine.book->peopleHeld().value() == 2);
    // The words that follow double nothing and lose nothing.
    bench.bothSay(open, ReceiptStatus::Accepted);
    bench.bothSay(other, ReceiptStatus::Refused, "fraud");
    CHECK(bench.of(desk, 1).size() == 2);
    CHECK(bench.of(desk, 2).size() == 1);
    CHECK(bench.mine.book->peopleHeld().value() == 2);
    CHECK(bench.number("SELECT count(*) FROM person_record") == 3);
    CHECK(bench.number("SELECT count(*) FROM person_record WHERE counts = 1") == 2);
    CHECK(bench.number("SELECT count(*) FROM person_record WHERE waits = 1") == 0);
    CHECK(bench.now(activated).status == ReceiptStatus::Activated);
}

TEST_CASE("what can't be believed or read as a whole is filed too, and holds no place") {
    Bench bench;
    SECTION("a name is missing") {
        (void)bench.changed([](json& fields, EnvelopeHeader&) { fields["details"].erase("name"); });
        CHECK(bench.judged().review == 1);
    }
    SECTION("its counter's key is another") {
        (void)bench.registered(1);
        auto database = Database::open(OperatorPaths(bench.folder).ledger, Database::Mode::ReadWrite).value();
        auto update = database.prepare("UPDATE device SET public_key = ?1").value();
        REQUIRE(update.bindBlob(1, SigningKey::generate().verifyingKey().bytes).run());
        CHECK(bench.judged().review == 1);
    }
    auto desk = bench.eraser();
    REQUIRE(bench.of(desk, 1).size() == 1);
    CHECK(bench.number("SELECT counts FROM person_record") == 0);
    // After a no it is still that person's.
    const auto row = bench.of(desk, 1).front();
    const auto said = bench.say(row, ReceiptStatus::Refused, "fraud", "wang");
    if (said == DecideResult::FirstOfTwo)
        CHECK(bench.say(row, ReceiptStatus::Refused, "fraud", "li") == DecideResult::Decided);
    else
        CHECK(said == DecideResult::Decided);
    CHECK(bench.of(desk, 1).size() == 1);
    CHECK(bench.number("SELECT count(*) FROM person_record") == 1);
}

TEST_CASE("a document is read of whatever was sealed, if it names one") {
    const auto now = WallTime(std::chrono::seconds(1795504525));
    const json good{
        {"details",
         {{"document_kind", "resident_id"}, {"document_number", madeResidentNumber(1).insert(6, " ")}}}};
    const auto named = readDocument(good, now);
    REQUIRE(named);
    CHECK(named->kind == DocumentKind::ResidentId);
    CHECK(named->number == madeResidentNumber(1));
    for (const auto& bad :
         {json(), json("text"), json::array(), json{{"details", 7}}, json{{"details", json::array()}},
          json{{"details", {{"document_kind", "resident_id"}}}},
          json{{"details", {{"document_number", "1"}}}},
          json{{"details", {{"document_kind", 1}, {"document_number", "1"}}}},
          json{{"details", {{"document_kind", "library_card"}, {"document_number", "1"}}}},
          json{{"details", {{"document_kind", "resident_id"}, {"document_number", ""}}}},
          json{{"details", {{"document_kind", "resident_id"}, {"document_number", nullptr}}}},
          json{{"details", {{"document_kind", "resident_id"}, {"document_number", std::string(65, '1')}}}}}) {
        INFO(bad.dump());
        CHECK_FALSE(readDocument(bad, now));
    }
}

TEST_CASE("one that waits holds its person's place: the next goes to a person and is not sent away") {
    Bench bench;
    for (int i = 0; i < 4; ++i) (void)bench.registered(1);
    const auto fifth = bench.withoutScan();
    CHECK(bench.judged().review == 1);
    bench.clock.advance(std::chrono::seconds(1));
    auto other = bench.enrolled();
    const auto sixth = bench.registered(1, other);  // in another shop, while the fifth waits
    CHECK(bench.judged().review == 1);
    CHECK(bench.caseOf(sixth).reasons == std::vector<std::string>{"limit_waits"});
    CHECK_FALSE(bench.caseOf(sixth).exception);
    CHECK(bench.now(sixth).status == ReceiptStatus::Received);
    // What came first is decided first.
    CHECK(bench.say(sixth, ReceiptStatus::Accepted, "", "wang") == DecideResult::DocumentLimit);
    SECTION("a no gives the place back") {
        bench.bothSay(fifth, ReceiptStatus::Refused, "fraud");
        CHECK(bench.say(sixth, ReceiptStatus::Accepted, "", "wang") == DecideResult::Decided);
        CHECK(bench.now(sixth).status == ReceiptStatus::Activated);
    }
    SECTION("a yes takes it") {
        bench.bothSay(fifth, ReceiptStatus::Accepted);
        CHECK(bench.say(sixth, ReceiptStatus::Accepted, "", "wang") == DecideResult::DocumentLimit);
        CHECK(bench.say(sixth, ReceiptStatus::Refused, "document_limit", "wang") == DecideResult::Decided);
    }
    CHECK(bench.number("SELECT count(*) FROM person_record WHERE counts = 1") == 5);
    const auto seventh = bench.registered(1, other);
    CHECK(bench.judged().refused == 1);
    CHECK(bench.now(seventh).reason == "document_limit");
}

TEST_CASE("waiting cases of before they were filed so early are filed at the next round, once") {
    Bench bench;
    for (int i = 0; i < 3; ++i) (void)withoutScanOf(bench, 1 + i);
    const auto damaged = withoutScanOf(bench, 4);
    CHECK(bench.judged().review == 4);
    REQUIRE(Database::open(OperatorPaths(bench.folder).ledger, Database::Mode::ReadWrite)
                .value()
                .exec("DELETE FROM person_record"));
    std::filesystem::remove(OperatorPaths(bench.folder).bodies / toHex(damaged.bodyHash).substr(0, 2) /
                            (toHex(damaged.bodyHash) + ".cse"));
    CHECK(bench.mine.book->peopleHeld().value() == 0);
    SECTION("by a desk with the key") {
        bench.mine = bench.sit();
        std::size_t looked = 0, rounds = 0;
        for (std::size_t now = 1; now > 0; ++rounds) {
            const auto count = bench.mine.desk->judgeWaiting(2).value();
            CHECK(count.claimed == 0);
            now = count.earlier;
            looked += now;
        }
        CHECK(looked == 4);  // also the one that can't be read, which keeps nobody waiting
        CHECK(rounds >= 3);
    }
    SECTION("not by one without, and then by one with it") {
        bench.mine = bench.sit(false);
        CHECK(bench.judged().earlier == 4);
        CHECK(bench.mine.book->peopleHeld().value() == 0);
        bench.mine = bench.sit();
        CHECK(bench.judged().earlier == 4);
    }
    CHECK(bench.mine.book->peopleHeld().value() == 3);
    CHECK(bench.number("SELECT count(*) FROM person_record WHERE counts = 1 AND waits = 1") == 3);
    CHECK(bench.judged().earlier == 0);
}

TEST_CASE("over what judges died no desk stumbles again") {
    Bench bench;
    const auto row = withoutScanOf(bench, 1);
    for (std::uint32_t i = 0; i <= kMaxJudgeAttempts; ++i) {
        REQUIRE(SqliteCaseBook::open(OperatorPaths(bench.folder).ledger)
                    .value()
                    ->claim(1, bench.clock.wall(), std::chrono::seconds(1)));
        bench.clock.advance(std::chrono::seconds(2));
    }
    CHECK(bench.judged().review == 1);
    CHECK(bench.caseOf(row).reasons == std::vector<std::string>{"judging_failed"});
    bench.mine = bench.sit();
    CHECK(bench.judged().earlier == 1);
    CHECK(bench.number("SELECT count(*) FROM person_record") == 0);
    // A person's word opens it, and files it.
    bench.bothSay(row, ReceiptStatus::Refused, "not_readable");
    CHECK(bench.number("SELECT count(*) FROM person_record") == 1);
}
