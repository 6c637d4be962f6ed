#include <turbojpeg.h>

#include <condition_variable>

#include "capture/jpeg.h"
#include "enrolment/capture_thread.h"
#include "enrolment/engine_thread.h"
#include "support/catch.h"
#include "trace_vision.h"

using namespace countersign;
using countersign::test::ObedientSource;
using countersign::test::TraceVision;

namespace {

// Collects what the threads tell and lets the test wait for it.
class Ears final : public EngineSink, public CaptureSink {
  public:
    EngineThread* engine = nullptr;

    void engineReady() override {
        note([&] { ready = true; });
    }
    void preview(Preview event) override {
        note([&] {
            ++previews;
            lastPreview = std::move(event);
        });
    }
    void scanProgressed(ScanProgressed event) override {
        note([&] { progress.push_back(std::move(event)); });
    }
    void documentSeen(DocumentSeen event) override {
        note([&] { seen.push_back(std::move(event)); });
    }
    void documentRead(DocumentRead event) override {
        note([&] { documents.push_back(std::move(event)); });
    }
    void portraitReady(PortraitReady event) override {
        note([&] { portraits.push_back(std::move(event)); });
    }
    void scanFinished(ScanFinished event) override {
        note([&] { finished.push_back(std::move(event)); });
    }
    void engineFailed(Error error) override {
        note([&] { failed = std::move(error); });
    }
    void frameCaptured(FramePtr frame) override {
        note([&] { ++frames; });
        if (engine) engine->offer(std::move(frame));
    }
    void cameraReported(CameraReport report) override {
        if (report.state == CameraState::Running && engine) engine->send(SourceChanged{});
        note([&] { reports.push_back(std::move(report)); });
    }

    template <class Until>
    bool wait(Until until) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(60), until);
    }

    // Looks at what was told while nobody tells anything.
    template <class Look>
    auto now(Look look) {
        const std::lock_guard lock(m_mutex);
        return look();
    }

    bool ready = false;
    std::size_t previews = 0, frames = 0;
    Preview lastPreview;
    std::vector<ScanProgressed> progress;
    std::vector<PortraitReady> portraits;
    std::vector<DocumentSeen> seen;
    std::vector<DocumentRead> documents;
    std::vector<ScanFinished> finished;
    std::vector<CameraReport> reports;
    std::optional<Error> failed;

  private:
    template <class Change>
    void note(Change change) {
        {
            const std::lock_guard lock(m_mutex);
            change();
        }
        m_changed.notify_all();
    }
    std::mutex m_mutex;
    std::condition_variable m_changed;
};

struct Bench {
    Bench()
        : shared(std::make_shared<ObedientSource::Shared>()),
          engine(
              [this]() -> Result<std::unique_ptr<ScanVision>> {
                  auto made = std::make_unique<TraceVision>(shared);
                  vision = made.get();
                  return made;
              },
              shippedPolicy(), ears, relay, *log) {}

    std::unique_ptr<Log> log = discardLog();
    Ears ears;
    PromptRelay relay;
    std::shared_ptr<ObedientSource::Shared> shared;
    TraceVision* vision = nullptr;
    EngineThread engine;

    // Plays an obedient person to the engine, frame by frame, until `until` or so many frames.
    template <class Until>
    void play(ObedientSource& source, int most, Until until) {
        relay.attach(&source);
        for (int i = 0; i < most; ++i) {
            const auto frame = source.next({});
            const auto before = ears.now([&] { return ears.previews; });
            engine.offer(*frame);
            if (!ears.wait([&] { return ears.previews > before || until(); }) || ears.now(until)) break;
        }
        relay.attach(nullptr);
    }
    ChallengePlan plan() {
        SeededPicker picker(1);
        return drawChallenge(shippedPolicy().challenge, picker);
    }
};

cv::Mat picture(int side) {
    return cv::Mat(side, side, CV_8UC3, cv::Scalar(60, 120, 200));
}

}  // namespace

