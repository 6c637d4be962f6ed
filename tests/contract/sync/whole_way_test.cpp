// From the counter to a real gateway and back: enrolment, sending, receipts; then a gateway that dies in the
// middle, with each record at the operator exactly once.

#include "contract/sync/running_counter.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

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

    const auto log = discardLog();
    std::vector<RecordId> ids;
    {
        RunningCounter counter(hastySettings(folder.path() / "queue"), identity, *log);
        for (int i = 0; i < 5; ++i) {
            ids.push_back(RecordId::random());
            counter.records.save(draftFor(identity, ids.back(), 150'000));
        }
        REQUIRE(waitUntil([&] { return counter.sent.size() == ids.size(); }));
        for (const auto& id : ids) {
            CHECK(counter.rows.at(id).client == ClientState::Sent);
            CHECK(counter.rows.at(id).erased());
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
    const auto log = discardLog();
    for (const auto dieAt : {GatewayProcess::DieAt::Verified, GatewayProcess::DieAt::BodyWritten,
                             GatewayProcess::DieAt::RowWritten}) {
        gateway.reset();
        gateway = std::make_unique<GatewayProcess>(folder.path() / "operator", dieAt, port);
        RunningCounter counter(hastySettings(folder.path() / "queue"), identity, *log);
        const auto id = RecordId::random();
        counter.records.save(draftFor(identity, id, 20'000));
        gateway->wait();  // it killed itself over our record
        REQUIRE(waitUntil([&] { return !counter.causes.empty(); }));
        gateway =
            std::make_unique<GatewayProcess>(folder.path() / "operator", GatewayProcess::DieAt::Never, port);
        REQUIRE(waitUntil([&] { return counter.sent.contains(id); }));
        CHECK(timesHeld(gateway->recordsAsJson(), id) == 1);
    }
}
