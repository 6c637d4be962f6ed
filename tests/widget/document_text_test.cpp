// The document page once its text was read: values beside their strips, nothing taken over unless the clerk
// says so, and what differs stops the hurry.
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "main_window.h"
#include "pages/document_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/button.h"
#include "widgets/read_field_list.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

QImage strip() {
    QImage image(420, 40, QImage::Format_RGB32);
    image.fill(QColor(220, 225, 220));
    return image;
}

DocumentTextView view() {
    DocumentTextView text;
    text.rows = {{DocumentRow::Number, QStringLiteral("1101 0519 4912 3100 2X"), strip(), RowProof::Proven,
                  RowAgreement::Differs, RowUse::Offered},
                 {DocumentRow::Name, QStringLiteral("MUSTERSPECIMEN VANDERLANGENHOVENSTEIN WILHELMINA"),
                  strip(), RowProof::Read, RowAgreement::Agrees, RowUse::NotOffered},
                 {DocumentRow::BirthDate, QStringLiteral("31/12/1949"), strip(), RowProof::Proven,
                  RowAgreement::NotTyped, RowUse::NotOffered},
                 {DocumentRow::ExpiryDate, QStringLiteral("01/01/2030"), strip(), RowProof::Unsure,
                  RowAgreement::NotTyped, RowUse::NotOffered}};
    text.findings = {{CrossCheck::NumberDiffers, CrossWeight::Confirm},
                     {CrossCheck::ExpiresSoon, CrossWeight::Note}};
    return text;
}

Button* button(QWidget& root, const char* text) {
    for (auto* each : root.findChildren<Button*>())
        if (each->isVisibleTo(&root) && each->text() == QString::fromUtf8(text)) return each;
    return nullptr;
}

bool shows(QWidget& root, const char* words) {
    for (auto* each : root.findChildren<QLabel*>())
        if (each->isVisibleTo(&root) && each->text().contains(QString::fromUtf8(words))) return true;
    return false;
}

struct Desk {
    Desk() {
        counter.window.setClerk(QStringLiteral("Li Na"));  // with the rail of steps, as at work
        counter.window.showPlace(Place::Document);
        counter.window.resize(1280, 720);
        REQUIRE(settle(counter.window));
        page().setPortrait({standIn(), QRectF(222, 102, 196, 268), 78, {}});
    }
    DocumentPage& page() { return *counter.document; }
    QApplication& app = application();
    InLanguage english{QStringLiteral("en")};
    Counter counter;
};

}  // namespace

TEST_CASE("Next pressed while the text is read is said and kept, and nobody is led past what was found",
          "[document]") {
    Desk desk;
    QSignalSpy on(&desk.page(), &DocumentPage::nextRequested);
    auto* next = button(desk.page(), "Next: Consent");
    REQUIRE(next != nullptr);
    desk.page().setTextActivity(Activity::Reading);
    next->click();
    CHECK(on.isEmpty());
    CHECK(shows(desk.page(), "It goes on as soon as"));
    SECTION("nothing speaks against it") {
        desk.page().setText({});
        CHECK(on.size() == 1);
        desk.page().setText({});  // once
        CHECK(on.size() == 1);
    }
    SECTION("the clerk is asked") {
        desk.counter.dialogs.answers = {Answer::No};
        desk.page().setText(view());
        CHECK(desk.counter.dialogs.asked == 1);
        CHECK(on.isEmpty());
    }
    SECTION("an expired document") {
        DocumentTextView text;
        text.findings = {{CrossCheck::Expired, CrossWeight::Stop}};
        desk.page().setText(text);
        CHECK(on.isEmpty());
        CHECK_FALSE(next->isEnabled());
    }
    SECTION("another page was shown meanwhile") {
        desk.counter.window.showPlace(Place::Details);
        desk.counter.window.showPlace(Place::Document);
        CHECK(shows(desk.page(), "Reading what is printed on it"));
        desk.page().setText({});
        CHECK(on.isEmpty());
    }
    SECTION("another picture") {
        desk.page().setPortrait({standIn(), QRectF(222, 102, 196, 268), 78, {}});
        desk.page().setText({});
        CHECK(on.isEmpty());
    }
}

TEST_CASE("values stand beside their strips, and only the clerk's word takes one over", "[document]") {
    Desk desk;
    QSignalSpy used(&desk.page(), &DocumentPage::useWanted), undone(&desk.page(), &DocumentPage::undoWanted);
    desk.page().setTextActivity(Activity::Reading);
    CHECK(shows(desk.page(), "Reading what is printed on it"));
    CHECK(
        button(desk.page(), "Next: Consent")->isEnabled());  // pressed now, it goes on once the text is there
    desk.page().setTextActivity(Activity::Idle);
    auto text = view();
    desk.page().setText(text);
    for (const char* words : {"1101 0519 4912 3100 2X", "typed otherwise", "as typed", "31/12/1949"}) {
        INFO(words);
        CHECK(shows(desk.page(), words));
    }
    CHECK(used.isEmpty());
    auto* use = button(desk.page(), "Use this");
    REQUIRE(use != nullptr);
    use->setFocus();
    QTest::keyClick(use, Qt::Key_Space);
    REQUIRE(QTest::qWaitFor([&] { return used.size() == 1; }));
    CHECK(used.front().front().value<DocumentRow>() == DocumentRow::Number);
    text.rows[0].use = RowUse::Used;
    text.rows[0].agreement = RowAgreement::Agrees;
    desk.page().setText(text);
    auto* undo = button(desk.page(), "Undo");
    REQUIRE(undo != nullptr);
    undo->click();
    REQUIRE(QTest::qWaitFor([&] { return undone.size() == 1; }));
    // The next picture: nothing of this one stays.
    desk.page().setPortrait({standIn(), QRectF(222, 102, 196, 268), 78, {}});
    CHECK_FALSE(shows(desk.page(), "1101 0519"));
    desk.page().setText({});
    CHECK(shows(desk.page(), "could not be read"));
    DocumentTextView broken;
    broken.problem = ErrorCode::TextDataMissing;
    desk.page().setText(broken);
    CHECK(shows(desk.page(), "E651"));
    CHECK(button(desk.page(), "Next: Consent")->isEnabled());
}

