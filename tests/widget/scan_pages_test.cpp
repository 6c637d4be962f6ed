// The scan and failure pages and the buyer's window, as people meet them.
#include <QApplication>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <optional>
#include <set>
#include <vector>

#include "buyer_window.h"
#include "models/steady_hint.h"
#include "pages/failure_page.h"
#include "pages/scan_page.h"
#include "support/catch.h"
#include "text/failure_text.h"
#include "widget/scan_pages_samples.h"
#include "widget/scan_pages_support.h"
#include "widgets/cause_view.h"
#include "widgets/chip.h"
#include "widgets/face_view.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

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
    for (const Reason reason : everyReason()) {
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
    for (const Reason reason : everyReason()) {
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
