// What has to be true before a scan begins, the same for every way that begins one: an engine, a camera, one
// that the policy takes, and room for the record. Says why not. GUI thread; owned by the registration
// controller.
#pragma once

#include <QObject>
#include <functional>
#include <optional>

#include "app/counter/camera_controller.h"
#include "app/counter/notice_bar.h"
#include "core/error.h"
#include "enrolment/policy.h"
#include "sync/records_thread.h"

namespace countersign {

struct ScanGateParts {
    RecordsThread* records = nullptr;  // null: not enrolled
    CameraController& camera;
    NoticeBar& notices;
    VirtualCameraRule virtualCamera = VirtualCameraRule::Flag;
    std::function<bool()> training;  // nothing is stored: no room is needed
};

class ScanGate final : public QObject {
    Q_OBJECT
  public:
    explicit ScanGate(ScanGateParts parts, QObject* parent = nullptr);

    // `begin` follows once, at once or when the records thread has answered; or the clerk is told why not.
    // While one is asked for nothing comes of another.
    void ask(std::function<void()> begin);
    [[nodiscard]] bool asked() const { return m_begin != nullptr; }
    // The page was left: no scan begins behind anybody's back.
    void drop() { m_begin = nullptr; }
    // No scan will begin any more.
    void setEngineBroken(ErrorCode why) { m_broken = why; }

  private:
    [[nodiscard]] bool open();

    ScanGateParts m;
    std::function<void()> m_begin;
    std::optional<ErrorCode> m_broken;
};

}  // namespace countersign
