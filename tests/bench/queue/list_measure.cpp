// How the queue's page bears a long list: so many rows shown, scrolled by a page, by a step and to its ends,
// searched, and changed by a record that is sent meanwhile. Draws as in a window, on Qt's offscreen platform.
// Prints figures in milliseconds; not a test.
//   list_measure [ROWS=10000] [WIDTHxHEIGHT=1280x720]
#include <QAbstractItemModel>
#include <QApplication>
#include <QScrollBar>
#include <QTableView>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

#include "core/secret.h"
#include "pages/queue_page.h"
#include "theme/style.h"

using namespace countersign;

namespace {

double millisOf(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void tell(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("%-34s %4zu times   median %6.2f   99 %% %6.2f   longest %6.2f\n", what, times.size(),
                times[times.size() / 2], times[times.size() * 99 / 100], times.back());
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!initCrypto()) return 1;
    QApplication application(argc, argv);
    ui::applyTheme(application, ui::Scheme::Light, 1.0);
    const int count = argc > 1 ? std::stoi(argv[1]) : 10'000;
    const std::string size = argc > 2 ? argv[2] : "1280x720";
    const auto cross = size.find('x');
    SystemClock clock;
    std::vector<QueueRow> rows;
    for (int i = 0; i < count; ++i) {
        QueueRow row;
        row.recordId = RecordId::random();
        row.sequence = static_cast<std::uint64_t>(i) + 1;
        row.numberTail = std::to_string(1000 + i % 9000);
        row.payloadBytes = 150'000;
        row.createdAt = clock.wall() - std::chrono::minutes(count - i);
        row.nextAttempt = clock.wall() + std::chrono::minutes(i % 15);
        row.attempts = i % 4;
        if (row.attempts > 0) row.lastError = ErrorCode::OperatorUnreachable;
        rows.push_back(row);
    }
    ui::QueuePage page(clock);
    page.setSummary([&] {
        QueueSummary summary;
        summary.waiting = count;
        return summary;
    }());
    page.resize(std::stoi(size.substr(0, cross)), std::stoi(size.substr(cross + 1)));
    page.show();
    QCoreApplication::processEvents();  // shown and laid out
    auto all = rows;
    std::printf("%d rows shown in %.1f ms\n", count, millisOf([&] {
                    page.setRows(std::move(all));
                    page.repaint();
                }));
    auto* table = page.findChild<QTableView*>();
    QCoreApplication::processEvents();
    if (table == nullptr || !table->isVisible() || table->verticalScrollBar()->maximum() == 0) {
        std::fprintf(stderr, "the list is not in sight\n");
        return 1;
    }
    auto* bar = table->verticalScrollBar();
    const auto scrolledBy = [&](int step, int most) {
        std::vector<double> times;
        bar->setValue(0);
        for (int i = 0; i < most && bar->value() < bar->maximum(); ++i) {
            times.push_back(millisOf([&] {
                bar->setValue(bar->value() + step);
                table->viewport()->repaint();
            }));
        }
        return times;
    };
    tell("a step of the wheel", scrolledBy(bar->singleStep() * 3, 600));
    tell("a page", scrolledBy(bar->pageStep(), 600));
    std::vector<double> ends, changes;
    for (int i = 0; i < 60; ++i) {
        ends.push_back(millisOf([&] {
            bar->setValue(i % 2 == 0 ? bar->maximum() : 0);
            table->viewport()->repaint();
        }));
    }
    tell("to the other end", ends);
    for (int i = 0; i < 300; ++i) {
        auto& row = rows[static_cast<std::size_t>(i * 31) % rows.size()];
        row.client = ClientState::Sent;
        row.payloadBytes = 0;
        row.nextAttempt.reset();
        row.lastError.reset();
        row.receivedAt = clock.wall();
        changes.push_back(millisOf([&] {
            page.applyRow(row);
            table->viewport()->repaint();
        }));
    }
    tell("a record sent meanwhile", changes);
    return 0;
}
