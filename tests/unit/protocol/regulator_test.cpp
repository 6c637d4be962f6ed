#include "protocol/regulator.h"

#include <nlohmann/json.hpp>

#include "protocol/json_reader.h"
#include "sample.h"
#include "sample_attestation.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
using nlohmann::json;

namespace {

// The JSON of a plain item, changed by `change`, in a container of the right lengths.
template <class Change>
Bytes changedItem(const Attestation& attestation, Change change) {
    const auto plain = encodeAttestation(attestation).value();
    const std::size_t length = plain.size() - 16 - attestation.portraitJpeg.size();
    auto object = json::parse(plain.begin() + 16, plain.begin() + 16 + static_cast<std::ptrdiff_t>(length));
    change(object);
    const auto text = object.dump();
    Bytes out(plain.begin(), plain.begin() + 8);
    const auto size = [&](std::size_t number) {
        for (int shift = 24; shift >= 0; shift -= 8)
            out.push_back(static_cast<std::uint8_t>(number >> static_cast<unsigned>(shift)));
    };
    size(text.size());
    size(attestation.portraitJpeg.size());
    out.insert(out.end(), text.begin(), text.end());
    out.insert(out.end(), attestation.portraitJpeg.begin(), attestation.portraitJpeg.end());
    return out;
}

ErrorCode readError(const Bytes& plain) {
    const auto read = readAttestation(plain);
    return read ? ErrorCode::Invalid : read.error().code;
}

struct Sides {
    SigningKey operatorKey = SigningKey::generate();
    SigningKey regulatorKey = SigningKey::generate();
    OpeningKey regulatorOpens = OpeningKey::generate();
    Attestation first = sampleAttestation(1);
    Attestation second = sampleAttestation(2);
    Bytes one = sealAttestation(first, regulatorOpens.sealingKey()).value();
    Bytes two = sealAttestation(second, regulatorOpens.sealingKey()).value();
    ForwardBatch batch{newBatchId(), "operator-1", kSampleTime, {{first.key, one}, {second.key, two}}};
    Bytes packed = packForRegulator(batch, operatorKey).value();
};

}  // namespace

TEST_CASE("an item comes back as it was written, with and without portrait") {
    const auto key = OpeningKey::generate();
    auto attestation = sampleAttestation(1);
    CHECK(attestation.content() == ForwardContent::Attestation);
    const auto item = sealAttestation(attestation, key.sealingKey()).value();
    CHECK(sealedTo(item).value() == key.sealingKey().id());
    CHECK(openAttestation(item, key).value() == attestation);

    attestation.portraitJpeg = noise(40000, 3);
    attestation.iccid.clear();
    attestation.msisdn.clear();
    attestation.way = AttestedWay::Person;
    attestation.result = AttestedResult::Refused;
    attestation.practice = true;
    CHECK(attestation.content() == ForwardContent::Portrait);
    CHECK(openAttestation(sealAttestation(attestation, key.sealingKey()).value(), key).value() ==
          attestation);
}

TEST_CASE("a sealed item shows nothing of the person and opens with its own key only") {
    const auto key = OpeningKey::generate();
    const auto attestation = sampleAttestation(1);
    const auto item = sealAttestation(attestation, key.sealingKey()).value();
    const std::string text(item.begin(), item.end());
    for (const auto& part : {attestation.name, attestation.documentNumber, attestation.msisdn})
        CHECK(text.find(part) == std::string::npos);
    CHECK(openAttestation(item, OpeningKey::generate()).error().code == ErrorCode::SealUnreadable);
    for (std::size_t at = 0; at < item.size(); ++at) CHECK_FALSE(openAttestation(altered(item, at), key));
    for (std::size_t size = 0; size < item.size(); ++size)
        CHECK_FALSE(openAttestation(ByteView(item).first(size), key));
}

TEST_CASE("an item that nobody could read is not written") {
    const auto key = OpeningKey::generate().sealingKey();
    const auto refused = [&](auto change) {
        auto attestation = sampleAttestation(1);
        change(attestation);
        const auto sealed = sealAttestation(attestation, key);
        return sealed ? ErrorCode::Invalid : sealed.error().code;
    };
    CHECK(refused([](Attestation& a) { a.name.clear(); }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.name.assign(257, 'x'); }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.name = "\xff"; }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.name = "a\nb"; }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.documentKind = "Resident ID"; }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.documentNumber.clear(); }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.legalGround.clear(); }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.key.revision = 0; }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.way = AttestedWay{}; }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.msisdn = a.iccid = a.imei = {}; }) == ErrorCode::MessageMalformed);
    CHECK(refused([](Attestation& a) { a.portraitJpeg.resize(3U * 1024U * 1024U + 1); }) ==
          ErrorCode::MessageTooLarge);
}

