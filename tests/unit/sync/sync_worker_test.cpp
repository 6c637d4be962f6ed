// What the sender does with each thing an operator, or somebody in its place, can say.

#include "sync/sync_worker.h"

#include <algorithm>
#include <atomic>
#include <map>

#include "protocol/part.h"
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
    explicit Bench(ScriptedClient::Script script, DatabaseFaults* faults = nullptr)
        : client(std::move(script)) {
        needQt();
        store.databaseFaults = faults;
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

namespace {

// The envelopes in a request, whether it is one or a batch.
std::vector<ByteView> envelopesIn(const GatewayRequest& request) {
    if (request.route == kRecordsRoute) return {request.body};
    return splitBatch(request.body).value();
}

// What an honest operator answers, with `refused` in place of the receipts of some records.
GatewayClient::Outcome honest(const RecordMaker& maker, const GatewayRequest& request,
                              const std::map<RecordId, Refusal>& refused = {}) {
    std::vector<BatchItem> items;
    for (const auto& envelope : envelopesIn(request)) {
        const auto found = refused.find(must(parseEnvelope(envelope)).header.recordId);
        if (found != refused.end())
            items.emplace_back(found->second);
        else
            items.emplace_back(maker.receipt(envelope));
    }
    if (request.route == kBatchRoute) return answer(200, encodeBatchAnswer(items).value());
    if (const auto* refusal = std::get_if<Refusal>(&items.front()))
        return answer(409, encodeRefusal(*refusal));
    return answer(200, std::get<Bytes>(items.front()));
}

}  // namespace

TEST_CASE("records go out oldest first, more at once while it goes well, and are erased on their receipts") {
    std::vector<RecordId> order;
    std::vector<std::size_t> sizes;
    Bench* self = nullptr;
    Bench bench([&](const GatewayRequest& request) -> std::optional<GatewayClient::Outcome> {
        const auto envelopes = envelopesIn(request);
        CHECK((request.route == kRecordsRoute) == (envelopes.size() == 1));
        CHECK(request.contentType == (envelopes.size() == 1 ? kEnvelopeContentType : kBatchContentType));
        for (const auto& each : envelopes) order.push_back(must(parseEnvelope(each)).header.recordId);
        sizes.push_back(envelopes.size());
        CHECK(must(self->queue->summary()).sending == static_cast<int>(envelopes.size()));
        return honest(self->store.maker, request);
    });
    self = &bench;
    std::vector<RecordId> saved;
    for (int i = 0; i < 12; ++i) saved.push_back(bench.store.saveOne(*bench.queue).recordId);
    bench.worker->start();
    REQUIRE(waitUntil([&] { return bench.sent.size() == 12 && bench.last && bench.last->sent == 12; }));
    CHECK(order == saved);
    CHECK(bench.sent == saved);
    CHECK(sizes == std::vector<std::size_t>{1, 2, 4, 5});
    CHECK(bench.reached == 4);
    CHECK(bench.last->waiting == 0);
    CHECK(bench.last->spoolBytes == 0);
    CHECK(bench.last->lastContact == bench.store.clock.wall());
    for (const auto& id : saved) CHECK_FALSE(fs::exists(bench.store.spoolFile(id)));
}

TEST_CASE(
    "a batch in which the operator refuses some: the others are done, the line waits for what may come") {
    std::map<RecordId, Refusal> refused;
    Bench* self = nullptr;
    Bench bench([&](const GatewayRequest& request) { return honest(self->store.maker, request, refused); });
    self = &bench;
    std::vector<RecordId> saved;
    for (int i = 0; i < 7; ++i) saved.push_back(bench.store.saveOne(*bench.queue).recordId);
    refused = {{saved[4], Refusal::Conflict}, {saved[5], Refusal::TooMany}, {saved[6], Refusal::TooMany}};
    bench.worker->start();
    REQUIRE(waitUntil([&] { return !bench.causes.empty(); }));
    CHECK(bench.sent == std::vector<RecordId>(saved.begin(), saved.begin() + 4));
    CHECK(bench.row(saved[4]).client == ClientState::SetAside);
    CHECK(bench.row(saved[4]).lastError == ErrorCode::ConflictAtOperator);
    CHECK(bench.row(saved[5]).client == ClientState::Waiting);
    CHECK(bench.causes == std::vector<ErrorCode>{ErrorCode::OperatorBusy});
    CHECK(must(bench.queue->line()).failuresInRow == 1);  // one answer, one failure
    refused.clear();
    bench.worker->sendNow();
    REQUIRE(waitUntil([&] { return bench.sent.size() == 6; }));
    CHECK(bench.row(saved[6]).client == ClientState::Sent);
    CHECK(bench.row(saved[4]).client == ClientState::SetAside);
}

TEST_CASE("a forged receipt within a batch costs only its own record its end") {
    RecordId victim;
    const auto stranger = SigningKey::generate();
    Bench* self = nullptr;
    Bench bench([&](const GatewayRequest& request) -> std::optional<GatewayClient::Outcome> {
        if (request.route == kRecordsRoute) return honest(self->store.maker, request);
        std::vector<BatchItem> items;
        for (const auto& envelope : envelopesIn(request)) {
            auto receipt = self->store.maker.receiptFor(envelope);
            items.emplace_back(receipt.recordId == victim ? must(signReceipt(receipt, stranger))
                                                          : self->store.maker.sign(receipt));
        }
        return answer(200, encodeBatchAnswer(items).value());
    });
    self = &bench;
    std::vector<RecordId> saved;
    for (int i = 0; i < 3; ++i) saved.push_back(bench.store.saveOne(*bench.queue).recordId);
    victim = saved[1];
    bench.worker->start();
    REQUIRE(waitUntil([&] { return !bench.causes.empty(); }));
    CHECK(bench.causes == std::vector<ErrorCode>{ErrorCode::ReceiptForged});
    CHECK(bench.row(victim).client == ClientState::Waiting);
    CHECK(fs::exists(bench.store.spoolFile(victim)));
    CHECK(bench.row(saved[2]).client == ClientState::Sent);
    CHECK_FALSE(fs::exists(bench.store.spoolFile(saved[2])));
}

TEST_CASE("a batch that fails as a whole is sent again one by one") {
    std::vector<std::size_t> sizes;
    Bench* self = nullptr;
    GatewayClient::Outcome fault = answer(500);
    Bench bench([&](const GatewayRequest& request) -> std::optional<GatewayClient::Outcome> {
        sizes.push_back(envelopesIn(request).size());
        return request.route == kBatchRoute && sizes.size() == 2 ? fault : honest(self->store.maker, request);
    });
    self = &bench;
    SECTION("with an error of the operator's") {}
    SECTION("with a refusal of the whole") {
        fault = answer(413, refusal(Refusal::TooLarge));
    }
    SECTION("with something unreadable") {
        fault = answer(200, toBytes("<html>"));
    }
    SECTION("with a broken connection") {
        fault = broken(ErrorCode::OperatorTimedOut, MayHaveLeft::Yes);
    }
    for (int i = 0; i < 4; ++i) bench.store.saveOne(*bench.queue);
    bench.worker->start();
    REQUIRE(waitUntil([&] { return bench.causes.size() == 1; }));
    CHECK(must(bench.queue->summary()).setAside == 0);
    bench.worker->sendNow();
    REQUIRE(waitUntil([&] { return bench.sent.size() == 4; }));
    CHECK(sizes == std::vector<std::size_t>{1, 2, 1, 2});
}

TEST_CASE("how many go out at once follows the line") {
    BatchSize size({32, 6'000'000, Millis(5'000)});
    CHECK(size.next().records == 1);
    for (const std::size_t expected : {2, 4, 8, 16, 32, 32}) {
        size.answered(size.next().records, Millis(300));
        CHECK(size.next().records == expected);
    }
    size.answered(32, Millis(4'000));  // near what is wanted: stays
    CHECK(size.next().records == 32);
    size.answered(32, Millis(9'000));
    CHECK(size.next().records == 16);
    size.answered(3, Millis(100));  // the last few of a queue say nothing against more
    CHECK(size.next().records == 16);
    size.failed();
    CHECK(size.next().records == 1);
    size.answered(1, Millis(90'000));
    CHECK(size.next().records == 1);
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
        {"a 400 from who knows whom", answer(400, toBytes("Bad Request")), ErrorCode::OperatorFault,
         ClientState::Waiting},
        {"too large, by a proxy", answer(413), ErrorCode::OperatorFault, ClientState::Waiting},
        {"a type that a proxy lets through not", answer(415, toBytes("<html>")), ErrorCode::OperatorFault,
         ClientState::Waiting},
        {"a 422 from who knows whom", answer(422), ErrorCode::OperatorFault, ClientState::Waiting},
        {"too large, by the gateway", answer(413, refusal(Refusal::TooLarge)), ErrorCode::RefusedByOperator,
         ClientState::SetAside},
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
        for (const auto& each : envelopesIn(request))
            if (must(parseEnvelope(each)).header.recordId == poisoned) return answer(500);
        return honest(self->store.maker, request);
    });
    self = &bench;
    std::vector<RecordId> good;
    good.push_back(bench.store.saveOne(*bench.queue).recordId);
    poisoned = bench.store.saveOne(*bench.queue).recordId;
    for (int i = 0; i < 4; ++i) good.push_back(bench.store.saveOne(*bench.queue).recordId);
    bench.worker->start();
    for (int round = 0; round < 40 && bench.sent.size() < good.size(); ++round) {
        const auto before = bench.causes.size();
        REQUIRE(waitUntil([&] { return bench.causes.size() > before || bench.sent.size() == good.size(); }));
        bench.store.clock.advance(Millis(5s));
        bench.worker->wake();
    }
    CHECK(bench.sent == good);
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

TEST_CASE("a clock that is set back after a failure silences nobody") {
    Bench* self = nullptr;
    Bench bench(
        [](const GatewayRequest&) { return broken(ErrorCode::OperatorUnreachable, MayHaveLeft::No); });
    self = &bench;
    bench.store.saveOne(*bench.queue);
    bench.worker->start();
    REQUIRE(waitUntil([&] { return bench.causes.size() == 1; }));
    bench.client.script = [&](const GatewayRequest& request) { return honest(self->store.maker, request); };
    SECTION("hours: the computer's own clock ran in local time") {
        bench.store.clock.setWall(bench.store.clock.wall() - 8h);
        bench.worker->wake();
        REQUIRE(waitUntil([&] { return bench.sent.size() == 1; }));
    }
    SECTION("a few seconds change nothing") {
        bench.store.clock.setWall(bench.store.clock.wall() - 5s);
        bench.last.reset();
        bench.worker->wake();
        REQUIRE(waitUntil([&] { return bench.last.has_value(); }));
        CHECK(bench.client.posts == 1);
    }
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

namespace {

// The disk is full for statements that begin so.
struct FullFor final : DatabaseFaults {
    int beforeStep(std::string_view sql) override {
        if (words.empty() || !sql.starts_with(words)) return 0;
        ++bites;
        return 13;  // SQLITE_FULL
    }
    std::string words;
    int bites = 0;
};

}  // namespace

TEST_CASE("what could not be kept of an attempt leaves no record under way for ever") {
    FullFor full;
    Bench* self = nullptr;
    bool away = true;
    Bench bench(
        [&](const GatewayRequest& request) -> std::optional<GatewayClient::Outcome> {
            if (away) return broken(ErrorCode::OperatorUnreachable, MayHaveLeft::No);
            return honest(self->store.maker, request);
        },
        &full);
    self = &bench;
    std::vector<ErrorCode> troubles;
    QObject::connect(bench.worker.get(), &SyncWorker::storeFailed, bench.worker.get(),
                     [&](const Error& error) { troubles.push_back(error.code); });
    const auto id = bench.store.saveOne(*bench.queue).recordId;
    SECTION("the line's patience") {
        full.words = "UPDATE counter SET failures_in_row";
    }
    SECTION("the failed attempt") {
        full.words = "UPDATE registration SET client_state='waiting', last_error";
    }
    SECTION("the receipt") {
        away = false;
        full.words = "UPDATE registration SET client_state='sent'";
    }
    SECTION("the receipt, nor that it is not kept") {
        away = false;
        full.words = "UPDATE registration SET client_state='";
        // Marking it as being sent is the first of these.
        bench.client.script = [&](const GatewayRequest& request) {
            full.words = "UPDATE registration SET client_state='";
            return honest(self->store.maker, request);
        };
        full.words.clear();
    }
    bench.worker->start();
    REQUIRE(waitUntil([&] { return !troubles.empty(); }));
    CHECK(troubles.front() == ErrorCode::DiskFull);
    CHECK(full.bites > 0);
    // There is room again.
    full.words.clear();
    away = false;
    bench.client.script = [&](const GatewayRequest& request) { return honest(self->store.maker, request); };
    bench.worker->sendNow();
    REQUIRE(waitUntil([&] { return bench.sent.size() == 1 && bench.last && bench.last->sending == 0; }));
    CHECK(bench.row(id).client == ClientState::Sent);
}

TEST_CASE("a person's order that could not be kept disturbs nothing that is under way") {
    FullFor full;
    Bench* self = nullptr;
    int orders = 0;
    Bench bench(
        [&](const GatewayRequest& request) {
            full.words = "UPDATE registration SET next_attempt";
            if (orders++ == 0) self->worker->sendNow();
            full.words.clear();
            return honest(self->store.maker, request);
        },
        &full);
    self = &bench;
    const auto id = bench.store.saveOne(*bench.queue).recordId;
    bench.worker->start();
    REQUIRE(waitUntil([&] { return !bench.sent.empty(); }));
    CHECK(full.bites == 1);
    CHECK(bench.client.posts == 1);
    CHECK(bench.row(id).client == ClientState::Sent);
}

TEST_CASE("on a metered line records wait for company, and for nobody once the clerk says so") {
    Bench* self = nullptr;
    Bench bench([&](const GatewayRequest& request) { return honest(self->store.maker, request); });
    self = &bench;
    std::atomic<bool> metered{true};
    bench.worker->bePolite([&] { return LineConditions{metered, {}}; });
    bench.worker->start();
    const auto save = [&](int waiting) {
        bench.last.reset();
        static_cast<void>(bench.store.saveOne(*bench.queue));
        bench.worker->wake();
        // The summary comes after the look at the queue that wake() asked for.
        REQUIRE(waitUntil([&] { return bench.last && bench.last->waiting == waiting; }));
    };
    save(1);
    bench.store.clock.advance(2min);
    save(2);
    CHECK(bench.client.posts == 0);
    bench.store.clock.advance(1min);  // three since the first, whatever came after it
    bench.worker->wake();
    REQUIRE(waitUntil([&] { return bench.sent.size() == 2; }));

    save(1);
    CHECK(bench.sent.size() == 2);
    bench.worker->sendNow();
    REQUIRE(waitUntil([&] { return bench.sent.size() == 3; }));

    save(1);
    CHECK(bench.sent.size() == 3);
    metered = false;
    bench.worker->wake();
    REQUIRE(waitUntil([&] { return bench.sent.size() == 4; }));
}

namespace {

// Holds parts as a gateway does; the line breaks under any request of more than `most` bytes.
struct PartsGateway {
    std::optional<GatewayClient::Outcome> answerTo(const GatewayRequest& request) {
        routes.push_back(request.route);
        if (request.body.size() > most) return broken(ErrorCode::OperatorUnreachable, MayHaveLeft::Yes);
        if (request.route == kRecordsRoute) return honest(*maker, request);
        if (!knowsParts) return answer(404, refusal(Refusal::NoSuchRoute));
        const auto part = must(readPart(request.body));
        if (part.offset == held.size()) held.insert(held.end(), part.bytes.begin(), part.bytes.end());
        if (held.size() < part.total) return answer(200, encodeHeld(static_cast<std::uint32_t>(held.size())));
        CHECK(sha256Of(held) == part.whole);
        return answer(200, maker->receipt(held));
    }
    const RecordMaker* maker = nullptr;
    std::size_t most = 20'000;
    bool knowsParts = true;
    Bytes held;
    std::vector<std::string> routes;
};

}  // namespace

TEST_CASE("a large record on a line that breaks goes in parts, over a restart too") {
    PartsGateway gateway;
    Bench bench([&](const GatewayRequest& request) { return gateway.answerTo(request); });
    gateway.maker = &bench.store.maker;
    bench.store.maker.payloadBytes = 150'000;
    const auto id = bench.store.saveOne(*bench.queue).recordId;
    bench.worker->start();
    REQUIRE(waitUntil([&] { return !bench.causes.empty(); }));
    CHECK(gateway.routes == std::vector<std::string>{std::string(kRecordsRoute)});
    bench.restart();  // nothing but the row says that the line broke
    const auto next = [&] {
        bench.store.clock.advance(20min);
        bench.worker->wake();
        return !bench.sent.empty();
    };
    REQUIRE(waitUntil(next));
    CHECK(bench.row(id).client == ClientState::Sent);
    CHECK(bench.row(id).erased());
    CHECK(std::count(gateway.routes.begin(), gateway.routes.end(), kRecordsRoute) == 1);
}

TEST_CASE("a gateway that knows no parts gets the whole, at once and from then on") {
    PartsGateway gateway;
    gateway.knowsParts = false;
    Bench bench([&](const GatewayRequest& request) { return gateway.answerTo(request); });
    gateway.maker = &bench.store.maker;
    bench.store.maker.payloadBytes = 150'000;
    const auto id = bench.store.saveOne(*bench.queue).recordId;
    bench.worker->start();
    REQUIRE(waitUntil([&] { return !bench.causes.empty(); }));
    gateway.most = 1'000'000;
    bench.worker->sendNow();
    REQUIRE(waitUntil([&] { return !bench.sent.empty(); }));
    CHECK(bench.row(id).attempts == 2);
    CHECK(gateway.routes == std::vector<std::string>{std::string(kRecordsRoute), std::string(kPartRoute),
                                                     std::string(kRecordsRoute)});
}
