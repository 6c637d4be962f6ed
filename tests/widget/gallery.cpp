#include "widget/gallery.h"

#include <QAbstractButton>
#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>
#include <cmath>

#include "buyer_window.h"
#include "code_scan_dialog.h"
#include "models/queue_model.h"
#include "pages/calibration_page.h"
#include "pages/camera_check_page.h"
#include "pages/cameras_page.h"
#include "pages/clerks_page.h"
#include "pages/consent_page.h"
#include "pages/day_page.h"
#include "pages/details_page.h"
#include "pages/document_page.h"
#include "pages/enrol_page.h"
#include "pages/failure_page.h"
#include "pages/first_clerk_page.h"
#include "pages/help_page.h"
#include "pages/other_way_page.h"
#include "pages/questions_page.h"
#include "pages/queue_page.h"
#include "pages/result_page.h"
#include "pages/scan_page.h"
#include "pages/settings_page.h"
#include "pages/sign_in_page.h"
#include "pages/stick_page.h"
#include "support/ui_shots.h"
#include "text/counter_words.h"
#include "theme/style.h"
#include "theme/type.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/queue_table.h"

namespace countersign::ui::test {
namespace {

// Used by tests and by a program that takes pictures: neither goes on without one.
void need(bool there) {
    if (!there) qFatal("a page did not come up as it should");
}

QueueRow row(WallTime now, std::uint64_t sequence, const char* id, const char* tail, ClientState client,
             ServerState server) {
    QueueRow made;
    made.recordId = *RecordId::parse(id);
    made.sequence = sequence;
    made.numberTail = tail;
    made.client = client;
    made.server = server;
    made.createdAt = now - std::chrono::minutes(30 - static_cast<int>(sequence));
    made.payloadBytes = client == ClientState::Sent ? 0 : (180 + sequence * 7) * 1024;
    return made;
}

ScanProgress scanning(std::size_t at, Hint hint) {
    ScanProgress made;
    for (const Action action : {Action::Blink, Action::TurnLeft, Action::TurnRight, Action::Blink})
        made.steps.push_back({action, {}, {}, {}});
    for (std::size_t i = 0; i < at; ++i) {
        made.steps[i].askedAt = FrameTime(1'000'000);
        made.steps[i].result = StepResult::Done;
    }
    made.current = at;
    made.faceInOval = true;
    made.meters = {0.78, 0.46, 0.88};
    made.hint = hint;
    return made;
}

// An operator of nowhere, with names as long as they are.
DataTerms toldTerms(ForwardContent content) {
    DataTerms terms;
    terms.forwarding = {content,
                        "telecom_rules",
                        false,
                        {{"en", "Telephone User Real-Name Rules, article 6"},
                         {"zh-CN", "《电话用户真实身份信息登记规定》第六条"},
                         {"ar", "لائحة تسجيل مستخدمي الهاتف، المادة 6"}},
                        {{"en", "the Exampleland Telecom Authority"},
                         {"zh-CN", "示例省通信管理局"},
                         {"ar", "هيئة الاتصالات في إقليم المثال"}}};
    return terms;
}

BenchGroup benchGroup(const char* name, double miss) {
    BenchGroup group;
    group.name = QString::fromLatin1(name);
    group.genuine = 1200;
    group.impostor = 90'000;
    group.falseMatch = {9, 90'000, 0.00005, 0.0002};
    group.falseNonMatch = {static_cast<std::int64_t>(miss * 1200), 1200, miss * 0.7, miss * 1.4};
    group.review = {40, 1200, 0.024, 0.045};
    for (int i = 0; i <= 40; ++i) {
        const double match = std::pow(10.0, -5.0 + 0.125 * i);
        group.curve.push_back({match, std::min(1.0, miss * std::pow(match / 1e-4, -0.4))});
    }
    group.mark = QPointF(1e-4, miss);
    return group;
}

}  // namespace

QString Look::name() const {
    return QStringLiteral("%1-%2-%3-%4")
        .arg(language, scheme == Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
        .arg(size.width())
        .arg(textPercent);
}

QString cutOff(QWidget& window) {
    QStringList found;
    for (const QString& what : clippedBelow(window)) {
        if (!what.contains(QStringLiteral("outside the page"))) found << what;
    }
    for (auto* area : window.findChildren<QScrollArea*>()) {
        if (area->isVisible() && area->horizontalScrollBar()->maximum() > 0)
            found << QStringLiteral("moves sideways");
    }
    return found.join(QStringLiteral("; "));
}

std::vector<Look> allLooks() {
    std::vector<Look> looks;
    for (const char* language : {"en", "zh-CN", "ar"})
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark})
            for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)})
                for (const int percent : {100, 200})
                    looks.push_back({QString::fromLatin1(language), scheme, size, percent});
    return looks;
}

