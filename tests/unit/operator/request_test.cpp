// What a person asked for and something stood in the way of is done once it is gone, whoever dies meanwhile;
// and what is kept after a service goes when the law's time is over. Real files, real SQLite.
#include "made_erasure.h"
#include "operator/sqlite_outbox.h"
#include "protocol/envelope_head.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;
namespace chr = std::chrono;

namespace {

using Bench = ErasureBench;

EraseResult asked(Bench& bench, int person) {
    auto desk = bench.eraser();
    const auto all = desk.person->erase(bench.of(desk, person), "user:lina", bench.clock.wall());
    REQUIRE(all.size() == 1);
    REQUIRE_FALSE(all.front().failure);
    return all.front().result;
}

ErasureCount round(Bench& bench) {
    auto desk = bench.eraser();  // a process of its own
    return desk.desk->eraseDue().value();
}

void regulatorSays(Bench& bench, RegulatorWord word) {
    const auto outbox = SqliteOutbox::open(OperatorPaths(bench.folder).ledger).value();
    const auto item = outbox->claim({1, 1U << 20U, chr::minutes(1)}, bench.clock.wall()).value();
    REQUIRE(item.size() == 1);
    const std::vector<AnsweredItem> answers{{item[0].id, word, toBytes("{}")}};
    REQUIRE(outbox->settle(answers, {bench.identity.signingKey, 7, chr::hours(24 * 30)}, bench.clock.wall()));
}

void regulatorTakes(Bench& bench) {
    regulatorSays(bench, RegulatorWord::Acknowledged);
}

std::vector<std::string> actions(Bench& bench, const RecordRow& row) {
    std::vector<std::string> all;
    const auto history = bench.mine.book->history(row.deviceId, row.recordId).value();
    for (const auto& each : history.log) all.push_back(each.reviewer + " " + each.action);
    return all;
}

}  // namespace

TEST_CASE("asked for while it waits for a person: done once somebody has decided") {
    Bench bench;
    const auto row = bench.withoutScan();
    CHECK(bench.judged().review == 1);
    CHECK(asked(bench, 1) == EraseResult::NotDecided);
    CHECK(bench.kept(row).askedAt == bench.clock.wall());
    CHECK(actions(bench, row) == std::vector<std::string>{"user:lina erase_asked"});
    CHECK(round(bench).asked == 0);
    CHECK(bench.bodyThere(row));
    SECTION("no: all of it goes, at once") {
        bench.bothSay(row, ReceiptStatus::Refused, "fraud");
        CHECK(round(bench).asked == 1);
        CHECK(keptParts(bench.certificate(row)) == PartNames{"signed_head"});
        auto desk = bench.eraser();
        CHECK(bench.of(desk, 1).empty());
    }
    SECTION("yes: the pictures go, at once") {
        bench.bothSay(row, ReceiptStatus::Accepted);
        CHECK(round(bench).asked == 1);
        CHECK(keptParts(bench.certificate(row)) == PartNames{"details", "signed_head"});
        CHECK(keptBecause(bench.certificate(row), "details") == kServiceAndTwoYears);
        auto desk = bench.eraser();
        CHECK(bench.of(desk, 1).size() == 1);
    }
    CHECK(bench.certificate(row).cause == ErasureCause::Request);
    CHECK_FALSE(bench.bodyThere(row));
    CHECK_FALSE(bench.kept(row).askedAt);
    CHECK(round(bench).asked == 0);
}

