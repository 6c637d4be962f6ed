// What counter and operator say beside the records: read again as it was written, and refused when it is not
// from whom it has to be.

#include "protocol/contact.h"

#include "protocol/certificate.h"
#include "support/catch.h"

using namespace countersign;

namespace {

Contact sampleContact() {
    Contact contact;
    contact.deviceId = DeviceId::random();
    contact.nonce = std::string(32, 'a');
    contact.at = WallTime(std::chrono::seconds(1'795'608'000));
    contact.clock = {{std::string(32, '1'), Millis(5'000)}, contact.at, Millis(4'000)};
    contact.application = "0.1.0";
    contact.keyProtection = KeyProtection::Tpm;
    contact.policyVersion = 3;
    contact.lastOrder = 7;
    contact.lastReserved = 12;
    contact.lastSaved = 11;
    contact.lastSavedHash[3] = 9;
    contact.waiting = 4;
    contact.oldestWaiting = contact.at;
    contact.audit.count = 5;
    contact.auditFrom = 4;
    contact.auditLines = {R"({"n":4})", R"({"n":5})"};
    contact.certificateKey = makeTlsKey().value().publicKey;
    return contact;
}

Notice sampleNotice() {
    Notice notice;
    notice.deviceId = DeviceId::random();
    notice.nonce = std::string(32, 'b');
    notice.at = WallTime(std::chrono::seconds(1'795'608'000));
    notice.auditHeld = 5;
    notice.sequenceLimit = 900;
    notice.highestSequence = 11;
    notice.setAside = true;
    notice.orders = {{1, OrderKind::RecordStatus, RecordId::random(), "", toBytes("receipt")},
                     {2, OrderKind::Erase, RecordId::random(), "", {}},
                     {3, OrderKind::ClerkOff, {}, "lina", {}}};
    notice.policy = toBytes("policy");
    return notice;
}

}  // namespace

TEST_CASE("a contact is read as it was written, and believed by its signature only") {
    const auto key = SigningKey::generate();
    const auto contact = sampleContact();
    const auto bytes = signContact(contact, key).value();
    const auto read = readContact(bytes).value();
    CHECK(read.contact == contact);
    CHECK(verifyMessage(read.message, key.verifyingKey()));
    CHECK_FALSE(verifyMessage(read.message, SigningKey::generate().verifyingKey()));
}

TEST_CASE("a contact with a field that can't be is refused") {
    const auto key = SigningKey::generate();
    const auto refused = [&](auto change) {
        auto contact = sampleContact();
        change(contact);
        const auto bytes = signContact(contact, key);
        return !bytes || !readContact(*bytes);
    };
    CHECK(refused([](Contact& c) { c.nonce = "short"; }));
    CHECK(refused([](Contact& c) { c.nonce = std::string(32, 'x'); }));
    CHECK(refused([](Contact& c) { c.application = std::string(65, 'x'); }));
    CHECK(refused([](Contact& c) { c.auditFrom = 0; }));
    CHECK(refused([](Contact& c) { c.auditLines.assign(kMaxAuditLinesAtOnce + 1, "{}"); }));
    CHECK(refused([](Contact& c) { c.auditLines = {std::string(kMaxAuditLine + 1, 'x')}; }));
    CHECK(refused([](Contact& c) { c.clock.boot.since = Millis(-1); }));
    CHECK(refused([](Contact& c) { c.clock.boot.boot = std::string(33, '1'); }));
    CHECK(refused([](Contact& c) { c.certificateKey.pop_back(); }));
    CHECK_FALSE(refused([](Contact& c) { c.certificateKey.clear(); }));
    CHECK_FALSE(refused([](Contact&) {}));
}

TEST_CASE("a notice is for one counter, from the operator alone") {
    const auto key = SigningKey::generate();
    const auto notice = sampleNotice();
    const auto bytes = signNotice(notice, key).value();
    CHECK(verifyNotice(bytes, {key.verifyingKey()}, notice.deviceId).value() == notice);
    CHECK(verifyNotice(bytes, {SigningKey::generate().verifyingKey()}, notice.deviceId).error().code ==
          ErrorCode::SignatureInvalid);
    CHECK(verifyNotice(bytes, {key.verifyingKey()}, DeviceId::random()).error().code ==
          ErrorCode::MessageMalformed);
    // One kind never passes for another.
    CHECK_FALSE(
        verifyNotice(signContact(sampleContact(), key).value(), {key.verifyingKey()}, notice.deviceId));
    auto cut = bytes;
    for (std::size_t i = 0; i < cut.size(); i += 7) {
        auto other = bytes;
        other[i] ^= 1U;
        const auto read = verifyNotice(other, {key.verifyingKey()}, notice.deviceId);
        CHECK((!read || *read == notice));
    }
}

TEST_CASE("an order of a kind that this version doesn't know is passed over, a wrong one is not") {
    const auto key = SigningKey::generate();
    auto notice = sampleNotice();
    const auto sign = [&](const std::string& orders) {
        return signMessage(
                   "notice", 1,
                   R"({"device":")" + notice.deviceId.hex() + R"(","nonce":"","at":"2026-11-28T00:00:00Z",)" +
                       R"("audit_held":0,"sequence_limit":0,"highest_sequence":0,"set_aside":false,"orders":)" +
                       orders + "}",
                   key)
            .value();
    };
    const auto read = [&](const std::string& orders) {
        return verifyNotice(sign(orders), {key.verifyingKey()}, notice.deviceId);
    };
    const auto id = RecordId::random().hex();
    const auto known = read(R"([{"n":1,"kind":"dance"},{"n":2,"kind":"erase","record":")" + id + R"("}])");
    REQUIRE(known);
    REQUIRE(known->orders.size() == 1);
    CHECK(known->orders[0].number == 2);
    for (const char* wrong :
         {R"([{"n":1,"kind":"erase"}])", R"([{"n":1,"kind":"status"}])", R"([{"n":1,"kind":"clerk_off"}])",
          R"([{"n":0,"kind":"clerk_off","text":"x"}])", R"([5])", R"({})", R"([{}])"}) {
        INFO(wrong);
        CHECK_FALSE(read(wrong));
    }
}
