// The day's end: counted right, exported without anything of a buyer, and readable by what reads such files.
#include <QDateTime>
#include <QFile>
#include <QPushButton>
#include <QTemporaryDir>

#include "models/day_counts.h"
#include "models/queue_model.h"
#include "pages/day_page.h"
#include "support/catch.h"
#include "support/ui_shots.h"
#include "text/day_text.h"
#include "theme/style.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

namespace {

const QDate kDay(2026, 11, 27);

WallTime at(QDate day, int hour) {
    return WallTime(std::chrono::milliseconds(QDateTime(day, QTime(hour, 0)).toMSecsSinceEpoch()));
}

std::vector<QueueRow> aDay() {
    std::vector<QueueRow> rows;
    const auto add = [&rows](ClientState client, ServerState server, ScanRoute route = ScanRoute::Usual,
                             RecordKind kind = RecordKind::Real, QDate day = kDay) {
        QueueRow row;
        row.recordId = RecordId::random();
        row.sequence = rows.size() + 1;
        row.numberTail = "8765";
        row.client = client;
        row.server = server;
        row.route = route;
        row.kind = kind;
        row.createdAt = at(day, 12);
        row.payloadBytes = client == ClientState::Sent ? 0 : 1000;
        rows.push_back(row);
    };
    add(ClientState::Sent, ServerState::Activated);
    add(ClientState::Sent, ServerState::Accepted);
    add(ClientState::Sent, ServerState::Received, ScanRoute::OtherTerms);
    add(ClientState::Sent, ServerState::Refused);
    add(ClientState::Sent, ServerState::ComeBack, ScanRoute::NoScan);
    add(ClientState::Waiting, ServerState::None, ScanRoute::NoScan);
    add(ClientState::Sending, ServerState::None);
    add(ClientState::SetAside, ServerState::None);
    add(ClientState::Withdrawn, ServerState::None, ScanRoute::NoScan);
    add(ClientState::Sent, ServerState::Received, ScanRoute::Usual, RecordKind::Practice);
    add(ClientState::Sent, ServerState::Accepted, ScanRoute::Usual, RecordKind::Real, kDay.addDays(-1));
    return rows;
}

QByteArray contents(const QString& file) {
    QFile opened(file);
    REQUIRE(opened.open(QIODevice::ReadOnly));
    return opened.readAll();
}

}  // namespace

TEST_CASE("every registration of the day is counted once, and practice never as one") {
    const DayCounts counts = countDay(aDay(), kDay);
    CHECK(counts.registered == 8);
    CHECK(counts.unsent == 2);
    CHECK(counts.setAside == 1);
    CHECK(counts.accepted == 2);
    CHECK(counts.pending == 1);
    CHECK(counts.refused == 1);
    CHECK(counts.comeBack == 1);
    CHECK(counts.registered == counts.unsent + counts.setAside + counts.accepted + counts.pending +
                                   counts.refused + counts.comeBack);
    CHECK(counts.otherTerms == 1);
    CHECK(counts.noScan == 2);
    CHECK(counts.withdrawn == 1);
    CHECK(counts.practice == 1);
    CHECK(countDay(aDay(), kDay.addDays(-1)).registered == 1);
    CHECK(countDay({}, kDay) == DayCounts{});
}

TEST_CASE("midnight divides days by the computer's own time") {
    auto rows = aDay();
    rows.resize(2);
    rows[0].createdAt =
        WallTime(std::chrono::milliseconds(QDateTime(kDay, QTime(23, 59, 59)).toMSecsSinceEpoch()));
    rows[1].createdAt =
        WallTime(std::chrono::milliseconds(QDateTime(kDay.addDays(1), QTime(0, 0)).toMSecsSinceEpoch()));
    CHECK(countDay(rows, kDay).registered == 1);
    CHECK(countDay(rows, kDay.addDays(1)).registered == 1);
}

TEST_CASE("the table holds no personal data and reads as a table") {
    application();
    const auto rows = aDay();
    const QString csv = QString::fromUtf8(dayCsv(rows, kDay));
    CHECK(dayCsv(rows, kDay).startsWith("\xEF\xBB\xBF"));
    CHECK_FALSE(csv.contains(QStringLiteral("8765")));  // not even the last digits
    CHECK(csv.contains(QStringLiteral("\"registered\",8\r\n")));
    CHECK(csv.contains(QStringLiteral("\"no_scan\",2\r\n")));
    const QStringList lines = csv.split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    CHECK(lines.size() == 1 + 11 + 1 + 10);  // day, counts, heading, the day's rows
    for (const QString& line : lines) CHECK(line.count(u'"') % 2 == 0);
    CHECK_FALSE(dayHtml(rows, kDay).contains(QStringLiteral("8765")));
}

TEST_CASE("the page shows the day, goes back and forth, never into the future, and saves both files") {
    application();
    const QTemporaryDir folder;
    ManualClock clock(at(kDay, 18));
    ScriptedDialogs dialogs;
    QueueModel queue;
    DayPage page(clock, queue, dialogs);
    queue.setRows(aDay());
    page.entered();
    REQUIRE(settle(page));
    CHECK(page.shown(QStringLiteral("registered")) == 8);
    page.setDay(kDay.addDays(-1));
    CHECK(page.shown(QStringLiteral("registered")) == 1);
    page.setDay(kDay.addDays(5));
    CHECK(page.day() == kDay);

    // A record that comes while the page is open.
    auto row = aDay().front();
    row.sequence = 99;
    queue.applyRow(row);
    CHECK(page.shown(QStringLiteral("registered")) == 9);

    dialogs.file = folder.filePath(QStringLiteral("day.csv"));
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Save as CSV")) button->click();
    }
    CHECK(contents(dialogs.file).contains("\"registered\",9"));
    dialogs.file = folder.filePath(QStringLiteral("day.pdf"));
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Save as PDF")) button->click();
    }
    CHECK(contents(dialogs.file).startsWith("%PDF"));
    // Where nothing can be written nothing is left behind, and the page says so.
    dialogs.file = folder.filePath(QStringLiteral("no-such-folder/day.pdf"));
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Save as PDF")) button->click();
    }
    CHECK_FALSE(QFile::exists(dialogs.file));
}

TEST_CASE("the day's end fits in every language, at twice the size too") {
    QApplication& app = application();
    for (const char* tag : {"en", "zh-CN", "ar"}) {
        for (const double scale : {1.0, 2.0}) {
            applyTheme(app, Scheme::Light, scale);
            const InLanguage language(QString::fromLatin1(tag));
            Counter counter;
            counter.fillStatus();
            ManualClock clock(at(kDay, 18));
            QueueModel queue;
            auto* page = new DayPage(clock, queue, counter.dialogs);
            counter.window.setPage(Place::Day, page);
            queue.setRows(aDay());
            counter.window.resize(scale > 1 ? QSize(1920, 1080) : QSize(1280, 720));
            counter.window.showPlace(Place::Day);
            REQUIRE(settle(counter.window));
            INFO(tag << " " << scale);
            CHECK(unnamedBelow(*page).join(u' ').toStdString() == "");
            if (scale < 2) CHECK(clippedBelow(*page).join(u' ').toStdString() == "");
            saveShot(counter.window, counter.window.size(),
                     QStringLiteral("day-%1-%2").arg(QLatin1String(tag)).arg(scale));
        }
    }
    applyTheme(app, Scheme::Light, 1.0);
}
