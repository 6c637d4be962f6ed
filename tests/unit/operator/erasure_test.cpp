// Pictures go when their time is over or their owner asks, and are not put back; what is kept is sealed, what
// is gone is signed for, and whoever dies in between is made good. Real files, real SQLite.
#include "operator/erasure_desk.h"

#include <filesystem>
#include <thread>

#include "made_review.h"
#include "operator/chain_check.h"
#include "operator/part_desk.h"
#include "operator/person_desk.h"
#include "operator/sqlite_outbox.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

// Dies before the body goes.
class DyingBodies final : public BodyStore {
  public:
    explicit DyingBodies(BodyStore& real) : m_real(real) {}
    Status put(std::span<const Body> bodies) override { return m_real.put(bodies); }
    Result<Bytes> get(const Sha256& hash) const override { return m_real.get(hash); }
    Status drop(const Sha256& hash) override { return m_real.drop(hash); }
    bool usable() const override { return m_real.usable(); }
    Result<Bytes> head(const Sha256& hash) const override { return m_real.head(hash); }
    Status beginErasing(const Sha256& hash, ByteView head) override {
        auto done = m_real.beginErasing(hash, head);
        return dieEarly ? failure(makeError(ErrorCode::FileUnwritable, "died")) : done;
    }
    Status finishErasing(const Sha256&) override {
        return failure(makeError(ErrorCode::FileUnwritable, "died"));
    }
    Status abandonErasing(const Sha256& hash) override { return m_real.abandonErasing(hash); }
    Result<std::vector<Erasing>> erasing() const override { return m_real.erasing(); }
    bool dieEarly = false;

  private:
    BodyStore& m_real;
};

struct Bench : MadeReview {
    struct Eraser {
        std::unique_ptr<SqliteCaseBook> book;
        std::unique_ptr<RecordOpener> opener;
        std::unique_ptr<ErasureDesk> desk;
    };
    [[nodiscard]] Eraser eraser(BodyStore& store, bool rightKey = true) {
        Eraser each;
        each.book = SqliteCaseBook::open(OperatorPaths(folder).ledger).value();
        std::vector<OpeningKey> keys;
        keys.push_back(rightKey ? OpeningKey::read(OperatorPaths(folder).openingKey).value()
                                : OpeningKey::generate());
        each.opener = std::make_unique<RecordOpener>(*ledger, store, *each.book, std::move(keys));
        each.desk = std::make_unique<ErasureDesk>(store, *each.book, *each.opener, identity.signingKey,
                                                  identity.sealingKeys.front(), clock);
        return each;
    }
    [[nodiscard]] Eraser eraser() { return eraser(bodies); }
    void waitOutTime() { clock.advance(std::chrono::hours(24 * 31)); }
    [[nodiscard]] RetentionRow kept(const RecordRow& row) {
        return mine.book->retention(row.deviceId, row.recordId).value().value();
    }
    [[nodiscard]] DeletionCertificate certificate(const RecordRow& row) {
        return verifyDeletion(kept(row).certificate, identity.verifyingKeys).value();
    }
    [[nodiscard]] fs::path bodyFile(const RecordRow& row, const char* ending = ".cse") const {
        const auto name = toHex(row.bodyHash);
        return OperatorPaths(folder).bodies / name.substr(0, 2) / (name + ending);
    }
    [[nodiscard]] bool marked() const { return !bodies.erasing().value().empty(); }
};

}  // namespace

TEST_CASE("pictures go when their time is over; details stay sealed, the chain stays whole") {
    Bench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    auto eraser = bench.eraser();
    CHECK(eraser.desk->eraseDue().value().pictures == 0);  // not yet
    const auto before = checkChain(*bench.ledger, bench.bodies, bench.counter.id()).value();
    bench.waitOutTime();
    CHECK(eraser.desk->eraseDue().value().pictures == 1);
    CHECK(eraser.desk->eraseDue().value().pictures == 0);
    CHECK_FALSE(fs::exists(bench.bodyFile(row)));
    CHECK(fs::exists(bench.bodyFile(row, ".head")));
    CHECK_FALSE(bench.marked());

    const auto word = bench.certificate(row);
    CHECK(word.recordId == row.recordId);
    CHECK(word.payloadHash == row.payloadHash);
    CHECK(word.cause == ErasureCause::Retention);
    CHECK(word.erased == std::vector<std::string>{"portrait", "best_frame"});
    CHECK(word.kept == std::vector<std::string>{"details"});
    CHECK(word.keptBecause == kServiceAndTwoYears);
    auto forged = bench.kept(row).certificate;
    CHECK(verifyDeletion(forged, {SigningKey::generate().verifyingKey()}).error().code ==
          ErrorCode::SignatureInvalid);

    const auto opened = eraser.opener->open(row).value();
    CHECK(opened.picturesErased);
    CHECK(opened.genuine);
    CHECK(opened.challenge == ChallengeOutcome::Matches);
    CHECK(opened.payload.fields["details"]["name"] == "Made Person");
    CHECK(opened.payload.portraitJpeg.empty());
    const auto after = checkChain(*bench.ledger, bench.bodies, bench.counter.id()).value();
    CHECK(after.findings.size() == before.findings.size());
    const auto seen = bench.mine.desk->open(row.deviceId, row.recordId).value();
    CHECK(seen.picturesErased);
    CHECK(seen.portrait.empty());
}

