// A yes that is taken back: what the regulator hears of it, on both ledgers. Whatever it may hold it is told;
// what never left is not sent, and nobody is told on in vain.

#include <atomic>
#include <thread>

#include "case_bench.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

const ClaimTerms kAll{64, 1U << 20U, std::chrono::minutes(10)};

struct Bench : CaseBench {
    explicit Bench(const LedgerPlace& where) : CaseBench(where), outbox(where.outbox()) {}
    std::unique_ptr<Outbox> outbox;

    [[nodiscard]] Decision no(const ItemKey& of) {
        return by(decision(held(of), ReceiptStatus::Refused, "forged_document"), "ana",
                  ReviewerRole::Supervisor);
    }
    [[nodiscard]] std::vector<OutboxItem> claimed() { return outbox->claim(kAll, clock.wall()).value(); }
    void settle(const OutboxItem& item, RegulatorWord word) {
        const std::vector<AnsweredItem> answers{{item.id, word, toBytes("{}")}};
        REQUIRE(outbox->settle(answers, {key, 7, std::chrono::hours(24)}, clock.wall()));
    }
    [[nodiscard]] std::vector<OutboxRow> waiting() {
        return outbox->list(OutboxState::Waiting, 0, 100).value().rows;
    }
};

}  // namespace

TEST_CASE("what never left is not sent any more, and of its end nobody is told") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto key = bench.accepted();
        const auto outcome = bench.book->decide(bench.no(key)).value();
        CHECK(outcome.result == DecideResult::Decided);
        CHECK(outcome.takenBack == TakenBack::Unsent);
        CHECK(place.number("SELECT count(*) FROM outbox") == 0);
        CHECK(place.number("SELECT count(*) FROM not_forwarded") == 0);
    });
}

TEST_CASE("a forwarder that reached nobody leaves nothing to be told") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto key = bench.accepted();
        for (int i = 0; i < 2; ++i) {
            const auto items = bench.claimed();
            REQUIRE(items.size() == 1);
            CHECK_FALSE(items[0].sentBefore);
            REQUIRE(bench.outbox->later(items, bench.clock.wall(), Blame::Nobody, Sent::Nothing));
        }
        CHECK(bench.book->decide(bench.no(key)).value().takenBack == TakenBack::Unsent);
        CHECK(place.number("SELECT count(*) FROM outbox") == 0);
    });
}

TEST_CASE("what may be at the regulator is taken back there too, once") {
    enum class Way { Held = 1, LeaseOver, NoAnswer, NoAnswerThenNobody, Acknowledged };
    for (const auto way :
         {Way::Held, Way::LeaseOver, Way::NoAnswer, Way::NoAnswerThenNobody, Way::Acknowledged}) {
        INFO(static_cast<int>(way));
        onEveryPlace([&](const LedgerPlace& place) {
            Bench bench(place);
            const auto key = bench.accepted();
            const auto items = bench.claimed();
            REQUIRE(items.size() == 1);
            if (way == Way::LeaseOver) bench.clock.advance(1h);
            if (way == Way::NoAnswer || way == Way::NoAnswerThenNobody)
                REQUIRE(bench.outbox->later(items, bench.clock.wall(), Blame::Item, Sent::Perhaps));
            if (way == Way::NoAnswerThenNobody) {
                const auto again = bench.claimed();
                REQUIRE(again.size() == 1);
                CHECK(again[0].sentBefore);
                REQUIRE(bench.outbox->later(again, bench.clock.wall(), Blame::Nobody, Sent::Nothing));
            }
            if (way == Way::Acknowledged) bench.settle(items[0], RegulatorWord::Acknowledged);
            const auto no = bench.no(key);
            const auto revision = no.basedOn + 1;
            CHECK(revision == (way == Way::Acknowledged ? 4 : 3));
            const auto outcome = bench.book->decide(no).value();
            CHECK(outcome.result == DecideResult::Decided);
            CHECK(outcome.takenBack == TakenBack::Told);
            const auto history = bench.book->history(key.device, key.record).value();
            CHECK(history.forwarding == "waiting");
            CHECK(history.ground == "telecom_rules");

            // Whoever holds the yes may finish with it; nobody takes it again.
            bench.clock.advance(1h);
            const auto next = bench.claimed();
            REQUIRE(next.size() == 1);
            CHECK(next[0].key == ItemKey{key.device, key.record, revision});
            CHECK(next[0].item == toBytes(CaseBench::kTakesBack));
            bench.settle(next[0], RegulatorWord::Acknowledged);
            CHECK(bench.held(key).status == ReceiptStatus::Refused);
            CHECK(bench.held(key).revision == revision);
            CHECK(bench.waiting().empty());
            CHECK(bench.book->history(key.device, key.record).value().forwarding == "acknowledged");
            CHECK(bench.book->decide(bench.no(key)).value().result == DecideResult::SettledElsewhere);
        });
    }
}

