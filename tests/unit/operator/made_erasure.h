// A review side with desks that erase, each with connections of its own as another process has.
#pragma once

#include "made_review.h"
#include "operator/erasure_desk.h"

namespace countersign::test {

struct ErasureBench : MadeReview {
    struct Eraser {
        std::unique_ptr<SqliteCaseBook> book;
        std::unique_ptr<RecordOpener> opener;
        std::unique_ptr<ErasureDesk> desk;
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
    [[nodiscard]] std::filesystem::path bodyFile(const RecordRow& row, const char* ending = ".cse") const {
        const auto name = toHex(row.bodyHash);
        return OperatorPaths(folder).bodies / name.substr(0, 2) / (name + ending);
    }
    [[nodiscard]] bool marked() const { return !bodies.erasing().value().empty(); }
};

}  // namespace countersign::test
