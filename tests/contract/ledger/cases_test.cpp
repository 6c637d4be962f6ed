// Cases: each decision is there as a whole or not at all, whoever decides, and however many do at once; on
// both ledgers.

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "case_bench.h"

using namespace countersign;
using namespace countersign::test;

TEST_CASE("each record that is taken in waits for the judge, once") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto row = bench.record();
        CHECK(bench.now(row).state == CaseState::Waiting);
        CHECK(same(bench.now(row).record, row));
        CHECK(place.number("SELECT count(*) FROM case_file") == 1);
        REQUIRE(addOne(*bench.ledger, row).result == AddResult::Repeated);
        CHECK(place.number("SELECT count(*) FROM case_file") == 1);
        CHECK_FALSE(bench.book->find(row.deviceId, RecordId::random()).value());
    });
}

TEST_CASE("a claim keeps others away until its lease is over or it is let go") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto first = bench.record();
        bench.clock.advance(std::chrono::seconds(1));
        const auto second = bench.record();
        const auto now = bench.clock.wall();
        const auto other = place.caseBook();
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
    });
}

TEST_CASE("judges that claim at once get each case once, the oldest first") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        constexpr int kCases = 60;
        for (int i = 0; i < kCases; ++i) (void)bench.record();
        std::vector<RecordId> claimed[3];
        const auto work = [&](std::size_t which) {
            const auto judge = place.caseBook();
            for (;;) {
                const auto some =
                    untilDone([&] { return judge->claim(7, bench.clock.wall(), std::chrono::minutes(5)); });
                for (const auto& each : some) claimed[which].push_back(each.record.recordId);
                // Passed over are cases that another one is taking: asked again until all are given out.
                if (some.empty() &&
                    place.number("SELECT count(*) FROM case_file WHERE claimed_until = 0") == 0) {
                    return;
                }
            }
        };
        {
            const std::jthread one([&] { work(0); }), two([&] { work(1); }), three([&] { work(2); });
        }
        std::set<RecordId> all;
        std::size_t count = 0;
        for (const auto& each : claimed) {
            all.insert(each.begin(), each.end());
            count += each.size();
        }
        CHECK(count == kCases);
        CHECK(all.size() == kCases);
    });
}

TEST_CASE("a decision writes the word, the order to the shop and what follows, at once") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
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
        const auto orders = bench.orders();
        REQUIRE(orders.size() == 1);
        CHECK(orders.front().kind == OrderKind::RecordStatus);
        CHECK(orders.front().record == row.recordId);
        const auto told = bench.verified(orders.front().receipt, row);
        CHECK(told.status == ReceiptStatus::Accepted);
        CHECK(told.revision == 2);
        const auto history = bench.book->history(row.deviceId, row.recordId).value();
        REQUIRE(history.decisions.size() == 1);
        CHECK(history.decisions.front().revision == 2);
        CHECK(history.decisions.front().at == word.at);
        CHECK(history.decisions.front().status == ReceiptStatus::Accepted);
        CHECK(history.decisions.front().by == kByPolicy);
        CHECK(history.decisions.front().policyVersion == 7);
        CHECK(history.forwarding == "waiting");
        CHECK(history.notForwarded.empty());
        CHECK(place.number("SELECT count(*) FROM number_claim") == 2);
        CHECK_FALSE(bench.book->retention(row.deviceId, row.recordId).value().value().picturesUntil);
        CHECK(bench.book->cases(CaseState::Waiting, {}, 10).value().cases.empty());
        CHECK(bench.book->cases(CaseState::Decided, {}, 10).value().cases.size() == 1);
        // The counter sends it again and gets the newest word.
        CHECK(addOne(*bench.ledger, row).row.receipt == word.receipt);
        // Said again, on what is no longer there.
        CHECK(bench.decide(word) == DecideResult::SettledElsewhere);
        CHECK(bench.orders().size() == 1);
        auto strange = word;
        strange.recordId = RecordId::random();
        CHECK(bench.book->decide(strange).error().code == ErrorCode::RecordNotHeld);
    });
}