TEST_CASE("a plain item from a stranger is read strictly") {
    auto attestation = sampleAttestation(1);
    const auto plain = encodeAttestation(attestation).value();
    CHECK(readError(plain) == ErrorCode::Invalid);
    for (std::size_t size = 0; size < plain.size(); ++size)
        CHECK(readError(Bytes(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(size))) ==
              ErrorCode::MessageMalformed);
    auto longer = plain;
    longer.push_back(0);
    CHECK(readError(longer) == ErrorCode::MessageMalformed);
    CHECK(readError(altered(plain, 5)) == ErrorCode::MessageVersionUnsupported);
    CHECK(readError(altered(plain, 8, 0xff)) == ErrorCode::MessageTooLarge);
    CHECK(readError(altered(plain, 12, 0xff)) == ErrorCode::MessageTooLarge);

    for (const char* name : {"schema", "content", "counter", "record", "revision", "who", "number", "result",
                             "way", "at", "evidence_sha256", "legal_ground", "practice"}) {
        INFO(name);
        CHECK(readError(changedItem(attestation, [&](json& o) { o.erase(name); })) ==
              ErrorCode::MessageMalformed);
        CHECK(readError(changedItem(attestation, [&](json& o) { o[name] = json::array({1}); })) ==
              ErrorCode::MessageMalformed);
        CHECK(readError(changedItem(attestation, [&](json& o) { o[name] = nullptr; })) ==
              ErrorCode::MessageMalformed);
    }
    CHECK(readError(changedItem(attestation, [](json& o) { o["number"] = json::object(); })) ==
          ErrorCode::MessageMalformed);
    CHECK(readError(changedItem(attestation, [](json& o) { o["number"]["imei"] = ""; })) ==
          ErrorCode::MessageMalformed);
    // Says that a portrait follows, and none does; and the other way round.
    CHECK(readError(changedItem(attestation, [](json& o) { o["content"] = "portrait"; })) ==
          ErrorCode::MessageMalformed);
    attestation.portraitJpeg = noise(100, 4);
    CHECK(readError(changedItem(attestation, [](json& o) { o["content"] = "attestation"; })) ==
          ErrorCode::MessageMalformed);
    // Another portrait than the one that was attested.
    CHECK(readError(changedItem(attestation, [](json& o) { o["portrait_sha256"] = std::string(64, '0'); })) ==
          ErrorCode::MessageMalformed);
}

TEST_CASE("a batch names its items, and its signature covers them") {
    const Sides sides;
    const auto read = readForwardBatch(sides.packed).value();
    CHECK(read.batch.id == sides.batch.id);
    CHECK(read.batch.operatorId == "operator-1");
    CHECK(read.batch.at == kSampleTime);
    REQUIRE(read.batch.entries.size() == 2);
    CHECK(read.batch.entries[1].key == sides.second.key);
    CHECK(Bytes(read.batch.entries[1].item.begin(), read.batch.entries[1].item.end()) == sides.two);
    CHECK(verifyByAny(read.message, {sides.operatorKey.verifyingKey()}));
    CHECK(verifyByAny(read.message, {sides.regulatorKey.verifyingKey()}).error().code ==
          ErrorCode::SignatureInvalid);

    // Whatever is changed is noticed: by the form, or by the signature.
    for (std::size_t at = 0; at < sides.packed.size(); ++at) {
        const auto changed = readForwardBatch(altered(sides.packed, at));
        if (!changed) continue;
        INFO("byte " << at);
        CHECK_FALSE(verifyByAny(changed->message, {sides.operatorKey.verifyingKey()}));
    }
    for (std::size_t size = 0; size < sides.packed.size(); ++size)
        CHECK_FALSE(readForwardBatch(ByteView(sides.packed).first(size)));
    auto longer = sides.packed;
    longer.push_back(0);
    CHECK_FALSE(readForwardBatch(longer));
}

