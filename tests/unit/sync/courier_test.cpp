// The counter's side of the courier: what goes onto a stick, what of an answer is believed, and that nothing
// happens twice, whatever is put in again, in whichever order.

#include "sync/courier.h"

#include <algorithm>

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
        identity.operatorKeys = {operatorKey.verifyingKey(), store.maker.operatorKeys().front()};
        open();
    }
    void open() {
        courier.reset();
        keeper.reset();
        audit.reset();
        queue.reset();
        queue = store.open();
        audit.emplace(must(AuditLog::open(folder.path() / "journal", store.clock, *log)));
        keeper.emplace(*queue, *audit, identity, "0.1.0", store.clock, *log);
        courier.emplace(*queue, *keeper, identity, *log);
    }
    RecordId saveOne() {
        const auto row = store.saveOne(*queue);
        envelopes[row.recordId] = store.last;
        return row.recordId;
    }
    std::optional<Courier::Part> part(Courier::Wanted wanted = {}) {
        if (wanted.bytes == 0) wanted.bytes = kCourierEnvelopeBytes;
        return must(courier->make(wanted));
    }
    Courier::Part written(const Courier::Wanted& wanted = {}) {
        auto made = part(wanted);
        REQUIRE(made);
        must(courier->written(*made));
        return std::move(*made);
    }
    // What the operator reads out of a file.
    OpenedLoad opened(const Courier::Part& made) const {
        return must(openForOperator(made.file, operatorKey));
    }
    Notice notice(WallTime at) const {
        Notice made;
        made.deviceId = identity.deviceId;
        made.at = std::chrono::floor<std::chrono::seconds>(at);
        return made;
    }
    Bytes answer(const Courier::Part& made, const std::vector<CourierWord>& words,
                 std::optional<Notice> said = {}) const {
        const auto load = opened(made);
        CourierAnswer content;
        content.words = words;
        if (said) content.notice = must(signNotice(*said, operatorKey));
        return must(packForCounter(load.head, content, load.answerKey));
    }
    Bytes receipts(const Courier::Part& made) {
        std::vector<CourierWord> words;
        for (const auto& id : made.records) words.push_back({id, store.maker.receipt(envelopes.at(id))});
        return answer(made, words, notice(store.clock.wall()));
    }
    ClientState state(const RecordId& id) { return must(queue->row(id)).client; }
    bool payloadThere(const RecordId& id) const { return std::filesystem::exists(store.spoolFile(id)); }

    TempFolder folder;
    QueueBench store{folder.path() / "queue"};
    SigningKey operatorKey = SigningKey::generate();
    DeviceIdentity identity;
    std::unique_ptr<RegistrationQueue> queue;
    std::optional<AuditLog> audit;
    std::optional<ContactKeeper> keeper;
    std::optional<Courier> courier;
    std::map<RecordId, Bytes> envelopes;
    std::unique_ptr<Log> log = discardLog();
};

}  // namespace

TEST_CASE("what waits goes into files of a bounded size, oldest first, once") {
    Bench bench;
    bench.store.maker.payloadBytes = 100'000;
    std::vector<RecordId> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(bench.saveOne());
    Courier::Wanted wanted;
    wanted.bytes = 250'000;
    const auto first = bench.written(wanted);
    CHECK(first.records == std::vector<RecordId>{ids[0], ids[1]});
    CHECK(first.name == bench.identity.deviceId.hex() + "-1.out");
    wanted.afterSequence = first.lastSequence;
    const auto second = bench.written(wanted);
    CHECK(second.number == 2);
    CHECK(second.records == std::vector<RecordId>{ids[2], ids[3]});
    const auto load = bench.opened(second);
    REQUIRE(load.envelopes.size() == 2);
    CHECK(load.envelopes[0].recordId == ids[2]);
    CHECK(std::ranges::equal(load.envelopes[0].bytes, bench.envelopes[ids[2]]));
    // The next run, after a restart, goes on where the last one ended.
    bench.open();
    const auto third = bench.written();
    CHECK(third.records == std::vector<RecordId>{ids[4]});
    CHECK(third.number == 3);
    CHECK_FALSE(bench.part());
    CHECK(must(bench.queue->carriedCount()) == 5);
    for (const auto& id : ids) CHECK(bench.state(id) == ClientState::Waiting);
    // Once more only if that is asked for.
    wanted = {};
    wanted.which = Carry::All;
    CHECK(bench.written(wanted).records == ids);
}

