// The privacy receipt as a buyer holds it: the PDF drawn by another program, and its code read by another
// library.
#include <QImage>
#include <QSet>
#include <QTemporaryDir>

#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

#include "app/counter/pdf_pages.h"
#include "pages/receipt_printer.h"
#include "support/catch.h"
#include "text/receipt_text.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using countersign::ui::test::application;

namespace {

ReceiptContent content(const QString& language, FaceScan scan) {
    ReceiptContent made;
    made.recordId = RecordId::random();
    made.at = WallTime(std::chrono::seconds(1795504525));
    made.scan = scan;
    made.actions = {Action::Blink, Action::TurnLeft, Action::TurnRight, Action::Blink};
    made.match = {true, 0.81, MatchBand::Same, 7};
    made.numberTail = QStringLiteral("8000");
    made.shopName = QStringLiteral("Station Road 7");
    made.language = language;
    return made;
}

DataTerms told(ForwardContent content) {
    DataTerms terms;
    terms.forwarding = {content,
                        "telecom_rules",
                        false,
                        {{"en", "Telephone User Real-Name Rules, article 6"},
                         {"zh-CN", "《电话用户真实身份信息登记规定》第六条"}},
                        {{"en", "the Exampleland Telecom Authority"}, {"zh-CN", "示例省通信管理局"}}};
    return terms;
}

QString all(const ReceiptContent& receipt) {
    QStringList lines;
    for (const auto& section : receiptText(receipt).sections) lines << section.heading << section.sentences;
    return lines.join(u'\n');
}

// As a telephone's camera would: from the picture alone.
QString codeIn(const QImage& picture) {
    const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum,
                                static_cast<int>(grey.bytesPerLine()));
    const auto found = ZXing::ReadBarcode(view);
    return found.isValid() ? QString::fromStdString(found.text()) : QString();
}

}  // namespace

TEST_CASE(
    "the receipt tells of another way, a supporting picture and a guardian, and only where there were any") {
    application();
    for (const char* language : {"zh-CN", "en", "ar"}) {
        for (const FaceScan scan : {FaceScan::Made, FaceScan::NotMade}) {
            auto receipt = content(QString::fromLatin1(language), scan);
            const auto sentences = [&] { return receiptText(receipt).sections.front().sentences.size(); };
            const auto least = sentences();
            receipt.otherWay = true;
            CHECK(sentences() == least + 1);
            receipt.supportingPicture = receipt.guardian = true;
            CHECK(sentences() == least + 3);
        }
    }
}

TEST_CASE("the receipt says what is passed on to whom, on which ground, and how long pictures are kept") {
    application();
    auto receipt = content(QStringLiteral("en"), FaceScan::Made);
    receipt.operatorName = QStringLiteral("Example Mobile");
    receipt.terms = told(ForwardContent::None);
    CHECK(all(receipt).contains(QStringLiteral("Nothing is passed on to an authority")));
    CHECK_FALSE(all(receipt).contains(QStringLiteral("Exampleland")));
    CHECK(all(receipt).contains(QStringLiteral("after the operator's final answer: ")));
    for (const auto content : {ForwardContent::Attestation, ForwardContent::Portrait}) {
        receipt.terms = told(content);
        const bool picture = content == ForwardContent::Portrait;
        CHECK(all(receipt).contains(QStringLiteral("the Exampleland Telecom Authority")));
        CHECK(all(receipt).contains(QStringLiteral("Real-Name Rules, article 6")));
        CHECK(all(receipt).contains(QStringLiteral("and the portrait on your document")) == picture);
        CHECK(all(receipt).contains(QStringLiteral("No picture.")) != picture);
        CHECK_FALSE(all(receipt).contains(QStringLiteral("Passed on on")));
    }
    receipt.terms->picturesDays = 0;
    CHECK(all(receipt).contains(QStringLiteral("erased with the operator's final answer")));
    receipt.language = QStringLiteral("zh-CN");
    CHECK(all(receipt).contains(QStringLiteral("示例省通信管理局")));
    receipt.language = QStringLiteral("ar");  // the policy has no Arabic names
    CHECK(all(receipt).contains(QStringLiteral("the Exampleland Telecom Authority")));
}

