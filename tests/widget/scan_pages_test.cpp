// The scan, failure, result, queue, help pages and the buyer's window, as people meet them.
#include <QApplication>
#include <QFile>
#include <QIdentityProxyModel>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPrinter>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <set>

#include "buyer_window.h"
#include "dialogs.h"
#include "models/queue_model.h"
#include "models/steady_hint.h"
#include "pages/failure_page.h"
#include "pages/help_page.h"
#include "pages/queue_page.h"
#include "pages/receipt_printer.h"
#include "pages/result_page.h"
#include "pages/scan_page.h"
#include "support/catch.h"
#include "text/failure_text.h"
#include "text/program_language.h"
#include "text/queue_text.h"
#include "widget/scan_pages_support.h"
#include "widgets/button.h"
#include "widgets/cause_view.h"
#include "widgets/chip.h"
#include "widgets/face_view.h"
#include "widgets/qr_view.h"
#include "widgets/queue_table.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

const std::vector<Reason> kEveryReason = [] {
    std::vector<Reason> all;
    for (int i = 1; i <= 25; ++i) all.push_back(static_cast<Reason>(i));
    return all;
}();

WallTime noon() {
    return WallTime(std::chrono::seconds(1'800'000'000));
}

ScanProgress progress(std::vector<Action> actions, std::optional<std::size_t> current) {
    ScanProgress made;
    for (const Action action : actions) made.steps.push_back({action, {}, {}, {}});
    for (std::size_t i = 0; current && i < *current; ++i) {
        made.steps[i].askedAt = FrameTime(1'000'000 * (i + 1));
        made.steps[i].doneAt = FrameTime(1'000'000 * (i + 1) + 700'000);
        made.steps[i].result = StepResult::Done;
    }
    made.current = current;
    made.faceInOval = true;
    made.meters = {0.9, 0.8, 0.9};
    return made;
}

QueueRow row(std::uint64_t sequence, ClientState client = ClientState::Waiting) {
    QueueRow made;
    made.recordId = RecordId::random();
    made.sequence = sequence;
    made.numberTail = std::to_string(1000 + sequence % 9000);
    made.client = client;
    made.payloadBytes = client == ClientState::Sent || client == ClientState::Withdrawn ? 0 : 214 * 1024;
    made.createdAt = noon();
    return made;
}

// Mean position across the widget of the pixels that are nearly `wanted`; empty if there are none.
std::optional<double> meanX(const QImage& picture, const QColor& wanted) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor at = picture.pixelColor(x, y);
            if (qAbs(at.red() - wanted.red()) + qAbs(at.green() - wanted.green()) +
                    qAbs(at.blue() - wanted.blue()) >
                90) {
                continue;
            }
            sum += x;
            ++count;
        }
    }
    if (count == 0) return {};
    return sum / count;
}

class Scripted final : public Dialogs {
  public:
    void ask(QWidget*, const Question& question, std::function<void(Answer)> answered) override {
        asked = question;
        answered(answer);
    }
    void chooseFile(QWidget*, const QString&, const QString&, std::function<void(const QString&)>) override {}
    void chooseFolder(QWidget*, const QString&, std::function<void(const QString&)>) override {}
    void chooseNewFile(QWidget*, const QString&, const QString&, const QString&,
                       std::function<void(const QString&)>) override {}
    Answer answer = Answer::No;
    std::optional<Question> asked;
};

ResultView sampleResult() {
    ResultView view;
    const ScanProgress done = progress({Action::Blink, Action::TurnLeft, Action::TurnRight}, 3);
    view.steps = done.steps;
    view.receipt.at = noon();
    view.receipt.actions = {Action::Blink, Action::TurnLeft, Action::TurnRight};
    view.receipt.match = {true, 0.83, MatchBand::Same, 5};
    view.receipt.shopName = QStringLiteral("Shop 12");
    view.receipt.operatorName = QStringLiteral("Example Mobile");
    view.receipt.contact = QStringLiteral("privacy@example.com");
    view.receipt.language = QStringLiteral("en");
    return view;
}

