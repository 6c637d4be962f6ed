// The window and the first four pages, as clerks and buyers meet them: real keys, real clipboard, no engine
// behind.
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "main_window.h"
#include "models/consent_notice.h"
#include "pages/consent_page.h"
#include "pages/details_page.h"
#include "pages/document_page.h"
#include "pages/sign_in_page.h"
#include "support/catch.h"
#include "text/program_language.h"
#include "theme/style.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/field_edit.h"
#include "widgets/labeled_field.h"
#include "widgets/notice.h"
#include "widgets/page_header.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

// The field whose label is `label`, as a person would find it.
LabeledField* field(QWidget& root, const QString& label) {
    for (LabeledField* each : root.findChildren<LabeledField*>()) {
        if (each->control()->accessibleName() == label) return each;
    }
    return nullptr;
}

FieldEdit* edit(QWidget& root, const QString& label) {
    LabeledField* found = field(root, label);
    return found == nullptr ? nullptr : qobject_cast<FieldEdit*>(found->control());
}

QPushButton* button(QWidget& root, const QString& text) {
    for (QPushButton* each : root.findChildren<QPushButton*>()) {
        if (each->text() == text && each->isVisible()) return each;
    }
    return nullptr;
}

void type(FieldEdit& into, const QString& text) {
    into.setFocus();
    into.selectAll();
    QTest::keyClicks(&into, text);
}

void show(Counter& counter, Place place, const QSize& size = {1280, 720}) {
    counter.window.activateWindow();
    counter.window.resize(size);
    counter.window.setClerk(QStringLiteral("Li Na"));
    counter.window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&counter.window));
    counter.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&counter.window));
    counter.window.showPlace(place);
    QCoreApplication::processEvents();
}

// A key as the keyboard sends it: to whatever has the focus.
void press(Qt::Key key) {
    REQUIRE(QApplication::focusWidget() != nullptr);
    QTest::keyClick(QApplication::focusWidget(), key);
    QCoreApplication::processEvents();
}

// A key that is bound to a button: Qt shows the button pressed for a moment before it counts as clicked.
bool pressFor(QSignalSpy& spy, Qt::Key key, qsizetype count) {
    press(key);
    return QTest::qWaitFor([&] { return spy.size() >= count; }) && spy.size() == count;
}

QString labelAtFocus() {
    return QApplication::focusWidget() == nullptr ? QString() : QApplication::focusWidget()->accessibleName();
}

}  // namespace

TEST_CASE("a wrong check digit is said at once and holds the clerk back", "[details]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    counter.details->setDetails(goodDetails());
    show(counter, Place::Details);
    REQUIRE(button(counter.window, QStringLiteral("Next: Document"))->isEnabled());

    FieldEdit* number = edit(counter.window, QStringLiteral("Document number"));
    REQUIRE(number != nullptr);
    type(*number, QStringLiteral("110105194912310021"));
    CHECK(field(counter.window, QStringLiteral("Document number"))->helperText() ==
          QStringLiteral("The last character doesn't fit. Compare each digit with the document."));
    CHECK(number->mark() == Mark::Bad);
    CHECK_FALSE(button(counter.window, QStringLiteral("Next: Document"))->isEnabled());
    CHECK_FALSE(counter.details->isComplete());
}

TEST_CASE("a right number tells what it means and is shown in groups", "[details]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    BuyerDetails without = goodDetails();
    without.documentNumber.clear();
    counter.details->setDetails(without);
    show(counter, Place::Details);
    FieldEdit* number = edit(counter.window, QStringLiteral("Document number"));
    type(*number, QStringLiteral("11010519491231002x"));
    CHECK(number->text() == QStringLiteral("1101 0519 4912 3100 2X"));
    CHECK(number->plainText() == QStringLiteral("11010519491231002X"));
    CHECK(field(counter.window, QStringLiteral("Document number"))->helperText() ==
          QStringLiteral("Born 31 December 1949, female. Check digit right."));
    CHECK(number->mark() == Mark::Good);
    CHECK(counter.details->details().documentNumber == "11010519491231002X");
    CHECK(counter.details->isComplete());
    // A screen reader hears the same.
    CHECK(number->accessibleDescription() ==
          field(counter.window, QStringLiteral("Document number"))->helperText());
}

