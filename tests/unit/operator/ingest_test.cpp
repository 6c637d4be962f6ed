#include <fstream>
#include <thread>

#include "core/files.h"
#include "made_operator.h"
#include "support/catch.h"
#include "support/p256_signer.h"

using namespace countersign;
using namespace countersign::test;

namespace {

std::optional<Refusal> refusalOf(MadeOperator& made, ByteView bytes) {
    const auto outcome = made.ingest.take(bytes);
    REQUIRE(outcome);
    return outcome->refusal;
}

}  // namespace

TEST_CASE("a record is stored once and its receipt holds") {
    MadeOperator made;
    const auto bytes = made.counter.envelope();
    const auto outcome = made.ingest.take(bytes).value();
    REQUIRE_FALSE(outcome.refusal);
    CHECK_FALSE(outcome.repeated);
    const auto header = parseEnvelope(bytes).value().header;
    const auto receipt =
        verifyReceipt(outcome.receipt, made.identity.verifyingKeys,
                      {header.recordId, header.deviceId, header.sequence, header.payloadHash})
            .value();
    CHECK(receipt.status == ReceiptStatus::Received);
    CHECK(receipt.receivedAt == made.clock.wall());

    const auto rows = made.ledger->records(0, 10).value().rows;
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].recordId == header.recordId);
    CHECK(rows[0].receipt == outcome.receipt);
    CHECK(made.bodies.get(rows[0].bodyHash).value() == bytes);
}

TEST_CASE("a body that the disk lost is put back before the counter is told to erase its copy") {
    MadeOperator made;
    const auto bytes = made.counter.envelope();
    REQUIRE_FALSE(refusalOf(made, bytes));
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(OperatorPaths(made.folder).bodies)) {
        if (entry.path().extension() == ".cse") std::filesystem::resize_file(entry.path(), 10);
    }
    const auto row = made.ledger->records(0, 10).value().rows.at(0);
    REQUIRE_FALSE(made.bodies.get(row.bodyHash));
    CHECK(made.ingest.take(bytes).value().repeated);
    CHECK(made.bodies.get(row.bodyHash).value() == bytes);
}

TEST_CASE("a record id is taken for every counter, not only for its own") {
    MadeOperator made;
    const auto record = RecordId::random();
    REQUIRE_FALSE(refusalOf(made, made.counter.envelope(1, "one", record)));
    const Counter other = made.enrolled();
    CHECK(refusalOf(made, other.envelope(1, "one", record)) == Refusal::Conflict);
    CHECK(made.held() == 1);
    CHECK(made.ledger->alarmCount().value() == 1);
    CHECK_FALSE(refusalOf(made, other.envelope(1, "one")));
}

TEST_CASE("the same envelope again gets the same receipt, weeks later too") {
    MadeOperator made;
    const auto bytes = made.counter.envelope();
    const auto first = made.ingest.take(bytes).value();
    made.clock.advance(std::chrono::hours(24 * 60));
    const auto second = made.ingest.take(bytes).value();
    CHECK(second.repeated);
    CHECK(second.receipt == first.receipt);
    CHECK(made.held() == 1);
    CHECK(made.bodyFiles() == 1);
}

TEST_CASE("the same record or sequence with other bytes is a conflict and an alarm") {
    MadeOperator made;
    const auto record = RecordId::random();
    REQUIRE_FALSE(refusalOf(made, made.counter.envelope(5, "one", record)));
    // Each time somebody looks into it and lets the counter go on.
    const auto contradiction = [&](ByteView bytes) {
        CHECK(refusalOf(made, bytes) == Refusal::Conflict);
        CHECK(refusalOf(made, made.counter.envelope(7, "new")) == Refusal::DeviceSetAside);
        CHECK(made.ledger->release(made.counter.id()));
    };
    contradiction(made.counter.envelope(5, "two", record));
    contradiction(made.counter.envelope(6, "one", record));
    CHECK(made.ledger->alarmCount().value() == 2);
    const auto clone = made.counter.envelope(5, "another buyer, same count");
    // Once it was looked into, the numbers used so far set the counter aside no more: an honest one that was
    // rolled back goes on.
    CHECK(refusalOf(made, clone) == Refusal::Conflict);
    CHECK(refusalOf(made, clone) == Refusal::Conflict);  // told each time, stored once
    CHECK_FALSE(refusalOf(made, made.counter.envelope(8, "new")));
    CHECK(made.ledger->alarmCount().value() == 3);
    CHECK(made.held() == 2);
    CHECK(made.bodyFiles() == 2);  // pictures of what was refused are not kept
}

TEST_CASE("two counters may use the same sequence") {
    MadeOperator made;
    auto other = made.enrolled();
    REQUIRE_FALSE(refusalOf(made, made.counter.envelope(1, "mine")));
    REQUIRE_FALSE(refusalOf(made, other.envelope(1, "theirs")));
    CHECK(made.held() == 2);
}