TEST_CASE("a batch that can't be right is not packed") {
    Sides sides;
    auto batch = sides.batch;
    batch.entries.clear();
    CHECK(packForRegulator(batch, sides.operatorKey).error().code == ErrorCode::MessageMalformed);
    batch.entries = {sides.batch.entries[0], sides.batch.entries[0]};
    CHECK(packForRegulator(batch, sides.operatorKey).error().code == ErrorCode::MessageMalformed);
    batch = sides.batch;
    batch.id = "x";
    CHECK(packForRegulator(batch, sides.operatorKey).error().code == ErrorCode::MessageMalformed);
    batch = sides.batch;
    const Bytes large(kMaxForwardItemBytes + 1);
    batch.entries[0].item = large;
    CHECK(packForRegulator(batch, sides.operatorKey).error().code == ErrorCode::MessageTooLarge);
    const Bytes most(kMaxForwardItemBytes);
    batch = sides.batch;
    batch.entries.clear();
    for (std::uint32_t i = 1; i <= 3; ++i)
        batch.entries.push_back({{DeviceId::random(), RecordId::random(), i}, most});
    CHECK(packForRegulator(batch, sides.operatorKey).error().code == ErrorCode::MessageTooLarge);
    batch.entries.pop_back();
    CHECK(packForRegulator(batch, sides.operatorKey));
    batch.entries.clear();
    const Bytes small(1);
    for (std::uint32_t i = 1; i <= kMaxForwardItems + 1; ++i)
        batch.entries.push_back({{DeviceId::random(), RecordId::random(), i}, small});
    CHECK(packForRegulator(batch, sides.operatorKey).error().code == ErrorCode::MessageTooLarge);
}

TEST_CASE("an acknowledgement holds for its own item and by the regulator's key only") {
    const Sides sides;
    const auto hash = sha256Of(sides.one);
    const Acknowledgement ack{sides.first.key, hash,       RegulatorWord::Acknowledged, "",
                              sides.batch.id,  kSampleTime};
    const auto bytes = signAcknowledgement(ack, sides.regulatorKey).value();
    CHECK(bytes.size() < kMaxAcknowledgementBytes);
    const std::vector<VerifyingKey> keys{sides.regulatorKey.verifyingKey()};
    CHECK(verifyAcknowledgement(bytes, keys, sides.first.key, hash).value() == ack);
    CHECK(parseAcknowledgement(bytes).value() == ack);
    CHECK(verifyAcknowledgement(bytes, {sides.operatorKey.verifyingKey()}, sides.first.key, hash)
              .error()
              .code == ErrorCode::SignatureInvalid);
    CHECK(verifyAcknowledgement(bytes, keys, sides.second.key, hash).error().code ==
          ErrorCode::MessageMalformed);
    auto later = sides.first.key;
    ++later.revision;
    CHECK_FALSE(verifyAcknowledgement(bytes, keys, later, hash));
    CHECK_FALSE(verifyAcknowledgement(bytes, keys, sides.first.key, sha256Of(sides.two)));
    for (std::size_t at = 0; at < bytes.size(); ++at)
        CHECK_FALSE(verifyAcknowledgement(altered(bytes, at), keys, sides.first.key, hash));

    auto refused = ack;
    refused.word = RegulatorWord::Refused;
    CHECK_FALSE(signAcknowledgement(refused, sides.regulatorKey));  // without a reason
    refused.reason = "number_unknown";
    CHECK(parseAcknowledgement(signAcknowledgement(refused, sides.regulatorKey).value()).value() == refused);
    refused.reason = "Not stable";
    CHECK_FALSE(signAcknowledgement(refused, sides.regulatorKey));
}

TEST_CASE("an answer has one word for each item of this very batch") {
    const std::string id = newBatchId();
    const std::vector<Bytes> words{toBytes("one"), toBytes("two")};
    const auto answer = encodeForwardAnswer(id, words).value();
    CHECK(readForwardAnswer(answer, id, 2).value() == words);
    CHECK_FALSE(readForwardAnswer(answer, id, 1));
    CHECK_FALSE(readForwardAnswer(answer, id, 3));
    CHECK_FALSE(readForwardAnswer(answer, newBatchId(), 2));  // an older answer, kept by somebody
    for (std::size_t size = 0; size < answer.size(); ++size)
        CHECK_FALSE(readForwardAnswer(ByteView(answer).first(size), id, 2));
    for (const char* text :
         {"{}", "[]", R"({"version":1,"batch":7,"items":[]})", R"({"version":1,"items":["a","b"]})"})
        CHECK_FALSE(readForwardAnswer(toBytes(text), id, 2));
    CHECK_FALSE(
        readForwardAnswer(toBytes(R"({"version":1,"batch":")" + id + R"(","items":["a",{"b":1}]})"), id, 2));
}

TEST_CASE("the regulator's keys are read from their file") {
    const RegulatorKeys keys{{SigningKey::generate().verifyingKey(), SigningKey::generate().verifyingKey()},
                             OpeningKey::generate().sealingKey()};
    const auto bytes = encodeRegulatorKeys(keys).value();
    CHECK(readRegulatorKeys(bytes).value() == keys);
    CHECK_FALSE(readRegulatorKeys(encodeRegulatorKeys({{}, keys.sealingKey}).value()));
    CHECK_FALSE(readRegulatorKeys(toBytes("{}")));
    for (std::size_t size = 0; size + 2 < bytes.size(); ++size)
        CHECK_FALSE(readRegulatorKeys(ByteView(bytes).first(size)));
}
