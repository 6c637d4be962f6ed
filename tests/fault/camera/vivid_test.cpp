// The camera class against a real kernel: the faults of the scripted unit tests, as the V4L2 core delivers
// them.

#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <iostream>
#include <mutex>

#include "capture/camera_monitor.h"
#include "capture/frame_stats.h"
#include "capture/v4l2_camera.h"
#include "support/catch.h"
#include "vivid_driver.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// What the monitor tells, to be waited for: udev needs a moment after each plug.
class Watch {
  public:
    Watch()
        : m_monitor(
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

    std::vector<CameraDescription> await(std::size_t count) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_told > 0 && m_present.size() == count; });
        return m_present;
    }
    [[nodiscard]] int told() {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<CameraDescription> m_present;
    int m_told = 0;
    std::unique_ptr<Log> m_log = openStderrLog();
    CameraMonitor m_monitor;  // last: its thread ends first
};

// The camera, or nothing (said once a test). Puts it back to health first.
std::optional<CameraDescription> freshVivid() {
    if (!vividCamera()) {
        WARN("passed over: this kernel has no vivid test camera; tests/fault/camera/run-guest has one");
        return std::nullopt;
    }
    Watch watch;
    watch.await(1);
    unplugVivid();
    watch.await(0);
    plugVivid();
    return watch.await(1).front();
}

struct Stream {
    SystemClock clock;
    std::unique_ptr<V4l2Camera> camera;
    FrameStats stats;

    explicit Stream(const CameraDescription& description)
        : camera(std::make_unique<V4l2Camera>(description, systemV4l2Device(), clock)) {}

    // Frames that arrived before `count` were there or the camera erred.
    std::optional<Error> take(int count) {
        for (int asked = 0; count > 0 && asked < 1000; ++asked) {
            auto frame = camera->next({});
            if (!frame) return frame.error();
            if (!*frame) continue;
            stats.add(**frame);
            --count;
        }
        return std::nullopt;
    }

    Error untilError() {
        for (int asked = 0; asked < 1000; ++asked) {
            const auto frame = camera->next({});
            if (!frame) return frame.error();
        }
        FAIL("no error in 1000 calls");
        return {};
    }
};

void check(const Status& status) {
    INFO((status ? std::string() : describe(status.error())));
    REQUIRE(status.has_value());
}

}  // namespace

TEST_CASE("a camera of the kernel is listed, opened and streams in order") {
    const auto description = freshVivid();
    if (!description) return;
    CHECK(description->virtualDevice);
    CHECK_FALSE(description->label.empty());
    CHECK(description->identity.text() == "platform-vivid.0|vivid");

    Stream stream(*description);
    check(stream.camera->open());
    const auto info = stream.camera->info();
    CHECK(info.virtualDevice);
    CHECK(info.driver == "vivid");
    CHECK(info.width >= 640);
    CHECK(info.height >= 480);
    CHECK(info.framesPerSecond >= 15);
    CHECK_FALSE(stream.take(60));
    const auto summary = stream.stats.summary();
    CHECK(summary.frames == 60);
    CHECK(summary.notRising == 0);
    std::cout << info.width << "x" << info.height << " at " << info.framesPerSecond << "/s, measured "
              << summary.framesPerSecond << "/s, dropped " << summary.dropped << ", largest gap "
              << summary.largestGap.count() / 1000 << " ms, jitter " << summary.jitter.count() / 1000
              << " ms\n";
    stream.camera->close();
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
}

TEST_CASE("a camera that another program uses is busy, and free again afterwards") {
    const auto description = freshVivid();
    if (!description) return;
    Stream first(*description), second(*description);
    check(first.camera->open());
    const auto refused = second.camera->open();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::CameraBusy);
    CHECK_FALSE(first.take(5));  // the first one did not notice
    first.camera->close();
    check(second.camera->open());
    CHECK_FALSE(second.take(5));
}

TEST_CASE("without the right to use it the camera is listed and says so") {
    const auto description = freshVivid();
    if (!description) return;
    REQUIRE(::chmod(description->node.c_str(), 0600) == 0);
    REQUIRE(::seteuid(65534) == 0);
    Stream stream(*description);
    const auto refused = stream.camera->open();
    SystemCameraLister lister;
    const auto listed = lister.list();
    REQUIRE(::seteuid(0) == 0);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::CameraForbidden);
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].identity.path == description->identity.path);
}

TEST_CASE("frames with the error flag and lost frames leave gaps and no pictures") {
    const auto description = freshVivid();
    if (!description) return;
    Stream stream(*description);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
    REQUIRE(setVividControl(description->node, "Inject V4L2_BUF_FLAG_ERROR", 1));
    CHECK_FALSE(stream.take(10));
    CHECK(stream.camera->drops().flaggedByDriver >= 1);
    const auto before = stream.stats.summary().dropped;
    REQUIRE(setVividControl(description->node, "Percentage of Dropped Buffers", 50));
    CHECK_FALSE(stream.take(20));
    CHECK(stream.stats.summary().dropped > before);
    CHECK(stream.stats.summary().notRising == 0);
}

TEST_CASE("a camera that falls silent is stalled, and can be opened again") {
    const auto description = freshVivid();
    if (!description) return;
    Stream stream(*description);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
    REQUIRE(setVividControl(description->node, "Percentage of Dropped Buffers", 100));
    CHECK(stream.untilError().code == ErrorCode::CameraStalled);
    REQUIRE(setVividControl(description->node, "Percentage of Dropped Buffers", 0));
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
}

TEST_CASE("a fatal fault of the driver ends the stream, and opening again heals it") {
    const auto description = freshVivid();
    if (!description) return;
    Stream stream(*description);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
    REQUIRE(setVividControl(description->node, "Inject Fatal Streaming Error", 1));
    CHECK(stream.untilError().code == ErrorCode::CameraFailed);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
}

TEST_CASE("a stream that will not start") {
    const auto description = freshVivid();
    if (!description) return;
    Stream stream(*description);
    REQUIRE(setVividControl(description->node, "Inject VIDIOC_STREAMON Error", 1));
    const auto refused = stream.camera->open();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::CameraFailed);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
}

TEST_CASE("a camera that vanishes while streaming is lost at once and found again") {
    const auto description = freshVivid();
    if (!description) return;
    Stream stream(*description);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
    REQUIRE(setVividControl(description->node, "Disconnect", 1));
    CHECK(stream.untilError().code == ErrorCode::CameraLost);
    unplugVivid();
    CHECK_FALSE(vividCamera().has_value());
    Stream gone(*description);
    const auto missing = gone.camera->open();
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::CameraNotFound);
    plugVivid();
    Watch watch;
    const auto again = watch.await(1);
    CHECK(again[0].identity == description->identity);
    Stream healed(again[0]);
    check(healed.camera->open());
    CHECK_FALSE(healed.take(5));
}

TEST_CASE("twenty hot-plugs, each noticed by the monitor, each stream lost and found") {
    const auto description = freshVivid();
    if (!description) return;
    Watch watch;
    for (int round = 0; round < 20; ++round) {
        const auto found = watch.await(1);
        CHECK(found[0].identity == description->identity);
        Stream stream(found[0]);
        check(stream.camera->open());
        CHECK_FALSE(stream.take(3));
        unplugVivid();
        CHECK(stream.untilError().code == ErrorCode::CameraLost);
        watch.await(0);
        plugVivid();
    }
    watch.await(1);
    CHECK(watch.told() >= 41);
}
