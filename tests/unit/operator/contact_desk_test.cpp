// What the operator makes of a counter's contact: the time, orders, the journal, and a counter that is an
// older copy of itself.

#include "made_operator.h"
#include "operator/key_rotation.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// A counter that keeps a journal in memory.
struct Talker {
    explicit Talker(MadeOperator& operatorSide) : made(operatorSide) {
        contact.deviceId = made.counter.id();
        contact.nonce = std::string(32, 'a');
        contact.at = made.clock.wall();
        contact.application = "test";
    }
    void note(AuditEvent event) {
        AuditLine line;
        line.number = contact.audit.count + 1;
        line.at = made.clock.wall();
        line.event = event;
        lines.push_back(encodeAuditLine(line).value());
        contact.audit = sealAuditLine(contact.audit, lines.back());
    }
    ContactAnswer talk() {
        contact.auditLines.assign(lines.begin() + static_cast<std::ptrdiff_t>(contact.auditFrom - 1),
                                  lines.end());
        return made.contacts.answer(signContact(contact, made.counter.key()).value()).value();
    }
    Notice notice() {
        const auto answer = talk();
        REQUIRE_FALSE(answer.refusal);
        return verifyNotice(answer.notice, made.identity.verifyingKeys, contact.deviceId).value();
    }

