// Which source the capture thread plays: the remembered camera, another one the clerk chose, or a practice
// buyer. Watches cameras come and go. GUI thread; owned by the composition root.
#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capture/camera_chooser.h"
#include "capture/camera_monitor.h"
#include "enrolment/capture_thread.h"
#include "practice/practice_source.h"
#include "widgets/status_values.h"

class QSettings;

namespace countersign {

struct PracticeChoice {
    std::filesystem::path person;
    std::filesystem::path other;  // for the behaviours in which another person comes
    Behaviour behaviour = Behaviour::Obeys;
    std::uint64_t seed = 1;
};

class CameraController final : public QObject {
    Q_OBJECT

  public:
    // All references outlive the controller. `settings` remembers the chosen camera's identity.
    CameraController(CaptureThread& capture, QSettings& settings, const Clock& clock, Log& log,
                     std::filesystem::path peopleFolder, QObject* parent = nullptr);
    ~CameraController() override;

    void start();  // begins to watch; the first list follows as camerasChanged
    void stop();

    void useRememberedCamera();
    void useCamera(const std::string& identity);       // remembered from now on
    Status usePractice(const PracticeChoice& choice);  // for this run of the program only
    void onReport(const CameraReport& report);         // from the bridge
    void search();                                     // look for cameras again

    [[nodiscard]] const std::vector<CameraDescription>& cameras() const { return m_cameras; }
    [[nodiscard]] bool listed() const { return m_listed; }
    // Nothing that a picture could come from; false until the first list.
    [[nodiscard]] bool nothingToSeeWith() const { return !practising() && m_listed && m_cameras.empty(); }
    [[nodiscard]] std::string chosenIdentity() const;
    [[nodiscard]] bool practising() const { return m_practice != nullptr; }
    [[nodiscard]] const SpecimenDetails* specimen() const {
        return m_practice ? &m_practice->details : nullptr;
    }
    [[nodiscard]] PersonPtr practicePerson() const { return m_practice; }
    [[nodiscard]] Behaviour practiceBehaviour() const { return m_behaviour; }  // while practising
    [[nodiscard]] std::vector<std::filesystem::path> people() const;
    [[nodiscard]] const std::optional<SourceInfo>& source() const { return m_source; }

  Q_SIGNALS:
    void camerasChanged();
    void sourceChanged();  // running, lost, another one: see source() and status
    void statusChanged(const countersign::ui::CameraStatus& status);

  private:
    void setStatus(ui::CameraState state, double framesPerSecond = 0);

    CaptureThread& m_capture;
    QSettings& m_settings;
    const Clock& m_clock;
    Log& m_log;
    std::filesystem::path m_peopleFolder;
    std::unique_ptr<CameraMonitor> m_monitor;
    std::vector<CameraDescription> m_cameras;
    bool m_listed = false;
    PersonPtr m_practice;
    Behaviour m_behaviour = Behaviour::Obeys;
    std::optional<SourceInfo> m_source;
    std::optional<ErrorCode> m_trouble;  // the last one written to the log
};

}  // namespace countersign
