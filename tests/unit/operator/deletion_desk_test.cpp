// What the holder of a receipt is told, and that a guesser is told nothing. Real files, real SQLite.
#include "operator/deletion_desk.h"

#include "made_review.h"
#include "operator/erasure_desk.h"
#include "support/certificate_parts.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Bench : MadeReview {
    std::unique_ptr<SqliteCaseBook> book = SqliteCaseBook::open(OperatorPaths(folder).ledger).value();
    DeletionDesk desk{*ledger, *book, identity.everyKey(), clock};

    [[nodiscard]] DeletionWord word(const std::string& code) {
        const auto read = parseReceiptCode(code);
        REQUIRE(read);
        return desk.look(*read, {"192.0.2.250", "192.0.2.250"}).value();
    }
    [[nodiscard]] DeletionWord word(const RecordRow& row) { return word(receiptCodeOf(row.recordId)); }
    // With another check code than its own.
    [[nodiscard]] DeletionWord guessed(const RecordRow& row) {
        auto code = receiptCodeOf(row.recordId);
        code.back() = code.back() == '0' ? '1' : '0';
        return word(code);
    }
    void erase(const RecordRow& row) {
        std::vector<OpeningKey> keys;
        keys.push_back(OpeningKey::read(OperatorPaths(folder).openingKey).value());
        const RecordOpener opener(*ledger, bodies, *book, std::move(keys));
        NoErasurePoints nobody;
        ErasureDesk eraser(*ledger, bodies, *book, opener, identity.signingKey, identity.sealingKeys.front(),
                           clock, nobody);
        REQUIRE(eraser.eraseOnRequest(row).value() == EraseResult::Pictures);
    }
};

AskedFrom at(const std::string& address) {
    return {address, address};
}

int admitted(DeletionDesk& desk, const ReceiptCode& code, const std::string& address, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; ++i) taken += desk.admit(code, at(address)) ? 1 : 0;
    return taken;
}

ReceiptCode some() {
    return *parseReceiptCode(receiptCodeOf(RecordId::random()));
}

}  // namespace

TEST_CASE("who holds the receipt hears how it stands; with a wrong check code nothing is known") {
    Bench bench;
    const auto row = bench.registered();
    CHECK(bench.word(row).state == DeletionState::Held);
    CHECK(bench.guessed(row).state == DeletionState::NotKnown);
    CHECK(bench.word(receiptCodeOf(RecordId::random())).state == DeletionState::NotKnown);

    REQUIRE(bench.judged().activated == 1);
    CHECK(bench.word(row).state == DeletionState::Held);
    // That somebody else has a right to it is not told, before the day nor after it.
    REQUIRE(bench.book->hold(holdLine("court_order"), row.deviceId, row.recordId, "court_order"));
    CHECK(bench.word(row).state == DeletionState::Held);
    REQUIRE(bench.book->hold(holdLine(""), row.deviceId, row.recordId, {}));

    bench.erase(row);
    const auto word = bench.word(row);
    CHECK(word.state == DeletionState::Erased);
    CHECK(word.certificate.recordId == row.recordId);
    CHECK(erasedParts(word.certificate) == PartNames{"portrait", "best_frame"});
    CHECK(word.key == bench.identity.signingKey.verifyingKey());
    CHECK(verifyDeletion(word.signedBytes, {word.key}).value() == word.certificate);
    CHECK(bench.guessed(row).state == DeletionState::NotKnown);
    CHECK(bench.guessed(row).signedBytes.empty());
}

TEST_CASE("a certificate that none of the operator's keys signed is a fault and no answer") {
    Bench bench;
    const auto row = bench.registered();
    REQUIRE(bench.judged().activated == 1);
    bench.erase(row);
    DeletionDesk stranger(*bench.ledger, *bench.book, {SigningKey::generate().verifyingKey()}, bench.clock);
    CHECK(stranger.look(*parseReceiptCode(receiptCodeOf(row.recordId)), at("192.0.2.1")).error().code ==
          ErrorCode::SignatureInvalid);
}