TEST_CASE("what isn't forwarded stands there with its reason, the newest one") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto row = bench.record();
        REQUIRE(bench.book->toReview(row.deviceId, row.recordId, {"match_unsure"}, false, {}).value());
        auto word = CaseBench::by(bench.accept(row, "a", "1"), "lee");
        word.notForwarded = "consent_does_not_cover";
        CHECK(bench.decide(word) == DecideResult::Decided);
        const auto unsent = place.outbox()->notForwarded({}, 10).value();
        REQUIRE(unsent.size() == 1);
        CHECK(unsent.front().record == row.recordId);
        CHECK(unsent.front().device == row.deviceId);
        CHECK(unsent.front().reason == "consent_does_not_cover");
        bench.clock.advance(std::chrono::seconds(1));
        auto no =
            CaseBench::by(bench.decision(bench.now(row).record, ReceiptStatus::Refused, "forged_document"),
                          "ana", ReviewerRole::Supervisor);
        no.item.reset();
        no.notForwarded = "taken_back_unreadable";
        CHECK(bench.decide(no) == DecideResult::Decided);
        // The regulator never heard of it, so there is nothing that it would have to be told.
        CHECK(bench.book->history(row.deviceId, row.recordId).value().notForwarded ==
              "consent_does_not_cover");
        // Nor is it any other word of which that is said.
        const auto history = bench.book->history(row.deviceId, row.recordId).value();
        REQUIRE(history.decisions.size() == 2);
        CHECK(history.notForwardedAt == history.decisions.front().at);
        CHECK(place.number("SELECT count(*) FROM not_forwarded") == 1);
    });
}

TEST_CASE("the sixth number of a person is refused whichever shop it comes from") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto other = enrolled(*bench.ledger).id;
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
        CHECK(place.number("SELECT count(*) FROM number_claim") == 10);
        // A card without a line, and practice, count for nothing.
        auto cardOnly = word;
        cardOnly.index->numbers.erase(cardOnly.index->numbers.begin());
        CHECK(bench.decide(cardOnly) == DecideResult::Decided);
        const auto practice = bench.record(other, true);
        CHECK(bench.decide(bench.accept(practice, "one person", "1")) == DecideResult::Decided);
        CHECK(bench.book->standing(*word.index, practice.deviceId, practice.recordId).value().numbers == 5);
        const auto seventh = bench.record(other);
        CHECK(bench.decide(bench.accept(seventh, "somebody else", "7")) == DecideResult::Decided);
    });
}

TEST_CASE("several who decide at once give a person no line too many") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        constexpr std::size_t kWorkers = 4;
        std::vector<RecordRow> rows[kWorkers];
        for (auto& each : rows) {
            const auto from = enrolled(*bench.ledger).id;
            for (int i = 0; i < 6; ++i) each.push_back(bench.record(from));
        }
        std::atomic<int> decided = 0, limited = 0;
        const auto work = [&](std::size_t which) {
            const auto book = place.caseBook();
            for (std::size_t i = 0; i < rows[which].size(); ++i) {
                const auto word = bench.accept(rows[which][i], "one person",
                                               std::to_string(which) + "/" + std::to_string(i));
                const auto result = untilDone([&] { return book->decide(word); }).result;
                decided += result == DecideResult::Decided ? 1 : 0;
                limited += result == DecideResult::DocumentLimit ? 1 : 0;
            }
        };
        {
            std::vector<std::jthread> workers;
            for (std::size_t i = 0; i < kWorkers; ++i) workers.emplace_back([&, i] { work(i); });
        }
        CHECK(decided == 5);
        CHECK(limited == 19);
        CHECK(place.number("SELECT count(*) FROM person_record WHERE counts = 1") == 5);
        CHECK(place.number("SELECT count(*) FROM number_claim") == 10);
        CHECK(place.number("SELECT count(*) FROM device_order") == 5);
    });
}

