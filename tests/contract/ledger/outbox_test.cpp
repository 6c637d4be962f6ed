// The outbox: whose an item is, what an answer does, and what is listed; on both ledgers.

#include <atomic>
#include <set>
#include <thread>

#include "case_bench.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

const ClaimTerms kAll{64, 1U << 20U, std::chrono::minutes(10)};

struct OutboxBench : CaseBench {
    explicit OutboxBench(const LedgerPlace& where) : CaseBench(where), outbox(where.outbox()) {}

    std::unique_ptr<Outbox> outbox;
    SigningKey regulatorKey = SigningKey::generate();
    ActivationTerms terms{key, 7, std::chrono::hours(24 * 30)};

    [[nodiscard]] WallTime at() const { return clock.wall(); }
    [[nodiscard]] AnsweredItem answer(const OutboxItem& item,
                                      RegulatorWord word = RegulatorWord::Acknowledged) const {
        const Acknowledgement ack{item.key,     sha256Of(item.item),
                                  word,         word == RegulatorWord::Refused ? "number_unknown" : "",
                                  newBatchId(), std::chrono::floor<std::chrono::seconds>(at())};
        return {item.id, word, signAcknowledgement(ack, regulatorKey).value()};
    }
    std::vector<SettleResult> settle(const std::vector<AnsweredItem>& answers) {
        return outbox->settle(answers, terms, at()).value();
    }
};

}  // namespace

TEST_CASE("an item is one forwarder's at a time, and comes free when that one dies") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        for (int i = 0; i < 3; ++i) o.accepted();
        const auto other = place.outbox();
        const auto mine = o.outbox->claim({2, 1U << 20U, 10min}, o.at()).value();
        const auto theirs = other->claim(kAll, o.at()).value();
        REQUIRE(mine.size() == 2);
        REQUIRE(theirs.size() == 1);
        CHECK(theirs[0].id != mine[0].id);
        CHECK(theirs[0].id != mine[1].id);
        CHECK(other->claim(kAll, o.at()).value().empty());
        o.clock.advance(9min);
        CHECK(other->claim(kAll, o.at()).value().empty());
        o.clock.advance(1min);
        CHECK(other->claim(kAll, o.at()).value().size() == 3);
        // Who was away too long takes nothing away from who holds them now.
        REQUIRE(o.outbox->later(mine, o.at(), Blame::Nobody, Sent::Nothing));
        CHECK(o.outbox->claim(kAll, o.at()).value().empty());
    });
}

TEST_CASE("forwarders that claim at once get each item once") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        constexpr int kItems = 40;
        for (int i = 0; i < kItems; ++i) o.accepted();
        std::vector<std::int64_t> claimed[3];
        const auto work = [&](std::size_t which) {
            const auto forwarder = place.outbox();
            for (;;) {
                const auto some = untilDone([&] { return forwarder->claim({5, 1U << 20U, 10min}, o.at()); });
                for (const auto& each : some) claimed[which].push_back(each.id);
                // Passed over are items that another one is taking: asked again until all are given out.
                if (some.empty() && place.number("SELECT count(*) FROM outbox WHERE claimed_until = 0") == 0)
                    return;
            }
        };
        {
            const std::jthread one([&] { work(0); }), two([&] { work(1); }), three([&] { work(2); });
        }
        std::set<std::int64_t> all;
        std::size_t count = 0;
        for (const auto& each : claimed) {
            all.insert(each.begin(), each.end());
            count += each.size();
        }
        CHECK(count == kItems);
        CHECK(all.size() == kItems);
    });
}

TEST_CASE("a claim keeps within its bytes, and gives out one item of any size") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        for (int i = 0; i < 3; ++i) o.accepted(200'000);
        const auto first = o.outbox->claim({64, 1, 10min}, o.at()).value();
        REQUIRE(first.size() == 1);
        CHECK(first[0].item.size() == 200'000);
        const auto next = o.outbox->claim({64, first[0].item.size() * 2, 10min}, o.at()).value();
        CHECK(next.size() == 2);
    });
}

TEST_CASE("what was put off waits its time, and fresh items come first") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        const auto old = o.accepted();
        const auto items = o.outbox->claim(kAll, o.at()).value();
        REQUIRE(o.outbox->later(items, o.at() + 1min, Blame::Item, Sent::Perhaps));
        CHECK(o.outbox->claim(kAll, o.at()).value().empty());
        o.clock.advance(1min);
        const auto fresh = o.accepted();
        const auto again = o.outbox->claim(kAll, o.at()).value();
        REQUIRE(again.size() == 2);
        CHECK(again[0].key == fresh);
        CHECK(again[0].attempts == 0);
        CHECK(again[1].key == old);
        CHECK(again[1].attempts == 1);
        CHECK(again[1].item == items[0].item);  // byte for byte
    });
}

