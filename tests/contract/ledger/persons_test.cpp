// What is kept about people while it waits, when they ask for its erasure and when a service ends; on both
// ledgers.

#include <atomic>
#include <set>
#include <thread>

#include "case_bench.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Bench : CaseBench {
    using CaseBench::CaseBench;

    [[nodiscard]] static CaseIndex index(const std::string& person, const std::string& card) {
        return {hashOf(person),
                {{NumberKind::Msisdn, hashOf("line " + card)}, {NumberKind::Iccid, hashOf("card " + card)}}};
    }
    // One that waits for a person, of a second of its own.
    RecordRow waiting(const std::optional<CaseIndex>& filed, bool practice = false) {
        clock.advance(std::chrono::seconds(1));
        const auto row = record(counter, practice);
        REQUIRE(book->toReview(row.deviceId, row.recordId, {"match_unsure"}, false, filed).value());
        return row;
    }
    RecordRow sold(const std::string& person, const std::string& card) {
        const auto row = record();
        REQUIRE(decide(accept(row, person, card)) == DecideResult::Decided);
        return row;
    }
    DecideResult yes(const RecordRow& row, const std::string& person, const std::string& card) {
        return decide(by(accept(row, person, card), "lee"));
    }
    DecideResult no(const RecordRow& row, const std::string& person) {
        auto word = decision(row, ReceiptStatus::Refused, "fraud");
        word.index = CaseIndex{hashOf(person), {}};
        return decide(by(word, "lee"));
    }
    [[nodiscard]] Standing standing(const RecordRow& row, const std::string& person,
                                    const std::string& card) {
        return book->standing(index(person, card), row.deviceId, row.recordId).value();
    }
    [[nodiscard]] std::size_t of(const std::string& person) {
        return book->recordsOfPerson(hashOf(person)).value().size();
    }
    [[nodiscard]] RetentionRow kept(const RecordRow& row) {
        return book->retention(row.deviceId, row.recordId).value().value();
    }
    [[nodiscard]] ReviewLogRow log(const std::string& action) const {
        return {clock.wall(), "user:lina", action, {}};
    }
    [[nodiscard]] ServiceEnd ended() const {
        return {clock.wall(), clock.wall() + std::chrono::hours(24 * 730)};
    }
    bool end(const RecordRow& row, const std::optional<ServiceEnd>& how) {
        return book
            ->noteService(log(how ? "service_ended" : "service_running"), row.deviceId, row.recordId, how)
            .value();
    }
};

}  // namespace

TEST_CASE("what waits for a person is filed with the step that sends it there, and once for all") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto row = bench.waiting(Bench::index("a", "1"));
        CHECK(bench.of("a") == 1);
        CHECK(bench.book->peopleHeld().value() == 1);
        CHECK(place.number("SELECT count(*) FROM person_record WHERE counts = 1 AND waits = 1") == 1);
        CHECK(place.number("SELECT count(*) FROM number_claim") == 0);  // whoever has the card sells it
        CHECK_FALSE(bench.book->toReview(row.deviceId, row.recordId, {"late"}, false, Bench::index("b", "1"))
                        .value());
        CHECK(bench.of("b") == 0);
        CHECK_FALSE(bench.book->file(row.deviceId, row.recordId, Bench::index("a", "1")).value());
        CHECK(bench.yes(row, "a", "1") == DecideResult::Decided);
        CHECK(bench.of("a") == 1);
        CHECK(bench.book->peopleHeld().value() == 1);
        CHECK(place.number("SELECT count(*) FROM person_record") == 1);
        CHECK(place.number("SELECT count(*) FROM person_record WHERE counts = 1 AND waits = 0") == 1);
        CHECK(place.number("SELECT count(*) FROM number_claim") == 2);
        // Refused: still found, and counting for nothing.
        const auto other = bench.waiting(Bench::index("b", "2"));
        CHECK(bench.no(other, "b") == DecideResult::Decided);
        CHECK(bench.of("b") == 1);
        CHECK(place.number("SELECT count(*) FROM person_record WHERE counts = 1 OR waits = 1") == 1);
        // Decided: filed by its word or not at all.
        CHECK_FALSE(bench.book->file(other.deviceId, other.recordId, Bench::index("c", "2")).value());
        CHECK_FALSE(bench.book->file(other.deviceId, RecordId::random(), Bench::index("c", "2")).value());
        CHECK(bench.of("c") == 0);
    });
}

