// A review side with desks that erase, each with connections of its own as another process has.
#pragma once

#include "made_review.h"
#include "operator/erasure_desk.h"
#include "operator/person_desk.h"
#include "support/certificate_parts.h"

namespace countersign::test {

struct ErasureBench : MadeReview {
    struct Eraser {
        std::unique_ptr<SqliteCaseBook> book;
        std::unique_ptr<RecordOpener> opener;
        std::unique_ptr<ErasureDesk> desk;
        std::unique_ptr<PersonDesk> person;
    };
    NoErasurePoints nobody;
    [[nodiscard]] Eraser eraser(BodyStore& store, bool rightKey = true, ErasurePoints* dying = nullptr) {
        Eraser each;
        each.book = SqliteCaseBook::open(OperatorPaths(folder).ledger).value();
        std::vector<OpeningKey> keys;
        keys.push_back(rightKey ? OpeningKey::read(OperatorPaths(folder).openingKey).value()
                                : OpeningKey::generate());
        each.opener = std::make_unique<RecordOpener>(*ledger, store, *each.book, std::move(keys));
        each.desk = std::make_unique<ErasureDesk>(*ledger, store, *each.book, *each.opener,
                                                  identity.signingKey, identity.sealingKeys.front(), clock,
                                                  dying != nullptr ? *dying : nobody);
        each.person = std::make_unique<PersonDesk>(*each.book, *each.opener, *each.desk, index);
        return each;
    }
    [[nodiscard]] Eraser eraser() { return eraser(bodies); }
    void waitOutTime() { clock.advance(std::chrono::hours(24 * 31)); }
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
    [[nodiscard]] std::filesystem::path bodyFile(const RecordRow& row, const char* ending = ".cse") const {
        const auto name = toHex(row.bodyHash);
        return OperatorPaths(folder).bodies / name.substr(0, 2) / (name + ending);
    }
    [[nodiscard]] bool marked() const { return !bodies.erasing().value().empty(); }
};

}  // namespace countersign::test
