// What the counter has of capture, as it has it: the capture thread opens the remembered camera again after
// each loss, the monitor tells which cameras are there. Everything told is kept, and a test waits for it. And
// the two used alone.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "capture/camera_monitor.h"
#include "capture/frame_stats.h"
#include "capture/v4l2_camera.h"
#include "enrolment/capture_thread.h"
#include "support/catch.h"

namespace countersign::test {

// Nothing here is measured by the time it takes: a wait this long means that it would never end.
inline constexpr std::chrono::minutes kHangGuard{5};

[[nodiscard]] FrameTime monotonicNow();      // on the time line of the frames
[[nodiscard]] std::size_t openFiles();       // of this process
[[nodiscard]] std::size_t runningThreads();  // of this process

// From one opening to its loss.
struct CameraLife {
    SourceInfo info;
    std::uint64_t frames = 0;
    std::uint64_t lastSequence = 0;
    FrameTime first{0};  // capture time of its first frame
    std::optional<ErrorCode> lost;
};

struct Seen {
    std::vector<CameraLife> lives;
    std::vector<ErrorCode> refusals;  // openings that failed
    std::uint64_t notRising = 0;      // frames whose number or time did not rise, over all lives
    FrameTime newest{0};
    std::vector<CameraDescription> present;
    int told = 0;  // by the monitor

    // A life later than the first `earlier` ones has pictures and goes on.
    [[nodiscard]] bool streamingAfter(std::size_t earlier) const {
        return lives.size() > earlier && lives.back().frames >= 3 && !lives.back().lost;
    }
};

class ProductCapture final : public CaptureSink {
  public:
    explicit ProductCapture(std::string remembered);
    ~ProductCapture() override;

    // Waits until `until(Seen)` holds, looked at after everything told. Fails the test after the hang guard.
    template <class Until>
    void await(const std::string& what, Until until) {
        std::unique_lock lock(m_mutex);
        INFO("waiting for: " << what);
        REQUIRE(m_changed.wait_for(lock, kHangGuard, [&] { return until(std::as_const(m_seen)); }));
    }
    [[nodiscard]] Seen seen() {
        const std::lock_guard lock(m_mutex);
        return m_seen;
    }

    void frameCaptured(FramePtr frame) override;
    void cameraReported(CameraReport report) override;

  private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Seen m_seen;
    bool m_running = false;  // a life is going on
    SystemClock m_clock;
    std::unique_ptr<Log> m_log;
    PromptRelay m_prompts;
    CaptureThread m_capture;
    CameraMonitor m_monitor;  // last: ends first
};

// The monitor alone, to be waited for: udev needs a moment after each plug.
class Watch {
  public:
    Watch();
    [[nodiscard]] std::vector<CameraDescription> first();  // whatever is told at first
    [[nodiscard]] std::vector<CameraDescription> await(std::size_t count);

  private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<CameraDescription> m_present;
    int m_told = 0;
    std::unique_ptr<Log> m_log;
    CameraMonitor m_monitor;  // last: its thread ends first
};

// The camera class alone.
struct Stream {
    SystemClock clock;
    std::unique_ptr<V4l2Camera> camera;
    FrameStats stats;
    FramePtr newest;

    explicit Stream(const CameraDescription& description);
    [[nodiscard]] std::optional<Error> take(int count);  // so many frames, or why not
    [[nodiscard]] Error untilError();
};

void check(const Status& status);  // requires success, and says why not

}  // namespace countersign::test