TEST_CASE("what differs is asked about once, and an expired document stops", "[document]") {
    Desk desk;
    QSignalSpy next(&desk.page(), &DocumentPage::nextRequested);
    desk.page().setText(view());
    CHECK(shows(desk.page(), "The number on the document is not the one that was typed."));
    desk.counter.dialogs.answers = {Answer::No, Answer::Yes};
    button(desk.page(), "Next: Consent")->click();
    CHECK(desk.counter.dialogs.asked == 1);
    CHECK(next.isEmpty());
    button(desk.page(), "Next: Consent")->click();
    CHECK(next.size() == 1);
    button(desk.page(), "Next: Consent")->click();  // came back: already compared
    CHECK(next.size() == 2);
    CHECK(desk.counter.dialogs.asked == 2);

    auto notes = view();
    notes.findings = {{CrossCheck::ExpiresSoon, CrossWeight::Note}};
    desk.page().setText(notes);
    button(desk.page(), "Next: Consent")->click();
    CHECK(next.size() == 3);
    CHECK(desk.counter.dialogs.asked == 2);

    notes.findings = {{CrossCheck::Expired, CrossWeight::Stop}};
    desk.page().setText(notes);
    CHECK_FALSE(button(desk.page(), "Next: Consent")->isEnabled());
    CHECK(shows(desk.page(), "has expired"));
}

TEST_CASE("a picture is pasted, pages are leafed through, a live document is wanted once", "[document]") {
    Desk desk;
    QSignalSpy pasted(&desk.page(), &DocumentPage::pictureGiven),
        pages(&desk.page(), &DocumentPage::pageWanted);
    QGuiApplication::clipboard()->setImage(standIn());
    QTest::keyClick(&desk.page(), Qt::Key_V, Qt::ControlModifier);
    CHECK(pasted.size() == 1);
    QGuiApplication::clipboard()->setText(QStringLiteral("no picture"));
    QTest::keyClick(&desk.page(), Qt::Key_V, Qt::ControlModifier);
    CHECK(pasted.size() == 1);
    desk.page().setPages(2, 3);
    auto* other = button(desk.page(), "Page 3 of 3: show the next");
    REQUIRE(other != nullptr);
    other->click();
    REQUIRE(pages.size() == 1);
    CHECK(pages.front().front().toInt() == 0);  // round and round
    desk.page().setPages(0, 1);
    CHECK(button(desk.page(), "Page 1 of 1: show the next") == nullptr);

    CHECK_FALSE(desk.page().wantsPicture());  // a portrait is shown
    desk.page().clear();
    desk.page().setCamera(CameraOffer::Available);
    CHECK_FALSE(desk.page().wantsPicture());  // nothing to be seen yet
    desk.page().setPreview(standIn());
    CHECK(desk.page().wantsPicture());
    const QPolygonF outline({{100, 100}, {500, 100}, {500, 350}, {100, 350}});
    for (const auto& [hint, words] :
         {std::pair(HoldHint::Nearer, "Nearer"), std::pair(HoldHint::Glare, "lamp"),
          std::pair(HoldHint::Holding, "Good. Hold it still.")}) {
        desk.page().setWatch(outline, hint, 0.5);
        CHECK(shows(desk.page(), words));
    }
    desk.page().setActivity(Activity::Reading);
    CHECK_FALSE(desk.page().wantsPicture());
}

TEST_CASE("the list fits in every language and direction", "[document]") {
    for (const char* tag : {"en", "zh-CN", "ar"}) {
        Desk desk;
        const InLanguage language(QString::fromLatin1(tag));
        desk.page().setText(view());
        REQUIRE(settle(desk.counter.window));
        INFO(tag);
        const auto cut = clippedBelow(desk.page());
        INFO(cut.join(QLatin1Char(' ')).toStdString());
        CHECK(cut.isEmpty());
        // Never wider than the window: nothing may have to be pushed to the side.
        const auto* scroll = desk.page().findChild<QScrollArea*>();
        REQUIRE(scroll != nullptr);
        CHECK(scroll->horizontalScrollBar()->maximum() == 0);
        saveShot(desk.counter.window, {1920, 1080}, QStringLiteral("large-text-%1").arg(QLatin1String(tag)));
        saveShot(desk.counter.window, {1280, 720},
                 QStringLiteral("document-text-%1").arg(QLatin1String(tag)));
    }
}
