#include "app/counter/scan_controller.h"

#include <utility>

#include "app/counter/pictures.h"

namespace countersign {

ScanController::ScanController(ScanParts parts, QObject* parent)
    : QObject(parent), m(std::move(parts)), m_voice(m.voice, m.clock) {
    connect(&m.bridge, &EngineBridge::engineIsReady, this, [this] { m_engineReady = true; });
    connect(&m.bridge, &EngineBridge::engineBroke, this, [this] { m_engineReady = false; });
    connect(&m.bridge, &EngineBridge::progressArrived, this, &ScanController::onProgress);
    connect(&m.bridge, &EngineBridge::scanEnded, this, &ScanController::onEnded);
}

void ScanController::begin(const ScanOrder& order) {
    m_running = true;
    ++m_session;
    m_asked.reset();
    m.windows.scan->start(order.attempt, order.attempts);
    m.windows.main->setTry({order.attempt, order.attempts});
    m.windows.buyer->setMoment(ui::BuyerWindow::Moment::Welcome);
    m_voice.begin(order.buyerLanguage);
    RecordPicker picker(m.challengeKey.value_or(m_ownKey), order.recordId, order.challenge);
    m.engine.send(StartScan{m_session, drawChallenge(order.terms, picker)});
}

void ScanController::stop() {
    if (std::exchange(m_running, false)) m.engine.send(CancelScan{m_session});
    m_voice.end(ScanVoice::Ending::Stopped);
    m.windows.buyer->setMoment(ui::BuyerWindow::Moment::Idle);
}

void ScanController::forget() {
    m_running = false;
    m_lastFrame.reset();
    m.windows.scan->setPreview({});
    m.windows.buyer->setPreview({});
}

void ScanController::showPreview(const FramePtr& frame) {
    m_lastFrame = frame;
    const QImage picture = frame ? imageOf(frame) : QImage();
    m.windows.scan->setPreview(picture);
    m.windows.buyer->setPreview(picture);
}

QImage ScanController::takePicture(const ScanFinished& scan) {
    const auto last = std::exchange(m_lastFrame, nullptr);
    if (!scan.bestFrameJpeg.empty()) return imageOfJpeg(scan.bestFrameJpeg);
    return last ? imageOf(last).copy() : QImage();
}

void ScanController::showEnding(Ending ending) {
    const bool passed = ending == Ending::Passed;
    m.windows.buyer->setMoment(passed ? ui::BuyerWindow::Moment::Done : ui::BuyerWindow::Moment::Pause);
    m_voice.end(passed ? ScanVoice::Ending::Passed : ScanVoice::Ending::NotPassed);
}

void ScanController::onProgress(const ScanProgressed& event) {
    if (!m_running || event.session != m_session) return;
    const auto& steps = event.progress.steps;
    const auto& current = event.progress.current;
    m_asked = current && *current < steps.size() ? std::optional(steps[*current].action) : std::nullopt;
    m.windows.scan->setProgress(event.progress);
    m.windows.buyer->setProgress(event.progress);
    m_voice.progress(event.progress, m.windows.scan->shownHint());
}

void ScanController::onEnded(const ScanFinished& scan) {
    if (!m_running || scan.session != m_session) return;
    m_running = false;
    Q_EMIT ended(scan);
}

}  // namespace countersign
