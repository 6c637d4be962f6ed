// What the holder of a receipt is told, and that a guesser is told nothing. Real files, real SQLite.
#include "operator/deletion_desk.h"

#include "made_review.h"
#include "operator/erasure_desk.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Bench : MadeReview {
    std::unique_ptr<SqliteCaseBook> book = SqliteCaseBook::open(OperatorPaths(folder).ledger).value();
    DeletionDesk desk{*ledger, *book, identity.everyKey(), clock};

    [[nodiscard]] DeletionWord word(const std::string& code) {
        const auto read = parseReceiptCode(code);
        REQUIRE(read);
        return desk.look(*read).value();
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

int admitted(DeletionDesk& desk, const ReceiptCode& code, const std::string& address, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; ++i) taken += desk.admit(code, address) ? 1 : 0;
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
    CHECK_FALSE(bench.word(row).until);  // nobody has decided
    CHECK(bench.guessed(row).state == DeletionState::NotKnown);
    CHECK(bench.word(receiptCodeOf(RecordId::random())).state == DeletionState::NotKnown);

    REQUIRE(bench.judged().activated == 1);
    const auto due = bench.word(row).until;
    REQUIRE(due);
    CHECK(due == bench.book->retention(row.deviceId, row.recordId).value()->picturesUntil);
    // That somebody else has a right to it is not told, nor a day that is no longer true.
    REQUIRE(bench.book->hold(row.deviceId, row.recordId, "court_order"));
    CHECK(bench.word(row).state == DeletionState::Held);
    CHECK_FALSE(bench.word(row).until);
    REQUIRE(bench.book->hold(row.deviceId, row.recordId, {}));

    bench.erase(row);
    const auto word = bench.word(row);
    CHECK(word.state == DeletionState::Erased);
    CHECK(word.certificate.recordId == row.recordId);
    CHECK(word.certificate.erased == std::vector<std::string>{"portrait", "best_frame"});
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
    CHECK(stranger.look(*parseReceiptCode(receiptCodeOf(row.recordId))).error().code ==
          ErrorCode::SignatureInvalid);
}

TEST_CASE("tries are counted by address and, over all addresses, by record") {
    Bench bench;
    auto& desk = bench.desk;
    // One address, whatever it asks.
    int taken = 0;
    for (int i = 0; i < 1000; ++i) taken += desk.admit(some(), "192.0.2.1") ? 1 : 0;
    CHECK(taken == 20);
    CHECK(admitted(desk, some(), "192.0.2.2", 100) == 20);  // each has its own
    bench.clock.advance(std::chrono::minutes(1));
    CHECK(admitted(desk, some(), "192.0.2.1", 100) == 10);
    // One record, from everywhere.
    const auto code = some();
    taken = 0;
    for (int i = 0; i < 1000; ++i) taken += desk.admit(code, "198.51.100." + std::to_string(i)) ? 1 : 0;
    CHECK(taken == 30);
    CHECK(desk.admit(some(), "203.0.113.9"));
    bench.clock.advance(std::chrono::minutes(5));
    CHECK(admitted(desk, code, "203.0.113.10", 100) == 5);
    // The check code makes no other record of it.
    auto other = code;
    other.check = code.check == "0000" ? "1111" : "0000";
    CHECK(admitted(desk, other, "203.0.113.11", 20) == 0);
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