TEST_CASE("several who decide at once give a card to one of them") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        constexpr int kCards = 8;
        std::vector<RecordRow> rows[3];
        for (auto& each : rows) {
            const auto from = enrolled(*bench.ledger).id;
            for (int i = 0; i < kCards; ++i) each.push_back(bench.record(from));
        }
        std::atomic<int> decided = 0, taken = 0;
        const auto work = [&](std::size_t which) {
            const auto book = place.caseBook();
            for (std::size_t i = 0; i < rows[which].size(); ++i) {
                // The numbers in another order each: nobody waits for ever.
                auto word = bench.accept(
                    rows[which][i], "person " + std::to_string(which) + std::to_string(i), std::to_string(i));
                if (which == 1) std::swap(word.index->numbers[0], word.index->numbers[1]);
                const auto result = untilDone([&] { return book->decide(word); }).result;
                decided += result == DecideResult::Decided ? 1 : 0;
                taken += result == DecideResult::NumberTaken ? 1 : 0;
            }
        };
        {
            const std::jthread one([&] { work(0); }), two([&] { work(1); }), three([&] { work(2); });
        }
        CHECK(decided == kCards);
        CHECK(taken == 2 * kCards);
        CHECK(place.number("SELECT count(*) FROM number_claim") == 2 * kCards);
        CHECK(place.number("SELECT count(*) FROM case_file WHERE state = 'decided'") == kCards);
    });
}

TEST_CASE("a card stands in one registration, and is free again after a no") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto first = bench.record();
        const auto second = bench.record();
        CHECK(bench.decide(bench.accept(first, "a", "1")) == DecideResult::Decided);
        auto word = bench.accept(second, "b", "2");
        word.index->numbers.back() = {NumberKind::Iccid, hashOf("card 1")};
        const auto taken = bench.book->decide(word).value();
        CHECK(taken.result == DecideResult::NumberTaken);
        CHECK(taken.taken == NumberKind::Iccid);
        CHECK(bench.book->standing(*word.index, second.deviceId, second.recordId).value().taken ==
              std::vector{NumberKind::Iccid});
        // A yes is taken back by a supervisor and by nobody else.
        const auto no = bench.decision(bench.now(first).record, ReceiptStatus::Refused, "forged_document");
        CHECK(bench.decide(CaseBench::by(no, "lee")) == DecideResult::SupervisorNeeded);
        CHECK(bench.decide(CaseBench::by(no, "ana", ReviewerRole::Supervisor)) == DecideResult::Decided);
        CHECK(bench.now(first).record.status == ReceiptStatus::Refused);
        CHECK(bench.now(first).record.reason == "forged_document");
        CHECK(bench.now(first).record.revision == 3);
        CHECK(bench.decide(word) == DecideResult::Decided);
        // Whoever asks what is held finds the refused one too; it counts for nothing.
        const auto held = bench.book->recordsOfPerson(hashOf("a")).value();
        REQUIRE(held.size() == 1);
        CHECK(held.front().recordId == first.recordId);
        CHECK(bench.book->recordsOfPerson(hashOf("nobody")).value().empty());
        CHECK(bench.book->peopleHeld().value() == 2);
        CHECK(bench.book->standing({hashOf("a"), {}}, second.deviceId, second.recordId).value().numbers == 0);
    });
}

