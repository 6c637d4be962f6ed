// The page of other ways, and the notice's box for young buyers: what the clerk can press, and when.
#include <QAbstractScrollArea>
#include <QClipboard>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "pages/consent_page.h"
#include "pages/other_way_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "theme/style.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/field_edit.h"
#include "widgets/segmented_choice.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

QPushButton* button(QWidget& root, const QString& text) {
    for (auto* found : root.findChildren<QPushButton*>()) {
        if (found->isVisibleTo(&root) && found->text() == text) return found;
    }
    return nullptr;
}

FieldEdit* field(QWidget& root, const QString& name) {
    for (auto* found : root.findChildren<FieldEdit*>()) {
        if (found->accessibleName() == name) return found;
    }
    return nullptr;
}

void alone(OtherWayPage& page) {
    // The arrow key, as people without a mouse choose.
    auto* choice = page.findChild<SegmentedChoice*>();
    REQUIRE(choice);
    choice->setChosen(2);
    Q_EMIT choice->chosenChanged(2);
}

struct Chosen {
    OtherWayPage::Way way{};
    Obstacle obstacle{};
    QString id, pin;
    int times = 0;
};

void listen(OtherWayPage& page, Chosen& into) {
    QObject::connect(&page, &OtherWayPage::wayChosen, &page,
                     [&into](OtherWayPage::Way way, Obstacle obstacle, const QString& id,
                             const QString& pin) { into = {way, obstacle, id, pin, into.times + 1}; });
}

}  // namespace

TEST_CASE("nothing can be pressed before somebody signed or was said not to be there") {
    application();
    OtherWayPage page;
    Chosen chosen;
    listen(page, chosen);
    page.ask(Obstacle::EyesCannotClose, OtherWayPage::ScanOffer::Offered);
    REQUIRE(settle(page));
    auto* scan = button(page, QStringLiteral("Scan this way"));
    auto* without = button(page, QStringLiteral("Register without a scan"));
    REQUIRE(scan);
    REQUIRE(without);
    CHECK_FALSE(scan->isEnabled());
    CHECK_FALSE(without->isEnabled());

    QTest::keyClicks(field(page, QStringLiteral("Second person's id")), QStringLiteral("Wang"));
    QTest::keyClicks(field(page, QStringLiteral("Second person's PIN")), QStringLiteral("97a5"));
    CHECK_FALSE(scan->isEnabled());  // three digits are no PIN
    QTest::keyClicks(field(page, QStringLiteral("Second person's PIN")), QStringLiteral("31"));
    CHECK(scan->isEnabled());
    QTest::mouseClick(scan, Qt::LeftButton);
    CHECK(chosen.times == 1);
    CHECK(chosen.way == OtherWayPage::Way::OtherScan);
    CHECK(chosen.obstacle == Obstacle::EyesCannotClose);
    CHECK(chosen.id == QStringLiteral("wang"));
    CHECK(chosen.pin == QStringLiteral("97531"));

    page.setBusy(OtherWayPage::Busy::Yes);
    CHECK_FALSE(scan->isEnabled());
    // What is being signed can't be changed meanwhile; leaving it can be done.
    CHECK_FALSE(page.findChild<QListWidget*>()->isEnabled());
    CHECK_FALSE(page.findChild<SegmentedChoice*>()->isEnabled());
    CHECK_FALSE(field(page, QStringLiteral("Second person's PIN"))->isEnabled());
    REQUIRE(button(page, QStringLiteral("Back")));
    CHECK(button(page, QStringLiteral("Back"))->isEnabled());
    page.setBusy(OtherWayPage::Busy::No);
    CHECK(page.findChild<QListWidget*>()->isEnabled());
    page.setProblem(SecondProblem::WrongIdOrPin);
    CHECK_FALSE(scan->isEnabled());  // the PIN has to be typed again
    alone(page);
    CHECK(scan->isEnabled());
    QTest::mouseClick(without, Qt::LeftButton);
    CHECK(chosen.times == 2);
    CHECK(chosen.way == OtherWayPage::Way::NoScan);
    CHECK(chosen.id.isEmpty());
    CHECK(chosen.pin.isEmpty());
}

