// Findings in the ledger over records and journals as they came: what a supervisor answered, and a whole
// round. The book by itself: tests/contract/ledger/findings_test.cpp.
#include "operator/sqlite_finding_book.h"

#include "../protocol/sample.h"
#include "hooked_bodies.h"
#include "ledgerMigrations.h"
#include "made_operator.h"
#include "operator/conduct_round.h"
#include "operator/sqlite_case_book.h"
#include "protocol/envelope_head.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

// A counter that keeps a journal, and whose records may say anything.
struct Shop {
    MadeOperator made;
    std::unique_ptr<SqliteFindingBook> book =
        SqliteFindingBook::open(OperatorPaths(made.folder).ledger).value();
    std::uint64_t sequence = 0;
    AuditHead held;

    [[nodiscard]] DeviceId id() const { return made.counter.id(); }
    [[nodiscard]] WallTime now() const { return made.clock.wall(); }

    RecordId take(ScanRoute route, const std::optional<ScanEvidence>& evidence = {}, bool practice = false) {
        EnvelopeHeader header;
        header.recordId = RecordId::random();
        header.deviceId = id();
        header.sequence = ++sequence;
        header.application = "test";
        header.evidence = evidence;
        header.route = route;
        header.practice = practice;
        header.createdAt = std::chrono::floor<std::chrono::seconds>(now());
        const auto sealed = sealPayload(made.identity.sealingKeys.front(), toBytes("a record")).value();
        const auto bytes = signEnvelope(header, sealed, made.counter.key()).value();
        REQUIRE_FALSE(made.ingest.take(bytes).value().refusal);
        return header.recordId;
    }
    // As a contact brings it.
    void journal(const std::vector<AuditLine>& lines) {
        Contact contact;
        contact.deviceId = id();
        contact.nonce = std::string(32, 'a');
        contact.lastReserved = sequence;
        contact.auditFrom = held.count + 1;
        for (auto line : lines) {
            line.number = held.count + 1;
            line.at = std::chrono::floor<std::chrono::seconds>(now());
            contact.auditLines.push_back(encodeAuditLine(line).value());
            held = sealAuditLine(held, contact.auditLines.back());
        }
        contact.audit = held;
        REQUIRE_FALSE(made.ledger->takeContact(contact, now(), ContactWay::Network).value().alarm);
    }
    void decided(const std::string& clerk, const RecordId& record) {
        AuditLine line;
        line.event = AuditEvent::Decided;
        line.who = clerk;
        line.record = record;
        line.detail = "review no_scan";
        journal({line});
    }
    void answered(const std::string& detail, const std::string& who = "lina") {
        AuditLine line;
        line.event = AuditEvent::Answered;
        line.who = who;
        line.detail = detail;
        journal({line});
    }
    ConductCount round() { return conductRound(*made.ledger, made.bodies, *book, now()).value(); }
    [[nodiscard]] std::vector<FindingRow> findings() { return book->findings(100).value(); }
    [[nodiscard]] std::vector<Order> orders() {
        Contact contact;
        contact.deviceId = id();
        contact.lastReserved = sequence;
        contact.audit = held;
        contact.auditFrom = held.count + 1;
        return made.ledger->takeContact(contact, now(), ContactWay::Network).value().orders;
    }
};

ConductFinding findingOf(const DeviceId& counter, WallTime now) {
    return {ConductKind::WithoutScan, counter, "omar", now - kConductWindow, now,
            {9, 20, 3, 100, 0},       1.4e-6,  {}};
}

Sha256 hashOf(int seed) {
    Sha256 hash{};
    hash.fill(static_cast<std::uint8_t>(seed));
    return hash;
}

}  // namespace

TEST_CASE("only the counter that was asked can answer, once, with a word from the list") {
    Shop shop;
    const auto finding = findingOf(shop.id(), shop.now());
    REQUIRE(shop.book->raise(finding, shop.id(), shop.now()).value() == 1U);
    const auto other = shop.made.enrolled();
    REQUIRE(shop.book->addJournal({other.id(), 1, {}, {{1, ConductAnswer::Training, "eve"}}}, shop.now()));
    CHECK(shop.findings()[0].state == FindingState::Open);
    for (const auto* odd : {"finding 1 ", "finding 1 no_such_word", "finding one market_day",
                            "finding 01 market_day", "finding 1 market_day ", "finding 99 market_day",
                            "finding 18446744073709551617 other", "'; DROP TABLE finding; --", ""})
        shop.answered(odd);
    CHECK(shop.round().journalLines == 9);
    CHECK(shop.findings()[0].state == FindingState::Open);
    shop.answered("finding 1 market_day");
    shop.answered("finding 1 other", "omar");
    shop.round();
    const auto row = shop.findings()[0];
    CHECK(row.state == FindingState::Answered);
    CHECK(row.answer == ConductAnswer::MarketDay);
    CHECK(row.answeredBy == "lina");
    CHECK(row.answeredAt == shop.now());
    CHECK(shop.book->close(1, shop.now()).value());
    CHECK(shop.findings()[0].answer == ConductAnswer::MarketDay);
}

