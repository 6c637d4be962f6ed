// The records thread as the window sees it: every call returns at once, every answer is a signal on this
// thread, and stopping it leaves nothing behind.

#include "sync/records_thread.h"

#include <QtCore/QThread>

#include "support/catch.h"
#include "unit/store/record_maker.h"
#include "unit/sync/qt_loop.h"
#include "unit/sync/scripted_client.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Counter {
    explicit Counter(ScriptedClient::Script script) {
        needQt();
        auto key = std::make_shared<const SigningKey>(SigningKey::generate());
        identity.deviceId = DeviceId::random();
        identity.signer = key;
        identity.operatorKeys = maker.operatorKeys();
        identity.sealingKey = opening.sealingKey();
        settings.queue.folder = folder.path() / "queue";
        settings.queue.freeSpaceLimit = 0;
        settings.queue.reserveBytes = 0;
        settings.contacts = Contacts::None;
        settings.makeClient = [script] { return std::make_unique<ScriptedClient>(script); };
    }
    std::unique_ptr<RecordsThread> make() {
        auto records = std::make_unique<RecordsThread>(settings, identity, clock, *log, points);
        const auto here = [this] { CHECK(QThread::currentThread() == home); };
        QObject::connect(records.get(), &RecordsThread::opened, records.get(), [this, here] {
            here();
            ++opened;
        });
        QObject::connect(records.get(), &RecordsThread::openFailed, records.get(),
                         [this](const Error& error) { failures.push_back(error.code); });
        QObject::connect(records.get(), &RecordsThread::saved, records.get(),
                         [this, here](const QueueRow& row) {
                             here();
                             saved.push_back(row);
                         });
        QObject::connect(records.get(), &RecordsThread::saveFailed, records.get(),
                         [this](const RecordId&, const Error& error) { failures.push_back(error.code); });
        QObject::connect(records.get(), &RecordsThread::actionFailed, records.get(),
                         [this](const RecordId&, const Error& error) { failures.push_back(error.code); });
        QObject::connect(records.get(), &RecordsThread::recordSent, records.get(),
                         [this, here](const RecordId& id) {
                             here();
                             sent.push_back(id);
                         });
        QObject::connect(records.get(), &RecordsThread::rowsReady, records.get(),
                         [this](const QueuePage& page) { rows = page.rows; });
        QObject::connect(records.get(), &RecordsThread::mayNotBegin, records.get(),
                         [this](const Error& error) { failures.push_back(error.code); });
        return records;
    }
    RecordDraft draft(RecordId id = RecordId::random()) const {
        RecordDraft draft;
        draft.header.recordId = id;
        draft.header.application = "test";
        draft.header.createdAt = clock.wall();
        draft.payload = must(sealPayload(identity.sealingKey, toBytes("picture and number")));
        draft.numberTail = "8000";
        return draft;
    }

    TempFolder folder;
    RecordMaker maker;  // for the operator's key
    OpeningKey opening = OpeningKey::generate();
    DeviceIdentity identity;
    RecordsSettings settings;
    ManualClock clock{WallTime(std::chrono::seconds(1'900'000'000))};
    std::unique_ptr<Log> log = discardLog();
    NoFaultPoints points;
    QThread* home = QThread::currentThread();
    int opened = 0;
    std::vector<QueueRow> saved, rows;
    std::vector<RecordId> sent;
    std::vector<ErrorCode> failures;
};

}  // namespace

TEST_CASE("a sealed registration is numbered, chained, signed, saved and sent") {
    RecordMaker* maker = nullptr;
    const SigningKey* device = nullptr;
    std::vector<EnvelopeHeader> seen;  // on the records thread; read after it has ended
    Counter counter([&](const GatewayRequest& request) -> std::optional<GatewayClient::Outcome> {
        const auto envelope = must(parseEnvelope(request.body));
        must(verifyEnvelope(envelope, device->verifyingKey()));
        seen.push_back(envelope.header);
        return answer(200, maker->receipt(request.body));
    });
    maker = &counter.maker;
    device = dynamic_cast<const SigningKey*>(counter.identity.signer.get());
    auto records = counter.make();
    records->start();
    const auto a = RecordId::random(), b = RecordId::random();
    records->save(counter.draft(a));
    records->save(counter.draft(b));
    REQUIRE(waitUntil([&] { return counter.sent.size() == 2; }));
    CHECK(counter.opened == 1);
    REQUIRE(counter.saved.size() == 2);
    CHECK(counter.saved[0].recordId == a);
    CHECK(counter.saved[1].sequence == 2);
    records->requestRows(0, 10);
    REQUIRE(waitUntil([&] { return counter.rows.size() == 2; }));
    CHECK(counter.rows[0].client == ClientState::Sent);
    records.reset();
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].deviceId == counter.identity.deviceId);
    CHECK(seen[0].previousHash == Sha256{});
    CHECK(seen[1].previousHash != Sha256{});
    CHECK(counter.failures.empty());
}

TEST_CASE("what was asked before stopping is still saved, and a hanging operator does not hold up the end") {
    Counter counter([](const GatewayRequest&) { return std::nullopt; });
    auto records = counter.make();
    records->start();
    for (int i = 0; i < 3; ++i) records->save(counter.draft());
    records->stop();
    records->stop();
    records.reset();
    auto again = counter.make();
    again->start();
    again->requestRows(0, 10);
    REQUIRE(waitUntil([&] { return counter.rows.size() == 3; }));
}

