// A camera made of a script: what it can do, what each call answers, and what arrives in which order. Moves
// the clock of the test instead of waiting. Behaves as the V4L2 documentation demands and fails the test if
// it is used against it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "capture/camera_description.h"
#include "capture/v4l2_device.h"
#include "core/clock.h"

namespace countersign {

struct ScriptedMode {
    std::uint32_t fourcc = 0;
    std::uint32_t width = 640;
    std::uint32_t height = 480;
    std::vector<std::uint32_t> rates{30};  // per second; empty: not listed
};

struct ScriptedStep {
    enum class What { Frame = 1, Silence, DequeueError, PollError };
    What what = What::Frame;
    std::vector<std::uint8_t> bytes;        // of a frame
    std::optional<std::uint32_t> sequence;  // otherwise one more than the last
    std::uint32_t flags = 0x2000;           // monotonic stamps
    std::chrono::microseconds stampOffset{0};
    std::chrono::microseconds takes{33333};
    int error = 0;
    std::optional<std::uint32_t> index;  // of a buffer that the driver should not have
    std::optional<std::uint32_t> bytesUsed;
};

// Shared between the test and the device that the camera owns.
struct ScriptedState {
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(WallTime{});
    std::vector<ScriptedMode> modes;
    std::uint32_t capabilities = 0x84200001;  // capture, streaming, device caps
    std::uint32_t deviceCapabilities = 0x04200001;
    std::string driver = "uvcvideo";
    std::string bus = "usb-0000:00:14.0-1";
    int openError = 0;
    int mapError = 0;
    std::map<unsigned long, int> errors;     // request -> errno, always
    std::optional<ScriptedMode> setInstead;  // what S_FMT and S_PARM make of the wish
    std::uint32_t buffersGiven = 4;
    std::optional<int> darkRateControl;  // V4L2_CID_EXPOSURE_AUTO_PRIORITY
    std::deque<ScriptedStep> script;     // when it is empty the device is silent

    // What was done to it.
    bool open = false;
    bool streaming = false;
    int opened = 0;
    std::set<void*> mapped;
    std::set<std::uint32_t> queued;
    ScriptedMode asked;
    std::vector<std::string> mistakes;  // calls that V4L2 forbids

    void frame(std::vector<std::uint8_t> bytes) {
        ScriptedStep step;
        step.bytes = std::move(bytes);
        script.push_back(std::move(step));
    }
};

[[nodiscard]] std::unique_ptr<V4l2Device> scriptedDevice(std::shared_ptr<ScriptedState> state);

[[nodiscard]] CameraDescription plainDescription();
[[nodiscard]] std::vector<std::uint8_t> greyYuyv(int width, int height, std::uint8_t luma);
[[nodiscard]] std::vector<std::uint8_t> jpegPicture(int width, int height);

}  // namespace countersign
