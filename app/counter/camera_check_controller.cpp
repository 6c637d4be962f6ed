#include "app/counter/camera_check_controller.h"

#include "app/counter/pictures.h"
#include "text/local_time.h"

namespace countersign {
namespace {

// The capture thread calls a camera stalled after half a second; this is for a source that never came.
constexpr int kNoPictureMillis = 5'000;

}  // namespace

CameraCheckController::CameraCheckController(Windows windows, EngineBridge& bridge, CameraController& camera,
                                             const Clock& clock, std::filesystem::path file, Log& log)
    : m_windows(windows), m_camera(camera), m_clock(clock), m_store(std::move(file), log) {
    m_stalled.setSingleShot(true);
    m_stalled.setInterval(kNoPictureMillis);
    auto* page = m_windows.cameraCheck;
    connect(page, &ui::CameraCheckPage::startWanted, this, &CameraCheckController::start);
    connect(page, &ui::CameraCheckPage::stopWanted, this, [this] {
        stop();
        m_windows.cameraCheck->showReady();
    });
    connect(page, &ui::CameraCheckPage::goodConfirmed, this, &CameraCheckController::keepGood);
    connect(&m_stalled, &QTimer::timeout, this, [this] {
        stop();
        m_windows.cameraCheck->showNoPicture(m_camera.nothingToSeeWith()
                                                 ? ui::CameraCheckPage::Camera::None
                                                 : ui::CameraCheckPage::Camera::Silent);
    });
    connect(&bridge, &EngineBridge::previewArrived, this, &CameraCheckController::onPreview);
    connect(m_windows.main, &ui::MainWindow::placeShown, this, [this](ui::Place place) {
        if (place == ui::Place::CameraCheck) {
            using Keeping = ui::CameraCheckPage::Keeping;
            m_windows.cameraCheck->setKeeping(m_mayKeep() ? Keeping::Allowed : Keeping::ForOthers);
            m_windows.cameraCheck->showReady();
            showHistory();
        } else {
            stop();
            m_last.reset();
            m_windows.cameraCheck->setPreview({});
        }
    });
}

std::string CameraCheckController::cameraId() const {
    if (const auto person = m_camera.practicePerson()) return "practice:" + person->key;
    return m_camera.source() ? m_camera.source()->id : std::string();
}

bool CameraCheckController::due() const {
    const auto camera = cameraId();
    if (camera.empty() || !m_store.good(camera)) return false;
    const auto today = ui::localTime(m_clock.wall()).date();
    for (const auto& entry : m_store.history()) {
        if (entry.camera == camera) return ui::localTime(entry.at).date() != today;
    }
    return true;
}

void CameraCheckController::start() {
    if (m_camera.nothingToSeeWith()) {
        m_windows.cameraCheck->showNoPicture(ui::CameraCheckPage::Camera::None);
        return;
    }
    m_check.emplace();
    m_last.reset();
    m_windows.cameraCheck->showProgress(0);
    m_stalled.start();
}

void CameraCheckController::stop() {
    m_check.reset();
    m_stalled.stop();
}

void CameraCheckController::onPreview(const Preview& preview) {
    if (m_windows.main->place() != ui::Place::CameraCheck || !preview.frame) return;
    m_windows.cameraCheck->setPreview(imageOf(preview.frame));
    if (!m_check) return;
    m_stalled.start();
    m_check->add(*preview.frame);
    m_windows.cameraCheck->showProgress(m_check->progress());
    if (m_check->done()) finish();
}

void CameraCheckController::finish() {
    const SceneState now = m_check->state();
    stop();
    const auto camera = cameraId();
    const auto good = m_store.good(camera);
    CameraCheckEntry entry;
    entry.at = m_clock.wall();
    entry.camera = camera;
    entry.compared = good.has_value();
    entry.findings = findings(now, good);
    m_last = now;
    m_store.add(entry);
    m_windows.cameraCheck->showResult(entry);
    showHistory();
}

void CameraCheckController::keepGood() {
    if (!m_last || !m_mayKeep()) return;
    m_store.keepGood(cameraId(), *m_last);
    m_windows.cameraCheck->showKept();
}

void CameraCheckController::showHistory() {
    m_windows.cameraCheck->setHistory(m_store.history());
}

}  // namespace countersign