struct Gallery::Stage {
    explicit Stage(const QString& tag)
        : language(tag),
          clock(counter.clock.wall()),
          scan(new ScanPage(clock)),
          failure(new FailurePage),
          result(new ResultPage(clock, counter.dialogs)),
          queue(new QueuePage(clock)),
          day(new DayPage(clock, queue->model(), counter.dialogs)),
          help(new HelpPage),
          cameras(new CamerasPage),
          cameraCheck(new CameraCheckPage),
          otherWay(new OtherWayPage),
          settings(new SettingsPage),
          clerks(new ClerksPage(counter.dialogs)),
          questions(new QuestionsPage),
          stick(new StickPage(counter.dialogs)),
          enrol(new EnrolPage(counter.dialogs)),
          firstClerk(new FirstClerkPage),
          bench(counter.dialogs) {
        auto& w = counter.window;
        w.setPage(Place::Scan, scan);
        w.setPage(Place::Failure, failure);
        w.setPage(Place::Result, result);
        w.setPage(Place::Queue, queue);
        w.setPage(Place::Day, day);
        w.setPage(Place::Help, help);
        w.setPage(Place::Cameras, cameras);
        w.setPage(Place::CameraCheck, cameraCheck);
        w.setPage(Place::OtherWay, otherWay);
        w.setPage(Place::Settings, settings);
        w.setPage(Place::Clerks, clerks);
        w.setPage(Place::Questions, questions);
        w.setPage(Place::Stick, stick);
        w.setPage(Place::Enrol, enrol);
        w.setPage(Place::FirstClerk, firstClerk);
        failure->setSaveForLater(SaveForLater::NotOffered);
        settings->setLook(
            {tag, qApp->palette().color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light,
             qRound(textFont(TextStyle::Body).pixelSize() / 0.15), MotionChoice::Calm});
        counter.signIn->setPracticeOffer(PracticeOffer::Shown);
        buyer.setLanguages(tag, tag == u"en" ? QStringLiteral("zh-CN") : QStringLiteral("en"));
    }

    void fillQueue() {
        QueueSummary summary;
        summary.waiting = 3;
        summary.lastError = ErrorCode::OperatorUnreachable;
        summary.lastContact = clock.wall() - std::chrono::minutes(52);
        queue->setSummary(summary);
        const auto now = clock.wall();
        QueueRow first =
            row(now, 6, "39c732eda1b2c3d4e5f60718293a4b5c", "8000", ClientState::Waiting, ServerState::None);
        first.lastError = ErrorCode::OperatorUnreachable;
        first.nextAttempt = now + std::chrono::seconds(40);
        QueueRow busy =
            row(now, 3, "5ac732eda1b2c3d4e5f60718293a4b5c", "1180", ClientState::Waiting, ServerState::None);
        busy.lastError = ErrorCode::OperatorBusy;
        busy.attempts = 3;
        busy.nextAttempt = now + std::chrono::minutes(4);
        std::vector<QueueRow> rows{
            first,
            row(now, 5, "49c732eda1b2c3d4e5f60718293a4b5c", "4417", ClientState::Sending, ServerState::None),
            busy,
            row(now, 2, "69c732eda1b2c3d4e5f60718293a4b5c", "9026", ClientState::Sent,
                ServerState::Activated),
            row(now, 1, "79c732eda1b2c3d4e5f60718293a4b5c", "3355", ClientState::Sent, ServerState::Received),
            row(now, 0, "89c732eda1b2c3d4e5f60718293a4b5c", "7201", ClientState::Sent,
                ServerState::ComeBack)};
        rows.back().serverReason = "document expired";
        rows[3].receivedAt = now - std::chrono::hours(3);
        rows[3].forwardedAt = now - std::chrono::hours(2);
        queue->setRows(rows);
    }