TEST_CASE("the regulator refuses to hear that a yes is taken back: it is listed, and the no stands") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto key = bench.accepted();
        bench.settle(bench.claimed().at(0), RegulatorWord::Acknowledged);
        REQUIRE(bench.book->decide(bench.no(key)).value().takenBack == TakenBack::Told);
        bench.settle(bench.claimed().at(0), RegulatorWord::Refused);
        CHECK(bench.outbox->counts().value().refused == 1);
        CHECK(bench.book->find(key.device, key.record).value()->state == CaseState::Decided);
        CHECK(bench.held(key).status == ReceiptStatus::Refused);
    });
}

TEST_CASE("what the regulator has refused is not taken back there") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto key = bench.accepted();
        bench.settle(bench.claimed().at(0), RegulatorWord::Refused);
        const auto outcome = bench.book->decide(bench.no(key)).value();
        CHECK(outcome.result == DecideResult::Decided);
        CHECK_FALSE(outcome.takenBack);  // a person was asked, and said no
        CHECK(bench.waiting().empty());
    });
}

TEST_CASE("without the regulator's key nothing is taken back there, and nothing here") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto key = bench.accepted();
        (void)bench.claimed();
        auto no = bench.no(key);
        no.item.reset();
        CHECK(bench.book->decide(no).value().result == DecideResult::RegulatorKeyNeeded);
        CHECK(bench.held(key).status == ReceiptStatus::Accepted);
        CHECK(bench.held(key).revision == 2);
        CHECK(bench.book->history(key.device, key.record).value().log.empty());
        CHECK(bench.orders().size() == 1);
        // Whose registration can't be read any more is listed, for a person to tell.
        no.notForwarded = "taken_back_unreadable";
        const auto outcome = bench.book->decide(no).value();
        CHECK(outcome.result == DecideResult::Decided);
        CHECK(outcome.takenBack == TakenBack::Untold);
        const auto unsent = bench.outbox->notForwarded({}, 10).value();
        REQUIRE(unsent.size() == 1);
        CHECK(unsent[0].record == key.record);
        CHECK(unsent[0].reason == "taken_back_unreadable");
    });
}

TEST_CASE("taken by a forwarder and taken back at once: whatever was taken is told") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        constexpr std::size_t kItems = 40;
        std::vector<Decision> words;
        std::vector<ItemKey> keys;
        for (std::size_t i = 0; i < kItems; ++i) {
            keys.push_back(bench.accepted());
            words.push_back(bench.no(keys.back()));
        }
        std::map<RecordId, int> taken;
        std::map<RecordId, TakenBack> outcomes;
        std::atomic<bool> over = false;
        {
            const std::jthread forwarder([&] {
                const auto outbox = place.outbox();
                for (bool last = false; !last;) {
                    last = over;
                    const auto some =
                        untilDone([&] { return outbox->claim({1, 1, 10min}, bench.clock.wall()); });
                    for (const auto& each : some) taken[each.key.record] += each.key.revision == 2 ? 1 : 0;
                }
            });
            const std::jthread supervisor([&] {
                const auto book = place.caseBook();
                // From the other end, so that they meet.
                for (std::size_t i = kItems; i-- > 0;) {
                    const auto outcome = untilDone([&] { return book->decide(words[i]); });
                    outcomes[keys[i].record] = outcome.takenBack.value();
                }
                over = true;
            });
        }
        for (const auto& key : keys) {
            const auto yes = taken.find(key.record);
            const bool left = yes != taken.end() && yes->second > 0;
            CHECK(outcomes.at(key.record) == (left ? TakenBack::Told : TakenBack::Unsent));
        }
    });
}

TEST_CASE("who typed a word stands beside it, and says nothing of it") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto row = bench.record();
        REQUIRE(bench.book->toReview(row.deviceId, row.recordId, {"no_scan"}, true, {}).value());
        const auto say = [&](const std::string& who, const std::string& user) {
            auto word = CaseBench::by(bench.decision(row, ReceiptStatus::Refused, "forged_document"), who);
            word.user = user;
            return bench.decide(word);
        };
        CHECK(say("wang", "user:lina") == DecideResult::FirstOfTwo);
        CHECK(say("wang", "user:lina") == DecideResult::SamePerson);
        CHECK(say("li", "user:lina") == DecideResult::Decided);
        const auto log = bench.book->history(row.deviceId, row.recordId).value().log;
        REQUIRE(log.size() == 4);
        CHECK(log[0].action == "word");
        CHECK(log[1].action == "by_command");
        CHECK(log[1].reviewer == "user:lina as wang");
        CHECK(log[1].detail.empty());
        CHECK(log[2].action == "decided");
        CHECK(log[3].reviewer == "user:lina as li");
    });
}
