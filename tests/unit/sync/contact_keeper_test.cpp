// The counter's side of a contact: what it says, and that a notice is carried out once, wholly, and only if
// it is the operator's answer to this question.

#include "sync/contact_keeper.h"

#include "core/files.h"
#include "support/catch.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

struct Bench {
    Bench() {
        identity.deviceId = store.maker.deviceId();
        identity.signer = std::make_shared<SigningKey>(SigningKey::generate());
        identity.operatorKeys = {operatorKey.verifyingKey()};
        identity.policy.version = 4;
        open();
    }
    void open() {
        keeper.reset();
        audit.reset();
        queue.reset();
        queue = store.open();
        audit.emplace(must(AuditLog::open(folder.path() / "journal", store.clock, *log)));
        keeper.emplace(*queue, *audit, identity, "0.1.0", store.clock, *log);
    }
    Contact contact() { return must(readContact(must(keeper->make()))).contact; }
    Notice noticeFor(const Contact& contact) const {
        Notice notice;
        notice.deviceId = identity.deviceId;
        notice.nonce = contact.nonce;
        notice.at = std::chrono::floor<std::chrono::seconds>(store.clock.wall()) + 1h;
        return notice;
    }
    Result<NoticeEffect> take(const Notice& notice) {
        return keeper->take(must(signNotice(notice, operatorKey)));
    }

    TempFolder folder;
    QueueBench store{folder.path() / "queue"};
    SigningKey operatorKey = SigningKey::generate();
    DeviceIdentity identity;
    std::unique_ptr<RegistrationQueue> queue;
    std::optional<AuditLog> audit;
    std::optional<ContactKeeper> keeper;
    std::unique_ptr<Log> log = discardLog();
};

}  // namespace

TEST_CASE("a contact says how the counter stands") {
    Bench bench;
    bench.store.saveOne(*bench.queue);
    const auto newest = bench.store.saveOne(*bench.queue);
    must(bench.audit->append({AuditEvent::SignedIn, "lina", {}, {}}));
    const auto contact = bench.contact();
    CHECK(contact.deviceId == bench.identity.deviceId);
    CHECK(contact.lastSaved == newest.sequence);
    CHECK(contact.lastReserved == newest.sequence);
    CHECK(contact.lastSavedHash == envelopeHash(must(parseEnvelope(bench.store.last))));
    CHECK(contact.waiting == 2);
    CHECK(contact.policyVersion == 4);
    CHECK(contact.audit == bench.audit->head());
    CHECK(contact.auditLines.size() == 1);
    CHECK(contact.nonce != bench.contact().nonce);
}

TEST_CASE("the time that was told is kept over a restart of the program, and stands in what is signed") {
    Bench bench;
    const auto notice = bench.noticeFor(bench.contact());
    must(bench.take(notice));
    bench.store.clock.advance(20min);
    bench.open();
    const auto readings = must(bench.keeper->clockNow());
    CHECK(readings.toldAt == notice.at);
    CHECK(readings.toldSince == Millis(20min));
    CHECK(must(bench.keeper->lookAtClock()) == ClockState::Behind);  // by the hour that the operator is ahead
    bench.store.clock.restart();
    CHECK_FALSE(must(bench.keeper->clockNow()).toldSince);
    CHECK(must(bench.keeper->clockNow()).toldAt == notice.at);
}

