// What the sender does with each thing an operator, or somebody in its place, can say.

#include "sync/sync_worker.h"

#include "protocol/refusal.h"
#include "protocol/routes.h"
#include "support/catch.h"
#include "unit/store/record_maker.h"
#include "unit/sync/qt_loop.h"
#include "unit/sync/scripted_client.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

struct Bench {
    explicit Bench(ScriptedClient::Script script) : client(std::move(script)) {
        needQt();
        queue = store.open();
        remake();
    }
    void remake() {
        worker.reset();
        worker = std::make_unique<SyncWorker>(*queue, client, store.maker.operatorKeys(),
                                              RetryPolicy(RetryLimits{}, [] { return 0.5; }), store.clock,
                                              *log, points);
        QObject::connect(worker.get(), &SyncWorker::operatorNotReached, worker.get(),
                         [this](const Error& error) { causes.push_back(error.code); });
        QObject::connect(worker.get(), &SyncWorker::recordSent, worker.get(),
                         [this](const RecordId& id) { sent.push_back(id); });
        QObject::connect(worker.get(), &SyncWorker::operatorReached, worker.get(), [this] { ++reached; });
        QObject::connect(worker.get(), &SyncWorker::queueChanged, worker.get(),
                         [this](const QueueSummary& summary) { last = summary; });
    }
    // Reopens the queue as after a restart of the program.
    void restart() {
        worker.reset();
        queue.reset();
        queue = store.open();
        remake();
        worker->start();
    }
    QueueRow row(RecordId id) { return must(queue->row(id)); }

    TempFolder folder;
    QueueBench store{folder.path()};
    std::unique_ptr<RegistrationQueue> queue;
    ScriptedClient client;
    std::unique_ptr<Log> log = discardLog();
    NoFaultPoints points;
    std::unique_ptr<SyncWorker> worker;
    std::vector<ErrorCode> causes;
    std::vector<RecordId> sent;
    int reached = 0;
    std::optional<QueueSummary> last;
};

Bytes refusal(Refusal why) {
    return encodeRefusal(why);
}

}  // namespace

TEST_CASE("records go out oldest first, one at a time, and are erased on their receipts") {
    std::vector<RecordId> order;
    Bench* self = nullptr;
    Bench bench([&](const GatewayRequest& request) -> std::optional<GatewayClient::Outcome> {
        CHECK(request.route == kRecordsRoute);
        CHECK(request.contentType == kEnvelopeContentType);
        order.push_back(must(parseEnvelope(request.body)).header.recordId);
        CHECK(must(self->queue->summary()).sending == 1);
        return answer(200, self->store.maker.receipt(request.body));
    });
    self = &bench;
    std::vector<RecordId> saved;
    for (int i = 0; i < 4; ++i) saved.push_back(bench.store.saveOne(*bench.queue).recordId);
    bench.worker->start();
    REQUIRE(waitUntil([&] { return bench.sent.size() == 4 && bench.last && bench.last->sent == 4; }));
    CHECK(order == saved);
    CHECK(bench.sent == saved);
    CHECK(bench.reached == 4);
    CHECK(bench.last->waiting == 0);
    CHECK(bench.last->spoolBytes == 0);
    CHECK(bench.last->lastContact == bench.store.clock.wall());
}

TEST_CASE("what happens to a record whose sending fails") {
    struct Case {
        const char* name;
        GatewayClient::Outcome outcome;
        ErrorCode code;
        ClientState state;
    };
    Bench bench([](const GatewayRequest&) { return std::nullopt; });
    const auto id = bench.store.saveOne(*bench.queue).recordId;
    const auto envelope = bench.store.last;
    const auto& maker = bench.store.maker;
    auto othersReceipt = maker.receiptFor(envelope);
    othersReceipt.recordId = RecordId::random();
    const auto stranger = SigningKey::generate();
    const std::vector<Case> cases{
        {"no connection", broken(ErrorCode::OperatorUnreachable, MayHaveLeft::No),
         ErrorCode::OperatorUnreachable, ClientState::Waiting},
        {"certificate", broken(ErrorCode::OperatorNotTrusted, MayHaveLeft::No), ErrorCode::OperatorNotTrusted,
         ClientState::Waiting},
        {"silence", broken(ErrorCode::OperatorTimedOut, MayHaveLeft::Yes), ErrorCode::OperatorTimedOut,
         ClientState::Waiting},
        {"redirect", broken(ErrorCode::OperatorRedirects, MayHaveLeft::Yes), ErrorCode::OperatorRedirects,
         ClientState::Waiting},
        {"busy", answer(429, {}, 7s), ErrorCode::OperatorBusy, ClientState::Waiting},
        {"try later", answer(503, refusal(Refusal::TryLater)), ErrorCode::OperatorBusy, ClientState::Waiting},
        {"own fault", answer(500), ErrorCode::OperatorFault, ClientState::Waiting},
        {"a 404 from who knows whom", answer(404, toBytes("not found")), ErrorCode::OperatorFault,
         ClientState::Waiting},
        {"device unknown", answer(403, refusal(Refusal::UnknownDevice)), ErrorCode::RefusedByOperator,
         ClientState::Waiting},
        {"malformed", answer(400, refusal(Refusal::Malformed)), ErrorCode::RefusedByOperator,
         ClientState::SetAside},
        {"too large, by a proxy", answer(413), ErrorCode::RefusedByOperator, ClientState::SetAside},
        {"conflict", answer(409, refusal(Refusal::Conflict)), ErrorCode::ConflictAtOperator,
         ClientState::SetAside},
        {"another success", answer(204), ErrorCode::AnswerUnreadable, ClientState::Waiting},
        {"sign-in page", answer(200, toBytes("<html>please sign in</html>")), ErrorCode::AnswerUnreadable,
         ClientState::Waiting},
        {"nothing", answer(200), ErrorCode::AnswerUnreadable, ClientState::Waiting},
        {"forged", answer(200, must(signReceipt(maker.receiptFor(envelope), stranger))),
         ErrorCode::ReceiptForged, ClientState::Waiting},
        {"another record's", answer(200, maker.sign(othersReceipt)), ErrorCode::ReceiptForged,
         ClientState::Waiting},
    };
    for (const auto& each : cases) {
        DYNAMIC_SECTION(each.name) {
            bench.client.script = [&](const GatewayRequest&) { return each.outcome; };
            bench.worker->start();
            REQUIRE(waitUntil([&] { return bench.row(id).lastError.has_value(); }));
            const auto row = bench.row(id);
            CHECK(row.lastError == each.code);
            CHECK(row.client == each.state);
            CHECK(row.attempts == 1);
            CHECK(fs::exists(bench.store.spoolFile(id)));
            if (each.state == ClientState::Waiting) {
                CHECK(bench.causes == std::vector<ErrorCode>{each.code});
                CHECK(row.nextAttempt > bench.store.clock.wall());
            } else {
                CHECK_FALSE(row.serverReason.empty());
            }
            // Healed: it goes out, once.
            bench.client.script = [&](const GatewayRequest& request) {
                return answer(200, maker.receipt(request.body));
            };
            if (each.state == ClientState::SetAside) must(bench.queue->sendAgain(id));
            bench.worker->sendNow();
            REQUIRE(waitUntil([&] { return !bench.sent.empty(); }));
            CHECK(bench.row(id).client == ClientState::Sent);
            CHECK_FALSE(bench.row(id).lastError);
        }
    }
}

