#include <linux/videodev2.h>

#include <cerrno>
#include <opencv2/core.hpp>

#include "capture/frame_stats.h"
#include "capture/v4l2_camera.h"
#include "scripted_device.h"
#include "support/catch.h"

using namespace countersign;

namespace {

using What = ScriptedStep::What;

// An open camera on a script.
struct Rig {
    std::shared_ptr<ScriptedState> state = std::make_shared<ScriptedState>();
    std::unique_ptr<V4l2Camera> camera;

    explicit Rig(std::uint32_t fourcc = V4L2_PIX_FMT_YUYV) {
        state->modes = {{fourcc, 640, 480, {30}}};
        camera = std::make_unique<V4l2Camera>(plainDescription(), scriptedDevice(state), *state->clock);
        REQUIRE(camera->open());
        REQUIRE(state->queued.size() == 4);
    }
    ~Rig() {
        camera.reset();
        CHECK(state->mistakes == std::vector<std::string>{});
        CHECK(state->mapped.empty());
        CHECK_FALSE(state->open);
    }
    Rig(const Rig&) = delete;
    Rig& operator=(const Rig&) = delete;

    void good() { state->frame(greyYuyv(640, 480, 128)); }
    void step(ScriptedStep what) { state->script.push_back(std::move(what)); }
    ScriptedStep goodStep() {
        ScriptedStep s;
        s.bytes = greyYuyv(640, 480, 128);
        return s;
    }
    Result<FramePtr> next() { return camera->next({}); }

    // The next picture, however many waits it takes within a second.
    FramePtr picture() {
        for (int i = 0; i < 2; ++i) {
            auto frame = next();
            REQUIRE(frame);
            if (*frame) return *frame;
        }
        return nullptr;
    }

    // Calls next() until it errs.
    Error errorAfter(int atMost) {
        for (int i = 0; i < atMost; ++i) {
            const auto frame = next();
            if (!frame) return frame.error();
        }
        FAIL("no error");
        return {};
    }
};

}  // namespace

TEST_CASE("frames arrive in order, with their stamps, each in a buffer of its own") {
    Rig rig;
    for (int i = 0; i < 10; ++i) rig.state->frame(greyYuyv(640, 480, static_cast<std::uint8_t>(40 + i * 10)));
    std::vector<FramePtr> frames;
    for (int i = 0; i < 10; ++i) frames.push_back(rig.picture());
    for (std::size_t i = 0; i < 10; ++i) {
        REQUIRE(frames[i]);
        CHECK(frames[i]->sequence == i + 1);
        CHECK(frames[i]->bgr.type() == CV_8UC3);
        CHECK(frames[i]->bgr.size() == cv::Size(640, 480));
        CHECK(frames[i]->bgr.isContinuous());
        // Grey of luma Y in BT.601 video range.
        CHECK(cv::mean(frames[i]->bgr)[1] ==
              Approx((40.0 + 10.0 * static_cast<double>(i) - 16) * 1.164).margin(1.5));
        if (i > 0) CHECK(frames[i]->capturedAt - frames[i - 1]->capturedAt == std::chrono::milliseconds(34));
    }
    CHECK(rig.state->queued.size() == 4);  // all given back
}

TEST_CASE("MJPEG is decoded, colours in the right order") {
    Rig rig(V4L2_PIX_FMT_MJPEG);
    rig.state->frame(jpegPicture(640, 480));
    const auto frame = rig.picture();
    REQUIRE(frame);
    const auto mean = cv::mean(frame->bgr);
    CHECK(mean[0] == Approx(20).margin(4));
    CHECK(mean[1] == Approx(100).margin(4));
    CHECK(mean[2] == Approx(135).margin(4));
}

TEST_CASE("a frame with the error flag is dropped and leaves a gap") {
    Rig rig;
    rig.good();
    auto bad = rig.goodStep();
    bad.flags |= V4L2_BUF_FLAG_ERROR;
    rig.step(bad);
    rig.good();
    CHECK(rig.picture()->sequence == 1);
    CHECK(rig.picture()->sequence == 3);
    CHECK(rig.camera->drops().flaggedByDriver == 1);
    CHECK(rig.camera->drops().missing == 0);
}