// Layouts ask one another in turns: until nothing more is posted.
void settle() {
    for (int i = 0; i < 10; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

void show(QWidget& widget, int width, int height) {
    widget.resize(width, height);
    widget.show();
    settle();
}

// What the pages have inside the window of 1280x720: less rail, top bar and status bar.
constexpr int kPageWidth = 1280 - 224;
constexpr int kPageHeight = 720 - 56 - 40;

}  // namespace

TEST_CASE("the picture is a mirror, and the arrow is on the side to which the buyer turns in it") {
    application();
    FaceView view(FaceView::Shape::OvalInPicture);
    view.setFrame(standIn());
    show(view, 640, 480);
    const QImage seen = view.grab().toImage();
    // The patch on the person's own left cheek is on the left of the screen.
    const auto left = meanX(seen, QColor(255, 0, 0));
    const auto right = meanX(seen, QColor(0, 0, 255));
    REQUIRE(left);
    REQUIRE(right);
    CHECK(*left < 320);
    CHECK(*right > 320);

    const bool rightToLeft = GENERATE(false, true);
    view.setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    view.setPrompt(Action::TurnLeft);
    CHECK(view.shownSign() == PromptSign::ArrowLeft);
    REQUIRE(view.signRects().size() == 1);
    CHECK(view.signRects().front().right() <= view.ovalRect().left() + 40);
    CHECK(view.signRects().front().left() >= view.pictureRect().left());
    view.setPrompt(Action::TurnRight);
    REQUIRE(view.signRects().size() == 1);
    CHECK(view.signRects().front().left() >= view.ovalRect().right() - 40);
    CHECK(view.signRects().front().right() <= view.pictureRect().right());
    view.setPrompt(Action::Blink);
    CHECK(view.shownSign() == PromptSign::ClosedEye);
    view.setPrompt({});
    CHECK(view.signRects().empty());
}

TEST_CASE("an arrow's tip points outward") {
    application();
    for (const auto sign : {PromptSign::ArrowLeft, PromptSign::ArrowRight}) {
        QImage image(200, 200, QImage::Format_RGB32);
        image.fill(Qt::black);
        QPainter painter(&image);
        paintSign(painter, QRectF(0, 0, 200, 200), sign, Qt::white, {});
        painter.end();
        // The head of the arrow has the tall part: compare the height of the ink near both ends.
        const auto inkAt = [&](int x) {
            int ink = 0;
            for (int y = 0; y < 200; ++y) ink += image.pixelColor(x, y).red() > 128 ? 1 : 0;
            return ink;
        };
        if (sign == PromptSign::ArrowLeft) {
            CHECK(inkAt(60) > inkAt(160));
        } else {
            CHECK(inkAt(140) > inkAt(40));
        }
    }
}

TEST_CASE("the newest frame wins and any shape of picture is taken") {
    application();
    FaceView view(FaceView::Shape::OvalInPicture);
    show(view, 400, 300);
    for (const QSize size : {QSize(1280, 720), QSize(176, 144), QSize(1, 1), QSize(480, 640)}) {
        QImage odd(size, QImage::Format_RGB888);
        odd.fill(Qt::red);
        view.setFrame(odd);
        QImage green(size, QImage::Format_Grayscale8);
        green.fill(Qt::white);
        view.setFrame(green);
        const QImage seen = view.grab().toImage();
        CHECK(seen.pixelColor(200, 150) == QColor(Qt::white));
    }
    view.clearFrame();
    CHECK(view.grab().toImage().pixelColor(60, 40) != QColor(Qt::white));
}

TEST_CASE("the ring has one segment an action and fills as they are done") {
    application();
    QApplication::instance()->setProperty("countersignNoMotion", true);
    FaceView view(FaceView::Shape::Round);
    view.setFrame(standIn());
    show(view, 400, 400);
    const auto greens = [&] {
        const QImage seen = view.grab().toImage();
        const QColor done = shade(view, Shade::OnPictureGood);
        int count = 0;
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x) count += seen.pixelColor(x, y) == done ? 1 : 0;
        }
        return count;
    };
    view.setSteps({StepState::Now, StepState::ToCome, StepState::ToCome});
    CHECK(greens() == 0);
    view.setSteps({StepState::Done, StepState::Now, StepState::ToCome});
    const int one = greens();
    CHECK(one > 500);
    view.setSteps({StepState::Done, StepState::Done, StepState::Done});
    CHECK(greens() == Approx(3 * one).epsilon(0.1));
    QApplication::instance()->setProperty("countersignNoMotion", {});
}