TEST_CASE("a clock that is set is noted in the journal and remembered until the operator tells the time") {
    Bench bench;
    CHECK(must(bench.keeper->lookAtClock()) == ClockState::Fine);
    bench.store.clock.advance(1h);
    bench.store.clock.setWall(bench.store.clock.wall() - 48h);
    CHECK(must(bench.keeper->lookAtClock()) == ClockState::Behind);
    CHECK(must(bench.keeper->lookAtClock()) == ClockState::Behind);
    CHECK(bench.audit->head().count == 1);
    const auto line = must(readAuditLine(must(bench.audit->linesAfter(0, 1, 1'000)).lines.at(0)));
    CHECK(line.event == AuditEvent::ClockMoved);
    CHECK(line.detail == std::to_string(-48 * 3600));
    bench.store.clock.restart();
    bench.open();
    CHECK(must(bench.keeper->lookAtClock()) == ClockState::Behind);
    auto notice = bench.noticeFor(bench.contact());
    notice.at = std::chrono::floor<std::chrono::seconds>(bench.store.clock.wall());
    must(bench.take(notice));
    CHECK(must(bench.keeper->lookAtClock()) == ClockState::Fine);
}

TEST_CASE("only the answer to the newest contact, by this operator, to this counter, is taken") {
    Bench bench;
    const auto first = bench.contact(), second = bench.contact();
    CHECK_FALSE(bench.take(bench.noticeFor(first)));
    auto wrong = bench.noticeFor(second);
    wrong.nonce.clear();
    CHECK_FALSE(bench.take(wrong));
    wrong = bench.noticeFor(second);
    wrong.deviceId = DeviceId::random();
    CHECK_FALSE(bench.take(wrong));
    CHECK(
        bench.keeper->take(must(signNotice(bench.noticeFor(second), SigningKey::generate()))).error().code ==
        ErrorCode::SignatureInvalid);
    CHECK_FALSE(bench.keeper->take(toBytes("<html>")));
    CHECK_FALSE(must(bench.queue->memory()).told);
    CHECK(bench.take(bench.noticeFor(second)));
    CHECK_FALSE(bench.take(bench.noticeFor(second)));  // once
}

TEST_CASE("orders are carried out once, in their order") {
    Bench bench;
    bench.identity.operatorKeys = {bench.store.maker.operatorKeys().front(),
                                   bench.operatorKey.verifyingKey()};
    const auto waiting = bench.store.saveOne(*bench.queue).recordId;
    const auto sent = bench.store.saveOne(*bench.queue).recordId;
    const auto envelope = bench.store.last;
    must(bench.queue->acceptReceipt(sent, bench.store.maker.receipt(envelope),
                                    bench.store.maker.operatorKeys()));
    auto decided = bench.store.maker.receiptFor(envelope);
    decided.status = ReceiptStatus::ComeBack;
    decided.reason = "document_limit";
    decided.revision = 2;
    auto notice = bench.noticeFor(bench.contact());
    notice.orders = {{1, OrderKind::RecordStatus, sent, "", bench.store.maker.sign(decided)},
                     {2, OrderKind::Erase, waiting, "", {}},
                     {3, OrderKind::Erase, RecordId::random(), "", {}},  // never heard of
                     {4, OrderKind::ClerkOff, {}, "lina", {}},
                     {5, OrderKind::ClerkOff, {}, "bert", {}},
                     {6, OrderKind::ClerkOn, {}, "bert", {}}};
    const auto effect = must(bench.take(notice));
    CHECK(effect.changed == std::vector<RecordId>{sent, waiting});
    CHECK(effect.clerksChanged);
    CHECK(must(bench.queue->row(sent)).server == ServerState::ComeBack);
    CHECK(must(bench.queue->row(sent)).serverReason == "document_limit");
    const auto erased = must(bench.queue->row(waiting));
    CHECK(erased.client == ClientState::Withdrawn);
    CHECK(erased.erased());
    CHECK(erased.numberTail.empty());
    CHECK_FALSE(std::filesystem::exists(bench.store.spoolFile(waiting)));
    CHECK(must(bench.queue->clerksOff()) == std::vector<std::string>{"lina"});
    CHECK(bench.contact().lastOrder == 6);
    // Six orders, and why the number of the erased record will be missing at the operator.
    CHECK(bench.audit->head().count == 7);
    // The same again, after a restart: nothing happens twice.
    bench.open();
    auto again = notice;
    again.nonce = bench.contact().nonce;
    CHECK(must(bench.take(again)).changed.empty());
    CHECK(bench.audit->head().count == 7);
    CHECK(must(bench.queue->clerksOff()) == std::vector<std::string>{"lina"});
}

TEST_CASE("the operator's questions are kept until they are answered, and never asked again") {
    Bench bench;
    const auto record = RecordId::random();
    auto notice = bench.noticeFor(bench.contact());
    notice.orders = {{1, OrderKind::Explain, {}, "12 without_scan 9/20 3/100 0 omar", {}},
                     {2, OrderKind::Explain, record, "13 same_border 2/2 0/0 0 -", {}},
                     {3, OrderKind::Explain, {}, "14 dancing 9/20 3/100 0 omar", {}},  // of a later version
                     {4, OrderKind::Explain, {}, "", {}},
                     {5, OrderKind::ClerkOff, {}, "lina", {}}};
    CHECK(must(bench.take(notice)).questionsChanged);
    auto open = must(bench.queue->openQuestions());
    REQUIRE(open.size() == 2);
    CHECK(open[0].question == ConductQuestion{12, ConductKind::WithoutScan, {9, 20, 3, 100, 0}, "omar"});
    CHECK_FALSE(open[0].record);
    CHECK(open[1].question.kind == ConductKind::SameBorder);
    CHECK(open[1].record == record);
    // What nobody here can read holds up nothing.
    CHECK(bench.contact().lastOrder == 5);
    CHECK(must(bench.queue->clerksOff()) == std::vector<std::string>{"lina"});
    // Answered: gone, also after a restart, and when the order comes a second time.
    must(bench.queue->answerQuestion(12, ConductAnswer::MarketDay));
    must(bench.queue->answerQuestion(99, ConductAnswer::MarketDay));
    bench.open();
    CHECK(must(bench.queue->openQuestions()).size() == 1);
    auto memory = must(bench.queue->memory());
    memory.lastOrder = 0;
    must(bench.queue->setMemory(memory));
    notice.nonce = bench.contact().nonce;
    must(bench.take(notice));
    open = must(bench.queue->openQuestions());
    REQUIRE(open.size() == 1);
    CHECK(open[0].question.number == 13);
    // Another id of this counter's was asked nothing.
    CHECK(must(bench.queue->belongTo(DeviceId::random())) == false);  // names its owner for the first time
    CHECK(must(bench.queue->openQuestions()).size() == 1);
    CHECK(must(bench.queue->belongTo(DeviceId::random())));
    CHECK(must(bench.queue->openQuestions()).empty());
}

TEST_CASE("a forged word on a record within a genuine notice changes nothing and stops nothing") {
    Bench bench;
    const auto id = bench.store.saveOne(*bench.queue).recordId;
    auto notice = bench.noticeFor(bench.contact());
    notice.orders = {
        {1, OrderKind::RecordStatus, id, "",
         must(signReceipt(bench.store.maker.receiptFor(bench.store.last), SigningKey::generate()))},
        {2, OrderKind::ClerkOff, {}, "lina", {}}};
    must(bench.take(notice));
    CHECK(must(bench.queue->row(id)).client == ClientState::Waiting);
    CHECK(std::filesystem::exists(bench.store.spoolFile(id)));
    CHECK(must(bench.queue->clerksOff()).size() == 1);
}

TEST_CASE("a number block of the operator's is kept with its size") {
    Bench bench;
    bench.store.saveOne(*bench.queue);
    auto notice = bench.noticeFor(bench.contact());
    notice.sequenceLimit = 101;
    must(bench.take(notice));
    bench.open();
    CHECK(must(bench.queue->memory()).sequenceLimit == 101);
    CHECK(must(bench.queue->memory()).sequenceBlock == 100);
}

TEST_CASE("a counter that was rolled back goes on behind the numbers that the operator knows") {
    Bench bench;
    bench.store.saveOne(*bench.queue);
    auto notice = bench.noticeFor(bench.contact());
    notice.highestSequence = 40;
    notice.setAside = true;
    CHECK(must(bench.take(notice)).setAside);
    CHECK(bench.store.saveOne(*bench.queue).sequence == 41);
    bench.open();
    CHECK(bench.store.saveOne(*bench.queue).sequence == 42);
}

TEST_CASE("newer keys come into force before the notice that brings them is judged") {
    Bench bench;
    const auto next = SigningKey::generate();
    std::vector<Bytes> offered;
    bench.keeper->keepKeys([&](std::span<const Bytes> bundles) -> Status {
        offered.assign(bundles.begin(), bundles.end());
        if (bundles.front() == toBytes("stranger's"))
            return failure(makeError(ErrorCode::SignatureInvalid, "not genuine"));
        if (bundles.front() == toBytes("disk")) return failure(diskFullError());
        if (bundles.front() == toBytes("next")) bench.identity.operatorKeys = {next.verifyingKey()};
        return {};
    });
    const auto contact = bench.contact();
    CHECK(contact.keysVersion == bench.identity.keysVersion);
    auto notice = bench.noticeFor(contact);
    const auto takeBy = [&](const SigningKey& key, const char* bundle) {
        notice.keys = {toBytes(bundle)};
        return bench.keeper->take(must(signNotice(notice, key)));
    };
    SECTION("signed by a key that they name") {
        const auto effect = must(takeBy(next, "next"));
        CHECK(effect.keysTaken);
        CHECK(must(bench.queue->memory()).told->at == notice.at);
    }
    SECTION("of a chain whose rest is still to come: nothing else of that notice counts") {
        const auto effect = must(takeBy(next, "first part"));
        CHECK(effect.keysTaken);
        CHECK_FALSE(must(bench.queue->memory()).told);
    }
    SECTION("a bundle that isn't taken doesn't hold up a genuine notice, nor help a forged one") {
        CHECK_FALSE(must(takeBy(bench.operatorKey, "stranger's")).keysTaken);
        CHECK(takeBy(next, "stranger's").error().code == ErrorCode::SignatureInvalid);
    }
    SECTION("a full disk is this computer's trouble") {
        CHECK(takeBy(bench.operatorKey, "disk").error().code == ErrorCode::DiskFull);
    }
    CHECK(offered.size() == 1);
}