TEST_CASE("a counter that repeats an erased record gets its receipt, and the body stays away") {
    Bench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    const auto envelope = bench.bodies.get(row.bodyHash).value();
    bench.waitOutTime();
    CHECK(bench.eraser().desk->eraseDue().value().pictures == 1);
    const auto again = bench.ingest.take(envelope).value();
    CHECK_FALSE(again.refusal);
    CHECK(again.repeated);
    CHECK_FALSE(fs::exists(bench.bodyFile(row)));
    // A lost body is still put back.
    const auto other = bench.registered(2);
    const auto bytes = bench.bodies.get(other.bodyHash).value();
    fs::remove(bench.bodyFile(other));
    CHECK(bench.ingest.take(bytes).value().repeated);
    CHECK(fs::exists(bench.bodyFile(other)));
}

TEST_CASE("whoever dies over it is made good by the next run") {
    Bench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    bench.waitOutTime();
    DyingBodies dying(bench.bodies);
    SECTION("before the ledger knows") {
        dying.dieEarly = true;
        CHECK_FALSE(bench.eraser(dying).desk->eraseDue());
        CHECK(bench.marked());
        CHECK_FALSE(bench.kept(row).erasedAt);
        CHECK(bench.bodies.get(row.bodyHash));
        CHECK(bench.eraser().desk->eraseDue().value().pictures == 1);
    }
    SECTION("after it") {
        CHECK_FALSE(bench.eraser(dying).desk->eraseDue());
        CHECK(bench.kept(row).erasedAt);
        CHECK(bench.bodies.get(row.bodyHash));
        const auto count = bench.eraser().desk->eraseDue().value();
        CHECK(count.healed == 1);
        CHECK(count.pictures == 0);
    }
    CHECK_FALSE(fs::exists(bench.bodyFile(row)));
    CHECK_FALSE(bench.marked());
    CHECK(bench.eraser().opener->open(row).value().payload.fields["details"]["name"] == "Made Person");
}

TEST_CASE("what the law wants kept is kept until it is let go") {
    Bench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    REQUIRE(bench.mine.book->hold(row.deviceId, row.recordId, "court_order"));
    bench.waitOutTime();
    auto eraser = bench.eraser();
    CHECK(eraser.desk->eraseDue().value().pictures == 0);
    CHECK(eraser.desk->eraseOnRequest(row).value() == EraseResult::Held);
    CHECK(bench.bodies.get(row.bodyHash));
    REQUIRE(bench.mine.book->hold(row.deviceId, row.recordId, ""));
    CHECK(eraser.desk->eraseDue().value().pictures == 1);
}

TEST_CASE("two at once erase each record once") {
    Bench bench;
    constexpr std::size_t kRecords = 24;
    for (std::size_t i = 1; i <= kRecords; ++i) (void)bench.registered(static_cast<int>(i));
    CHECK(bench.judged().activated == kRecords);
    bench.waitOutTime();
    std::vector<Bench::Eraser> erasers;
    for (int i = 0; i < 2; ++i) erasers.push_back(bench.eraser());
    std::vector<std::size_t> erased(2, 0);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < 2; ++i) {
            threads.emplace_back([&, i] {
                const auto count = erasers[i].desk->eraseDue();
                if (count) erased[i] = count->pictures;
            });
        }
    }
    // One that both were at may be counted by the one and found done by the other, never by both.
    CHECK(erased[0] + erased[1] == kRecords);
    REQUIRE(bench.eraser().desk->eraseDue());  // and what they left of marks is taken away
    CHECK_FALSE(bench.marked());
    CHECK(bench.bodyFiles() == 0);
    CHECK(
        bench.number("SELECT count(*) FROM retention WHERE erased_at IS NOT NULL AND length(details) > 0") ==
        kRecords);
}