TEST_CASE("a store that cannot be opened says so, and so does every save") {
    Counter counter([](const GatewayRequest&) { return std::nullopt; });
    auto first = counter.make();
    first->start();
    REQUIRE(waitUntil([&] { return counter.opened == 1; }));
    auto second = counter.make();
    second->start();
    second->save(counter.draft());
    REQUIRE(waitUntil([&] { return counter.failures.size() == 2; }));
    CHECK(counter.failures == std::vector<ErrorCode>{ErrorCode::QueueInUse, ErrorCode::QueueInUse});
}

TEST_CASE("a record is kept when not even its number could be written, and saved when asked again") {
    Counter counter([](const GatewayRequest&) { return std::nullopt; });
    const auto mark = counter.settings.queue.folder / "sequence";
    std::filesystem::create_directories(mark / "in the way");  // no file can be renamed over it
    auto records = counter.make();
    records->start();
    const auto id = RecordId::random();
    records->save(counter.draft(id));
    REQUIRE(waitUntil([&] { return counter.failures.size() == 1; }));
    CHECK(counter.failures[0] == ErrorCode::FileUnwritable);
    CHECK(counter.saved.empty());
    std::filesystem::remove_all(mark);
    records->retrySave(id);
    REQUIRE(waitUntil([&] { return counter.saved.size() == 1; }));
    CHECK(counter.saved[0].recordId == id);
}

TEST_CASE("a store that could not be opened is opened when it is next needed") {
    Counter counter([](const GatewayRequest&) { return std::nullopt; });
    auto first = counter.make();
    first->start();
    REQUIRE(waitUntil([&] { return counter.opened == 1; }));
    auto second = counter.make();
    second->start();
    const auto id = RecordId::random();
    second->save(counter.draft(id));
    second->askToBegin();  // asked for before a scan: an answer must come
    REQUIRE(waitUntil([&] { return counter.failures.size() == 3; }));
    CHECK(counter.saved.empty());
    first.reset();
    second->retrySave(id);
    REQUIRE(waitUntil([&] { return counter.saved.size() == 1; }));
    CHECK(counter.saved[0].recordId == id);
    CHECK(counter.opened == 2);
}

TEST_CASE("send now opens a store that could not be opened, or says why not") {
    Counter counter([](const GatewayRequest&) { return std::nullopt; });
    auto first = counter.make();
    first->start();
    REQUIRE(waitUntil([&] { return counter.opened == 1; }));
    auto second = counter.make();
    QObject::connect(second.get(), &RecordsThread::storeFailed, second.get(),
                     [&](const Error& error) { counter.failures.push_back(error.code); });
    second->start();
    second->sendNow();
    REQUIRE(waitUntil([&] { return counter.failures.size() == 2; }));
    CHECK(counter.failures.back() == ErrorCode::QueueInUse);
    first.reset();
    second->sendNow();
    REQUIRE(waitUntil([&] { return counter.opened == 2; }));
}

TEST_CASE("withdrawing, and too late") {
    Counter counter(
        [](const GatewayRequest&) { return std::nullopt; });  // the first one hangs at the operator
    auto records = counter.make();
    records->start();
    const auto hanging = RecordId::random(), waiting = RecordId::random();
    records->save(counter.draft(hanging));
    records->save(counter.draft(waiting));
    REQUIRE(waitUntil([&] { return counter.saved.size() == 2; }));
    records->requestRows(0, 10);
    REQUIRE(waitUntil([&] {
        records->requestRows(0, 10);
        return counter.rows.size() == 2 && counter.rows[1].client == ClientState::Sending;
    }));
    records->withdraw(hanging);
    REQUIRE(waitUntil([&] { return counter.failures.size() == 1; }));
    CHECK(counter.failures[0] == ErrorCode::WithdrawTooLate);
    records->withdraw(waiting);
    REQUIRE(waitUntil([&] {
        records->requestRows(0, 10);
        return counter.rows[0].client == ClientState::Withdrawn;
    }));
}

TEST_CASE("a record is not taken back without its line in the journal") {
    Counter counter([](const GatewayRequest&) { return std::nullopt; });
    auto records = counter.make();
    records->start();
    records->save(counter.draft());
    const auto waiting = RecordId::random();
    records->save(counter.draft(waiting));
    REQUIRE(waitUntil([&] { return counter.saved.size() == 2; }));
    const auto journal = counter.settings.queue.folder / "journal";
    const auto aside = counter.folder.path() / "journal";
    std::filesystem::rename(journal, aside);
    std::filesystem::create_directory(journal);  // nothing can be written there
    records->withdraw(waiting);
    REQUIRE(waitUntil([&] { return counter.failures.size() == 1; }));
    CHECK(counter.failures[0] == ErrorCode::FileUnwritable);
    const auto state = [&] {
        for (const auto& row : counter.rows)
            if (row.recordId == waiting) return row.client;
        return ClientState::Sent;
    };
    records->requestRows(0, 10);
    REQUIRE(waitUntil([&] { return counter.rows.size() == 2; }));
    CHECK(state() == ClientState::Waiting);

    std::filesystem::remove(journal);
    std::filesystem::rename(aside, journal);
    records->withdraw(waiting);
    REQUIRE(waitUntil([&] {
        records->requestRows(0, 10);
        return state() == ClientState::Withdrawn;
    }));
}

TEST_CASE("a records thread that was never started ends quietly") {
    Counter counter([](const GatewayRequest&) { return std::nullopt; });
    auto records = counter.make();
    records->save(counter.draft());
    records->stop();
}