TEST_CASE("a hint does not flicker") {
    SteadyHint hint;
    MonotonicTime now{};
    const auto feed = [&](Hint raw, int times) {
        std::set<Hint> seen;
        for (int i = 0; i < times; ++i) {
            now += Millis(33);
            seen.insert(hint.update(raw, now));
        }
        return seen;
    };
    SECTION("single frames of noise show nothing") {
        for (int i = 0; i < 60; ++i) {
            now += Millis(33);
            CHECK(hint.update(i % 2 == 0 ? Hint::MoreLight : Hint::None, now) == Hint::None);
        }
    }
    SECTION("a lasting one is shown, and stays long enough to be read") {
        feed(Hint::ComeNearer, 12);
        CHECK(hint.shown() == Hint::ComeNearer);
        const auto since = now;
        while (hint.shown() == Hint::ComeNearer && now - since < Millis(10000)) {
            now += Millis(33);
            hint.update(Hint::None, now);
        }
        CHECK(now - since >= Millis(1000));
        CHECK(now - since <= Millis(2000));
        CHECK(hint.shown() == Hint::None);
    }
    SECTION("two that alternate do not alternate on the screen") {
        int changes = 0;
        Hint last = Hint::None;
        for (int i = 0; i < 300; ++i) {  // ten seconds
            now += Millis(33);
            const Hint shown = hint.update(i % 3 == 0 ? Hint::MoreLight : Hint::HoldStill, now);
            if (shown != last) ++changes;
            last = shown;
        }
        CHECK(changes <= 1);
    }
}

TEST_CASE("the scan page says one thing at a time") {
    application();
    ManualClock clock(noon());
    ScanPage page(clock);
    show(page, kPageWidth, kPageHeight);
    page.start(2, 3);
    const QString before = page.instruction();
    page.setProgress(progress({Action::Blink, Action::TurnLeft}, {}));
    const QString straight = page.instruction();
    page.setProgress(progress({Action::Blink, Action::TurnLeft}, 1));
    CHECK(page.instruction().contains(QStringLiteral("left")));
    CHECK(page.faceView()->shownSign() == PromptSign::ArrowLeft);
    CHECK(before != straight);
    CHECK(straight != page.instruction());

    ScanProgress dark = progress({Action::Blink, Action::TurnLeft}, 1);
    dark.hint = Hint::MoreLight;
    page.setProgress(dark);
    CHECK(page.shownHint() == Hint::None);
    clock.advance(Millis(400));
    page.setProgress(dark);
    CHECK(page.shownHint() == Hint::MoreLight);
    dark.hint = Hint::ComeNearer;
    clock.advance(Millis(400));
    page.setProgress(dark);
    CHECK(page.shownHint() == Hint::MoreLight);

    QSignalSpy cannot(&page, &ScanPage::cannotDo);
    QSignalSpy stop(&page, &ScanPage::stopRequested);
    page.activateWindow();
    QTest::keyClick(&page, Qt::Key_Escape);
    CHECK(stop.count() == 1);
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->isVisible()) QTest::mouseClick(button, Qt::LeftButton);
    }
    CHECK(cannot.count() == 1);
}

TEST_CASE("nobody in front of the screen is told what will be asked later") {
    application();
    ManualClock clock(noon());
    ScanPage page(clock);
    show(page, kPageWidth, kPageHeight);
    const auto listed = [&page] {
        QStringList said;
        for (const auto* chip : page.findChildren<Chip*>()) {
            if (chip->accessibleName().contains(QLatin1Char(':'))) said << chip->accessibleName();
        }
        return said;
    };
    const std::vector<Action> planned{Action::Blink, Action::TurnLeft, Action::TurnLeft, Action::TurnRight};
    page.setProgress(progress(planned, {}));
    CHECK(listed() ==
          QStringList{QStringLiteral("Movement 1: to come"), QStringLiteral("Movement 2: to come"),
                      QStringLiteral("Movement 3: to come"), QStringLiteral("Movement 4: to come")});
    // Two challenges can't be told apart before they are asked.
    const auto before = listed();
    page.setProgress(progress({Action::TurnRight, Action::Blink, Action::Blink, Action::Blink}, {}));
    CHECK(listed() == before);
    page.setProgress(progress(planned, 1));
    CHECK(listed() == QStringList{QStringLiteral("Blink: done"), QStringLiteral("Turn left: now"),
                                  QStringLiteral("Movement 3: to come"),
                                  QStringLiteral("Movement 4: to come")});
    page.setProgress(progress(planned, 3));
    CHECK(listed().last() == QStringLiteral("Turn right: now"));
}

