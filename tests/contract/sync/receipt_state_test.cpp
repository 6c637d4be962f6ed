// The buyer comes back: what the privacy receipt says follows the operator's word, which comes as an order
// with the counter's next contact, over TLS from a real gateway.
#include <QSignalSpy>

#include "contract/sync/running_counter.h"
#include "models/receipt.h"
#include "operator/operator_folder.h"
#include "operator/sqlite_ledger.h"
#include "support/catch.h"
#include "text/receipt_text.h"

using namespace countersign;
using namespace countersign::test;

namespace {

DataTerms told() {
    DataTerms terms;
    terms.forwarding = {ForwardContent::Attestation,
                        "telecom_rules",
                        false,
                        {{"en", "Real-name rules, article 6"}},
                        {{"en", "the Example Ministry"}}};
    terms.picturesDays = 7;
    return terms;
}

class Shop {
  public:
    Shop()
        : m_identity(must(enrolCounter(addressOf(m_gateway), IdentityFolder(m_folder.path() / "identity"),
                                       m_gateway.newCode()))),
          m_counter(hastySettings(m_folder.path() / "queue"), m_identity, *m_log) {
        QObject::connect(&m_counter.records, &RecordsThread::toldReady, &m_counter.records,
                         [this](const QueueRow& row, const std::optional<DataTerms>& terms) {
                             m_receipt = ui::laterReceipt(row, terms, QStringLiteral("en"));
                         });
    }

    RecordId registerOne(const std::optional<DataTerms>& terms) {
        const auto id = RecordId::random();
        auto draft = draftFor(m_identity, id, 20'000);
        draft.told = terms;
        m_counter.records.save(std::move(draft));
        if (!waitUntil([&] { return m_counter.sent.contains(id); })) throw std::runtime_error("not sent");
        return id;
    }

    // As the operator's review and forwarding do it: a signed word with the next revision, given as an order.
    void say(const RecordId& id, ReceiptStatus status, const std::string& reason,
             std::optional<WallTime> forwardedAt) {
        const OperatorPaths paths(m_gateway.folder());
        const auto identity = must(openOperatorFolder(m_gateway.folder()));
        auto ledger = must(SqliteLedger::open(paths.ledger));
        const auto held = must(ledger->find(m_identity.deviceId, id));
        if (!held) throw std::runtime_error("the gateway does not hold it");
        Receipt word;
        word.recordId = id;
        word.deviceId = m_identity.deviceId;
        word.sequence = held->sequence;
        word.payloadHash = held->payloadHash;
        word.receivedAt = held->receivedAt;
        word.status = status;
        word.reason = reason;
        word.revision = ++m_revision;
        word.forwardedAt = forwardedAt;
        Order order;
        order.kind = OrderKind::RecordStatus;
        order.record = id;
        order.receipt = must(signReceipt(word, identity.signingKey));
        must(ledger->addOrder(m_identity.deviceId, order, SystemClock().wall()));
        m_counter.records.sendNow();
        const auto revised = [&] {
            const auto row = m_counter.rows.find(id);
            return row != m_counter.rows.end() && row->second.server != ServerState::Received &&
                   row->second.forwardedAt == forwardedAt && row->second.serverReason == reason;
        };
        if (!waitUntil(revised)) throw std::runtime_error("the counter did not hear of it");
    }

    // The receipt as it would be printed now, all sentences.
    QString receiptOf(const RecordId& id) {
        m_receipt.reset();
        m_counter.records.requestTold(id);
        if (!waitUntil([&] { return m_receipt.has_value(); })) throw std::runtime_error("no receipt");
        m_receipt->operatorName = QStringLiteral("Example Mobile");
        QStringList all;
        for (const auto& section : ui::receiptText(*m_receipt).sections)
            all << section.heading << section.sentences;
        return all.join(u'\n');
    }

  private:
    TempFolder m_folder;
    GatewayProcess m_gateway{m_folder.path() / "operator"};
    std::unique_ptr<Log> m_log = discardLog();
    DeviceIdentity m_identity;
    RunningCounter m_counter;
    std::optional<ui::ReceiptContent> m_receipt;
    std::uint32_t m_revision = 1;
};

}  // namespace

TEST_CASE("the buyer's receipt changes when the operator's word comes") {
    Shop shop;
    const auto id = shop.registerOne(told());
    const QString before = shop.receiptOf(id);
    CHECK(before.contains(QStringLiteral("The number is pending until the operator has answered.")));
    CHECK(before.contains(QStringLiteral("the Example Ministry")));
    CHECK(before.contains(QStringLiteral("No picture.")));
    CHECK(before.contains(QStringLiteral("Real-name rules, article 6")));
    CHECK(before.contains(QStringLiteral("Days that the pictures are kept")));
    CHECK_FALSE(before.contains(QStringLiteral("Passed on on")));

    shop.say(id, ReceiptStatus::Accepted, {}, {});
    CHECK(shop.receiptOf(id).contains(QStringLiteral("The number is being activated.")));

    const auto day = *fromRfc3339("2026-11-29T12:00:00Z");
    shop.say(id, ReceiptStatus::Activated, {}, day);
    const QString after = shop.receiptOf(id);
    CHECK(after.contains(QStringLiteral("The number is active.")));
    CHECK(after.contains(QStringLiteral("Passed on on")));
    CHECK(after.contains(QStringLiteral("November 29, 2026")));
    CHECK(after.contains(QStringLiteral("The pictures are kept until")));
    CHECK(after.contains(QStringLiteral("December 6, 2026")));
    CHECK_FALSE(after.contains(QStringLiteral("pending")));
}

TEST_CASE("a refusal is told, and what nobody knows any more is not made up") {
    Shop shop;
    const auto id = shop.registerOne({});  // as a row that was made anew from the spool
    CHECK(shop.receiptOf(id).contains(QStringLiteral("stands on the receipt of the day of registration")));
    shop.say(id, ReceiptStatus::Refused, "document_limit", {});
    const QString after = shop.receiptOf(id);
    CHECK(after.contains(QStringLiteral("The operator has not accepted the registration.")));
    CHECK_FALSE(after.contains(QStringLiteral("Passed on on")));
    CHECK_FALSE(after.contains(QStringLiteral("pictures are kept")));
}