TEST_CASE("who must wait for the PIN can still say that nobody else is there") {
    application();
    OtherWayPage page;
    page.ask(Obstacle::NoWish, OtherWayPage::ScanOffer::Offered);
    REQUIRE(settle(page));
    QTest::keyClicks(field(page, QStringLiteral("Second person's id")), QStringLiteral("wang"));
    QTest::keyClicks(field(page, QStringLiteral("Second person's PIN")), QStringLiteral("97531"));
    page.setProblem(SecondProblem::TooManyTries, 30);
    auto* without = button(page, QStringLiteral("Register without a scan"));
    REQUIRE(without);
    CHECK_FALSE(without->isEnabled());
    alone(page);
    CHECK(without->isEnabled());
}

TEST_CASE("a scan is offered where one is possible, and never without a try left") {
    application();
    OtherWayPage page;
    for (const Obstacle obstacle : kObstacles) {
        INFO(obstacleName(obstacle));
        page.ask(obstacle, OtherWayPage::ScanOffer::Offered);
        REQUIRE(settle(page));
        CHECK(page.chosen() == obstacle);
        const bool possible = termsFor(obstacle, {}).has_value();
        CHECK((button(page, QStringLiteral("Scan this way")) != nullptr) == possible);
        CHECK(button(page, QStringLiteral("Register without a scan")) != nullptr);
        page.ask(obstacle, OtherWayPage::ScanOffer::NoTriesLeft);
        CHECK(button(page, QStringLiteral("Scan this way")) == nullptr);
        CHECK(button(page, QStringLiteral("Register without a scan")) != nullptr);
    }
}

TEST_CASE("where the operator wants a supporting picture there is no way on without it") {
    application();
    OtherWayPage page;
    page.setSupporting({Obstacle::FaceHasChanged});
    page.ask(Obstacle::FaceHasChanged, OtherWayPage::ScanOffer::Offered);
    REQUIRE(settle(page));
    alone(page);
    auto* without = button(page, QStringLiteral("Register without a scan"));
    REQUIRE(without);
    CHECK_FALSE(without->isEnabled());
    page.setPreview(standIn());
    CHECK_FALSE(without->isEnabled());
    QSignalSpy wanted(&page, &OtherWayPage::pictureWanted);
    QTest::mouseClick(button(page, QStringLiteral("Take picture")), Qt::LeftButton);
    CHECK(wanted.size() == 1);
    page.setSupportingPicture(standIn());
    CHECK(without->isEnabled());
    page.ask(Obstacle::NoWish, OtherWayPage::ScanOffer::Offered);
    CHECK_FALSE(page.wantsPicture());
    CHECK(button(page, QStringLiteral("Take picture")) == nullptr);
}