TEST_CASE("frames that the driver lost are a gap in the sequence") {
    Rig rig;
    rig.good();
    auto later = rig.goodStep();
    later.sequence = 5;
    rig.step(later);
    FrameStats stats;
    for (int i = 0; i < 2; ++i) stats.add(*rig.picture());
    CHECK(rig.camera->drops().missing == 4);
    CHECK(stats.summary().dropped == 4);
}

TEST_CASE("a repeated or older sequence number is no new frame") {
    Rig rig;
    rig.good();
    rig.good();
    for (const std::uint32_t sequence : {1u, 0u, 1u}) {
        auto repeat = rig.goodStep();
        repeat.sequence = sequence;
        rig.step(repeat);
    }
    auto fresh = rig.goodStep();
    fresh.sequence = 2;
    rig.step(fresh);
    CHECK(rig.picture()->sequence == 1);
    CHECK(rig.picture()->sequence == 2);
    CHECK(rig.picture()->sequence == 3);
    CHECK(rig.camera->drops().notRising == 3);
}

TEST_CASE("the driver's counter may turn over") {
    Rig rig;
    auto last = rig.goodStep();
    last.sequence = 0xFFFFFFFFu;
    rig.step(last);
    auto first = rig.goodStep();
    first.sequence = 0;
    rig.step(first);
    CHECK(rig.picture()->sequence == 1);
    CHECK(rig.picture()->sequence == 2);
    CHECK(rig.camera->drops().missing == 0);
}

TEST_CASE("a stamp that does not rise, or is far from now, is no live frame") {
    Rig rig;
    rig.good();
    auto back = rig.goodStep();
    back.stampOffset = std::chrono::milliseconds(-34);
    rig.step(back);
    auto old = rig.goodStep();
    old.stampOffset = std::chrono::seconds(-60);
    rig.step(old);
    auto ahead = rig.goodStep();
    ahead.stampOffset = std::chrono::seconds(60);
    rig.step(ahead);
    rig.good();
    CHECK(rig.picture()->sequence == 1);
    CHECK(rig.picture()->sequence == 5);
    CHECK(rig.camera->drops().notRising == 1);
    CHECK(rig.camera->drops().stale == 2);
}

TEST_CASE(
    "a picture left in the device from before the stream began is not handed on, nor does its number count") {
    Rig rig;
    auto left = rig.goodStep();
    left.sequence = 0;
    left.stampOffset = std::chrono::milliseconds(-40);  // it arrives 33 ms after the start
    rig.step(left);
    auto first = rig.goodStep();
    first.sequence = 300;
    rig.step(first);
    const auto frame = rig.picture();
    REQUIRE(frame);
    CHECK(frame->sequence == 1);
    CHECK(rig.camera->drops().stale == 1);
    CHECK(rig.camera->drops().missing == 0);
}

TEST_CASE("pictures that are ready the moment the stream begins are let go of, whatever they are stamped") {
    const auto state = std::make_shared<ScriptedState>();
    state->modes = {{V4L2_PIX_FMT_YUYV, 640, 480, {30}}};
    V4l2Camera camera(plainDescription(), scriptedDevice(state), *state->clock);
    for (std::uint32_t i = 0; i < 2; ++i) {
        ScriptedStep left;
        left.bytes = greyYuyv(640, 480, 40);
        left.sequence = i;
        left.flags = 0;  // of no known clock: nothing of it tells its age
        left.takes = std::chrono::microseconds(0);
        state->script.push_back(left);
    }
    ScriptedStep live;
    live.bytes = greyYuyv(640, 480, 200);
    live.sequence = 300;
    live.flags = 0;
    state->script.push_back(live);
    REQUIRE(camera.open());
    CHECK(camera.drops().stale == 2);
    CHECK(state->queued.size() == 4);
    const auto frame = camera.next({});
    REQUIRE(frame);
    REQUIRE(*frame);
    CHECK((*frame)->sequence == 1);
    CHECK((*frame)->bgr.at<cv::Vec3b>(0, 0)[1] > 190);
    CHECK(camera.drops().missing == 0);
    camera.close();
    CHECK(state->mistakes == std::vector<std::string>{});
}

