#include "app/counter/registration_controller.h"

#include <QClipboard>
#include <QGuiApplication>
#include <utility>

#include "app/counter/pictures.h"
#include "app/counter/registration_maker.h"
#include "enrolment/camera_rule.h"
#include "enrolment/wipe_buyer.h"
#include "identity/document_number.h"
#include "text/clerk_text.h"

namespace countersign {
namespace {

using ui::CounterNotice;
using ui::Place;
using ui::Tone;

// Whoever failed twice is not asked to fail a third time without being told of another way.
constexpr int kTriesBeforeHint = 2;

Place placeOf(CounterState state) {
    switch (state) {
        case CounterState::SignedOut:
            return Place::SignIn;
        case CounterState::Details:
            return Place::Details;
        case CounterState::Document:
            return Place::Document;
        case CounterState::Consent:
            return Place::Consent;
        case CounterState::Scan:
            return Place::Scan;
        case CounterState::Failure:
            return Place::Failure;
        case CounterState::OtherWay:
            return Place::OtherWay;
        case CounterState::Result:
            return Place::Result;
    }
    return Place::SignIn;
}

ui::LightState lightOf(Hint hint) {
    switch (hint) {
        case Hint::MoreLight:
            return ui::LightState::TooDark;
        case Hint::LessLight:
            return ui::LightState::TooBright;
        case Hint::EvenLight:
            return ui::LightState::FromOneSide;
        default:
            return ui::LightState::Good;
    }
}

// What somebody copied out of a field stays with the program until another one copies something.
void forgetSelections() {
    auto* clipboard = QGuiApplication::clipboard();
    if (clipboard->ownsClipboard()) clipboard->clear(QClipboard::Clipboard);
    if (clipboard->ownsSelection()) clipboard->clear(QClipboard::Selection);
}

}  // namespace

RegistrationController::RegistrationController(RegistrationParts parts, Policy policy, QObject* parent)
    : QObject(parent),
      m(std::move(parts)),
      m_policy(std::move(policy)),
      m_workflow(m_policy.scanTries),
      m_notices(*m.windows.main),
      m_signIn(*m.windows.signIn, m.clerks, [this](const AuditNote& line) { note(line); }),
      m_document({m.windows, m.engine, m.bridge, m.camera, m.clock, m.log,
                  [this] { return state() == CounterState::Document; }}),
      m_codes(m.windows, m.engine, m.clock),
      m_otherWay(m.windows, m.engine, m.clerks, [this] { return m_workflow.clerk(); }),
      m_scan({m.windows, m.engine, m.bridge, m.voice, m.clock, m.challengeKey}),
      m_gate({m.records, m.camera, m_notices, m_policy.virtualCamera, [this] { return training(); }}),
      m_saver({m.records, m.operatorKey, m.models, [this](const std::string& id) { return roleOf(id); },
               m_notices, m.log}),
      m_noticeReader(*m.windows.consent, m.voice),
      m_drafts({[this]() -> DraftStore& { return m_practising ? m.practiceDrafts : m.drafts; },
                {&m.drafts, &m.practiceDrafts},
                *m.windows.details,
                m.log,
                [this] { return typedSoFar(); },
                [this] { return m_workflow.clerk(); }}) {
    const auto& w = m.windows;
    w.consent->setTerms(m_policy.dataTerms);

    connect(w.signIn, &ui::SignInPage::practiceRequested, this, &RegistrationController::camerasWanted);
    connect(&m_signIn, &SignInController::signedIn, this, &RegistrationController::signedInAs);
    connect(&m_notices, &NoticeBar::camerasWanted, this, &RegistrationController::camerasWanted);
    connect(&m_notices, &NoticeBar::cameraCheckWanted, w.main,
            [main = w.main] { Q_EMIT main->placeRequested(Place::CameraCheck); });
    connect(&m_notices, &NoticeBar::questionsWanted, w.main,
            [main = w.main] { Q_EMIT main->placeRequested(Place::Questions); });

    connect(w.details, &ui::DetailsPage::detailsEntered, this, [this](const BuyerDetails& details) {
        if (!mayNow(Right::Register)) return;
        takeDetails(details);
        m_document.setTyped(details);
        m_drafts.keep();
        m.windows.consent->setBuyerLanguage(QString::fromStdString(details.buyerLanguage));
        m.windows.buyer->setLanguages(QString::fromStdString(details.buyerLanguage), m_clerkLanguage);
        move(CounterEvent::DetailsDone);
    });
    connect(w.details, &ui::DetailsPage::startOverConfirmed, this, [this] {
        forgetBuyer();
        m_drafts.erase();
        move(CounterEvent::GiveUp);
    });

    connect(w.details, &ui::Page::offerTaken, this, &RegistrationController::fillPracticeDetails);

    connect(&m_document, &DocumentController::portraitTaken, this,
            [this](const Bytes& jpeg) { m_workflow.setPortrait(jpeg); });
    connect(&m_document, &DocumentController::portraitTold, this, &RegistrationController::portraitTold);
    connect(&m_document, &DocumentController::detailsTaken, this, [this](const BuyerDetails& details) {
        takeDetails(details);
        m.windows.details->setDetails(details);
    });
    connect(w.document, &ui::DocumentPage::nextRequested, this, [this] {
        showAge();
        move(CounterEvent::PortraitDone);
    });
    connect(w.document, &ui::DocumentPage::backRequested, this,
            [this] { move(CounterEvent::BackToDetails); });

    connect(w.consent, &ui::ConsentPage::agreed, this, &RegistrationController::consentGiven);
    connect(w.consent, &ui::ConsentPage::declined, this, [this] {
        m_workflow.draft().told = noticeTold();
        m_workflow.draft().guardian = m.windows.consent->guardian();
        askOtherWay(Obstacle::NoWish);
    });
    connect(&m_noticeReader, &NoticeReader::noSound, this,
            [this] { m_notices.tell(CounterNotice::NoSound, Tone::Information); });
    connect(w.scan, &ui::ScanPage::soundToggled, this, [this] { m.voice.setMuted(!m.voice.muted()); });
    connect(w.consent, &ui::ConsentPage::backRequested, this, [this] { move(CounterEvent::BackToDocument); });

    connect(w.scan, &ui::ScanPage::cannotDo, this, [this] { askOtherWay(likelyObstacle(m_scan.asked())); });
    connect(w.scan, &ui::ScanPage::stopRequested, this, [this] { stopScan(std::nullopt); });

    connect(w.failure, &ui::FailurePage::tryAgain, this, &RegistrationController::tryAgain);
    connect(w.failure, &ui::FailurePage::retakeDocument, this, [this] {
        if (move(CounterEvent::BackToDocument)) m_document.retake();
    });
    connect(w.failure, &ui::FailurePage::chooseCamera, this, &RegistrationController::camerasWanted);
    connect(w.failure, &ui::FailurePage::anotherWay, this,
            [this] { askOtherWay(likelyObstacle(m.windows.failure->reason(), m_workflow.triesLeft())); });
    connect(&m_otherWay, &OtherWayController::backRequested, this,
            [this] { move(CounterEvent::BackToConsent); });
    connect(&m_otherWay, &OtherWayController::taken, this, &RegistrationController::otherWayTaken);

    connect(w.result, &ui::ResultPage::nextBuyer, this, [this] { move(CounterEvent::NextBuyer); });
    connect(w.result, &ui::ResultPage::withdrawConfirmed, this, [this] {
        if (m.records != nullptr) m.records->withdraw(m_resultView.receipt.recordId);
    });

    connect(w.main, &ui::MainWindow::placeRequested, this, &RegistrationController::goBack);
    connect(w.main, &ui::MainWindow::backRequested, this, &RegistrationController::showState);
    connect(w.main, &ui::MainWindow::stopRequested, this, &RegistrationController::stopAsked);
    connect(w.main, &ui::MainWindow::signOutRequested, this, &RegistrationController::requestSignOut);

    connect(&m.bridge, &EngineBridge::engineBroke, this, &RegistrationController::engineBroke);
    connect(&m.bridge, &EngineBridge::previewArrived, this, &RegistrationController::onPreview);
    connect(&m_scan, &ScanController::ended, this, &RegistrationController::scanEnded);
    connect(&m.camera, &CameraController::sourceChanged, this, &RegistrationController::onSourceChanged);

    connect(&m_saver, &RegistrationSaver::saved, this, &RegistrationController::saved);
    showState();
}

RegistrationController::~RegistrationController() = default;

// --- sign-in ---

void RegistrationController::signedInAs(const Clerk& clerk) {
    m_workflow.setClerk(clerk.id);
    m_clerkName = clerk.name.empty() ? clerk.id : clerk.name;
    m_role = clerk.role;
    m.windows.main->setClerk(ui::signedInAs(QString::fromStdString(m_clerkName), clerk.role));
    m.windows.details->setEnabled(mayNow(Right::Register));
    m.log.info("counter", "clerk " + clerk.id + " signed in as " + std::string(clerkRoleName(clerk.role)));
    note({AuditEvent::SignedIn, clerk.id, {}, {}});
    move(CounterEvent::SignIn);
    // What was left unfinished is for whoever may go on with it.
    if (mayNow(Right::Register) && m_drafts.offer()) {
        m_notices.tell(CounterNotice::DraftFound, Tone::Information);
    } else if (m_cameraCheckDue && m_cameraCheckDue()) {
        m_notices.tell(CounterNotice::CameraCheckDue, Tone::Information);
    } else if (m_questionsWait && m_questionsWait()) {
        m_notices.tell(CounterNotice::OperatorAsks, Tone::Neutral);
    }
    Q_EMIT signedIn(QString::fromStdString(clerk.id));
}

void RegistrationController::signInForPractice() {
    if (state() != CounterState::SignedOut || !m_practising || m.records != nullptr) return;
    signedInAs({"practice", ui::practiceClerk().toStdString(), ClerkRole::Clerk});
}

void RegistrationController::requestSignOut() {
    if (m_saver.busy()) return;  // a registration that is not on the disk yet is not left behind
    const bool nothingToLose =
        training() || state() == CounterState::Result ||
        (state() == CounterState::Details && m.windows.details->details().documentNumber.empty() &&
         m.windows.details->details().name.empty());
    if (nothingToLose) {
        signOut(SignOutReason::ByHand);
        return;
    }
    m.dialogs.ask(m.windows.main, ui::signOutQuestion(), [this](ui::Answer answer) {
        if (answer == ui::Answer::Yes && !m_saver.busy()) signOut(SignOutReason::ByHand);
    });
}

bool RegistrationController::lockForIdleness() {
    if (state() == CounterState::SignedOut) return true;
    if (!mayBreakOff()) return false;
    m.log.info("counter", "locked: nobody touched anything");
    signOut(SignOutReason::Idle);
    m.windows.signIn->setProblem(ui::SignInProblem::WasIdle);
    return true;
}

void RegistrationController::setSwitchedOff(std::vector<std::string> clerkIds) {
    m.clerks.setSwitchedOff(std::move(clerkIds));
    leaveIfSwitchedOff();
}

// At once, or after the buyer who is being scanned or saved.
void RegistrationController::leaveIfSwitchedOff() {
    if (state() == CounterState::SignedOut || !mayBreakOff() || !m.clerks.switchedOff(m_workflow.clerk()))
        return;
    m.log.warn("counter", "clerk " + m_workflow.clerk() + " was switched off by the operator");
    signOut(SignOutReason::SwitchedOff);
    m.windows.signIn->setProblem(ui::SignInProblem::SwitchedOff);
}

std::optional<ClerkRole> RegistrationController::roleOf(const std::string& clerkId) const {
    const auto clerk = m.clerks.find(clerkId);
    return clerk ? std::optional(clerk->role) : std::nullopt;
}

void RegistrationController::note(const AuditNote& note) {
    if (m.records != nullptr) m.records->note(note);
}

void RegistrationController::buyerScreenChanged(bool lost) {
    // On one screen the scan page says the instruction in the buyer's language too.
    const auto language = QString::fromStdString(m_workflow.draft().details.buyerLanguage);
    m.windows.scan->setBuyerLanguage(m.windows.buyer->isVisible() ? QString() : language);
    if (lost && state() != CounterState::SignedOut)
        m_notices.tell(CounterNotice::BuyerScreenGone, Tone::Warning);
}

bool RegistrationController::mayClose() {
    if (!m_saver.busy() || m_closeAnyway) return true;
    m.dialogs.ask(m.windows.main, ui::closeUnsavedQuestion(), [this](ui::Answer answer) {
        if (answer != ui::Answer::Yes) return;
        m_closeAnyway = true;
        m.windows.main->close();
    });
    return false;
}

// Pictures and consent are given anew. Practice leaves no trace. Whoever registers nobody leaves alone what a
// clerk left unfinished.
std::optional<BuyerDetails> RegistrationController::typedSoFar() const {
    if (training() || !mayNow(Right::Register) || state() == CounterState::SignedOut ||
        state() == CounterState::Result)
        return std::nullopt;
    return state() == CounterState::Details ? m.windows.details->details() : m_workflow.draft().details;
}

void RegistrationController::signOut(SignOutReason why) {
    if (state() == CounterState::SignedOut) return;  // locked while a question was open
    m_drafts.keep();
    note(signedOutNote(m_workflow.clerk(), why));
    forgetBuyer();
    m_workflow.setClerk({});
    m_role.reset();
    m.windows.main->setClerk({});
    m.windows.details->clear();
    move(CounterEvent::SignOut);
    Q_EMIT signedOut();
}

// --- scan ---

NoticeTold RegistrationController::noticeTold() const {
    const auto& notice = m.windows.consent->notice();
    return {notice.told.toStdString(), notice.language.toStdString(), m.clock.wall(), notice.terms};
}

void RegistrationController::consentGiven() {
    if (!canRegister() || m_gate.asked()) return;
    const auto told = noticeTold();
    m_workflow.draft().told = told;
    m_workflow.draft().guardian = m.windows.consent->guardian();
    if (m_workflow.triesLeft() <= 0) {
        askOtherWay(Obstacle::TriesUsedUp);
        return;
    }
    // The yes counts from the moment on in which the scan begins: where none does, it is asked for anew.
    m_gate.ask([this, told] {
        if (m_saver.busy() || !m_workflow.agree(told)) return;
        moved(CounterEvent::ConsentGiven);
        beginScan();
    });
}

bool RegistrationController::canRegister() {
    if (!mayNow(Right::Register)) return false;
    if (m.records != nullptr || training()) return true;
    m_notices.tell(CounterNotice::NotEnrolled, Tone::Bad);
    return false;
}

void RegistrationController::tryAgain() {
    if (!canRegister()) return;
    if (!m_workflow.allows(CounterEvent::TryAgain)) {
        askOtherWay(Obstacle::TriesUsedUp);
        return;
    }
    m_gate.ask([this] {
        if (move(CounterEvent::TryAgain)) beginScan();
    });
}

// A scan that nobody watches any more is over; what was given stays, and another way is open.
void RegistrationController::engineBroke(const Error& error) {
    m.log.error("engine", describe(error));
    m_gate.drop();
    m_gate.setEngineBroken(error.code);
    m.windows.main->setLight(ui::LightState::Unknown);
    stopScan(std::nullopt);
    m_notices.tellError(error.code);
}

// Who is young needs a guardian. The document's number tells the day of birth, or what was read of it.
void RegistrationController::showAge() {
    const auto& details = m_workflow.draft().details;
    auto born = hasResidentNumber(details.documentKind)
                    ? checkResidentNumber(details.documentNumber, m.clock.wall()).birthDate
                    : m_document.birthDateRead();
    std::optional<int> age;
    if (born) age = ageAt(*born, m.clock.wall());
    m.windows.consent->setBuyerAge(age, m_policy.guardian.consentsBelow, m_policy.guardian.presentBelow,
                                   m.clock.wall());
}

void RegistrationController::beginScan() {
    buyerScreenChanged(false);
    // Every scan begun counts, a stopped one too: nobody sees the same challenge twice.
    auto& draft = m_workflow.draft();
    ++draft.challenges;
    m_scan.begin({draft.recordId, draft.challenges, scanTerms(draft, m_policy), draft.triesUsed + 1,
                  m_policy.scanTries, QString::fromStdString(draft.details.buyerLanguage)});
    if (!m_scan.engineReady()) m_notices.tell(CounterNotice::EngineStarting, Tone::Information);
}

void RegistrationController::scanEnded(const ScanFinished& finished) {
    if (const auto why = finished.interrupted) {
        const bool gone = *why == ErrorCode::CameraLost;
        stopScan(gone ? std::optional(CounterNotice::CameraLostInScan) : std::nullopt);
        if (!gone) m_notices.tellError(*why);
        return;
    }
    ScanFinished scan = finished;
    if (const auto& source = m.camera.source())
        weighCamera(*source, m_policy.virtualCamera, scan.decision, scan.reasons);
    if (m_workflow.draft().otherWay) leaveToAPerson(scan.decision, scan.reasons);
    Q_EMIT scanTold(scan);
    if (scan.decision != Decision::Refused) {
        m_scan.showEnding(ScanController::Ending::Passed);
        registerNow(&scan);
        return;
    }
    m_scan.showEnding(ScanController::Ending::NotPassed);
    m_workflow.draft().lastReasons = scan.reasons;
    const Reason reason = scan.reasons.empty() ? Reason::UnsureAPersonMustLook : scan.reasons.front();
    if (!move(usesTry(reason) ? CounterEvent::ScanFailed : CounterEvent::ScanSpoiled)) return;
    using Told = ui::FailurePage::OtherWayHint;
    m.windows.failure->setOtherWayHint(m_workflow.draft().triesUsed >= kTriesBeforeHint ? Told::Yes
                                                                                        : Told::No);
    m.windows.failure->showFailure(reason, m_scan.takePicture(scan), m_workflow.triesLeft());
}

void RegistrationController::stopScan(std::optional<CounterNotice> why) {
    if (state() != CounterState::Scan || m_saver.busy()) return;
    m_scan.stop();
    move(CounterEvent::ScanStopped);
    if (why) m_notices.tell(*why, Tone::Warning);
}

void RegistrationController::askOtherWay(Obstacle first) {
    if (!canRegister()) return;
    if (!m_workflow.allows(CounterEvent::AskOtherWay) || m_saver.busy()) return;
    m_scan.stop();
    m_workflow.dropOtherWay();  // going back from there leads to the usual scan
    using Offer = ui::OtherWayPage::ScanOffer;
    m_otherWay.ask(first, m_workflow.triesLeft() > 0 ? Offer::Offered : Offer::NoTriesLeft);
    move(CounterEvent::AskOtherWay);
}

void RegistrationController::otherWayTaken(ui::OtherWayPage::Way way, const OtherWayTaken& what) {
    if (state() != CounterState::OtherWay || m_saver.busy() || m_gate.asked()) return;
    if (way == ui::OtherWayPage::Way::NoScan) {
        goWithoutScan(what);
    } else if (m_workflow.allows(CounterEvent::ScanOtherWay)) {
        m_gate.ask([this, what = OtherWayTaken(what)]() mutable {
            m_workflow.draft().otherWay = what;
            wipe(what.supportingJpeg);
            if (move(CounterEvent::ScanOtherWay)) beginScan();
        });
    } else {
        m_workflow.draft().otherWay = what;
        if (move(CounterEvent::AskConsent))
            m_notices.tell(CounterNotice::OtherScanNeedsConsent, Tone::Information);
    }
}

// Whoever goes on without a scan has not agreed to one any more.
void RegistrationController::goWithoutScan(const OtherWayTaken& what) {
    m_workflow.withdrawConsent();
    m_workflow.draft().otherWay = what;
    registerNow(nullptr);
}

// --- result ---

// `scan` null: without a scan. The window says "saved" only when the records thread has it on the disk.
void RegistrationController::registerNow(const ScanFinished* scan) {
    if (!training() && !m_saver.possible()) {
        stopScan(CounterNotice::NotEnrolled);
        return;
    }
    auto registration = makeRegistration(
        m_workflow.draft(), scan, m_policy,
        {m_workflow.clerk(), m.camera.source(), m_scan.challengeBound(), m_practising, m.clock.wall()});
    m_resultView = resultViewOf(registration, m.receiptWords);
    if (training()) {
        m_resultView.training = true;
        wipe(registration);
        trained();
        return;
    }
    if (const auto tail = m_saver.save(registration))
        m_resultView.receipt.numberTail = *tail;
    else
        notSealed(tail.error());
}

// Nothing was registered: no page stays that waits for it, and nothing of the way that led here.
void RegistrationController::notSealed(const Error& why) {
    stopScan(std::nullopt);
    if (state() == CounterState::OtherWay) m_workflow.dropOtherWay();
    m_notices.tellError(why.code);
}

// The end of a practice round: nothing is stored, so there is nothing to wait for.
void RegistrationController::trained() {
    m.windows.result->showResult(m_resultView);
    const bool scanned = m_resultView.receipt.scan == ui::FaceScan::Made;
    forgetBuyer();
    move(scanned ? CounterEvent::ScanPassed : CounterEvent::OtherWay);
}

void RegistrationController::saved(const QueueRow& row) {
    m.windows.result->showResult(m_resultView);
    m.windows.result->setRow(row);
    const bool scanned = m_resultView.receipt.scan == ui::FaceScan::Made;
    forgetBuyer();
    // Practice may have been chosen while the disk was waited for; the saved buyer's details go all the same.
    if (row.kind == RecordKind::Real)
        m_drafts.eraseSaved();
    else
        m_drafts.erase();
    if (!move(scanned ? CounterEvent::ScanPassed : CounterEvent::OtherWay)) {
        m.log.error("counter", "a saved registration found no way to its result page");
    }
    practiceChanged();
    Q_EMIT registrationSaved(row);
}

// --- all ---

bool RegistrationController::move(CounterEvent event) {
    if (m_saver.busy() && event != CounterEvent::ScanPassed && event != CounterEvent::OtherWay) return false;
    if (!m_workflow.handle(event)) return false;
    moved(event);
    return true;
}

void RegistrationController::moved(CounterEvent event) {
    m_gate.drop();
    const auto now = state();
    // Nobody goes on reading a notice that is no longer on the screen.
    if (now != CounterState::Consent && now != CounterState::Scan && now != CounterState::Result &&
        now != CounterState::Failure)
        m.voice.stop();
    if (event == CounterEvent::NextBuyer || event == CounterEvent::GiveUp || event == CounterEvent::SignIn) {
        m.windows.main->setFurthest(Place::Details);
        m.windows.details->clear();
        m.windows.document->clear();
        m.windows.buyer->setMoment(ui::BuyerWindow::Moment::Idle);
        if (std::exchange(m_draftParked, false) && event == CounterEvent::NextBuyer)
            m_draftFound = mayNow(Right::Register) && m_drafts.offer();
    }
    if (now != CounterState::Scan) m.windows.main->setTry({0, m_policy.scanTries});
    showState();
    if (event == CounterEvent::NextBuyer || event == CounterEvent::GiveUp) leaveIfSwitchedOff();
}

void RegistrationController::showState() {
    const auto now = state();
    std::vector<Place> reachable;
    if (now != CounterState::Scan && now != CounterState::Result) {
        for (const auto step : m_workflow.reachableBack()) reachable.push_back(placeOf(step));
    }
    tellUnderWay();
    m.windows.main->setReachable(reachable);
    m.windows.main->showPlace(shownPlace());
    m_notices.forget();
    // What the light was is no longer known where nobody looks at it.
    if (now != CounterState::Consent && now != CounterState::Scan)
        m.windows.main->setLight(ui::LightState::Unknown);
    switch (now) {
        case CounterState::SignedOut:
        case CounterState::Failure:
        case CounterState::Result:
            m.engine.send(SetPreview{PreviewMode::Off});
            break;
        case CounterState::Details:
            enterDetails();
            break;
        case CounterState::Document:
            m_document.enter();
            break;
        case CounterState::OtherWay:
            m_otherWay.enter();
            break;
        case CounterState::Consent:
        case CounterState::Scan:
            m.engine.send(SetPreview{PreviewMode::PictureAndFace});
            break;
    }
}

Place RegistrationController::shownPlace() const {
    return state() == CounterState::SignedOut && m_home ? m_home() : placeOf(state());
}

// From the document on; what is only typed is looked at by itself (use_watch.h).
void RegistrationController::tellUnderWay() const {
    if (!m_underWayTold) return;
    const auto now = state();
    const bool idle =
        now == CounterState::SignedOut || now == CounterState::Details || now == CounterState::Result;
    m_underWayTold(idle && !m_saver.busy() ? UnderWay::No : UnderWay::Yes);
}

void RegistrationController::homeChanged() {
    if (state() == CounterState::SignedOut) showState();
}

void RegistrationController::enterDetails() {
    m.engine.send(SetPreview{PreviewMode::Off});
    if (m_role && !mayNow(Right::Register)) {
        m_notices.tell(CounterNotice::RegistersNobody, Tone::Information);
    } else if (m.records == nullptr && !training()) {
        m_notices.tell(CounterNotice::NotEnrolled, Tone::Bad);
    } else if (std::exchange(m_draftFound, false)) {
        m_notices.tell(CounterNotice::DraftFound, Tone::Information);
    } else if (m.camera.nothingToSeeWith()) {
        m_notices.tell(CounterNotice::NoCamera, Tone::Warning);
    }
}

// Whoever is another person has said nothing of an age or a guardian yet.
void RegistrationController::takeDetails(const BuyerDetails& details) {
    if (m_workflow.setDetails(details) == Workflow::Person::Another) m.windows.consent->clear();
}

void RegistrationController::forgetBuyer() {
    m_gate.drop();
    m_draftFound = false;
    m_scan.forget();
    m.engine.send(ForgetBuyer{});
    wipe(m_workflow.draft());
    m.windows.details->clear();
    m_document.forget();
    m_otherWay.forget();
    m.windows.consent->clear();
    m_codes.stop();
    m.windows.failure->showFailure(Reason::NoFace, {}, 0);  // lets go of the frame it held
    m.windows.cameras->setPreview({});
    forgetSelections();
}

void RegistrationController::stopAsked() {
    if (m_saver.busy() || !mayNow(Right::Register)) return;
    switch (state()) {
        case CounterState::Scan:
            stopScan(std::nullopt);
            break;
        case CounterState::Details:
            if (m.windows.details->details().nothingTyped()) {
                giveUp();  // of what nobody typed nothing would be missed
            } else {
                askGiveUp();
            }
            break;
        case CounterState::Document:
        case CounterState::Consent:
        case CounterState::Failure:
        case CounterState::OtherWay:
            askGiveUp();
            break;
        case CounterState::SignedOut:
        case CounterState::Result:
            break;
    }
}

void RegistrationController::askGiveUp() {
    m.dialogs.ask(m.windows.main, ui::giveUpQuestion(), [this](ui::Answer answer) {
        if (answer == ui::Answer::Yes && !m_saver.busy()) giveUp();
    });
}

void RegistrationController::giveUp() {
    forgetBuyer();
    m_drafts.erase();
    move(CounterEvent::GiveUp);
}

void RegistrationController::goBack(Place place) {
    if (ui::isBeside(place)) {
        if (m_scan.running()) return;  // the scan would go on unseen
        if (place == Place::Queue && m.records != nullptr) m.records->requestSummary();
        if (place == Place::Cameras || place == Place::CameraCheck)
            m.engine.send(SetPreview{PreviewMode::Picture});
        m.windows.main->showPlace(place);
        return;
    }
    if (place == shownPlace()) {
        showState();
        return;
    }
    if (m_scan.running()) return;
    switch (place) {
        case Place::Details:
            move(CounterEvent::BackToDetails);
            break;
        case Place::Document:
            move(CounterEvent::BackToDocument);
            break;
        case Place::Consent:
            move(CounterEvent::BackToConsent);
            break;
        default:
            break;
    }
}

void RegistrationController::onPreview(const Preview& preview) {
    const auto& frame = preview.frame;
    const auto place = m.windows.main->place();
    if (place == Place::CameraCheck) return;  // the doctor looks for itself
    if (place == Place::Cameras) {
        m.windows.cameras->setPreview(frame ? imageOf(frame) : QImage());
        return;
    }
    switch (state()) {
        case CounterState::Document:
            m_document.showPreview(frame);
            break;
        case CounterState::Details:
            m_codes.showPreview(frame);
            break;
        case CounterState::OtherWay:
            m_otherWay.showPreview(frame);
            break;
        case CounterState::Scan:
            m_scan.showPreview(frame);
            [[fallthrough]];
        case CounterState::Consent:
            if (m_scan.engineReady()) m.windows.main->setLight(lightOf(preview.hint));
            break;
        default:
            break;  // a late one: nobody needs it, nobody keeps it
    }
}

void RegistrationController::onSourceChanged() {
    practiceChanged();
    const bool running = m.camera.source().has_value();
    if (!running) m.windows.cameras->setPreview({});
    m.windows.main->setPractice(m.camera.practising() ? ui::Practice::On : ui::Practice::Off);
    m_document.showSource();
    if (!running) {
        m.windows.main->setLight(ui::LightState::Unknown);
        if (m_scan.running()) stopScan(CounterNotice::CameraLostInScan);
    }
    offerPractice();
    if (running || m.camera.practising()) m_notices.close(CounterNotice::NoCamera);
}

// A real registration never goes on with what a practice buyer said and showed, nor the other way round: the
// buyer is forgotten, and what was typed stays with the drafts of its kind.
void RegistrationController::practiceChanged() {
    // What is on its way to the disk is told as what it was.
    if (m.camera.practising() == m_practising || m_saver.busy()) return;
    m_drafts.keep();
    m_practising = m.camera.practising();
    // A practice buyer's language is no reason to greet the next real one in it.
    BuyerDetails nobody = m.windows.details->details();
    if (m_practising) {
        m_languageBefore = nobody.buyerLanguage;
    } else if (!m_languageBefore.empty()) {
        nobody = {};
        nobody.buyerLanguage = std::exchange(m_languageBefore, {});
        m.windows.details->setDetails(nobody);
    }
    m_draftParked = state() == CounterState::Result;
    if (state() == CounterState::SignedOut || state() == CounterState::Result) return;
    const Place place = m.windows.main->place();
    forgetBuyer();
    move(CounterEvent::GiveUp);
    if (state() == CounterState::SignedOut) return;  // the clerk was switched off meanwhile
    m_draftFound = mayNow(Right::Register) && m_drafts.offer();
    if (ui::isBeside(place)) {
        goBack(place);  // the choice of cameras stays
    } else {
        showState();
    }
}

// What a practice buyer would say and hand over, a click away on the pages that ask for it.
void RegistrationController::offerPractice() {
    const bool on = m.camera.practising();
    m.windows.details->setOffer(on ? ui::practiceDetailsOffer() : QString(), ui::practiceHint());
    m.windows.document->setOffer(on ? ui::practiceDocumentOffer() : QString(), ui::practiceHint());
}

void RegistrationController::fillPracticeDetails() {
    const auto* specimen = m.camera.specimen();
    if (specimen == nullptr) return;
    BuyerDetails details = m.windows.details->details();
    details.documentKind = DocumentKind::ResidentId;
    details.documentNumber = specimen->documentNumber;
    details.name = specimen->name;
    details.msisdn = specimen->msisdn;
    details.iccid = specimen->iccid;
    details.imei = details.purchase == Purchase::SimCard ? std::string() : specimen->imei;
    details.buyerLanguage = specimen->language;
    m.windows.details->setDetails(details);
    m.windows.details->entered();
}

}  // namespace countersign
