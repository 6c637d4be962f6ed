#include "unit/counter/flow_bench.h"

#include <stdexcept>

#include "support/catch.h"
#include "widget/scan_pages_support.h"
#include "widgets/button.h"
#include "widgets/notice.h"

namespace countersign::test {
namespace {

// A working morning, and a card that is as good as typed.
const WallTime kNow = WallTime(std::chrono::seconds(1795510800));

class ScriptedVision final : public ScanVision {
  public:
    explicit ScriptedVision(std::shared_ptr<VisionScript> script) : m_script(std::move(script)) {}

    Result<FrameReading> analyse(const Frame& frame) override {
        waitFor([](const VisionScript&) { return true; });
        FrameReading reading;
        reading.sequence = frame.sequence;
        reading.capturedAt = frame.capturedAt;
        reading.pictureSize = frame.bgr.size();
        return reading;
    }
    Result<Embedding> embed(const Frame&, const FaceReading&) override { return Embedding{1, 0}; }
    Result<PreparedPortrait> readPortrait(const cv::Mat& bgr) override {
        waitFor([](const VisionScript& script) { return !script.portraitHeld; });
        PreparedPortrait portrait;
        portrait.embedding = Embedding{1, 0};
        portrait.face = FaceReading{};
        portrait.faceRect = cv::Rect2f(8, 8, 16, 16);
        portrait.cropped.bgr = bgr;
        return portrait;
    }
    Result<DocumentReading> readDocument(const cv::Mat&, WallTime) override {
        waitFor([](const VisionScript& script) { return !script.textHeld; });
        const std::lock_guard lock(m_script->mutex);
        return m_script->reading;
    }
    void reset() override {}