TEST_CASE("an exception wants two different people who say the same") {
    onEveryPlace([](const LedgerPlace& place) {
        for (const bool same : {true, false}) {
            INFO("the second says " << (same ? "the same" : "otherwise"));
            CaseBench bench(place);
            const auto row = bench.record();
            const std::string card = same ? "1" : "2";
            const auto yes = bench.accept(row, "a", card);
            const auto no = bench.decision(row, ReceiptStatus::Refused, "not_the_person");
            const auto say = [&](const Decision& word, const std::string& who,
                                 ReviewerRole role = ReviewerRole::Reviewer) {
                return bench.decide(CaseBench::by(word, who, role));
            };
            CHECK(say(yes, "lee") == DecideResult::NotJudgedYet);
            REQUIRE(bench.book->toReview(row.deviceId, row.recordId, {"no_scan", "counter_unsure"}, true, {})
                        .value());
            CHECK_FALSE(bench.book->toReview(row.deviceId, row.recordId, {}, false, {}).value());
            CHECK(bench.now(row).reasons == std::vector<std::string>{"no_scan", "counter_unsure"});
            CHECK(bench.now(row).exception);
            CHECK(bench.decide(yes) == DecideResult::SettledElsewhere);  // the policy has had its say
            CHECK(say(yes, "lee") == DecideResult::FirstOfTwo);
            CHECK(bench.now(row).state == CaseState::Second);
            CHECK(bench.now(row).first->by == "lee");
            CHECK(bench.now(row).first->status == ReceiptStatus::Accepted);
            CHECK(bench.now(row).first->at == bench.clock.wall());
            CHECK(bench.now(row).record.revision == 1);
            CHECK(bench.orders().empty());
            CHECK(say(yes, "lee") == DecideResult::SamePerson);
            CHECK(say(yes, "lee", ReviewerRole::Supervisor) == DecideResult::SamePerson);
            if (same) {
                CHECK(say(yes, "kim") == DecideResult::Decided);
                const auto decided = bench.book->history(row.deviceId, row.recordId).value().decisions;
                REQUIRE(decided.size() == 1);
                CHECK(decided.front().by == "lee");
                CHECK(decided.front().confirmedBy == "kim");
                continue;
            }
            CHECK(say(no, "kim") == DecideResult::Disagreed);
            CHECK(bench.now(row).state == CaseState::Second);
            CHECK(say(no, "joe") == DecideResult::SupervisorNeeded);
            CHECK(say(yes, "kim", ReviewerRole::Supervisor) == DecideResult::SamePerson);
            CHECK(say(no, "ana", ReviewerRole::Supervisor) == DecideResult::Decided);
            CHECK(bench.now(row).record.status == ReceiptStatus::Refused);
            const auto history = bench.book->history(row.deviceId, row.recordId).value();
            CHECK(history.decisions.front().by == "ana");
            CHECK(history.decisions.front().confirmedBy == "kim");
            REQUIRE(history.log.size() == 3);
            CHECK(history.log[0].detail == "accepted");
            CHECK(history.log[1].detail == "refused not_the_person");
            CHECK(history.log[2].action == "decided");
        }
    });
}

TEST_CASE("one person decides what is no exception") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto row = bench.record();
        REQUIRE(bench.book->toReview(row.deviceId, row.recordId, {"match_unsure"}, false, {}).value());
        const auto later = bench.decision(row, ReceiptStatus::ComeBack, "portrait_unclear");
        CHECK(bench.decide(CaseBench::by(later, "lee")) == DecideResult::Decided);
        CHECK(bench.decide(CaseBench::by(later, "kim")) == DecideResult::SettledElsewhere);
        CHECK(bench.now(row).record.reason == "portrait_unclear");
    });
}

TEST_CASE("who looked at what is noted in order, by each record") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto row = bench.record();
        const auto other = bench.record();
        for (const char* detail : {"portrait", "best_frame", "'); DROP TABLE review_log; --"})
            REQUIRE(
                bench.book->note({bench.clock.wall(), "lee", "opened", detail}, row.deviceId, row.recordId));
        REQUIRE(bench.book->note({bench.clock.wall(), "kim", "opened", "portrait"}, other.deviceId,
                                 other.recordId));
        const auto log = bench.book->history(row.deviceId, row.recordId).value().log;
        REQUIRE(log.size() == 3);
        CHECK(log[0].detail == "portrait");
        CHECK(log[0].reviewer == "lee");
        CHECK(log[0].at == bench.clock.wall());
        CHECK(log[2].detail == "'); DROP TABLE review_log; --");
    });
}

TEST_CASE("pages of cases hold each once") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
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
        CHECK(bench.book->cases(CaseState::Review, {}, 3).value().cases.empty());
    });
}

