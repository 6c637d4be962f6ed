// An operator with desks that erase, each with a connection of its own, as another process has.
#pragma once

#include "made_review.h"
#include "operator/erasure_desk.h"
#include "operator/person_desk.h"

namespace countersign::test {

struct ErasureBench : MadeReview {
    struct Eraser {
        std::unique_ptr<SqliteCaseBook> book;
        std::unique_ptr<RecordOpener> opener;
        std::unique_ptr<ErasureDesk> desk;
        std::unique_ptr<PersonDesk> person;
    };
    [[nodiscard]] Eraser eraser() {
        Eraser each;
        each.book = SqliteCaseBook::open(OperatorPaths(folder).ledger).value();
        std::vector<OpeningKey> keys;
        keys.push_back(OpeningKey::read(OperatorPaths(folder).openingKey).value());
        each.opener = std::make_unique<RecordOpener>(*ledger, bodies, *each.book, std::move(keys));
        each.desk = std::make_unique<ErasureDesk>(bodies, *each.book, *each.opener, identity.signingKey,
                                                  identity.sealingKeys.front(), clock);
        each.person = std::make_unique<PersonDesk>(*each.book, *each.opener, *each.desk, index);
        return each;
    }
    [[nodiscard]] RetentionRow kept(const RecordRow& row) {
        return mine.book->retention(row.deviceId, row.recordId).value().value();
    }
    [[nodiscard]] DeletionCertificate certificate(const RecordRow& row) {
        return verifyDeletion(kept(row).certificate, identity.verifyingKeys).value();
    }
    [[nodiscard]] bool bodyThere(const RecordRow& row) const { return bodies.get(row.bodyHash).has_value(); }
    // What a person of the made ones has here, as the person's own request finds it.
    [[nodiscard]] std::vector<RecordRow> of(Eraser& from, int person) {
        return from.person->find(DocumentKind::ResidentId, madeResidentNumber(person), clock.wall()).value();
    }
    DecideResult say(const RecordRow& row, ReceiptStatus status, const std::string& reason,
                     const std::string& who) {
        return mine.desk->decide(word(row, status, reason, who)).value().result;
    }
    void bothSay(const RecordRow& row, ReceiptStatus status, const std::string& reason = {}) {
        REQUIRE(say(row, status, reason, "wang") == DecideResult::FirstOfTwo);
        REQUIRE(say(row, status, reason, "li") == DecideResult::Decided);
    }
};

}  // namespace countersign::test
