// Pictures of the pages for people to look at. Hidden: runs only by name, with COUNTERSIGN_SHOTS naming a
// folder.
#include <QDir>
#include <QFileInfo>
#include <QPainter>
#include <QTest>
#include <ctime>

#include "buyer_window.h"
#include "dialogs.h"
#include "pages/failure_page.h"
#include "pages/help_page.h"
#include "pages/queue_page.h"
#include "pages/receipt_printer.h"
#include "pages/result_page.h"
#include "pages/scan_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "widget/scan_pages_support.h"
#include "widgets/face_view.h"
#include "widgets/queue_table.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

QString folder() {
    return qEnvironmentVariable("COUNTERSIGN_SHOTS");
}

QImage frame() {
    const QString file = qEnvironmentVariable("COUNTERSIGN_SHOT_FRAME");
    return QFileInfo::exists(file) ? QImage(file) : standIn();
}

class NoDialogs final : public Dialogs {
  public:
    void ask(QWidget*, const Question&, std::function<void(Answer)>) override {}
    void chooseFile(QWidget*, const QString&, const QString&, std::function<void(const QString&)>) override {}
    void chooseFolder(QWidget*, const QString&, std::function<void(const QString&)>) override {}
    void chooseNewFile(QWidget*, const QString&, const QString&, const QString&,
                       std::function<void(const QString&)>) override {}
};

WallTime now() {
    return std::chrono::system_clock::now();
}

QueueRow row(std::uint64_t sequence, const char* id, const char* tail, ClientState client,
             ServerState server) {
    QueueRow made;
    made.recordId = *RecordId::parse(id);
    made.sequence = sequence;
    made.numberTail = tail;
    made.client = client;
    made.server = server;
    made.createdAt = now() - std::chrono::minutes(30 - sequence);
    made.payloadBytes = client == ClientState::Sent ? 0 : (180 + sequence * 7) * 1024;
    return made;
}

void shoot(QWidget& page, const QString& name, int width, int height) {
    page.resize(width, height);
    REQUIRE(settle(page));
    // On the window's ground, as the main window shows it.
    QImage image(page.size(), QImage::Format_RGB32);
    image.fill(page.palette().color(QPalette::Window));
    QPainter painter(&image);
    page.render(&painter, {}, {}, QWidget::DrawChildren);
    if (qobject_cast<BuyerWindow*>(&page) != nullptr) page.render(&painter);
    painter.end();
    REQUIRE(image.save(QDir(folder()).filePath(name + QStringLiteral(".png"))));
}

ScanProgress scanning() {
    ScanProgress made;
    for (const Action action : {Action::Blink, Action::TurnLeft, Action::TurnRight, Action::Blink}) {
        made.steps.push_back({action, {}, {}, {}});
    }
    made.steps[0].result = StepResult::Done;
    made.current = 1;
    made.faceInOval = true;
    made.meters = {0.78, 0.46, 0.88};
    made.hint = Hint::EvenLight;
    return made;
}

}  // namespace

// Hidden: prints CPU milliseconds a frame; asserts nothing, for a shared machine has no steady clock.
TEST_CASE("cost of painting the camera picture", "[.paint]") {
    application();
    const QImage picture = frame();
    for (const QSize size : {QSize(582, 436), QSize(1146, 860)}) {
        FaceView view(FaceView::Shape::OvalInPicture);
        view.resize(size);
        view.setSteps({StepState::Done, StepState::Now, StepState::ToCome});
        view.setPrompt(Action::TurnLeft);
        QImage screen(size, QImage::Format_RGB32);
        const auto before = std::clock();
        constexpr int kFrames = 60;
        for (int i = 0; i < kFrames; ++i) {
            view.setFrame(picture);
            view.render(&screen);
        }
        const double ms = 1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / kFrames;
        WARN(size.width() << "x" << size.height() << ": " << ms << " ms CPU a frame");
    }
}