TEST_CASE("a file that never became whole is made again, and a number on the stick is not used again") {
    Bench bench;
    const auto id = bench.saveOne();
    const auto lost = bench.part();  // the stick was pulled
    REQUIRE(lost);
    bench.open();
    Courier::Wanted wanted;
    wanted.highestOnStick = 40;
    const auto again = bench.written(wanted);
    CHECK(again.records == std::vector<RecordId>{id});
    CHECK(again.number == 41);
    // If the first one reached the operator after all, its answer is as good.
    must(bench.courier->take(bench.receipts(*lost)));
    CHECK(bench.state(id) == ClientState::Sent);
}

TEST_CASE("what may lie on a stick can't be withdrawn any more") {
    Bench bench;
    const auto id = bench.saveOne();
    must(bench.queue->markSending(only(id)));  // by network at the same time
    REQUIRE(bench.part());
    must(bench.queue->markFailed(only(id), ErrorCode::OperatorUnreachable, bench.store.clock.wall(),
                                 MayHaveLeft::No));
    const auto status = bench.queue->withdraw(id);
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::WithdrawTooLate);
}

TEST_CASE("only a verified receipt erases, and taking it in again does nothing") {
    Bench bench;
    const auto one = bench.saveOne(), two = bench.saveOne(), three = bench.saveOne();
    const auto made = bench.written();
    auto forged = bench.store.maker.receiptFor(bench.envelopes[two]);
    const auto file = bench.answer(
        made, {{one, bench.store.maker.receipt(bench.envelopes[one])},
               {two, must(signReceipt(forged, SigningKey::generate()))},
               {three, bench.store.maker.receipt(bench.envelopes[one])},  // genuine, of another record
               {RecordId::random(), bench.store.maker.receipt(bench.envelopes[one])}});
    const auto taken = must(bench.courier->take(file));
    CHECK(taken.receipts == std::vector<RecordId>{one});
    CHECK(taken.notBelieved == 2);
    CHECK_FALSE(taken.notice);
    CHECK(bench.state(one) == ClientState::Sent);
    CHECK_FALSE(bench.payloadThere(one));
    for (const auto& id : {two, three}) {
        CHECK(bench.state(id) == ClientState::Waiting);
        CHECK(bench.payloadThere(id));
    }
    bench.open();
    CHECK(must(bench.courier->take(file)).receipts.empty());
    CHECK(bench.state(one) == ClientState::Sent);
}

TEST_CASE("answers come in any order, twice, and beside the network") {
    Bench bench;
    Courier::Wanted one;
    one.bytes = 1;  // a record a file
    std::vector<RecordId> ids;
    std::vector<Bytes> answers;
    for (int i = 0; i < 4; ++i) ids.push_back(bench.saveOne());
    for (int i = 0; i < 4; ++i) {
        auto wanted = one;
        const auto made = bench.written(wanted);
        answers.push_back(bench.receipts(made));
    }
    // One went by network meanwhile.
    must(bench.queue->acceptReceipt(ids[1], bench.store.maker.receipt(bench.envelopes[ids[1]]),
                                    bench.store.maker.operatorKeys()));
    for (const int i : {3, 1, 3, 0, 2, 0, 1}) must(bench.courier->take(answers[static_cast<std::size_t>(i)]));
    for (const auto& id : ids) {
        CHECK(bench.state(id) == ClientState::Sent);
        CHECK_FALSE(bench.payloadThere(id));
    }
    CHECK_FALSE(bench.part());
}