TEST_CASE("asked for while the regulator has yet to answer, or while it is held") {
    Bench bench;
    bench.setForwarding(ForwardContent::Attestation);
    const auto row = bench.told("attestation");
    CHECK(bench.judged().accepted == 1);
    CHECK(asked(bench, 1) == EraseResult::AwaitsRegulator);
    const auto since = bench.kept(row).askedAt;
    REQUIRE(since);
    bench.clock.advance(chr::hours(1));
    CHECK(asked(bench, 1) == EraseResult::AwaitsRegulator);
    CHECK(bench.kept(row).askedAt == since);
    CHECK(round(bench).asked == 0);
    REQUIRE(bench.mine.book->hold(holdLine("court_order"), row.deviceId, row.recordId, "court_order"));
    regulatorTakes(bench);
    CHECK(round(bench).asked == 0);
    CHECK(asked(bench, 1) == EraseResult::Held);
    CHECK(bench.bodyThere(row));
    REQUIRE(bench.mine.book->hold(holdLine(""), row.deviceId, row.recordId, ""));
    // Long before the policy's days are over.
    CHECK(round(bench).asked == 1);
    CHECK_FALSE(bench.bodyThere(row));
    CHECK(bench.certificate(row).cause == ErasureCause::Request);
}

TEST_CASE("whoever dies over a request is made good by the next round") {
    Bench bench;
    const auto first = bench.registered(1);
    const auto second = bench.registered(1);
    CHECK(bench.judged().activated == 2);
    SECTION("when it was noted for all, and nothing was erased yet") {
        for (const auto& row : {first, second}) {
            REQUIRE(bench.mine.book->askErasure({bench.clock.wall(), "user:lina", "erase_asked", {}},
                                                row.deviceId, row.recordId));
        }
        CHECK(round(bench).asked == 2);
    }
    SECTION("when the ledger knew, and the body was not gone") {
        auto desk = bench.eraser();
        REQUIRE(desk.book->askErasure({bench.clock.wall(), "user:lina", "erase_asked", {}}, first.deviceId,
                                      first.recordId));
        const auto body = bench.bodies.get(first.bodyHash).value();
        const auto head = parseEnvelopeHead(body).value();
        REQUIRE(bench.bodies.beginErasing(first.bodyHash, ByteView(body).first(head.bytes)));
        const auto word = signDeletion({first.recordId,
                                        first.deviceId,
                                        first.payloadHash,
                                        bench.clock.wall(),
                                        ErasureCause::Request,
                                        {{"portrait", bench.clock.wall(), ErasureCause::Request}},
                                        {{"details", std::string(kServiceAndTwoYears)}}},
                                       bench.identity.signingKey)
                              .value();
        REQUIRE(desk.book
                    ->markErased(first.deviceId, first.recordId, bench.clock.wall(), toBytes("details"), word,
                                 Filing::Stays)
                    .value());
        REQUIRE(bench.bodyThere(first));
        const auto count = round(bench);
        CHECK(count.healed == 1);
        CHECK(count.asked == 1);
    }
    SECTION("when all was erased, and the request still stood") {
        auto desk = bench.eraser();
        CHECK(desk.desk->eraseOnRequest(first).value() == EraseResult::Pictures);
        const auto word = bench.kept(first).certificate;
        REQUIRE(desk.book->askErasure({bench.clock.wall(), "user:lina", "erase_asked", {}}, first.deviceId,
                                      first.recordId));
        CHECK(round(bench).asked == 1);
        CHECK(bench.kept(first).certificate == word);  // nothing was done twice
    }
    CHECK_FALSE(bench.bodyThere(first));
    CHECK_FALSE(bench.kept(first).askedAt);
    CHECK(bench.number("SELECT count(*) FROM retention WHERE asked_at IS NOT NULL") == 0);
    CHECK(bench.bodies.erasing().value().empty());
}

TEST_CASE("a request that can't be read yet stays, fails the round and keeps no other waiting") {
    Bench bench;
    const auto lost = bench.registered(1);
    const auto good = bench.registered(2);
    CHECK(bench.judged().activated == 2);
    const auto name = toHex(lost.bodyHash);
    const auto file = OperatorPaths(bench.folder).bodies / name.substr(0, 2) / (name + ".cse");
    std::filesystem::rename(file, bench.temporary.path() / "away");
    CHECK(asked(bench, 1) == EraseResult::NotReadable);
    REQUIRE(bench.mine.book->askErasure({bench.clock.wall(), "user:lina", "erase_asked", {}}, good.deviceId,
                                        good.recordId));
    const auto count = round(bench);
    CHECK(count.asked == 1);
    CHECK(count.failed == 1);
    std::filesystem::rename(bench.temporary.path() / "away", file);
    CHECK(round(bench).asked == 1);
    CHECK_FALSE(bench.bodyThere(lost));
}

