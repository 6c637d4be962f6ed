// An operator with a review side: keys of its own, a desk, and registrations that come in sealed.
#pragma once

#include <map>

#include "made_registration.h"
#include "operator/review_desk.h"
#include "operator/sqlite_case_book.h"
#include "support/catch.h"
#include "support/made_decision.h"

namespace countersign::test {

struct MadeReview : MadeOperator {
    IndexKey index = IndexKey::generate();
    OpeningKey regulator = OpeningKey::generate();
    bool regulatorKnown = true;
    OperatorRules rules = [] {
        OperatorRules first;
        first.policyVersion = 7;
        return first;
    }();
    std::map<DeviceId, std::uint64_t> sequences;
    int lines = 0;

    struct Sitting {
        std::unique_ptr<SqliteCaseBook> book;
        std::unique_ptr<ReviewDesk> desk;
    };
    // A desk with connections of its own, as another process has.
    [[nodiscard]] Sitting sit(bool rightKey = true) {
        Sitting sitting;
        sitting.book = SqliteCaseBook::open(OperatorPaths(folder).ledger).value();
        std::vector<OpeningKey> opening;
        opening.push_back(rightKey ? OpeningKey::read(OperatorPaths(folder).openingKey).value()
                                   : OpeningKey::generate());
        sitting.desk = std::make_unique<ReviewDesk>(
            *ledger, bodies, *sitting.book, std::move(opening),
            ReviewKeys{index, identity.signingKey,
                       regulatorKnown ? std::optional(regulator.sealingKey()) : std::nullopt},
            rules, clock);
        return sitting;
    }
    Sitting mine{};

    RecordRow take(Counter& from, EnvelopeHeader header, const Bytes& plain) {
        header.sequence = ++sequences[from.id()];
        const auto bytes =
            signEnvelope(header, sealPayload(identity.sealingKeys.front(), plain).value(), from.key())
                .value();
        REQUIRE_FALSE(ingest.take(bytes).value().refusal);
        return ledger->find(header.deviceId, header.recordId).value().value();
    }
    // A registration of this person with a line of its own.
    RecordRow registered(int person, Counter& from) {
        const auto id = RecordId::random();
        return take(from, madeHeader(from, id), madePayload(madeFields(id, person, ++lines)));
    }
    RecordRow registered(int person = 1) { return registered(person, counter); }
    // One whose fields the test changes.
    template <class Change>
    RecordRow changed(Change change) {
        const auto id = RecordId::random();
        auto fields = madeFields(id, 1, ++lines);
        auto header = madeHeader(counter, id);
        change(fields, header);
        return take(counter, header, madePayload(fields));
    }
    RecordRow told(const std::string& forwarding) {
        return changed(
            [&](nlohmann::json& fields, EnvelopeHeader&) { fields["consent"]["forwarding"] = forwarding; });
    }
    RecordRow withoutScan() {
        return changed([](nlohmann::json& fields, EnvelopeHeader& header) {
            fields["without_scan"] = true;
            fields["decision"] = "review";
            fields.erase("liveness");
            fields.erase("match");
            header.route = ScanRoute::NoScan;
            header.evidence.reset();
        });
    }

    JudgeCount judged() {
        if (!mine.desk) mine = sit();
        return mine.desk->judgeWaiting(50).value();
    }
    [[nodiscard]] RecordRow now(const RecordRow& row) {
        return ledger->find(row.deviceId, row.recordId).value().value();
    }
    [[nodiscard]] Case caseOf(const RecordRow& row) {
        return mine.book->find(row.deviceId, row.recordId).value().value();
    }
    [[nodiscard]] ReviewerWord word(const RecordRow& row, ReceiptStatus status, const std::string& reason,
                                    const std::string& who, ReviewerRole role = ReviewerRole::Reviewer) {
        return {row.deviceId, row.recordId, now(row).revision, status, reason, who, role};
    }
    [[nodiscard]] std::int64_t number(const std::string& sql) const {
        return Database::open(OperatorPaths(folder).ledger, Database::Mode::ReadOnly)
            .value()
            .queryInteger(sql)
            .value();
    }
    [[nodiscard]] Bytes outboxItem() const {
        auto database = Database::open(OperatorPaths(folder).ledger, Database::Mode::ReadOnly).value();
        auto select = database.prepare("SELECT item FROM outbox").value();
        REQUIRE(select.step().value());
        return select.blob(0);
    }
    void setForwarding(ForwardContent content, bool practice = false) {
        rules.forwarding = {content, "test_ground", practice};
    }
};

}  // namespace countersign::test
