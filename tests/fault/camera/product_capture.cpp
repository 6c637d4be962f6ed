#include "product_capture.h"

#include <filesystem>
#include <iterator>
#include <utility>

#include "capture/camera_chooser.h"

namespace countersign::test {

namespace {

// Calls of next() that block half a second at most: more than any watchdog of the camera class waits.
constexpr int kMostCalls = 1000;

std::size_t entriesOf(const char* folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

}  // namespace

FrameTime monotonicNow() {
    return std::chrono::duration_cast<FrameTime>(SystemClock().monotonic().time_since_epoch());
}

std::size_t openFiles() {
    return entriesOf("/proc/self/fd");
}

std::size_t runningThreads() {
    return entriesOf("/proc/self/task");
}

ProductCapture::ProductCapture(std::string remembered)
    : m_log(discardLog()),
      m_capture(*this, m_prompts, *m_log),
      m_monitor(
          std::make_unique<SystemCameraLister>(),
          [this](std::vector<CameraDescription> cameras) {
              {
                  const std::lock_guard lock(m_mutex);
                  m_seen.present = std::move(cameras);
                  ++m_seen.told;
              }
              m_changed.notify_all();
          },
          *m_log) {
    m_capture.use([this, remembered = std::move(remembered)]() -> Result<std::unique_ptr<FrameSource>> {
        SystemCameraLister lister;
        const auto choice = chooseCamera(lister.list(), remembered);
        if (!choice.camera) return failure(makeError(ErrorCode::NoCameraChosen, "no camera to use"));
        return std::make_unique<V4l2Camera>(*choice.camera, systemV4l2Device(), m_clock);
    });
}

ProductCapture::~ProductCapture() {
    m_capture.stop();
}

void ProductCapture::frameCaptured(FramePtr frame) {
    {
        const std::lock_guard lock(m_mutex);
        auto& life = m_seen.lives.back();
        if (life.frames == 0) life.first = frame->capturedAt;
        if (frame->capturedAt <= m_seen.newest || frame->sequence <= life.lastSequence) ++m_seen.notRising;
        m_seen.newest = frame->capturedAt;
        life.lastSequence = frame->sequence;
        ++life.frames;
    }
    m_changed.notify_all();
}

void ProductCapture::cameraReported(CameraReport report) {
    {
        const std::lock_guard lock(m_mutex);
        if (report.state == CameraState::Running) {
            m_seen.lives.push_back({});
            m_seen.lives.back().info = report.info.value_or(SourceInfo{});
            m_running = true;
        } else if (report.error && std::exchange(m_running, false)) {
            m_seen.lives.back().lost = report.error->code;
        } else if (report.error) {
            m_seen.refusals.push_back(report.error->code);
        }
    }
    m_changed.notify_all();
}

Watch::Watch()
    : m_log(openStderrLog()),
      m_monitor(
          std::make_unique<SystemCameraLister>(),
          [this](std::vector<CameraDescription> cameras) {
              {
                  const std::lock_guard lock(m_mutex);
                  m_present = std::move(cameras);
                  ++m_told;
              }
              m_changed.notify_all();
          },
          *m_log) {}

std::vector<CameraDescription> Watch::await(std::size_t count) {
    std::unique_lock lock(m_mutex);
    INFO("waiting for " << count << " cameras");
    REQUIRE(m_changed.wait_for(lock, kHangGuard, [&] { return m_told > 0 && m_present.size() == count; }));
    return m_present;
}

std::vector<CameraDescription> Watch::first() {
    std::unique_lock lock(m_mutex);
    INFO("waiting for the first list");
    REQUIRE(m_changed.wait_for(lock, kHangGuard, [&] { return m_told > 0; }));
    return m_present;
}

Stream::Stream(const CameraDescription& description)
    : camera(std::make_unique<V4l2Camera>(description, systemV4l2Device(), clock)) {}

std::optional<Error> Stream::take(int count) {
    for (int asked = 0; count > 0 && asked < kMostCalls; ++asked) {
        auto frame = camera->next({});
        if (!frame) return frame.error();
        if (!*frame) continue;
        stats.add(**frame);
        newest = *frame;
        --count;
    }
    REQUIRE(count == 0);
    return std::nullopt;
}

Error Stream::untilError() {
    for (int asked = 0; asked < kMostCalls; ++asked) {
        const auto frame = camera->next({});
        if (!frame) return frame.error();
        if (*frame) {
            stats.add(**frame);
            newest = *frame;
        }
    }
    FAIL("no error in " << kMostCalls << " calls");
    return {};
}

void check(const Status& status) {
    INFO((status ? std::string() : describe(status.error())));
    REQUIRE(status.has_value());
}

}  // namespace countersign::test