TEST_CASE("each that waits holds a place for those that come after it, and none waits for ever") {
    onEveryPlace([](const LedgerPlace& place) {
        for (const bool firstIsTaken : {true, false}) {
            INFO("the first is " << (firstIsTaken ? "accepted" : "refused"));
            Bench bench(place);
            const std::string person = firstIsTaken ? "a" : "b";
            const auto card = [&](const std::string& number) { return person + number; };
            for (int i = 0; i < 4; ++i) (void)bench.sold(person, card(std::to_string(i)));
            const auto first = bench.waiting(Bench::index(person, card("5")));
            const auto second = bench.waiting(Bench::index(person, card("6")));
            bench.clock.advance(std::chrono::seconds(1));
            const auto fresh = bench.record();
            CHECK(bench.standing(first, person, card("5")).numbers == 4);
            CHECK(bench.standing(first, person, card("5")).waiting == 0);
            CHECK(bench.standing(second, person, card("6")).waiting == 1);
            CHECK(bench.standing(fresh, person, card("7")).numbers == 4);
            CHECK(bench.standing(fresh, person, card("7")).waiting == 2);
            CHECK(bench.standing(fresh, "somebody else", card("7")).waiting == 0);
            CHECK(bench.decide(bench.accept(fresh, person, card("7"))) == DecideResult::DocumentLimit);
            CHECK(bench.yes(second, person, card("6")) == DecideResult::DocumentLimit);
            if (firstIsTaken) {
                CHECK(bench.yes(first, person, card("5")) == DecideResult::Decided);
                CHECK(bench.yes(second, person, card("6")) == DecideResult::DocumentLimit);
                CHECK(bench.no(second, person) == DecideResult::Decided);
                CHECK(bench.standing(fresh, person, card("7")).numbers == 5);
            } else {
                CHECK(bench.no(first, person) == DecideResult::Decided);
                CHECK(bench.yes(second, person, card("6")) == DecideResult::Decided);
                CHECK(bench.standing(fresh, person, card("7")).numbers == 5);
            }
            CHECK(bench.standing(fresh, person, card("7")).waiting == 0);
        }
    });
}

TEST_CASE("practice and what has no line hold no place while they wait") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        (void)bench.waiting(Bench::index("a", "1"), true);
        auto cardOnly = Bench::index("a", "2");
        cardOnly.numbers.erase(cardOnly.numbers.begin());
        (void)bench.waiting(cardOnly);
        (void)bench.waiting(CaseIndex{hashOf("a"), {}});
        bench.clock.advance(std::chrono::seconds(1));
        const auto fresh = bench.record();
        CHECK(bench.of("a") == 3);
        CHECK(bench.standing(fresh, "a", "3").waiting == 0);
    });
}

TEST_CASE("cases that wait under nobody are handed out in order, and filed once") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        std::vector<RecordRow> rows;
        for (int i = 0; i < 5; ++i) rows.push_back(bench.waiting({}));
        (void)bench.waiting(Bench::index("filed", "9"));
        (void)bench.record();  // for the judge yet
        const auto first = bench.book->unfiled({}, 2).value();
        REQUIRE(first.cases.size() == 2);
        CHECK(first.cases[0].record.recordId == rows[0].recordId);
        REQUIRE(first.next);
        const auto rest = bench.book->unfiled(first.next, 10).value();
        CHECK(rest.cases.size() == 3);
        CHECK_FALSE(rest.next);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto index = Bench::index("p" + std::to_string(i), std::to_string(i));
            CHECK(bench.book->file(rows[i].deviceId, rows[i].recordId, index).value());
            CHECK_FALSE(bench.book->file(rows[i].deviceId, rows[i].recordId, index).value());
        }
        CHECK(bench.book->unfiled({}, 10).value().cases.empty());
        CHECK(bench.book->peopleHeld().value() == 6);
    });
}

