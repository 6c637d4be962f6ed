// The help as it is searched.
#include <QApplication>
#include <QSignalSpy>
#include <QTextBrowser>

#include "pages/help_page.h"
#include "support/catch.h"
#include "text/failure_text.h"
#include "widget/scan_pages_samples.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

struct ShownHelp {
    ShownHelp() {
        show(page, kPageWidth, kPageHeight);
        text = page.findChild<QTextBrowser*>();
        REQUIRE(text != nullptr);
    }

    QApplication& program = application();
    HelpPage page;
    QTextBrowser* text = nullptr;
};

}  // namespace

TEST_CASE("the help can be searched and holds every error's line") {
    ShownHelp help;
    auto& page = help.page;
    auto* text = help.text;
    page.showTopic(QStringLiteral("failures"));
    CHECK(page.shownTopic() == QStringLiteral("failures"));
    for (const Reason reason : everyReason()) {
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
    ShownHelp help;
    auto& page = help.page;
    auto* text = help.text;
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
