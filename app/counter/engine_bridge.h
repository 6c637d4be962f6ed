// Carries values from the engine and capture threads to the GUI's event loop. Pictures, progress and
// documents in view are newest-only: at most one of each waits, so a slow window can't be flooded. Lives on
// the GUI thread; the sink functions are called on the engine and capture threads.
#pragma once

#include <QObject>
#include <atomic>
#include <mutex>
#include <optional>

#include "enrolment/capture_thread.h"
#include "enrolment/engine_thread.h"

namespace countersign {

class EngineBridge final : public QObject, public EngineSink, public CaptureSink {
    Q_OBJECT

  public:
    explicit EngineBridge(QObject* parent = nullptr) : QObject(parent) {}

    // The engine to which frames go; nullptr before it is destroyed. Frames that arrive meanwhile are
    // dropped.
    void feed(EngineThread* engine);
    // From now on nothing is handed on any more (the window is closing).
    void freeze() { m_frozen = true; }

    // EngineSink, engine thread
    void engineReady() override;
    void preview(Preview event) override;
    void scanProgressed(ScanProgressed event) override;
    void portraitReady(PortraitReady event) override;
    void documentSeen(DocumentSeen event) override;
    void documentRead(DocumentRead event) override;
    void scanFinished(ScanFinished event) override;
    void engineFailed(Error error) override;
    // CaptureSink, capture thread
    void frameCaptured(FramePtr frame) override;
    void cameraReported(CameraReport report) override;

  Q_SIGNALS:
    void engineIsReady();
    void previewArrived(const countersign::Preview& preview);
    void progressArrived(const countersign::ScanProgressed& progress);
    void portraitArrived(const countersign::PortraitReady& portrait);
    void documentWatched(const countersign::DocumentSeen& seen);
    void documentArrived(const countersign::DocumentRead& document);
    void scanEnded(const countersign::ScanFinished& scan);
    void engineBroke(const countersign::Error& error);
    void cameraChanged(const countersign::CameraReport& report);

  private:
    template <class Deliver>
    void post(Deliver deliver);

    std::atomic<bool> m_frozen = false;
    std::atomic<bool> m_ready = false;  // the engine takes frames
    std::mutex m_mutex;
    EngineThread* m_engine = nullptr;
    std::optional<Preview> m_preview;
    std::optional<ScanProgressed> m_progress;
    std::optional<DocumentSeen> m_document;
};

}  // namespace countersign
