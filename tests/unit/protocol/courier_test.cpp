// Files of the courier: what goes in comes out, and nothing else is believed.

#include "protocol/courier.h"

#include <algorithm>

#include "protocol/contact.h"
#include "sample.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Courier {
    SigningKey operatorKey = SigningKey::generate();
    DeviceId device = DeviceId::random();
    CourierLoad load{newCourierKey(), {toBytes("contact one"), toBytes("contact two")}, {}};
    std::vector<Bytes> envelopes{noise(70'000, 3), noise(1, 4), noise(200'000, 5)};

    Courier() { carry(); }
    void carry() {
        load.envelopes.clear();
        for (const auto& each : envelopes) load.envelopes.push_back({RecordId::random(), each});
    }
    [[nodiscard]] Bytes out(std::uint64_t part = 7) const {
        return packForOperator(device, part, load, operatorKey.verifyingKey()).value();
    }
    [[nodiscard]] CourierHead head(std::uint64_t part = 7) const {
        return {CourierDirection::ToOperator, device, operatorKey.verifyingKey().id(), part};
    }
    [[nodiscard]] CourierAnswer answer() const {
        return {toBytes("a notice"),
                {{RecordId::random(), toBytes("a receipt")}, {RecordId::random(), Refusal::Conflict}}};
    }
};

Bytes copy(ByteView view) {
    return {view.begin(), view.end()};
}

bool contains(ByteView hay, ByteView needle) {
    return std::search(hay.begin(), hay.end(), needle.begin(), needle.end()) != hay.end();
}

}  // namespace

TEST_CASE("a file for the operator opens with the operator's signing key and is what it was") {
    const Courier c;
    const auto file = c.out();
    const auto head = readCourierHead(file).value();
    CHECK(head == c.head());
    auto opened = openForOperator(file, c.operatorKey).value();
    // The views point into what it holds, also after it was moved.
    const auto moved = std::move(opened);
    CHECK(moved.head == head);
    CHECK(moved.answerKey == c.load.answerKey);
    REQUIRE(moved.contacts.size() == 2);
    CHECK(copy(moved.contacts[1]) == c.load.contacts[1]);
    REQUIRE(moved.envelopes.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(copy(moved.envelopes[i].bytes) == c.envelopes[i]);
        CHECK(moved.envelopes[i].recordId == c.load.envelopes[i].recordId);
    }
    CHECK(c.out() != file);  // another file key each time
}

TEST_CASE("who finds a file reads its head and nothing else") {
    Courier c;
    c.envelopes = {Sample().bytes};
    c.carry();
    const auto file = c.out();
    for (const auto* word : {"contact", "record", "device", "sequence", "CSEV", "0.1.0", "detector"})
        CHECK_FALSE(contains(file, toBytes(word)));
    for (std::size_t at = 0; at + 16 <= c.envelopes[0].size(); at += 997)
        CHECK_FALSE(contains(file, ByteView(c.envelopes[0]).subspan(at, 16)));
    CHECK_FALSE(contains(file, c.load.answerKey));
    CHECK(contains(file, c.device.bytes()));  // as the head says
    const auto other = openForOperator(file, SigningKey::generate());
    CHECK(other.error().code == ErrorCode::SealUnreadable);
    const auto answer = packForCounter(c.head(), c.answer(), c.load.answerKey).value();
    for (const auto* word : {"notice", "receipt", "conflict"}) CHECK_FALSE(contains(answer, toBytes(word)));
    CHECK(openForCounter(answer, newCourierKey()).error().code == ErrorCode::SealUnreadable);
}