TEST_CASE("a round reads records and journals once and raises what departs") {
    Shop shop;
    shop.made.clock.advance(24h);
    for (int i = 0; i < 60; ++i) {
        shop.take(ScanRoute::Usual, sampleEvidence());
        shop.made.clock.advance(12h);
    }
    for (int i = 0; i < 60; ++i) {
        const bool omar = i % 2 == 0;
        const auto record = shop.take(omar ? ScanRoute::NoScan : ScanRoute::Usual);
        shop.decided(omar ? "omar" : "lina", record);
        shop.made.clock.advance(10h);
    }
    // Practice counts for nothing.
    const auto practised = shop.take(ScanRoute::Usual, sampleEvidence(), true);
    const auto count = shop.round();
    CHECK(count.records == 121);
    CHECK(count.unreadable == 0);
    CHECK(count.journalLines == 60);
    CHECK(count.shops == 1);
    CHECK(count.raised == 1);
    const auto rows = shop.findings();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].finding.kind == ConductKind::WithoutScan);
    CHECK(rows[0].finding.clerk == "omar");
    CHECK(rows[0].finding.numbers.k == rows[0].finding.numbers.n);
    const auto read = shop.book->rowsOf(shop.id(), WallTime{}).value();
    CHECK(read.size() == 120);
    for (const auto& row : read) CHECK(row.record != practised);
    // Nothing is new: nothing is read, nothing raised.
    const auto again = shop.round();
    CHECK(again.records == 0);
    CHECK(again.journalLines == 0);
    CHECK(again.raised == 0);
    CHECK(shop.findings().size() == 1);
}

TEST_CASE("a lost body is counted and skipped; the same background is asked about the later record") {
    Shop shop;
    auto evidence = sampleEvidence();
    evidence.border = hashOf(9);
    shop.take(ScanRoute::Usual, evidence);
    const auto lost = shop.take(ScanRoute::Usual, evidence);
    const auto row = shop.made.ledger->find(shop.id(), lost).value();
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(OperatorPaths(shop.made.folder).bodies)) {
        if (entry.path().filename().string().find(toHex(row->bodyHash)) != std::string::npos)
            std::filesystem::remove(entry.path());
    }
    auto count = shop.round();
    CHECK(count.unreadable == 1);
    CHECK(count.raised == 0);
    shop.made.clock.advance(1h);
    const auto newer = shop.take(ScanRoute::Usual, evidence);
    count = shop.round();
    CHECK(count.raised == 1);
    CHECK(shop.orders().back().record == newer);
    CHECK(shop.findings()[0].finding.kind == ConductKind::SameBorder);
}

TEST_CASE("of an erased record the head is read, and no other than the one that was signed") {
    Shop shop;
    auto evidence = sampleEvidence();
    evidence.border = hashOf(9);
    const auto erased = shop.take(ScanRoute::OtherTerms, evidence);
    const auto bent = shop.take(ScanRoute::Usual, evidence);
    const auto whole = shop.take(ScanRoute::Usual, evidence);
    const auto rowOf = [&](const RecordId& record) {
        return shop.made.ledger->find(shop.id(), record).value().value();
    };
    const auto headOf = [&](const RecordId& record) {
        auto body = shop.made.bodies.get(rowOf(record).bodyHash).value();
        body.resize(parseEnvelopeHead(body).value().bytes);
        return body;
    };
    REQUIRE(shop.made.bodies.keepHead(rowOf(erased).bodyHash, headOf(erased)));
    REQUIRE(shop.made.bodies.drop(rowOf(erased).bodyHash));
    // Another record's head in the place of its own.
    REQUIRE(shop.made.bodies.keepHead(rowOf(bent).bodyHash, headOf(whole)));
    REQUIRE(shop.made.bodies.drop(rowOf(bent).bodyHash));
    const auto count = shop.round();
    CHECK(count.records == 3);
    CHECK(count.unreadable == 1);
    CHECK(count.raised == 1);
    const auto rows = shop.book->rowsOf(shop.id(), WallTime{}).value();
    REQUIRE(rows.size() == 2);
    for (const auto& row : rows) {
        CHECK(row.record != bent);
        CHECK(row.border == hashOf(9));
        CHECK(row.route == (row.record == erased ? ScanRoute::OtherTerms : ScanRoute::Usual));
    }
}