TEST_CASE("a refusal sets aside what is the record's own fault and lets the rest go again") {
    Bench bench;
    const auto conflict = bench.saveOne(), busy = bench.saveOne(), off = bench.saveOne();
    const auto made = bench.written();
    const auto file = bench.answer(
        made, {{conflict, Refusal::Conflict}, {busy, Refusal::TryLater}, {off, Refusal::DeviceSwitchedOff}});
    CHECK(must(bench.courier->take(file)).refused.size() == 3);
    CHECK(bench.state(conflict) == ClientState::SetAside);
    CHECK(must(bench.queue->row(conflict)).lastError == ErrorCode::ConflictAtOperator);
    CHECK(must(bench.queue->row(busy)).lastError == ErrorCode::OperatorBusy);
    CHECK(must(bench.queue->row(off)).lastError == ErrorCode::RefusedByOperator);
    for (const auto& id : {conflict, busy, off}) CHECK(bench.payloadThere(id));
    const auto again = bench.written();
    CHECK(again.records == std::vector<RecordId>{busy, off});
    // Put back in line by hand: the old answer says nothing of it any more.
    must(bench.queue->sendAgain(conflict));
    must(bench.courier->take(file));
    CHECK(bench.state(conflict) == ClientState::Waiting);
    CHECK(bench.written().records == std::vector<RecordId>{conflict});
    // Nor does a refusal undo a receipt.
    must(bench.courier->take(bench.receipts(again)));
    must(bench.courier->take(bench.answer(again, {{busy, Refusal::Conflict}})));
    CHECK(bench.state(busy) == ClientState::Sent);
}

TEST_CASE("answers for other counters, to unknown files, and junk are told apart and change nothing") {
    Bench bench, neighbour;
    const auto id = bench.saveOne();
    const auto made = bench.written();
    neighbour.saveOne();
    const auto theirs = neighbour.receipts(neighbour.written());
    const auto codeOf = [&](ByteView file) {
        const auto taken = bench.courier->take(file);
        return taken ? ErrorCode::Invalid : taken.error().code;
    };
    CHECK(codeOf(theirs) == ErrorCode::CourierOfAnother);
    CHECK(codeOf(made.file) == ErrorCode::CourierFileUnusable);
    CHECK(codeOf(toBytes("junk")) == ErrorCode::CourierFileUnusable);
    CHECK(codeOf({}) == ErrorCode::CourierFileUnusable);
    auto file = bench.receipts(made);
    CHECK(codeOf(ByteView(file).first(file.size() / 2)) == ErrorCode::CourierFileUnusable);
    auto otherPart = file;
    otherPart[47] = 9;
    CHECK(codeOf(otherPart) == ErrorCode::CourierFileUnusable);
    otherPart = file;
    otherPart[100] ^= 1;
    CHECK(codeOf(otherPart) == ErrorCode::CourierFileUnusable);
    CHECK(bench.state(id) == ClientState::Waiting);
    CHECK(bench.payloadThere(id));
    CHECK(codeOf(file) == ErrorCode::Invalid);
}

TEST_CASE("a notice from a stick is no clock, only a bound, and counts from its own date") {
    Bench bench;
    bench.saveOne();
    const auto made = bench.written();
    const auto now = bench.store.clock.wall();
    must(bench.courier->take(bench.answer(made, {}, bench.notice(now - 24h * 20))));
    CHECK_FALSE(must(bench.queue->memory()).told);
    CHECK_FALSE(must(bench.keeper->clockNow()).toldAt);
    CHECK(must(bench.queue->carriedAt()) == now - 24h * 20);
    CHECK(must(bench.queue->summary()).lastContact == now - 24h * 20);
    CHECK(must(bench.keeper->lookAtClock()) == ClockState::Fine);
    // One of tomorrow: this clock is certainly slow.
    must(bench.courier->take(bench.answer(made, {}, bench.notice(now + 24h))));
    bench.open();
    CHECK(must(bench.keeper->lookAtClock()) == ClockState::Behind);
    // An older one afterwards takes nothing back.
    must(bench.courier->take(bench.answer(made, {}, bench.notice(now - 24h))));
    CHECK(must(bench.queue->carriedAt()) == now + 24h);
    // One that answers a contact by network is not let in by this door.
    auto replayed = bench.notice(now + 24h * 9);
    replayed.nonce = std::string(32, 'a');
    CHECK(must(bench.courier->take(bench.answer(made, {}, replayed))).notBelieved == 1);
    CHECK(must(bench.queue->carriedAt()) == now + 24h);
}

