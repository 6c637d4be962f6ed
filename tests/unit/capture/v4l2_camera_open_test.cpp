#include <linux/videodev2.h>

#include <cerrno>

#include "capture/v4l2_camera.h"
#include "scripted_device.h"
#include "support/catch.h"

using namespace countersign;

namespace {

std::shared_ptr<ScriptedState> webcam() {
    auto state = std::make_shared<ScriptedState>();
    state->modes = {{V4L2_PIX_FMT_MJPEG, 640, 480, {30, 15}},
                    {V4L2_PIX_FMT_MJPEG, 1280, 720, {30}},
                    {V4L2_PIX_FMT_YUYV, 640, 480, {30, 15}},
                    {V4L2_PIX_FMT_YUYV, 1280, 720, {10}}};
    return state;
}

struct Opened {
    Status status;
    std::optional<CameraMode> mode;
    SourceInfo info;
};

// Opens and closes; whatever happens, nothing may be left behind.
Opened tryOpen(const std::shared_ptr<ScriptedState>& state) {
    Opened result;
    {
        V4l2Camera camera(plainDescription(), scriptedDevice(state), *state->clock);
        result.status = camera.open();
        result.mode = camera.mode();
        result.info = camera.info();
        CHECK(state->open == result.status.has_value());
    }
    CHECK_FALSE(state->open);
    CHECK(state->mapped.empty());
    CHECK(state->mistakes == std::vector<std::string>{});
    return result;
}

ErrorCode codeOf(const Opened& opened) {
    return opened.status ? ErrorCode::Invalid : opened.status.error().code;
}

}  // namespace

TEST_CASE("a usual webcam opens at 640x480, 30 per second, uncompressed") {
    const auto state = webcam();
    const auto opened = tryOpen(state);
    REQUIRE(opened.status);
    CHECK(state->asked.fourcc == V4L2_PIX_FMT_YUYV);
    CHECK(state->asked.width == 640);
    CHECK(state->asked.rates == std::vector<std::uint32_t>{30});
    CHECK(opened.info.kind == SourceKind::Camera);
    CHECK(opened.info.id == "pci-0000:00:14.0-usb-0:1:1.0|046d:0825");
    CHECK(opened.info.driver == "uvcvideo");
    CHECK(opened.info.bus == "usb-0000:00:14.0-1");
    CHECK(opened.info.width == 640);
    CHECK(opened.info.height == 480);
    CHECK(opened.info.framesPerSecond == Approx(30));
    CHECK_FALSE(opened.info.virtualDevice);
}

TEST_CASE("a software camera is known by its driver, whatever it calls itself") {
    for (const std::string driver : {"v4l2 loopback", "vivid"}) {
        const auto state = webcam();
        state->driver = driver;
        CHECK(tryOpen(state).info.virtualDevice);
    }
}

TEST_CASE("each refusal to open has its own code") {
    const std::vector<std::pair<int, ErrorCode>> expected{
        {ENOENT, ErrorCode::CameraNotFound}, {ENODEV, ErrorCode::CameraNotFound},
        {ENXIO, ErrorCode::CameraNotFound},  {EACCES, ErrorCode::CameraForbidden},
        {EPERM, ErrorCode::CameraForbidden}, {EBUSY, ErrorCode::CameraBusy},
        {EIO, ErrorCode::CameraFailed},      {EMFILE, ErrorCode::CameraFailed}};
    for (const auto& [error, code] : expected) {
        const auto state = webcam();
        state->openError = error;
        const auto opened = tryOpen(state);
        CHECK(codeOf(opened) == code);
        CHECK(opened.status.error().detail.find("/dev/video0") != std::string::npos);
    }
}

TEST_CASE("every call that can fail while opening fails cleanly") {
    for (const unsigned long request :
         std::initializer_list<unsigned long>{VIDIOC_QUERYCAP, VIDIOC_S_FMT, VIDIOC_S_PARM, VIDIOC_REQBUFS,
                                              VIDIOC_QUERYBUF, VIDIOC_QBUF, VIDIOC_STREAMON}) {
        for (const auto& [error, code] :
             std::vector<std::pair<int, ErrorCode>>{{EBUSY, ErrorCode::CameraBusy},
                                                    {ENODEV, ErrorCode::CameraNotFound},
                                                    {ENOSPC, ErrorCode::CameraBusy},
                                                    {EIO, ErrorCode::CameraFailed}}) {
            const auto state = webcam();
            state->errors[request] = error;
            INFO("request " << (request & 0xFF) << " error " << error);
            CHECK(codeOf(tryOpen(state)) == code);
        }
    }
    const auto state = webcam();
    state->mapError = ENOMEM;
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraFailed);
}

