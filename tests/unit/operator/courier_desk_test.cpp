// The operator's side of the courier: each record once by whichever way, old words are no alarm, forged files
// reach nothing.

#include "operator/courier_desk.h"

#include "made_operator.h"
#include "operator/key_rotation.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Bench {
    MadeOperator made;
    CourierDesk desk{*made.ledger, made.ingest, made.contacts, made.identity};
    std::uint64_t part = 0;
    std::uint64_t lastReserved = 0;

    struct File {
        Bytes bytes;
        CourierKey key{};
    };
    [[nodiscard]] Contact contact(const CourierKey& key) const {
        Contact said;
        said.deviceId = made.counter.id();
        said.at = made.clock.wall();
        said.application = "test";
        said.lastReserved = lastReserved;
        said.nonce = courierNonce(said.deviceId, part, key);
        return said;
    }
    [[nodiscard]] File file(const std::vector<Bytes>& envelopes) {
        ++part;
        const auto key = newCourierKey();
        return closed(key, {signContact(contact(key), made.counter.key()).value()}, envelopes);
    }
    [[nodiscard]] File closed(const CourierKey& key, std::vector<Bytes> contacts,
                              const std::vector<Bytes>& envelopes) const {
        CourierLoad load{key, std::move(contacts), {}};
        for (const auto& each : envelopes) {
            const auto parsed = parseEnvelope(each);
            load.envelopes.push_back({parsed ? parsed->header.recordId : RecordId::random(), each});
        }
        return {
            packForOperator(made.counter.id(), part, load, made.identity.signingKey.verifyingKey()).value(),
            key};
    }
    [[nodiscard]] Bytes envelope() { return made.counter.envelope(++lastReserved, "a record"); }
    [[nodiscard]] CourierAnswer answer(const File& file) {
        return openForCounter(desk.take(file.bytes).value().answer, file.key).value();
    }
};

}  // namespace

TEST_CASE("records of a file are stored once and have a receipt each, however often the file comes") {
    Bench bench;
    std::vector<Bytes> envelopes;
    for (int i = 0; i < 70; ++i) envelopes.push_back(bench.envelope());  // more than are stored together
    const auto file = bench.file(envelopes);
    const auto first = bench.desk.take(file.bytes).value();
    CHECK(first.stored == 70);
    CHECK(first.deviceId == bench.made.counter.id());
    CHECK(first.part == 1);
    const auto again = bench.desk.take(file.bytes).value();
    CHECK(again.stored == 0);
    CHECK(again.repeated == 70);
    CHECK_FALSE(again.alarm);
    CHECK(bench.made.held() == 70);
    const auto one = openForCounter(first.answer, file.key).value(),
               two = openForCounter(again.answer, file.key).value();
    REQUIRE(one.words.size() == 70);
    CHECK(one.words == two.words);  // the same receipts, byte for byte
    for (std::size_t i = 0; i < 70; ++i) {
        const auto header = parseEnvelope(envelopes[i]).value().header;
        CHECK(verifyReceipt(std::get<Bytes>(one.words[i].word), bench.made.identity.verifyingKeys,
                            {header.recordId, header.deviceId, header.sequence, header.payloadHash}));
    }
    const auto notice = verifyNotice(one.notice, bench.made.identity.verifyingKeys, first.deviceId).value();
    CHECK(notice.nonce.empty());
    CHECK(notice.at == bench.made.clock.wall());
    CHECK(notice.highestSequence == 70);
}

TEST_CASE("a stick that comes late is no alarm; the same word by network is one") {
    Bench bench;
    const auto early = bench.envelope();
    const auto late = bench.file({early});
    const auto contact = bench.contact(late.key);
    // Meanwhile the line came back: this and five more went by network.
    REQUIRE(bench.made.ingest.take(early)->receipt.size() > 0);
    for (int i = 0; i < 5; ++i) REQUIRE(bench.made.ingest.take(bench.envelope())->receipt.size() > 0);
    const auto outcome = bench.desk.take(late.bytes).value();
    CHECK(outcome.repeated == 1);
    CHECK_FALSE(outcome.alarm);
    CHECK(bench.made.ledger->alarmCount().value() == 0);
    CHECK_FALSE(bench.made.ledger->device(bench.made.counter.id()).value()->setAside);
    CHECK(bench.made.contacts.answer(signContact(contact, bench.made.counter.key()).value())->alarm);
    CHECK(bench.made.ledger->device(bench.made.counter.id()).value()->setAside);
}