TEST_CASE("without monotonic stamps the time of arrival counts") {
    Rig rig;
    auto copied = rig.goodStep();
    copied.flags = V4L2_BUF_FLAG_TIMESTAMP_COPY;
    copied.stampOffset = std::chrono::seconds(-1000);
    rig.step(copied);
    const auto frame = rig.picture();
    REQUIRE(frame);
    CHECK(frame->capturedAt ==
          std::chrono::duration_cast<FrameTime>(rig.state->clock->monotonic().time_since_epoch()));
}

TEST_CASE("short, over-long and empty buffers are dropped") {
    Rig rig;
    auto shortOne = rig.goodStep();
    shortOne.bytesUsed = 640 * 480 * 2 - 1;
    rig.step(shortOne);
    auto longOne = rig.goodStep();
    longOne.bytesUsed = 640 * 480 * 2 + 1;
    rig.step(longOne);
    auto empty = rig.goodStep();
    empty.bytesUsed = 0;
    rig.step(empty);
    rig.good();
    CHECK(rig.picture()->sequence == 4);
    CHECK(rig.camera->drops().corrupt == 3);
}

TEST_CASE("a cut JPEG never becomes a picture") {
    Rig rig(V4L2_PIX_FMT_MJPEG);
    const auto whole = jpegPicture(640, 480);
    auto cut = whole;
    cut.resize(whole.size() / 2);
    rig.state->frame(cut);
    rig.state->frame(jpegPicture(320, 240));  // a whole one, but not of the agreed size
    rig.state->frame({});
    rig.state->frame(whole);
    CHECK(rig.picture()->sequence == 4);
    CHECK(rig.camera->drops().corrupt == 3);
}

TEST_CASE("unplugged: lost at once, for good, and the device is let go") {
    Rig rig;
    rig.good();
    CHECK(rig.picture());
    ScriptedStep gone;
    gone.what = What::PollError;
    gone.error = ENODEV;
    rig.step(gone);
    rig.good();
    CHECK(rig.errorAfter(1).code == ErrorCode::CameraLost);
    CHECK_FALSE(rig.state->open);
    CHECK(rig.state->mapped.empty());
    CHECK(rig.errorAfter(1).code == ErrorCode::CameraLost);
}

TEST_CASE("unplugged while a buffer is given back") {
    Rig rig;
    rig.good();
    rig.state->errors[VIDIOC_QBUF] = ENODEV;
    CHECK(rig.errorAfter(1).code == ErrorCode::CameraLost);
}

TEST_CASE("a lost camera can be opened again and starts afresh") {
    Rig rig;
    rig.good();
    rig.good();
    CHECK(rig.picture());
    CHECK(rig.picture());
    ScriptedStep gone;
    gone.what = What::DequeueError;
    gone.error = ENODEV;
    rig.step(gone);
    CHECK(rig.errorAfter(1).code == ErrorCode::CameraLost);
    REQUIRE(rig.camera->open());
    auto first = rig.goodStep();
    first.sequence = 0;
    rig.step(first);
    CHECK(rig.picture()->sequence == 1);
    CHECK(rig.camera->drops().notRising == 0);
}

TEST_CASE("silence is told after two seconds, not before, and never as a frame") {
    Rig rig;
    rig.good();
    CHECK(rig.picture());
    for (int i = 0; i < 3; ++i) {
        const auto before = rig.state->clock->monotonic();
        const auto frame = rig.next();
        REQUIRE(frame);
        CHECK_FALSE(*frame);
        CHECK(rig.state->clock->monotonic() - before == Millis(500));
    }
    CHECK(rig.errorAfter(1).code == ErrorCode::CameraStalled);
    CHECK_FALSE(rig.state->open);
}

TEST_CASE("a camera gets five seconds for its first frame") {
    Rig rig;
    for (int i = 0; i < 9; ++i) REQUIRE(rig.next());
    CHECK(rig.errorAfter(1).code == ErrorCode::CameraStalled);
}