TEST_CASE("pictures fall due, unless the law holds them") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto row = bench.record();
        CHECK(bench.book->hold(holdLine("court"), row.deviceId, RecordId::random(), "court").error().code ==
              ErrorCode::RecordNotHeld);
        CHECK_FALSE(bench.book->retention(row.deviceId, row.recordId).value());
        CHECK(bench.decide(bench.decision(row, ReceiptStatus::Refused, "forged_document")) ==
              DecideResult::Decided);
        const auto due = bench.clock.wall() + std::chrono::hours(24);
        CHECK(bench.book->picturesDue(due - std::chrono::seconds(1), 10).value().empty());
        CHECK(bench.book->picturesDue(due, 10).value().size() == 1);
        REQUIRE(bench.book->hold(holdLine("court"), row.deviceId, row.recordId, "court"));
        CHECK(bench.book->retention(row.deviceId, row.recordId).value()->hold == "court");
        const auto lines = bench.book->history(row.deviceId, row.recordId).value().log;
        REQUIRE(lines.size() == 1);  // of the hold alone, not of the one of no record
        CHECK(lines[0].reviewer == "user:lina");
        CHECK(lines[0].action == "hold");
        CHECK(lines[0].detail == "court");
        CHECK(bench.book->picturesDue(due, 10).value().empty());
        CHECK_FALSE(
            bench.book->markErased(row.deviceId, row.recordId, due, toBytes("d"), toBytes("c"), Filing::Stays)
                .value());
        REQUIRE(bench.book->hold(holdLine(""), row.deviceId, row.recordId, ""));
        CHECK(
            bench.book->markErased(row.deviceId, row.recordId, due, toBytes("d"), toBytes("c"), Filing::Stays)
                .value());
        CHECK_FALSE(
            bench.book->markErased(row.deviceId, row.recordId, due, toBytes("e"), toBytes("e"), Filing::Stays)
                .value());
        CHECK(bench.book->picturesDue(due, 10).value().empty());
        const auto erased = bench.book->retention(row.deviceId, row.recordId).value().value();
        CHECK(erased.details == toBytes("d"));
        CHECK(erased.certificate == toBytes("c"));
        CHECK(erased.erasedAt == due);
        CHECK(erased.picturesUntil == due);
    });
}

TEST_CASE("with the pictures goes a portrait that was answered, with the details the person's line") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto outbox = place.outbox();
        const auto accepted = [&](const char* person, const char* content) {
            const auto row = bench.record();
            auto word = bench.accept(row, person, person);
            word.item = SealedItem{content, "telecom_rules", Bytes(300, 0x5a)};
            REQUIRE(bench.decide(word) == DecideResult::Decided);
            return row;
        };
        const auto portrait = accepted("maria", "portrait");
        const auto attested = accepted("ines", "attestation");
        const auto items =
            outbox->claim({64, 1U << 20U, std::chrono::minutes(10)}, bench.clock.wall()).value();
        for (const auto& item : items) {
            const std::vector<AnsweredItem> answer{
                {item.id, RegulatorWord::Acknowledged, toBytes("its answer")}};
            REQUIRE(outbox->settle(answer, {bench.key, 7, std::chrono::hours(24)}, bench.clock.wall()));
        }
        const auto waiting = accepted("rosa", "portrait");
        const auto bytesLeft = [&] {
            return place.number("SELECT CAST(sum(length(item)) AS bigint) FROM outbox");
        };
        const auto erased = [&](const RecordRow& row, const std::string& details, WallTime at) {
            return bench.book
                ->markErased(row.deviceId, row.recordId, at, toBytes(details), toBytes("signed " + details),
                             details.empty() ? Filing::Goes : Filing::Stays)
                .value();
        };
        const auto held = [&](const std::string& person) {
            return bench.book->recordsOfPerson(hashOf(person)).value().size();
        };
        const auto at = bench.clock.wall();
        CHECK(bytesLeft() == 900);
        CHECK(erased(attested, "details", at));
        CHECK(bytesLeft() == 900);  // no picture is in it
        CHECK(erased(waiting, "details", at));
        CHECK(bytesLeft() == 900);  // the regulator has yet to get it
        CHECK(erased(portrait, "details", at));
        CHECK(bytesLeft() == 600);
        CHECK(held("maria") == 1);
        CHECK(outbox->counts().value().acknowledged == 2);  // its answers stay

        const auto later = at + std::chrono::hours(1);
        CHECK_FALSE(erased(portrait, "other details", later));
        CHECK(erased(portrait, "", later));
        CHECK(held("maria") == 0);
        CHECK(held("ines") == 1);
        const auto row = bench.book->retention(portrait.deviceId, portrait.recordId).value().value();
        CHECK(row.details.empty());
        CHECK(row.certificate == toBytes("signed "));
        CHECK(row.erasedAt == at);  // when the first of it went; the certificate tells each part's own time
        CHECK_FALSE(erased(portrait, "", later));  // nothing is left to let go of

        // What the law holds loses nothing, and neither does its person.
        REQUIRE(bench.book->hold(holdLine("court"), attested.deviceId, attested.recordId, "court"));
        CHECK_FALSE(erased(attested, "", later));
        CHECK(held("ines") == 1);
    });
}