TEST_CASE("two years after the service nothing is kept any more, unless somebody has a right to it") {
    Bench bench;
    const auto row = bench.registered(1);
    const auto held = bench.registered(2);
    const auto runs = bench.registered(3);
    CHECK(bench.judged().activated == 3);
    using namespace chr;
    const year_month_day last(floor<days>(bench.clock.wall()));
    const auto end = serviceEndOn(last);
    for (const auto& each : {row, held}) {
        CHECK(bench.mine.book
                  ->noteService({bench.clock.wall(), "user:lina", "service_ended", {}}, each.deviceId,
                                each.recordId, end)
                  .value());
    }
    REQUIRE(bench.mine.book->hold(holdLine("court_order"), held.deviceId, held.recordId, "court_order"));
    const bool picturesFirst = GENERATE(true, false);
    if (picturesFirst) {
        bench.clock.advance(hours(24 * 31));
        CHECK(round(bench).pictures == 2);  // the one in service too, and not the one that is held
    }
    bench.clock.advance(duration_cast<Millis>(end.detailsUntil - bench.clock.wall()) - Millis(1));
    CHECK(bench.mine.book->detailsDue(bench.clock.wall(), 10).value().empty());
    if (picturesFirst) CHECK(round(bench).details == 0);
    bench.clock.advance(Millis(1));
    CHECK(round(bench).details == 1);
    CHECK(round(bench).details == 0);
    CHECK(bench.certificate(row).cause == ErasureCause::Retention);
    CHECK(keptParts(bench.certificate(row)) == PartNames{"signed_head"});
    CHECK(std::ranges::count(erasedParts(bench.certificate(row)), "details") == 1);
    CHECK(bench.kept(row).details.empty());
    CHECK_FALSE(bench.bodyThere(row));
    auto desk = bench.eraser();
    CHECK(desk.opener->open(row).error().code == ErrorCode::PayloadNotOpened);
    CHECK(bench.of(desk, 1).empty());
    CHECK(bench.number("SELECT count(*) FROM number_claim WHERE record_id = x'" + row.recordId.hex() + "'") ==
          0);
    // Held: whole. In service: as long as it is.
    CHECK(bench.bodyThere(held));
    CHECK(bench.of(desk, 2).size() == 1);
    CHECK(bench.of(desk, 3).size() == 1);
    CHECK(desk.opener->open(runs).value().payload.fields["details"]["name"] == "Made Person");
    REQUIRE(bench.mine.book->hold(holdLine(""), held.deviceId, held.recordId, ""));
    CHECK(round(bench).details == 1);
    CHECK(bench.of(desk, 2).empty());
}

TEST_CASE("after the two years a person's request erases all; what the regulator has yet to answer stays") {
    Bench bench;
    bench.setForwarding(ForwardContent::Attestation);
    const auto row = bench.told("attestation");
    CHECK(bench.judged().accepted == 1);
    const auto end = serviceEndOn(chr::year_month_day(chr::floor<chr::days>(bench.clock.wall())));
    CHECK(bench.mine.book
              ->noteService({bench.clock.wall(), "user:lina", "service_ended", {}}, row.deviceId,
                            row.recordId, end)
              .value());
    bench.clock.advance(chr::duration_cast<Millis>(end.detailsUntil - bench.clock.wall()));
    CHECK(round(bench).details == 0);
    CHECK(asked(bench, 1) == EraseResult::AwaitsRegulator);
    regulatorTakes(bench);
    CHECK(asked(bench, 1) == EraseResult::All);
    CHECK(bench.certificate(row).cause == ErasureCause::Request);
}

