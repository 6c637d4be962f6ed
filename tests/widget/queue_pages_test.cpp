// What became of a registration: the result, its receipt and the queue, as clerks meet them.
#include <QFile>
#include <QIdentityProxyModel>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <vector>

#include "models/queue_model.h"
#include "pages/queue_page.h"
#include "pages/receipt_printer.h"
#include "pages/result_page.h"
#include "support/catch.h"
#include "text/program_language.h"
#include "text/queue_text.h"
#include "widget/scan_pages_samples.h"
#include "widget/scan_pages_support.h"
#include "widgets/qr_view.h"
#include "widgets/queue_table.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;

TEST_CASE("the result follows the record and stays pending until the operator answers") {
    application();
    ManualClock clock(noon());
    Scripted dialogs;
    ResultPage page(clock, dialogs);
    show(page, kPageWidth, kPageHeight);
    const ResultView view = sampleResult();
    page.showResult(view);
    CHECK(page.title().contains(QStringLiteral("pending")));

    QueueRow mine = row(1);
    mine.recordId = view.receipt.recordId;
    mine.nextAttempt = clock.wall() + std::chrono::seconds(40);
    page.setRow(mine);
    CHECK(page.sendState().contains(QStringLiteral("40 s")));

    QueueRow other = row(2, ClientState::Sent);
    page.setRow(other);  // another buyer's
    CHECK(page.sendState().contains(QStringLiteral("40 s")));

    QSignalSpy withdrawn(&page, &ResultPage::withdrawConfirmed);
    const auto withdraw = [&]() -> QPushButton* {
        for (auto* button : page.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Withdraw and erase") && button->isVisible()) return button;
        }
        return nullptr;
    };
    REQUIRE(withdraw() != nullptr);
    QTest::mouseClick(withdraw(), Qt::LeftButton);
    CHECK(dialogs.asked.has_value());
    CHECK(withdrawn.count() == 0);
    dialogs.answer = Answer::Yes;
    QTest::mouseClick(withdraw(), Qt::LeftButton);
    CHECK(withdrawn.count() == 1);

    mine.client = ClientState::Sent;
    mine.server = ServerState::Received;
    mine.payloadBytes = 0;
    mine.receivedAt = clock.wall();
    page.setRow(mine);
    CHECK(page.sendState().contains(QStringLiteral("receipt verified")));
    CHECK(page.title().contains(QStringLiteral("pending")));
    CHECK(withdraw() == nullptr);  // too late to take back here
    mine.server = ServerState::Activated;
    page.setRow(mine);
    CHECK_FALSE(page.title().contains(QStringLiteral("pending")));

    QSignalSpy next(&page, &ResultPage::nextBuyer);
    QTest::keyClick(&page, Qt::Key_Return);
    CHECK(next.count() == 1);
}

TEST_CASE("a row's later word is told in words, and its receipt is offered in each language") {
    application();
    ManualClock clock(noon());
    QueuePage page(clock);
    QueueRow waiting = row(1);
    QueueRow answered = row(2, ClientState::Sent);
    answered.server = ServerState::Received;
    page.setRows({waiting, answered});
    show(page, kPageWidth, kPageHeight);
    const auto offer = [&]() -> QPushButton* {
        for (auto* button : page.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Privacy receipt…") && button->isVisible()) return button;
        }
        return nullptr;
    };
    const auto said = [&](const char* words) {
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(QString::fromUtf8(words))) return true;
        }
        return false;
    };
    page.table()->setCurrentIndex(page.table()->model()->index(0, 0));  // the newest: answered
    CHECK(said("pending"));
    CHECK(offer() != nullptr);
    answered.server = ServerState::Activated;
    answered.forwardedAt = clock.wall();
    page.applyRow(answered);
    CHECK(said("The number is active."));
    CHECK(said("Passed on to the authority:"));
    CHECK_FALSE(said("pending"));
    answered.server = ServerState::Refused;
    answered.serverReason = "document_limit";
    page.applyRow(answered);
    CHECK(said("Reason: Too many numbers in this name"));
    CHECK_FALSE(said("document_limit"));

    QSignalSpy wanted(&page, &QueuePage::receiptWanted);
    QTest::mouseClick(offer(), Qt::LeftButton);
    const auto menus = page.findChildren<QMenu*>();
    REQUIRE_FALSE(menus.empty());
    const auto ways = menus.front()->actions();
    REQUIRE(ways.size() == 2);
    REQUIRE(ways[1]->menu() != nullptr);
    CHECK(ways[1]->menu()->actions().size() == static_cast<qsizetype>(languagesAtHand().size()));
    ways[1]->menu()->actions().front()->trigger();
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.front().at(0).value<RecordId>() == answered.recordId);
    CHECK(wanted.front().at(1).toString() == languagesAtHand().front().tag);
    CHECK(wanted.front().at(2).value<ReceiptOutput>() == ReceiptOutput::Pdf);
    menus.front()->close();

    page.table()->setCurrentIndex(page.table()->model()->index(1, 0));  // it waits: nothing new to tell
    CHECK(offer() == nullptr);
}

