#include "app/counter/camera_controller.h"

#include <QSettings>

#include "capture/v4l2_camera.h"

namespace countersign {
namespace {

const QString kCameraKey = QStringLiteral("camera/identity");

// Runs on the capture thread, at every opening: after a re-plug the node may be another.
Result<std::unique_ptr<FrameSource>> openChosen(const std::string& remembered, const Clock& clock) {
    SystemCameraLister lister;
    const auto choice = chooseCamera(lister.list(), remembered);
    if (!choice.camera) return failure(makeError(ErrorCode::NoCameraChosen, "no camera to use"));
    return std::make_unique<V4l2Camera>(*choice.camera, systemV4l2Device(), clock);
}

}  // namespace

CameraController::CameraController(CaptureThread& capture, QSettings& settings, const Clock& clock, Log& log,
                                   std::filesystem::path peopleFolder, QObject* parent)
    : QObject(parent),
      m_capture(capture),
      m_settings(settings),
      m_clock(clock),
      m_log(log),
      m_peopleFolder(std::move(peopleFolder)) {}

CameraController::~CameraController() {
    stop();
}

void CameraController::start() {
    m_monitor = std::make_unique<CameraMonitor>(
        std::make_unique<SystemCameraLister>(),
        [this](std::vector<CameraDescription> cameras) {
            QMetaObject::invokeMethod(
                this,
                [this, cameras = std::move(cameras)] {
                    m_cameras = cameras;
                    m_listed = true;
                    if (m_cameras.empty() && !practising() && !m_source) setStatus(ui::CameraState::None);
                    Q_EMIT camerasChanged();
                },
                Qt::QueuedConnection);
        },
        m_log);
}

void CameraController::stop() {
    m_monitor.reset();
}

void CameraController::search() {
    if (m_monitor) m_monitor->refresh();
}

std::string CameraController::chosenIdentity() const {
    const std::string remembered = m_settings.value(kCameraKey).toString().toStdString();
    const auto choice = chooseCamera(m_cameras, remembered);
    return choice.camera ? choice.camera->identity.text() : std::string();
}

void CameraController::useRememberedCamera() {
    m_practice.reset();
    m_source.reset();
    setStatus(ui::CameraState::Starting);
    m_capture.use([remembered = m_settings.value(kCameraKey).toString().toStdString(), &clock = m_clock] {
        return openChosen(remembered, clock);
    });
    Q_EMIT sourceChanged();
}

void CameraController::useCamera(const std::string& identity) {
    m_settings.setValue(kCameraKey, QString::fromStdString(identity));
    useRememberedCamera();
}

Status CameraController::usePractice(const PracticeChoice& choice) {
    auto person = loadPerson(choice.person);
    if (!person) return failure(person.error());
    PracticeSettings settings;
    settings.habits.behaviour = choice.behaviour;
    settings.habits.seed = choice.seed;
    if (!choice.other.empty()) {
        auto other = loadPerson(choice.other);
        if (!other) return failure(other.error());
        settings.other = std::move(*other);
    }
    m_practice = *person;
    m_behaviour = choice.behaviour;
    m_source.reset();
    setStatus(ui::CameraState::Practice);
    m_capture.use([person = *person, settings]() -> Result<std::unique_ptr<FrameSource>> {
        return std::make_unique<PracticeSource>(person, settings);
    });
    Q_EMIT sourceChanged();
    return {};
}

std::vector<std::filesystem::path> CameraController::people() const {
    auto found = findPeople(m_peopleFolder);
    if (found) return *found;
    m_log.warn("practice", describe(found.error()));
    return {};
}

void CameraController::onReport(const CameraReport& report) {
    m_source = report.state == CameraState::Running ? report.info : std::nullopt;
    // The capture thread tries again every second: the same trouble is written once.
    const auto trouble = report.error ? std::optional(report.error->code) : std::nullopt;
    if (report.state != CameraState::Opening && trouble != m_trouble) {
        m_trouble = trouble;
        if (report.error) m_log.warn("camera", describe(*report.error));
    }
    if (practising()) {
        setStatus(ui::CameraState::Practice);
        Q_EMIT sourceChanged();
        return;
    }
    switch (report.state) {
        case CameraState::Opening:
            setStatus(ui::CameraState::Starting);
            break;
        case CameraState::Running:
            setStatus(ui::CameraState::Ready, report.info ? report.info->framesPerSecond : 0);
            break;
        case CameraState::Lost:
        case CameraState::Ended:
        case CameraState::Failed: {
            const auto code = report.error ? report.error->code : ErrorCode::Invalid;
            setStatus(code == ErrorCode::NoCameraChosen || code == ErrorCode::CameraNotFound
                          ? ui::CameraState::None
                      : code == ErrorCode::CameraLost || code == ErrorCode::CameraStalled
                          ? ui::CameraState::Lost
                          : ui::CameraState::NotUsable);
            break;
        }
    }
    Q_EMIT sourceChanged();
}

void CameraController::setStatus(ui::CameraState state, double framesPerSecond) {
    Q_EMIT statusChanged({state, framesPerSecond});
}

}  // namespace countersign
