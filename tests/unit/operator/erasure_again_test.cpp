// What is erased once is not always gone: what stays filed without details, what somebody erased in part
// while another was asked for all of it, what a restored ledger knows nothing of. Real files, real SQLite.
#include <fstream>

#include "core/files.h"
#include "hooked_bodies.h"
#include "made_erasure.h"
#include "protocol/signed_message.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

using Bench = ErasureBench;
using Names = PartNames;

void damage(Bench& bench, const RecordRow& row) {
    fs::resize_file(bench.bodyFile(row), 40);
    REQUIRE(bench.bodies.get(row.bodyHash).error().code == ErrorCode::BodyDamaged);
}

void ask(Bench& bench, const RecordRow& row) {
    REQUIRE(bench.mine.book->askErasure({bench.clock.wall(), "user:lina", "erase_asked", {}}, row.deviceId,
                                        row.recordId));
}

ServiceEnd endToday(Bench& bench, const RecordRow& row) {
    const auto end =
        serviceEndOn(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(bench.clock.wall())));
    REQUIRE(bench.mine.book
                ->noteService({bench.clock.wall(), "user:lina", "service_ended", {}}, row.deviceId,
                              row.recordId, end)
                .value());
    return end;
}

void waitUntil(Bench& bench, WallTime when) {
    bench.clock.advance(std::chrono::duration_cast<Millis>(when - bench.clock.wall()));
}

// Sold, and nobody can read it: its own fault, or that of what was sealed in it.
RecordRow soldAndErasedUnread(Bench& bench) {
    const auto row = bench.registered(1);
    CHECK(bench.judged().activated == 1);
    damage(bench, row);
    bench.waitOutTime();
    CHECK(bench.eraser().desk->eraseDue().value().damaged == 1);
    return row;
}

}  // namespace

TEST_CASE("what was damaged stays in its person's name until the law's time is over, and then goes") {
    Bench bench;
    const auto row = soldAndErasedUnread(bench);
    CHECK(keptParts(bench.certificate(row)) == Names{"filing"});
    CHECK(keptBecause(bench.certificate(row), "filing") == kServiceAndTwoYears);
    CHECK_FALSE(bench.kept(row).gone());
    auto desk = bench.eraser();
    REQUIRE(bench.of(desk, 1).size() == 1);
    // In service: nothing more may go.
    CHECK(desk.desk->eraseOnRequest(row).value() == EraseResult::Before);
    CHECK(bench.of(desk, 1).size() == 1);
    const auto end = endToday(bench, row);
    waitUntil(bench, end.detailsUntil - Millis(1));
    CHECK(desk.desk->eraseDue().value().details == 0);
    bench.clock.advance(Millis(1));
    SECTION("by itself") {
        CHECK(desk.desk->eraseDue().value().details == 1);
        CHECK(bench.certificate(row).cause == ErasureCause::Retention);
    }
    SECTION("because the person asks") {
        ask(bench, row);
        CHECK(desk.desk->eraseOnRequest(row).value() == EraseResult::All);
        CHECK(bench.certificate(row).cause == ErasureCause::Request);
    }
    CHECK(bench.of(desk, 1).empty());
    CHECK(bench.number("SELECT count(*) FROM number_claim") == 0);
    CHECK(bench.kept(row).gone());
    CHECK(erasedParts(bench.certificate(row)) == Names{"damaged_body", "filing"});
    CHECK(bench.certificate(row).kept.empty());
    CHECK(bench.certificate(row).payloadHash == row.payloadHash);
    CHECK(desk.desk->eraseDue().value().details == 0);
}

TEST_CASE("two who erase what is damaged sign for it once") {
    Bench bench;
    const auto row = bench.registered(1);
    CHECK(bench.judged().activated == 1);
    damage(bench, row);
    bench.waitOutTime();
    HookedBodies hooked(bench.bodies);
    Bytes first;
    hooked.beforeMark = [&] {
        hooked.beforeMark = nullptr;
        CHECK(bench.eraser().desk->eraseDue().value().damaged == 1);
        first = bench.kept(row).certificate;
        bench.clock.advance(std::chrono::hours(1));
    };
    CHECK(bench.eraser(hooked).desk->eraseDue().value().damaged == 0);
    REQUIRE_FALSE(first.empty());
    CHECK(bench.kept(row).certificate == first);
}

