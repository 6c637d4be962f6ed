#include "operator/device_rate.h"

#include "made_operator.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

int admitted(DeviceRate& rate, const DeviceId& device, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; ++i) taken += rate.admit(device) ? 1 : 0;
    return taken;
}

}  // namespace

TEST_CASE("a counter gets thirty seconds' worth at once and then its rate") {
    ManualClock clock{WallTime(std::chrono::seconds(1795504525))};
    DeviceRate rate(2, clock);
    const auto one = DeviceId::random(), other = DeviceId::random();
    CHECK(admitted(rate, one, 100) == 60);
    CHECK(admitted(rate, other, 100) == 60);  // each has its own
    clock.advance(Millis(3'500));
    CHECK(admitted(rate, one, 100) == 7);
    clock.advance(std::chrono::hours(24));
    CHECK(admitted(rate, one, 100) == 60);  // it does not pile up
}

TEST_CASE("a clock that was set does not matter, and 0 is no limit") {
    ManualClock clock{WallTime(std::chrono::seconds(1795504525))};
    DeviceRate rate(1, clock), none(0, clock);
    const auto device = DeviceId::random();
    CHECK(admitted(rate, device, 100) == 30);
    clock.setWall(WallTime(std::chrono::seconds(1995504525)));
    CHECK(admitted(rate, device, 100) == 0);
    CHECK(admitted(none, device, 5000) == 5000);
}

TEST_CASE("counters that have been quiet are forgotten") {
    ManualClock clock{WallTime(std::chrono::seconds(1795504525))};
    DeviceRate rate(1, clock);
    for (int i = 0; i < 5000; ++i) {
        clock.advance(Millis(1'000));
        CHECK(rate.admit(DeviceId::random()));
    }
    CHECK(rate.tracked() <= 1100);
}

TEST_CASE("too many records of one counter are told so, nothing is stored, and later they are taken") {
    MadeOperator made;
    DeviceRate rate(1, made.clock);
    Ingest ingest(*made.ledger, made.bodies, made.identity.signingKey, made.identity.sealingKeys, made.clock,
                  made.points, &rate);
    for (int i = 0; i < 30; ++i) REQUIRE_FALSE(ingest.take(made.counter.envelope()).value().refusal);
    const auto envelope = made.counter.envelope();
    CHECK(ingest.take(envelope).value().refusal == Refusal::TooMany);
    CHECK(made.held() == 30);
    CHECK(made.bodyFiles() == 30);
    // A stranger's bytes in the counter's name take nothing from it.
    made.clock.advance(Millis(1'000));
    auto forged = made.counter.envelope();
    forged.at(forged.size() / 2) ^= 1;
    CHECK(ingest.take(forged).value().refusal.has_value());
    CHECK_FALSE(ingest.take(envelope).value().refusal);
    CHECK(made.held() == 31);
}