TEST_CASE("filed and decided at once: whoever comes second, nothing waits or counts that is decided") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        constexpr std::size_t kCases = 20;
        std::vector<RecordRow> rows;
        for (std::size_t i = 0; i < kCases; ++i) rows.push_back(bench.waiting({}));
        {
            const std::jthread files([&] {
                const auto book = place.caseBook();
                for (std::size_t i = 0; i < kCases; ++i) {
                    const auto name = std::to_string(i);
                    (void)untilDone([&] {
                        return book->file(rows[i].deviceId, rows[i].recordId, Bench::index(name, name));
                    });
                }
            });
            const std::jthread decides([&] {
                const auto book = place.caseBook();
                for (std::size_t i = 0; i < kCases; ++i) {
                    auto word = bench.decision(rows[i], ReceiptStatus::Refused, "fraud");
                    word.index = CaseIndex{hashOf(std::to_string(i)), {}};
                    (void)untilDone([&] { return book->decide(CaseBench::by(word, "lee")); });
                }
            });
        }
        CHECK(place.number("SELECT count(*) FROM person_record") == kCases);
        CHECK(place.number("SELECT count(*) FROM person_record WHERE counts = 1 OR waits = 1") == 0);
    });
}

TEST_CASE("what a person asked for is remembered from the first time on, until it is answered") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto row = bench.waiting(Bench::index("a", "1"));
        const auto other = bench.sold("b", "2");
        CHECK(
            bench.book->askErasure(bench.log("erase_asked"), row.deviceId, RecordId::random()).error().code ==
            ErrorCode::RecordNotHeld);
        CHECK(bench.book->erasuresAsked(10).value().empty());
        const auto asked = bench.clock.wall();
        REQUIRE(bench.book->askErasure(bench.log("erase_asked"), row.deviceId, row.recordId));
        bench.clock.advance(std::chrono::hours(1));
        REQUIRE(bench.book->askErasure(bench.log("erase_asked"), other.deviceId, other.recordId));
        REQUIRE(bench.book->askErasure(bench.log("erase_asked"), row.deviceId, row.recordId));
        CHECK(bench.kept(row).askedAt == asked);
        CHECK(bench.book->history(row.deviceId, row.recordId).value().log.size() == 2);
        // Found by another process, whatever has become of the first.
        const auto again = place.caseBook()->erasuresAsked(10).value();
        REQUIRE(again.size() == 2);
        CHECK(again[0].recordId == row.recordId);
        CHECK(bench.book->erasuresAsked(1).value().size() == 1);
        CHECK(bench.book->erasuresOutOfReach(bench.clock.wall() + std::chrono::hours(24 * 999)).value() == 0);
        // A word and a hold leave it as it is.
        CHECK(bench.no(row, "a") == DecideResult::Decided);
        REQUIRE(bench.book->hold(holdLine("court"), row.deviceId, row.recordId, "court"));
        CHECK(bench.kept(row).askedAt == asked);
        REQUIRE(bench.book->erasureAnswered(row.deviceId, row.recordId));
        REQUIRE(bench.book->erasureAnswered(row.deviceId, row.recordId));
        CHECK_FALSE(bench.kept(row).askedAt);
        CHECK(bench.kept(row).hold == "court");
        CHECK(bench.book->erasuresAsked(10).value().size() == 1);
    });
}

TEST_CASE("after its service a line stands in nobody's name, and its numbers are sold again") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto refused = bench.record();
        CHECK(bench.decide(bench.decision(refused, ReceiptStatus::Refused, "fraud")) ==
              DecideResult::Decided);
        CHECK_FALSE(bench.end(refused, bench.ended()));
        const auto waits = bench.waiting(Bench::index("a", "9"));
        CHECK_FALSE(bench.end(waits, bench.ended()));
        CHECK(bench.book
                  ->noteService(bench.log("service_ended"), waits.deviceId, RecordId::random(), bench.ended())
                  .error()
                  .code == ErrorCode::RecordNotHeld);
        const auto line = [&] {
            return bench.book->recordOfNumber({NumberKind::Msisdn, hashOf("line 0")}).value();
        };
        CHECK_FALSE(line());
        std::vector<RecordRow> sold;
        for (int i = 0; i < 5; ++i) sold.push_back(bench.sold("b", std::to_string(i)));
        REQUIRE(line());
        CHECK(line()->recordId == sold[0].recordId);
        const auto next = bench.record();
        CHECK(bench.decide(bench.accept(next, "b", "0")) == DecideResult::NumberTaken);
        CHECK(bench.decide(bench.accept(next, "b", "7")) == DecideResult::DocumentLimit);
        const auto end = bench.ended();
        CHECK(bench.end(sold[0], end));
        CHECK(bench.kept(sold[0]).serviceEnded == end.endedAt);
        CHECK(bench.kept(sold[0]).detailsUntil == end.detailsUntil);
        CHECK(line()->recordId == sold[0].recordId);
        CHECK(bench.standing(next, "b", "0").numbers == 4);
        CHECK(bench.standing(next, "b", "0").taken.empty());
        CHECK(bench.of("b") == 5);  // it is still held about that person
        // The same line to somebody else.
        CHECK(bench.decide(bench.accept(next, "c", "0")) == DecideResult::Decided);
        CHECK(line()->recordId == next.recordId);
        CHECK(place.number("SELECT count(*) FROM number_claim") == 10);
        CHECK(bench.standing(sold[1], "c", "0").taken.size() == 2);
        // It was a mistake: it counts again, and what was sold meanwhile stays sold.
        CHECK(bench.end(sold[0], {}));
        CHECK_FALSE(bench.kept(sold[0]).serviceEnded);
        CHECK_FALSE(bench.kept(sold[0]).detailsUntil);
        CHECK(bench.standing(next, "b", "0").numbers == 5);
        CHECK(line()->recordId == next.recordId);
        const auto log = bench.book->history(sold[0].deviceId, sold[0].recordId).value().log;
        REQUIRE(log.size() == 2);
        CHECK(log[0].action == "service_ended");
        CHECK(log[0].reviewer == "user:lina");
        CHECK(log[1].action == "service_running");
    });
}