TEST_CASE("a journal on sticks may come late and twice, but not in two versions") {
    Bench bench;
    std::vector<std::string> lines;
    AuditHead head;
    const auto note = [&](std::string_view detail) {
        AuditLine line;
        line.number = head.count + 1;
        line.at = bench.made.clock.wall();
        line.event = AuditEvent::Started;
        line.detail = detail;
        lines.push_back(encodeAuditLine(line).value());
        head = sealAuditLine(head, lines.back());
    };
    const auto fileWithJournal = [&](std::size_t perContact) {
        ++bench.part;
        const auto key = newCourierKey();
        std::vector<Bytes> contacts;
        for (std::size_t at = 0; at < lines.size(); at += perContact) {
            auto contact = bench.contact(key);
            contact.audit = head;
            contact.auditFrom = at + 1;
            for (std::size_t i = at; i < std::min(lines.size(), at + perContact); ++i)
                contact.auditLines.push_back(lines[i]);
            contacts.push_back(signContact(contact, bench.made.counter.key()).value());
        }
        return bench.closed(key, contacts, {});
    };
    note("1"), note("2"), note("3");
    const auto old = fileWithJournal(2);
    note("4"), note("5");
    const auto heldAfter = [&](const Bench::File& file) {
        return verifyNotice(bench.answer(file).notice, bench.made.identity.verifyingKeys,
                            bench.made.counter.id())
            ->auditHeld;
    };
    CHECK(heldAfter(fileWithJournal(2)) == 5);
    CHECK(heldAfter(old) == 5);
    CHECK(bench.made.ledger->alarmCount().value() == 0);
    lines.clear();
    head = {};
    note("1"), note("another");
    CHECK(bench.desk.take(fileWithJournal(2).bytes)->alarm);
    CHECK(bench.made.ledger->alarmCount().value() == 1);
}

TEST_CASE("files that no counter signed are refused as a whole and store nothing") {
    Bench bench;
    const auto envelope = bench.envelope();
    const auto key = newCourierKey();
    const auto codeOf = [&](const Bench::File& file) {
        const auto outcome = bench.desk.take(file.bytes);
        return outcome ? ErrorCode::Invalid : outcome.error().code;
    };
    const auto good = bench.file({envelope});
    // A genuine contact of this counter's, in a file of somebody's that closes the answers to a key of his
    // own.
    const auto stolen = openForOperator(good.bytes, bench.made.identity.signingKey).value();
    const Bytes contact(stolen.contacts[0].begin(), stolen.contacts[0].end());
    CHECK(codeOf(bench.closed(key, {contact}, {envelope})) == ErrorCode::SignatureInvalid);
    CHECK(codeOf(bench.closed(key, {signContact(bench.contact(key), SigningKey::generate()).value()},
                              {envelope})) == ErrorCode::SignatureInvalid);
    CHECK(codeOf(bench.closed(key, {toBytes("?")}, {envelope})) == ErrorCode::MessageMalformed);
    CHECK(bench.desk.take(toBytes("junk")).error().code == ErrorCode::MessageMalformed);
    CHECK(bench.desk.take(ByteView(good.bytes).first(good.bytes.size() - 1)).error().code ==
          ErrorCode::SealUnreadable);
    const CourierLoad load{key, {toBytes("?")}, {}};
    const auto stranger =
        packForOperator(DeviceId::random(), 1, load, bench.made.identity.signingKey.verifyingKey()).value();
    CHECK(bench.desk.take(stranger).error().code == ErrorCode::CounterUnknown);
    CHECK(bench.made.held() == 0);
    CHECK(codeOf(good) == ErrorCode::Invalid);
    CHECK(bench.made.held() == 1);
}

TEST_CASE("a word on each record of a file: receipts beside refusals, and on all of a counter switched off") {
    Bench bench;
    const auto good = bench.envelope();
    auto broken = bench.envelope();
    broken.back() ^= 1;
    const auto used = bench.made.counter.envelope(1, "another record with a used number");
    const auto answer = bench.answer(bench.file({good, broken, used, toBytes("no envelope")}));
    REQUIRE(answer.words.size() == 4);
    CHECK(std::holds_alternative<Bytes>(answer.words[0].word));
    CHECK(std::get<Refusal>(answer.words[1].word) == Refusal::Malformed);
    CHECK(std::get<Refusal>(answer.words[2].word) == Refusal::Conflict);
    CHECK(std::get<Refusal>(answer.words[3].word) == Refusal::Malformed);
    REQUIRE(bench.made.ledger->setDeviceState(bench.made.counter.id(), DeviceState::Off));
    const auto off = bench.answer(bench.file({good}));
    CHECK(off.notice.empty());
    REQUIRE(off.words.size() == 1);
    CHECK(std::get<Refusal>(off.words[0].word) == Refusal::DeviceSwitchedOff);
}

TEST_CASE("a stick from before a rotation is opened by the retired key, as long as its file is there") {
    Bench bench;
    const auto first = bench.made.identity.signingKey.verifyingKey();
    const auto file = bench.file({bench.envelope()});
    CHECK(rotateKey(bench.made.folder, KeyUse::Signing, bench.made.byOffice()));
    const auto retired = retireKey(bench.made.folder, first.id(), bench.made.byOffice()).value();
    const auto takenNow = [&]() -> Result<CourierOutcome> {
        const auto identity = openOperatorFolder(bench.made.folder).value();
        Ingest ingest{*bench.made.ledger,   bench.made.bodies, identity.signingKey,
                      identity.sealingKeys, bench.made.clock,  bench.made.points};
        ContactDesk contacts{*bench.made.ledger, identity, bench.made.clock};
        return CourierDesk(*bench.made.ledger, ingest, contacts, identity).take(file.bytes);
    };
    const auto taken = takenNow().value();
    CHECK(taken.stored == 1);
    CHECK(openForCounter(taken.answer, file.key).value().words.size() == 1);
    std::filesystem::remove(retired.file);
    CHECK(takenNow().error().code == ErrorCode::SealUnreadable);
}