    MadeOperator& made;
    Contact contact;
    std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("a contact is answered with the operator's time, to this question") {
    MadeOperator made;
    Talker talker(made);
    made.clock.advance(std::chrono::hours(5));
    const auto notice = talker.notice();
    CHECK(notice.at == made.clock.wall());
    CHECK(notice.nonce == talker.contact.nonce);
    CHECK(notice.orders.empty());
    CHECK_FALSE(notice.setAside);
    // The counter has none yet; once it has this one, it is not sent again.
    CHECK(notice.policy == made.identity.policy);
    talker.contact.policyVersion = 1;
    CHECK(talker.notice().policy.empty());
    CHECK(made.ledger->device(made.counter.id()).value()->lastContact == made.clock.wall());
}

TEST_CASE("strangers, switched-off counters and garbage get no notice") {
    MadeOperator made;
    Talker talker(made);
    const auto answerTo = [&](ByteView bytes) { return made.contacts.answer(bytes).value().refusal; };
    CHECK(answerTo(toBytes("?")) == Refusal::Malformed);
    CHECK(answerTo(signContact(talker.contact, SigningKey::generate()).value()) == Refusal::SignatureInvalid);
    auto unknown = talker.contact;
    unknown.deviceId = DeviceId::random();
    CHECK(answerTo(signContact(unknown, made.counter.key()).value()) == Refusal::UnknownDevice);
    REQUIRE(made.ledger->setDeviceState(made.counter.id(), DeviceState::Off));
    CHECK(answerTo(signContact(talker.contact, made.counter.key()).value()) == Refusal::DeviceSwitchedOff);
}

TEST_CASE("orders come in their order until the counter says that they are done") {
    MadeOperator made;
    Talker talker(made);
    const auto record = RecordId::random();
    CHECK(made.ledger->addOrder(made.counter.id(), {0, OrderKind::ClerkOff, {}, "lina", {}},
                                made.clock.wall()) == 1);
    CHECK(made.ledger->addOrder(made.counter.id(), {0, OrderKind::Erase, record, "", {}},
                                made.clock.wall()) == 2);
    const Counter other = made.enrolled();
    CHECK(made.ledger->addOrder(other.id(), {0, OrderKind::ClerkOn, {}, "bert", {}}, made.clock.wall()) == 1);
    for (int i = 0; i < 2; ++i) {  // an answer that was lost is given again
        const auto orders = talker.notice().orders;
        REQUIRE(orders.size() == 2);
        CHECK(orders[0] == Order{1, OrderKind::ClerkOff, {}, "lina", {}});
        CHECK(orders[1] == Order{2, OrderKind::Erase, record, "", {}});
    }
    talker.contact.lastOrder = 1;
    CHECK(talker.notice().orders.size() == 1);
    talker.contact.lastOrder = 2;
    CHECK(talker.notice().orders.empty());
    REQUIRE(made.ledger->setSequenceLimit(made.counter.id(), 500));
    CHECK(talker.notice().sequenceLimit == 500);
}

TEST_CASE("a counter that never takes the next keys gets its orders all the same") {
    MadeOperator made;
    const auto record = RecordId::random();
    REQUIRE(rotateKey(made.folder, KeyUse::Sealing, made.byOffice()));
    REQUIRE(
        made.ledger->addOrder(made.counter.id(), {0, OrderKind::Erase, record, "", {}}, made.clock.wall()));
    const auto identity = openOperatorFolder(made.folder).value();
    ContactDesk desk(*made.ledger, identity, made.clock);
    Talker talker(made);
    talker.contact.keysVersion = 0;
    talker.contact.policyVersion = 1;
    const auto notice = [&](char nonce) {
        talker.contact.nonce = std::string(32, nonce);
        const auto answer = desk.answer(signContact(talker.contact, made.counter.key()).value()).value();
        return verifyNotice(answer.notice, identity.verifyingKeys, made.counter.id()).value();
    };
    for (const char nonce : {'0', '1'}) {
        const auto one = notice(nonce);
        CHECK(one.keys.size() == 1);
        REQUIRE(one.orders.size() == 1);
        CHECK(one.orders.front().record == record);
    }
    SECTION("where both have no room in one message they come by turns") {
        // As large as orders may be, so that they just go through alone.
        for (int i = 0; i < 63; ++i)
            REQUIRE(made.ledger->addOrder(made.counter.id(),
                                          {0, OrderKind::RecordStatus, record, "", Bytes(1092, 'r')},
                                          made.clock.wall()));
        const auto keys = notice('0');
        CHECK(keys.keys.size() == 1);
        CHECK(keys.orders.empty());
        const auto orders = notice('1');
        CHECK(orders.keys.empty());
        CHECK(orders.orders.size() == 64);
        // One that just took keys goes on taking them: its orders come once it has all.
        talker.contact.keysVersion = 1;
        REQUIRE(notice('0').orders.size() == 64);
    }
}

TEST_CASE("the journal is taken in once, line by line, and goes on over lost answers") {
    MadeOperator made;
    Talker talker(made);
    talker.note(AuditEvent::Started);
    talker.note(AuditEvent::SignedIn);
    CHECK(talker.notice().auditHeld == 2);
    CHECK(talker.notice().auditHeld == 2);  // the same lines again
    talker.note(AuditEvent::Decided);
    talker.contact.auditFrom = 3;
    CHECK(talker.notice().auditHeld == 3);
    CHECK(made.ledger->alarmCount().value() == 0);
    const auto held = made.ledger->auditLines(made.counter.id(), 1, 10).value();
    REQUIRE(held.size() == 3);
    CHECK(held[2].seal == talker.contact.audit.seal);
    CHECK(held[2].line == talker.lines[2]);
}

TEST_CASE("a journal that was changed, shortened or cut in the middle is an alarm") {
    MadeOperator made;
    Talker talker(made);
    for (int i = 0; i < 3; ++i) talker.note(AuditEvent::SignedIn);
    CHECK(talker.notice().auditHeld == 3);
    SECTION("another history of the same length") {
        talker.contact.audit.seal[0] ^= 1U;
    }
    SECTION("shorter than it was") {
        talker.contact.audit.count = 2;
        talker.lines.pop_back();
    }
    SECTION("begun anew") {
        talker.contact.audit = {};
        talker.lines.clear();
    }
    SECTION("lines left out") {
        talker.note(AuditEvent::SignedOut);
        talker.note(AuditEvent::SignedIn);
        talker.contact.auditFrom = 5;
    }
    CHECK(talker.talk().alarm);
    CHECK(made.ledger->alarmCount().value() == 1);
    CHECK(talker.talk().alarm);
    CHECK(made.ledger->alarmCount().value() == 1);  // told once, not with every contact
}

TEST_CASE(
    "a counter whose numbers went back is set aside, gets its old receipts and nothing new, until released") {
    MadeOperator made;
    Talker talker(made);
    const auto first = made.counter.envelope(), second = made.counter.envelope();
    REQUIRE_FALSE(made.ingest.take(first).value().refusal);
    const auto receipt = made.ingest.take(second).value().receipt;
    talker.contact.lastReserved = 2;
    CHECK_FALSE(talker.notice().setAside);
    talker.contact.lastReserved = 1;  // the disk of yesterday
    const auto notice = talker.notice();
    CHECK(notice.setAside);
    CHECK(notice.highestSequence == 2);
    CHECK(made.ledger->alarmCount().value() == 1);
    CHECK(made.ingest.take(second).value().receipt == receipt);
    const auto next = made.counter.envelope();
    CHECK(made.ingest.take(next).value().refusal == Refusal::DeviceSetAside);
    REQUIRE(made.ledger->release(made.counter.id()));
    CHECK_FALSE(made.ingest.take(next).value().refusal);
}

TEST_CASE(
    "a counter that uses a number twice is set aside at once; another's theft of an id is its own affair") {
    MadeOperator made;
    const auto record = RecordId::random();
    REQUIRE_FALSE(made.ingest.take(made.counter.envelope(1, "one", record)).value().refusal);
    const Counter other = made.enrolled();
    CHECK(made.ingest.take(other.envelope(1, "stolen", record)).value().refusal == Refusal::Conflict);
    CHECK_FALSE(made.ledger->device(made.counter.id()).value()->setAside);
    CHECK_FALSE(made.ledger->device(other.id()).value()->setAside);
    CHECK(made.ingest.take(made.counter.envelope(1, "other bytes")).value().refusal == Refusal::Conflict);
    CHECK(made.ledger->device(made.counter.id()).value()->setAside);
    CHECK(made.ingest.take(made.counter.envelope(2, "two")).value().refusal == Refusal::DeviceSetAside);
}