TEST_CASE("steps that come and go keep the list right") {
    application();
    ManualClock clock(noon());
    ScanPage page(clock);
    show(page, kPageWidth, kPageHeight);
    for (const std::size_t count : {3U, 8U, 1U, 0U, 4U}) {
        page.setProgress(progress(std::vector<Action>(count, Action::Blink), {}));
        settle();
    }
    ScanProgress wild = progress({Action::Blink}, {});
    wild.current = 99;  // out of range must not be read
    wild.meters = {-5, 1e9, std::numeric_limits<double>::quiet_NaN()};
    page.setProgress(wild);
    CHECK_FALSE(page.instruction().isEmpty());
}

TEST_CASE("every reason has words of its own and three things to do") {
    application();
    std::set<QString> headings;
    std::set<QString> chips;
    std::set<QString> sentences;
    for (const Reason reason : kEveryReason) {
        INFO(reasonName(reason));
        REQUIRE(reasonName(reason) != "invalid");
        const FailureText text = failureText(reason);
        CHECK(text.heading.size() > 10);
        CHECK(text.sentence.size() > 10);
        REQUIRE(text.steps.size() == 3);
        for (const QString& step : text.steps) CHECK_FALSE(step.trimmed().isEmpty());
        CHECK(headings.insert(text.heading).second);
        CHECK(chips.insert(text.chip).second);
        CHECK(sentences.insert(text.sentence).second);
        // No jargon and no blame.
        const QString all = text.heading + text.sentence + text.steps.join(QLatin1Char(' '));
        for (const char* word : {"liveness", "biometric", "fraud", "spoof", "failed", "threshold"}) {
            CHECK_FALSE(all.contains(QLatin1String(word), Qt::CaseInsensitive));
        }
    }
    CHECK(headings.size() == 25);
    // A time-out, a bad picture, a mismatch: three kinds.
    CHECK(failureKind(Reason::ActionNotSeenInTime) != failureKind(Reason::TooDark));
    CHECK(failureKind(Reason::TooDark) != failureKind(Reason::NotThePersonOnTheDocument));
    CHECK(failureKind(Reason::ActionNotSeenInTime) != failureKind(Reason::NotThePersonOnTheDocument));
}

TEST_CASE("every reason is drawn differently") {
    application();
    std::set<QByteArray> drawings;
    for (const Reason reason : kEveryReason) {
        CauseView view;
        view.setCause(reason, {});
        view.resize(400, 300);
        const QImage image = view.grab().toImage().convertToFormat(QImage::Format_RGB32);
        CHECK(
            drawings.insert(QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes()))
                .second);
    }
}

TEST_CASE("the failure card asks for what helps, and never for a dead end") {
    application();
    FailurePage page;
    show(page, kPageWidth, kPageHeight);
    QSignalSpy again(&page, &FailurePage::tryAgain);
    QSignalSpy document(&page, &FailurePage::retakeDocument);
    QSignalSpy camera(&page, &FailurePage::chooseCamera);
    QSignalSpy other(&page, &FailurePage::anotherWay);
    page.showFailure(Reason::TooDark, standIn(), 2);
    QTest::keyClick(&page, Qt::Key_Return);
    CHECK(again.count() == 1);
    page.showFailure(Reason::PortraitNotFound, {}, 1);
    QTest::keyClick(&page, Qt::Key_Return);
    CHECK(document.count() == 1);
    page.showFailure(Reason::CameraNotTrusted, {}, 1);
    QTest::keyClick(&page, Qt::Key_Return);
    CHECK(camera.count() == 1);
    // No tries left: Enter goes the other way, which leads to a person.
    int leads = 0;
    for (const Reason reason : {Reason::TooDark, Reason::PortraitNotFound, Reason::CameraNotTrusted}) {
        page.showFailure(reason, standIn(), 0);
        QTest::keyClick(&page, Qt::Key_Return);
        CHECK(other.count() == ++leads);
    }
    CHECK(again.count() == 1);
    CHECK(document.count() == 1);
    CHECK(camera.count() == 1);
    CHECK(triesLeftText(0) != triesLeftText(1));
}

