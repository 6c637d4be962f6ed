// One buyer after the other: moves the workflow by what the clerk and the buyer do, and shows its state.
// Knows windows on one side, engine, camera and records on the other. GUI thread; owned by the composition
// root.
#pragma once

#include <QObject>
#include <map>
#include <optional>
#include <string>

#include "app/counter/camera_controller.h"
#include "app/counter/code_scan.h"
#include "app/counter/document_controller.h"
#include "app/counter/draft_keeper.h"
#include "app/counter/engine_bridge.h"
#include "app/counter/journal_notes.h"
#include "app/counter/notice_bar.h"
#include "app/counter/notice_reader.h"
#include "app/counter/other_way_controller.h"
#include "app/counter/receipt_words.h"
#include "app/counter/registration_saver.h"
#include "app/counter/rights.h"
#include "app/counter/scan_controller.h"
#include "app/counter/scan_gate.h"
#include "app/counter/sign_in_controller.h"
#include "app/counter/windows.h"
#include "dialogs.h"
#include "enrolment/workflow.h"
#include "sync/records_thread.h"

namespace countersign {

// What becomes of a practice buyer's registration: nothing, or it is sent, marked, for trials.
enum class PracticeRecords { Dropped = 1, Sent };

struct RegistrationParts {
    Windows windows;
    EngineThread& engine;
    EngineBridge& bridge;
    CameraController& camera;
    RecordsThread* records = nullptr;  // null: not enrolled, nothing can be registered
    std::optional<SealingKey> operatorKey;
    ReceiptWords receiptWords;
    std::map<std::string, std::string> models;  // id → version, into the record
    std::optional<ChallengeKey> challengeKey;   // empty: enrolled before there was one
    ClerkSignIn& clerks;
    const Clock& clock;
    Voice& voice;
    DraftStore& drafts;
    DraftStore& practiceDrafts;  // a practice buyer's details never go on as a real one's
    PracticeRecords practice = PracticeRecords::Dropped;
    ui::Dialogs& dialogs;
    Log& log;
};

class RegistrationController final : public QObject {
    Q_OBJECT

  public:
    RegistrationController(RegistrationParts parts, Policy policy, QObject* parent = nullptr);
    ~RegistrationController() override;

    [[nodiscard]] CounterState state() const { return m_workflow.state(); }
    // Who is signed in, by id; empty: nobody.
    [[nodiscard]] std::string clerk() const { return m_workflow.clerk(); }
    // Whoever is signed in may do this. Nobody may do anything.
    [[nodiscard]] bool mayNow(Right right) const { return m_role && may(*m_role, right); }
    [[nodiscard]] bool scanning() const { return m_scan.running(); }
    // False: a registration is not on the disk yet and the clerk is being asked.
    [[nodiscard]] bool mayClose();
    void setClerkLanguage(const QString& tag) { m_clerkLanguage = tag; }
    // Whether to remind of the camera's morning check; asked at every sign-in.
    void setCameraCheckDue(std::function<bool()> due) { m_cameraCheckDue = std::move(due); }
    // Where nobody is signed in; asked whenever that is shown.
    void setHome(std::function<ui::Place()> home) { m_home = std::move(home); }
    // It may be another place now: shown, if nobody is signed in.
    void homeChanged();
    // Somebody without an account, until the sign-out: where nothing can be kept or sent. Practice begins
    // first.
    void signInForPractice();
    // Told whenever it may have changed whether a buyer's registration is under way.
    enum class UnderWay { No = 1, Yes };
    void setUnderWayTold(std::function<void(UnderWay)> told) { m_underWayTold = std::move(told); }
    void setQuestionsWait(std::function<bool()> wait) { m_questionsWait = std::move(wait); }
    // The buyer's screen came or went. `lost`: it was there a moment ago.
    void buyerScreenChanged(bool lost);
    void requestSignOut();
    // Nobody touched anything for long: the clerk is signed out, what was typed is kept. False: not in the
    // middle of a scan or of saving.
    [[nodiscard]] bool lockForIdleness();
    void setSwitchedOff(std::vector<std::string> clerkIds);

  Q_SIGNALS:
    void signedIn(const QString& clerkId);
    void signedOut();
    void portraitTold(const countersign::PortraitReady& portrait);
    void scanTold(const countersign::ScanFinished& scan);
    void registrationSaved(const countersign::QueueRow& row);
    void camerasWanted();  // the clerk asked for the choice of cameras

  private:
    // sign-in
    void signedInAs(const Clerk& clerk);
    void signOut(SignOutReason why);
    [[nodiscard]] bool mayBreakOff() const { return !m_saver.busy() && !m_scan.running(); }
    void leaveIfSwitchedOff();
    void note(const AuditNote& note);
    [[nodiscard]] std::optional<ClerkRole> roleOf(const std::string& clerkId) const;
    [[nodiscard]] std::optional<BuyerDetails> typedSoFar() const;
    // scan
    void consentGiven();
    [[nodiscard]] NoticeTold noticeTold() const;
    void beginScan();
    void scanEnded(const ScanFinished& finished);
    void stopScan(std::optional<ui::CounterNotice> why);
    void askOtherWay(Obstacle first);
    void otherWayTaken(ui::OtherWayPage::Way way, const OtherWayTaken& what);
    void goWithoutScan(const OtherWayTaken& what);
    void tryAgain();
    void engineBroke(const Error& error);
    void showAge();
    [[nodiscard]] bool canRegister();
    // result
    void registerNow(const ScanFinished* scan);
    void notSealed(const Error& why);
    void trained();
    void saved(const QueueRow& row);
    // all
    bool move(CounterEvent event);  // workflow, then the window
    void moved(CounterEvent event);
    void showState();
    void tellUnderWay() const;
    [[nodiscard]] ui::Place shownPlace() const;
    void enterDetails();
    void takeDetails(const BuyerDetails& details);
    void forgetBuyer();
    void stopAsked();
    void askGiveUp();
    void giveUp();
    void goBack(ui::Place place);
    void onPreview(const Preview& preview);
    void onSourceChanged();
    void offerPractice();
    void practiceChanged();
    // Nothing is stored, and it goes without an operator too.
    [[nodiscard]] bool training() const { return m_practising && m.practice == PracticeRecords::Dropped; }
    void fillPracticeDetails();

    RegistrationParts m;
    Policy m_policy;
    Workflow m_workflow;
    NoticeBar m_notices;
    SignInController m_signIn;
    DocumentController m_document;
    CodeScan m_codes;
    OtherWayController m_otherWay;
    ScanController m_scan;
    ScanGate m_gate;
    RegistrationSaver m_saver;
    NoticeReader m_noticeReader;
    std::string m_languageBefore;  // of buyers, while a practice buyer is at the counter
    bool m_practising = false;  // the buyer at the counter doesn't exist; which drafts are meant hangs on it
    DraftKeeper m_drafts;
    bool m_draftFound = false;   // and is told as soon as the details are shown
    bool m_draftParked = false;  // of the kind of buyer that comes next; not yet looked for
    std::function<bool()> m_cameraCheckDue;
    std::function<bool()> m_questionsWait;
    std::function<ui::Place()> m_home;
    std::function<void(UnderWay)> m_underWayTold;
    QString m_clerkLanguage;
    std::string m_clerkName;
    std::optional<ClerkRole> m_role;  // of who is signed in
    bool m_closeAnyway = false;       // the clerk was told what is lost
    ui::ResultView m_resultView;
};

}  // namespace countersign
