// `countersign --calibrate`: the window of the calibration bench and what stands behind it. GUI thread; the
// work runs on one thread of its own, which is stopped and joined before the window goes.
#pragma once

#include <QElapsedTimer>
#include <QSettings>
#include <QWidget>
#include <memory>
#include <thread>

#include "app/counter/calibration_job.h"
#include "app/counter/look.h"
#include "app/counter/options.h"
#include "core/log.h"
#include "models/calibration_values.h"
#include "ui/dialogs.h"

namespace countersign::ui {
class CalibrationPage;
}

namespace countersign {

class CalibrationBench final : public QObject {
    Q_OBJECT
  public:
    CalibrationBench(const Options& options, Log& log);
    CalibrationBench(const Options& options, Log& log, std::unique_ptr<ui::Dialogs> dialogs);
    ~CalibrationBench() override;

    void show();
    void choose(const QString& path);  // a list or folder
    void start();
    void stop();
    [[nodiscard]] ui::CalibrationPage& page() { return *m_page; }

  private:
    void readSet(const QString& path);
    void showResult();
    void fail(const Error& error);
    void erase();
    void writeReport(const QString& folder);
    void exportPolicy(const ui::PolicyExport& wanted);
    void takeKey(const QString& keyFile);
    void readSoFar(const QString& keyFile, const QString& file);
    void report(const RunProgress& progress);
    [[nodiscard]] ui::BenchProgress shown(const RunProgress& progress) const;
    [[nodiscard]] Result<BandChoice> choice() const;
    // Runs `work` on the worker's thread after what ran there has ended.
    template <class Work>
    void inBackground(Work work);
    // From the worker: `what` on the GUI thread, unless the bench is gone by then.
    template <class What>
    void later(What what);

    Log& m_log;
    QSettings m_settings;
    Look m_look;
    std::unique_ptr<ui::Dialogs> m_dialogs;
    CalibrationPlaces m_places;
    Policy m_shipped;
    std::unique_ptr<QWidget> m_window;
    ui::CalibrationPage* m_page = nullptr;
    std::shared_ptr<const PictureList> m_list;
    std::shared_ptr<const Measured> m_measured;
    QElapsedTimer m_since;  // of the run
    std::size_t m_doneAtFirst = 0;
    RunProgress m_progress;
    std::jthread m_worker;  // last: joined first
};

}  // namespace countersign
