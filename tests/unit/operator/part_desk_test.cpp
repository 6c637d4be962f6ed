// Envelopes in parts at the gateway, from counters that behave and from such that don't.

#include "operator/part_desk.h"

#include <chrono>

#include "core/files.h"
#include "made_operator.h"
#include "operator/key_rotation.h"
#include "protocol/envelope_head.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;

namespace {

const std::string kLarge(100'000, 'x');

struct MadeDesk : MadeOperator {
    explicit MadeDesk(PartLimits wanted = {}) : limits(wanted) { reopen(); }
    void reopen() {
        partDesk.reset();
        partDesk = PartDesk::open(folder / "parts", *ledger, bodies, ingest, clock, limits).value();
    }
    PartOutcome send(ByteView envelope, std::size_t from, std::size_t count) {
        return sendAs(sha256Of(envelope), envelope, from, count);
    }
    PartOutcome sendAs(const Sha256& whole, ByteView envelope, std::size_t from, std::size_t count) {
        const auto part = packPart({whole, static_cast<std::uint32_t>(envelope.size()),
                                    static_cast<std::uint32_t>(from), envelope.subspan(from, count)});
        return partDesk->take(part.value()).value();
    }
    std::uint32_t heldOf(ByteView envelope) { return send(envelope, 0, 0).held; }
    [[nodiscard]] std::size_t files() const {
        const std::filesystem::directory_iterator all(folder / "parts");
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

    PartLimits limits;
    std::unique_ptr<PartDesk> partDesk;
};

}  // namespace

TEST_CASE("parts in order become a record like any other, and its receipt is the answer to the last") {
    MadeDesk made;
    const auto envelope = made.counter.envelope(kLarge);
    CHECK(made.heldOf(envelope) == 0);
    CHECK(made.send(envelope, 0, 20'000).held == 20'000);
    CHECK(made.heldOf(envelope) == 20'000);
    CHECK(made.send(envelope, 20'000, 60'000).held == 80'000);
    CHECK(made.held() == 0);
    const auto last = made.send(envelope, 80'000, envelope.size() - 80'000);
    REQUIRE(last.whole);
    CHECK_FALSE(last.whole->refusal);
    CHECK(made.held() == 1);
    const auto header = parseEnvelope(envelope).value().header;
    CHECK(verifyReceipt(last.whole->receipt, made.identity.verifyingKeys,
                        {header.recordId, header.deviceId, header.sequence, header.payloadHash}));
    CHECK(made.files() == 0);
    // The answer was lost: asked anew, the first part is enough, and the receipt is the same.
    CHECK(made.heldOf(envelope) == 0);
    const auto again = made.send(envelope, 0, 20'000);
    REQUIRE(again.whole);
    CHECK(again.whole->repeated);
    CHECK(again.whole->receipt == last.whole->receipt);
    CHECK(made.ingest.take(envelope).value().receipt == last.whole->receipt);
    CHECK(made.held() == 1);
}

TEST_CASE("whoever asks for a receipt again after the key was retired has it by the present one") {
    MadeDesk made;
    const auto envelope = made.counter.envelope(kLarge);
    REQUIRE(made.send(envelope, 0, envelope.size()).whole);
    CHECK(rotateKey(made.folder, KeyUse::Signing, made.byOffice()));
    CHECK(retireKey(made.folder, made.identity.verifyingKeys.front().id(), made.byOffice()));
    const auto identity = openOperatorFolder(made.folder).value();
    Ingest ingest{*made.ledger,         made.bodies, identity.signingKey,
                  identity.sealingKeys, made.clock,  made.points};
    made.partDesk =
        PartDesk::open(made.folder / "parts", *made.ledger, made.bodies, ingest, made.clock, {}).value();
    const auto again = made.send(envelope, 0, 20'000);
    REQUIRE(again.whole);
    const auto header = parseEnvelope(envelope).value().header;
    CHECK(verifyReceipt(again.whole->receipt, identity.verifyingKeys,
                        {header.recordId, header.deviceId, header.sequence, header.payloadHash}));
}

TEST_CASE("repeated, overlapping and missing bytes don't harm: the answer says where to go on") {
    MadeDesk made;
    const auto envelope = made.counter.envelope(kLarge);
    CHECK(made.send(envelope, 0, 20'000).held == 20'000);
    CHECK(made.send(envelope, 0, 20'000).held == 20'000);
    CHECK(made.send(envelope, 10'000, 20'000).held == 30'000);
    CHECK(made.send(envelope, 5'000, 1'000).held == 30'000);
    CHECK(made.send(envelope, 40'000, 10'000).held == 30'000);  // after a gap
    CHECK(made.send(envelope, 30'000, envelope.size() - 30'000).whole);
    CHECK(made.held() == 1);
}

TEST_CASE("only an enrolled counter's signed head gets room") {
    MadeDesk made;
    const auto envelope = made.counter.envelope(kLarge);
    const auto head = parseEnvelopeHead(envelope).value().bytes;
    CHECK(made.send(envelope, 0, head - 1).refusal == Refusal::Malformed);
    CHECK(made.send(envelope, 1, head).held == 0);
    auto altered = envelope;
    altered[60] ^= 1U;
    CHECK(made.send(altered, 0, 20'000).refusal);
    auto resigned = envelope;
    resigned[head - 1] ^= 1U;  // of the signature
    CHECK(made.send(resigned, 0, 20'000).refusal == Refusal::SignatureInvalid);
    Counter stranger(made.identity.sealingKeys.front());
    stranger.become(DeviceId::random());
    CHECK(made.send(stranger.envelope(kLarge), 0, 20'000).refusal == Refusal::UnknownDevice);
    // The head says how long the whole is.
    const auto longer = packPart({sha256Of(envelope), static_cast<std::uint32_t>(envelope.size()) + 1, 0,
                                  ByteView(envelope).first(20'000)});
    CHECK(made.partDesk->take(longer.value()).value().refusal == Refusal::Malformed);
    CHECK(made.partDesk->take(toBytes("garbage")).value().refusal == Refusal::Malformed);
    REQUIRE(made.ledger->setDeviceState(made.counter.id(), DeviceState::Off));
    CHECK(made.send(envelope, 0, 20'000).refusal == Refusal::DeviceSwitchedOff);
    CHECK(made.files() == 0);
    CHECK(made.partDesk->uploads() == 0);
}

TEST_CASE("what does not fit its hash at the end is dropped, and the true one still comes through") {
    MadeDesk made;
    const auto envelope = made.counter.envelope(kLarge);
    auto altered = envelope;
    altered.back() ^= 1U;
    CHECK(made.send(envelope, 0, 50'000).held == 50'000);
    // Somebody who saw the hash fills in other bytes.
    const auto ended = made.sendAs(sha256Of(envelope), altered, 50'000, altered.size() - 50'000);
    CHECK_FALSE(ended.whole);
    CHECK(ended.held == 0);
    CHECK(made.files() == 0);
    CHECK(made.held() == 0);
    // A hash that fits bytes which are no good envelope: Ingest says so.
    CHECK(made.send(altered, 0, 50'000).held == 50'000);
    CHECK(made.send(altered, 50'000, altered.size() - 50'000).whole->refusal == Refusal::Malformed);
    CHECK(made.send(envelope, 0, 50'000).held == 50'000);
    CHECK(made.send(envelope, 50'000, envelope.size() - 50'000).whole);
    CHECK(made.held() == 1);
    CHECK(made.files() == 0);
}

TEST_CASE("each counter has room for one, all together for a few, and nothing stays for ever") {
    MadeDesk made({2, std::chrono::hours(24), std::chrono::hours(1)});
    auto second = made.enrolled();
    auto third = made.enrolled();
    const auto one = made.counter.envelope(kLarge);
    const auto other = made.counter.envelope(kLarge);
    CHECK(made.send(one, 0, 20'000).held == 20'000);
    CHECK(made.send(other, 0, 20'000).held == 20'000);
    CHECK(made.files() == 1);
    CHECK(made.heldOf(one) == 0);
    // Two counters don't get into each other's way.
    const auto theirs = second.envelope(kLarge);
    CHECK(made.send(theirs, 0, 30'000).held == 30'000);
    CHECK(made.heldOf(other) == 20'000);
    const auto late = third.envelope(kLarge);
    CHECK(made.send(late, 0, 20'000).refusal == Refusal::TryLater);
    made.clock.advance(std::chrono::minutes(61));
    CHECK(made.send(theirs, 30'000, 10'000).held == 40'000);
    CHECK(made.send(late, 0, 20'000).held == 20'000);  // in place of the one that lay idle
    CHECK(made.heldOf(other) == 0);
    made.clock.advance(std::chrono::hours(24));
    CHECK(made.send(one, 0, 20'000).held == 20'000);
    CHECK(made.files() == 1);
}

TEST_CASE("an upload that is too old begins again, even if its file was swept away") {
    for (const bool swept : {false, true}) {
        MadeDesk made;
        const auto envelope = made.counter.envelope(kLarge);
        CHECK(made.send(envelope, 0, 60'000).held == 60'000);
        made.clock.advance(std::chrono::hours(25));
        if (swept) {
            for (const auto& entry : std::filesystem::directory_iterator(made.folder / "parts"))
                std::filesystem::remove(entry.path());
        }
        CHECK(made.send(envelope, 60'000, 10'000).held == 0);
        CHECK(made.files() == 0);
        CHECK(made.send(envelope, 0, 60'000).held == 60'000);
        CHECK(made.send(envelope, 60'000, envelope.size() - 60'000).whole);
        CHECK(made.held() == 1);
    }
}

TEST_CASE("a gateway that starts again goes on with what it held, and throws rubbish away") {
    MadeDesk made;
    made.clock.setWall(SystemClock().wall());  // files bear the system's time
    const auto envelope = made.counter.envelope(kLarge);
    CHECK(made.send(envelope, 0, 50'000).held == 50'000);
    REQUIRE(writeFileDurably(made.folder / "parts" / "rubbish", toBytes("rubbish")));
    REQUIRE(writeFileDurably(made.folder / "parts" / (std::string(64, 'a') + ".part"), toBytes("rubbish")));
    made.reopen();
    CHECK(made.files() == 1);
    CHECK(made.heldOf(envelope) == 50'000);
    made.clock.advance(std::chrono::hours(25));
    made.reopen();
    CHECK(made.files() == 0);
    CHECK(made.heldOf(envelope) == 0);
}

TEST_CASE("all bytes came and the gateway died before it took them in: asking is enough") {
    MadeDesk made;
    made.clock.setWall(SystemClock().wall());
    const auto envelope = made.counter.envelope(kLarge);
    REQUIRE(writeFileDurably(made.folder / "parts" / (toHex(sha256Of(envelope)) + ".part"), envelope));
    made.reopen();
    const auto outcome = made.send(envelope, 0, 0);
    REQUIRE(outcome.whole);
    CHECK_FALSE(outcome.whole->refusal);
    CHECK(made.held() == 1);
}
