// The outbox in a real ledger: whose an item is, what an answer does, and what a fault leaves behind.

#include "operator/sqlite_outbox.h"
#include "support/catch.h"
#include "support/made_outbox.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

const ClaimTerms kAll{64, 1U << 20U, std::chrono::minutes(10)};

struct Outboxes {
    OpeningKey regulatorOpens = OpeningKey::generate();
    SigningKey regulatorKey = SigningKey::generate();
    MadeOutbox book{regulatorOpens.sealingKey()};
    std::unique_ptr<SqliteOutbox> outbox = SqliteOutbox::open(book.ledger).value();
    ActivationTerms terms{book.made.identity.signingKey, 7, std::chrono::hours(24 * 30)};

    [[nodiscard]] WallTime now() const { return book.made.clock.wall(); }
    [[nodiscard]] AnsweredItem answer(const OutboxItem& item,
                                      RegulatorWord word = RegulatorWord::Acknowledged) const {
        const Acknowledgement ack{item.key,     sha256Of(item.item),
                                  word,         word == RegulatorWord::Refused ? "number_unknown" : "",
                                  newBatchId(), std::chrono::floor<std::chrono::seconds>(now())};
        return {item.id, word, signAcknowledgement(ack, regulatorKey).value()};
    }
};

class FailAt final : public DatabaseFaults {
  public:
    int at = -1;
    int beforeStep(std::string_view sql) override {
        if (at < 0 || sql == "ROLLBACK") return 0;
        return at-- == 0 ? 13 : 0;  // full
    }
};

}  // namespace

TEST_CASE("an item is one forwarder's at a time, and comes free when that one dies") {
    Outboxes o;
    for (int i = 0; i < 3; ++i) o.book.accept();
    const auto other = SqliteOutbox::open(o.book.ledger).value();
    const auto mine = o.outbox->claim({2, 1U << 20U, 10min}, o.now()).value();
    const auto theirs = other->claim(kAll, o.now()).value();
    REQUIRE(mine.size() == 2);
    REQUIRE(theirs.size() == 1);
    CHECK(theirs[0].id != mine[0].id);
    CHECK(theirs[0].id != mine[1].id);
    CHECK(other->claim(kAll, o.now()).value().empty());
    o.book.made.clock.advance(9min);
    CHECK(other->claim(kAll, o.now()).value().empty());
    o.book.made.clock.advance(1min);
    CHECK(other->claim(kAll, o.now()).value().size() == 3);
    // Who was away too long takes nothing away from who holds them now.
    REQUIRE(o.outbox->later(mine, o.now(), Blame::Nobody));
    CHECK(o.outbox->claim(kAll, o.now()).value().empty());
}

TEST_CASE("a claim keeps within its bytes, and gives out one item of any size") {
    Outboxes o;
    for (int i = 0; i < 3; ++i) o.book.accept();
    const auto first = o.outbox->claim({64, 1, 10min}, o.now()).value();
    REQUIRE(first.size() == 1);
    const auto next = o.outbox->claim({64, first[0].item.size() * 2, 10min}, o.now()).value();
    CHECK(next.size() == 2);
}

TEST_CASE("what was put off waits its time, and fresh items come first") {
    Outboxes o;
    const auto old = o.book.accept();
    const auto items = o.outbox->claim(kAll, o.now()).value();
    REQUIRE(o.outbox->later(items, o.now() + 1min, Blame::Item));
    CHECK(o.outbox->claim(kAll, o.now()).value().empty());
    o.book.made.clock.advance(1min);
    const auto fresh = o.book.accept();
    const auto again = o.outbox->claim(kAll, o.now()).value();
    REQUIRE(again.size() == 2);
    CHECK(again[0].key == fresh);
    CHECK(again[0].attempts == 0);
    CHECK(again[1].key == old);
    CHECK(again[1].attempts == 1);
    CHECK(again[1].item == items[0].item);  // byte for byte
}

TEST_CASE("times of a clock that was set count as past") {
    Outboxes o;
    o.book.accept();
    const auto items = o.outbox->claim(kAll, o.now() + std::chrono::hours(24 * 365)).value();
    REQUIRE(items.size() == 1);
    CHECK(o.outbox->claim(kAll, o.now()).value().size() == 1);
}

