// Watches cameras come and go. Owns one thread, which lists the cameras at the start and after each change
// and calls `changed` from that thread whenever the list differs from the last one told (the first list is
// always told). Destroying it ends the thread; no call comes after that.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "capture/camera_list.h"
#include "core/log.h"

namespace countersign {

class CameraMonitor {
  public:
    using Changed = std::function<void(std::vector<CameraDescription>)>;

    // `log` must outlive the monitor.
    CameraMonitor(std::unique_ptr<CameraLister> lister, Changed changed, Log& log);
    ~CameraMonitor();
    CameraMonitor(const CameraMonitor&) = delete;
    CameraMonitor& operator=(const CameraMonitor&) = delete;

    // Lists again soon (the clerk asks to search, a camera was lost). Any thread; does not wait.
    void refresh();

  private:
    struct Worker;
    std::unique_ptr<Worker> m_worker;
};

}  // namespace countersign
