// The page of the USB stick: says what it does, by keyboard alone, never twice at once, and what came of it.
#include <QPushButton>

#include "pages/stick_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "text/stick_text.h"
#include "theme/style.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/notice.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

QPushButton* button(const QWidget& page, const QString& text) {
    for (auto* each : page.findChildren<QPushButton*>()) {
        if (each->text() == text) return each;
    }
    FAIL("no such button");
    return nullptr;
}

struct Told {
    explicit Told(StickPage& page) {
        QObject::connect(&page, &StickPage::workWanted, &page, [this](const QString& folder, StickTask task) {
            folders << folder;
            tasks.push_back(task);
        });
        QObject::connect(&page, &StickPage::cancelWanted, &page, [this] { ++cancels; });
    }
    QStringList folders;
    std::vector<StickTask> tasks;
    int cancels = 0;
};

QueueSummary waiting(int count) {
    QueueSummary summary;
    summary.waiting = count;
    return summary;
}

}  // namespace

TEST_CASE("without a stick nothing can be started; one that is put in shows and is used once at a time") {
    application();
    ScriptedDialogs dialogs;
    StickPage page(dialogs);
    Told told(page);
    page.setSummary(waiting(12));
    page.entered();
    REQUIRE(settle(page));
    auto* start = button(page, QStringLiteral("Copy and take in"));
    CHECK_FALSE(start->isEnabled());
    page.setSticks({{QStringLiteral("/media/one"), QStringLiteral("one")},
                    {QStringLiteral("/media/two"), QStringLiteral("two")}});
    CHECK(start->isEnabled());
    start->click();
    start->click();
    CHECK(told.folders == QStringList{QStringLiteral("/media/one")});
    CHECK(told.tasks == std::vector<StickTask>{StickTask::TakeAndCopy});
    CHECK(page.working());
    CHECK_FALSE(start->isEnabled());
    // Another stick that comes and goes meanwhile changes nothing.
    page.setSticks({{QStringLiteral("/media/one"), QStringLiteral("one")}});
    CHECK_FALSE(start->isEnabled());
    auto* stop = button(page, QStringLiteral("Stop"));
    CHECK(stop->isVisibleTo(&page));
    stop->click();
    stop->click();
    CHECK(told.cancels == 1);
    StickSummary cancelled;
    cancelled.end = StickEnd::Cancelled;
    page.showResult(cancelled);
    CHECK_FALSE(page.working());
    CHECK_FALSE(stop->isVisibleTo(&page));
    CHECK(start->isEnabled());
}

TEST_CASE("a folder chosen by hand is used, and stays when sticks come and go") {
    application();
    ScriptedDialogs dialogs;
    dialogs.file = QStringLiteral("/home/shop/carry");
    StickPage page(dialogs);
    Told told(page);
    page.setSticks({{QStringLiteral("/media/one"), QStringLiteral("one")}});
    button(page, QStringLiteral("Other folder…"))->click();
    CHECK(page.folder() == dialogs.file);
    page.setSticks({});
    CHECK(page.folder() == dialogs.file);
    button(page, QStringLiteral("Copy and take in"))->click();
    CHECK(told.folders == QStringList{dialogs.file});
}

TEST_CASE("only a run that brought everything onto the stick says that it may be pulled") {
    application();
    for (const auto end : {StickEnd::Done, StickEnd::Cancelled, StickEnd::NoRoom, StickEnd::ReadOnly,
                           StickEnd::Gone, StickEnd::Failed, StickEnd::StoreFailed}) {
        StickSummary summary;
        summary.end = end;
        if (end == StickEnd::StoreFailed) summary.error = ErrorCode::DatabaseFailed;
        const QString words = stickResultText(summary).end;
        CHECK_FALSE(words.isEmpty());
        CHECK_FALSE(words.contains(QStringLiteral("pulled now")));
        summary.safeToPull = true;
        CHECK(stickResultText(summary).end.contains(QStringLiteral("pulled now")));
    }
    StickSummary summary;
    summary.written = 7;
    summary.taken = 3;
    summary.safeToPull = true;
    auto text = stickResultText(summary);
    CHECK(text.tone == Tone::Good);
    REQUIRE(text.counts.size() == 2);
    CHECK(text.counts[0].contains(u'3'));
    CHECK(text.counts[1].contains(u'7'));
    summary.unreadable = 1;
    CHECK(stickResultText(summary).tone == Tone::Warning);
}

TEST_CASE("the page of the stick fits in every language, at twice the size too") {
    QApplication& app = application();
    for (const char* tag : {"en", "zh-CN", "ar"}) {
        for (const double scale : {1.0, 2.0}) {
            applyTheme(app, Scheme::Light, scale);
            const InLanguage language(QString::fromLatin1(tag));
            MainWindow window;
            ScriptedDialogs dialogs;
            auto* page = new StickPage(dialogs);
            window.setPage(Place::Stick, page);
            window.setClerk(QStringLiteral("Lina"));
            page->setSummary(waiting(12));
            page->setSticks({{QStringLiteral("/media/shop/COUNTER"), QStringLiteral("COUNTER")}});
            window.resize(1280, 720);
            window.showPlace(Place::Stick);
            StickSummary summary;
            summary.written = 12;
            summary.taken = 30;
            summary.refused = 1;
            summary.alreadyThere = 4;
            summary.ofOthers = 2;
            summary.unreadable = 1;
            summary.safeToPull = true;
            for (const auto* state : {"ready", "working", "done"}) {
                if (QLatin1String(state) == QLatin1String("working"))
                    page->setProgress({StickStep::Copying, 3, 12});
                if (QLatin1String(state) == QLatin1String("done")) page->showResult(summary);
                REQUIRE(settle(window));
                INFO(tag << " " << scale << " " << state);
                CHECK(unnamedBelow(*page).join(u' ').toStdString() == "");
                if (scale < 2) CHECK(clippedBelow(*page).join(u' ').toStdString() == "");
                saveShot(window, window.size(),
                         QStringLiteral("stick-%1-%2-%3")
                             .arg(QLatin1String(tag))
                             .arg(scale)
                             .arg(QLatin1String(state)));
            }
        }
    }
    applyTheme(app, Scheme::Light, 1.0);
}
