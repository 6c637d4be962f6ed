// The composition root: builds windows, threads and controllers and connects them; nothing else in the
// program knows them all. GUI thread; lives in main, after QApplication.
#pragma once

#include <QObject>
#include <QSettings>
#include <memory>

#include "app/counter/camera_check_controller.h"
#include "app/counter/camera_controller.h"
#include "app/counter/clerk_sign_in.h"
#include "app/counter/clerks_controller.h"
#include "app/counter/close_guard.h"
#include "app/counter/engine_bridge.h"
#include "app/counter/first_start_controller.h"
#include "app/counter/idle_lock.h"
#include "app/counter/in_use.h"
#include "app/counter/look.h"
#include "app/counter/milestones.h"
#include "app/counter/options.h"
#include "app/counter/questions_controller.h"
#include "app/counter/records_controller.h"
#include "app/counter/registration_controller.h"
#include "app/counter/stick_controller.h"
#include "app/counter/use_watch.h"
#include "app/counter/windows.h"
#include "store/fault_points.h"

namespace countersign {

class CounterApp final : public QObject {
    Q_OBJECT

  public:
    // `clock` and `log` outlive the program's windows.
    CounterApp(const Options& options, const Clock& clock, Log& log);
    ~CounterApp() override;

    void show();
    // Freezes the windows, stops camera, engine and records in this order and joins them. Harmless twice.
    void stop();
    // It stopped to be built anew, because another text size was chosen.
    [[nodiscard]] bool wantsToBeBuiltAnew() const { return m_anew; }

    [[nodiscard]] const Windows& windows() const { return m_windows; }
    [[nodiscard]] RegistrationController& registration() { return *m_registration; }
    [[nodiscard]] CameraController& camera() { return *m_camera; }
    [[nodiscard]] RecordsThread* records() { return m_records.get(); }
    [[nodiscard]] RecordsController* recordsController() { return m_recordsController.get(); }

  Q_SIGNALS:
    void pageDrawn();  // as Milestones says it
    void stopping();   // for good, and not to be built anew
    void stopped();    // the window was closed and everything has come to rest

  private:
    [[nodiscard]] bool practiceIsSent() const { return m_options.practice && !m_options.practiseOnly; }
    void buildWindows();
    void buildRecords();
    void takeOperatorPolicy();
    void takePolicy(const Bytes& signedPolicy);
    void watchIdleness();
    void buildEngine();
    void buildClerks();
    void buildFirstStart();
    void buildAnew();
    void connectClerks();
    void connectQuestions();
    [[nodiscard]] bool mayUseCamera(const std::string& identity, bool software) const;
    void connectCamera();
    void chooseSource();
    void showCameras();
    void buildVoice();
    void connectLook();
    void watchScreens();
    bool startPractice(const QString& person, const std::string& habit);

    Options m_options;
    const Clock& m_clock;
    Log& m_log;
    QSettings m_settings;
    Look m_look;
    ui::WindowDialogs m_dialogs;
    NoFaultPoints m_noFaults;
    std::unique_ptr<ui::MainWindow> m_main;
    std::unique_ptr<ui::BuyerWindow> m_buyer;
    Windows m_windows;
    std::optional<DeviceIdentity> m_identity;
    bool m_notEnrolled = false;       // there never was an enrolment here
    Policy m_base = shippedPolicy();  // for these models
    Policy m_policy = m_base;         // with the operator's laid over it, once enrolled
    EngineBridge m_bridge;
    PromptRelay m_prompts;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<CaptureThread> m_capture;
    std::unique_ptr<RecordsThread> m_records;
    std::unique_ptr<Voice> m_voice;
    std::unique_ptr<ClerkSignIn> m_clerks;
    std::unique_ptr<DraftStore> m_drafts, m_practiceDrafts;
    std::unique_ptr<CameraController> m_camera;
    std::unique_ptr<RecordsController> m_recordsController;
    std::unique_ptr<StickController> m_stickController;
    std::unique_ptr<IdleLock> m_idle;
    InUseMark m_inUse;
    std::unique_ptr<UseWatch> m_use;
    Bytes m_offeredPolicy;  // by the last contact
    std::unique_ptr<RegistrationController> m_registration;
    std::unique_ptr<ClerksController> m_clerksController;
    std::unique_ptr<FirstStartController> m_firstStart;
    std::unique_ptr<QuestionsController> m_questions;  // where there is an operator
    std::unique_ptr<CloseGuard> m_closing;
    std::unique_ptr<CameraCheckController> m_cameraCheck;
    std::unique_ptr<Milestones> m_milestones;
    bool m_anew = false;
    bool m_stopped = false;
};

}  // namespace countersign