TEST_CASE("the QR code holds the receipt's codes and opens no page") {
    const RecordId id = RecordId::random();
    const QString text = receiptCodeText(id);
    CHECK(text.contains(QString::fromStdString(id.shortCode())));
    CHECK(text.contains(receiptCheckCode(id)));
    CHECK_FALSE(text.contains(QStringLiteral("://")));
    CHECK(receiptCheckCode(id) == receiptCheckCode(id));
    CHECK(receiptCheckCode(*RecordId::parse("00000000000000000000000000000000")).size() == 4);
    const QImage code = qrImage(text);
    REQUIRE_FALSE(code.isNull());
    CHECK(code.width() == code.height());
    CHECK(code.pixelColor(0, 0) == QColor(Qt::white));
    CHECK(code.pixelColor(4, 4) == QColor(Qt::black));  // corner of the finder pattern
    CHECK(qrImage({}).isNull());
    CHECK(qrImage(QString(5000, QLatin1Char('A'))).isNull());

    const QString reader = QStandardPaths::findExecutable(QStringLiteral("zbarimg"));
    if (reader.isEmpty()) {
        WARN("zbarimg is not installed: the code was not read back");
        return;
    }
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("code.png"));
    REQUIRE(code.scaled(code.size() * 6).save(file));
    QProcess read;
    read.start(reader, {QStringLiteral("-q"), QStringLiteral("--raw"), file});
    REQUIRE(read.waitForFinished());
    CHECK(QString::fromUtf8(read.readAllStandardOutput()).trimmed() == text);
}

TEST_CASE("the privacy receipt is a real PDF with readable words") {
    application();
    QTemporaryDir folder;
    const QString language =
        GENERATE(as<QString>{}, QStringLiteral("en"), QStringLiteral("zh-CN"), QStringLiteral("ar"));
    INFO(language.toStdString());
    ResultView view = sampleResult();
    view.receipt.language = language;
    const QString file = folder.filePath(QStringLiteral("receipt.pdf"));
    REQUIRE(writeReceiptPdf(file, view.receipt) == ReceiptWritten::Yes);
    QFile pdf(file);
    REQUIRE(pdf.open(QIODevice::ReadOnly));
    CHECK(pdf.read(5) == "%PDF-");
    CHECK(pdf.size() > 5000);
    CHECK(writeReceiptPdf(folder.filePath(QStringLiteral("no/such/folder/x.pdf")), view.receipt) ==
          ReceiptWritten::CouldNotWrite);

    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (reader.isEmpty()) {
        WARN("pdftotext is not installed: the words were not read back");
        return;
    }
    QProcess read;
    read.start(reader, {file, QStringLiteral("-")});
    REQUIRE(read.waitForFinished());
    const QString words = QString::fromUtf8(read.readAllStandardOutput());
    CHECK(words.contains(QString::fromStdString(view.receipt.recordId.shortCode())));
    CHECK(words.contains(receiptCheckCode(view.receipt.recordId)));
    CHECK(words.contains(QStringLiteral("Example Mobile")));
    CHECK(words.contains(QStringLiteral("privacy@example.com")));
    CHECK(words.count(QLatin1Char('\f')) == 1);  // one page
    if (language == QStringLiteral("en")) {
        CHECK(words.contains(QStringLiteral("with nobody else")));
        CHECK(words.contains(QStringLiteral("pending")));
    }
}

TEST_CASE("the queue page tells the truth first") {
    application();
    ManualClock clock(noon());
    QueuePage page(clock);
    show(page, kPageWidth, kPageHeight);
    QueueSummary summary;
    summary.waiting = 3;
    summary.lastError = ErrorCode::OperatorUnreachable;
    page.setSummary(summary);
    CHECK(page.headline() == QStringLiteral("3 waiting, nothing lost"));
    // A sealed file that is gone is not "nothing lost".
    QueueRow gone = row(9, ClientState::SetAside);
    gone.lastError = ErrorCode::PayloadMissing;
    page.setRows({row(1), row(2), gone});
    CHECK_FALSE(page.headline().contains(QStringLiteral("nothing lost")));
    page.setRows({});
    summary = {};
    page.setSummary(summary);
    CHECK_FALSE(page.headline().contains(QLatin1Char('3')));
}

