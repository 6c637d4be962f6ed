// Whatever reason a reviewer or the judge gives, the counter has words for it: why, and what comes next.
#include <QSet>

#include "operator/judge.h"
#include "operator/review_reasons.h"
#include "support/catch.h"
#include "text/queue_text.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using countersign::ui::test::application;

namespace {

QueueRow answered(ReceiptStatus status, std::string_view reason) {
    QueueRow row;
    row.client = ClientState::Sent;
    row.server = status == ReceiptStatus::ComeBack ? ServerState::ComeBack : ServerState::Refused;
    row.serverReason = reason;
    return row;
}

}  // namespace

TEST_CASE("each of the operator's reasons has words in the row and tells the clerk what comes next") {
    application();
    QSet<QString> words, meanings;
    const auto look = [&](ReceiptStatus status, std::string_view code) {
        INFO(code);
        const auto row = answered(status, code);
        const QString why = queueWhy(row);
        CHECK(why != QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())));
        CHECK_FALSE(why.contains(QLatin1Char('_')));
        CHECK(why.size() <= 40);  // the column cuts what is longer
        words.insert(why);
        const QString next = serverReasonNext(row.serverReason);
        CHECK_FALSE(next.isEmpty());
        CHECK(next.endsWith(QLatin1Char('.')));
        const QString meaning = queueStateMeaning(row);
        CHECK(meaning.contains(next));
        CHECK(meaning.contains(status == ReceiptStatus::ComeBack ? QStringLiteral("come back")
                                                                 : QStringLiteral("may object")));
        meanings.insert(meaning);
    };
    for (const auto& reason : reviewReasons()) look(reason.status, reason.code);
    const auto count = static_cast<qsizetype>(reviewReasons().size());
    CHECK(words.size() == count);
    CHECK(meanings.size() == count);
    for (const auto& code : judgeCodes()) {
        if (code.use != CodeUse::Answer) continue;
        look(code.code == "guardian_needed" ? ReceiptStatus::ComeBack : ReceiptStatus::Refused, code.code);
    }
    CHECK(words.size() == count);  // the judge's are among the reviewers'
}

TEST_CASE("a reason of a later operator is shown as it came, and nothing is made up about what comes next") {
    application();
    const auto row = answered(ReceiptStatus::Refused, "of_a_later_version");
    CHECK(queueWhy(row) == QStringLiteral("of_a_later_version"));
    CHECK(serverReasonNext(row.serverReason).isEmpty());
    CHECK(queueStateMeaning(row).contains(QStringLiteral("may object")));
    CHECK(queueWhy(answered(ReceiptStatus::Refused, std::string(5000, 'x'))).size() == 120);
}
