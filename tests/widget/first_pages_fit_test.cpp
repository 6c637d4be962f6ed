// The first pages at 1280x720: nothing scrolls, whatever the language and however much is said below the
// fields.

#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <array>

#include "models/help_library.h"
#include "pages/consent_page.h"
#include "pages/details_page.h"
#include "pages/document_page.h"
#include "pages/failure_page.h"
#include "pages/sign_in_page.h"
#include "support/catch.h"
#include "text/counter_words.h"
#include "text/portrait_text.h"
#include "text/program_language.h"
#include "text/queue_text.h"
#include "text/result_text.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/top_bar.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

constexpr std::array kLanguages{"en", "zh-CN", "ar"};

void show(Counter& counter, Place place) {
    counter.window.resize(1280, 720);
    counter.window.setClerk(QStringLiteral("Li Na"));
    counter.window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&counter.window));
    counter.window.showPlace(place);
    QCoreApplication::processEvents();
}

// Lines that lie outside the page.
int scrolls(const QWidget& page) {
    return page.findChild<QScrollArea*>()->verticalScrollBar()->maximum();
}

BuyerDetails wrongDetails(Purchase purchase) {
    BuyerDetails details = goodDetails(purchase);
    details.documentNumber.back() = '1';
    details.name = "!";
    details.msisdn = "123";
    details.iccid = "89860112345678901230";
    details.imei = "352099001761480";
    return details;
}

}  // namespace

TEST_CASE("the details fit without scrolling in every language, with every helper shown", "[details][fit]") {
    application();
    for (const char* tag : kLanguages) {
        const InLanguage language(QString::fromLatin1(tag));
        for (const Purchase purchase : {Purchase::SimCard, Purchase::Phone, Purchase::SimAndPhone}) {
            Counter counter;
            counter.details->setOffer(practiceDetailsOffer());
            show(counter, Place::Details);
            INFO(tag << " purchase " << static_cast<int>(purchase));
            counter.details->setDetails(wrongDetails(purchase));
            QCoreApplication::processEvents();
            CHECK(scrolls(*counter.details) == 0);
            counter.details->setDetails(goodDetails(purchase));
            QCoreApplication::processEvents();
            CHECK(scrolls(*counter.details) == 0);
        }
    }
}

TEST_CASE("a message above the page leaves every field in sight", "[details][fit]") {
    application();
    for (const char* tag : kLanguages) {
        const InLanguage language(QString::fromLatin1(tag));
        Counter counter;
        show(counter, Place::Details);
        counter.details->setDetails(goodDetails());
        counter.window.showNotice(Tone::Warning, noticeText(CounterNotice::NoCamera),
                                  noticeAction(CounterNotice::NoCamera));
        QCoreApplication::processEvents();
        INFO(tag);
        CHECK(scrolls(*counter.details) == 0);
    }
}

TEST_CASE("each notice fits the consent page without scrolling", "[consent][fit]") {
    application();
    for (const char* tag : kLanguages) {
        const InLanguage language(QString::fromLatin1(tag));
        Counter counter;
        show(counter, Place::Consent);
        for (const char* buyer : kLanguages) {
            counter.consent->setBuyerLanguage(QString::fromLatin1(buyer));
            QCoreApplication::processEvents();
            INFO(tag << " notice " << buyer);
            CHECK(scrolls(*counter.consent) == 0);
        }
    }
}

TEST_CASE("a portrait is judged in words, not by a number that misleads", "[document][words]") {
    application();
    for (const char* tag : kLanguages) {
        const InLanguage language(QString::fromLatin1(tag));
        CHECK(portraitVerdict(80) == portraitVerdict(27));  // a sharp card of the usual size
        CHECK(portraitVerdict(80) != portraitVerdict(5));
        for (const int quality : {0, 27, 100}) {
            for (const QChar c : portraitVerdict(quality)) CHECK_FALSE(c.isDigit());
        }
    }
}