TEST_CASE("correcting a digit in the middle keeps the cursor where it was", "[details]") {
    application();
    Counter counter;
    counter.details->setDetails(goodDetails());
    show(counter, Place::Details);
    FieldEdit* number = edit(counter.window, QStringLiteral("Document number"));
    number->setFocus();
    number->setCursorPosition(4);  // 1101| 0519
    QTest::keyClick(number, Qt::Key_Backspace);
    CHECK(number->text() == QStringLiteral("1100 5194 9123 1002 X"));
    QTest::keyClick(number, Qt::Key_1);
    CHECK(number->plainText() == QStringLiteral("11010519491231002X"));
    QTest::keyClick(number, Qt::Key_7);
    CHECK(number->plainText().startsWith(QStringLiteral("11017")));
}

TEST_CASE("what is copied is the number without spaces", "[details]") {
    application();
    Counter counter;
    counter.details->setDetails(goodDetails());
    show(counter, Place::Details);
    FieldEdit* number = edit(counter.window, QStringLiteral("Document number"));
    number->setFocus();
    number->selectAll();
    QTest::keySequence(number, QKeySequence::Copy);
    CHECK(QApplication::clipboard()->text() == QStringLiteral("11010519491231002X"));
}

TEST_CASE("ten thousand characters pasted anywhere do no harm", "[details][hostile]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    const QString digits(10000, u'7');
    const QString emoji = QString::fromUtf8("\xF0\x9F\x98\x80\xE2\x80\xAE\x01\n").repeated(2500);
    for (const QString& paste : {digits, QString(10000, u'x'), emoji, QString(10000, QChar(0xD800))}) {
        Counter counter;
        counter.details->setDetails(goodDetails(Purchase::SimAndPhone));
        show(counter, Place::Details);
        QApplication::clipboard()->setText(paste);
        for (FieldEdit* each : counter.details->findChildren<FieldEdit*>()) {
            each->setFocus();
            each->selectAll();
            each->paste();
            INFO(each->accessibleName().toStdString());
            CHECK(each->text().size() <= 200);
            CHECK(each->mark() != Mark::Good);
        }
        CHECK_FALSE(counter.details->isComplete());
        CHECK(clippedBelow(counter.window).join(u';').toStdString() == "");
    }
}

TEST_CASE("a number pasted with signs around it is understood", "[details]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    counter.details->setDetails(goodDetails());
    show(counter, Place::Details);
    FieldEdit* number = edit(counter.window, QStringLiteral("Document number"));
    // Full-width digits as Chinese input methods give them, with spaces and a line end.
    QApplication::clipboard()->setText(QString::fromUtf8("１１０１０５ 19491231-002x\n"));
    number->setFocus();
    number->selectAll();
    number->paste();
    CHECK(number->plainText() == QStringLiteral("11010519491231002X"));
    FieldEdit* phone = edit(counter.window, QStringLiteral("Phone number to activate"));
    QApplication::clipboard()->setText(QStringLiteral("tel: +86 (137) 0013-8000"));
    phone->setFocus();
    phone->selectAll();
    phone->paste();
    CHECK(counter.details->details().msisdn == "+8613700138000");
}

TEST_CASE("names of one part, long names and names of other scripts are taken; emoji are named",
          "[details]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    counter.details->setDetails(goodDetails());
    show(counter, Place::Details);
    FieldEdit* name = edit(counter.window, QStringLiteral("Name as on the document"));
    for (const char* good : {"Sukarno", "古丽努尔·买买提", "عبد الله", "Ñandú O'Neill-Şahin"}) {
        name->setPlainText(QString());
        QApplication::clipboard()->setText(QString::fromUtf8(good));
        name->setFocus();
        name->paste();
        INFO(good);
        CHECK(name->mark() == Mark::Good);
    }
    name->selectAll();
    QApplication::clipboard()->setText(QString::fromUtf8("Li \xF0\x9F\x98\x80"));
    name->paste();
    CHECK(name->mark() == Mark::Bad);
    CHECK_FALSE(field(counter.window, QStringLiteral("Name as on the document"))->helperText().isEmpty());
}