TEST_CASE("records may come out of order") {
    MadeOperator made;
    REQUIRE_FALSE(refusalOf(made, made.counter.envelope(9, "late")));
    REQUIRE_FALSE(refusalOf(made, made.counter.envelope(2, "early")));
    CHECK(made.held() == 2);
}

TEST_CASE("what is wrong is refused for its reason, and nothing is stored") {
    MadeOperator made;
    const auto good = made.counter.envelope();
    CHECK(refusalOf(made, {}) == Refusal::Malformed);
    CHECK(refusalOf(made, toBytes("{}")) == Refusal::Malformed);
    CHECK(refusalOf(made, ByteView(good).first(good.size() - 1)) == Refusal::Malformed);
    auto bent = good;
    bent.back() ^= 1;  // payload no longer fits its hash
    CHECK(refusalOf(made, bent) == Refusal::Malformed);
    bent = good;
    bent[5] = 2;
    CHECK(refusalOf(made, bent) == Refusal::VersionUnsupported);
    bent = good;
    bent[8] = 0xff;
    CHECK(refusalOf(made, bent) == Refusal::TooLarge);

    Counter stranger(made.identity.sealingKeys.front());
    stranger.become(DeviceId::random());
    CHECK(refusalOf(made, stranger.envelope()) == Refusal::UnknownDevice);
    stranger.become(made.counter.id());
    CHECK(refusalOf(made, stranger.envelope()) == Refusal::SignatureInvalid);

    Counter elsewhere(OpeningKey::generate().sealingKey());
    const auto enrolled =
        made.desk.enrol(makeEnrolmentRequest(made.code(), "test", elsewhere.key()).value()).value();
    elsewhere.become(*enrolled.deviceId);
    CHECK(refusalOf(made, elsewhere.envelope()) == Refusal::UnknownOperatorKey);
    CHECK(made.held() == 0);
    CHECK(made.bodyFiles() == 0);
}

TEST_CASE("a counter that is switched off gets no receipt for anything") {
    MadeOperator made;
    const auto bytes = made.counter.envelope();
    REQUIRE_FALSE(refusalOf(made, bytes));
    REQUIRE(made.ledger->setDeviceState(made.counter.id(), DeviceState::Off));
    CHECK(refusalOf(made, made.counter.envelope()) == Refusal::DeviceSwitchedOff);
    REQUIRE(made.ledger->setDeviceState(made.counter.id(), DeviceState::Active));
    CHECK_FALSE(refusalOf(made, bytes));
    CHECK(made.held() == 1);
}

TEST_CASE("many threads with the same envelopes store each exactly once") {
    MadeOperator made;
    std::vector<Bytes> envelopes;
    for (int i = 0; i < 20; ++i) envelopes.push_back(made.counter.envelope("record " + std::to_string(i)));
    std::vector<std::vector<Bytes>> receipts(4);
    {
        std::vector<std::jthread> threads;
        for (auto& own : receipts) {
            threads.emplace_back([&] {
                for (const auto& bytes : envelopes) own.push_back(made.ingest.take(bytes).value().receipt);
            });
        }
    }
    for (const auto& own : receipts) CHECK(own == receipts[0]);
    CHECK(made.held() == envelopes.size());
}

