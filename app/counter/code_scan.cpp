#include "app/counter/code_scan.h"

#include "app/counter/pictures.h"
#include "readers/sim_codes.h"
#include "ui/dialogs.h"

namespace countersign {

CodeScan::CodeScan(Windows& windows, EngineThread& engine, const Clock& clock, QObject* parent)
    : QObject(parent), m_windows(windows), m_engine(engine), m_clock(clock) {
    m_pool.setMaxThreadCount(1);
    connect(m_windows.details, &ui::DetailsPage::cameraCodesWanted, this, &CodeScan::start);
}

CodeScan::~CodeScan() {
    m_pool.waitForDone();
}

void CodeScan::start() {
    if (running()) return;
    m_dialog = new ui::CodeScanDialog(m_windows.main);
    connect(m_dialog, &QDialog::finished, this, [this] {
        m_dialog.clear();
        m_engine.send(SetPreview{PreviewMode::Off});
    });
    m_engine.send(SetPreview{PreviewMode::Picture});
    ui::openOver(m_dialog);
}

void CodeScan::stop() {
    if (m_dialog) m_dialog->reject();
}

void CodeScan::showPreview(const FramePtr& frame) {
    if (!m_dialog || !frame) return;
    m_dialog->setPicture(imageOf(frame));
    if (std::exchange(m_busy, true)) return;
    m_pool.start([this, frame, now = m_clock.wall()] {
        auto codes = readSimCodes(frame->bgr, now);
        QMetaObject::invokeMethod(
            this,
            [this, codes = std::move(codes)] {
                m_busy = false;
                read(codes);
            },
            Qt::QueuedConnection);
    });
}

void CodeScan::read(const std::vector<ScannedCode>& codes) {
    if (!m_dialog || codes.empty()) return;
    if (m_windows.details->takeScanned(codes)) {
        m_dialog->accept();
    } else {
        m_dialog->setForeign();
    }
}

}  // namespace countersign
