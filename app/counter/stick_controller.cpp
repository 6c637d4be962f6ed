#include "app/counter/stick_controller.h"

#include "app/counter/removable_media.h"

namespace countersign {
namespace {

constexpr int kLookEvery =
    1'000;  // ms: a stick shows as soon as people look up; reads two small kernel files

}  // namespace

StickController::StickController(RecordsThread& records, Windows windows, QObject* parent)
    : QObject(parent), m_windows(windows) {
    m_look.setInterval(kLookEvery);
    connect(&m_look, &QTimer::timeout, this, &StickController::look);
    connect(m_windows.main, &ui::MainWindow::placeShown, this, [this](ui::Place place) {
        if (place != ui::Place::Stick) return m_look.stop();
        look();
        m_look.start();
    });
    connect(m_windows.stick, &ui::StickPage::workWanted, &records,
            [&records](const QString& folder, StickTask task) {
                records.workWithStick(std::filesystem::path(folder.toStdString()), task);
            });
    connect(m_windows.stick, &ui::StickPage::cancelWanted, &records, &RecordsThread::cancelStick);
    connect(&records, &RecordsThread::stickProgressed, m_windows.stick, &ui::StickPage::setProgress);
    connect(&records, &RecordsThread::stickDone, m_windows.stick, &ui::StickPage::showResult);
    connect(&records, &RecordsThread::queueChanged, m_windows.stick, &ui::StickPage::setSummary);
    connect(&records, &RecordsThread::opened, m_windows.stick,
            [stick = m_windows.stick](const StoreHealth&, const QueueSummary& summary) {
                stick->setSummary(summary);
            });
}

void StickController::look() {
    std::vector<ui::StickItem> sticks;
    for (const auto& medium : removableMedia()) {
        const auto folder = QString::fromStdString(medium.folder);
        sticks.push_back({folder, folder.section(QLatin1Char('/'), -1)});
    }
    m_windows.stick->setSticks(sticks);
}

}  // namespace countersign
