// Language, colours, text size and motion, chosen by keyboard and mouse; and the page of the camera check.
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "pages/camera_check_page.h"
#include "pages/settings_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "text/camera_check_text.h"
#include "widget/scan_pages_support.h"
#include "widgets/button.h"
#include "widgets/notice.h"
#include "widgets/segmented_choice.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

QAbstractButton* buttonNamed(QWidget& page, const QString& text) {
    for (auto* button : page.findChildren<QAbstractButton*>()) {
        if (button->text() == text && button->isVisible()) return button;
    }
    return nullptr;
}

bool says(const QWidget& page, const QString& words) {
    for (const auto* label : page.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(words)) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("each choice of the settings page is told once, with all the others as they are") {
    application();
    SettingsPage page;
    page.setLook({QStringLiteral("en"), Scheme::Light, 100, MotionChoice::Calm});
    page.resize(1000, 700);
    REQUIRE(settle(page));
    std::vector<LookSettings> told;
    QObject::connect(&page, &SettingsPage::lookChosen, &page,
                     [&](const LookSettings& look) { told.push_back(look); });
    page.setLook({QStringLiteral("ar"), Scheme::Dark, 150, MotionChoice::None});
    CHECK(told.empty());  // only people choose
    QTest::mouseClick(buttonNamed(page, QStringLiteral("Light")), Qt::LeftButton);
    QTest::mouseClick(buttonNamed(page, QStringLiteral("200 %")), Qt::LeftButton);
    REQUIRE(told.size() == 2);
    CHECK(told[0].colours == Scheme::Light);
    CHECK(told[0].textPercent == 150);
    CHECK(told[0].language == QStringLiteral("ar"));
    CHECK(told[1].textPercent == 200);
    CHECK(told[1].motion == MotionChoice::None);
    page.entered();
    auto* list = page.findChild<QComboBox*>();
    REQUIRE(list->hasFocus());
    QTest::keyClick(list, Qt::Key_Home);
    REQUIRE(told.size() == 3);
    CHECK(told[2].language == list->itemData(0).toString());

    CHECK(buttonNamed(page, QStringLiteral("Sign out now")) == nullptr);
    page.setTextSize(SettingsPage::TextSize::Waits);
    QSignalSpy out(&page, &SettingsPage::signOutWanted);
    auto* now = buttonNamed(page, QStringLiteral("Sign out now"));
    REQUIRE(now != nullptr);
    now->click();
    CHECK(out.size() == 1);
    CHECK(unnamedBelow(page).isEmpty());
}

TEST_CASE("the camera check tells what is wrong in words, and offers to keep only what was measured") {
    application();
    CameraCheckPage page;
    page.resize(1056, 624);
    REQUIRE(settle(page));
    QSignalSpy start(&page, &CameraCheckPage::startWanted);
    QSignalSpy stop(&page, &CameraCheckPage::stopWanted);
    QSignalSpy good(&page, &CameraCheckPage::goodConfirmed);
    CHECK(buttonNamed(page, QStringLiteral("Keep as the good state")) == nullptr);
    page.entered();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    CHECK(start.size() == 1);
    page.showProgress(0.4);
    CHECK(page.findChild<QProgressBar*>()->isVisible());
    CHECK(page.findChild<QProgressBar*>()->value() == 400);
    CHECK(buttonNamed(page, QStringLiteral("Keep as the good state")) == nullptr);
    buttonNamed(page, QStringLiteral("Stop the check"))->click();
    CHECK(stop.size() == 1);
    CHECK(start.size() == 1);

    page.showResult({WallTime(std::chrono::seconds(1795510800)),
                     "a",
                     {CameraFinding::LightFromBehind, CameraFinding::Blurred},
                     true});
    REQUIRE(settle(page));
    CHECK(says(page, findingWords(CameraFinding::LightFromBehind)));
    CHECK(says(page, findingAdvice(CameraFinding::LightFromBehind)));
    CHECK(says(page, findingAdvice(CameraFinding::Blurred)));
    CHECK(says(page, aspectGood(CameraAspect::Position)));
    buttonNamed(page, QStringLiteral("Keep as the good state"))->click();
    CHECK(good.size() == 1);
    page.showKept();
    CHECK(says(page, QStringLiteral("Kept as the good state")));
    CHECK(buttonNamed(page, QStringLiteral("Keep as the good state")) == nullptr);
    page.showReady();
    CHECK_FALSE(says(page, findingWords(CameraFinding::LightFromBehind)));
    page.showNoPicture(CameraCheckPage::Camera::Silent);
    CHECK(says(page, QStringLiteral("No picture comes")));
    page.showNoPicture(CameraCheckPage::Camera::None);
    CHECK(says(page, QStringLiteral("No camera is plugged in")));
    CHECK_FALSE(says(page, QStringLiteral("Plug it out")));
    // Words, not numbers.
    for (int i = 1; i <= static_cast<int>(CameraFinding::Moved); ++i) {
        const auto finding = static_cast<CameraFinding>(i);
        CHECK_FALSE(findingWords(finding).isEmpty());
        CHECK_FALSE(findingAdvice(finding).isEmpty());
        CHECK_FALSE((findingWords(finding) + findingAdvice(finding))
                        .contains(QRegularExpression(QStringLiteral("\\d"))));
    }
    CHECK(unnamedBelow(page).isEmpty());
}