TEST_CASE("tries are counted by address, by site and, over all of them, by record") {
    Bench bench;
    auto& desk = bench.desk;
    const auto walked = [&](const AskedFrom& from, int tries) {  // of another record each time
        int taken = 0;
        for (int i = 0; i < tries; ++i) taken += desk.admit(some(), from) ? 1 : 0;
        return taken;
    };
    CHECK(walked(at("192.0.2.1"), 1000) == 20);
    CHECK(walked(at("192.0.2.2"), 100) == 20);  // each has its own
    bench.clock.advance(std::chrono::minutes(1));
    CHECK(walked(at("192.0.2.1"), 100) == 10);
    // A site with as many networks as it likes.
    int taken = 0;
    for (int i = 0; i < 1000; ++i)
        taken += walked({"2001:db8:1:" + std::to_string(i) + "::", "2001:db8:1::"}, 1);
    CHECK(taken == 100);
    CHECK(walked({"2001:db8:2:1::", "2001:db8:2::"}, 1) == 1);
    // One record, from everywhere.
    const auto code = some();
    taken = 0;
    for (int i = 0; i < 1000; ++i) taken += desk.admit(code, at("198.51.100." + std::to_string(i))) ? 1 : 0;
    CHECK(taken == 30);
    CHECK(desk.admit(some(), at("203.0.113.9")));
    bench.clock.advance(std::chrono::minutes(5));
    CHECK(admitted(desk, code, "203.0.113.10", 100) == 5);
    // The check code makes no other record of it.
    auto other = code;
    other.check = code.check == "0000" ? "1111" : "0000";
    CHECK(admitted(desk, other, "203.0.113.11", 20) == 0);
}

TEST_CASE("whoever goes on guessing at a record from one place does not lock its buyer out") {
    Bench bench;
    const auto code = some();
    int taken = 0;
    for (int minute = 0; minute < 24 * 60; ++minute) {
        // As often as one address may ask, from all networks of a site.
        for (int i = 0; i < 10; ++i) {
            const auto network = "2001:db8:1:" + std::to_string(minute % 100 + i) + "::";
            taken += bench.desk.admit(code, {network, "2001:db8:1::"}) ? 1 : 0;
        }
        bench.clock.advance(std::chrono::minutes(1));
        if (minute % 60 == 0) REQUIRE(bench.desk.admit(code, at("192.0.2.77")));
    }
    CHECK(taken <= 5 + 24 * 6);
}

TEST_CASE("a right code is no guess, and may be looked at as often as an address may ask") {
    Bench bench;
    const auto row = bench.registered();
    const auto code = *parseReceiptCode(receiptCodeOf(row.recordId));
    auto wrong = code;
    wrong.check = code.check == "0000" ? "1111" : "0000";
    for (int i = 0; i < 50; ++i) {
        const auto from = at("198.51.100." + std::to_string(i / 10));
        REQUIRE(bench.desk.admit(code, from));
        CHECK(bench.desk.look(code, from).value().state == DeletionState::Held);
    }
    // Wrong ones are counted all the same: as with a record that nobody has looked at.
    int taken = 0;
    for (int i = 0; i < 100; ++i) {
        const auto from = at("203.0.113." + std::to_string(i));
        if (!bench.desk.admit(wrong, from)) continue;
        ++taken;
        CHECK(bench.desk.look(wrong, from).value().state == DeletionState::NotKnown);
    }
    CHECK(taken == 30);
    // One address is bound however right it is.
    for (int i = 0; i < 20; ++i) static_cast<void>(bench.desk.admit(some(), at("192.0.2.9")));
    CHECK_FALSE(bench.desk.admit(code, at("192.0.2.9")));
}

TEST_CASE("a flood of addresses neither fills the memory nor gives one that guessed its tries back") {
    ManualClock clock{WallTime(std::chrono::seconds(1795504525))};
    TokenBuckets<std::string> buckets(0.001, 3, clock, 2000);
    for (int i = 0; i < 3; ++i) CHECK(buckets.take("guesser"));
    CHECK_FALSE(buckets.take("guesser"));
    for (int i = 0; i < 50000; ++i) {
        REQUIRE(buckets.take("address " + std::to_string(i)));
        if (i % 500 == 0) CHECK_FALSE(buckets.take("guesser"));
    }
    CHECK(buckets.tracked() <= 2000);
}
