// When the counter asks less of the line, and what it reads of the computer's batteries.

#include "sync/politeness.h"

#include "core/counter_limits.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;
using namespace countersign::test;
using namespace std::chrono_literals;

namespace {

struct Supplies : TempFolder {
    void battery(const std::string& name, const std::string& status, const std::string& capacity) const {
        write(name + "/type", "Battery\n");
        write(name + "/status", status + "\n");
        write(name + "/capacity", capacity + "\n");
    }
    void mains(const std::string& online) const {
        write("AC/type", "Mains\n");
        write("AC/online", online + "\n");
    }
};

Pace paceAt(const Supplies& supplies) {
    return paceFor({false, readPower(supplies.path())});
}

}  // namespace

TEST_CASE("a metered line and an empty battery slow the counter down, nothing else does") {
    CHECK(paceFor({}) == kUsualPace);
    CHECK(paceFor({true, {}}) == kPolitePace);
    CHECK(paceFor({false, {true, 19}}) == kPolitePace);
    CHECK(paceFor({false, {true, 20}}) == kUsualPace);
    CHECK(paceFor({false, {false, 5}}) == kUsualPace);  // it is charging
    CHECK(paceFor({false, {true, {}}}) == kUsualPace);
}

TEST_CASE("being polite is a matter of minutes where limits are days") {
    CHECK(kPolitePace.contactEvery <= 1h);
    CHECK(kPolitePace.gather <= 5min);
    CHECK(kPolitePace.contactEvery * 20 < std::chrono::hours(24));
}

TEST_CASE("the emptiest of the computer's own batteries counts, while nothing feeds it") {
    Supplies supplies;
    CHECK_FALSE(readPower(supplies.path()).onBattery);
    CHECK_FALSE(readPower(supplies.path() / "none").percentLeft);
    supplies.battery("BAT0", "Discharging", "64");
    supplies.battery("BAT1", "Unknown", "12");
    CHECK(readPower(supplies.path()).onBattery);
    CHECK(readPower(supplies.path()).percentLeft == 12);
    CHECK(paceAt(supplies) == kPolitePace);
    supplies.mains("1");
    CHECK_FALSE(readPower(supplies.path()).onBattery);
    CHECK(paceAt(supplies) == kUsualPace);
    supplies.mains("0");
    CHECK(paceAt(supplies) == kPolitePace);
}

TEST_CASE("a mouse's battery is none of the computer's, and nonsense says nothing") {
    Supplies supplies;
    supplies.battery("hid-mouse", "Discharging", "3");
    supplies.write("hid-mouse/scope", "Device\n");
    CHECK_FALSE(readPower(supplies.path()).onBattery);
    for (const char* capacity : {"", "-1", "101", "many", "7.5", "99999999999999999999"}) {
        INFO(capacity);
        supplies.battery("BAT0", "Discharging", capacity);
        CHECK_FALSE(readPower(supplies.path()).percentLeft);
        CHECK(paceAt(supplies) == kUsualPace);
    }
}