TEST_CASE("screenshots of the scan pages", "[.screenshots]") {
    if (folder().isEmpty()) {
        WARN("COUNTERSIGN_SHOTS is not set");
        return;
    }
    application();
    stopMotion();
    const QImage picture = frame();
    struct Set {
        const char* language;
        Scheme scheme;
        int width, height;
    };
    for (const Set& set : {Set{"en", Scheme::Light, 1280, 720}, Set{"en", Scheme::Dark, 1280, 720},
                           Set{"zh-CN", Scheme::Light, 1280, 720}, Set{"ar", Scheme::Light, 1280, 720},
                           Set{"en", Scheme::Light, 1920, 1080}, Set{"ar", Scheme::Dark, 1920, 1080}}) {
        const InLanguage language(QString::fromLatin1(set.language));
        useTheme(set.scheme);
        const QString tail =
            QStringLiteral("_%1_%2_%3")
                .arg(QString::fromLatin1(set.language),
                     set.scheme == Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
                .arg(set.width);
        const int width = set.width - 224;
        const int height = set.height - 96;
        ManualClock clock(now());
        ScanPage scan(clock);
        scan.setPreview(picture);
        scan.setProgress(scanning());
        clock.advance(Millis(500));
        for (int i = 0; i < 30; ++i) scan.setProgress(scanning());
        shoot(scan, QStringLiteral("scan") + tail, width, height);

        FailurePage failure;
        for (const Reason reason :
             {Reason::TooDark, Reason::ActionNotSeenInTime, Reason::NotThePersonOnTheDocument}) {
            failure.showFailure(reason, picture, 2);
            shoot(failure, QStringLiteral("failure%1").arg(static_cast<int>(reason)) + tail, width, height);
        }

        NoDialogs dialogs;
        ResultPage result(clock, dialogs);
        ResultView view;
        view.steps = scanning().steps;
        view.steps.front().askedAt = FrameTime(1'000'000);
        view.steps.back().doneAt = FrameTime(7'800'000);
        view.receipt.match = {true, 0.83, MatchBand::Same, 5};
        view.receipt.recordId = *RecordId::parse("39c732eda1b2c3d4e5f60718293a4b5c");
        view.receipt.language = QString::fromLatin1(set.language);
        view.receipt.actions = {Action::Blink, Action::TurnLeft, Action::TurnRight};
        view.receipt.at = now();
        view.receipt.operatorName = QStringLiteral("Example Mobile");
        view.receipt.shopName = QStringLiteral("Shop 12");
        result.showResult(view);
        QueueRow mine =
            row(1, "39c732eda1b2c3d4e5f60718293a4b5c", "8000", ClientState::Waiting, ServerState::None);
        mine.nextAttempt = clock.wall() + std::chrono::seconds(40);
        result.setRow(mine);
        shoot(result, QStringLiteral("result") + tail, width, height);
        CHECK(writeReceiptPdf(QDir(folder()).filePath(QStringLiteral("receipt%1.pdf").arg(tail)),
                              view.receipt) == ReceiptWritten::Yes);

        QueuePage queue(clock);
        QueueSummary summary;
        summary.waiting = 3;
        summary.lastError = ErrorCode::OperatorUnreachable;
        summary.lastContact = clock.wall() - std::chrono::minutes(52);
        queue.setSummary(summary);
        QueueRow busy =
            row(3, "5ac732eda1b2c3d4e5f60718293a4b5c", "1180", ClientState::Waiting, ServerState::None);
        busy.lastError = ErrorCode::OperatorBusy;
        busy.attempts = 3;
        busy.nextAttempt = clock.wall() + std::chrono::minutes(4);
        mine.lastError = ErrorCode::OperatorUnreachable;
        mine.sequence = 6;
        std::vector<QueueRow> rows{
            mine,
            row(5, "49c732eda1b2c3d4e5f60718293a4b5c", "4417", ClientState::Sending, ServerState::None),
            busy,
            row(2, "69c732eda1b2c3d4e5f60718293a4b5c", "9026", ClientState::Sent, ServerState::Activated),
            row(1, "79c732eda1b2c3d4e5f60718293a4b5c", "3355", ClientState::Sent, ServerState::Received),
            row(0, "89c732eda1b2c3d4e5f60718293a4b5c", "7201", ClientState::Sent, ServerState::ComeBack)};
        rows.back().serverReason = "document expired";
        queue.setRows(rows);
        shoot(queue, QStringLiteral("queue") + tail, width, height);
        queue.table()->setCurrentIndex(queue.table()->model()->index(2, 0));
        shoot(queue, QStringLiteral("queue_details") + tail, width, height);

        HelpPage help;
        help.showTopic(QStringLiteral("failures"));
        shoot(help, QStringLiteral("help") + tail, width, height);

        BuyerWindow buyer;
        buyer.setLanguages(QString::fromLatin1(set.language), QStringLiteral("en"));
        buyer.setMoment(BuyerWindow::Moment::Welcome);
        buyer.setPreview(picture);
        buyer.setProgress(scanning());
        shoot(buyer, QStringLiteral("buyer") + tail, set.width, set.height);
    }
    useTheme(Scheme::Light);
    const InLanguage english(QStringLiteral("en"));
    // All causes on one sheet.
    FailurePage failure;
    QImage sheet(5 * 528, 5 * 312, QImage::Format_RGB32);
    QPainter painter(&sheet);
    for (int i = 0; i < 25; ++i) {
        failure.showFailure(static_cast<Reason>(i + 1), picture, 2);
        failure.resize(1056, 624);
        REQUIRE(settle(failure));
        QImage one(failure.size(), QImage::Format_RGB32);
        one.fill(failure.palette().color(QPalette::Window));
        failure.render(&one, {}, {}, QWidget::DrawChildren);
        painter.drawImage(QRect((i % 5) * 528, (i / 5) * 312, 528, 312), one);
    }
    painter.end();
    REQUIRE(sheet.save(QDir(folder()).filePath(QStringLiteral("causes.png"))));
}