TEST_CASE("times of a clock that was set count as past") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        o.accepted();
        const auto items = o.outbox->claim(kAll, o.at() + std::chrono::hours(24 * 365)).value();
        REQUIRE(items.size() == 1);
        CHECK(o.outbox->claim(kAll, o.at()).value().size() == 1);
    });
}

TEST_CASE("an acknowledgement makes the record activated, and the counter learns it") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        const auto key = o.accepted();
        const auto item = o.outbox->claim(kAll, o.at()).value().at(0);
        CHECK(item.key == key);
        const auto before = o.orders().size();
        const auto answer = o.answer(item);
        CHECK(o.settle({answer}) == std::vector{SettleResult::Activated});

        const auto row = o.held(key);
        CHECK(row.status == ReceiptStatus::Activated);
        CHECK(row.reason.empty());
        CHECK(row.revision == 3);
        const auto word = o.verified(row.receipt, row);
        CHECK(word.status == ReceiptStatus::Activated);
        CHECK(word.forwardedAt ==
              std::chrono::floor<std::chrono::seconds>(o.at()));  // the buyer's receipt says it
        const auto orders = o.orders();
        REQUIRE(orders.size() == before + 1);
        CHECK(orders.back().kind == OrderKind::RecordStatus);
        CHECK(orders.back().record == key.record);
        CHECK(o.verified(orders.back().receipt, row).revision == 3);
        const auto history = o.book->history(key.device, key.record).value();
        REQUIRE(history.decisions.size() == 2);
        CHECK(history.decisions.back().by == "regulator");
        CHECK(history.decisions.back().revision == 3);
        CHECK(history.decisions.back().status == ReceiptStatus::Activated);
        CHECK(history.decisions.back().policyVersion == 7);
        CHECK(history.forwarding == "acknowledged");
        CHECK(o.book->retention(key.device, key.record).value()->picturesUntil ==
              o.at() + o.terms.picturesKept);
        const auto rows = o.outbox->list(OutboxState::Acknowledged, 0, 10).value().rows;
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].answer == answer.answer);
        CHECK(rows[0].key == key);
        CHECK(rows[0].ground == "telecom_rules");
        CHECK(rows[0].content == ForwardContent::Attestation);
        CHECK(rows[0].itemBytes == item.item.size());
        CHECK(rows[0].answeredAt == o.at());
        CHECK(o.outbox->list(OutboxState::Waiting, 0, 10).value().rows.empty());

        // The same answer once more, by a forwarder that was slow.
        CHECK(o.settle({answer}) == std::vector{SettleResult::Before});
        CHECK(o.held(key).revision == 3);
        CHECK(o.orders().size() == before + 1);
    });
}

TEST_CASE("an answer about a record whose month was moved away waits until the month is back") {
    if (!PostgresProcess::installed()) return;
    const auto address = sharedPostgres().newDatabase();
    OutboxBench o(postgresAt(address));
    const auto key = o.accepted();
    const auto month = sharedPostgres().sql(address, "SELECT DISTINCT tableoid::regclass FROM record");
    const auto table = month.substr(0, month.size() - 1);
    const auto item = o.outbox->claim(kAll, o.at()).value().at(0);
    sharedPostgres().sql(address, "ALTER TABLE record DETACH PARTITION " + table);
    for (const auto word : {RegulatorWord::Acknowledged, RegulatorWord::Refused})
        CHECK(o.settle({o.answer(item, word)}) == std::vector{SettleResult::Later});
    CHECK(o.outbox->claim(kAll, o.at()).value().empty());
    CHECK_FALSE(o.book->retention(key.device, key.record).value()->picturesUntil);
    sharedPostgres().sql(address, "ALTER TABLE record ATTACH PARTITION " + table + " FOR VALUES IN (" +
                                      table.substr(table.size() - 6) + ")");
    o.clock.advance(25h);
    const auto again = o.outbox->claim(kAll, o.at()).value();
    REQUIRE(again.size() == 1);
    CHECK(o.settle({o.answer(again[0])}) == std::vector{SettleResult::Activated});
    CHECK(o.held(key).status == ReceiptStatus::Activated);
}

