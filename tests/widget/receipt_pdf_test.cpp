// The privacy receipt as a buyer holds it: the PDF drawn by another program, and its code read by another
// library.
#include <QImage>
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

TEST_CASE("the receipt is one page in every language, and its code can be read from it") {
    application();
    const QTemporaryDir folder;
    for (const char* language : {"zh-CN", "en", "ar"}) {
        for (const FaceScan scan : {FaceScan::Made, FaceScan::NotMade}) {
            INFO(language << " " << static_cast<int>(scan));
            auto receipt = content(QString::fromLatin1(language), scan);
            receipt.otherWay = receipt.supportingPicture = receipt.guardian = true;  // the longest
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