TEST_CASE("asked for all of it while the round takes the pictures alone: the rest goes too") {
    Bench bench;
    bench.mine = bench.sit();
    const auto row = bench.withoutScan();
    CHECK(bench.judged().review == 1);
    bench.bothSay(row, ReceiptStatus::Refused, "fraud");
    bench.waitOutTime();
    ask(bench, row);
    HookedBodies hooked(bench.bodies);
    hooked.beforeGet = [&](const Sha256&) {
        hooked.beforeGet = nullptr;
        // Another process, which does not know of the request yet.
        REQUIRE(bench.mine.book->erasureAnswered(row.deviceId, row.recordId));
        CHECK(bench.eraser().desk->eraseDue().value().pictures == 1);
        CHECK(keptBecause(bench.certificate(row), "details") == kUntilAsked);
        ask(bench, row);
    };
    CHECK(bench.eraser(hooked).desk->eraseOnRequest(row).value() == EraseResult::All);
    CHECK(bench.kept(row).gone());
    CHECK_FALSE(bench.kept(row).askedAt);
    auto desk = bench.eraser();
    CHECK(bench.of(desk, 1).empty());
}

TEST_CASE("a hold that comes while it is erased keeps the request") {
    Bench bench;
    const auto row = bench.registered(1);
    CHECK(bench.judged().activated == 1);
    ask(bench, row);
    HookedBodies hooked(bench.bodies);
    hooked.beforeGet = [&](const Sha256&) {
        hooked.beforeGet = nullptr;
        CHECK(bench.eraser().desk->eraseOnRequest(row).value() == EraseResult::Pictures);
        ask(bench, row);
        REQUIRE(bench.mine.book->hold(holdLine("court_order"), row.deviceId, row.recordId, "court_order"));
    };
    CHECK(bench.eraser(hooked).desk->eraseOnRequest(row).value() == EraseResult::Held);
    CHECK(bench.kept(row).askedAt);
}

TEST_CASE("what a restored ledger knows nothing of is not told as erased, and stays asked for") {
    Bench bench;
    const auto row = bench.registered(1);
    CHECK(bench.judged().activated == 1);
    CHECK(bench.eraser().desk->eraseOnRequest(row).value() == EraseResult::Pictures);
    REQUIRE(
        Database::open(OperatorPaths(bench.folder).ledger, Database::Mode::ReadWrite)
            .value()
            .exec("UPDATE retention SET erased_at = NULL, details = NULL, certificate = NULL, filed = 0"));
    ask(bench, row);
    CHECK(bench.eraser().desk->eraseOnRequest(row).value() == EraseResult::NotReadable);
    CHECK(bench.kept(row).askedAt);
    const auto count = bench.eraser().desk->eraseDue().value();
    CHECK(count.asked == 0);
    CHECK(count.failed == 1);
}

TEST_CASE("a record that can't be read counts once a round, whatever it is due for") {
    Bench bench;
    const auto row = bench.registered(1);
    CHECK(bench.judged().activated == 1);
    const auto end = endToday(bench, row);
    fs::rename(bench.bodyFile(row), bench.temporary.path() / "away");
    waitUntil(bench, end.detailsUntil);
    ask(bench, row);
    CHECK(bench.eraser().desk->eraseDue().value().failed == 1);
}

TEST_CASE("what was damaged is counted as such on request and after its service too") {
    Bench bench;
    const auto asked = bench.registered(1);
    const auto ended = bench.registered(2);
    CHECK(bench.judged().activated == 2);
    damage(bench, asked);
    damage(bench, ended);
    const auto end = endToday(bench, ended);
    ask(bench, asked);
    auto count = bench.eraser().desk->eraseDue().value();
    CHECK(count.asked == 1);
    CHECK(count.damagedBesides == 1);
    waitUntil(bench, end.detailsUntil);
    count = bench.eraser().desk->eraseDue().value();
    CHECK(count.details == 1);
    CHECK(count.damagedBesides == 1);
    CHECK(count.erased() == 0);
}

TEST_CASE("one body that is lost or damaged keeps none of the rest from the person") {
    Bench bench;
    const auto good = bench.registered(1);
    const auto bad = bench.registered(1);
    CHECK(bench.judged().activated == 2);
    SECTION("damaged") {
        damage(bench, bad);
    }
    SECTION("lost") {
        fs::remove(bench.bodyFile(bad));
    }
    auto desk = bench.eraser();
    const auto out = bench.temporary.path() / "export";
    REQUIRE(desk.person->exportTo(out, bench.of(desk, 1), "lina", bench.clock.wall()));
    const auto text = readFile(out / "person.json", 1U << 20U).value();
    const auto all = json::parse(text)["records"];
    REQUIRE(all.size() == 2);
    for (const auto& each : all)
        CHECK(each["readable"] == (each["record"].get<std::string>() == good.recordId.hex()));
    // A disk that is away is another matter: tomorrow all of it is there.
    HookedBodies away(bench.bodies);
    away.away = good.bodyHash;
    auto later = bench.eraser(away);
    CHECK_FALSE(later.person->exportTo(bench.temporary.path() / "none", bench.of(later, 1), "lina",
                                       bench.clock.wall()));
}

