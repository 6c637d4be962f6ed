// The camera class against a real kernel: the faults of the scripted unit tests, as the V4L2 core delivers
// them.

#include <sys/stat.h>
#include <unistd.h>

#include <iostream>

#include "camera_control.h"
#include "hot_plugs.h"
#include "product_capture.h"
#include "vivid_driver.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// The camera, or nothing (said once a test). Puts it back to health first.
std::optional<CameraDescription> freshVivid() {
    if (!vividCamera()) {
        WARN("passed over: this kernel has no vivid test camera; tests/fault/camera/run-guest has one");
        return std::nullopt;
    }
    Watch watch;
    static_cast<void>(watch.await(1));
    unplugVivid();
    static_cast<void>(watch.await(0));
    plugVivid();
    return watch.await(1).front();
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
    REQUIRE(setCameraControl(description->node, "Inject V4L2_BUF_FLAG_ERROR", 1));
    CHECK_FALSE(stream.take(10));
    CHECK(stream.camera->drops().flaggedByDriver >= 1);
    const auto before = stream.stats.summary().dropped;
    REQUIRE(setCameraControl(description->node, "Percentage of Dropped Buffers", 50));
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
    REQUIRE(setCameraControl(description->node, "Percentage of Dropped Buffers", 100));
    CHECK(stream.untilError().code == ErrorCode::CameraStalled);
    REQUIRE(setCameraControl(description->node, "Percentage of Dropped Buffers", 0));
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
}

TEST_CASE("a fatal fault of the driver ends the stream, and opening again heals it") {
    const auto description = freshVivid();
    if (!description) return;
    Stream stream(*description);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
    REQUIRE(setCameraControl(description->node, "Inject Fatal Streaming Error", 1));
    CHECK(stream.untilError().code == ErrorCode::CameraFailed);
    check(stream.camera->open());
    CHECK_FALSE(stream.take(5));
}

TEST_CASE("a stream that will not start, whichever call of its beginning fails, and the next try starts it") {
    const auto description = freshVivid();
    if (!description) return;
    Stream stream(*description);
    const auto* button =
        GENERATE("Inject VIDIOC_REQBUFS Error", "Inject VIDIOC_QBUF Error", "Inject VIDIOC_STREAMON Error");
    INFO(button);
    REQUIRE(setCameraControl(description->node, button, 1));
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
    REQUIRE(setCameraControl(description->node, "Disconnect", 1));
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

TEST_CASE("fault after fault: the counter's capture goes on by itself after each") {
    const auto description = freshVivid();
    if (!description) return;
    ProductCapture product(description->identity.text());
    const auto loss = [&](const char* control, int value) {
        const auto before = product.seen().lives.size();
        REQUIRE(setCameraControl(description->node, control, value));
        product.await("the loss", [&](const Seen& seen) {
            return seen.lives.size() >= before && seen.lives[before - 1].lost.has_value();
        });
        return *product.seen().lives[before - 1].lost;
    };
    product.await("the first pictures", [](const Seen& seen) { return seen.streamingAfter(0); });

    CHECK(loss("Inject Fatal Streaming Error", 1) == ErrorCode::CameraFailed);
    product.await("pictures after a fatal error", [](const Seen& seen) { return seen.streamingAfter(1); });
    CHECK(loss("Percentage of Dropped Buffers", 100) == ErrorCode::CameraStalled);
    const auto silent = product.seen().lives.size();
    REQUIRE(setCameraControl(description->node, "Percentage of Dropped Buffers", 0));
    product.await("pictures after the silence",
                  [&](const Seen& seen) { return seen.streamingAfter(silent); });
    CHECK(product.seen().notRising == 0);
}

TEST_CASE(
    "twenty hot-plugs: each is told, and the counter's capture comes back by itself on the same camera") {
    const auto description = freshVivid();
    if (!description) return;
    hotPlugTwentyTimes(*description, ErrorCode::CameraLost,
                       {.fault = [] { unplugVivid(); }, .plug = [] { plugVivid(); }});
}