TEST_CASE("the result follows the record and stays pending until the operator answers") {
    application();
    ManualClock clock(noon());
    Scripted dialogs;
    ResultPage page(clock, dialogs);
    show(page, kPageWidth, kPageHeight);
    const ResultView view = sampleResult();
    page.showResult(view);
    CHECK(page.title().contains(QStringLiteral("pending")));

    QueueRow mine = row(1);
    mine.recordId = view.receipt.recordId;
    mine.nextAttempt = clock.wall() + std::chrono::seconds(40);
    page.setRow(mine);
    CHECK(page.sendState().contains(QStringLiteral("40 s")));

    QueueRow other = row(2, ClientState::Sent);
    page.setRow(other);  // another buyer's
    CHECK(page.sendState().contains(QStringLiteral("40 s")));

    QSignalSpy withdrawn(&page, &ResultPage::withdrawConfirmed);
    const auto withdraw = [&]() -> QPushButton* {
        for (auto* button : page.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Withdraw and erase") && button->isVisible()) return button;
        }
        return nullptr;
    };
    REQUIRE(withdraw() != nullptr);
    QTest::mouseClick(withdraw(), Qt::LeftButton);
    CHECK(dialogs.asked.has_value());
    CHECK(withdrawn.count() == 0);
    dialogs.answer = Answer::Yes;
    QTest::mouseClick(withdraw(), Qt::LeftButton);
    CHECK(withdrawn.count() == 1);

    mine.client = ClientState::Sent;
    mine.server = ServerState::Received;
    mine.payloadBytes = 0;
    mine.receivedAt = clock.wall();
    page.setRow(mine);
    CHECK(page.sendState().contains(QStringLiteral("receipt verified")));
    CHECK(page.title().contains(QStringLiteral("pending")));
    CHECK(withdraw() == nullptr);  // too late to take back here
    mine.server = ServerState::Activated;
    page.setRow(mine);
    CHECK_FALSE(page.title().contains(QStringLiteral("pending")));

    QSignalSpy next(&page, &ResultPage::nextBuyer);
    QTest::keyClick(&page, Qt::Key_Return);
    CHECK(next.count() == 1);
}

TEST_CASE("a row's later word is told in words, and its receipt is offered in each language") {
    application();
    ManualClock clock(noon());
    QueuePage page(clock);
    QueueRow waiting = row(1);
    QueueRow answered = row(2, ClientState::Sent);
    answered.server = ServerState::Received;
    page.setRows({waiting, answered});
    show(page, kPageWidth, kPageHeight);
    const auto offer = [&]() -> QPushButton* {
        for (auto* button : page.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Privacy receipt…") && button->isVisible()) return button;
        }
        return nullptr;
    };
    const auto said = [&](const char* words) {
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(QString::fromUtf8(words))) return true;
        }
        return false;
    };
    page.table()->setCurrentIndex(page.table()->model()->index(0, 0));  // the newest: answered
    CHECK(said("pending"));
    CHECK(offer() != nullptr);
    answered.server = ServerState::Activated;
    answered.forwardedAt = clock.wall();
    page.applyRow(answered);
    CHECK(said("The number is active."));
    CHECK(said("Passed on to the authority:"));
    CHECK_FALSE(said("pending"));
    answered.server = ServerState::Refused;
    answered.serverReason = "document_limit";
    page.applyRow(answered);
    CHECK(said("Reason: Too many numbers in this name"));
    CHECK_FALSE(said("document_limit"));

    QSignalSpy wanted(&page, &QueuePage::receiptWanted);
    QTest::mouseClick(offer(), Qt::LeftButton);
    const auto menus = page.findChildren<QMenu*>();
    REQUIRE_FALSE(menus.empty());
    const auto ways = menus.front()->actions();
    REQUIRE(ways.size() == 2);
    REQUIRE(ways[1]->menu() != nullptr);
    CHECK(ways[1]->menu()->actions().size() == static_cast<qsizetype>(languagesAtHand().size()));
    ways[1]->menu()->actions().front()->trigger();
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.front().at(0).value<RecordId>() == answered.recordId);
    CHECK(wanted.front().at(1).toString() == languagesAtHand().front().tag);
    CHECK(wanted.front().at(2).value<ReceiptOutput>() == ReceiptOutput::Pdf);
    menus.front()->close();

    page.table()->setCurrentIndex(page.table()->model()->index(1, 0));  // it waits: nothing new to tell
    CHECK(offer() == nullptr);
}

