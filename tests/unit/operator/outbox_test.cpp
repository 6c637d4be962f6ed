// The outbox on SQLite: what a fault leaves behind. The rest is in contract/ledger.

#include "operator/sqlite_outbox.h"
#include "support/catch.h"
#include "support/made_outbox.h"

using namespace countersign;
using namespace countersign::test;

namespace {

const ClaimTerms kAll{64, 1U << 20U, std::chrono::minutes(10)};

struct Outboxes {
    OpeningKey regulatorOpens = OpeningKey::generate();
    SigningKey regulatorKey = SigningKey::generate();
    MadeOutbox book{regulatorOpens.sealingKey()};
    std::unique_ptr<SqliteOutbox> outbox = SqliteOutbox::open(book.ledger).value();
    ActivationTerms terms{book.made.identity.signingKey, 7, std::chrono::hours(24 * 30)};

    [[nodiscard]] WallTime now() const { return book.made.clock.wall(); }
    [[nodiscard]] AnsweredItem answer(const OutboxItem& item,
                                      RegulatorWord word = RegulatorWord::Acknowledged) const {
        const Acknowledgement ack{item.key,     sha256Of(item.item),
                                  word,         word == RegulatorWord::Refused ? "number_unknown" : "",
                                  newBatchId(), std::chrono::floor<std::chrono::seconds>(now())};
        return {item.id, word, signAcknowledgement(ack, regulatorKey).value()};
    }
};

class FailAt final : public DatabaseFaults {
  public:
    int at = -1;
    int beforeStep(std::string_view sql) override {
        if (at < 0 || sql == "ROLLBACK") return 0;
        return at-- == 0 ? 13 : 0;  // full
    }
};

}  // namespace

TEST_CASE("every failing statement of an acknowledgement leaves all of it undone, and heals") {
    Outboxes o;
    FailAt faults;
    const auto faulty = SqliteOutbox::open(o.book.ledger, &faults).value();
    int failures = 0;
    for (int i = 0; i < 100; ++i) {
        const auto key = o.book.accept();
        const auto items = o.outbox->claim(kAll, o.now()).value();
        REQUIRE(items.size() == 1);
        const std::vector<AnsweredItem> answers{o.answer(items[0])};
        const auto orders = o.book.orders().size();
        faults.at = i;
        const auto broken = faulty->settle(answers, o.terms, o.now());
        const bool reached = faults.at < 0;
        faults.at = -1;
        if (reached) {
            ++failures;
            INFO("statement " << i);
            CHECK_FALSE(broken);
            CHECK(o.book.record(key).revision == 2);
            CHECK(o.book.orders().size() == orders);
            CHECK(faulty->settle(answers, o.terms, o.now()).value() == std::vector{SettleResult::Activated});
        }
        CHECK(o.book.record(key).revision == 3);
        if (!reached) break;
    }
    CHECK(failures >= 7);  // begin, look, outbox, record, word, decision, order, retention, commit
    CHECK(failures < 20);
}