TEST_CASE("what is no camera is said to be none") {
    auto state = webcam();
    state->errors[VIDIOC_QUERYCAP] = ENOTTY;
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraUnfit);
    state = webcam();
    state->deviceCapabilities = V4L2_CAP_META_CAPTURE | V4L2_CAP_STREAMING;  // the second node of UVC cameras
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraUnfit);
    state = webcam();
    state->deviceCapabilities = V4L2_CAP_VIDEO_CAPTURE;  // read() only
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraUnfit);
    state = webcam();
    state->modes = {{V4L2_PIX_FMT_H264, 640, 480, {30}}, {V4L2_PIX_FMT_GREY, 640, 480, {30}}};
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraUnfit);
    state = webcam();
    state->modes.clear();
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraUnfit);
}

TEST_CASE("too small and too slow are told apart") {
    auto state = webcam();
    state->modes = {{V4L2_PIX_FMT_YUYV, 176, 144, {30}}, {V4L2_PIX_FMT_YUYV, 640, 360, {30}}};
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraTooSmall);
    state->modes = {{V4L2_PIX_FMT_YUYV, 640, 480, {5, 10}}, {V4L2_PIX_FMT_MJPEG, 176, 144, {30}}};
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraTooSlow);
}

TEST_CASE("a driver that sets something else than it was asked for is held to it") {
    auto state = webcam();
    state->setInstead = ScriptedMode{V4L2_PIX_FMT_YUYV, 352, 288, {30}};
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraTooSmall);
    state->setInstead = ScriptedMode{V4L2_PIX_FMT_YUYV, 640, 480, {5}};
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraTooSlow);
    state->setInstead = ScriptedMode{V4L2_PIX_FMT_GREY, 640, 480, {30}};
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraUnfit);
    state->setInstead = ScriptedMode{V4L2_PIX_FMT_YUYV, 800, 600, {25}};
    const auto opened = tryOpen(state);
    REQUIRE(opened.status);
    CHECK(opened.info.width == 800);
    CHECK(opened.info.framesPerSecond == Approx(25));
}

TEST_CASE("drivers that list no sizes or rates are asked and believed") {
    auto state = webcam();
    state->errors[VIDIOC_ENUM_FRAMESIZES] = ENOTTY;
    CHECK(tryOpen(state).status.has_value());
    state = webcam();
    state->errors[VIDIOC_ENUM_FRAMEINTERVALS] = EINVAL;
    state->errors[VIDIOC_G_PARM] = ENOTTY;
    const auto opened = tryOpen(state);
    REQUIRE(opened.status);
    CHECK(opened.info.framesPerSecond == 0);
}

TEST_CASE("one buffer is not enough") {
    const auto state = webcam();
    state->buffersGiven = 1;
    CHECK(codeOf(tryOpen(state)) == ErrorCode::CameraFailed);
}

TEST_CASE("the rate is kept in poor light, and the camera's own setting comes back") {
    const auto state = webcam();
    state->darkRateControl = 1;
    V4l2Camera camera(plainDescription(), scriptedDevice(state), *state->clock);
    REQUIRE(camera.open());
    CHECK(state->darkRateControl == 0);
    camera.close();
    CHECK(state->darkRateControl == 1);
}

TEST_CASE("the mode that is asked for") {
    const CameraMode vga30{PixelFormat::Yuyv, 640, 480, 1, 30};
    const CameraMode vga30Jpeg{PixelFormat::Mjpeg, 640, 480, 1, 30};
    const CameraMode vga10{PixelFormat::Yuyv, 640, 480, 1, 10};
    const CameraMode vga60{PixelFormat::Yuyv, 640, 480, 1, 60};
    const CameraMode vga15{PixelFormat::Mjpeg, 640, 480, 1001, 15000};
    const CameraMode hd30{PixelFormat::Mjpeg, 1280, 720, 1, 30};
    const CameraMode full{PixelFormat::Mjpeg, 1920, 1080, 1, 30};
    const CameraMode svga{PixelFormat::Mjpeg, 800, 600, 1, 30};
    CHECK(chooseMode({hd30, vga30Jpeg, vga30}).mode == vga30);
    CHECK(chooseMode({vga10, vga30Jpeg}).mode == vga30Jpeg);
    CHECK(chooseMode({vga10, hd30}).mode == hd30);
    CHECK(chooseMode({vga60, vga30Jpeg}).mode == vga30Jpeg);
    CHECK(chooseMode({vga15}).mode == vga15);
    CHECK(chooseMode({full, svga}).mode == svga);
    CHECK(chooseMode({full, hd30, svga}).mode == hd30);
    CHECK(chooseMode({}).problem == ModeProblem::NoKnownFormat);
    CHECK(chooseMode({vga10}).problem == ModeProblem::TooSlow);
}
