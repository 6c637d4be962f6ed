// Which cameras are there now. Slow (opens each device): never on the GUI thread.
#pragma once

#include <memory>
#include <vector>

#include "capture/camera_description.h"
#include "capture/v4l2_device.h"

namespace countersign {

class CameraLister {
  public:
    virtual ~CameraLister() = default;
    // Sorted by identity. Cameras that may not be opened are listed too, so that opening one says why.
    [[nodiscard]] virtual std::vector<CameraDescription> list() = 0;
};

// Reads udev and asks each /dev/video* for its driver; nodes that deliver no pictures (metadata, output) are
// left out. Empty when there is none.
class SystemCameraLister final : public CameraLister {
  public:
    explicit SystemCameraLister(std::unique_ptr<V4l2Device> opener = systemV4l2Device());
    [[nodiscard]] std::vector<CameraDescription> list() override;

  private:
    std::unique_ptr<V4l2Device> m_opener;
};

}  // namespace countersign