TEST_CASE("a registration's details by keyboard alone, and Enter goes on", "[details][keyboard]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    show(counter, Place::Details);
    QSignalSpy entered(counter.details, &DetailsPage::detailsEntered);
    const BuyerDetails good = goodDetails(Purchase::SimAndPhone);

    CHECK(labelAtFocus() == QStringLiteral("Document number"));                        // where work begins
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);  // document
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);  // language
    CHECK(labelAtFocus() == QStringLiteral("Language of the buyer"));
    press(Qt::Key_Down);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);  // what is bought
    press(Qt::Key_Right);
    press(Qt::Key_Right);  // SIM and phone
    for (int i = 0; i < 3; ++i) press(Qt::Key_Tab);
    REQUIRE(labelAtFocus() == QStringLiteral("Document number"));
    QTest::keyClicks(QApplication::focusWidget(), QString::fromStdString(good.documentNumber));
    press(Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Wei Xiaolan"));
    press(Qt::Key_Enter);  // not complete yet: Enter leads on instead of refusing
    CHECK(entered.isEmpty());
    REQUIRE(labelAtFocus() == QStringLiteral("Phone number to activate"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("13700138000"));
    press(Qt::Key_Tab);
    REQUIRE(labelAtFocus() == QStringLiteral("ICCID on the SIM"));
    // A barcode scanner types and ends with Enter.
    QTest::keyClicks(QApplication::focusWidget(), QString::fromStdString(good.iccid));
    press(Qt::Key_Return);
    REQUIRE(labelAtFocus() == QStringLiteral("IMEI of the phone"));
    QTest::keyClicks(QApplication::focusWidget(), QString::fromStdString(good.imei));
    press(Qt::Key_Return);
    CHECK(entered.isEmpty());  // the scanner's Enter: nobody has seen the number yet
    press(Qt::Key_Return);
    REQUIRE(entered.size() == 1);
    const auto typed = entered.front().front().value<BuyerDetails>();
    CHECK(typed.purchase == Purchase::SimAndPhone);
    CHECK(typed.documentNumber == good.documentNumber);
    CHECK(typed.name == "Wei Xiaolan");
    CHECK(typed.msisdn == "+8613700138000");
    CHECK(typed.iccid == good.iccid);
    CHECK(typed.imei == good.imei);
    CHECK(typed.buyerLanguage == "en");
}

TEST_CASE(
    "a scanner's number goes where it belongs, whatever stands around it and whichever field has the "
    "keyboard",
    "[details][scanner]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    show(counter, Place::Details);
    QSignalSpy entered(counter.details, &DetailsPage::detailsEntered);
    BuyerDetails good = goodDetails(Purchase::SimAndPhone);
    auto withoutNumbers = good;
    withoutNumbers.iccid.clear();
    withoutNumbers.imei.clear();
    counter.details->setDetails(withoutNumbers);
    FieldEdit* iccid = edit(counter.window, QStringLiteral("ICCID on the SIM"));
    FieldEdit* imei = edit(counter.window, QStringLiteral("IMEI of the phone"));
    const QString iccidText = QString::fromStdString(good.iccid),
                  imeiText = QString::fromStdString(good.imei);
    const auto scan = [](FieldEdit* into, const QString& text) {
        into->setFocus();
        QTest::keyClicks(into, text);
        QTest::keyClick(into, Qt::Key_Return);
    };
    SECTION("with a label, in its own field") {
        scan(imei, QStringLiteral("IMEI1:") + imeiText);
        CHECK(imei->plainText() == imeiText);
        scan(iccid, QStringLiteral("]C1") + iccidText);
        CHECK(iccid->plainText() == iccidText);
        CHECK(entered.isEmpty());
        CHECK(counter.details->isComplete());
    }
    SECTION("into the other field") {
        scan(iccid, imeiText);
        CHECK(imei->plainText() == imeiText);
        CHECK(iccid->plainText().isEmpty());
        scan(imei, iccidText);
        CHECK(iccid->plainText() == iccidText);
        CHECK(imei->plainText() == imeiText);
    }
    SECTION("pasted") {
        QApplication::clipboard()->setText(QStringLiteral("IMEI: ") + imeiText + QStringLiteral("\nICCID: ") +
                                           iccidText);
        iccid->setFocus();
        iccid->paste();
        CHECK(imei->plainText() == imeiText);
        CHECK(iccid->plainText() == iccidText);
    }
    SECTION("a number nobody asks for changes nothing and is told") {
        good.purchase = Purchase::SimCard;
        counter.details->setDetails(good);
        scan(iccid, imeiText);
        CHECK(iccid->plainText() == iccidText);
        CHECK(entered.isEmpty());
    }
    SECTION("a wrong number stays to be seen, and Enter does not leave it") {
        QString wrong = imeiText;
        wrong[14] = wrong[14] == u'0' ? u'1' : u'0';
        scan(imei, wrong);
        CHECK(imei->plainText() == wrong);
        CHECK(imei->mark() == Mark::Bad);
        CHECK(entered.isEmpty());
    }
    SECTION("as the camera gives it") {
        CHECK(
            counter.details->takeScanned({{ScannedKind::Imei, good.imei}, {ScannedKind::Iccid, good.iccid}}));
        CHECK(counter.details->isComplete());
        CHECK_FALSE(counter.details->takeScanned({{ScannedKind::ResidentNumber, "11010519491231002X"}}));
    }
}

TEST_CASE("a number left half typed is named, but not while typing", "[details]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    show(counter, Place::Details);
    FieldEdit* number = edit(counter.window, QStringLiteral("Document number"));
    type(*number, QStringLiteral("110105"));
    CHECK(number->mark() == Mark::None);
    press(Qt::Key_Tab);
    CHECK(number->mark() == Mark::Bad);
    CHECK(field(counter.window, QStringLiteral("Document number"))->helperText() ==
          QStringLiteral("This number isn't complete yet."));
}

TEST_CASE("what a purchase does not need is neither asked for nor handed on", "[details]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    BuyerDetails both = goodDetails(Purchase::SimAndPhone);
    counter.details->setDetails(both);
    show(counter, Place::Details);
    both.purchase = Purchase::Phone;
    counter.details->setDetails(both);
    CHECK_FALSE(field(counter.window, QStringLiteral("ICCID on the SIM"))->isVisible());
    CHECK(counter.details->isComplete());
    CHECK(counter.details->details().iccid.empty());
    CHECK_FALSE(counter.details->details().imei.empty());
}

TEST_CASE("starting over asks first, and No keeps everything", "[details]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    counter.details->setDetails(goodDetails());
    show(counter, Place::Details);
    QSignalSpy confirmed(counter.details, &DetailsPage::startOverConfirmed);
    counter.dialogs.answers = {Answer::No};
    button(counter.window, QStringLiteral("Start over"))->click();
    CHECK(counter.dialogs.asked == 1);
    CHECK(counter.details->isComplete());
    counter.dialogs.answers = {Answer::Yes};
    button(counter.window, QStringLiteral("Start over"))->click();
    CHECK(confirmed.size() == 1);
    CHECK(counter.details->details().name.empty());
    CHECK(counter.details->details().documentNumber.empty());
}

TEST_CASE("signing in by keyboard, and a wrong PIN", "[sign-in][keyboard]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    show(counter, Place::SignIn);
    QSignalSpy wanted(counter.signIn, &SignInPage::signInRequested);
    REQUIRE(labelAtFocus() == QStringLiteral("Clerk id"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Li.Na"));  // reduced to what an id can hold
    press(Qt::Key_Return);
    REQUIRE(labelAtFocus() == QStringLiteral("PIN"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("123"));
    press(Qt::Key_Return);
    CHECK(wanted.isEmpty());  // a PIN has at least four digits
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("4"));
    press(Qt::Key_Return);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.front().at(0).toString() == QStringLiteral("lina"));
    CHECK(wanted.front().at(1).toString() == QStringLiteral("1234"));

    counter.signIn->setProblem(SignInProblem::WrongIdOrPin);
    auto* notice = counter.signIn->findChild<Notice*>();
    CHECK(notice->isVisible());
    CHECK(notice->text() == QStringLiteral("Clerk id and PIN don't fit together."));
    FieldEdit* pin = edit(counter.window, QStringLiteral("PIN"));
    CHECK(pin->text().isEmpty());
    CHECK(pin->hasFocus());
    // The PIN is never on the screen.
    QTest::keyClicks(pin, QStringLiteral("98765"));
    CHECK_FALSE(pin->displayText().contains(u'9'));
    CHECK_FALSE(notice->isVisible());  // old news goes when something new is typed

    counter.signIn->setProblem(SignInProblem::TooManyTries, 30);
    CHECK(notice->text().contains(QStringLiteral("30")));
    CHECK_FALSE(button(counter.window, QStringLiteral("Sign in"))->isEnabled());
    counter.signIn->clear();
    CHECK(edit(counter.window, QStringLiteral("Clerk id"))->text().isEmpty());
}

TEST_CASE("a portrait by file, by drop and by camera", "[document]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    show(counter, Place::Document);
    QSignalSpy file(counter.document, &DocumentPage::portraitFileChosen);
    QSignalSpy still(counter.document, &DocumentPage::stillRequested);
    QSignalSpy next(counter.document, &DocumentPage::nextRequested);

    CHECK(button(counter.window, QStringLiteral("Take picture")) == nullptr);  // no camera, no button
    counter.dialogs.file = QStringLiteral("/tmp/portrait.jpg");
    REQUIRE(pressFor(file, Qt::Key_F4, 1));
    CHECK(file.front().front().toString() == QStringLiteral("/tmp/portrait.jpg"));

    const auto drop = [&](const QList<QUrl>& urls) {
        QMimeData data;
        data.setUrls(urls);
        // Qt hands a drop on only to what the drag entered.
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(counter.document, &enter);
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(counter.document, &event);
    };
    drop({QUrl(QStringLiteral("https://example.org/face.jpg"))});  // nothing is fetched from anywhere
    CHECK(file.size() == 1);
    drop({QUrl::fromLocalFile(QStringLiteral("/tmp/dropped.png"))});
    REQUIRE(file.size() == 2);
    CHECK(file.back().front().toString() == QStringLiteral("/tmp/dropped.png"));

    counter.document->setCamera(CameraOffer::Available);
    press(Qt::Key_F8);  // no picture yet, nothing to take: must not count below
    counter.document->setPreview(standIn());
    CHECK(pressFor(still, Qt::Key_F8, 1));

    counter.document->setPortrait({standIn(), QRectF(222, 102, 196, 268), 21, {Reason::Blurred}});
    CHECK_FALSE(button(counter.window, QStringLiteral("Next: Consent"))->isEnabled());
    CHECK_FALSE(counter.document->hasUsablePortrait());
    counter.document->setPortrait({standIn(), std::nullopt, 0, {}});  // no face is never usable
    CHECK_FALSE(counter.document->hasUsablePortrait());
    counter.document->setPortrait({standIn(), QRectF(222, 102, 196, 268), 78, {}});
    REQUIRE(button(counter.window, QStringLiteral("Next: Consent"))->isEnabled());
    counter.document->setPreview(
        QImage(8, 8, QImage::Format_RGB32));  // a late preview does not cover the portrait
    CHECK(counter.document->hasUsablePortrait());
    press(Qt::Key_Return);
    CHECK(next.size() == 1);
}

TEST_CASE("nobody consents by Enter; F10 says which text was shown", "[consent]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    counter.consent->setBuyerLanguage(QStringLiteral("zh-CN"));
    show(counter, Place::Consent);
    QSignalSpy agreed(counter.consent, &ConsentPage::agreed);
    QSignalSpy declined(counter.consent, &ConsentPage::declined);
    press(Qt::Key_Return);
    press(Qt::Key_Enter);
    press(Qt::Key_Space);
    CHECK(agreed.isEmpty());
    REQUIRE(pressFor(agreed, Qt::Key_F10, 1));
    const ConsentNotice chinese = counter.consent->notice();
    CHECK(chinese.told.startsWith(QString::fromLatin1(kNoticeVersion) + QStringLiteral("-none-")));
    CHECK(chinese.language == QStringLiteral("zh-CN"));
    press(Qt::Key_Right);  // the buyer reads it in English instead
    REQUIRE(pressFor(agreed, Qt::Key_F10, 2));
    CHECK(counter.consent->notice().language == QStringLiteral("en"));
    CHECK(counter.consent->notice().told != chinese.told);
    CHECK(pressFor(declined, Qt::Key_F6, 1));
}

TEST_CASE("each notice is whole, and a language without one gets English", "[consent]") {
    application();
    CHECK(consentLanguages().size() >= 3);
    for (const QString& language : consentLanguages()) {
        const ConsentNotice notice = consentNotice(language);
        INFO(language.toStdString());
        CHECK(notice.language == language);
        CHECK(notice.version == QString::fromLatin1(kNoticeVersion));
        REQUIRE(notice.points.size() == 7);
        for (const ConsentPoint& point : notice.points) {
            CHECK_FALSE(point.heading.isEmpty());
            CHECK_FALSE(point.text.isEmpty());
            CHECK(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(point.icon)));
        }
        for (const QString& each :
             {notice.title, notice.intro, notice.question, notice.agree, notice.decline}) {
            CHECK_FALSE(each.isEmpty());
        }
    }
    CHECK(consentNotice(QStringLiteral("xx")).language == QStringLiteral("en"));
    CHECK(consentNotice(QStringLiteral("zh")).language == QStringLiteral("zh-CN"));
    CHECK(consentNotice(QStringLiteral("../../en")).language == QStringLiteral("en"));
}

TEST_CASE("the window's keys and its rail", "[window][keyboard]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    show(counter, Place::Details);
    counter.window.setReachable({Place::Details});
    counter.window.showPlace(Place::Document);
    QSignalSpy places(&counter.window, &MainWindow::placeRequested);
    QSignalSpy stopped(&counter.window, &MainWindow::stopRequested);
    QSignalSpy back(&counter.window, &MainWindow::backRequested);
    REQUIRE(pressFor(places, Qt::Key_F1, 1));
    REQUIRE(pressFor(places, Qt::Key_F9, 2));
    CHECK(places.at(0).front().value<Place>() == Place::Help);
    CHECK(places.at(1).front().value<Place>() == Place::Queue);
    CHECK(pressFor(stopped, Qt::Key_Escape, 1));

    places.clear();
    for (QAbstractButton* each : counter.window.findChildren<QAbstractButton*>()) {
        const QString name = each->accessibleName();
        if (name == QStringLiteral("Scan, to come") || name == QStringLiteral("Details, done")) {
            QTest::mouseClick(each, Qt::LeftButton);
        }
    }
    REQUIRE(places.size() == 1);  // a step to come cannot be jumped to
    CHECK(places.front().front().value<Place>() == Place::Details);

    counter.window.showPlace(Place::Queue);
    CHECK(pressFor(back, Qt::Key_Escape, 1));
    CHECK(stopped.size() == 1);

    QSignalSpy closing(&counter.window, &MainWindow::closing);
    counter.window.close();
    CHECK(closing.size() == 1);
}

TEST_CASE("a window that must not close yet stays", "[window]") {
    Counter counter;
    bool may = false;
    counter.window.setCloseRule([&] { return may; });
    QSignalSpy closing(&counter.window, &MainWindow::closing);
    counter.window.show();
    CHECK_FALSE(counter.window.close());
    CHECK(counter.window.isVisible());
    CHECK(closing.count() == 0);
    may = true;
    CHECK(counter.window.close());
    CHECK(closing.count() == 1);
}

TEST_CASE("practice is written in the window", "[window]") {
    application();
    const InLanguage english(QStringLiteral("en"));
    Counter counter;
    show(counter, Place::Details);
    const auto marked = [&] {
        for (QWidget* each : counter.window.findChildren<QWidget*>()) {
            if (each->isVisible() && each->accessibleName().startsWith(QStringLiteral("Practice")))
                return true;
        }
        return false;
    };
    CHECK_FALSE(marked());
    counter.window.setPractice(Practice::On);
    CHECK(marked());
}

TEST_CASE("the window changes its language while it is open", "[window][language]") {
    application();
    Counter counter;
    ProgramLanguage language;
    language.use(QStringLiteral("en"));
    counter.details->setDetails(goodDetails());
    show(counter, Place::Details);
    const QString english = counter.details->findChild<PageHeader*>()->title();
    language.use(QStringLiteral("zh-CN"));
    QCoreApplication::processEvents();
    CHECK(language.tag() == QStringLiteral("zh-CN"));
    CHECK(counter.details->findChild<PageHeader*>()->title() != english);
    CHECK(counter.details->isComplete());  // nothing typed is lost
    language.use(QStringLiteral("ar"));
    QCoreApplication::processEvents();
    CHECK(counter.window.layoutDirection() == Qt::RightToLeft);
    // Groups of a number keep their order in a right-to-left window.
    for (FieldEdit* each : counter.details->findChildren<FieldEdit*>()) {
        if (each->plainText() == QStringLiteral("11010519491231002X"))
            CHECK(each->layoutDirection() == Qt::LeftToRight);
    }
    language.use(QStringLiteral("xx"));
    CHECK(language.tag() == QStringLiteral("en"));
    language.use(QStringLiteral("en"));
    QCoreApplication::processEvents();
    CHECK(counter.details->findChild<PageHeader*>()->title() == english);
}

TEST_CASE("every control has a name, and no text is cut, in three languages", "[access][language]") {
    application();
    for (const char* tag : {"en", "zh-CN", "ar"}) {
        for (const double scale : {1.0, 2.0}) {
            for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
                if (scale > 1.0 && size.width() < 1920) continue;  // 200% is for a full screen
                applyTheme(application(), Scheme::Light, scale);
                const InLanguage language(QString::fromLatin1(tag));
                INFO("language " << tag);
                REQUIRE(language.isLoaded());
                Counter counter;
                counter.fillStatus();
                counter.details->setDetails(goodDetails(Purchase::SimAndPhone));
                counter.document->setCamera(CameraOffer::Available);
                counter.signIn->setPracticeOffer(PracticeOffer::Shown);
                counter.signIn->setProblem(SignInProblem::TooManyTries, 30);
                counter.consent->setBuyerLanguage(QString::fromLatin1(tag));
                for (const Place place : {Place::SignIn, Place::Details, Place::Document, Place::Consent}) {
                    show(counter, place, size);
                    INFO(tag << " scale " << scale << " width " << size.width() << " place "
                             << static_cast<int>(place));
                    CHECK(unnamedBelow(counter.window) == QStringList());
                    for (QComboBox* each : counter.window.findChildren<QComboBox*>()) {
                        CHECK_FALSE(each->accessibleName().isEmpty());
                    }
                    QStringList cut = clippedBelow(counter.window);
                    // Contents of a page that scrolls may lie below the edge; the footer may not.
                    if (scale > 1.0) cut = cut.filter(QStringLiteral("does not fit"));
                    CHECK(cut == QStringList());
                }
            }
        }
    }
    applyTheme(application(), Scheme::Light, 1.0);
}