TEST_CASE("the QR code holds the receipt's codes and opens no page") {
    const RecordId id = RecordId::random();
    const QString text = receiptCodeText(id);
    CHECK(text.contains(QString::fromStdString(id.shortCode())));
    CHECK(text.contains(receiptCheckCode(id)));
    CHECK_FALSE(text.contains(QStringLiteral("://")));
    CHECK(receiptCheckCode(id) == receiptCheckCode(id));
    CHECK(receiptCheckCode(*RecordId::parse("00000000000000000000000000000000")).size() == 4);
    const QImage code = qrImage(text);
    REQUIRE_FALSE(code.isNull());
    CHECK(code.width() == code.height());
    CHECK(code.pixelColor(0, 0) == QColor(Qt::white));
    CHECK(code.pixelColor(4, 4) == QColor(Qt::black));  // corner of the finder pattern
    CHECK(qrImage({}).isNull());
    CHECK(qrImage(QString(5000, QLatin1Char('A'))).isNull());

    const QString reader = QStandardPaths::findExecutable(QStringLiteral("zbarimg"));
    if (reader.isEmpty()) {
        WARN("zbarimg is not installed: the code was not read back");
        return;
    }
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("code.png"));
    REQUIRE(code.scaled(code.size() * 6).save(file));
    QProcess read;
    read.start(reader, {QStringLiteral("-q"), QStringLiteral("--raw"), file});
    REQUIRE(read.waitForFinished());
    CHECK(QString::fromUtf8(read.readAllStandardOutput()).trimmed() == text);
}

TEST_CASE("the privacy receipt is a real PDF with readable words") {
    application();
    QTemporaryDir folder;
    const QString language =
        GENERATE(as<QString>{}, QStringLiteral("en"), QStringLiteral("zh-CN"), QStringLiteral("ar"));
    INFO(language.toStdString());
    ResultView view = sampleResult();
    view.receipt.language = language;
    const QString file = folder.filePath(QStringLiteral("receipt.pdf"));
    REQUIRE(writeReceiptPdf(file, view.receipt) == ReceiptWritten::Yes);
    QFile pdf(file);
    REQUIRE(pdf.open(QIODevice::ReadOnly));
    CHECK(pdf.read(5) == "%PDF-");
    CHECK(pdf.size() > 5000);
    CHECK(writeReceiptPdf(folder.filePath(QStringLiteral("no/such/folder/x.pdf")), view.receipt) ==
          ReceiptWritten::CouldNotWrite);

    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (reader.isEmpty()) {
        WARN("pdftotext is not installed: the words were not read back");
        return;
    }
    QProcess read;
    read.start(reader, {file, QStringLiteral("-")});
    REQUIRE(read.waitForFinished());
    const QString words = QString::fromUtf8(read.readAllStandardOutput());
    CHECK(words.contains(QString::fromStdString(view.receipt.recordId.shortCode())));
    CHECK(words.contains(receiptCheckCode(view.receipt.recordId)));
    CHECK(words.contains(QStringLiteral("Example Mobile")));
    CHECK(words.contains(QStringLiteral("privacy@example.com")));
    CHECK(words.count(QLatin1Char('\f')) == 1);  // one page
    if (language == QStringLiteral("en")) {
        CHECK(words.contains(QStringLiteral("with nobody else")));
        CHECK(words.contains(QStringLiteral("pending")));
    }
}

TEST_CASE("the queue page tells the truth first") {
    application();
    ManualClock clock(noon());
    QueuePage page(clock);
    show(page, kPageWidth, kPageHeight);
    QueueSummary summary;
    summary.waiting = 3;
    summary.lastError = ErrorCode::OperatorUnreachable;
    page.setSummary(summary);
    CHECK(page.headline() == QStringLiteral("3 waiting, nothing lost"));
    // A sealed file that is gone is not "nothing lost".
    QueueRow gone = row(9, ClientState::SetAside);
    gone.lastError = ErrorCode::PayloadMissing;
    page.setRows({row(1), row(2), gone});
    CHECK_FALSE(page.headline().contains(QStringLiteral("nothing lost")));
    page.setRows({});
    summary = {};
    page.setSummary(summary);
    CHECK_FALSE(page.headline().contains(QLatin1Char('3')));
}