TEST_CASE("two who want the line of an ended service get it once") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        constexpr std::size_t kLines = 12;
        std::vector<RecordRow> wants[2];
        for (std::size_t i = 0; i < kLines; ++i) {
            const auto old = bench.sold("old " + std::to_string(i), std::to_string(i));
            CHECK(bench.end(old, bench.ended()));
            for (auto& each : wants) each.push_back(bench.record());
        }
        std::atomic<std::size_t> decided = 0, taken = 0;
        const auto work = [&](std::size_t which) {
            const auto book = place.caseBook();
            for (std::size_t i = 0; i < kLines; ++i) {
                const auto word = bench.accept(
                    wants[which][i], "new " + std::to_string(which) + std::to_string(i), std::to_string(i));
                const auto result = untilDone([&] { return book->decide(word); }).result;
                decided += result == DecideResult::Decided ? 1 : 0;
                taken += result == DecideResult::NumberTaken ? 1 : 0;
            }
        };
        {
            const std::jthread one([&] { work(0); }), two([&] { work(1); });
        }
        CHECK(decided == kLines);
        CHECK(taken == kLines);
        CHECK(place.number("SELECT count(*) FROM number_claim WHERE ended = 0") == 2 * kLines);
        CHECK(place.number("SELECT count(*) FROM number_claim") == 2 * kLines);
    });
}

TEST_CASE("details fall due when their time after the service is over") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto row = bench.sold("a", "1");
        const auto awaits = bench.accepted();  // by the regulator
        const auto end = bench.ended();
        CHECK(bench.end(row, end));
        CHECK(bench.book->noteService(bench.log("service_ended"), awaits.device, awaits.record, end).value());
        const auto due = [&](WallTime now) { return bench.book->detailsDue(now, 10).value().size(); };
        const auto before = end.detailsUntil - Millis(1);
        CHECK(due(before) == 0);
        CHECK(due(end.detailsUntil) == 1);
        REQUIRE(bench.book->hold(holdLine("court"), row.deviceId, row.recordId, "court"));
        CHECK(due(end.detailsUntil) == 0);
        REQUIRE(bench.book->hold(holdLine(""), row.deviceId, row.recordId, ""));
        // The pictures went before.
        CHECK(bench.book
                  ->markErased(row.deviceId, row.recordId, before, toBytes("d"), toBytes("c"), Filing::Stays)
                  .value());
        CHECK(bench.book->detailsDue(end.detailsUntil, 10).value().front().recordId == row.recordId);
        CHECK(bench.book
                  ->markErased(row.deviceId, row.recordId, end.detailsUntil, {}, toBytes("c"), Filing::Goes)
                  .value());
        CHECK(due(end.detailsUntil) == 0);
        CHECK(bench.of("a") == 0);
        CHECK(place.number("SELECT count(*) FROM number_claim") == 0);
    });
}

