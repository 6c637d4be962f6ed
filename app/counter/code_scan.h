// Reads an ICCID or IMEI with the camera while the details are entered: pictures to a worker, numbers to the
// page. GUI thread; owned by the registration's controller.
#pragma once

#include <QPointer>
#include <QThreadPool>

#include "app/counter/windows.h"
#include "core/clock.h"
#include "enrolment/engine_thread.h"
#include "ui/code_scan_dialog.h"

namespace countersign {

class CodeScan final : public QObject {
    Q_OBJECT
  public:
    CodeScan(Windows& windows, EngineThread& engine, const Clock& clock, QObject* parent = nullptr);
    ~CodeScan() override;

    void start();
    void stop();  // another step, another place
    [[nodiscard]] bool running() const { return m_dialog != nullptr; }
    void showPreview(const FramePtr& frame);

  private:
    void read(const std::vector<ScannedCode>& codes);

    Windows& m_windows;
    EngineThread& m_engine;
    const Clock& m_clock;
    QThreadPool m_pool;  // one picture at a time; the others are only shown
    bool m_busy = false;
    QPointer<ui::CodeScanDialog> m_dialog;
};

}  // namespace countersign
