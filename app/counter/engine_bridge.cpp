#include "app/counter/engine_bridge.h"

#include <utility>

namespace countersign {

// An event for this object's thread. Qt drops it if the object is gone by then.
template <class Deliver>
void EngineBridge::post(Deliver deliver) {
    if (m_frozen) return;
    QMetaObject::invokeMethod(
        this,
        [this, deliver = std::move(deliver)]() mutable {
            if (!m_frozen) deliver();
        },
        Qt::QueuedConnection);
}

void EngineBridge::feed(EngineThread* engine) {
    const std::lock_guard lock(m_mutex);
    m_engine = engine;
}

void EngineBridge::engineReady() {
    m_ready = true;
    post([this] { Q_EMIT engineIsReady(); });
}

void EngineBridge::preview(Preview event) {
    {
        const std::lock_guard lock(m_mutex);
        const bool waiting = m_preview.has_value();
        m_preview = std::move(event);
        if (waiting) return;
    }
    post([this] {
        std::optional<Preview> newest;
        {
            const std::lock_guard lock(m_mutex);
            newest = std::exchange(m_preview, std::nullopt);
        }
        if (newest) Q_EMIT previewArrived(*newest);
    });
}

void EngineBridge::scanProgressed(ScanProgressed event) {
    {
        const std::lock_guard lock(m_mutex);
        const bool waiting = m_progress.has_value();
        m_progress = std::move(event);
        if (waiting) return;
    }
    post([this] {
        std::optional<ScanProgressed> newest;
        {
            const std::lock_guard lock(m_mutex);
            newest = std::exchange(m_progress, std::nullopt);
        }
        if (newest) Q_EMIT progressArrived(*newest);
    });
}

void EngineBridge::portraitReady(PortraitReady event) {
    post([this, event = std::move(event)] { Q_EMIT portraitArrived(event); });
}

void EngineBridge::documentSeen(DocumentSeen event) {
    {
        const std::lock_guard lock(m_mutex);
        const bool waiting = m_document.has_value();
        // The frame to take is told once: a later one does not push it out.
        if (!waiting || !m_document->state.take) m_document = std::move(event);
        if (waiting) return;
    }
    post([this] {
        std::optional<DocumentSeen> newest;
        {
            const std::lock_guard lock(m_mutex);
            newest = std::exchange(m_document, std::nullopt);
        }
        if (newest) Q_EMIT documentWatched(*newest);
    });
}

void EngineBridge::documentRead(DocumentRead event) {
    post([this, event = std::move(event)] { Q_EMIT documentArrived(event); });
}

void EngineBridge::scanFinished(ScanFinished event) {
    post([this, event = std::move(event)] { Q_EMIT scanEnded(event); });
}

void EngineBridge::engineFailed(Error error) {
    m_ready = false;  // nobody takes its frames any more; people still see the camera
    post([this, error = std::move(error)] { Q_EMIT engineBroke(error); });
}

void EngineBridge::frameCaptured(FramePtr frame) {
    if (!m_ready) {
        // While the models load nobody looks at pictures but people: the camera is seen at once.
        preview({std::move(frame), std::nullopt, {}, Hint::None});
        return;
    }
    const std::lock_guard lock(m_mutex);
    if (m_engine != nullptr && !m_frozen) m_engine->offer(std::move(frame));
}

void EngineBridge::cameraReported(CameraReport report) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_engine != nullptr && report.state == CameraState::Running) m_engine->send(SourceChanged{});
    }
    post([this, report = std::move(report)] { Q_EMIT cameraChanged(report); });
}

}  // namespace countersign