TEST_CASE("an acknowledgement makes the record activated, and the counter learns it") {
    Outboxes o;
    const auto key = o.book.accept();
    const auto item = o.outbox->claim(kAll, o.now()).value().at(0);
    const auto answer = o.answer(item);
    const std::vector<AnsweredItem> answers{answer};
    CHECK(o.outbox->settle(answers, o.terms, o.now()).value() == std::vector{SettleResult::Activated});

    const auto row = o.book.record(key);
    CHECK(row.status == ReceiptStatus::Activated);
    CHECK(row.revision == 3);
    const ReceiptExpectation expected{row.recordId, row.deviceId, row.sequence, row.payloadHash};
    CHECK(verifyReceipt(row.receipt, o.book.made.identity.verifyingKeys, expected).value().status ==
          ReceiptStatus::Activated);
    const auto orders = o.book.orders();
    REQUIRE(orders.size() == 1);
    CHECK(orders[0].kind == OrderKind::RecordStatus);
    CHECK(orders[0].record == key.record);
    CHECK(verifyReceipt(orders[0].receipt, o.book.made.identity.verifyingKeys, expected).value().revision ==
          3);
    CHECK(o.book.count("SELECT count(*) FROM decision WHERE decided_by = 'regulator' AND revision = 3 AND "
                       "status = 'activated' AND policy_version = 7") == 1);
    CHECK(o.book.count("SELECT pictures_until FROM retention") ==
          MadeOutbox::millis(o.now() + o.terms.picturesKept));
    const auto rows = o.outbox->list(OutboxState::Acknowledged, 0, 10).value().rows;
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].answer == answer.answer);
    CHECK(o.outbox->list(OutboxState::Waiting, 0, 10).value().rows.empty());

    // The same answer once more, by a forwarder that was slow.
    CHECK(o.outbox->settle(answers, o.terms, o.now()).value() == std::vector{SettleResult::Before});
    CHECK(o.book.record(key).revision == 3);
    CHECK(o.book.orders().size() == 1);
}

TEST_CASE("a word that has moved on is not overwritten; the acknowledgement is kept") {
    Outboxes o;
    const auto key = o.book.accept();
    const auto item = o.outbox->claim(kAll, o.now()).value().at(0);
    o.book.word(key, ReceiptStatus::Refused, 3);
    const std::vector<AnsweredItem> answers{o.answer(item)};
    CHECK(o.outbox->settle(answers, o.terms, o.now()).value() == std::vector{SettleResult::Kept});
    CHECK(o.book.record(key).status == ReceiptStatus::Refused);
    CHECK(o.book.record(key).revision == 3);
    CHECK(o.book.orders().empty());
    CHECK(o.outbox->counts().value().acknowledged == 1);
    CHECK(o.book.count("SELECT count(*) FROM retention WHERE pictures_until IS NOT NULL") == 0);
}

TEST_CASE("a refused item is kept with its reason, and the record's word stays") {
    Outboxes o;
    const auto key = o.book.accept();
    const auto item = o.outbox->claim(kAll, o.now()).value().at(0);
    const std::vector<AnsweredItem> answers{o.answer(item, RegulatorWord::Refused)};
    CHECK(o.outbox->settle(answers, o.terms, o.now()).value() == std::vector{SettleResult::Kept});
    CHECK(o.book.record(key).status == ReceiptStatus::Accepted);
    const auto rows = o.outbox->list(OutboxState::Refused, 0, 10).value().rows;
    REQUIRE(rows.size() == 1);
    CHECK(parseAcknowledgement(rows[0].answer).value().reason == "number_unknown");
    CHECK(o.outbox->claim(kAll, o.now() + std::chrono::hours(1)).value().empty());
}

TEST_CASE("what is not sent is listed page by page with its reason") {
    Outboxes o;
    CHECK(o.outbox->notForwarded({}, 10).value().empty());
    for (int i = 0; i < 5; ++i) {
        const auto key = o.book.accept();
        auto database = o.book.open();
        auto insert = database
                          .prepare(
                              "INSERT INTO not_forwarded (device_id, record_id, reason, at) VALUES (?1, ?2, "
                              "'consent_does_not_cover', ?3)")
                          .value();
        REQUIRE(insert.bindBlob(1, key.device.bytes())
                    .bindBlob(2, key.record.bytes())
                    .bind(3, MadeOutbox::millis(o.now()))
                    .run());
    }
    std::optional<UnsentRecord> after;
    std::size_t seen = 0;
    for (;;) {
        const auto page = o.outbox->notForwarded(after, 2).value();
        if (page.empty()) break;
        for (const auto& row : page) CHECK(row.reason == "consent_does_not_cover");
        seen += page.size();
        after = page.back();
    }
    CHECK(seen == 5);
    const auto counts = o.outbox->counts().value();
    CHECK(counts.notForwarded == 5);
    CHECK(counts.waiting == 5);
    CHECK(counts.oldestWaiting == o.now());
}

TEST_CASE("every failing statement of an acknowledgement leaves all of it undone, and heals") {
    Outboxes o;
    FailAt faults;
    const auto faulty = SqliteOutbox::open(o.book.ledger, &faults).value();
    int failures = 0;
    for (int i = 0; i < 100; ++i) {
        const auto key = o.book.accept();
        const auto items = o.outbox->claim(kAll, o.now()).value();
        REQUIRE(items.size() == 1);
        const std::vector<AnsweredItem> answers{o.answer(items[0])};
        const auto orders = o.book.orders().size();
        faults.at = i;
        const auto broken = faulty->settle(answers, o.terms, o.now());
        const bool reached = faults.at < 0;
        faults.at = -1;
        if (reached) {
            ++failures;
            INFO("statement " << i);
            CHECK_FALSE(broken);
            CHECK(o.book.record(key).revision == 2);
            CHECK(o.book.orders().size() == orders);
            CHECK(faulty->settle(answers, o.terms, o.now()).value() == std::vector{SettleResult::Activated});
        }
        CHECK(o.book.record(key).revision == 3);
        if (!reached) break;
    }
    CHECK(failures >= 7);  // begin, look, outbox, record, word, decision, order, retention, commit
    CHECK(failures < 20);
}