TEST_CASE("what stays is called the law's only where it is") {
    Bench bench;
    bench.mine = bench.sit();
    const auto refused = bench.withoutScan();
    const auto sold = bench.registered(2);
    CHECK(bench.judged().review == 1);
    bench.bothSay(refused, ReceiptStatus::Refused, "fraud");
    bench.waitOutTime();
    CHECK(bench.eraser().desk->eraseDue().value().pictures == 2);
    REQUIRE(
        bench.mine.book->hold(holdLine("court_order"), refused.deviceId, refused.recordId, "court_order"));
    auto desk = bench.eraser();
    const auto held = desk.person->erase({refused}, "lina", bench.clock.wall()).front();
    CHECK(held.result == EraseResult::Held);
    CHECK(held.detailsKept);
    CHECK_FALSE(held.byLaw);
    const auto inService = desk.person->erase({sold}, "lina", bench.clock.wall()).front();
    CHECK(inService.detailsKept);
    CHECK(inService.byLaw);
}

TEST_CASE("what could not be filed today takes nothing from what the round did, and needs no room") {
    Bench bench;
    const auto earlier = bench.withoutScan();
    CHECK(bench.judged().review == 1);
    REQUIRE(Database::open(OperatorPaths(bench.folder).ledger, Database::Mode::ReadWrite)
                .value()
                .exec("DELETE FROM person_record"));
    HookedBodies hooked(bench.bodies);
    std::vector<OpeningKey> keys;
    keys.push_back(OpeningKey::read(OperatorPaths(bench.folder).openingKey).value());
    ReviewDesk desk(*bench.ledger, hooked, *bench.mine.book, std::move(keys),
                    ReviewKeys{bench.index, bench.identity.signingKey, {}}, bench.rules, bench.clock);
    SECTION("its disk is away") {
        (void)bench.registered(2);
        hooked.away = earlier.bodyHash;
        const auto count = desk.judgeWaiting(50).value();
        CHECK(count.activated == 1);
        CHECK(count.earlierFailure);
        CHECK(desk.judgeWaiting(50).error().code == ErrorCode::FileUnreadable);
        hooked.away.reset();
        CHECK(desk.judgeWaiting(50).value().earlier == 1);
        CHECK(bench.mine.book->peopleHeld().value() == 2);
    }
    SECTION("its body is lost and the disk is full") {
        fs::remove(bench.bodyFile(earlier));
        hooked.roomLeft = false;
        CHECK(desk.judgeWaiting(50).value().earlier == 1);
        CHECK(desk.judgeWaiting(50).value().earlier == 0);
    }
}

TEST_CASE("a body that can't be removed keeps no other from being erased, and is told until it is gone") {
    Bench bench;
    const auto stuck = bench.registered(1);
    const auto next = bench.registered(2);
    CHECK(bench.judged().activated == 2);
    HookedBodies hooked(bench.bodies);
    hooked.stuck = {stuck.bodyHash};
    bench.waitOutTime();
    auto round = [&] { return bench.eraser(hooked).desk->eraseDue().value(); };
    auto count = round();
    CHECK(count.pictures == 1);
    CHECK(count.unfinished == 1);
    REQUIRE(count.firstFailure);
    CHECK(count.firstFailure->detail == "not permitted");
    CHECK(fs::exists(bench.bodyFile(stuck)));
    CHECK_FALSE(fs::exists(bench.bodyFile(next)));
    // Nor does it, in later rounds, those that fall due or are asked for then.
    const auto later = bench.registered(3);
    const auto wanted = bench.registered(4);
    CHECK(bench.judged().activated == 2);
    CHECK(bench.eraser(hooked).desk->eraseOnRequest(wanted).value() == EraseResult::Pictures);
    bench.waitOutTime();
    count = round();
    CHECK(count.pictures == 1);
    CHECK(count.unfinished == 1);
    CHECK(count.healed == 0);
    CHECK_FALSE(fs::exists(bench.bodyFile(later)));
    hooked.stuck.clear();
    CHECK(round().healed == 1);
    CHECK(round().unfinished == 0);
    CHECK_FALSE(fs::exists(bench.bodyFile(stuck)));
    CHECK_FALSE(bench.marked());
}

