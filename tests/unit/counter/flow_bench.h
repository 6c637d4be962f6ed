// A whole counter for tests of its controllers: real windows (offscreen), real threads and queue. Only the
// nets are a script, the line never answers, and the camera says what the test says. GUI thread.
#pragma once

#include <QSettings>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>

#include "app/counter/camera_controller.h"
#include "app/counter/registration_controller.h"
#include "protocol/payload.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "unit/store/record_maker.h"
#include "unit/sync/qt_loop.h"
#include "widget/first_pages_support.h"

namespace countersign::test {

// What the nets answer, and when.
struct VisionScript {
    std::mutex mutex;
    std::condition_variable changed;
    bool portraitHeld = false, textHeld = false;
    bool dies = false;  // at the next thing it is asked
    DocumentReading reading;

    template <class Change>
    void set(Change change) {
        {
            const std::lock_guard lock(mutex);
            change(*this);
        }
        changed.notify_all();
    }
};

struct FlowSettings {
    Policy policy = shippedPolicy();
    PracticeRecords practice = PracticeRecords::Dropped;
    bool diskFull = false;
};

struct FlowBench {
    explicit FlowBench(FlowSettings settings = {});
    ~FlowBench();

    enum class Device { Real = 1, Software };
    void camera(CameraState state, Device device = Device::Real);  // as the capture thread reports it
    void signIn();
    void type(const BuyerDetails& details = ui::test::goodDetails());
    void givePicture();
    void pressNext();  // on the document page
    void toConsent();
    void agree() { Q_EMIT windows.consent->agreed(); }
    void decline() { Q_EMIT windows.consent->declined(); }
    void toScan();
    void refuse(Reason reason);  // the running scan
    void pass(Bytes bestFrame = {});
    void choose(ui::OtherWayPage::Way way, Obstacle obstacle = Obstacle::NeedsTime,
                const QString& second = {}, const QString& pin = {});
    void back(ui::Place place) { Q_EMIT windows.main->placeRequested(place); }
    // Whatever was asked of the records thread until now has been answered.
    void recordsAnswered();
    void engineDies();  // over what it is held at, or the next picture; waits until it is told
    void frame();       // of the camera; waits until the engine has looked at it
    // Waits for the signal that `act` brings about.
    template <class Sender, class Signal, class Act>
    void awaiting(Sender& sender, Signal signal, Act act) {
        bool told = false;
        const auto once = QObject::connect(&sender, signal, registration.get(), [&told] { told = true; });
        act();
        const bool came = waitUntil([&] { return told; });
        QObject::disconnect(once);
        REQUIRE(came);
    }

    [[nodiscard]] CounterState state() const { return registration->state(); }
    [[nodiscard]] bool says(const QString& words) const;  // in a notice that is shown
    [[nodiscard]] bool says(ui::CounterNotice notice) const { return says(ui::noticeText(notice)); }
    [[nodiscard]] std::vector<Bytes> sent();  // envelopes that were tried to send
    [[nodiscard]] EnvelopeHeader headerOf(const Bytes& envelope) const;
    [[nodiscard]] RecordPayload payloadOf(const Bytes& envelope) const;

    FlowSettings settings;
    TempFolder folder;
    RecordMaker maker;
    OpeningKey opening = OpeningKey::generate();
    ManualClock clock;
    std::unique_ptr<Log> log = discardLog();
    NoFaultPoints points;
    ui::test::ScriptedDialogs dialogs;
    std::shared_ptr<VisionScript> vision = std::make_shared<VisionScript>();
    std::unique_ptr<ui::MainWindow> main;
    std::unique_ptr<ui::BuyerWindow> buyer;
    Windows windows;
    QSettings remembered;
    EngineBridge bridge;
    PromptRelay prompts;
    EngineThread engine;
    CaptureThread capture;
    CameraController cameras;
    std::mutex line;
    std::vector<Bytes> m_sent;
    std::unique_ptr<RecordsThread> records;
    std::unique_ptr<ClerkSignIn> clerks;
    Voice voice;
    DraftStore drafts, practiceDrafts;
    std::unique_ptr<RegistrationController> registration;
    SessionId scans = 0;  // begun so far
    int frames = 0;
};

}  // namespace countersign::test