    void showResult(Decision decision) {
        ResultView view;
        view.decision = decision;
        view.steps = scanning(4, Hint::None).steps;
        view.steps.back().doneAt = FrameTime(7'800'000);
        view.receipt.match = {true, 0.83,
                              decision == Decision::Accepted ? MatchBand::Same : MatchBand::Unsure, 5};
        view.receipt.recordId = *RecordId::parse("39c732eda1b2c3d4e5f60718293a4b5c");
        view.receipt.language = language;
        view.receipt.actions = {Action::Blink, Action::TurnLeft, Action::TurnRight};
        view.receipt.at = clock.wall();
        view.receipt.operatorName = QStringLiteral("Example Mobile");
        view.receipt.numberTail = QStringLiteral("8000");
        result->showResult(view);
        QueueRow mine = row(clock.wall(), 1, "39c732eda1b2c3d4e5f60718293a4b5c", "8000", ClientState::Waiting,
                            ServerState::None);
        mine.nextAttempt = clock.wall() + std::chrono::seconds(40);
        result->setRow(mine);
    }

    QString language;
    Counter counter;
    ManualClock clock;
    ScanPage* scan;
    FailurePage* failure;
    ResultPage* result;
    QueuePage* queue;
    DayPage* day;
    HelpPage* help;
    CamerasPage* cameras;
    CameraCheckPage* cameraCheck;
    OtherWayPage* otherWay;
    SettingsPage* settings;
    ClerksPage* clerks;
    QuestionsPage* questions;
    StickPage* stick;
    EnrolPage* enrol;
    FirstClerkPage* firstClerk;
    BuyerWindow buyer;
    CalibrationPage bench;
};

Gallery::Gallery(const Look& look, Cast cast) : m_look(look), m_cast(std::move(cast)) {
    QApplication& app = application();
    stopMotion();
    QApplication::setCursorFlashTime(0);
    applyTheme(app, look.scheme, look.textPercent / 100.0);
    m_language = std::make_unique<InLanguage>(look.language);
    m_stage = std::make_unique<Stage>(look.language);
}

Gallery::~Gallery() {
    m_stage.reset();
    m_language.reset();
    applyTheme(application(), Scheme::Light, 1.0);
}