TEST_CASE("many answers at once are settled in their order, each as it deserves") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        std::vector<ItemKey> keys;
        for (int i = 0; i < 6; ++i) keys.push_back(o.accepted());
        const auto items = o.outbox->claim(kAll, o.at()).value();
        REQUIRE(items.size() == 6);
        std::vector<AnsweredItem> answers;
        for (std::size_t i = items.size(); i-- > 0;)
            answers.push_back(
                o.answer(items[i], i == 2 ? RegulatorWord::Refused : RegulatorWord::Acknowledged));
        answers.push_back({999'999, RegulatorWord::Acknowledged, toBytes("of nobody")});
        const auto results = o.settle(answers);
        REQUIRE(results.size() == 7);
        for (std::size_t i = 0; i < 6; ++i)
            CHECK(results[i] == (i == 3 ? SettleResult::Kept : SettleResult::Activated));
        CHECK(results[6] == SettleResult::Before);
        const auto counts = o.outbox->counts().value();
        CHECK(counts.acknowledged == 5);
        CHECK(counts.refused == 1);
        CHECK(counts.waiting == 0);
        CHECK_FALSE(counts.oldestWaiting);
        CHECK(o.outbox->settle({}, o.terms, o.at()).value().empty());
    });
}

TEST_CASE("a word that has moved on is not overwritten; the acknowledgement is kept") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        const auto key = o.accepted();
        const auto item = o.outbox->claim(kAll, o.at()).value().at(0);
        auto no = CaseBench::by(o.decision(o.held(key), ReceiptStatus::Refused, "forged_document"), "ana",
                                ReviewerRole::Supervisor);
        no.picturesUntil.reset();
        REQUIRE(o.decide(no) == DecideResult::Decided);
        const auto orders = o.orders().size();
        CHECK(o.settle({o.answer(item)}) == std::vector{SettleResult::Kept});
        CHECK(o.held(key).status == ReceiptStatus::Refused);
        CHECK(o.held(key).revision == 3);
        CHECK(o.orders().size() == orders);
        CHECK(o.outbox->counts().value().acknowledged == 1);
        CHECK_FALSE(o.book->retention(key.device, key.record).value()->picturesUntil);
    });
}

TEST_CASE("a refused item is kept with its reason, and the record's word stays") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        const auto key = o.accepted();
        const auto item = o.outbox->claim(kAll, o.at()).value().at(0);
        CHECK(o.settle({o.answer(item, RegulatorWord::Refused)}) == std::vector{SettleResult::Kept});
        CHECK(o.held(key).status == ReceiptStatus::Accepted);
        const auto rows = o.outbox->list(OutboxState::Refused, 0, 10).value().rows;
        REQUIRE(rows.size() == 1);
        CHECK(parseAcknowledgement(rows[0].answer).value().reason == "number_unknown");
        CHECK(o.outbox->claim(kAll, o.at() + std::chrono::hours(1)).value().empty());
    });
}

TEST_CASE("what the regulator refuses comes before a reviewer, unless the word has moved on") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        const auto present = o.accepted();
        const auto old = o.accepted();
        const auto items = o.outbox->claim(kAll, o.at()).value();
        REQUIRE(items.size() == 2);
        auto no = CaseBench::by(o.decision(o.held(old), ReceiptStatus::Refused, "forged_document"), "ana",
                                ReviewerRole::Supervisor);
        REQUIRE(o.decide(no) == DecideResult::Decided);
        CHECK(o.settle(
                  {o.answer(items[0], RegulatorWord::Refused), o.answer(items[1], RegulatorWord::Refused)}) ==
              std::vector{SettleResult::Kept, SettleResult::Kept});

        const auto opened = o.book->find(present.device, present.record).value().value();
        CHECK(opened.state == CaseState::Review);
        CHECK(opened.reasons == std::vector<std::string>{"regulator_refused"});
        CHECK_FALSE(opened.exception);  // one is enough
        CHECK_FALSE(opened.first);
        CHECK(opened.record.status == ReceiptStatus::Accepted);
        const auto moved = o.book->find(old.device, old.record).value().value();
        CHECK(moved.state == CaseState::Decided);
        CHECK(moved.reasons.empty());
        CHECK(moved.record.status == ReceiptStatus::Refused);
        CHECK(moved.record.revision == 3);
        CHECK(o.book->cases(CaseState::Review, {}, 10).value().cases.size() == 1);

        // The reviewer's word ends it.
        CHECK(o.decide(CaseBench::by(o.decision(opened.record, ReceiptStatus::Refused, "number_unknown"),
                                     "ana")) == DecideResult::Decided);
        CHECK(o.book->find(present.device, present.record).value()->state == CaseState::Decided);
    });
}

