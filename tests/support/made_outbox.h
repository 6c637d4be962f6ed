// Accepted records with their rows in the outbox, as a decision leaves them: for tests of what comes after.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "protocol/regulator.h"
#include "store/sqlite_database.h"
#include "unit/operator/made_operator.h"

namespace countersign::test {

// An operator whose records stand accepted and wait for the regulator.
struct MadeOutbox {
    explicit MadeOutbox(SealingKey regulator) : m_regulator(std::move(regulator)) {}

    MadeOperator made;
    std::filesystem::path ledger = OperatorPaths(made.folder).ledger;

    // Takes one record in, accepts it and puts its item into the outbox.
    ItemKey accept() {
        const auto envelope = made.counter.envelope();
        const auto taken = made.ingest.take(envelope).value();
        const auto receipt = parseReceipt(taken.receipt).value();
        auto row = made.ledger->find(receipt.deviceId, receipt.recordId).value().value();
        const ItemKey key{row.deviceId, row.recordId, 2};
        Attestation item;
        item.key = key;
        item.name = "Made Person";
        item.documentKind = "passport";
        item.documentNumber = "E12345678";
        item.msisdn = "+8613700138000";
        item.at = std::chrono::floor<std::chrono::seconds>(made.clock.wall());
        item.evidenceHash = row.envelopeHash;
        item.legalGround = "practice_ground";
        item.practice = true;
        word(key, ReceiptStatus::Accepted, 2);
        insert(key, sealAttestation(item, m_regulator).value());
        return key;
    }
    void insert(const ItemKey& key, ByteView item) {
        auto database = open();
        auto outbox = database
                          .prepare(
                              "INSERT INTO outbox (device_id, record_id, revision, content, ground, item, "
                              "created_at, state) VALUES (?1, ?2, ?3, 'attestation', 'practice_ground', ?4, "
                              "?5, 'waiting')")
                          .value();
        must(outbox.bindBlob(1, key.device.bytes())
                 .bindBlob(2, key.record.bytes())
                 .bind(3, std::int64_t{key.revision})
                 .bindBlob(4, item)
                 .bind(5, millis(made.clock.wall()))
                 .run());
        auto retention =
            database.prepare("INSERT INTO retention (device_id, record_id) VALUES (?1, ?2)").value();
        must(retention.bindBlob(1, key.device.bytes()).bindBlob(2, key.record.bytes()).run());
    }
    // Somebody's word on the record.
    void word(const ItemKey& key, ReceiptStatus status, std::uint32_t revision) {
        auto row = record(key);
        const auto receipt = signReceipt({row.recordId, row.deviceId, row.sequence, row.payloadHash,
                                          row.receivedAt, status, "", revision, ""},
                                         made.identity.signingKey)
                                 .value();
        auto database = open();
        auto update = database
                          .prepare(
                              "UPDATE record SET status = ?3, revision = ?4, receipt = ?5 WHERE device_id = "
                              "?1 AND record_id = ?2")
                          .value();
        must(update.bindBlob(1, key.device.bytes())
                 .bindBlob(2, key.record.bytes())
                 .bind(3, receiptStatusName(status))
                 .bind(4, std::int64_t{revision})
                 .bindBlob(5, receipt)
                 .run());
    }
    [[nodiscard]] RecordRow record(const ItemKey& key) {
        return made.ledger->find(key.device, key.record).value().value();
    }
    [[nodiscard]] std::int64_t count(const std::string& sql) { return open().queryInteger(sql).value(); }
    // What the counter's next contact brings.
    [[nodiscard]] std::vector<Order> orders() {
        Contact contact;
        contact.deviceId = made.counter.id();
        contact.nonce = std::string(32, 'a');
        contact.at = made.clock.wall();
        contact.application = "test";
        contact.lastReserved = 1000;
        const auto answer = made.contacts.answer(signContact(contact, made.counter.key()).value()).value();
        return verifyNotice(answer.notice, made.identity.verifyingKeys, made.counter.id()).value().orders;
    }
    [[nodiscard]] Database open() const { return Database::open(ledger, Database::Mode::ReadWrite).value(); }
    static void must(const Status& done) {
        if (!done) throw std::runtime_error(describe(done.error()));
    }
    static std::int64_t millis(WallTime time) {
        return std::chrono::duration_cast<Millis>(time.time_since_epoch()).count();
    }

  private:
    SealingKey m_regulator;
};

}  // namespace countersign::test