TEST_CASE("ten thousand rows are listed, searched and drawn") {
    application();
    ManualClock clock(noon());
    QueuePage page(clock);
    show(page, kPageWidth, kPageHeight);
    std::vector<QueueRow> rows;
    for (std::uint64_t i = 1; i <= 10'000; ++i)
        rows.push_back(row(i, i % 50 == 0 ? ClientState::Waiting : ClientState::Sent));
    const QueueRow wanted = rows[4321];
    page.setRows(rows);
    QueueTable* table = page.table();
    CHECK(table->model()->rowCount() == 10'000);
    // Newest first.
    CHECK(table->model()->index(0, QueueModel::Record).data().toString() == recordCode(rows.back().recordId));

    auto* search = page.findChild<QLineEdit*>();
    REQUIRE(search != nullptr);
    QString typed = QString::fromStdString(wanted.recordId.shortCode()).toLower();
    typed.replace(QLatin1Char('0'), QLatin1Char('o')).replace(QLatin1Char('1'), QLatin1Char('l'));
    search->setText(typed);  // small letters and look-alikes are understood
    REQUIRE(table->model()->rowCount() == 1);
    CHECK(table->model()->index(0, QueueModel::Record).data().toString() == recordCode(wanted.recordId));
    search->setText(QString::fromStdString(wanted.numberTail));
    CHECK(table->model()->rowCount() >= 1);
    CHECK(table->model()->rowCount() < 100);
    search->setText(QStringLiteral("no such thing"));
    CHECK(table->model()->rowCount() == 0);
    search->setText(QString(10'000, QLatin1Char('9')));
    search->clear();
    CHECK(table->model()->rowCount() == 10'000);

    // Only what is seen is drawn: the cells asked for while painting stay few.
    struct Counting final : QIdentityProxyModel {
        [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
            if (role == Qt::DisplayRole) ++asked;
            return QIdentityProxyModel::data(index, role);
        }
        mutable int asked = 0;
    } counting;
    counting.setSourceModel(table->model());
    QueueTable seen;
    seen.setModel(&counting);
    show(seen, kPageWidth, kPageHeight);
    seen.scrollToBottom();
    counting.asked = 0;
    seen.viewport()->grab();
    CHECK(counting.asked > 0);
    CHECK(counting.asked < 40 * QueueModel::ColumnCount);
}

TEST_CASE("a row that changes stays in place and keeps its details open") {
    application();
    ManualClock clock(noon());
    QueuePage page(clock);
    show(page, kPageWidth, kPageHeight);
    QueueRow waiting = row(2);
    waiting.lastError = ErrorCode::OperatorBusy;
    waiting.nextAttempt = clock.wall() + std::chrono::minutes(4);
    page.setRows({row(1), waiting, row(3)});
    auto* model = page.table()->model();
    CHECK(model->index(1, QueueModel::NextTry).data().toString().contains(QStringLiteral("4 min")));
    page.table()->setCurrentIndex(model->index(1, 0));
    QSignalSpy help(&page, &QueuePage::helpWanted);
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text() == QStringLiteral("What this means"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    REQUIRE(help.count() == 1);
    CHECK(help.front().front().toInt() == static_cast<int>(ErrorCode::OperatorBusy));
    waiting.client = ClientState::Sent;
    waiting.server = ServerState::Received;
    waiting.payloadBytes = 0;
    page.applyRow(waiting);
    CHECK(page.table()->currentIndex().row() == 1);
    CHECK(model->index(1, QueueModel::Size).data().toString() == QStringLiteral("erased"));
    page.setRows({row(1), waiting, row(3), row(4)});
    CHECK(page.table()->currentIndex().row() == 2);  // the same record, one further down
    page.applyRow(row(5));
    CHECK(model->rowCount() == 5);
}

TEST_CASE("a queue row shows no name and no whole number") {
    application();
    QueueModel model;
    model.setRows({row(1)});
    QString all;
    for (int column = 0; column < model.columnCount(); ++column)
        all += model.index(0, column).data().toString();
    CHECK(all.contains(QStringLiteral("•••")));
    CHECK(searchForm(QStringLiteral(" 7f3k-22qd ")) == QStringLiteral("7F3K22QD"));
    CHECK(searchForm(QStringLiteral("٣٤")) == QStringLiteral("34"));
}

TEST_CASE("the help can be searched and holds every error's line") {
    application();
    HelpPage page;
    show(page, kPageWidth, kPageHeight);
    auto* text = page.findChild<QTextBrowser*>();
    REQUIRE(text != nullptr);
    page.showTopic(QStringLiteral("failures"));
    CHECK(page.shownTopic() == QStringLiteral("failures"));
    for (const Reason reason : kEveryReason) {
        INFO(reasonName(reason));
        // The card's chip is the word a clerk looks for.
        CHECK(text->toPlainText().contains(failureText(reason).chip, Qt::CaseInsensitive));
    }
    page.search(QStringLiteral("virtual camera"));
    CHECK(text->toPlainText().contains(QStringLiteral("virtual camera"), Qt::CaseInsensitive));
    page.search(QStringLiteral("zzzz"));
    page.search({});
    page.showError(static_cast<int>(ErrorCode::OperatorUnreachable));
    CHECK(page.shownTopic() == QStringLiteral("errors"));
    CHECK(text->toPlainText().contains(QStringLiteral("901")));
    page.showTopic(QStringLiteral("no such topic"));
    CHECK_FALSE(text->toPlainText().isEmpty());
}

TEST_CASE("an error looked for by its number stands in sight, and the long table is laid out once for it") {
    application();
    HelpPage page;
    show(page, kPageWidth, kPageHeight);
    auto* text = page.findChild<QTextBrowser*>();
    REQUIRE(text != nullptr);
    // Each change makes the whole table be laid out again, and it has hundreds of cells.
    const QTextDocument* before = text->document();
    QSignalSpy changes(text->document(), &QTextDocument::contentsChanged);
    page.search(QStringLiteral("E204"));
    CHECK(page.shownTopic() == QStringLiteral("errors"));
    CHECK(changes.isEmpty());
    CHECK(text->document() != before);
    QSignalSpy later(text->document(), &QTextDocument::contentsChanged);
    settle();
    REQUIRE(text->extraSelections().size() >= 1);
    auto found = text->extraSelections().front().cursor;
    CHECK(found.selectedText() == QStringLiteral("204"));
    found.clearSelection();
    const QRect line = text->cursorRect(found);
    CHECK(line.top() >= 0);
    CHECK(line.bottom() < text->viewport()->height() * 2 / 3);  // what to do about it follows it
    // Another number on the same page: nothing is laid out anew.
    before = text->document();
    page.search(QStringLiteral("E209"));
    CHECK(text->document() == before);
    CHECK(later.size() <= 5);
    CHECK(text->extraSelections().front().cursor.selectedText() == QStringLiteral("209"));
    page.search(QStringLiteral("E20"));
    CHECK(text->extraSelections().isEmpty());
}

TEST_CASE("the buyer's window speaks the buyer's language and shows the arrow on the right side") {
    application();
    BuyerWindow window;
    window.setLanguages(QStringLiteral("en"), QStringLiteral("en"));
    show(window, 1280, 720);
    window.setMoment(BuyerWindow::Moment::Welcome);
    window.setPreview(standIn());
    window.setProgress(progress({Action::TurnLeft, Action::TurnRight, Action::Blink}, 0));
    CHECK(window.leftSign() == PromptSign::ArrowLeft);
    CHECK(window.rightSign() == PromptSign::None);
    CHECK(window.clerkWords().isEmpty());  // the same language is not said twice
    window.setProgress(progress({Action::TurnLeft, Action::TurnRight, Action::Blink}, 1));
    CHECK(window.leftSign() == PromptSign::None);
    CHECK(window.rightSign() == PromptSign::ArrowRight);
    window.setProgress(progress({Action::TurnLeft, Action::TurnRight, Action::Blink}, 2));
    CHECK(window.leftSign() == PromptSign::ClosedEye);
    CHECK(window.rightSign() == PromptSign::ClosedEye);
    window.setLanguages(QStringLiteral("zh-CN"), QStringLiteral("en"));
    CHECK_FALSE(window.buyerWords().isEmpty());
    window.setLanguages(QStringLiteral("xx-unknown"), QStringLiteral("en"));
    CHECK(window.clerkWords().isEmpty());
    window.setMoment(BuyerWindow::Moment::Done);
    CHECK(window.leftSign() == PromptSign::None);
}

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
    for (const Reason reason : kEveryReason) {
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
