// What is seen of a program that can't begin: the whole of it in one small window that closes by one key.
#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "support/catch.h"
#include "support/ui_shots.h"
#include "trouble_window.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

bool says(const QWidget& window, const QString& words) {
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(words)) return true;
    }
    return false;
}

const char* const kFile = "/etc/countersign/counter.json";

}  // namespace

TEST_CASE("a program that can't begin says in a window what is wrong, with which file, and what to do") {
    application();
    TroubleWindow window(makeError(ErrorCode::MachineSettingsBad, "unknown field \"sate\""),
                         QString::fromLatin1(kFile));
    REQUIRE(settle(window));
    for (const char* words : {"can't start", "can't be used", kFile, "technician", "E1230", "\"sate\""})
        CHECK(says(window, QString::fromLatin1(words)));
    auto* close = window.findChild<QAbstractButton*>();
    REQUIRE(close != nullptr);
    CHECK(close->text() == QStringLiteral("Close"));
    CHECK(close->hasFocus());
    QSignalSpy finished(&window, &QDialog::finished);
    QTest::keyClick(&window, Qt::Key_Return);
    CHECK(finished.size() == 1);
    CHECK_FALSE(window.isVisible());
}

TEST_CASE("each error that comes before the main window has words of its own, and a detail is no markup") {
    application();
    const auto general = [] {
        TroubleWindow window(makeError(ErrorCode::CheckOutputUnwritable, ""), {});
        return window.accessibleName();
    }();
    for (const auto code : {ErrorCode::MachineSettingsBad, ErrorCode::CounterOfAnotherUser,
                            ErrorCode::StateFolderUnusable, ErrorCode::FileUnreadable}) {
        TroubleWindow window(makeError(code, "<b>x</b>"), {});
        REQUIRE(settle(window));
        CHECK(window.accessibleName() != general);
        CHECK(says(window, QStringLiteral("<b>x</b>")));
        for (const auto* label : window.findChildren<QLabel*>()) CHECK(label->textFormat() == Qt::PlainText);
    }
}

TEST_CASE("the window stands in every language, with the longest file name whole") {
    application();
    for (const char* language : {"zh_CN", "ar"}) {
        const InLanguage spoken(QString::fromLatin1(language));
        TroubleWindow window(makeError(ErrorCode::StateFolderUnusable, "Read-only file system"),
                             QStringLiteral("/srv/") + QString(120, QLatin1Char('x')));
        REQUIRE(settle(window));
        CHECK(window.width() <= 1280);
        CHECK(window.height() <= 720);
        CHECK(says(window, QStringLiteral("E1239")));
    }
}