TEST_CASE("hostile typing in the second person's fields stays typing") {
    application();
    OtherWayPage page;
    page.ask(Obstacle::NoWish, OtherWayPage::ScanOffer::Offered);
    REQUIRE(settle(page));
    auto* id = field(page, QStringLiteral("Second person's id"));
    QApplication::clipboard()->setText(QString(10'000, u'x'));
    id->paste();
    CHECK(id->plainText().size() <= 32);
    auto* pin = field(page, QStringLiteral("Second person's PIN"));
    QApplication::clipboard()->setText(QStringLiteral("\u0660\u0661x\n\u202E99999999999999999"));
    pin->paste();
    CHECK(pin->plainText() == QStringLiteral("019999999999"));  // digits of any script, twelve of them
}

TEST_CASE("the page of other ways fits in every language, and every control has a name") {
    QApplication& app = application();
    for (const char* tag : {"en", "zh-CN", "ar"}) {
        for (const double scale : {1.0, 2.0}) {
            applyTheme(app, Scheme::Light, scale);
            const InLanguage language(QString::fromLatin1(tag));
            Counter counter;
            counter.fillStatus();
            auto* page = new OtherWayPage;
            counter.window.setPage(Place::OtherWay, page);
            counter.window.resize(scale > 1 ? QSize(1920, 1080) : QSize(1280, 720));
            page->setSupporting({Obstacle::FaceHasChanged});
            for (const Obstacle obstacle : kObstacles) {
                page->ask(obstacle, OtherWayPage::ScanOffer::Offered);
                page->setProblem(SecondProblem::SamePerson);
                counter.window.showPlace(Place::OtherWay);
                REQUIRE(settle(counter.window));
                INFO(tag << " " << scale << " " << obstacleName(obstacle));
                // The page may scroll down, and does with a picture or large letters; never sideways.
                const auto cut =
                    clippedBelow(*page).filter(QRegularExpression(QStringLiteral("^(?!.*outside the page)")));
                CHECK(cut.join(u' ').toStdString() == "");
                for (auto* area : page->findChildren<QAbstractScrollArea*>())
                    CHECK(area->horizontalScrollBar()->maximum() == 0);
                CHECK(unnamedBelow(*page).join(u' ').toStdString() == "");
            }
        }
    }
    applyTheme(app, Scheme::Light, 1.0);
}

TEST_CASE("a child needs a guardian's consent, a young buyer one who is there, an adult nobody") {
    application();
    ConsentPage page;
    const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 27);
    auto* agree = button(page, QStringLiteral("Buyer agrees"));
    auto* decline = button(page, QStringLiteral("No scan: another way"));
    REQUIRE(agree);
    REQUIRE(decline);
    struct Age {
        int years;
        bool needed, consents;
    };
    for (const Age& age : {Age{30, false, false}, Age{16, false, false}, Age{15, true, false},
                           Age{14, true, false}, Age{13, true, true}, Age{0, true, true}}) {
        INFO(age.years);
        page.clear();
        page.setBuyerAge(age.years, 14, 16, now);
        CHECK(agree->isEnabled() != age.needed);
        CHECK(decline->isEnabled() != age.needed);
        CHECK(page.guardian().has_value() == age.needed);
        if (!age.needed) continue;
        CHECK(page.guardian()->consents == age.consents);
        QTest::keyClicks(field(page, QStringLiteral("Guardian's name")), QStringLiteral("Wei Dalan"));
        CHECK_FALSE(agree->isEnabled());
        auto* number = field(page, QStringLiteral("Number of the guardian's document"));
        QTest::keyClicks(number, QStringLiteral("110105194912310021"));  // check digit is wrong
        CHECK_FALSE(agree->isEnabled());
        number->clear();
        QTest::keyClicks(number, QStringLiteral("11010519491231002X"));
        CHECK(agree->isEnabled());
        CHECK(page.guardian()->name == "Wei Dalan");
        number->clear();
        QTest::keyClicks(number, QStringLiteral("110105201501010016"));  // a child's
        CHECK_FALSE(agree->isEnabled());
        number->clear();
        QTest::keyClicks(number, QStringLiteral("P1234567"));  // of another kind
        CHECK(agree->isEnabled());
    }
}

TEST_CASE("where the document tells no age the clerk says which it is, before anybody agrees") {
    application();
    ConsentPage page;
    page.setBuyerAge({}, 14, 16, WallTime{});
    auto* agree = button(page, QStringLiteral("Buyer agrees"));
    CHECK_FALSE(agree->isEnabled());
    SegmentedChoice* ages = nullptr;
    for (auto* choice : page.findChildren<SegmentedChoice*>()) {
        if (choice->accessibleName() == QStringLiteral("Age of the buyer")) ages = choice;
    }
    REQUIRE(ages);
    ages->setChosen(1);
    Q_EMIT ages->chosenChanged(1);
    CHECK(agree->isEnabled());
    CHECK_FALSE(page.guardian());
    ages->setChosen(3);
    Q_EMIT ages->chosenChanged(3);
    CHECK_FALSE(agree->isEnabled());
    CHECK(page.guardian()->consents);
    page.clear();
    CHECK_FALSE(agree->isEnabled());
    // Where guardians decide until the buyer is of age, nobody is between: no such age is offered, by keys
    // either.
    ages->setChosen(2);
    page.setBuyerAge({}, 18, 18, WallTime{});
    CHECK(ages->chosen() == 0);
    ages->setChosen(1);
    QTest::keyClick(ages->focusProxy(), Qt::Key_Right);
    CHECK(ages->chosen() == 3);
    CHECK(page.guardian()->consents);
    page.setBuyerAge({}, 14, 16, WallTime{});
    QTest::keyClick(ages->focusProxy(), Qt::Key_Left);
    CHECK(ages->chosen() == 2);
}