void Gallery::show(const std::function<void(const QString&, QWidget&, const QImage&)>& seen) {
    Stage& s = *m_stage;
    MainWindow& w = s.counter.window;
    w.resize(m_look.size);
    const auto take = [&](QWidget& window, const char* scene) {
        need(settle(window));
        window.activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&window));
        // Until two pictures in a row are the same: a layout may ask for another one.
        QImage picture = window.grab().toImage();
        for (int again = 0; again < 20; ++again) {
            need(settle(window));
            QImage next = window.grab().toImage();
            const bool still = next == picture;
            picture = std::move(next);
            if (still) break;
        }
        seen(QString::fromLatin1(scene), window, picture);
    };
    const auto place = [&](Place where, const char* scene) {
        w.showPlace(where);
        take(w, scene);
    };
    const QImage& face = m_cast.buyer;
    const QImage& document = m_cast.document;

    s.enrol->setOperator(QStringLiteral("https://gateway.operator.example:8443"));
    place(Place::Enrol, "enrol");
    s.enrol->setOperator({});
    s.enrol->setFiles(
        {{QStringLiteral("/media/shop/S-0172.provisioning"), QStringLiteral("S-0172.provisioning")}});
    s.enrol->showFailure(ErrorCode::OperatorUnreachable, EnrolAgain::Kept);
    take(w, "enrol-later");
    s.enrol->setProgress(EnrolStep::Asking);
    take(w, "enrol-asking");
    s.firstClerk->setShop(QStringLiteral("S-0172"));
    place(Place::FirstClerk, "first-clerk");
    w.showPlace(Place::SignIn);
    take(w, "sign-in");
    s.counter.signIn->setProblem(SignInProblem::WrongIdOrPin);
    take(w, "sign-in-wrong");
    s.counter.signIn->clear();

    s.counter.fillStatus();
    place(Place::Details, "details-empty");
    BuyerDetails wrong = goodDetails();
    wrong.iccid = "89860112345678901235";
    s.counter.details->setDetails(wrong);
    place(Place::Details, "details-wrong");
    s.counter.details->setDetails(goodDetails(Purchase::SimAndPhone));
    w.setPractice(Practice::On);
    w.showPlace(Place::Details);
    w.showNotice(Tone::Information, noticeText(CounterNotice::DraftFound));
    take(w, "details-practice");
    w.setPractice(Practice::Off);

    w.setReachable({Place::Details});
    place(Place::Document, "document-empty");
    s.counter.document->setCamera(CameraOffer::Available);
    s.counter.document->setPreview(document);
    take(w, "document-live");
    s.counter.document->setPortrait({document, m_cast.portrait, 78, {}});
    take(w, "document-good");
    s.counter.document->setPortrait({document, m_cast.portrait, 21, {Reason::Blurred}});
    w.showNotice(Tone::Warning, noticeText(CounterNotice::CameraLostInScan),
                 noticeAction(CounterNotice::CameraLostInScan));
    take(w, "document-bad");

    w.setReachable({Place::Details, Place::Document});
    s.counter.consent->setBuyerLanguage(m_look.language);
    s.counter.consent->setBuyerAge(40, 14, 16, s.clock.wall());
    place(Place::Consent, "consent");
    s.counter.consent->setTerms(toldTerms(ForwardContent::Attestation));
    take(w, "consent-attestation");
    s.counter.consent->setTerms(toldTerms(ForwardContent::Portrait));
    take(w, "consent-portrait");
    s.counter.consent->setTerms({});
    s.counter.consent->setBuyerAge(13, 14, 16, s.clock.wall());
    place(Place::Consent, "consent-guardian");
    s.counter.consent->setBuyerAge(40, 14, 16, s.clock.wall());
    w.showPlace(Place::Consent);
    for (auto* button : s.counter.consent->findChildren<QAbstractButton*>()) {
        if (button->shortcut() == QKeySequence(Qt::Key_F4)) button->click();
    }
    need(s.counter.consent->showsQuestions());
    take(w, "consent-questions");

    s.scan->setBuyerLanguage(m_look.language == u"en" ? QStringLiteral("zh-CN") : QStringLiteral("en"));
    s.scan->start(1, 3);
    s.scan->setPreview(face);
    s.scan->setProgress(scanning(1, Hint::EvenLight));
    s.clock.advance(Millis(500));
    for (int i = 0; i < 30; ++i) s.scan->setProgress(scanning(1, Hint::EvenLight));
    w.setTry({1, 3});
    place(Place::Scan, "scan");
    w.setTry({0, 3});

    s.failure->setOtherWayHint(FailurePage::OtherWayHint::No);
    const auto fail = [&](Reason reason, int left, const char* scene) {
        s.failure->showFailure(reason, reason == Reason::TooDark ? m_cast.inTheDark : face, left);
        place(Place::Failure, scene);
    };
    fail(Reason::TooDark, 2, "failure-picture");
    s.failure->setOtherWayHint(FailurePage::OtherWayHint::Yes);
    fail(Reason::ActionNotSeenInTime, 1, "failure-time");
    s.failure->setOtherWayHint(FailurePage::OtherWayHint::No);
    fail(Reason::NotThePersonOnTheDocument, 0, "failure-mismatch");

    s.otherWay->ask(Obstacle::EyesStayClosed, OtherWayPage::ScanOffer::Offered);
    place(Place::OtherWay, "other-way");

    s.showResult(Decision::Accepted);
    place(Place::Result, "result");
    s.showResult(Decision::Review);
    place(Place::Result, "result-review");

    s.fillQueue();
    place(Place::Queue, "queue");
    s.queue->table()->setCurrentIndex(s.queue->table()->model()->index(2, 0));
    take(w, "queue-details");
    s.queue->table()->setCurrentIndex(s.queue->table()->model()->index(3, 0));
    take(w, "queue-activated");
    place(Place::Day, "day");
    s.help->showTopic(QStringLiteral("failures"));
    place(Place::Help, "help");
    s.cameras->setItems(
        {{QStringLiteral("a"), QStringLiteral("HD Webcam C270"), QStringLiteral("usb-1.2"), false, true},
         {QStringLiteral("b"), QStringLiteral("Virtual camera"), QStringLiteral("platform"), true, false}},
        {{QStringLiteral("c"), QStringLiteral("Anna"), false, {}},
         {QStringLiteral("d"), QStringLiteral("Boris"), false, {}}});
    s.cameras->setPreview(face);
    place(Place::Cameras, "cameras");
    s.cameraCheck->setPreview(face);
    s.cameraCheck->showReady();
    s.cameraCheck->setHistory(
        {{s.clock.wall() - std::chrono::hours(24), "a", {}, true},
         {s.clock.wall() - std::chrono::hours(48), "a", {CameraFinding::Blurred}, true}});
    place(Place::CameraCheck, "camera-check");
    s.cameraCheck->showResult(
        {s.clock.wall(), "a", {CameraFinding::LightFromBehind, CameraFinding::Moved}, true});
    take(w, "camera-check-result");
    s.settings->setTextSize(SettingsPage::TextSize::Waits);
    place(Place::Settings, "settings");
    const std::vector<ClerkItem> clerks{
        {QStringLiteral("lina"), QStringLiteral("Li Na"), ClerkRole::Supervisor},
        {QStringLiteral("omar"), QStringLiteral("Omar"), ClerkRole::Clerk},
        {QStringLiteral("tom"), {}, ClerkRole::Technician},
        {QStringLiteral("mei"), QStringLiteral("Mei"), ClerkRole::Clerk, ClerkItem::Operator::SwitchedOff}};
    s.clerks->setClerks(clerks, QStringLiteral("omar"), ClerksPage::Manage::No);
    place(Place::Clerks, "clerks-own");
    s.clerks->setClerks(clerks, QStringLiteral("lina"), ClerksPage::Manage::Yes);
    w.showPlace(Place::Clerks);
    s.clerks->showDone(ClerksDone::Changed, QStringLiteral("omar"));
    take(w, "clerks-other");
    for (auto* button : s.clerks->findChildren<QAbstractButton*>()) {
        if (button->shortcut() == QKeySequence(Qt::Key_F3)) button->click();
    }
    take(w, "clerks-new");
    const std::vector<ShopQuestion> open{
        {{12, ConductKind::WithoutScan, {9, 20, 3, 100, 0}, "omar"}, {}, s.clock.wall()},
        {{13, ConductKind::SameBorder, {2, 2, 0, 0, 0}, "mei"}, {}, s.clock.wall()}};
    s.questions->setQuestions(open);
    place(Place::Questions, "questions");
    // Answered: the next one is there, and that the answer is on its way.
    s.questions->setQuestions({open[1]});
    s.questions->showAnswered();
    take(w, "questions-answered");
    QueueSummary summary;
    summary.waiting = 12;
    s.stick->setSummary(summary);
    s.stick->setSticks({{QStringLiteral("/media/shop/COUNTER"), QStringLiteral("COUNTER")}});
    place(Place::Stick, "stick");
    StickSummary carried;
    carried.written = 12;
    carried.taken = 3;
    carried.answers = 1;
    carried.ofOthers = 1;
    carried.safeToPull = true;
    s.stick->showResult(carried);
    take(w, "stick-done");
    w.hide();

    s.buyer.resize(m_look.size);
    s.buyer.setMoment(BuyerWindow::Moment::Idle);
    take(s.buyer, "buyer-idle");
    s.buyer.setMoment(BuyerWindow::Moment::Welcome);
    s.buyer.setPreview(face);
    s.buyer.setProgress(scanning(1, Hint::None));
    take(s.buyer, "buyer-scan");
    s.buyer.setMoment(BuyerWindow::Moment::Done);
    take(s.buyer, "buyer-done");
    s.buyer.setMoment(BuyerWindow::Moment::Pause);
    take(s.buyer, "buyer-pause");
    s.buyer.hide();

    s.bench.resize(m_look.size);
    s.bench.setSet({QStringLiteral("/srv/pictures/list.tsv"),
                    1775,
                    1037,
                    1'574'425,
                    {QStringLiteral("west"), QStringLiteral("east")},
                    true});
    take(s.bench, "bench-set");
    s.bench.setProgress({412, 1775, 3, 300});
    take(s.bench, "bench-run");
    BenchResult result;
    result.pictures = 1775;
    result.failed = 3;
    result.groups = {benchGroup("", 0.012), benchGroup("west", 0.008), benchGroup("east", 0.02)};
    result.inForce = {0.42, 0.34};
    result.proposed = BenchBands{0.44, 0.35};
    result.sameFrom = QStringLiteral("east");
    result.unsureFrom = QStringLiteral("west");
    result.sameFound = 0.44;
    result.likelihood = true;
    s.bench.setResult(result);
    take(s.bench, "bench-results");
    s.bench.hide();

    CodeScanDialog codes(nullptr);
    codes.setPicture(face);
    codes.setForeign();
    take(codes, "code-scan");
    codes.hide();

    WindowDialogs dialogs;
    w.showPlace(Place::Details);
    need(settle(w));
    dialogs.ask(&w, giveUpQuestion(), [](Answer) {});
    QCoreApplication::processEvents();
    QWidget* asked = nullptr;
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top->isVisible() && top != &w && top->isModal()) asked = top;
    }
    need(asked != nullptr);
    take(*asked, "question");
    asked->close();
    w.hide();
}

}  // namespace countersign::ui::test