  private:
    template <class Until>
    void waitFor(Until until) {
        std::unique_lock lock(m_script->mutex);
        m_script->changed.wait(lock, [&] { return until(*m_script); });
        if (m_script->dies) throw std::runtime_error("the test let it die");
    }
    std::shared_ptr<VisionScript> m_script;
};

Windows makeWindows(ui::MainWindow& main, ui::BuyerWindow& buyer, const Clock& clock, ui::Dialogs& dialogs) {
    Windows w;
    w.main = &main;
    w.buyer = &buyer;
    w.signIn = new ui::SignInPage;
    w.details = new ui::DetailsPage(clock, dialogs);
    w.document = new ui::DocumentPage(dialogs);
    w.consent = new ui::ConsentPage;
    w.scan = new ui::ScanPage(clock);
    w.failure = new ui::FailurePage;
    w.otherWay = new ui::OtherWayPage;
    w.result = new ui::ResultPage(clock, dialogs);
    w.cameras = new ui::CamerasPage;
    main.setPage(ui::Place::SignIn, w.signIn);
    main.setPage(ui::Place::Details, w.details);
    main.setPage(ui::Place::Document, w.document);
    main.setPage(ui::Place::Consent, w.consent);
    main.setPage(ui::Place::Scan, w.scan);
    main.setPage(ui::Place::Failure, w.failure);
    main.setPage(ui::Place::OtherWay, w.otherWay);
    main.setPage(ui::Place::Result, w.result);
    main.setPage(ui::Place::Cameras, w.cameras);
    return w;
}

cv::Mat plain() {
    return cv::Mat(48, 64, CV_8UC3, cv::Scalar(90, 120, 150));
}

}  // namespace

FlowBench::FlowBench(FlowSettings given)
    : settings(std::move(given)),
      clock(kNow),
      main((ui::test::application(), std::make_unique<ui::MainWindow>())),
      buyer(std::make_unique<ui::BuyerWindow>()),
      windows(makeWindows(*main, *buyer, clock, dialogs)),
      remembered(QString::fromStdString((folder.path() / "settings.ini").string()), QSettings::IniFormat),
      engine(
          [script = vision]() -> Result<std::unique_ptr<ScanVision>> {
              return std::make_unique<ScriptedVision>(script);
          },
          settings.policy, bridge, prompts, *log),
      capture(bridge, prompts, *log),
      cameras(capture, remembered, clock, *log, folder.path() / "people"),
      voice({}),
      drafts(folder.path() / "draft", clock),
      practiceDrafts(folder.path() / "draft-practice", clock) {
    windows.otherWay->setSupporting(settings.policy.supportingPicture);
    auto list = must(ClerkList::load(folder.path() / "clerks.json"));
    must(list.put({"lina", "Li Na"}, "2468"));
    must(list.put({"wang", "Wang Fang"}, "97531"));
    must(SignInTriesFile(folder.path() / kSignInTriesFile).save({}));
    clerks = std::make_unique<ClerkSignIn>(
        ClerkSignInParts{std::move(list), SignInTriesFile(folder.path() / kSignInTriesFile), clock, *log},
        nullptr, std::chrono::milliseconds(0));

    DeviceIdentity identity;
    identity.deviceId = DeviceId::random();
    identity.signer = std::make_shared<const SigningKey>(SigningKey::generate());
    identity.operatorKeys = maker.operatorKeys();
    identity.sealingKey = opening.sealingKey();
    RecordsSettings records_;
    records_.queue.folder = folder.path() / "queue";
    records_.queue.freeSpaceLimit = settings.diskFull ? std::uint64_t{1} << 62U : 0;
    records_.queue.reserveBytes = 0;
    records_.contacts = Contacts::None;
    records_.makeClient = [this] {
        class Silent final : public GatewayClient {
          public:
            explicit Silent(FlowBench& bench) : m_bench(bench) {}
            void post(GatewayRequest request, Done) override {
                const std::lock_guard lock(m_bench.line);
                m_bench.m_sent.push_back(std::move(request.body));
            }
            void abort() override {}

          private:
            FlowBench& m_bench;
        };
        return std::make_unique<Silent>(*this);
    };
    records = std::make_unique<RecordsThread>(std::move(records_), identity, clock, *log, points);

    bridge.feed(&engine);
    QObject::connect(&bridge, &EngineBridge::cameraChanged, &cameras, &CameraController::onReport);
    registration = std::make_unique<RegistrationController>(RegistrationParts{windows,
                                                                              engine,
                                                                              bridge,
                                                                              cameras,
                                                                              records.get(),
                                                                              opening.sealingKey(),
                                                                              {},
                                                                              {},
                                                                              std::nullopt,
                                                                              *clerks,
                                                                              clock,
                                                                              voice,
                                                                              drafts,
                                                                              practiceDrafts,
                                                                              settings.practice,
                                                                              dialogs,
                                                                              *log},
                                                            settings.policy);
    QObject::connect(main.get(), &ui::MainWindow::placeShown, registration.get(), [this](ui::Place place) {
        if (place == ui::Place::Scan) ++scans;
    });
    main->resize(1280, 720);
    main->show();
    awaiting(*records, &RecordsThread::opened, [this] { records->start(); });
    awaiting(bridge, &EngineBridge::engineIsReady, [this] { engine.start(); });
}

FlowBench::~FlowBench() {
    bridge.freeze();
    vision->set([](VisionScript& script) { script.portraitHeld = script.textHeld = false; });
    capture.stop();
    engine.stop();
    bridge.feed(nullptr);
    records->stop();
    registration.reset();
}

void FlowBench::camera(CameraState state, Device device) {
    const bool software = device == Device::Software;
    CameraReport report;
    report.state = state;
    if (state == CameraState::Running) {
        report.info =
            SourceInfo{SourceKind::Camera, "usb-1", "Specimen", "uvcvideo", "usb-1", software, 640, 480, 30};
    } else {
        report.error = Error{ErrorCode::CameraLost, "the test pulled the plug", "test"};
    }
    awaiting(bridge, &EngineBridge::cameraChanged, [&] { bridge.cameraReported(report); });
}

void FlowBench::signIn() {
    Q_EMIT windows.signIn->signInRequested(QStringLiteral("lina"), QStringLiteral("2468"));
    REQUIRE(waitUntil([&] { return state() == CounterState::Details; }));
}

void FlowBench::type(const BuyerDetails& details) {
    windows.details->setDetails(details);
    Q_EMIT windows.details->detailsEntered(details);
    REQUIRE(state() == CounterState::Document);
}

void FlowBench::givePicture() {
    QImage picture(64, 48, QImage::Format_RGB888);
    picture.fill(QColor(150, 120, 90));
    Q_EMIT windows.document->pictureGiven(picture);
}

void FlowBench::pressNext() {
    windows.document->findChild<ui::PrimaryButton*>()->click();
}

void FlowBench::toConsent() {
    if (state() == CounterState::Details) type();
    if (!windows.document->hasUsablePortrait()) {
        givePicture();
        REQUIRE(waitUntil([&] { return windows.document->hasUsablePortrait(); }));
    }
    pressNext();
    REQUIRE(waitUntil([&] { return state() == CounterState::Consent; }));
}

void FlowBench::toScan() {
    if (state() != CounterState::Consent) toConsent();
    agree();
    REQUIRE(waitUntil([&] { return state() == CounterState::Scan; }));
}

void FlowBench::refuse(Reason reason) {
    REQUIRE(registration->scanning());
    ScanFinished finished;
    finished.session = scans;
    finished.decision = Decision::Refused;
    finished.reasons = {reason};
    bridge.scanFinished(finished);
    REQUIRE(waitUntil([&] { return !registration->scanning(); }));
}

void FlowBench::pass(Bytes bestFrame) {
    REQUIRE(registration->scanning());
    ScanFinished finished;
    finished.session = scans;
    finished.decision = Decision::Accepted;
    finished.bestFrameJpeg = std::move(bestFrame);
    bridge.scanFinished(finished);
    REQUIRE(waitUntil([&] { return !registration->scanning(); }));
}

void FlowBench::choose(ui::OtherWayPage::Way way, Obstacle obstacle, const QString& second,
                       const QString& pin) {
    REQUIRE(state() == CounterState::OtherWay);
    Q_EMIT windows.otherWay->wayChosen(way, obstacle, second, pin);
}

void FlowBench::recordsAnswered() {
    // In order: what was asked before is answered before.
    awaiting(*records, &RecordsThread::queueChanged, [this] { records->requestSummary(); });
}

void FlowBench::frame() {
    auto made = std::make_shared<Frame>();
    made->bgr = plain();
    made->capturedAt = FrameTime(1'000'000) + ++frames * FrameTime(100'000);
    awaiting(bridge, &EngineBridge::previewArrived, [&] { bridge.frameCaptured(made); });
}

void FlowBench::engineDies() {
    awaiting(bridge, &EngineBridge::engineBroke, [this] {
        vision->set([](VisionScript& script) {
            script.dies = true;
            script.portraitHeld = script.textHeld = false;
        });
        engine.send(PreparePortrait{0, plain()});
    });
}

bool FlowBench::says(const QString& words) const {
    for (const auto* notice : main->findChildren<ui::Notice*>())
        if (notice->isVisibleTo(main.get()) && notice->text() == words) return true;
    return false;
}

std::vector<Bytes> FlowBench::sent() {
    const std::lock_guard lock(line);
    return m_sent;
}

EnvelopeHeader FlowBench::headerOf(const Bytes& envelope) const {
    return must(parseEnvelope(envelope)).header;
}

RecordPayload FlowBench::payloadOf(const Bytes& envelope) const {
    return must(decodePayload(must(opening.open(must(parseEnvelope(envelope)).sealedPayload))));
}

}  // namespace countersign::test
