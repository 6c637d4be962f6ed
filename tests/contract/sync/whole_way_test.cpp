// From the counter to a real gateway and back: enrolment, sending, receipts; then every fault of the network,
// healed, with each record at the operator exactly once.

#include <set>

#include "contract/sync/enrolled_counter.h"
#include "support/catch.h"
#include "support/faulty_gateway.h"
#include "support/test_operator.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Signals {
    explicit Signals(RecordsThread& records) {
        QObject::connect(&records, &RecordsThread::recordSent, &records,
                         [this](const RecordId& id) { sent.insert(id); });
        QObject::connect(&records, &RecordsThread::rowChanged, &records,
                         [this](const QueueRow& row) { rows[row.recordId] = row; });
        QObject::connect(&records, &RecordsThread::operatorNotReached, &records,
                         [this](const Error& error) { causes.push_back(error.code); });
    }
    std::set<RecordId> sent;
    std::map<RecordId, QueueRow> rows;
    std::vector<ErrorCode> causes;
};

// Tries again at once: these tests are about what, not when.
RecordsSettings hastySettings(const std::filesystem::path& folder) {
    RecordsSettings settings;
    settings.queue.folder = folder;
    settings.queue.freeSpaceLimit = 0;
    settings.retry = {Millis(1), Millis(1), Millis(1), Millis(1)};
    settings.https.silence = Millis(3'000);
    settings.https.whole = Millis(6'000);
    return settings;
}

}  // namespace

TEST_CASE("a counter enrols at the real gateway, sends, and the gateway holds each record once") {
    TempFolder folder;
    GatewayProcess gateway(folder.path() / "operator");
    const IdentityFolder own(folder.path() / "identity");
    const auto code = gateway.newCode();

    const auto wrong = enrolCounter(addressOf(gateway), own, "0000-0000-0000");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == ErrorCode::EnrolmentRefused);
    const auto nonsense = enrolCounter(addressOf(gateway), own, "?");
    REQUIRE_FALSE(nonsense);
    CHECK(nonsense.error().code == ErrorCode::EnrolmentRefused);

    const auto identity = must(enrolCounter(addressOf(gateway), own, code));
    CHECK(must(own.load()).deviceId == identity.deviceId);
    const auto twice = enrolCounter(addressOf(gateway), IdentityFolder(folder.path() / "other"), code);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == ErrorCode::EnrolmentRefused);

    SystemClock clock;
    const auto log = discardLog();
    NoFaultPoints points;
    std::vector<RecordId> ids;
    {
        RecordsThread records(hastySettings(folder.path() / "queue"), identity, clock, *log, points);
        Signals signals(records);
        records.start();
        for (int i = 0; i < 5; ++i) {
            ids.push_back(RecordId::random());
            records.save(draftFor(identity, ids.back(), 150'000));
        }
        REQUIRE(waitUntil([&] { return signals.sent.size() == ids.size(); }));
        for (const auto& id : ids) {
            CHECK(signals.rows.at(id).client == ClientState::Sent);
            CHECK(signals.rows.at(id).erased());
        }
    }
    const auto held = gateway.recordsAsJson();
    for (const auto& id : ids) CHECK(timesHeld(held, id) == 1);
}

TEST_CASE("the gateway goes away in the middle and comes back: everything arrives once") {
    TempFolder folder;
    auto gateway = std::make_unique<GatewayProcess>(folder.path() / "operator");
    const auto port = gateway->port();
    const auto identity = must(
        enrolCounter(addressOf(*gateway), IdentityFolder(folder.path() / "identity"), gateway->newCode()));
    SystemClock clock;
    const auto log = discardLog();
    NoFaultPoints points;
    for (const auto dieAt : {GatewayProcess::DieAt::Verified, GatewayProcess::DieAt::BodyWritten,
                             GatewayProcess::DieAt::RowWritten}) {
        gateway.reset();
        gateway = std::make_unique<GatewayProcess>(folder.path() / "operator", dieAt, port);
        RecordsThread records(hastySettings(folder.path() / "queue"), identity, clock, *log, points);
        Signals signals(records);
        records.start();
        const auto id = RecordId::random();
        records.save(draftFor(identity, id, 20'000));
        gateway->wait();  // it killed itself over our record
        REQUIRE(waitUntil([&] { return !signals.causes.empty(); }));
        gateway =
            std::make_unique<GatewayProcess>(folder.path() / "operator", GatewayProcess::DieAt::Never, port);
        REQUIRE(waitUntil([&] { return signals.sent.contains(id); }));
        CHECK(timesHeld(gateway->recordsAsJson(), id) == 1);
    }
}

TEST_CASE("through every fault of the network the payload stays until the honest receipt comes") {
    TempFolder folder;
    TestOperator op;
    FaultyGateway gateway(op.server);
    const IdentityFolder own(folder.path() / "identity");
    const auto key = must(own.prepareKey());
    const auto identity =
        must(own.complete({gateway.url(), op.authority.certificatePem}, op.enrol(*key, DeviceId::random())));
    SystemClock clock;
    const auto log = discardLog();
    NoFaultPoints points;

    struct Case {
        const char* name;
        Fault fault;
        FaultyGateway::Answer answer;
        ErrorCode code;
    };
    const std::vector<Case> cases{
        {"500", Fault::Status500, {}, ErrorCode::OperatorFault},
        {"503", Fault::Status503, {}, ErrorCode::OperatorBusy},
        {"429", Fault::Status429, {}, ErrorCode::OperatorBusy},
        {"redirect", Fault::Redirect, {}, ErrorCode::OperatorRedirects},
        {"hang", Fault::Hang, {}, ErrorCode::OperatorTimedOut},
        {"half close", Fault::HalfClose, {}, ErrorCode::AnswerUnreadable},
        {"reset", Fault::Reset, {}, ErrorCode::AnswerUnreadable},
        {"garbage body", Fault::GarbageBody, {}, ErrorCode::AnswerUnreadable},
        {"captive portal", Fault::CaptivePortal, {}, ErrorCode::AnswerUnreadable},
        {"huge body", Fault::HugeBody, {}, ErrorCode::AnswerUnreadable},
        {"forged", Fault::None, [&](ByteView body) { return TestOperator::forgedReceipt(body); },
         ErrorCode::ReceiptForged},
        {"another record's", Fault::None, [&](ByteView body) { return op.otherRecordsReceipt(body); },
         ErrorCode::ReceiptForged},
    };
    auto settings = hastySettings(folder.path() / "queue");
    settings.contacts = Contacts::None;  // this gateway answers records only
    RecordsThread records(settings, identity, clock, *log, points);
    Signals signals(records);
    records.start();
    for (const auto& each : cases) {
        INFO(each.name);
        gateway.setAnswer(each.answer ? each.answer : [&](ByteView body) { return op.honestReceipt(body); });
        gateway.set(each.fault);
        signals.causes.clear();
        const auto id = RecordId::random();
        records.save(draftFor(identity, id, 20'000));
        REQUIRE(waitUntil([&] { return !signals.causes.empty(); }));
        CHECK(signals.causes.front() == each.code);
        CHECK_FALSE(signals.sent.contains(id));
        const auto payload = folder.path() / "queue" / "spool" / (id.hex() + ".envelope");
        CHECK(std::filesystem::exists(payload));
        gateway.setAnswer([&](ByteView body) { return op.honestReceipt(body); });
        gateway.set(Fault::None);
        records.sendNow();
        REQUIRE(waitUntil([&] {
            if (signals.sent.contains(id)) return true;
            records.sendNow();  // the operator asked for seven seconds; a person is less patient
            return false;
        }));
        CHECK_FALSE(std::filesystem::exists(payload));
    }
}