TEST_CASE("what can't be read today is read once it can, and what came long ago is let go of") {
    Shop shop;
    const auto ill = shop.take(ScanRoute::NoScan);
    const auto well = shop.take(ScanRoute::Usual);
    HookedBodies hooked(shop.made.bodies);
    const auto round = [&] {
        return conductRound(*shop.made.ledger, hooked, *shop.book, shop.now()).value();
    };
    const auto rows = [&] { return shop.book->rowsOf(shop.id(), WallTime{}).value(); };
    hooked.ill = shop.made.ledger->find(shop.id(), ill).value()->bodyHash;
    CHECK(round().unreadable == 1);
    REQUIRE(rows().size() == 1);
    CHECK(rows()[0].record == well);
    // A disk that is away settles nothing.
    hooked.away = hooked.ill;
    CHECK_FALSE(conductRound(*shop.made.ledger, hooked, *shop.book, shop.now()));
    hooked.away.reset();
    auto count = round();
    CHECK(count.unreadable == 1);
    CHECK(count.records == 0);
    hooked.ill.reset();
    count = round();
    CHECK(count.unreadable == 0);
    CHECK(count.readLater == 1);
    CHECK(rows().size() == 2);
    CHECK(round().readLater == 0);
    shop.made.clock.advance(kConductWindow + kConductBefore);
    CHECK(round().unreadable == 0);
    CHECK(rows().size() == 2);
    shop.made.clock.advance(Millis(1));
    round();
    CHECK(rows().empty());
    // Nor is it read once more by a book that begins anew.
    REQUIRE(Database::open(OperatorPaths(shop.made.folder).ledger, Database::Mode::ReadWrite)
                .value()
                .exec("UPDATE conduct_read SET records = 0"));
    CHECK(round().records == 2);
    CHECK(rows().empty());
}

TEST_CASE("a ledger of before: what was passed over as not readable is looked for again") {
    Shop shop;
    const auto erased = shop.take(ScanRoute::Usual);
    shop.take(ScanRoute::Usual, {}, true);  // practice
    const auto read = shop.take(ScanRoute::Usual);
    const auto old = shop.made.temporary.path() / "old.sqlite";
    {
        auto database = Database::open(old, Database::Mode::ReadWrite).value();
        const auto all = ledgerMigrations();
        REQUIRE(migrate(database, old, all.first(all.size() - 1)));
        ConductRow row;
        row.counter = shop.id();
        row.record = read;
        row.receivedAt = row.at = shop.now();
        REQUIRE(shop.book->addRecords(std::vector{row}, {}, 0));
        REQUIRE(database.exec("ATTACH '" + OperatorPaths(shop.made.folder).ledger.string() +
                              "' AS now; INSERT INTO main.device SELECT * FROM now.device; INSERT INTO "
                              "main.record SELECT * FROM now.record; INSERT INTO main.conduct_record SELECT "
                              "* FROM now.conduct_record; UPDATE main.conduct_read SET records = (SELECT "
                              "max(id) FROM main.record); DETACH now"));
    }
    const auto book = SqliteFindingBook::open(old).value();
    const auto missed = book->missed({}, 10).value();
    REQUIRE(missed.size() == 1);
    CHECK(missed[0] == MissedRecord{shop.id(), erased, shop.now()});
}

TEST_CASE("a round that is stopped, or whose disk fails, goes on where it was") {
    Shop shop;
    for (int i = 0; i < 3; ++i) shop.take(ScanRoute::Usual);
    CHECK(conductRound(*shop.made.ledger, shop.made.bodies, *shop.book, shop.now(), [] { return true; })
              .value()
              .records == 0);
    struct Full final : DatabaseFaults {
        int beforeStep(std::string_view sql) override {
            return full && sql.find("conduct_read SET") != std::string_view::npos ? 13 : 0;
        }
        bool full = true;
    } faults;
    const auto failing = SqliteFindingBook::open(OperatorPaths(shop.made.folder).ledger, &faults).value();
    CHECK_FALSE(conductRound(*shop.made.ledger, shop.made.bodies, *failing, shop.now()));
    CHECK(shop.book->recordsRead().value() == 0);
    CHECK(shop.book->rowsOf(shop.id(), WallTime{}).value().empty());
    faults.full = false;
    CHECK(conductRound(*shop.made.ledger, shop.made.bodies, *failing, shop.now()).value().records == 3);
    CHECK(shop.book->rowsOf(shop.id(), WallTime{}).value().size() == 3);
}

TEST_CASE("a counter that took another's place has its past and gets its questions") {
    Shop shop;
    for (int i = 0; i < 60; ++i) {
        shop.take(ScanRoute::Usual);
        shop.made.clock.advance(12h);
    }
    shop.made.clock.advance(24h * 10);
    const auto code = issueReplacementCode(*shop.made.ledger, shop.id(), shop.made.clock, 24h).value();
    Counter fresh(shop.made.identity.sealingKeys.front());
    const auto outcome =
        shop.made.desk.enrol(makeEnrolmentRequest(code, "test", fresh.key()).value()).value();
    fresh.become(readEnrolmentResponse(outcome.response, fresh.key().verifyingKey()).value().deviceId);
    std::vector<ConductRow> rows;
    for (int i = 0; i < 25; ++i) {
        ConductRow row;
        row.counter = fresh.id();
        row.record = RecordId::random();
        row.sequence = static_cast<std::uint64_t>(i) + 1;
        row.receivedAt = row.at = shop.now() + 24h * i;
        row.route = ScanRoute::NoScan;
        rows.push_back(row);
    }
    REQUIRE(shop.book->addRecords(rows, {}, 0));
    shop.made.clock.advance(24h * 25);
    CHECK(shop.round().raised == 1);
    const auto row = shop.findings()[0];
    CHECK(row.finding.counter == fresh.id());
    CHECK(row.finding.numbers.nBefore == 60);
}