TEST_CASE("ten thousand rows are listed, searched and drawn") {
    application();
    ManualClock clock(noon());
    QueuePage page(clock);
    show(page, kPageWidth, kPageHeight);
    std::vector<QueueRow> rows;
    for (std::uint64_t i = 1; i <= 10'000; ++i)
        rows.push_back(row(i, i % 50 == 0 ? ClientState::Waiting : ClientState::Sent));
    const QueueRow wanted = rows[4321];
    page.setRows(rows);
    QueueTable* table = page.table();
    CHECK(table->model()->rowCount() == 10'000);
    // Newest first.
    CHECK(table->model()->index(0, QueueModel::Record).data().toString() == recordCode(rows.back().recordId));

    auto* search = page.findChild<QLineEdit*>();
    REQUIRE(search != nullptr);
    QString typed = QString::fromStdString(wanted.recordId.shortCode()).toLower();
    typed.replace(QLatin1Char('0'), QLatin1Char('o')).replace(QLatin1Char('1'), QLatin1Char('l'));
    search->setText(typed);  // small letters and look-alikes are understood
    REQUIRE(table->model()->rowCount() == 1);
    CHECK(table->model()->index(0, QueueModel::Record).data().toString() == recordCode(wanted.recordId));
    search->setText(QString::fromStdString(wanted.numberTail));
    CHECK(table->model()->rowCount() >= 1);
    CHECK(table->model()->rowCount() < 100);
    search->setText(QStringLiteral("no such thing"));
    CHECK(table->model()->rowCount() == 0);
    search->setText(QString(10'000, QLatin1Char('9')));
    search->clear();
    CHECK(table->model()->rowCount() == 10'000);

    // Only what is seen is drawn: the cells asked for while painting stay few.
    struct Counting final : QIdentityProxyModel {
        [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
            if (role == Qt::DisplayRole) ++asked;
            return QIdentityProxyModel::data(index, role);
        }
        mutable int asked = 0;
    } counting;
    counting.setSourceModel(table->model());
    QueueTable seen;
    seen.setModel(&counting);
    show(seen, kPageWidth, kPageHeight);
    seen.scrollToBottom();
    counting.asked = 0;
    seen.viewport()->grab();
    CHECK(counting.asked > 0);
    CHECK(counting.asked < 40 * QueueModel::ColumnCount);
}

TEST_CASE("a row that changes stays in place and keeps its details open") {
    application();
    ManualClock clock(noon());
    QueuePage page(clock);
    show(page, kPageWidth, kPageHeight);
    QueueRow waiting = row(2);
    waiting.lastError = ErrorCode::OperatorBusy;
    waiting.nextAttempt = clock.wall() + std::chrono::minutes(4);
    page.setRows({row(1), waiting, row(3)});
    auto* model = page.table()->model();
    CHECK(model->index(1, QueueModel::NextTry).data().toString().contains(QStringLiteral("4 min")));
    page.table()->setCurrentIndex(model->index(1, 0));
    QSignalSpy help(&page, &QueuePage::helpWanted);
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text() == QStringLiteral("What this means"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    REQUIRE(help.count() == 1);
    CHECK(help.front().front().toInt() == static_cast<int>(ErrorCode::OperatorBusy));
    waiting.client = ClientState::Sent;
    waiting.server = ServerState::Received;
    waiting.payloadBytes = 0;
    page.applyRow(waiting);
    CHECK(page.table()->currentIndex().row() == 1);
    CHECK(model->index(1, QueueModel::Size).data().toString() == QStringLiteral("erased"));
    page.setRows({row(1), waiting, row(3), row(4)});
    CHECK(page.table()->currentIndex().row() == 2);  // the same record, one further down
    page.applyRow(row(5));
    CHECK(model->rowCount() == 5);
}

TEST_CASE("a queue row shows no name and no whole number") {
    application();
    QueueModel model;
    model.setRows({row(1)});
    QString all;
    for (int column = 0; column < model.columnCount(); ++column)
        all += model.index(0, column).data().toString();
    CHECK(all.contains(QStringLiteral("•••")));
    CHECK(searchForm(QStringLiteral(" 7f3k-22qd ")) == QStringLiteral("7F3K22QD"));
    CHECK(searchForm(QStringLiteral("٣٤")) == QStringLiteral("34"));
}
