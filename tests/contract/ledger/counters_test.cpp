// Counters: codes, enrolment, replacement, contacts, journals and orders, on both ledgers.

#include <thread>

#include "ledgers.h"

using namespace countersign;
using namespace countersign::test;

namespace {

Contact contactOf(const DeviceId& device, std::uint64_t lastReserved = 0) {
    Contact contact;
    contact.deviceId = device;
    contact.at = kNow;
    contact.application = "1.1";
    contact.lastReserved = lastReserved;
    return contact;
}

// Journal lines from `from` on after `held`, with the head that follows from them.
void write(Contact& contact, AuditHead held, const std::vector<std::string>& lines) {
    contact.auditFrom = held.count + 1;
    contact.auditLines = lines;
    for (const auto& line : lines) held = sealAuditLine(held, line);
    contact.audit = held;
}

DeviceRow candidate() {
    DeviceRow row;
    row.id = DeviceId::random();
    row.key = {SignatureAlgorithm::Ed25519, sha256(row.id.bytes())};
    row.application = "'; DROP TABLE device; --";
    row.enrolledAt = kNow;
    return row;
}

}  // namespace

TEST_CASE("a code is good once, for its time, and repeats its answer for the same key") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto code = hashOf("code");
        auto row = candidate();
        row.challengeKey = ChallengeKey::random();
        CHECK(ledger->enrol(code, row).value().result == EnrolResult::CodeInvalid);  // unknown
        REQUIRE(ledger->addCode(code, kNow - std::chrono::hours(2), kNow - std::chrono::hours(1)));
        CHECK(ledger->enrol(code, row).value().result == EnrolResult::CodeInvalid);  // over
        const auto good = hashOf("good");
        REQUIRE(ledger->addCode(good, kNow, kNow + std::chrono::hours(1)));
        CHECK_FALSE(ledger->addCode(good, kNow, kNow + std::chrono::hours(1)));
        REQUIRE(ledger->enrol(good, row).value().result == EnrolResult::Enrolled);
        auto again = row;
        again.id = DeviceId::random();  // a new one each time it asks
        const auto repeated = ledger->enrol(good, again).value();
        CHECK(repeated.result == EnrolResult::Repeated);
        CHECK(repeated.device.id == row.id);
        CHECK(ledger->enrol(good, candidate()).value().result == EnrolResult::CodeInvalid);
        const auto stored = ledger->device(row.id).value().value();
        CHECK(stored.key == row.key);
        CHECK(stored.application == row.application);
        CHECK(stored.challengeKey == row.challengeKey);
        CHECK(stored.enrolledAt == row.enrolledAt);
        CHECK_FALSE(stored.lastContact);
        CHECK_FALSE(ledger->device(DeviceId::random()).value());
        CHECK(ledger->devices().value().size() == 1);
    });
}

TEST_CASE("two nodes get the same code at once: one counter is enrolled") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        constexpr int kRounds = 10;
        for (int i = 0; i < kRounds; ++i)
            REQUIRE(ledger->addCode(hashOf(std::to_string(i)), kNow, kNow + std::chrono::hours(1)));
        std::vector<EnrolResult> results[2];
        {
            const auto race = [&](std::vector<EnrolResult>& out) {
                const auto node = open();
                for (int i = 0; i < kRounds; ++i) {
                    const auto counter = candidate();
                    out.push_back(
                        untilDone([&] { return node->enrol(hashOf(std::to_string(i)), counter); }).result);
                }
            };
            const std::jthread first([&] { race(results[0]); });
            const std::jthread second([&] { race(results[1]); });
        }
        for (std::size_t i = 0; i < kRounds; ++i)
            CHECK((results[0].at(i) == EnrolResult::Enrolled) != (results[1].at(i) == EnrolResult::Enrolled));
        CHECK(ledger->devices().value().size() == kRounds);
    });
}

TEST_CASE("a counter is switched off, and one takes another's place") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto lost = enrolled(*ledger);
        REQUIRE(ledger->setDeviceState(lost.id, DeviceState::Off));
        CHECK(ledger->device(lost.id).value()->state == DeviceState::Off);
        REQUIRE(ledger->setDeviceState(lost.id, DeviceState::Active));
        CHECK(ledger->device(lost.id).value()->state == DeviceState::Active);

        REQUIRE(ledger->takeContact(contactOf(lost.id, 9), kNow));
        const auto end = kNow + std::chrono::hours(1);
        REQUIRE(ledger->replaceDevice(lost.id, hashOf("a"), kNow, end));
        REQUIRE(ledger->replaceDevice(lost.id, hashOf("b"), kNow + std::chrono::minutes(1), end));
        CHECK(ledger->device(lost.id).value()->replacedAt == kNow);  // the first time stays
        const auto outcome = ledger->enrol(hashOf("b"), candidate()).value();
        REQUIRE(outcome.result == EnrolResult::Enrolled);
        CHECK(outcome.device.replaces == lost.id);
        CHECK(ledger->device(outcome.device.id).value()->replaces == lost.id);
        // What a replaced counter says it has given out counts no more.
        REQUIRE(ledger->takeContact(contactOf(lost.id, 500), kNow));
        CHECK(ledger->device(lost.id).value()->lastReserved == 9);
    });
}

