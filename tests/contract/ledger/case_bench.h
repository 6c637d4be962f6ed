// Records in a ledger with somebody's words on them: for the suites of case books and outboxes.
#pragma once

#include <map>

#include "ledgers.h"

namespace countersign::test {

struct CaseBench {
    explicit CaseBench(const LedgerPlace& where)
        : place(where), ledger(where.ledger()), book(where.caseBook()), counter(enrolled(*ledger).id) {}

    LedgerPlace place;
    ManualClock clock{kNow};
    SigningKey key = SigningKey::generate();
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<CaseBook> book;
    DeviceId counter;
    std::map<DeviceId, std::uint64_t> sequences;

    RecordRow record() { return record(counter); }
    RecordRow record(const DeviceId& from, bool practice = false) {
        auto row = recordOf(from, ++sequences[from]);
        row.receivedAt = clock.wall();
        row.practice = practice;
        REQUIRE(addOne(*ledger, row).result == AddResult::Added);
        return row;
    }
    // A no brings along what tells the regulator that the yes is taken back, as the review desk makes it.
    [[nodiscard]] Decision decision(const RecordRow& row, ReceiptStatus status,
                                    const std::string& reason = {}) const {
        auto word = madeDecision(row, status, reason, key, clock.wall());
        if (status == ReceiptStatus::Refused)
            word.item = SealedItem{"attestation", "telecom_rules", toBytes(kTakesBack)};
        return word;
    }
    static constexpr std::string_view kTakesBack = "taken back";
    [[nodiscard]] Decision accept(const RecordRow& row, const std::string& person,
                                  const std::string& card) const {
        return withIndex(decision(row, ReceiptStatus::Accepted), person, card);
    }
    [[nodiscard]] static Decision by(Decision word, const std::string& who,
                                     ReviewerRole role = ReviewerRole::Reviewer) {
        word.by = who;
        word.role = role;
        return word;
    }
    DecideResult decide(const Decision& word) { return book->decide(word).value().result; }
    [[nodiscard]] Case now(const RecordRow& row) {
        return book->find(row.deviceId, row.recordId).value().value();
    }
    [[nodiscard]] RecordRow held(const ItemKey& item) {
        return ledger->find(item.device, item.record).value().value();
    }
    // One more record, accepted, that waits for the regulator.
    ItemKey accepted(std::size_t bytes = 300) {
        const auto row = record();
        auto word = decision(row, ReceiptStatus::Accepted);
        word.item = SealedItem{"attestation", "telecom_rules", Bytes(bytes, 0x5a)};
        word.picturesUntil.reset();
        REQUIRE(decide(word) == DecideResult::Decided);
        return {row.deviceId, row.recordId, 2};
    }
    // What the counter hears with its next contact.
    [[nodiscard]] std::vector<Order> orders() { return orders(counter); }
    [[nodiscard]] std::vector<Order> orders(const DeviceId& of) {
        Contact contact;
        contact.deviceId = of;
        contact.lastReserved = 1'000'000;
        return ledger->takeContact(contact, clock.wall(), ContactWay::Network).value().orders;
    }
    [[nodiscard]] Receipt verified(ByteView receipt, const RecordRow& row) const {
        const std::vector<VerifyingKey> keys{key.verifyingKey()};
        return verifyReceipt(receipt, keys, {row.recordId, row.deviceId, row.sequence, row.payloadHash})
            .value();
    }
};

}  // namespace countersign::test