TEST_CASE("a scan on the engine thread, from the portrait to the verdict") {
    Bench bench;
    bench.engine.start();
    REQUIRE(bench.ears.wait([&] { return bench.ears.ready; }));
    bench.engine.send(PreparePortrait{7, picture(64)});
    REQUIRE(bench.ears.wait([&] { return !bench.ears.portraits.empty(); }));
    CHECK(bench.ears.portraits[0].request == 7);
    CHECK(bench.ears.portraits[0].usable);
    CHECK(bench.ears.portraits[0].jpeg.size() > 100);

    bench.engine.send(StartScan{1, bench.plan()});
    ObedientSource source(bench.shared);
    bench.play(source, 1000, [&] { return !bench.ears.finished.empty(); });
    REQUIRE(bench.ears.wait([&] { return !bench.ears.finished.empty(); }));
    const auto& finished = bench.ears.finished[0];
    CHECK(finished.session == 1);
    CHECK(finished.decision == Decision::Accepted);
    CHECK(finished.match.band == MatchBand::Same);
    CHECK(finished.bestFrameJpeg.size() > 100);
    for (const auto& event : bench.ears.progress) CHECK(event.session == 1);
    CHECK(bench.ears.progress.size() > 100);
}

TEST_CASE(
    "a document that lies still before the camera is told once, and its text comes after its portrait") {
    Bench bench;
    bench.engine.start();
    bench.engine.send(SetPreview{PreviewMode::Document});
    cv::Mat desk(480, 640, CV_8UC3, cv::Scalar(60, 80, 110));
    desk(cv::Rect(70, 82, 500, 315)) = cv::Scalar(215, 220, 210);
    for (int line = 0; line < 6; ++line)
        desk(cv::Rect(110, 130 + 40 * line, 300, 8)) = cv::Scalar(40, 40, 40);
    const auto taken = [&] {
        return std::count_if(bench.ears.seen.begin(), bench.ears.seen.end(),
                             [](const DocumentSeen& one) { return one.state.take; });
    };
    const auto show = [&](int frames, FrameTime from) {
        for (int i = 0; i < frames; ++i) {
            auto frame = std::make_shared<Frame>();
            frame->bgr = desk;
            frame->capturedAt = from + i * FrameTime(50'000);
            const auto before = bench.ears.now([&] { return bench.ears.previews; });
            bench.engine.offer(frame);
            REQUIRE(bench.ears.wait([&] { return bench.ears.previews > before; }));
        }
    };
    show(30, FrameTime(1'000'000));
    bench.engine.send(PreparePortrait{3, picture(64)});
    bench.engine.send(ReadDocument{3, picture(64), WallTime{}});
    bench.engine.send(ReadDocument{4, {}, WallTime{}});
    REQUIRE(bench.ears.wait([&] { return bench.ears.documents.size() == 2; }));
    CHECK(bench.ears.portraits.size() == 1);
    CHECK(bench.ears.documents[0].request == 3);
    CHECK(bench.ears.documents[0].reading);
    CHECK_FALSE(bench.ears.documents[1].reading);
    CHECK(bench.ears.now(taken) == 1);
    CHECK(bench.ears.now([&] { return bench.ears.seen.front().corners.has_value(); }));
    CHECK(bench.ears.now([&] { return bench.ears.seen.size(); }) <= 16);  // ten a second, not every frame
    // Asked again: the same document that lies there still.
    bench.engine.send(SetPreview{PreviewMode::Document});
    show(30, FrameTime(10'000'000));
    bench.engine.send(ReadDocument{5, picture(64), WallTime{}});
    REQUIRE(bench.ears.wait([&] { return bench.ears.documents.size() == 3; }));
    CHECK(bench.ears.now(taken) == 2);
}

TEST_CASE("a cancelled scan tells nothing more, and a new one starts afresh") {
    Bench bench;
    bench.engine.start();
    bench.engine.send(StartScan{1, bench.plan()});
    ObedientSource source(bench.shared);
    bench.play(source, 40, [] { return false; });
    bench.engine.send(CancelScan{1});
    bench.engine.send(CancelScan{99});  // of a scan that never was
    bench.engine.send(PreparePortrait{1, picture(64)});
    REQUIRE(bench.ears.wait([&] { return !bench.ears.portraits.empty(); }));
    CHECK(bench.ears.finished.empty());
    const auto before = bench.ears.progress.size();
    // No scan and no preview: nothing comes of this frame, and if the engine has not come to it before the
    // next person sits down, it must not become the first of their scan.
    bench.engine.offer(*source.next({}));
    bench.engine.send(SourceChanged{});
    bench.engine.send(StartScan{2, bench.plan()});
    ObedientSource again(bench.shared);
    bench.play(again, 1000, [&] { return !bench.ears.finished.empty(); });
    REQUIRE(bench.ears.finished.size() == 1);
    CHECK(bench.ears.finished[0].session == 2);
    CHECK(bench.ears.finished[0].decision == Decision::Accepted);
    for (std::size_t i = before; i < bench.ears.progress.size(); ++i)
        CHECK(bench.ears.progress[i].session == 2);
}

TEST_CASE("a lost camera ends the scan as a lost face") {
    Bench bench;
    bench.engine.start();
    bench.engine.send(StartScan{1, bench.plan()});
    ObedientSource source(bench.shared);
    bench.play(source, 60, [] { return false; });
    bench.engine.send(SourceChanged{});
    REQUIRE(bench.ears.wait([&] { return !bench.ears.finished.empty(); }));
    CHECK(bench.ears.finished[0].decision == Decision::Refused);
    CHECK(bench.ears.finished[0].reasons.front() == Reason::FaceLost);
    CHECK(bench.ears.finished[0].interrupted == ErrorCode::CameraLost);
}

TEST_CASE("a camera that comes after the scan has begun is waited for; a judged scan was not interrupted") {
    Bench bench;
    bench.engine.start();
    bench.engine.send(PreparePortrait{1, picture(64)});
    bench.engine.send(StartScan{1, bench.plan()});
    bench.engine.send(SourceChanged{});
    bench.engine.send(SourceChanged{});
    ObedientSource source(bench.shared);
    bench.play(source, 1000, [&] { return !bench.ears.finished.empty(); });
    REQUIRE(bench.ears.finished.size() == 1);
    CHECK(bench.ears.finished[0].decision == Decision::Accepted);
    CHECK_FALSE(bench.ears.finished[0].interrupted);
}

TEST_CASE("a frame that can't be looked at ends the scan and says that nobody was judged") {
    Bench bench;
    bench.engine.start();
    REQUIRE(bench.ears.wait([&] { return bench.ears.ready; }));
    bench.vision->blind = true;
    bench.engine.send(StartScan{1, bench.plan()});
    ObedientSource source(bench.shared);
    bench.engine.offer(*source.next({}));
    REQUIRE(bench.ears.wait([&] { return !bench.ears.finished.empty(); }));
    CHECK(bench.ears.finished[0].interrupted == ErrorCode::FileUnreadable);
    CHECK_FALSE(bench.ears.now([&] { return bench.ears.failed.has_value(); }));
}

TEST_CASE("portraits that cannot be used say why, and a later scan does not use an earlier buyer's") {
    Bench bench;
    bench.engine.start();
    bench.engine.send(PreparePortrait{1, picture(64)});
    bench.engine.send(PreparePortrait{2, picture(16)});
    bench.engine.send(PreparePortrait{3, cv::Mat()});
    REQUIRE(bench.ears.wait([&] { return bench.ears.portraits.size() == 3; }));
    CHECK(bench.ears.portraits[0].usable);
    CHECK_FALSE(bench.ears.portraits[1].usable);
    CHECK(bench.ears.portraits[1].reasons == std::vector<Reason>{Reason::PortraitNotFound});
    CHECK_FALSE(bench.ears.portraits[2].usable);
    CHECK(bench.ears.portraits[2].reasons == std::vector<Reason>{Reason::DocumentUnreadable});

    bench.engine.send(PreparePortrait{4, picture(64)});
    bench.engine.send(ForgetBuyer{});
    bench.engine.send(StartScan{1, bench.plan()});
    ObedientSource source(bench.shared);
    bench.play(source, 1000, [&] { return !bench.ears.finished.empty(); });
    REQUIRE(bench.ears.finished.size() == 1);
    CHECK_FALSE(bench.ears.finished[0].match.ran);
    CHECK(bench.ears.finished[0].decision == Decision::Review);
}

TEST_CASE("previews come with a face only when asked") {
    Bench bench;
    bench.engine.start();
    ObedientSource source(bench.shared);
    bench.engine.send(SetPreview{PreviewMode::Picture});
    bench.play(source, 3, [] { return false; });
    CHECK(bench.ears.previews == 3);
    CHECK_FALSE(bench.ears.lastPreview.face);
    bench.engine.send(SetPreview{PreviewMode::PictureAndFace});
    bench.play(source, 3, [] { return false; });
    CHECK(bench.ears.lastPreview.face);
    CHECK(bench.ears.lastPreview.meters.distance > 0);
}

TEST_CASE("missing models and faults nobody foresaw are told, not swallowed") {
    auto log = discardLog();
    Ears ears;
    PromptRelay relay;
    EngineThread without(
        []() -> Result<std::unique_ptr<ScanVision>> {
            return failure(makeError(ErrorCode::ModelMissing, "test.onnx is missing"));
        },
        shippedPolicy(), ears, relay, *log);
    without.start();
    REQUIRE(ears.wait([&] { return ears.failed.has_value(); }));
    CHECK(ears.failed->code == ErrorCode::ModelMissing);
    CHECK_FALSE(ears.ready);
    without.stop();

    Bench bench;
    bench.engine.start();
    REQUIRE(bench.ears.wait([&] { return bench.ears.ready; }));
    bench.vision->throwing = true;
    bench.engine.send(StartScan{1, bench.plan()});
    ObedientSource source(bench.shared);
    bench.engine.offer(*source.next({}));
    REQUIRE(bench.ears.wait([&] { return bench.ears.failed.has_value(); }));
    CHECK(bench.ears.failed->code == ErrorCode::EngineDied);
}

TEST_CASE("the engine stops at once, also when it was never started or is stopped twice") {
    Bench never;
    never.engine.stop();
    Bench bench;
    bench.engine.start();
    bench.engine.send(StartScan{1, bench.plan()});
    bench.engine.stop();
    bench.engine.stop();
}

TEST_CASE("the capture thread opens a lost source again and reports each change") {
    auto log = discardLog();
    Ears ears;
    PromptRelay relay;
    auto shared = std::make_shared<ObedientSource::Shared>();
    int made = 0;
    CaptureThread capture(ears, relay, *log, Millis{1});
    capture.use([&]() -> Result<std::unique_ptr<FrameSource>> {
        ++made;
        if (made == 2) return failure(makeError(ErrorCode::FileUnreadable, "not plugged in"));
        auto source = std::make_unique<ObedientSource>(shared);
        if (made == 1)
            source->framesUntilLost = 5;
        else
            source->framesUntilEnd = 7;
        return source;
    });
    REQUIRE(
        ears.wait([&] { return !ears.reports.empty() && ears.reports.back().state == CameraState::Ended; }));
    std::vector<CameraState> states;
    for (const auto& report : ears.reports) states.push_back(report.state);
    CHECK(states == std::vector<CameraState>{CameraState::Opening, CameraState::Running, CameraState::Lost,
                                             CameraState::Opening, CameraState::Lost, CameraState::Opening,
                                             CameraState::Running, CameraState::Ended});
    CHECK(ears.frames == 12);
    CHECK(ears.reports[1].info->driver == "test");
    CHECK(ears.reports[2].error->code == ErrorCode::FileUnreadable);
    // Another source can be chosen after the end.
    capture.use([&]() -> Result<std::unique_ptr<FrameSource>> {
        auto source = std::make_unique<ObedientSource>(shared);
        source->framesUntilEnd = 3;
        return source;
    });
    REQUIRE(ears.wait([&] { return ears.frames == 15; }));
    capture.stop();
    capture.stop();
    relay.promptShown(Action::Blink, FrameTime{0});  // after the source has gone: nobody listens
}

TEST_CASE("a picture becomes a JPEG that decodes to itself") {
    cv::Mat bgr(60, 80, CV_8UC3, cv::Scalar(30, 60, 200));
    const auto jpeg = encodeJpeg(bgr, 90);
    REQUIRE(jpeg);
    auto* decoder = tjInitDecompress();
    int width = 0, height = 0, sampling = 0, colours = 0;
    REQUIRE(tjDecompressHeader3(decoder, jpeg->data(), jpeg->size(), &width, &height, &sampling, &colours) ==
            0);
    CHECK(width == 80);
    CHECK(height == 60);
    cv::Mat back(60, 80, CV_8UC3);
    REQUIRE(tjDecompress2(decoder, jpeg->data(), jpeg->size(), back.data, 80, 0, 60, TJPF_BGR, 0) == 0);
    CHECK(std::abs(back.at<cv::Vec3b>(30, 40)[2] - 200) < 6);
    CHECK(std::abs(back.at<cv::Vec3b>(30, 40)[0] - 30) < 6);
    tjDestroy(decoder);
    // A view into a larger picture keeps its stride.
    CHECK(encodeJpeg(bgr(cv::Rect(5, 5, 20, 20)), 90));
    CHECK(encodeJpeg(cv::Mat(), 90).error().code == ErrorCode::PictureNotEncodable);
    CHECK_FALSE(encodeJpeg(cv::Mat(10, 10, CV_8UC1), 90));
}