TEST_CASE("a body that was changed on the disk is noticed") {
    MadeOperator made;
    REQUIRE_FALSE(refusalOf(made, made.counter.envelope()));
    const auto row = made.ledger->records(0, 1).value().rows.at(0);
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(OperatorPaths(made.folder).bodies)) {
        if (entry.path().extension() != ".cse") continue;
        auto bytes = readFile(entry.path(), kMaxEnvelopeBytes).value();
        bytes[100] ^= 1;
        std::ofstream(entry.path(), std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    CHECK(made.bodies.get(row.bodyHash).error().code == ErrorCode::BodyDamaged);
}

TEST_CASE("an enrolment code is good once, for one key, for its time") {
    MadeOperator made;
    const auto code = made.code();
    const auto key = SigningKey::generate();
    const auto request = makeEnrolmentRequest(code, "test", key).value();
    const auto first = made.desk.enrol(request).value();
    REQUIRE_FALSE(first.refusal);
    // The answer was lost: the same counter asks again and is the same device.
    made.clock.advance(std::chrono::hours(1));
    const auto again = made.desk.enrol(request).value();
    CHECK(again.deviceId == first.deviceId);
    CHECK(again.response == first.response);
    CHECK(
        made.desk.enrol(makeEnrolmentRequest(code, "test", SigningKey::generate()).value()).value().refusal ==
        Refusal::CodeInvalid);
    CHECK(made.desk.enrol(makeEnrolmentRequest("0000-0000-0000", "test", key).value()).value().refusal ==
          Refusal::CodeInvalid);
    const auto late = made.code();
    made.clock.advance(std::chrono::hours(25));
    CHECK(made.desk.enrol(makeEnrolmentRequest(late, "test", key).value()).value().refusal ==
          Refusal::CodeInvalid);
    CHECK(made.desk.enrol(toBytes("{}")).value().refusal == Refusal::Malformed);
    CHECK(made.desk.enrol({}).value().refusal == Refusal::Malformed);
    auto forged = request;
    const auto at = std::string(request.begin(), request.end()).find("\"signature\":\"") + 13;
    forged[at] = forged[at] == 'A' ? 'B' : 'A';
    CHECK(made.desk.enrol(forged).value().refusal == Refusal::SignatureInvalid);
}

TEST_CASE("a counter with a key of P-256 is enrolled and taken in like any other") {
    MadeOperator made;
    const P256Signer device;
    const auto outcome = made.desk.enrol(makeEnrolmentRequest(made.code(), "test", device).value()).value();
    REQUIRE_FALSE(outcome.refusal);
    const auto answer = readEnrolmentResponse(outcome.response, device.verifyingKey()).value();
    const auto row = made.ledger->device(answer.deviceId).value();
    REQUIRE(row);
    CHECK(row->key == device.verifyingKey());
    CHECK(row->keyProtection == KeyProtection::Tpm);

    EnvelopeHeader header;
    header.recordId = RecordId::random();
    header.deviceId = answer.deviceId;
    header.sequence = 1;
    header.application = "test";
    header.createdAt = made.clock.wall();
    const auto sealed = sealPayload(answer.sealingKey, toBytes("a record")).value();
    const auto bytes = signEnvelope(header, sealed, device).value();
    // Signed by somebody else, or by the same counter's former key: not this counter.
    CHECK(refusalOf(made, signEnvelope(header, sealed, P256Signer()).value()) == Refusal::SignatureInvalid);
    CHECK(refusalOf(made, signEnvelope(header, sealed, SigningKey::generate()).value()) ==
          Refusal::SignatureInvalid);
    const auto signatureAt = parseEnvelope(bytes).value().headerBytes.size() + 20;
    for (std::size_t at = 0; at < 16; ++at) {
        auto forged = bytes;
        forged[signatureAt + at] ^= 0x01U;
        CHECK(refusalOf(made, forged) == Refusal::SignatureInvalid);
    }
    CHECK(made.held() == 0);

    const auto taken = made.ingest.take(bytes).value();
    REQUIRE_FALSE(taken.refusal);
    CHECK(made.held() == 1);
    const auto parsed = parseEnvelope(bytes).value().header;
    CHECK(verifyReceipt(taken.receipt, made.identity.verifyingKeys,
                        {parsed.recordId, parsed.deviceId, parsed.sequence, parsed.payloadHash}));
    CHECK(made.identity.verifyingKeys.front().algorithm == SignatureAlgorithm::Ed25519);
    CHECK(made.ingest.take(bytes).value().repeated);
}

TEST_CASE("the code itself is nowhere on the disk") {
    MadeOperator made;
    const auto code = normaliseEnrolmentCode(made.code()).value();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(made.folder)) {
        if (!entry.is_regular_file()) continue;
        const auto bytes = readFile(entry.path(), std::size_t{1} << 26U).value();
        CHECK(std::string(bytes.begin(), bytes.end()).find(code) == std::string::npos);
    }
}

TEST_CASE("of a batch each envelope is judged by itself") {
    MadeOperator made;
    const auto first = made.counter.envelope(), second = made.counter.envelope();
    const auto before = made.ingest.take(first).value();
    auto forged = made.counter.envelope();
    forged.back() ^= 1U;
    const auto record = RecordId::random();
    const auto third = made.counter.envelope(10, "third", record);
    const auto contradicts = made.counter.envelope(11, "other bytes under the same id", record);
    const Counter stranger = [&] {
        Counter one(made.identity.sealingKeys.front());
        one.become(DeviceId::random());
        return one;
    }();
    const auto unknown = stranger.envelope(1, "x");
    const std::vector<Bytes> all{first, second, forged, third, third, contradicts, unknown, toBytes("?")};
    const auto outcomes = made.ingest.take(std::vector<ByteView>(all.begin(), all.end())).value();
    REQUIRE(outcomes.size() == all.size());
    CHECK(outcomes[0].repeated);
    CHECK(outcomes[0].receipt == before.receipt);
    CHECK_FALSE(outcomes[1].refusal);
    CHECK_FALSE(outcomes[1].repeated);
    CHECK(outcomes[2].refusal.has_value());
    CHECK_FALSE(outcomes[3].refusal);
    CHECK(outcomes[4].repeated);
    CHECK(outcomes[4].receipt == outcomes[3].receipt);
    CHECK(outcomes[5].refusal == Refusal::Conflict);
    CHECK(outcomes[6].refusal == Refusal::UnknownDevice);
    CHECK(outcomes[7].refusal == Refusal::Malformed);
    CHECK(made.held() == 3);
    CHECK(made.ledger->alarmCount().value() == 1);
    const auto page = made.ledger->records(0, 10).value();
    for (const auto& row : page.rows) CHECK(made.bodies.get(row.bodyHash));
}