TEST_CASE("a request for what can't be removed stays until its file is gone") {
    Bench bench;
    const auto row = bench.registered(1);
    CHECK(bench.judged().activated == 1);
    HookedBodies hooked(bench.bodies);
    hooked.stuck = {row.bodyHash};
    auto desk = bench.eraser(hooked);
    const auto first = desk.person->erase({row}, "lina", bench.clock.wall()).front();
    CHECK(first.result == EraseResult::Unfinished);
    CHECK_FALSE(isErased(first.result));
    CHECK(bench.kept(row).erasedAt);
    CHECK(bench.kept(row).askedAt);
    auto count = bench.eraser(hooked).desk->eraseDue().value();
    CHECK(count.asked == 0);
    CHECK(count.unfinished == 1);
    CHECK(bench.kept(row).askedAt);
    hooked.stuck.clear();
    count = bench.eraser(hooked).desk->eraseDue().value();
    CHECK(count.healed == 1);
    CHECK(count.asked == 1);
    CHECK_FALSE(bench.kept(row).askedAt);
    CHECK_FALSE(fs::exists(bench.bodyFile(row)));
}

TEST_CASE("a mark that can't be read keeps no other from being finished") {
    Bench bench;
    const auto bad = bench.registered(1);
    const auto good = bench.registered(2);
    CHECK(bench.judged().activated == 2);
    HookedBodies hooked(bench.bodies);
    bench.waitOutTime();
    hooked.stuck = {bad.bodyHash, good.bodyHash};
    CHECK(bench.eraser(hooked).desk->eraseDue().value().unfinished == 2);
    hooked.stuck.clear();
    hooked.marked = bad.bodyHash;
    const auto count = bench.eraser(hooked).desk->eraseDue().value();
    CHECK(count.healed == 1);
    CHECK(count.unfinished == 1);
    CHECK_FALSE(fs::exists(bench.bodyFile(good)));
    CHECK(bench.marked());
    CHECK(bench.eraser().desk->eraseDue().value().healed == 1);
    CHECK_FALSE(bench.marked());
}

TEST_CASE("the word on the rest tells when the pictures went, and the first time stays") {
    Bench bench;
    const auto row = bench.registered(1);
    CHECK(bench.judged().activated == 1);
    bench.waitOutTime();
    const auto pictures = std::chrono::floor<std::chrono::seconds>(bench.clock.wall());
    CHECK(bench.eraser().desk->eraseDue().value().pictures == 1);
    const auto saved = bench.certificate(row);
    const auto end = endToday(bench, row);
    waitUntil(bench, end.detailsUntil);
    ask(bench, row);
    CHECK(bench.eraser().desk->eraseOnRequest(row).value() == EraseResult::All);
    const auto word = bench.certificate(row);
    CHECK(erasedParts(word) == Names{"portrait", "best_frame", "details"});
    // What the buyer saved then is repeated as it was.
    CHECK(std::vector(word.erased.begin(), word.erased.begin() + 2) == saved.erased);
    CHECK(word.erased[0].at == pictures);
    CHECK(word.erased[0].cause == ErasureCause::Retention);
    CHECK(word.erased[2].at == std::chrono::floor<std::chrono::seconds>(bench.clock.wall()));
    CHECK(word.erased[2].cause == ErasureCause::Request);
    CHECK(keptParts(word) == Names{"signed_head"});
    CHECK(bench.kept(row).erasedAt == pictures);
    CHECK(fs::exists(bench.bodyFile(row, ".head")));
}

TEST_CASE("after a word of the first version the rest goes too, and its times are carried on") {
    Bench bench;
    const auto row = bench.registered(1);
    CHECK(bench.judged().activated == 1);
    bench.waitOutTime();
    CHECK(bench.eraser().desk->eraseDue().value().pictures == 1);
    const auto now = bench.certificate(row);
    const json body{{"record", row.recordId.hex()},           {"code", row.recordId.shortCode()},
                    {"device", row.deviceId.hex()},           {"payload_sha256", toHex(row.payloadHash)},
                    {"erased_at", toRfc3339(now.at)},         {"cause", "retention"},
                    {"erased", {"portrait", "best_frame"}},   {"kept", {"details"}},
                    {"kept_because", "service_and_two_years"}};
    const auto first = signMessage(kDeletionKind, 1, body.dump(), bench.identity.signingKey).value();
    {
        auto database = Database::open(OperatorPaths(bench.folder).ledger, Database::Mode::ReadWrite).value();
        auto put = database.prepare("UPDATE retention SET certificate = ?1").value();
        REQUIRE(put.bindBlob(1, first).run());
    }
    CHECK(bench.certificate(row).version == 1);
    waitUntil(bench, endToday(bench, row).detailsUntil);
    CHECK(bench.eraser().desk->eraseDue().value().details == 1);
    const auto word = bench.certificate(row);
    CHECK(word.version == 2);
    CHECK(erasedParts(word) == Names{"portrait", "best_frame", "details"});
    CHECK(word.erased[0] == now.erased[0]);
    // That version did not name the head, which is there.
    CHECK(keptParts(word) == Names{"signed_head"});
}