TEST_CASE("practice offers itself on the page and goes away again", "[window][keyboard]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    show(counter, Place::Details);
    counter.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&counter.window));
    QSignalSpy taken(counter.details, &Page::offerTaken);
    counter.details->setOffer(practiceDetailsOffer(), practiceHint());
    QCoreApplication::processEvents();
    QTest::keyClick(&counter.window, Qt::Key_F2);
    CHECK(QTest::qWaitFor([&] { return taken.size() == 1; }));
    counter.details->setOffer({});
    QCoreApplication::processEvents();
    for (const auto* button : counter.details->findChildren<QPushButton*>()) {
        CHECK_FALSE((button->isVisible() && button->text() == practiceDetailsOffer()));
    }
}

TEST_CASE("Enter takes what practice offers of a document, and opens no choice of files",
          "[window][keyboard]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    counter.document->setOffer(practiceDocumentOffer(), practiceHint());
    show(counter, Place::Document);
    counter.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&counter.window));
    QSignalSpy taken(counter.document, &Page::offerTaken);
    REQUIRE(QApplication::focusWidget() != nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    CHECK(QTest::qWaitFor([&] { return taken.size() == 1; }));
    CHECK(counter.dialogs.asked == 0);
}

TEST_CASE("a practice record is never said to be a registration", "[words]") {
    application();
    for (const char* tag : kLanguages) {
        const InLanguage language(QString::fromLatin1(tag));
        QueueRow real;
        real.client = ClientState::Sent;
        real.server = ServerState::Received;
        QueueRow practice = real;
        practice.kind = RecordKind::Practice;
        CHECK(resultTitle(practice) != resultTitle(real));
        CHECK(queueStateMeaning(practice) != queueStateMeaning(real));
        real.client = practice.client = ClientState::Waiting;
        CHECK(resultTitle(practice) != resultTitle(real));
    }
}

TEST_CASE("Enter on a failure card tries again, whatever the last card was", "[failure][keyboard]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    auto* failure = new FailurePage;
    counter.window.setPage(Place::Failure, failure);
    failure->showFailure(Reason::NoFace, {}, 0);  // as after the buyer before: no try left
    show(counter, Place::Failure);
    counter.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&counter.window));
    failure->showFailure(Reason::Blurred, {}, 2);
    QSignalSpy again(failure, &FailurePage::tryAgain);
    QSignalSpy other(failure, &FailurePage::anotherWay);
    REQUIRE(QApplication::focusWidget() != nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    CHECK(again.size() == 1);
    CHECK(other.isEmpty());
}

TEST_CASE("the practice mark is whole in the smallest window", "[window][fit]") {
    application();
    for (const char* tag : kLanguages) {
        const InLanguage language(QString::fromLatin1(tag));
        Counter counter;
        counter.fillStatus();
        counter.window.setPractice(Practice::On);
        show(counter, Place::Details);
        counter.window.resize(counter.window.minimumSize());
        QCoreApplication::processEvents();
        INFO(tag);
        for (const auto* each : counter.window.findChildren<QWidget*>()) {
            if (each->parentWidget() == nullptr || !each->isVisible()) continue;
            if (qobject_cast<const TopBar*>(each->parentWidget()) == nullptr) continue;
            INFO(each->accessibleName().toStdString());
            CHECK(each->width() >= each->minimumSizeHint().width());
            CHECK(each->parentWidget()->rect().contains(each->geometry()));
        }
    }
}

TEST_CASE("the help a clerk needs speaks the clerk's language, and the rest falls back page by page",
          "[help]") {
    application();
    const HelpLibrary english(QStringLiteral("en"));
    for (const char* tag : {"zh-CN", "ar"}) {
        const HelpLibrary own(QString::fromLatin1(tag));
        CHECK(own.topics().size() == english.topics().size());
        for (const char* name : {"setup", "registration", "clerks", "scan", "failures", "other_ways", "queue",
                                 "trouble", "camera", "privacy", "buyers_ask", "errors"}) {
            INFO(tag << " " << name);
            const auto* topic = own.find(QString::fromLatin1(name));
            REQUIRE(topic != nullptr);
            CHECK(topic->title != english.find(QString::fromLatin1(name))->title);
            // A table that lost a row in translation would send the clerk the wrong way.
            CHECK(topic->markdown.count(QLatin1Char('\n')) ==
                  english.find(QString::fromLatin1(name))->markdown.count(QLatin1Char('\n')));
        }
        // Of the operator's staff, who read English.
        CHECK(own.find(QStringLiteral("calibration"))->title ==
              english.find(QStringLiteral("calibration"))->title);
    }
}

