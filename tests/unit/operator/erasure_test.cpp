// Pictures go when their time is over or their owner asks, and are not put back; what is kept is sealed, what
// is gone is signed for, and whoever dies in between is made good. Real files, real SQLite.
#include "operator/erasure_desk.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "core/files.h"
#include "made_erasure.h"
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
    Result<Bytes> beginning(const Sha256& hash) const override { return m_real.beginning(hash); }
    bool usable() const override { return m_real.usable(); }
    bool readable() const override { return m_real.readable(); }
    Result<Bytes> head(const Sha256& hash) const override { return m_real.head(hash); }
    Status beginErasing(const Sha256& hash, ByteView head) override {
        auto done = m_real.beginErasing(hash, head);
        return dieEarly ? failure(makeError(ErrorCode::FileUnwritable, "died")) : done;
    }
    Status keepHead(const Sha256&, ByteView) override {
        return failure(makeError(ErrorCode::FileUnwritable, "died"));
    }
    Status endErasing(const Sha256& hash) override { return m_real.endErasing(hash); }
    Result<std::vector<Erasing>> erasing() const override { return m_real.erasing(); }
    bool dieEarly = false;

  private:
    BodyStore& m_real;
};

}  // namespace

TEST_CASE("pictures go when their time is over; details stay sealed, the chain stays whole") {
    ErasureBench bench;
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
    CHECK(erasedParts(word) == PartNames{"portrait", "best_frame"});
    CHECK(keptParts(word) == PartNames{"details", "signed_head"});
    CHECK(keptBecause(word, "details") == kServiceAndTwoYears);
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
    ErasureBench bench;
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
    ErasureBench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    bench.waitOutTime();
    DyingBodies dying(bench.bodies);
    SECTION("before the ledger knows") {
        dying.dieEarly = true;
        CHECK(bench.eraser(dying).desk->eraseDue().value().unfinished == 1);
        CHECK(bench.marked());
        CHECK_FALSE(bench.kept(row).erasedAt);
        CHECK(bench.bodies.get(row.bodyHash));
        CHECK(bench.eraser().desk->eraseDue().value().pictures == 1);
    }
    SECTION("after it") {
        CHECK(bench.eraser(dying).desk->eraseDue().value().unfinished == 1);
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
    ErasureBench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    REQUIRE(bench.mine.book->hold(holdLine("court_order"), row.deviceId, row.recordId, "court_order"));
    bench.waitOutTime();
    auto eraser = bench.eraser();
    CHECK(eraser.desk->eraseDue().value().pictures == 0);
    CHECK(eraser.desk->eraseOnRequest(row).value() == EraseResult::Held);
    CHECK(bench.bodies.get(row.bodyHash));
    REQUIRE(bench.mine.book->hold(holdLine(""), row.deviceId, row.recordId, ""));
    CHECK(eraser.desk->eraseDue().value().pictures == 1);
}

TEST_CASE("two at once erase each record once") {
    ErasureBench bench;
    constexpr std::size_t kRecords = 24;
    for (std::size_t i = 1; i <= kRecords; ++i) (void)bench.registered(static_cast<int>(i));
    CHECK(bench.judged().activated == kRecords);
    bench.waitOutTime();
    std::vector<ErasureBench::Eraser> erasers;
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
    ErasureBench bench;
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
    CHECK(erasedParts(bench.certificate(garbage)) == PartNames{"details"});
}

TEST_CASE("a person asks: pictures at once, details as long as the law wants, all of what was never sold") {
    ErasureBench bench;
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
    CHECK(keptParts(bench.certificate(refused)) == PartNames{"signed_head"});
    CHECK(keptBecause(bench.certificate(refused), "signed_head") == kProof);
    CHECK(bench.kept(refused).details.empty());
    CHECK(person(refused) == 0);
    CHECK(eraser.opener->open(refused).error().code == ErrorCode::PayloadNotOpened);
    CHECK(eraser.desk->eraseOnRequest(open).value() == EraseResult::NotDecided);
    CHECK(bench.bodies.get(open.bodyHash));
    // Whose pictures went by time before has the rest erased on request.
    bench.waitOutTime();
    CHECK(eraser.desk->eraseDue().value().pictures == 1);
    CHECK(keptBecause(bench.certificate(later), "details") == kUntilAsked);
    CHECK(person(later) == 1);
    CHECK(eraser.desk->eraseOnRequest(later).value() == EraseResult::All);
    CHECK(person(later) == 0);
    CHECK(eraser.desk->eraseOnRequest(later).value() == EraseResult::Before);
}

TEST_CASE("a forwarded portrait stays in the outbox until the regulator has answered, and then goes too") {
    ErasureBench bench;
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

namespace {

// Does something of the test's at one point, once.
class AtPoint final : public ErasurePoints {
  public:
    AtPoint(ErasurePoint point, std::function<void()> act) : m_point(point), m_act(std::move(act)) {}
    void reached(ErasurePoint point) override {
        if (point != m_point || !m_act) return;
        const auto act = std::exchange(m_act, nullptr);
        act();
    }

  private:
    ErasurePoint m_point;
    std::function<void()> m_act;
};

enum class Damage { Payload = 1, Head, Emptied, Huge };

void damage(const fs::path& file, Damage how) {
    if (how == Damage::Emptied) return fs::resize_file(file, 0);
    if (how == Damage::Huge) return fs::resize_file(file, kMaxEnvelopeBytes + 1);
    std::fstream body(file, std::ios::in | std::ios::out | std::ios::binary);
    body.seekp(how == Damage::Head ? 0 : static_cast<std::streamoff>(fs::file_size(file)) - 100);
    body.write("damaged damaged", 15);
}

}  // namespace

TEST_CASE("a damaged body goes when its time is over, and its certificate says what went") {
    for (const auto how : {Damage::Payload, Damage::Head, Damage::Emptied, Damage::Huge}) {
        INFO("damage " << static_cast<int>(how));
        ErasureBench bench;
        const auto row = bench.registered();
        const auto whole = bench.registered(2);
        CHECK(bench.judged().activated == 2);
        const auto envelope = bench.bodies.get(row.bodyHash).value();
        damage(bench.bodyFile(row), how);
        REQUIRE(bench.bodies.get(row.bodyHash).error().code == ErrorCode::BodyDamaged);
        auto eraser = bench.eraser();
        CHECK(eraser.desk->eraseDue().value().erased() == 0);  // its time is not over
        CHECK(fs::exists(bench.bodyFile(row)));
        bench.waitOutTime();
        const auto count = eraser.desk->eraseDue().value();
        CHECK(count.damaged == 1);
        CHECK(count.pictures == 1);
        CHECK(count.failed == 0);
        CHECK(eraser.desk->eraseDue().value().erased() == 0);
        CHECK_FALSE(fs::exists(bench.bodyFile(row)));
        CHECK_FALSE(bench.marked());
        const auto word = bench.certificate(row);
        CHECK(erasedParts(word) == PartNames{"damaged_body"});
        const bool headless = how == Damage::Head || how == Damage::Emptied;
        CHECK(keptParts(word) == (headless ? PartNames{"filing"} : PartNames{"filing", "signed_head"}));
        CHECK(word.payloadHash == row.payloadHash);
        CHECK(keptParts(bench.certificate(whole)) == PartNames{"details", "signed_head"});
        // An intact head goes on telling whose it was; one that is not is not made up.
        CHECK(bench.bodies.head(row.bodyHash).value().empty() == headless);
        CHECK(eraser.opener->open(row).error().code == ErrorCode::PayloadNotOpened);
        // The line is still somebody's.
        CHECK(bench.number("SELECT count(*) FROM person_record WHERE counts = 1") == 2);
        // The counter brings nothing back.
        CHECK(bench.ingest.take(envelope).value().repeated);
        CHECK_FALSE(fs::exists(bench.bodyFile(row)));
        CHECK(eraser.desk->eraseOnRequest(row).value() == EraseResult::Before);
    }
}

TEST_CASE("a damaged body that was begun is finished without a head to look it up by") {
    ErasureBench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    damage(bench.bodyFile(row), Damage::Head);
    bench.waitOutTime();
    DyingBodies dying(bench.bodies);
    CHECK(bench.eraser(dying).desk->eraseDue().value().unfinished == 1);
    CHECK(bench.marked());
    CHECK(fs::exists(bench.bodyFile(row)));
    const auto count = bench.eraser().desk->eraseDue().value();
    CHECK(count.healed == 1);
    CHECK(count.damaged == 0);
    CHECK_FALSE(fs::exists(bench.bodyFile(row)));
    CHECK_FALSE(bench.marked());
}

TEST_CASE("who gives up takes nobody else's erasing with him") {
    ErasureBench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    bench.waitOutTime();
    // One is between mark and row; another comes, is held up by a hold that is let go right after, and takes
    // the mark away.
    AtPoint holds(ErasurePoint::Marked, [&] {
        REQUIRE(bench.mine.book->hold(holdLine("court_order"), row.deviceId, row.recordId, "court_order"));
    });
    auto other = bench.eraser(bench.bodies, true, &holds);
    AtPoint inBetween(ErasurePoint::Marked, [&] {
        CHECK(other.desk->eraseDue().value().held == 1);
        CHECK_FALSE(bench.marked());
        REQUIRE(bench.mine.book->hold(holdLine(""), row.deviceId, row.recordId, ""));
    });
    CHECK(bench.eraser(bench.bodies, true, &inBetween).desk->eraseDue().value().pictures == 1);
    CHECK_FALSE(fs::exists(bench.bodyFile(row)));
    CHECK(fs::exists(bench.bodyFile(row, ".head")));
    CHECK(bench.eraser().opener->open(row).value().genuine);
}

TEST_CASE("a body that came back beside its head goes when it is asked for") {
    ErasureBench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    const auto body = bench.bodies.get(row.bodyHash).value();
    bench.waitOutTime();
    CHECK(bench.eraser().desk->eraseDue().value().pictures == 1);
    REQUIRE(writeFileDurably(bench.bodyFile(row), body));
    CHECK_FALSE(bench.bodies.get(row.bodyHash));
    CHECK_FALSE(fs::exists(bench.bodyFile(row)));
    CHECK(bench.bodies.head(row.bodyHash));
}

TEST_CASE("marks that can't be looked through are told, strange ones keep nothing from being finished") {
    ErasureBench bench;
    const auto row = bench.registered();
    CHECK(bench.judged().activated == 1);
    bench.waitOutTime();
    const auto marks = OperatorPaths(bench.folder).bodies / "erasing";
    DyingBodies dying(bench.bodies);
    CHECK(bench.eraser(dying).desk->eraseDue().value().unfinished == 1);
    REQUIRE(bench.bodies.erasing().value().size() == 1);
    const auto name = [](char digit) {
        std::string file(64, digit);
        file += ".head";
        return file;
    };
    fs::create_directory(marks / name('a'));
    fs::create_symlink("/etc/hostname", marks / name('b'));
    fs::create_symlink("nowhere", marks / name('c'));
    std::ofstream(marks / name('d')) << "no head";
    fs::resize_file(marks / name('d'), kMaxEnvelopeBytes);
    std::ofstream(marks / "notes.txt") << "somebody's";
    CHECK(bench.bodies.erasing().value().size() == 1);
    CHECK(bench.eraser().desk->eraseDue().value().healed == 1);
    CHECK(fs::exists(marks / "notes.txt"));

    fs::rename(marks, marks.parent_path() / "elsewhere");
    std::ofstream(marks) << "no folder";
    CHECK(bench.bodies.erasing().error().code == ErrorCode::OperatorFolderUnusable);
    // Whether a body still lies there can't be told: nobody is told that it is gone.
    CHECK(bench.eraser().desk->eraseOnRequest(row).value() == EraseResult::Unfinished);
    const auto count = bench.eraser().desk->eraseDue().value();
    CHECK(count.unfinished == 1);
    REQUIRE(count.firstFailure);
    CHECK(count.firstFailure->code == ErrorCode::OperatorFolderUnusable);
}