TEST_CASE("a file that was cut, lengthened or altered anywhere does not open") {
    Courier c;
    c.envelopes = {noise(70'000, 3)};
    c.carry();
    const auto file = c.out();
    const auto opens = [&](ByteView bytes) { return openForOperator(bytes, c.operatorKey).has_value(); };
    REQUIRE(opens(file));
    // Every place of the heads and of both chunks' ends; in between in steps.
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < file.size(); i += (i < 300 || i + 300 > file.size()) ? 1 : 211)
        places.push_back(i);
    for (const auto at : places) {
        CHECK_FALSE(opens(ByteView(file).first(at)));
        CHECK_FALSE(opens(altered(file, at)));
    }
    auto longer = file;
    longer.push_back(0);
    CHECK_FALSE(opens(longer));
    // The first chunk alone, whole: the mark of the last one is missing.
    CHECK_FALSE(opens(ByteView(file).first(48 + 80 + 24 + kCourierChunk + 17)));
    // Chunks of one file behind the head of another.
    auto mixed = c.out(8);
    std::copy(file.begin() + 48, file.end(), mixed.begin() + 48);
    CHECK_FALSE(opens(mixed));
}

TEST_CASE("an answer opens with the answer key of its file and is what it was") {
    const Courier c;
    const auto answer = c.answer();
    const auto file = packForCounter(c.head(), answer, c.load.answerKey).value();
    CHECK(readCourierHead(file)->direction == CourierDirection::ToCounter);
    CHECK(readCourierHead(file)->part == 7);
    CHECK(openForCounter(file, c.load.answerKey).value() == answer);
    for (std::size_t at = 0; at < file.size(); ++at) {
        CHECK_FALSE(openForCounter(ByteView(file).first(at), c.load.answerKey));
        CHECK_FALSE(openForCounter(altered(file, at), c.load.answerKey));
    }
    // One direction never passes for the other.
    CHECK(openForCounter(c.out(), c.load.answerKey).error().code == ErrorCode::MessageMalformed);
    CHECK(openForOperator(file, c.operatorKey).error().code == ErrorCode::MessageMalformed);
    const CourierAnswer none{{}, {}};
    CHECK(openForCounter(packForCounter(c.head(), none, c.load.answerKey).value(), c.load.answerKey) == none);
}

TEST_CASE("content that is not what it says is refused at every length, by whoever it was closed") {
    const Courier c;
    const auto opened = openForOperator(c.out(), c.operatorKey).value();
    const auto& content = opened.content;
    for (std::size_t length = 0; length < content.size(); length += length < 80 ? 1 : 997)
        CHECK(readCourierLoad(copy(ByteView(content).first(length))).error().code ==
              ErrorCode::MessageMalformed);
    auto longer = content;
    longer.push_back(0);
    CHECK_FALSE(readCourierLoad(longer));
    auto count = content;
    count[33] = 0;  // no contact
    CHECK_FALSE(readCourierLoad(count));
    auto hugeLength = content;
    hugeLength[34] = 0xff;
    CHECK_FALSE(readCourierLoad(hugeLength));
    CHECK_FALSE(readCourierAnswer(toBytes("")));
    CHECK_FALSE(readCourierAnswer(Bytes(6, 0xff)));
    Bytes strange(4 + 2, 0);  // no notice, one word of a kind that is none
    strange[5] = 1;
    strange.resize(6 + 16, 1);
    strange.push_back(3);
    strange.insert(strange.end(), {0, 0, 0, 1, 'x'});
    CHECK_FALSE(readCourierAnswer(strange));
    strange[22] = 2;  // a refusal without a name that is known
    CHECK_FALSE(readCourierAnswer(strange));
    strange[22] = 1;
    CHECK(readCourierAnswer(strange));
}

TEST_CASE("heads of other things, later versions and impossible numbers are refused") {
    const Courier c;
    const auto file = c.out();
    CHECK(readCourierHead(toBytes("CSEV")).error().code == ErrorCode::MessageMalformed);
    for (std::size_t length = 0; length < 48; ++length)
        CHECK_FALSE(readCourierHead(ByteView(file).first(length)));
    auto other = file;
    other[5] = 2;
    CHECK(readCourierHead(other).error().code == ErrorCode::MessageVersionUnsupported);
    other = file;
    other[6] = 3;
    CHECK(readCourierHead(other).error().code == ErrorCode::MessageMalformed);
    other = file;
    std::fill(other.begin() + 40, other.begin() + 48, std::uint8_t{0});
    CHECK(readCourierHead(other).error().code == ErrorCode::MessageMalformed);
    CHECK(openForOperator(Bytes(kMaxCourierBytes + 1, 0), c.operatorKey).error().code ==
          ErrorCode::MessageTooLarge);
}

TEST_CASE("a file has its limits when it is made") {
    Courier c;
    const Bytes large(kMaxCourierBytes / 2, 1);
    c.load.envelopes = {{RecordId::random(), large}, {RecordId::random(), large}};
    const auto pack = [&] { return packForOperator(c.device, 1, c.load, c.operatorKey.verifyingKey()); };
    CHECK(pack().error().code == ErrorCode::MessageTooLarge);
    c.load.envelopes.assign(kMaxCourierRecords + 1,
                            CarriedEnvelope{RecordId::random(), ByteView(large).first(1)});
    CHECK(pack().error().code == ErrorCode::MessageTooLarge);
    c.load.envelopes.assign(kMaxCourierRecords,
                            CarriedEnvelope{RecordId::random(), ByteView(large).first(1)});
    CHECK(pack());
    c.load.contacts.clear();
    CHECK(pack().error().code == ErrorCode::MessageMalformed);
    c.load.contacts = {toBytes("x")};
    auto tpmKey = c.operatorKey.verifyingKey();
    tpmKey.algorithm = SignatureAlgorithm::EcdsaP256;
    CHECK(packForOperator(c.device, 1, c.load, tpmKey).error().code == ErrorCode::AlgorithmUnknown);
    auto noPoint = c.operatorKey.verifyingKey();
    std::fill(noPoint.bytes.begin(), noPoint.bytes.end(), std::uint8_t{0xff});
    CHECK(packForOperator(c.device, 1, c.load, noPoint).error().code == ErrorCode::KeyUnusable);
}

TEST_CASE("a contact belongs to one file of one counter and to that file's answer key") {
    const Courier c;
    const SigningKey device = SigningKey::generate();
    Contact contact;
    contact.deviceId = c.device;
    contact.at = WallTime(std::chrono::seconds(1795504525));
    contact.application = "test";
    contact.nonce = courierNonce(c.device, 7, c.load.answerKey);
    const auto bytes = signContact(contact, device).value();
    auto load = openForOperator(c.out(), c.operatorKey).value();
    CHECK(verifyCourierContact(bytes, load, device.verifyingKey()));
    const auto refused = [&](const OpenedLoad& other) {
        const auto status = verifyCourierContact(bytes, other, device.verifyingKey());
        return !status && status.error().code == ErrorCode::SignatureInvalid;
    };
    CHECK(refused(openForOperator(c.out(8), c.operatorKey).value()));
    load.answerKey = newCourierKey();
    CHECK(refused(load));
    Courier another;
    another.load.answerKey = c.load.answerKey;
    CHECK(refused(openForOperator(another.out(), another.operatorKey).value()));
    CHECK_FALSE(verifyCourierContact(bytes, openForOperator(c.out(), c.operatorKey).value(),
                                     SigningKey::generate().verifyingKey()));
}