TEST_CASE("the receipt says where the registration stands, and printed later nothing that is not known") {
    application();
    auto receipt = content(QStringLiteral("en"), FaceScan::Made);
    receipt.terms = told(ForwardContent::Attestation);
    QueueRow row;
    row.recordId = receipt.recordId;
    row.createdAt = receipt.at;
    row.client = ClientState::Sent;
    QSet<QString> seen;
    for (const auto state : {ServerState::Received, ServerState::Accepted, ServerState::Activated,
                             ServerState::Refused, ServerState::ComeBack}) {
        row.server = state;
        takeState(receipt, row);
        CHECK(receipt.answer == state);
        seen.insert(all(receipt));
        seen.insert(all(laterReceipt(row, receipt.terms, QStringLiteral("en"))));
    }
    CHECK(seen.size() == 10);
    row.server = ServerState::Activated;
    row.forwardedAt = receipt.at + std::chrono::hours(24);
    QueueRow other = row;
    other.recordId = RecordId::random();
    other.server = ServerState::Refused;
    takeState(receipt, other);  // another buyer's
    CHECK(receipt.answer == ServerState::ComeBack);
    const auto later = laterReceipt(row, receipt.terms, QStringLiteral("en"));
    const QString words = all(later);
    CHECK(words.contains(QStringLiteral("Passed on on")));
    CHECK(words.contains(QStringLiteral("The number is active.")));
    CHECK(words.contains(QStringLiteral("The pictures are kept until")));
    for (const auto* forgotten : {"same person", "Blink", "blink", "guardian"})
        CHECK_FALSE(words.contains(QLatin1String(forgotten)));
    CHECK(receiptText(later).codes.contains(receiptCheckCode(row.recordId)));
    CHECK_FALSE(words.contains(QStringLiteral("://")));  // no address was named
}

TEST_CASE("where the operator named an address, the receipt gives it with the code") {
    application();
    for (const char* language : {"en", "zh-CN", "ar"}) {
        auto receipt = content(QString::fromLatin1(language), FaceScan::Made);
        CHECK(deletionAddress(receipt).isEmpty());
        receipt.deletions = QStringLiteral("https://operator.example/v1/deletions");
        const auto address = QStringLiteral("https://operator.example/v1/deletions/") +
                             QString::fromStdString(receipt.recordId.shortCode()) + QLatin1Char('-') +
                             receiptCheckCode(receipt.recordId);
        CHECK(deletionAddress(receipt) == address);
        CHECK(all(receipt).contains(address));
        receipt.kind = ReceiptKind::Later;
        CHECK(all(receipt).contains(address));
    }
}

TEST_CASE("the receipt is one page in every language, and its code can be read from it") {
    application();
    const QTemporaryDir folder;
    for (const char* language : {"zh-CN", "en", "ar"}) {
        for (const FaceScan scan : {FaceScan::Made, FaceScan::NotMade}) {
            INFO(language << " " << static_cast<int>(scan));
            auto receipt = content(QString::fromLatin1(language), scan);
            receipt.otherWay = receipt.supportingPicture = receipt.guardian = true;  // the longest
            receipt.terms = told(ForwardContent::Portrait);
            receipt.answer = ServerState::Refused;
            receipt.forwardedAt = receipt.at;
            receipt.deletions = QStringLiteral("https://") + QString(50, QLatin1Char('x')) +
                                QStringLiteral(".example/v1/deletions");
            const QString file = folder.filePath(QStringLiteral("receipt.pdf"));
            REQUIRE(writeReceiptPdf(file, receipt) == ReceiptWritten::Yes);
            const auto page = readPdfPage(file, 0);
            REQUIRE(page);
            CHECK(page->pages == 1);
            CHECK(page->picture.width() > 1000);
            CHECK(codeIn(page->picture) == receiptCodeText(receipt.recordId));
            const QString shots = qEnvironmentVariable("COUNTERSIGN_SHOTS");
            if (!shots.isEmpty())
                page->picture.save(QStringLiteral("%1/receipt-%2-%3.png")
                                       .arg(shots, QLatin1String(language))
                                       .arg(static_cast<int>(scan)));
        }
    }
}