TEST_CASE("a hold may come before any answer, and stays through it") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto row = bench.record();
        REQUIRE(bench.book->hold(holdLine("court"), row.deviceId, row.recordId, "court"));
        CHECK(bench.decide(bench.decision(row, ReceiptStatus::Refused, "forged_document")) ==
              DecideResult::Decided);
        const auto kept = bench.book->retention(row.deviceId, row.recordId).value().value();
        CHECK(kept.hold == "court");
        CHECK(kept.picturesUntil);
        CHECK(bench.book->picturesDue(bench.clock.wall() + std::chrono::hours(48), 10).value().empty());
    });
}

TEST_CASE("of several who decide the same case one does") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        std::vector<RecordRow> rows;
        for (int i = 0; i < 10; ++i) rows.push_back(bench.record());
        std::atomic<int> decided = 0, elsewhere = 0;
        const auto work = [&] {
            const auto book = place.caseBook();
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const auto word = bench.accept(rows[i], "p" + std::to_string(i), std::to_string(i));
                const auto result = untilDone([&] { return book->decide(word); }).result;
                decided += result == DecideResult::Decided ? 1 : 0;
                elsewhere += result == DecideResult::SettledElsewhere ? 1 : 0;
            }
        };
        {
            const std::jthread one(work), two(work), three(work);
        }
        CHECK(decided == 10);
        CHECK(elsewhere == 20);
        CHECK(bench.orders().size() == 10);
    });
}

TEST_CASE("whose a body is, and whether it was erased; of what no record names nothing is said") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        std::vector<Sha256> bodies;
        std::vector<RecordRow> rows;
        for (std::uint64_t i = 1; i <= 3; ++i) {
            auto row = recordOf(bench.counter, i);
            row.bodyHash = hashOf("body " + std::to_string(i));
            row.receivedAt = bench.clock.wall() + std::chrono::hours(24 * 31 * i);  // over several months
            REQUIRE(addOne(*bench.ledger, row).result == AddResult::Added);
            bodies.push_back(row.bodyHash);
            rows.push_back(row);
        }
        REQUIRE(bench.decide(bench.decision(rows[1], ReceiptStatus::Refused, "forged_document")) ==
                DecideResult::Decided);
        const auto at = bench.clock.wall();
        REQUIRE(bench.book
                    ->markErased(rows[1].deviceId, rows[1].recordId, at, toBytes("d"), toBytes("c"),
                                 Filing::Stays)
                    .value());
        while (bodies.size() < kMaxBodiesAsked) bodies.push_back(hashOf(std::to_string(bodies.size())));
        // As another process asks.
        const auto other = place.ledger();
        const auto owners = other->ownersOf(bodies).value();
        REQUIRE(owners.size() == 3);
        for (const auto& row : rows) {
            const auto owner = std::ranges::find(owners, row.bodyHash, &BodyOwner::body);
            REQUIRE(owner != owners.end());
            CHECK(owner->deviceId == row.deviceId);
            CHECK(owner->recordId == row.recordId);
            CHECK(owner->erased == (row.bodyHash == rows[1].bodyHash));
            CHECK_FALSE(other->movedAway(row.deviceId, row.recordId, row.envelopeHash).value());
        }
        CHECK(other->ownersOf({}).value().empty());
        CHECK(other->ownersOf(std::span(bodies).subspan(3)).value().empty());
        CHECK_FALSE(other->movedAway(bench.counter, RecordId::random(), hashOf("x")).value());
    });
}

TEST_CASE("what was damaged stays in its person's name where the line may be theirs") {
    onEveryPlace([](const LedgerPlace& place) {
        CaseBench bench(place);
        const auto at = bench.clock.wall();
        for (const auto filing : {Filing::Stays, Filing::Goes}) {
            const std::string person = filing == Filing::Stays ? "maria" : "ines";
            const auto row = bench.record();
            REQUIRE(bench.decide(bench.accept(row, person, person)) == DecideResult::Decided);
            REQUIRE(bench.book->markErased(row.deviceId, row.recordId, at, {}, toBytes("signed"), filing)
                        .value());
            CHECK(bench.book->recordsOfPerson(hashOf(person)).value().size() ==
                  (filing == Filing::Stays ? 1U : 0U));
            CHECK(bench.book->retention(row.deviceId, row.recordId).value()->details.empty());
        }
    });
}