TEST_CASE("one poisoned record does not hold up the line") {
    RecordId poisoned;
    Bench* self = nullptr;
    Bench bench([&](const GatewayRequest& request) -> std::optional<GatewayClient::Outcome> {
        if (must(parseEnvelope(request.body)).header.recordId == poisoned) return answer(500);
        return answer(200, self->store.maker.receipt(request.body));
    });
    self = &bench;
    poisoned = bench.store.saveOne(*bench.queue).recordId;
    const auto good = bench.store.saveOne(*bench.queue).recordId;
    bench.worker->start();
    for (int round = 0; round < 6; ++round) {
        REQUIRE(waitUntil([&] { return !bench.causes.empty() || !bench.sent.empty(); }));
        if (!bench.sent.empty()) break;
        bench.causes.clear();
        bench.store.clock.advance(Millis(5s));
        bench.worker->wake();
    }
    CHECK(bench.sent == std::vector<RecordId>{good});
    CHECK(bench.row(poisoned).client == ClientState::Waiting);
}

TEST_CASE("while the operator is away one record knocks, not all of them") {
    Bench bench(
        [](const GatewayRequest&) { return broken(ErrorCode::OperatorUnreachable, MayHaveLeft::No); });
    for (int i = 0; i < 5; ++i) bench.store.saveOne(*bench.queue);
    bench.worker->start();
    REQUIRE(waitUntil([&] { return bench.causes.size() == 1; }));
    bench.worker->wake();
    bench.worker->wake();
    REQUIRE(waitUntil([&] { return bench.last.has_value(); }));
    CHECK(bench.client.posts == 1);
    CHECK(must(bench.queue->line()).failuresInRow == 1);
}

TEST_CASE("the wait the operator asked for is kept over a restart") {
    Bench bench([](const GatewayRequest&) { return answer(429, {}, 3600s); });
    const auto id = bench.store.saveOne(*bench.queue).recordId;
    bench.worker->start();
    REQUIRE(waitUntil([&] { return bench.causes.size() == 1; }));
    const auto next = bench.row(id).nextAttempt;
    REQUIRE(next);
    CHECK(*next >= bench.store.clock.wall() + 3600s);

    bench.last.reset();
    bench.restart();
    bench.worker->wake();
    REQUIRE(waitUntil([&] { return bench.last.has_value(); }));
    CHECK(bench.client.posts == 1);
    CHECK(bench.row(id).nextAttempt == next);

    bench.store.clock.setWall(*next);
    bench.worker->wake();
    REQUIRE(waitUntil([&] { return bench.client.posts == 2; }));
}

TEST_CASE("stopping in the middle of an answer loses nothing and doubles nothing") {
    Bench* self = nullptr;
    Bench bench([](const GatewayRequest&) { return std::nullopt; });
    self = &bench;
    const auto id = bench.store.saveOne(*bench.queue).recordId;
    bench.worker->start();
    REQUIRE(waitUntil([&] { return bench.client.posts == 1; }));
    CHECK(bench.row(id).client == ClientState::Sending);
    bench.worker->stop();
    CHECK(bench.client.aborts > 0);
    bench.client.script = [&](const GatewayRequest& request) {
        return answer(200, self->store.maker.receipt(request.body));
    };
    bench.restart();
    REQUIRE(waitUntil([&] { return bench.sent.size() == 1; }));
    CHECK(bench.client.requests[0].body == bench.client.requests[1].body);
}