TEST_CASE("the two years end with the day, on the 1st of March where there is no 29th of February") {
    using namespace chr;
    const auto end = serviceEndOn(2026y / November / 24);
    CHECK(toRfc3339(end.endedAt) == "2026-11-25T00:00:00Z");
    CHECK(toRfc3339(end.detailsUntil) == "2028-11-25T12:00:00Z");
    CHECK(toRfc3339(serviceEndOn(2028y / February / 29).detailsUntil) == "2030-03-02T12:00:00Z");
    CHECK(toRfc3339(serviceEndOn(2026y / February / 28).detailsUntil) == "2028-02-29T12:00:00Z");
}

TEST_CASE("the law wants nothing of a yes of which no sale came, and all of one that may have been sold by") {
    Bench bench;
    bench.setForwarding(ForwardContent::Attestation);
    const auto no = [&](const RecordRow& row) {
        return bench.mine.desk
            ->decide(
                bench.word(row, ReceiptStatus::Refused, "number_unknown", "wang", ReviewerRole::Supervisor))
            .value()
            .result;
    };
    SECTION("the regulator refused it, and then a person") {
        const auto row = bench.told("attestation");
        CHECK(bench.judged().accepted == 1);
        regulatorSays(bench, RegulatorWord::Refused);
        CHECK(asked(bench, 1) == EraseResult::NotDecided);
        REQUIRE(no(bench.now(row)) == DecideResult::Decided);
        const bool pictures = GENERATE(true, false);
        if (pictures) {
            // By time, before anybody carries the request out.
            REQUIRE(bench.mine.book->erasureAnswered(row.deviceId, row.recordId));
            bench.waitOutTime();
            CHECK(round(bench).pictures == 1);
            CHECK(keptBecause(bench.certificate(row), "details") == kUntilAsked);
            CHECK(asked(bench, 1) == EraseResult::All);
        } else {
            CHECK(round(bench).asked == 1);
        }
        CHECK(bench.kept(row).details.empty());
        CHECK(bench.kept(row).gone());
        auto desk = bench.eraser();
        CHECK(bench.of(desk, 1).empty());
    }
    SECTION("a supervisor took it back while the regulator had it") {
        const auto row = bench.told("attestation");
        CHECK(bench.judged().accepted == 1);
        REQUIRE(no(row) == DecideResult::Decided);
        CHECK(asked(bench, 1) == EraseResult::All);
    }
    SECTION("taken back when it had left and could not be read any more: that goes nowhere, and is no sale") {
        const auto row = bench.told("attestation");
        CHECK(bench.judged().accepted == 1);
        const auto outbox = SqliteOutbox::open(OperatorPaths(bench.folder).ledger).value();
        REQUIRE(outbox->claim({1, 1U << 20U, chr::minutes(1)}, bench.clock.wall()).value().size() == 1);
        std::filesystem::resize_file(bench.bodyFile(row), 40);
        bench.clock.advance(chr::seconds(1));
        REQUIRE(no(row) == DecideResult::Decided);
        const auto history = bench.mine.book->history(row.deviceId, row.recordId).value();
        CHECK_FALSE(history.notForwarded.empty());
        CHECK(history.notForwardedAt == history.decisions.back().at);
        CHECK(asked(bench, 1) == EraseResult::Damaged);
        CHECK(bench.kept(row).gone());
    }
    SECTION("taken back after it was activated") {
        const auto row = bench.told("attestation");
        CHECK(bench.judged().accepted == 1);
        regulatorTakes(bench);
        REQUIRE(no(row) == DecideResult::Decided);
        CHECK(asked(bench, 1) == EraseResult::Pictures);
        CHECK(keptParts(bench.certificate(row)) == PartNames{"details", "signed_head"});
        CHECK(keptBecause(bench.certificate(row), "details") == kServiceAndTwoYears);
    }
    SECTION("taken back, and nobody besides had been asked for a yes") {
        const auto row = bench.registered(1);  // told of no forwarding
        CHECK(bench.judged().accepted == 1);
        REQUIRE(no(row) == DecideResult::Decided);
        CHECK(asked(bench, 1) == EraseResult::Pictures);
        CHECK(keptBecause(bench.certificate(row), "details") == kServiceAndTwoYears);
    }
}
