// Where frames come from. All functions of one source are called from one thread (the capture thread), except
// promptShown of an interactive source. The owner closes a source on the thread that opened it.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "capture/frame.h"
#include "core/action.h"
#include "core/result.h"

namespace countersign {

enum class SourceKind { Camera = 1, Recorded, Practice };

// What is known of the source; goes into the evidence as it is. Empty where unknown.
struct SourceInfo {
    SourceKind kind = SourceKind::Recorded;
    std::string id;       // stable over re-plugging: ID_PATH + vendor:product for a camera
    std::string label;    // for people; free text of the device, proves nothing
    std::string driver;   // V4L2 driver, e.g. uvcvideo
    std::string bus;      // e.g. usb-0000:00:14.0-1
    bool virtualDevice = false;  // sysfs path under devices/virtual, or a known loopback driver
    int width = 0;
    int height = 0;
    double framesPerSecond = 0;  // as negotiated
};

class FrameSource {
  public:
    virtual ~FrameSource() = default;
    [[nodiscard]] virtual Status open() = 0;
    // The next frame; blocks at most 500 ms. An empty pointer: nothing yet, ask again. EndOfRecording: no more will
    // come. CameraLost, CameraStalled...: the source is unusable until opened again. Never repeats a frame.
    [[nodiscard]] virtual Result<FramePtr> next(std::stop_token stop) = 0;
    virtual void close() noexcept = 0;
    [[nodiscard]] virtual SourceInfo info() const = 0;
};

// Implemented by sources that obey (the practice buyer). Any thread. `at` is the capture time of the frame on which
// the prompt appeared; nullopt for action: no prompt is showing (look straight ahead).
class PromptObserver {
  public:
    virtual ~PromptObserver() = default;
    virtual void promptShown(std::optional<Action> action, FrameTime at) = 0;
};

}  // namespace countersign