TEST_CASE("orders from sticks are carried out once, and only the newest word counts for the rest") {
    Bench bench;
    bench.saveOne();
    const auto made = bench.written();
    const auto now = bench.store.clock.wall();
    auto older = bench.notice(now - 48h), newer = bench.notice(now - 24h);
    older.orders = {{1, OrderKind::ClerkOff, {}, "lina", {}}};
    older.sequenceLimit = 500;
    older.setAside = true;
    newer.orders = {{1, OrderKind::ClerkOff, {}, "lina", {}}, {2, OrderKind::ClerkOn, {}, "lina", {}}};
    newer.sequenceLimit = 900;
    newer.highestSequence = 30;
    const auto effect = *must(bench.courier->take(bench.answer(made, {}, newer))).notice;
    CHECK(effect.carried);
    CHECK(effect.clerksChanged);
    CHECK(must(bench.queue->clerksOff()).empty());
    const auto late = *must(bench.courier->take(bench.answer(made, {}, older))).notice;
    CHECK_FALSE(late.clerksChanged);
    CHECK_FALSE(late.setAside);
    CHECK(must(bench.queue->clerksOff()).empty());
    CHECK(must(bench.queue->memory()).sequenceLimit == 900);
    CHECK(must(bench.queue->memory()).lastOrder == 2);
    bench.saveOne();
    CHECK(bench.queue->lastSaved().sequence == 31);
    // A contact by network knows better than a stick that is older than it.
    const auto contact = must(readContact(must(bench.keeper->make()))).contact;
    auto told = bench.notice(now);
    told.nonce = contact.nonce;
    told.sequenceLimit = 1'000;
    must(bench.keeper->take(must(signNotice(told, bench.operatorKey))));
    must(bench.courier->take(bench.answer(made, {}, newer)));
    CHECK(must(bench.queue->memory()).sequenceLimit == 1'000);
}

TEST_CASE("the whole journal goes along, and a contact by network under way is still answered") {
    Bench bench;
    for (int i = 0; i < 450; ++i) must(bench.audit->append({AuditEvent::SignedIn, "lina", {}, {}}));
    const auto online = must(readContact(must(bench.keeper->make()))).contact;
    Courier::Wanted wanted;
    wanted.contacts = kMaxCourierContacts;
    CHECK_FALSE(bench.part(wanted));  // nothing waits
    wanted.withoutRecords = true;
    const auto made = bench.written(wanted);
    CHECK(made.records.empty());
    const auto load = bench.opened(made);
    std::uint64_t next = 1;
    for (const auto& each : load.contacts) {
        const auto contact = must(readContact(each)).contact;
        CHECK(contact.nonce == courierNonce(bench.identity.deviceId, made.number, load.answerKey));
        CHECK(contact.auditFrom == next);
        CHECK(contact.audit.count == 450);
        next += contact.auditLines.size();
        CHECK(verifyCourierContact(each, load, bench.identity.signer->verifyingKey()));
    }
    CHECK(next == 451);
    auto answer = bench.notice(bench.store.clock.wall());
    answer.nonce = online.nonce;
    CHECK(bench.keeper->take(must(signNotice(answer, bench.operatorKey))));
}
