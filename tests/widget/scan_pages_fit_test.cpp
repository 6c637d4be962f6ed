// The pages from the scan to the queue, the help and the buyer's window fit their room in every language.
#include "buyer_window.h"
#include "pages/failure_page.h"
#include "pages/help_page.h"
#include "pages/queue_page.h"
#include "pages/result_page.h"
#include "pages/scan_page.h"
#include "support/catch.h"
#include "widget/scan_pages_samples.h"
#include "widget/scan_pages_support.h"
#include "widgets/queue_table.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

TEST_CASE("nothing is cut off and every control has a name, in every language at 1280x720") {
    application();
    const QString language =
        GENERATE(as<QString>{}, QStringLiteral("en"), QStringLiteral("zh-CN"), QStringLiteral("ar"));
    const InLanguage inLanguage(language);
    INFO(language.toStdString());
    ManualClock clock(noon());
    const auto fits = [](const QWidget& page, const char* name) {
        INFO(name);
        const QStringList clipped = clippedBelow(page);
        INFO(clipped.join(QLatin1Char('\n')).toStdString());
        CHECK(clipped.isEmpty());
        const QStringList unnamed = unnamedBelow(page);
        INFO(unnamed.join(QLatin1Char('\n')).toStdString());
        CHECK(unnamed.isEmpty());
    };

    ScanPage scan(clock);
    show(scan, kPageWidth, kPageHeight);
    scan.setPreview(standIn());
    scan.setProgress(progress({Action::Blink, Action::TurnLeft, Action::TurnRight, Action::Blink}, 1));
    for (int hint = 1; hint <= static_cast<int>(Hint::OnePersonOnly); ++hint) {
        scan.start(1, 3);
        ScanProgress hinted =
            progress({Action::Blink, Action::TurnLeft, Action::TurnRight, Action::Blink}, 1);
        hinted.hint = static_cast<Hint>(hint);
        scan.setProgress(hinted);
        clock.advance(Millis(500));
        scan.setProgress(hinted);
        settle();
        fits(scan, "scan");
    }

    FailurePage failure;
    show(failure, kPageWidth, kPageHeight);
    for (const Reason reason : everyReason()) {
        failure.showFailure(reason, standIn(), 2);
        settle();
        fits(failure, std::string(reasonName(reason)).c_str());
    }

    Scripted dialogs;
    ResultPage result(clock, dialogs);
    show(result, kPageWidth, kPageHeight);
    const ResultView view = sampleResult();
    result.showResult(view);
    QueueRow mine = row(1);
    mine.recordId = view.receipt.recordId;
    mine.lastError = ErrorCode::OperatorTimedOut;
    mine.nextAttempt = clock.wall() + std::chrono::minutes(4);
    result.setRow(mine);
    settle();
    fits(result, "result");

    QueuePage queue(clock);
    show(queue, kPageWidth, kPageHeight);
    queue.setRows({row(1), row(2, ClientState::Sent), row(3, ClientState::SetAside)});
    queue.table()->setCurrentIndex(queue.table()->model()->index(0, 0));
    settle();
    fits(queue, "queue");

    HelpPage help;
    show(help, kPageWidth, kPageHeight);
    fits(help, "help");

    BuyerWindow buyer;
    buyer.setLanguages(language, QStringLiteral("en"));
    show(buyer, 1280, 720);
    for (const std::size_t step : {0U, 1U, 2U, 3U, 4U}) {
        buyer.setProgress(progress(
            {Action::Blink, Action::TurnLeft, Action::TurnRight, Action::LookUp, Action::LookDown}, step));
        fits(buyer, "buyer");
    }
}
