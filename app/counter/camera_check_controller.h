// The morning's check of camera and light: feeds the pictures of the page Place::CameraCheck to the doctor
// and shows what it says. GUI thread; owned by the composition root.
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

#include "app/counter/camera_check_store.h"
#include "app/counter/camera_controller.h"
#include "app/counter/engine_bridge.h"
#include "app/counter/windows.h"

namespace countersign {

class CameraCheckController final : public QObject {
    Q_OBJECT

  public:
    CameraCheckController(Windows windows, EngineBridge& bridge, CameraController& camera, const Clock& clock,
                          std::filesystem::path file, Log& log);

    // A good state is known for the camera in use, and nobody has checked it today.
    [[nodiscard]] bool due() const;
    // Whether whoever is signed in may keep a state as the good one; asked when the page is shown and again
    // when it is kept. Without it nobody may.
    void setMayKeep(std::function<bool()> mayKeep) { m_mayKeep = std::move(mayKeep); }

  private:
    void start();
    void stop();
    void onPreview(const Preview& preview);
    void finish();
    void keepGood();
    void showHistory();
    [[nodiscard]] std::string cameraId() const;

    Windows m_windows;
    CameraController& m_camera;
    const Clock& m_clock;
    CameraCheckStore m_store;
    std::optional<CameraCheck> m_check;  // while one runs
    std::optional<SceneState> m_last;    // of the check that was made on this page
    std::function<bool()> m_mayKeep = [] { return false; };
    QTimer m_stalled;  // no picture comes
};

}  // namespace countersign