TEST_CASE("what stays filed without details is let go of later, once, and its line with it") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto row = bench.sold("a", "1");
        const auto end = bench.ended();
        const auto at = end.detailsUntil;
        const auto erased = [&](const std::string& word, Filing filing) {
            return bench.book->markErased(row.deviceId, row.recordId, at, {}, toBytes(word), filing).value();
        };
        CHECK_FALSE(bench.kept(row).filed);
        CHECK(erased("first", Filing::Stays));
        CHECK(bench.kept(row).filed);
        CHECK_FALSE(bench.kept(row).gone());
        CHECK_FALSE(erased("second", Filing::Stays));
        CHECK(bench.kept(row).certificate == toBytes("first"));
        CHECK(bench.end(row, end));
        REQUIRE(bench.book->detailsDue(at, 10).value().size() == 1);
        REQUIRE(bench.book->hold(holdLine("court"), row.deviceId, row.recordId, "court"));
        CHECK_FALSE(erased("held", Filing::Goes));
        REQUIRE(bench.book->hold(holdLine(""), row.deviceId, row.recordId, ""));
        CHECK(erased("third", Filing::Goes));
        CHECK(bench.kept(row).gone());
        CHECK(bench.kept(row).certificate == toBytes("third"));
        CHECK_FALSE(erased("fourth", Filing::Goes));
        CHECK(bench.book->detailsDue(at, 10).value().empty());
        CHECK(bench.of("a") == 0);
        CHECK(place.number("SELECT count(*) FROM number_claim") == 0);
    });
}

TEST_CASE("what was sealed for the regulator goes with the rest, at once or with its answer") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        const auto outbox = place.outbox();
        const auto key = bench.accepted();
        const auto bytes = [&] { return place.number("SELECT sum(length(item)) FROM outbox"); };
        const auto settle = [&](RegulatorWord word) {
            const auto item =
                outbox->claim({1, 1U << 20U, std::chrono::minutes(1)}, bench.clock.wall()).value().at(0);
            const std::vector<AnsweredItem> answers{{item.id, word, toBytes("{}")}};
            REQUIRE(outbox->settle(answers, {bench.key, 7, std::chrono::hours(24)}, bench.clock.wall()));
        };
        const auto erase = [&](ByteView details, Filing filing) {
            REQUIRE(
                bench.book
                    ->markErased(key.device, key.record, bench.clock.wall(), details, toBytes("c"), filing)
                    .value());
        };
        CHECK(bytes() == 300);
        settle(RegulatorWord::Acknowledged);
        CHECK(bytes() == 300);  // what was sent can be shown while anything is kept
        erase(toBytes("details"), Filing::Stays);
        CHECK(bytes() == 300);
        erase({}, Filing::Goes);
        CHECK(bytes() == 0);
        // Erased while it waited.
        const auto other = bench.accepted();
        REQUIRE(
            bench.book
                ->markErased(other.device, other.record, bench.clock.wall(), {}, toBytes("c"), Filing::Goes)
                .value());
        CHECK(bytes() == 300);  // it is not taken from under the forwarder
        settle(RegulatorWord::Refused);
        CHECK(bytes() == 0);
    });
}

TEST_CASE("cases that wait under nobody: those on which one has spoken too, over pages that end anywhere") {
    onEveryPlace([](const LedgerPlace& place) {
        Bench bench(place);
        std::set<RecordId> all;
        for (int i = 0; i < 6; ++i) {
            bench.clock.advance(std::chrono::seconds(1));
            const auto row = bench.record();
            REQUIRE(bench.book->toReview(row.deviceId, row.recordId, {"no_scan"}, true, {}).value());
            all.insert(row.recordId);
            if (i % 2 == 0)
                CHECK(bench.decide(CaseBench::by(bench.decision(row, ReceiptStatus::Refused, "fraud"),
                                                 "lee")) == DecideResult::FirstOfTwo);
        }
        for (int limit = 1; limit <= 7; ++limit) {
            INFO(limit);
            std::set<RecordId> found;
            std::size_t cases = 0;
            for (std::optional<CaseCursor> after;;) {
                const auto page = bench.book->unfiled(after, limit).value();
                CHECK(page.cases.size() <= static_cast<std::size_t>(limit));
                cases += page.cases.size();
                for (const auto& each : page.cases) found.insert(each.record.recordId);
                if (!page.next) break;
                after = page.next;
            }
            CHECK(found == all);
            CHECK(cases == all.size());
        }
    });
}