TEST_CASE("answers and a supervisor who takes the yes back, at once: one of them, and all of it") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        constexpr std::size_t kItems = 12;
        std::vector<ItemKey> keys;
        for (std::size_t i = 0; i < kItems; ++i) keys.push_back(o.accepted());
        const auto items = o.outbox->claim(kAll, o.at()).value();
        REQUIRE(items.size() == kItems);
        std::vector<AnsweredItem> answers;
        std::vector<Decision> words;
        for (std::size_t i = 0; i < kItems; ++i) {
            answers.push_back(o.answer(items[i]));
            words.push_back(
                CaseBench::by(o.decision(o.held(keys[i]), ReceiptStatus::Refused, "forged_document"), "ana",
                              ReviewerRole::Supervisor));
        }
        std::atomic<int> activated = 0, refused = 0;
        {
            const std::jthread forwarder([&] {
                const auto outbox = place.outbox();
                for (std::size_t i = 0; i < kItems; i += 4) {
                    const std::vector<AnsweredItem> some(
                        answers.begin() + static_cast<std::ptrdiff_t>(i),
                        answers.begin() + static_cast<std::ptrdiff_t>(i + 4));
                    for (const auto result : untilDone([&] { return outbox->settle(some, o.terms, o.at()); }))
                        activated += result == SettleResult::Activated ? 1 : 0;
                }
            });
            const std::jthread supervisor([&] {
                const auto book = place.caseBook();
                for (std::size_t i = kItems; i-- > 0;) {
                    const auto outcome = untilDone([&] { return book->decide(words[i]); });
                    refused += outcome.result == DecideResult::Decided ? 1 : 0;
                }
            });
        }
        CHECK(activated + refused == kItems);
        for (const auto& key : keys) CHECK(o.held(key).revision == 3);
        CHECK(place.number("SELECT count(*) FROM record WHERE status = 'activated'") == activated);
        CHECK(place.number("SELECT count(*) FROM record WHERE status = 'refused'") == refused);
        CHECK(place.number("SELECT count(*) FROM decision") == 2 * kItems);
        CHECK(place.number("SELECT count(*) FROM device_order") == 2 * kItems);
    });
}

TEST_CASE("what is not sent is listed page by page with its reason") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        CHECK(o.outbox->notForwarded({}, 10).value().empty());
        for (int i = 0; i < 5; ++i) {
            const auto row = o.record();
            auto word = o.decision(row, ReceiptStatus::Activated);
            word.notForwarded = "consent_does_not_cover";
            REQUIRE(o.decide(word) == DecideResult::Decided);
        }
        o.accepted();
        std::optional<UnsentRecord> after;
        std::set<RecordId> seen;
        for (;;) {
            const auto page = o.outbox->notForwarded(after, 2).value();
            if (page.empty()) break;
            for (const auto& row : page) {
                CHECK(row.reason == "consent_does_not_cover");
                CHECK(row.at == o.at());
                CHECK(seen.insert(row.record).second);
            }
            after = page.back();
        }
        CHECK(seen.size() == 5);
        const auto counts = o.outbox->counts().value();
        CHECK(counts.notForwarded == 5);
        CHECK(counts.waiting == 1);
        CHECK(counts.oldestWaiting == o.at());
    });
}

TEST_CASE("the outbox is listed page by page, each item once, in the order in which they came") {
    onEveryPlace([](const LedgerPlace& place) {
        OutboxBench o(place);
        std::vector<ItemKey> keys;
        for (int i = 0; i < 5; ++i) keys.push_back(o.accepted());
        std::vector<ItemKey> seen;
        std::int64_t after = 0;
        for (;;) {
            const auto page = o.outbox->list({}, after, 2).value();
            if (page.rows.empty()) break;
            for (const auto& row : page.rows) {
                CHECK(row.state == OutboxState::Waiting);
                CHECK(row.createdAt == o.at());
                CHECK(row.answer.empty());
                CHECK_FALSE(row.answeredAt);
                seen.push_back(row.key);
            }
            after = page.next;
        }
        CHECK(seen == keys);
    });
}
