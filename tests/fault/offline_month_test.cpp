// A shop thirty days without a network: power cuts, restarts, a clock that is set back and forth; then the
// operator is there again. Each record arrives once, limits in days can't be cheated by the clock, and the
// operator's look at the chain names the records that were dated back and nothing else.

#include <atomic>
#include <map>
#include <set>

#include "operator/chain_check.h"
#include "protocol/batch.h"
#include "protocol/routes.h"
#include "support/catch.h"
#include "sync/records_thread.h"
#include "unit/operator/made_operator.h"
#include "unit/sync/qt_loop.h"
#include "unit/sync/scripted_client.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

constexpr int kDays = 30;
constexpr int kRecordsADay = 4;

struct Month {
    Month() {
        needQt();
        identity.deviceId = made.counter.id();
        identity.signer = std::shared_ptr<const Signer>(std::shared_ptr<void>(), &made.counter.key());
        identity.operatorKeys = made.identity.verifyingKeys;
        identity.sealingKey = made.identity.sealingKeys.front();
        identity.enrolledAt = made.clock.wall();
        identity.policy.version = 1;
        clock.setWall(made.clock.wall());
        settings.queue.folder = made.temporary.path() / "queue";
        settings.queue.freeSpaceLimit = 0;
        settings.retry = {Millis(1), Millis(1), Millis(1), Millis(1)};
        settings.limits = {0, 0, 20};
        settings.application = "test";
        settings.makeClient = [this] {
            return std::make_unique<ScriptedClient>([this](const auto& request) {
                return online ? std::optional(answerTo(request))
                              : std::optional(broken(ErrorCode::OperatorUnreachable, MayHaveLeft::No));
            });
        };
        start();
    }
    GatewayClient::Outcome answerTo(const GatewayRequest& request) {
        if (request.route == kContactRoute) {
            auto reply = made.contacts.answer(request.body).value();
            return reply.refusal ? answer(403, encodeRefusal(*reply.refusal)) : answer(200, reply.notice);
        }
        const auto parts = request.route == kBatchRoute ? splitBatch(request.body).value()
                                                        : std::vector<ByteView>{ByteView(request.body)};
        std::vector<BatchItem> items;
        auto outcomes = made.ingest.take(parts).value();
        for (auto& outcome : outcomes) {
            if (outcome.refusal)
                items.emplace_back(*outcome.refusal);
            else
                items.emplace_back(outcome.receipt);
        }
        if (request.route == kBatchRoute) return answer(200, encodeBatchAnswer(items).value());
        if (const auto* refusal = std::get_if<Refusal>(&items[0]))
            return answer(409, encodeRefusal(*refusal));
        return answer(200, std::get<Bytes>(items[0]));
    }
    void start() {
        records.reset();
        records = std::make_unique<RecordsThread>(settings, identity, clock, *log, points);
        QObject::connect(records.get(), &RecordsThread::saved, records.get(),
                         [this](const QueueRow& row) { saved.insert({row.recordId, row.sequence}); });
        QObject::connect(records.get(), &RecordsThread::recordSent, records.get(),
                         [this](const RecordId& id) { sent.insert(id); });
        QObject::connect(records.get(), &RecordsThread::mayBegin, records.get(), [this] { begin = true; });
        QObject::connect(records.get(), &RecordsThread::mayNotBegin, records.get(),
                         [this](const Error& error) {
                             begin = false;
                             why = error.code;
                         });
        QObject::connect(records.get(), &RecordsThread::clockJudged, records.get(),
                         [this](ClockState state) { clockState = state; });
        QObject::connect(records.get(), &RecordsThread::noticeTaken, records.get(), [this] { ++notices; });
        records->start();
    }
    bool mayBegin() {
        begin.reset();
        records->askToBegin();
        REQUIRE(waitUntil([&] { return begin.has_value(); }));
        return *begin;
    }
    std::uint64_t register1() {
        RecordDraft draft;
        draft.header.recordId = RecordId::random();
        draft.header.application = "test";
        draft.header.createdAt = std::chrono::floor<std::chrono::seconds>(clock.wall());
        draft.payload = sealPayload(identity.sealingKey, Bytes(2'000, 0x5a)).value();
        const auto id = draft.header.recordId;
        records->note({AuditEvent::Decided, "lina", id, "accepted"});
        records->save(std::move(draft));
        REQUIRE(waitUntil([&] { return saved.contains(id); }));
        return saved.at(id);
    }

    MadeOperator made;
    ManualClock clock{WallTime()};
    DeviceIdentity identity;
    RecordsSettings settings;
    std::unique_ptr<Log> log = discardLog();
    NoFaultPoints points;
    std::atomic<bool> online = true;
    std::unique_ptr<RecordsThread> records;
    std::map<RecordId, std::uint64_t> saved;
    std::set<RecordId> sent;
    std::optional<bool> begin;
    ErrorCode why = ErrorCode::Invalid;
    ClockState clockState = ClockState::Fine;
    int notices = 0;
};

}  // namespace

TEST_CASE(
    "thirty days offline with a clock that is set: nothing lost, nothing doubled, what was dated back is "
    "found") {
    Month month;
    REQUIRE(waitUntil([&] { return month.notices > 0; }));  // the operator told the time on the first day
    month.online = false;
    std::set<std::uint64_t> datedBack;
    for (int day = 1; day <= kDays; ++day) {
        month.clock.advance(24h);
        const auto rightTime = month.clock.wall();
        // Until the sixth day within the start in which the time was told, later not.
        const bool setBack = day == 4 || day == 12;
        if (setBack) month.clock.setWall(rightTime - 72h);
        if (day == 18) month.clock.setWall(rightTime + 24h * 200);
        for (int i = 0; i < kRecordsADay; ++i) {
            month.clock.advance(20min);
            const auto sequence = month.register1();
            if (day == 4) datedBack.insert(sequence);
        }
        if (setBack) {
            CHECK(month.mayBegin());
            CHECK(month.clockState == ClockState::Behind);
        }
        month.clock.setWall(rightTime + kRecordsADay * 20min);
        if (day % 3 == 0) month.start();  // the program
        if (day % 6 == 0) {               // the computer
            month.clock.restart();
            month.start();
        }
        if (day < 18) CHECK(month.mayBegin());
        // After the clock stood two hundred days ahead, it has to hear the true time before it believes less.
        if (day >= 20) {
            CHECK_FALSE(month.mayBegin());
            CHECK(month.why == ErrorCode::LimitReached);
        }
    }
    CHECK(month.sent.empty());
    CHECK(month.saved.size() == kDays * kRecordsADay);

    month.made.clock.setWall(month.clock.wall() + 2min);
    month.online = true;
    REQUIRE(waitUntil([&] {
        if (month.sent.size() == month.saved.size()) return true;
        month.records->sendNow();
        return false;
    }));
    CHECK(month.made.held() == kDays * kRecordsADay);
    for (const auto& [id, sequence] : month.saved)
        CHECK(month.made.ledger->findEverywhere(id).value().size() == 1);
    REQUIRE(waitUntil([&] { return month.notices > 1; }));
    CHECK(month.mayBegin());
    CHECK(month.clockState == ClockState::Fine);

    const auto report = checkChain(*month.made.ledger, month.made.bodies, month.identity.deviceId).value();
    CHECK(report.records == kDays * kRecordsADay);
    CHECK(report.journalLines > kDays * kRecordsADay);
    std::set<std::uint64_t> found;
    for (const auto& each : report.findings) {
        INFO(chainFaultName(each.fault) << " #" << each.number << " " << each.detail);
        if (each.fault == ChainFault::Backdated) found.insert(each.number);
        CHECK((each.fault == ChainFault::Backdated || each.fault == ChainFault::ClockWrong));
    }
    CHECK(found == datedBack);
    CHECK(month.made.ledger->alarmCount().value() == 0);
}
