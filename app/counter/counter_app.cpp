#include "app/counter/counter_app.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScreen>
#include <QStyleHints>
#include <algorithm>
#include <utility>

#include "app/counter/build_date.h"
#include "app/counter/line_watch.h"
#include "enrolment/operator_policy.h"
#include "text/error_text.h"
#include "vision/model_catalogue.h"

namespace countersign {
namespace {

const QString kGeometryKey = QStringLiteral("window/geometry");
const QString kMutedKey = QStringLiteral("sound/muted");

// Which models judged goes into every record.
std::map<std::string, std::string> modelVersions(const std::filesystem::path& folder) {
    std::map<std::string, std::string> versions;
    if (const auto catalogue = ModelCatalogue::builtIn(folder)) {
        for (const auto& entry : catalogue->entries()) versions[entry.id] = entry.version;
    }
    return versions;
}

}  // namespace

CounterApp::CounterApp(const Options& options, const Clock& clock, Log& log)
    : m_options(options),
      m_clock(clock),
      m_log(log),
      m_settings(settingsFile(options), QSettings::IniFormat),
      m_look(options, m_settings, log),
      m_inUse(options.state, log) {
    if (const auto catalogue = ModelCatalogue::builtIn(m_options.models))
        m_policy = m_base = policyFor(catalogue->ownBands());
    buildWindows();
    buildRecords();
    buildVoice();
    buildClerks();
    buildEngine();
    connectCamera();
    connectClerks();
    connectQuestions();
    connectLook();
    buildFirstStart();
    watchIdleness();
    m_milestones = std::make_unique<Milestones>(
        m_windows, m_log, m_options.measureWindow ? Milestones::Measure::Window : Milestones::Measure::No);
    connect(&m_bridge, &EngineBridge::engineIsReady, m_milestones.get(), &Milestones::engineReady);
    connect(&m_bridge, &EngineBridge::previewArrived, m_milestones.get(), &Milestones::pictureArrived);
    connect(m_milestones.get(), &Milestones::pageDrawn, this, &CounterApp::pageDrawn);
}

CounterApp::~CounterApp() {
    stop();
}

void CounterApp::buildWindows() {
    m_main = std::make_unique<ui::MainWindow>();
    m_buyer = std::make_unique<ui::BuyerWindow>();
    auto& w = m_windows;
    w.main = m_main.get();
    w.buyer = m_buyer.get();
    w.signIn = new ui::SignInPage;
    w.details = new ui::DetailsPage(m_clock, m_dialogs);
    w.document = new ui::DocumentPage(m_dialogs);
    w.consent = new ui::ConsentPage;
    w.scan = new ui::ScanPage(m_clock);
    w.failure = new ui::FailurePage;
    w.failure->setSaveForLater(ui::SaveForLater::NotOffered);
    w.otherWay = new ui::OtherWayPage;
    w.otherWay->setSupporting(m_policy.supportingPicture);
    w.result = new ui::ResultPage(m_clock, m_dialogs);
    w.queue = new ui::QueuePage(m_clock);
    w.day = new ui::DayPage(m_clock, w.queue->model(), m_dialogs);
    w.stick = new ui::StickPage(m_dialogs);
    w.help = new ui::HelpPage;
    w.cameras = new ui::CamerasPage;
    w.cameraCheck = new ui::CameraCheckPage;
    w.settings = new ui::SettingsPage;
    w.clerks = new ui::ClerksPage(m_dialogs);
    w.questions = new ui::QuestionsPage;
    w.enrol = new ui::EnrolPage(m_dialogs);
    w.firstClerk = new ui::FirstClerkPage;
    if (practiceIsSent()) w.cameras->setPractice(ui::CamerasPage::Practice::IsSent);
    w.main->setPage(ui::Place::SignIn, w.signIn);
    w.main->setPage(ui::Place::Details, w.details);
    w.main->setPage(ui::Place::Document, w.document);
    w.main->setPage(ui::Place::Consent, w.consent);
    w.main->setPage(ui::Place::Scan, w.scan);
    w.main->setPage(ui::Place::Failure, w.failure);
    w.main->setPage(ui::Place::OtherWay, w.otherWay);
    w.main->setPage(ui::Place::Result, w.result);
    w.main->setPage(ui::Place::Queue, w.queue);
    w.main->setPage(ui::Place::Day, w.day);
    w.main->setPage(ui::Place::Stick, w.stick);
    w.main->setPage(ui::Place::Help, w.help);
    connect(w.queue, &ui::QueuePage::dayWanted, w.main,
            [main = w.main] { Q_EMIT main->placeRequested(ui::Place::Day); });
    connect(w.queue, &ui::QueuePage::stickWanted, w.main,
            [main = w.main] { Q_EMIT main->placeRequested(ui::Place::Stick); });
    w.main->setPage(ui::Place::Cameras, w.cameras);
    w.main->setPage(ui::Place::CameraCheck, w.cameraCheck);
    w.main->setPage(ui::Place::Settings, w.settings);
    w.main->setPage(ui::Place::Clerks, w.clerks);
    w.main->setPage(ui::Place::Questions, w.questions);
    w.main->setPage(ui::Place::Enrol, w.enrol);
    w.main->setPage(ui::Place::FirstClerk, w.firstClerk);
    w.main->setClock(ui::ClockStatus::NotChecked);
    connect(w.cameras, &ui::CamerasPage::checkWanted, w.main,
            [main = w.main] { Q_EMIT main->placeRequested(ui::Place::CameraCheck); });
    w.signIn->setPracticeOffer(ui::PracticeOffer::Shown);
    m_main->setWindowTitle(QStringLiteral("Countersign"));
    m_main->restoreGeometry(m_settings.value(kGeometryKey).toByteArray());
    connect(w.main, &ui::MainWindow::closing, this, &CounterApp::stop);
}

void CounterApp::buildRecords() {
    // On this thread, before there is a window: nothing can be shown without it, and what a chip takes is
    // told.
    QElapsedTimer took;
    took.start();
    auto identity = IdentityFolder(m_options.state / "identity", {m_options.tpm, {}}).load();
    m_log.info("counter", "identity looked for in " + std::to_string(took.elapsed()) + " ms");
    if (!identity) {
        m_log.warn("counter", describe(identity.error()));
        // A key or an enrolment that can't be used now is no reason to begin with a code.
        m_notEnrolled = identity.error().code == ErrorCode::NotEnrolled;
        return;
    }
    m_identity = std::move(*identity);
    if (!m_identity->challengeKey)
        m_log.warn("counter", "enrolled before challenges were bound to records: enrol again to bind them");
    takeOperatorPolicy();
    if (!m_options.operatorUrl.empty()) m_identity->gateway.url = m_options.operatorUrl;
    RecordsSettings settings;
    settings.queue.folder = m_options.state / "queue";
    settings.limits = m_policy.limits;
    settings.application = COUNTERSIGN_VERSION;
    settings.identityFolder.emplace(m_options.state / "identity", TpmChoice{m_options.tpm, {}});
    settings.conditions = (new LineWatch(this))->reader();
    m_records = std::make_unique<RecordsThread>(std::move(settings), *m_identity, m_clock, m_log, m_noFaults);
    m_recordsController = std::make_unique<RecordsController>(*m_records, m_windows,
                                                              receiptWords(m_identity->policy.json), m_log);
    connect(m_recordsController.get(), &RecordsController::policyOffered, this, &CounterApp::takePolicy);
    m_stickController = std::make_unique<StickController>(*m_records, m_windows);
    if (m_identity->replaced)
        m_windows.main->showNotice(ui::Tone::Bad, ui::errorSentence(ErrorCode::CounterReplaced));
}

// A newer policy that came with a contact: kept now, in force from the next start on, as one taken by hand.
void CounterApp::takePolicy(const Bytes& signedPolicy) {
    // Offered with every contact until the next start.
    if (std::exchange(m_offeredPolicy, signedPolicy) == signedPolicy) return;
    const IdentityFolder folder(m_options.state / "identity", {m_options.tpm, {}});
    const auto taken = folder.takePolicy(signedPolicy, [this](const OperatorPolicy& policy) -> Status {
        const auto laid = layOperatorPolicy(policy.json, m_base);
        if (!laid) return failure(laid.error());
        for (const auto& name : laid->notTaken) m_log.warn("policy", "the operator's was not taken: " + name);
        return {};
    });
    if (!taken) {
        m_log.error("policy", "not taken: " + describe(taken.error()));
        return;
    }
    m_log.info("policy", "taken: " + std::to_string(taken->version));
    m_records->note({AuditEvent::PolicyTaken, {}, {}, std::to_string(taken->version)});
    m_windows.main->showNotice(ui::Tone::Information, ui::noticeText(ui::CounterNotice::PolicyWaits));
}

void CounterApp::watchIdleness() {
    m_idle = std::make_unique<IdleLock>(*qApp, std::chrono::minutes(m_policy.idleLockMinutes));
    connect(m_idle.get(), &IdleLock::idle, m_registration.get(), [this] {
        if (!m_registration->lockForIdleness()) m_idle->stir();
    });
    if (m_records) {
        connect(m_records.get(), &RecordsThread::clerksSwitchedOff, m_registration.get(),
                &RegistrationController::setSwitchedOff);
    }
}

// What can't be taken over leaves the shipped policy in force, which is never milder.
void CounterApp::takeOperatorPolicy() {
    const auto laid = layOperatorPolicy(m_identity->policy.json, m_policy);
    if (!laid) {
        m_log.error("policy", describe(laid.error()));
        return;
    }
    m_policy = laid->policy;
    m_log.info("policy", "in force: " + m_policy.version);
    for (const auto& name : laid->notTaken) m_log.warn("policy", "the operator's was not taken: " + name);
}

// Recorded clips of the operator's lie beside the settings and come before the made ones.
void CounterApp::buildVoice() {
    VoiceParts parts;
    parts.folders = {QString::fromStdString((m_options.state / "voice").string()),
                     QStringLiteral(COUNTERSIGN_VOICE_DIR)};
    m_voice = std::make_unique<Voice>(std::move(parts));
    const auto show = [this](bool muted) {
        m_windows.scan->setSound(muted ? ui::ScanPage::Sound::Off : ui::ScanPage::Sound::On);
    };
    m_voice->setMuted(m_settings.value(kMutedKey, false).toBool());
    show(m_voice->muted());
    connect(m_voice.get(), &Voice::mutedChanged, this, [this, show](bool muted) {
        m_settings.setValue(kMutedKey, muted);
        show(muted);
    });
}

void CounterApp::buildClerks() {
    auto clerks = ClerkList::load(m_options.state / "clerks.json");
    if (!clerks) m_log.error("counter", describe(clerks.error()));
    m_clerks = std::make_unique<ClerkSignIn>(
        ClerkSignInParts{clerks ? std::optional(std::move(*clerks)) : std::nullopt,
                         SignInTriesFile(m_options.state / kSignInTriesFile), m_clock, m_log});
}

void CounterApp::buildEngine() {
    m_engine = std::make_unique<EngineThread>(
        [models = m_options.models, portrait = m_policy.portrait] {
            return loadScanVision(models, portrait);
        },
        m_policy, m_bridge, m_prompts, m_log);
    m_bridge.feed(m_engine.get());
    m_capture = std::make_unique<CaptureThread>(m_bridge, m_prompts, m_log);
    m_camera = std::make_unique<CameraController>(*m_capture, m_settings, m_clock, m_log,
                                                  m_options.models / "people");

    m_drafts = std::make_unique<DraftStore>(m_options.state / "draft", m_clock);
    m_practiceDrafts = std::make_unique<DraftStore>(m_options.state / "draft-practice", m_clock);
    m_registration = std::make_unique<RegistrationController>(
        RegistrationParts{
            m_windows, *m_engine, m_bridge, *m_camera, m_records.get(),
            m_identity ? std::optional(m_identity->sealingKey) : std::nullopt,
            m_identity ? receiptWords(m_identity->policy.json) : ReceiptWords{},
            modelVersions(m_options.models), m_identity ? m_identity->challengeKey : std::nullopt, *m_clerks,
            m_clock, *m_voice, *m_drafts, *m_practiceDrafts,
            practiceIsSent() ? PracticeRecords::Sent : PracticeRecords::Dropped, m_dialogs, m_log},
        m_policy);
    m_closing = std::make_unique<CloseGuard>(*m_main, m_dialogs, [this] {
        ClosingFacts facts;
        facts.scanning = m_registration->scanning();
        if (!m_recordsController || !m_recordsController->summary()) return facts;
        facts.waiting = m_recordsController->summary()->waiting;
        facts.oldestWaiting = m_recordsController->summary()->oldestWaiting;
        return facts;
    });
    // Built anew is not closed: it goes on at once.
    m_windows.main->setCloseRule(
        [this] { return m_registration->mayClose() && (m_anew || m_closing->mayClose()); });
    m_registration->setClerkLanguage(m_look.languageTag());
    m_use = std::make_unique<UseWatch>(m_inUse, *m_windows.details);
    m_registration->setUnderWayTold([this](RegistrationController::UnderWay underWay) {
        m_use->setRegistration(underWay == RegistrationController::UnderWay::Yes ? UseWatch::UnderWay::Yes
                                                                                 : UseWatch::UnderWay::No);
    });
}

void CounterApp::connectCamera() {
    connect(&m_bridge, &EngineBridge::cameraChanged, m_camera.get(), &CameraController::onReport);
    connect(m_camera.get(), &CameraController::statusChanged, m_windows.main, &ui::MainWindow::setCamera);
    connect(m_camera.get(), &CameraController::camerasChanged, this, &CounterApp::showCameras);
    connect(m_camera.get(), &CameraController::sourceChanged, this, &CounterApp::showCameras);
    connect(m_windows.cameras, &ui::CamerasPage::searchRequested, m_camera.get(), &CameraController::search);
    connect(m_windows.cameras, &ui::CamerasPage::cameraChosen, this, [this](const QString& id) {
        const auto identity = id.toStdString();
        const auto& known = m_camera->cameras();
        const bool software = std::any_of(known.begin(), known.end(), [&identity](const auto& camera) {
            return camera.identity.text() == identity && camera.virtualDevice;
        });
        if (!mayUseCamera(identity, software)) return;
        m_camera->useCamera(identity);
    });
    connect(
        m_windows.cameras, &ui::CamerasPage::practiceChosen, this,
        [this](const QString& person, const QString& habit) { startPractice(person, habit.toStdString()); });
    m_cameraCheck = std::make_unique<CameraCheckController>(m_windows, m_bridge, *m_camera, m_clock,
                                                            m_options.state / "camera_checks.json", m_log);
    m_registration->setCameraCheckDue([this] { return m_cameraCheck->due(); });
    m_cameraCheck->setMayKeep([this] { return m_registration->mayNow(Right::KeepCameraGood); });
    connect(m_registration.get(), &RegistrationController::camerasWanted, this,
            [this] { Q_EMIT m_windows.main->placeRequested(ui::Place::Cameras); });
}

void CounterApp::connectClerks() {
    m_clerksController = std::make_unique<ClerksController>(
        ClerksParts{*m_windows.clerks, *m_clerks, [this] { return m_registration->clerk(); },
                    [this](const AuditNote& note) {
                        if (m_records) m_records->note(note);
                    },
                    m_log});
    const auto* registration = m_registration.get();
    const auto changed = [this](ui::SettingsPage::ClerksOffer offer) {
        m_windows.settings->setClerksOffer(offer);
        showCameras();  // who may choose another
    };
    using Offer = ui::SettingsPage::ClerksOffer;
    connect(registration, &RegistrationController::signedIn, this, [this, changed](const QString& id) {
        changed(m_clerks->find(id.toStdString()) ? Offer::Shown : Offer::Hidden);
    });
    connect(registration, &RegistrationController::signedOut, this, [this, changed] {
        m_clerksController->forget();
        changed(Offer::Hidden);
        // Whoever signs in next serves buyers.
        if (m_camera->practising() && !m_options.practice) m_camera->useRememberedCamera();
    });
    connect(m_windows.settings, &ui::SettingsPage::clerksWanted, m_windows.main,
            [main = m_windows.main] { Q_EMIT main->placeRequested(ui::Place::Clerks); });
    connect(m_windows.main, &ui::MainWindow::placeShown, m_clerksController.get(), [this](ui::Place place) {
        if (place == ui::Place::Clerks) m_clerksController->show();
    });
}

void CounterApp::connectQuestions() {
    if (!m_records) return;
    m_questions = std::make_unique<QuestionsController>(
        QuestionsParts{*m_windows.questions, *m_windows.clerks, [this] { return m_registration->clerk(); },
                       [this] { return m_registration->mayNow(Right::AnswerOperator); },
                       [this](std::uint64_t number, ConductAnswer answer, const std::string& who) {
                           m_records->answerQuestion(number, answer, who);
                       }});
    m_registration->setQuestionsWait([this] { return m_questions->waiting(); });
    connect(m_records.get(), &RecordsThread::questionsChanged, m_questions.get(),
            &QuestionsController::setQuestions);
    connect(m_registration.get(), &RegistrationController::signedIn, m_questions.get(),
            &QuestionsController::refresh);
    connect(m_registration.get(), &RegistrationController::signedOut, m_questions.get(),
            &QuestionsController::forget);
    const auto open = [main = m_windows.main] { Q_EMIT main->placeRequested(ui::Place::Questions); };
    connect(m_windows.clerks, &ui::ClerksPage::offerTaken, m_windows.main, open);
    connect(m_windows.main, &ui::MainWindow::placeShown, m_questions.get(), [this](ui::Place place) {
        if (place == ui::Place::Questions) m_questions->refresh();
    });
}

// A counter that its operator does not know, or that nobody can sign in to, begins with that.
void CounterApp::buildFirstStart() {
    std::unique_ptr<Provisioner> provisioner;
    if (m_notEnrolled && !m_options.practiseOnly) {
        const TpmChoice tpm{m_options.tpm, [this](const Error& error) {
                                m_log.warn("provisioning", "the key goes into a file: " + describe(error));
                            }};
        ProvisionerParts parts{
            m_options.state, tpm,  m_options.machineFile, {}, m_options.shop, {}, false, false, m_clock,
            builtOn(),       m_log};
        parts.operatorUrl =
            m_options.operatorUrl.empty() ? m_options.machine.operatorUrl : m_options.operatorUrl;
        provisioner = std::make_unique<Provisioner>(std::move(parts));
    }
    std::function<void(const AuditNote&)> note;
    if (m_records) note = [this](const AuditNote& what) { m_records->note(what); };
    m_firstStart = std::make_unique<FirstStartController>(
        FirstStartParts{m_windows, *m_clerks, std::move(provisioner), std::move(note), m_log});
    connect(m_firstStart.get(), &FirstStartController::homeChanged, m_registration.get(),
            &RegistrationController::homeChanged);
    connect(m_firstStart.get(), &FirstStartController::practiceWanted, this, [this] {
        const auto people = m_camera->people();
        if (people.empty()) {
            m_windows.main->showNotice(ui::Tone::Bad, ui::errorSentence(ErrorCode::PracticePeopleMissing));
        } else if (m_camera->practising() ||
                   startPractice(QString::fromStdString(people.front().string()), {})) {
            m_registration->signInForPractice();
        }
    });
    connect(m_firstStart.get(), &FirstStartController::enrolled, this, &CounterApp::buildAnew,
            Qt::QueuedConnection);
    connect(m_firstStart.get(), &FirstStartController::busyChanged, this, [this] {
        m_use->setEnrolment(m_firstStart->busy() ? UseWatch::UnderWay::Yes : UseWatch::UnderWay::No);
    });
    m_registration->setHome([this] { return m_firstStart->home(); });
    if (const auto shop = readShopFile(m_options.state)) {
        const auto name = QString::fromStdString(shop->shopName.empty() ? shop->shop : shop->shopName);
        m_windows.signIn->setShop(name);
        m_windows.firstClerk->setShop(name);
    }
    m_registration->homeChanged();
}

void CounterApp::buildAnew() {
    m_anew = true;
    m_main->close();
}

// Another than the one in use is for some roles, but a shop whose camera broke takes what real one it has.
bool CounterApp::mayUseCamera(const std::string& identity, bool software) const {
    if (m_registration->mayNow(Right::ChooseCamera) || identity == m_camera->chosenIdentity()) return true;
    return !software && !m_camera->source() && !m_camera->practising();
}

// Language, colours and motion at once; the text size when nobody is signed in, because the windows are built
// anew.
void CounterApp::connectLook() {
    auto* page = m_windows.settings;
    page->setLook(m_look.current());
    connect(page, &ui::SettingsPage::lookChosen, this, [this, page](const ui::LookSettings& look) {
        m_look.choose(look);
        const bool waits = m_look.textSizeWaits();
        page->setTextSize(waits ? ui::SettingsPage::TextSize::Waits : ui::SettingsPage::TextSize::Shown);
        if (waits && m_registration->state() == CounterState::SignedOut && !m_firstStart->busy()) buildAnew();
    });
    connect(page, &ui::SettingsPage::signOutWanted, m_registration.get(),
            &RegistrationController::requestSignOut);
    connect(&m_look, &Look::languageChanged, this,
            [this](const QString& tag) { m_registration->setClerkLanguage(tag); });
    connect(
        m_windows.main, &ui::MainWindow::placeShown, this,
        [this](ui::Place place) {
            if (ui::isBeforeSignIn(place) && m_look.textSizeWaits() && !m_anew && !m_firstStart->busy())
                buildAnew();
        },
        Qt::QueuedConnection);
}

// Screens come and go while the program runs: the buyer's window follows, and where there is one screen only,
// the scan page speaks to the buyer too.
void CounterApp::watchScreens() {
    const auto place = [this] {
        if (m_stopped) return;
        const bool had = m_buyer->isVisible();
        const bool has = QGuiApplication::screens().size() > 1;
        if (has) {
            m_buyer->place();
        } else {
            m_buyer->hide();
        }
        m_registration->buyerScreenChanged(had && !has);
    };
    connect(qApp, &QGuiApplication::screenAdded, this, place, Qt::QueuedConnection);
    connect(qApp, &QGuiApplication::screenRemoved, this, place, Qt::QueuedConnection);
    connect(qApp, &QGuiApplication::primaryScreenChanged, this, place, Qt::QueuedConnection);
    place();
}

void CounterApp::show() {
    m_engine->start();
    if (m_records) {
        m_records->start();
        m_clerksController->noteCommandLine();
    }
    m_camera->start();
    chooseSource();
    m_main->show();
    watchScreens();
    m_firstStart->begin();
}

void CounterApp::chooseSource() {
    if (m_options.practice) {
        const auto people = m_camera->people();
        if (!people.empty()) {
            if (startPractice(QString::fromStdString(people.front().string()), m_options.practiceHabit))
                return;
        }
    }
    m_camera->useRememberedCamera();
}

// False: the camera of before goes on, and the clerk was told.
bool CounterApp::startPractice(const QString& person, const std::string& habit) {
    PracticeChoice choice;
    choice.person = person.toStdString();
    choice.seed = RecordId::random().bytes()[0] + 1U;
    choice.behaviour = behaviourFromName(habit).value_or(Behaviour::Obeys);
    if (choice.behaviour == Behaviour::AnotherPersonMidway ||
        choice.behaviour == Behaviour::AnotherPersonCut) {
        for (const auto& other : m_camera->people()) {
            if (other != choice.person) choice.other = other;
        }
    }
    const auto begun = m_camera->usePractice(choice);
    if (begun) return true;
    m_log.error("practice", describe(begun.error()));
    m_windows.main->showNotice(ui::Tone::Bad, ui::errorSentence(begun.error().code));
    return false;
}

void CounterApp::showCameras() {
    std::vector<ui::CameraItem> cameras;
    const auto chosen = m_camera->practising() ? std::string() : m_camera->chosenIdentity();
    for (const auto& camera : m_camera->cameras()) {
        const auto id = camera.identity.text();
        cameras.push_back({QString::fromStdString(id), QString::fromStdString(camera.label),
                           QString::fromStdString(camera.bus), camera.virtualDevice, id == chosen,
                           mayUseCamera(id, camera.virtualDevice)});
    }
    std::vector<ui::PracticeItem> people;
    const auto person = m_camera->practicePerson();
    for (const auto& file : m_camera->people()) {
        QString name = QString::fromStdString(file.stem().string());
        name[0] = name[0].toUpper();
        const bool current = person != nullptr && person->key == file.stem().string();
        const auto habit = current ? behaviourName(m_camera->practiceBehaviour()) : std::string_view();
        people.push_back({QString::fromStdString(file.string()), name, current,
                          QString::fromUtf8(habit.data(), static_cast<qsizetype>(habit.size()))});
    }
    m_windows.cameras->setItems(cameras, people);
}

void CounterApp::stop() {
    if (m_stopped) return;
    m_stopped = true;
    if (!m_anew) Q_EMIT stopping();
    m_settings.setValue(kGeometryKey, m_main->saveGeometry());
    m_bridge.freeze();
    m_buyer->close();
    m_voice->stop();
    m_camera->stop();
    m_capture->stop();
    m_engine->stop();
    m_bridge.feed(nullptr);
    if (m_records) m_records->stop();
    m_settings.sync();
    Q_EMIT stopped();
}

}  // namespace countersign