TEST_CASE("what can't be read is told and not lost; what nobody can ever read goes as a whole") {
    Bench bench;
    const auto good = bench.registered();
    const auto id = RecordId::random();
    const auto garbage = bench.take(bench.counter, madeHeader(bench.counter, id), toBytes("no payload"));
    CHECK(bench.judged().activated == 1);
    for (const auto& [who, result] :
         {std::pair{"wang", DecideResult::FirstOfTwo}, std::pair{"li", DecideResult::Decided}}) {
        const auto no = bench.word(garbage, ReceiptStatus::Refused, "payload_not_opened", who);
        CHECK(bench.mine.desk->decide(no).value().result == result);
    }
    bench.waitOutTime();
    const auto without = bench.eraser(bench.bodies, false).desk->eraseDue().value();
    CHECK(without.failed == 2);
    CHECK(bench.bodies.get(good.bodyHash));
    const auto with = bench.eraser().desk->eraseDue().value();
    CHECK(with.pictures == 1);
    CHECK(with.all == 1);
    CHECK(bench.certificate(garbage).erased == std::vector<std::string>{"details"});
}

TEST_CASE("a person asks: pictures at once, details as long as the law wants, all of what was never sold") {
    Bench bench;
    const auto sold = bench.registered(1);
    const auto person = [&](const RecordRow& row) {
        return bench.number("SELECT count(*) FROM person_record WHERE record_id = x'" + row.recordId.hex() +
                            "'");
    };
    CHECK(bench.judged().activated == 1);
    bench.lines = 0;
    const auto refused = bench.registered(1);  // the same line again
    CHECK(bench.judged().refused == 1);
    bench.lines = 0;
    const auto later = bench.registered(1);
    CHECK(bench.judged().refused == 1);
    const auto open = bench.withoutScan();
    CHECK(bench.judged().review == 1);

    auto eraser = bench.eraser();
    CHECK(eraser.desk->eraseOnRequest(sold).value() == EraseResult::Pictures);
    CHECK(eraser.desk->eraseOnRequest(sold).value() == EraseResult::Before);
    CHECK(bench.certificate(sold).cause == ErasureCause::Request);
    CHECK(person(sold) == 1);
    CHECK(eraser.desk->eraseOnRequest(refused).value() == EraseResult::All);
    CHECK(bench.certificate(refused).kept.empty());
    CHECK(bench.kept(refused).details.empty());
    CHECK(person(refused) == 0);
    CHECK(eraser.opener->open(refused).error().code == ErrorCode::PayloadNotOpened);
    CHECK(eraser.desk->eraseOnRequest(open).value() == EraseResult::NotDecided);
    CHECK(bench.bodies.get(open.bodyHash));
    // Whose pictures went by time before has the rest erased on request.
    bench.waitOutTime();
    CHECK(eraser.desk->eraseDue().value().pictures == 1);
    CHECK(bench.certificate(later).keptBecause == kUntilAsked);
    CHECK(person(later) == 1);
    CHECK(eraser.desk->eraseOnRequest(later).value() == EraseResult::All);
    CHECK(person(later) == 0);
    CHECK(eraser.desk->eraseOnRequest(later).value() == EraseResult::Before);
}

TEST_CASE("a forwarded portrait stays in the outbox until the regulator has answered, and then goes too") {
    Bench bench;
    bench.setForwarding(ForwardContent::Portrait);
    const auto row = bench.told("portrait");
    CHECK(bench.judged().accepted == 1);
    auto eraser = bench.eraser();
    bench.waitOutTime();
    CHECK(eraser.desk->eraseDue().value().pictures == 0);
    CHECK(eraser.desk->eraseOnRequest(row).value() == EraseResult::AwaitsRegulator);
    const auto outbox = SqliteOutbox::open(OperatorPaths(bench.folder).ledger).value();
    const auto item = outbox->claim({1, 1U << 20U, std::chrono::minutes(1)}, bench.clock.wall()).value();
    REQUIRE(item.size() == 1);
    const std::vector<AnsweredItem> answers{{item[0].id, RegulatorWord::Acknowledged, toBytes("{}")}};
    REQUIRE(
        outbox->settle(answers, {bench.identity.signingKey, 7, std::chrono::hours(24)}, bench.clock.wall()));
    CHECK_FALSE(bench.outboxItem().empty());
    CHECK(eraser.desk->eraseOnRequest(bench.now(row)).value() == EraseResult::Pictures);
    CHECK(bench.outboxItem().empty());
    CHECK(bench.now(row).status == ReceiptStatus::Activated);
}