TEST_CASE("bad frames do not feed the watchdog") {
    Rig rig;
    rig.good();
    CHECK(rig.picture());
    for (int i = 0; i < 200; ++i) {
        auto bad = rig.goodStep();
        bad.flags |= V4L2_BUF_FLAG_ERROR;
        rig.step(bad);
    }
    CHECK(rig.errorAfter(10).code == ErrorCode::CameraStalled);
    CHECK(rig.camera->drops().flaggedByDriver < 70);
}

TEST_CASE("a program that was stopped for a minute has not lost its camera") {
    Rig rig;
    rig.good();
    CHECK(rig.picture());
    rig.state->clock->advance(Millis(60000));
    for (int i = 0; i < 4; ++i) {  // what waited in the buffers meanwhile
        auto old = rig.goodStep();
        old.stampOffset = std::chrono::seconds(-59) + std::chrono::milliseconds(33 * i);
        rig.step(old);
    }
    rig.good();
    CHECK(rig.picture()->sequence == 6);
    CHECK(rig.camera->drops().stale == 4);
}

TEST_CASE("one EIO is a lost frame, four in a row are a dead queue") {
    Rig rig;
    ScriptedStep fault;
    fault.what = What::DequeueError;
    fault.error = EIO;
    for (int i = 0; i < 3; ++i) rig.step(fault);
    rig.good();
    CHECK(rig.picture());
    for (int i = 0; i < 4; ++i) rig.step(fault);
    CHECK(rig.errorAfter(2).code == ErrorCode::CameraFailed);
}

TEST_CASE("an error from poll without a cause does not spin for ever") {
    Rig rig;
    ScriptedStep fault;
    fault.what = What::PollError;
    fault.takes = std::chrono::microseconds(0);
    for (int i = 0; i < 1000; ++i) rig.step(fault);
    CHECK(rig.errorAfter(2).code == ErrorCode::CameraFailed);
}

TEST_CASE("rubbish without end is bounded per call") {
    Rig rig;
    for (int i = 0; i < 1000; ++i) {
        auto bad = rig.goodStep();
        bad.bytes.resize(16);
        bad.takes = std::chrono::microseconds(0);
        rig.step(bad);
    }
    const auto frame = rig.next();
    REQUIRE(frame);
    CHECK_FALSE(*frame);
    CHECK(rig.state->script.size() > 900);
}

TEST_CASE("a buffer that does not exist is a fault of the driver") {
    Rig rig;
    auto wrong = rig.goodStep();
    wrong.index = 77;
    rig.step(wrong);
    CHECK(rig.errorAfter(1).code == ErrorCode::CameraFailed);
}

TEST_CASE("any other error ends the stream with its text") {
    Rig rig;
    ScriptedStep fault;
    fault.what = What::DequeueError;
    fault.error = EINVAL;
    rig.step(fault);
    const auto error = rig.errorAfter(1);
    CHECK(error.code == ErrorCode::CameraFailed);
    CHECK(error.detail.find("VIDIOC_DQBUF") != std::string::npos);
}

TEST_CASE("a request to stop is obeyed without waiting") {
    Rig rig;
    std::stop_source stop;
    stop.request_stop();
    const auto before = rig.state->clock->monotonic();
    const auto frame = rig.camera->next(stop.get_token());
    REQUIRE(frame);
    CHECK_FALSE(*frame);
    CHECK(rig.state->clock->monotonic() == before);
}

TEST_CASE("a closed camera gives an error and no frame") {
    Rig rig;
    rig.camera->close();
    rig.camera->close();
    CHECK(rig.errorAfter(1).code == ErrorCode::CameraFailed);
}

TEST_CASE("the real device answers for what is not there") {
    SystemClock clock;
    CameraDescription missing = plainDescription();
    missing.node = "/dev/no-such-camera";
    V4l2Camera camera(missing, systemV4l2Device(), clock);
    const auto status = camera.open();
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::CameraNotFound);

    CameraDescription none = plainDescription();
    none.node = "/dev/null";
    V4l2Camera null(none, systemV4l2Device(), clock);
    const auto notACamera = null.open();
    REQUIRE_FALSE(notACamera);
    CHECK(notACamera.error().code == ErrorCode::CameraUnfit);
}