TEST_CASE("Qt's own words follow the language", "[language]") {
    application();
    ProgramLanguage language;
    language.use(QStringLiteral("en"));
    const QString english = QCoreApplication::translate("QPlatformTheme", "Cancel");
    for (const char* tag : {"zh-CN", "ar"}) {
        language.use(QString::fromLatin1(tag));
        INFO(tag << ": are Qt's translations installed?");
        CHECK(QCoreApplication::translate("QPlatformTheme", "Cancel") != english);
    }
    language.use(QStringLiteral("en"));
}

TEST_CASE("the help is searched in the clerk's own writing", "[help]") {
    application();
    const auto names = [](const HelpLibrary& help, const QString& query) {
        QStringList found;
        for (const auto* topic : help.search(query)) found << topic->name;
        return found;
    };
    // Chinese has no blanks: a word stands in the middle of a sentence.
    const HelpLibrary chinese(QStringLiteral("zh-CN"));
    CHECK(names(chinese, QStringLiteral("密封")).contains(QStringLiteral("privacy")));
    CHECK(names(chinese, QStringLiteral("U 盘")).contains(QStringLiteral("queue")));
    CHECK(names(chinese, QStringLiteral("面纱")).front() == QStringLiteral("other_ways"));
    // Arabic joins "and" and "the" to the word.
    const HelpLibrary arabic(QStringLiteral("ar"));
    CHECK(names(arabic, QStringLiteral("نقاب")).contains(QStringLiteral("buyers_ask")));
    CHECK(names(arabic, QStringLiteral("إيصال")).contains(QStringLiteral("privacy")));
    CHECK(names(arabic, QStringLiteral("ذاكرة USB")).contains(QStringLiteral("queue")));
    CHECK(names(arabic, QStringLiteral("المشغّل زخرفستان")).isEmpty());
    // As people type: without the marks, hamza left out, without the blank.
    CHECK(names(arabic, QStringLiteral("يحفظ")).contains(QStringLiteral("privacy")));
    CHECK(names(arabic, QStringLiteral("المشغل")).contains(QStringLiteral("queue")));
    CHECK(names(arabic, QStringLiteral("ايصال")).contains(QStringLiteral("privacy")));
    CHECK(names(chinese, QStringLiteral("u盘")).contains(QStringLiteral("queue")));
    // An error's number as the program and the handbooks write it; the table has it without the letter.
    for (const HelpLibrary* help : {&chinese, &arabic})
        for (const char* number : {"E204", "e204", "204"})
            CHECK(names(*help, QString::fromLatin1(number)).contains(QStringLiteral("errors")));
    CHECK(names(chinese, QStringLiteral("E20")).isEmpty());
}

TEST_CASE("what was found is marked where it stands, marks and blanks included", "[help]") {
    using Place = SearchedText::Place;
    const SearchedText arabic(QStringLiteral("يأخذ المشغّل"));
    CHECK(arabic.find(QStringLiteral("المشغل"), 9) == std::vector<Place>{{5, 7}});
    CHECK(SearchedText(QStringLiteral("插入 U 盘。")).find(QStringLiteral("U盘"), 9) ==
          std::vector<Place>{{3, 3}});
    CHECK(SearchedText(QStringLiteral("aAa")).find(QStringLiteral("a"), 2).size() == 2);
    CHECK(SearchedText(QStringLiteral("abc")).find({}, 9).empty());
    CHECK(SearchedText(QStringLiteral("abc")).find(QStringLiteral("\u0651"), 9).empty());
    CHECK(SearchedText({}).find(QStringLiteral("a"), 9).empty());
}

TEST_CASE("the help window shows no picture of itself", "[help]") {
    application();
    for (const char* tag : {"en", "zh-CN", "ar"}) {
        const HelpLibrary library(QString::fromLatin1(tag));
        for (const auto& topic : library.topics()) {
            INFO(tag << " " << topic.name.toStdString());
            CHECK_FALSE(topic.markdown.contains(QStringLiteral("](picture:")));
            CHECK_FALSE(topic.markdown.contains(QStringLiteral("\n\n\n")));
        }
    }
}