TEST_CASE("a contact notes how the counter stands and takes its journal in, once") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        const std::vector<std::string> lines{"{\"a\":1}", "'); DROP TABLE audit_line; --",
                                             std::string("a\0b\xff", 4)};
        auto contact = contactOf(counter.id, 4);
        contact.keysVersion = 3;
        contact.waiting = 2;
        contact.oldestWaiting = kNow - std::chrono::hours(1);
        write(contact, {}, lines);
        REQUIRE(ledger->setSequenceLimit(counter.id, 77));
        for (int times = 0; times < 2; ++times) {  // again: the answer was lost
            const auto outcome = ledger->takeContact(contact, kNow).value();
            CHECK_FALSE(outcome.alarm);
            CHECK_FALSE(outcome.setAside);
            CHECK(outcome.auditHeld == 3);
            CHECK(outcome.sequenceLimit == 77);
        }
        const auto row = ledger->device(counter.id).value().value();
        CHECK(row.lastContact == kNow);
        CHECK(row.keysVersion == 3);
        CHECK(row.lastReserved == 4);
        CHECK(row.application == "1.1");
        const auto held = ledger->auditLines(counter.id, 2, 10).value();
        REQUIRE(held.size() == 2);
        CHECK(held[0].number == 2);
        CHECK(held[0].line == lines[1]);
        CHECK(held[1].line == lines[2]);
        CHECK(held[1].seal == contact.audit.seal);
        CHECK(ledger->alarmCount().value() == 0);
        const auto nobody = ledger->takeContact(contactOf(DeviceId::random()), kNow).value();
        CHECK_FALSE(nobody.alarm);
    });
}

TEST_CASE("a journal that differs and numbers that went back raise an alarm") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        auto contact = contactOf(counter.id, 5);
        write(contact, {}, {"one", "two"});
        REQUIRE_FALSE(ledger->takeContact(contact, kNow).value().alarm);
        auto shorter = contactOf(counter.id, 5);
        write(shorter, {}, {"one"});
        CHECK_FALSE(ledger->takeContact(shorter, kNow, ContactWay::Stick).value().alarm);  // merely older
        CHECK(ledger->takeContact(shorter, kNow).value().alarm);
        auto other = contactOf(counter.id, 5);
        write(other, {}, {"one", "another"});
        CHECK(ledger->takeContact(other, kNow).value().alarm);
        CHECK_FALSE(ledger->device(counter.id).value()->setAside);

        REQUIRE(addOne(*ledger, recordOf(counter.id, 9)).result == AddResult::Added);
        auto back = contact;
        CHECK_FALSE(ledger->takeContact(back, kNow, ContactWay::Stick).value().setAside);
        const auto outcome = ledger->takeContact(back, kNow).value();
        CHECK(outcome.alarm);
        CHECK(outcome.setAside);
        CHECK(outcome.highestSequence == 9);
        CHECK(ledger->device(counter.id).value()->setAside);
    });
}

TEST_CASE("orders have rising numbers and come until they are done") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        Order order;
        order.kind = OrderKind::ClerkOff;
        order.text = "x'; DELETE FROM device_order; --";
        CHECK(ledger->addOrder(counter.id, order, kNow).value() == 1);
        order.kind = OrderKind::RecordStatus;
        order.record = RecordId::random();
        order.receipt = toBytes(std::string("signed\0", 7));
        CHECK(ledger->addOrder(counter.id, order, kNow).value() == 2);
        CHECK_FALSE(ledger->addOrder(DeviceId::random(), order, kNow));
        auto contact = contactOf(counter.id);
        const auto orders = ledger->takeContact(contact, kNow).value().orders;
        REQUIRE(orders.size() == 2);
        CHECK(orders[0].number == 1);
        CHECK(orders[0].text == order.text);
        CHECK_FALSE(orders[0].record);
        CHECK(orders[1].record == order.record);
        CHECK(orders[1].receipt == order.receipt);
        contact.lastOrder = 1;
        const auto left = ledger->takeContact(contact, kNow).value().orders;
        REQUIRE(left.size() == 1);
        CHECK(left[0].number == 2);
    });
}

TEST_CASE("two nodes give orders and take contacts of one counter at once: no number twice, no line lost") {
    onEveryLedger([](const OpenLedger& open) {
        const auto ledger = open();
        const auto counter = enrolled(*ledger);
        constexpr int kEach = 20;
        std::vector<std::uint64_t> numbers[2];
        {
            const auto work = [&](std::size_t which) {
                const auto node = open();
                AuditHead held;
                for (int i = 0; i < kEach; ++i) {
                    numbers[which].push_back(untilDone([&] { return node->addOrder(counter.id, {}, kNow); }));
                    auto contact = contactOf(counter.id);
                    write(contact, held, {"line " + std::to_string(i)});  // the same at both nodes
                    held = contact.audit;
                    untilDone([&] { return node->takeContact(contact, kNow, ContactWay::Stick); });
                }
            };
            const std::jthread first([&] { work(0); });
            const std::jthread second([&] { work(1); });
        }
        auto all = numbers[0];
        all.insert(all.end(), numbers[1].begin(), numbers[1].end());
        std::sort(all.begin(), all.end());
        REQUIRE(all.size() == 2 * kEach);
        for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == i + 1);
        CHECK(ledger->auditLines(counter.id, 0, 100).value().size() == kEach);
        CHECK(ledger->alarmCount().value() == 0);
    });
}
