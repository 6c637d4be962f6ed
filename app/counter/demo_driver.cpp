#include "app/counter/demo_driver.h"

#include <QAbstractButton>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <cstdio>
#include <iostream>

#include "text/counter_words.h"
#include "widgets/button.h"

namespace countersign {
namespace {

constexpr int kTickMillis = 50;
constexpr int kPageSeconds = 20;
constexpr int kScanSeconds = 90;
constexpr int kSendSeconds = 60;

// Letter by letter, as from a keyboard.
void type(QWidget* into, const std::string& text) {
    into->setFocus(Qt::OtherFocusReason);
    for (const QChar c : QString::fromStdString(text)) {
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
        QApplication::sendEvent(into, &press);
        QKeyEvent release(QEvent::KeyRelease, 0, Qt::NoModifier, QString(c));
        QApplication::sendEvent(into, &release);
    }
}

QAbstractButton* visibleButton(QWidget* in, const QString& text) {
    for (auto* button : in->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && button->text() == text) return button;
    }
    return nullptr;
}

// The one bold button of a page.
QAbstractButton* primaryOf(QWidget* page) {
    for (auto* button : page->findChildren<ui::PrimaryButton*>()) {
        if (button->isVisibleTo(page)) return button;
    }
    return nullptr;
}

std::string fixed(double value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

}  // namespace

DemoDriver::DemoDriver(CounterApp& app, std::filesystem::path shots, DemoEnd end)
    : m_app(app), m_shots(std::move(shots)), m_end(end) {
    std::cin >> m_clerk >> m_pin;
    m_timer.setInterval(kTickMillis);
    connect(&m_timer, &QTimer::timeout, this, &DemoDriver::tick);
}

void DemoDriver::start() {
    std::error_code error;
    std::filesystem::create_directories(m_shots, error);
    listen();
    plan();
    m_timer.start();
}

void DemoDriver::listen() {
    auto& registration = m_app.registration();
    connect(&registration, &RegistrationController::portraitTold, this,
            [this](const PortraitReady& portrait) { m_portrait = portrait; });
    connect(&registration, &RegistrationController::scanTold, this,
            [this](const ScanFinished& scan) { m_scan = scan; });
    connect(&registration, &RegistrationController::registrationSaved, this,
            [this](const QueueRow& row) { m_row = row; });
    if (auto* records = m_app.recordsController()) {
        connect(records, &RecordsController::rowChanged, this, [this](const QueueRow& row) {
            if (!m_row || row.recordId != m_row->recordId) return;
            m_row = row;
            // The worker stores a server state only with a receipt whose signature and record it has
            // verified.
            m_receipt = row.client == ClientState::Sent && row.server != ServerState::None;
        });
    }
}

bool DemoDriver::at(ui::Place place) const {
    return m_app.windows().main->place() == place;
}

void DemoDriver::plan() {
    const auto& w = m_app.windows();
    const auto button = [this](const QString& text) { return visibleButton(m_app.windows().main, text); };
    m_steps.push_back({"sign-in page", [this] { return at(ui::Place::SignIn) && m_app.camera().source(); },
                       [this, &w] {
                           const auto fields = w.signIn->findChildren<QLineEdit*>();
                           type(fields.at(0), m_clerk);
                           type(fields.at(1), m_pin);
                           shot("sign-in");
                           primaryOf(w.signIn)->click();
                       },
                       kPageSeconds});
    m_steps.push_back(
        {"details page",
         [this, button] { return at(ui::Place::Details) && button(ui::practiceDetailsOffer()) != nullptr; },
         [this, button] {
             say("signed in: " + m_clerk);
             button(ui::practiceDetailsOffer())->click();
         },
         kPageSeconds});
    m_steps.push_back({"details complete", [&w] { return w.details->isComplete(); },
                       [this, &w] {
                           say("details: complete, every check digit right");
                           shot("details");
                           primaryOf(w.details)->click();
                       },
                       kPageSeconds});
    m_steps.push_back(
        {"document page",
         [this, button] { return at(ui::Place::Document) && button(ui::practiceDocumentOffer()) != nullptr; },
         [button] { button(ui::practiceDocumentOffer())->click(); }, kPageSeconds});
    m_steps.push_back({"portrait", [&w] { return w.document->hasUsablePortrait(); },
                       [this, &w] {
                           say("portrait: found on the document, usable (worst measure " +
                               std::to_string(m_portrait->score) + ")");
                           shot("document");
                           primaryOf(w.document)->click();
                       },
                       kPageSeconds});
    m_steps.push_back({"consent page", [this] { return at(ui::Place::Consent); },
                       [this, &w] {
                           say("consent: notice version " + w.consent->notice().version.toStdString());
                           shot("consent");
                           primaryOf(w.consent)->click();
                       },
                       kPageSeconds});
    m_steps.push_back({"scan page", [this] { return at(ui::Place::Scan); }, [] {}, kPageSeconds});
    m_steps.push_back(
        {"result page",
         [this] {
             // A picture of the scan about when the first action is asked.
             if (!m_scanSeen && at(ui::Place::Scan) && m_waited > 2500) {
                 m_scanSeen = true;
                 shot("scan");
             }
             const bool through = m_end == DemoEnd::Result ? at(ui::Place::Result) : m_row.has_value();
             return m_scan.has_value() && (through || at(ui::Place::Failure));
         },
         [this] {
             tellScan();
             if (at(ui::Place::Failure)) {
                 shot("failure");
                 finish(1);
                 return;
             }
             shot("result");
             if (m_end == DemoEnd::Result) {
                 say("practised only: nothing was kept or sent");
                 finish(0);
                 return;
             }
             say("record id: " + m_row->recordId.hex() + " (" + m_row->recordId.shortCode() + ")");
             say("queue: saved and sealed, " + std::string(clientStateName(m_row->client)));
         },
         kScanSeconds});
    if (m_end == DemoEnd::Receipt) planReceipt();
}

void DemoDriver::planReceipt() {
    m_steps.push_back({"operator's receipt", [this] { return m_receipt; },
                       [this] {
                           say("queue: " + std::string(clientStateName(m_row->client)) + ", payload " +
                               (m_row->erased() ? "erased" : "still here"));
                           say("receipt: " + std::string(serverStateName(m_row->server)) +
                               ", signature and record verified");
                           shot("sent");
                           Q_EMIT m_app.windows().main->placeRequested(ui::Place::Queue);
                       },
                       kSendSeconds});
    m_steps.push_back({"queue page", [this] { return at(ui::Place::Queue); },
                       [this] {
                           shot("queue");
                           Q_EMIT m_app.windows().main->placeRequested(ui::Place::Help);
                           shot("help");
                           Q_EMIT m_app.windows().main->placeRequested(ui::Place::Cameras);
                           shot("cameras");
                           finish(0);
                       },
                       kPageSeconds});
}

void DemoDriver::tellScan() {
    for (const auto& step : m_scan->liveness.steps) {
        const bool done = step.result == StepResult::Done && step.askedAt && step.doneAt;
        say("liveness: " + std::string(actionName(step.action)) + " " +
            (done ? "done after " +
                        fixed(std::chrono::duration<double>(*step.doneAt - *step.askedAt).count(), 1) + " s"
                  : std::string("not done as asked")));
    }
    std::string reasons;
    for (const Reason reason : m_scan->reasons) reasons += " " + std::string(reasonName(reason));
    say("liveness: " +
        std::string(m_scan->liveness.decision == Decision::Accepted ? "passed" : "not passed"));
    if (m_scan->match.ran && m_scan->match.band) {
        say("match: " + std::string(bandName(*m_scan->match.band)) + ", similarity " +
            fixed(m_scan->match.similarity.value_or(0), 2) + ", template of " +
            std::to_string(m_scan->match.framesUsed) + " frames");
    }
    if (at(ui::Place::Failure)) say("refused:" + reasons);
}

void DemoDriver::tick() {
    if (m_next >= m_steps.size()) return;
    const auto& step = m_steps[m_next];
    if (!step.ready()) {
        m_waited += kTickMillis;
        if (m_waited > step.limitSeconds * 1000) {
            say("stopped: waited " + std::to_string(step.limitSeconds) + " s for: " + step.name);
            shot("stopped");
            finish(1);
        }
        return;
    }
    m_waited = 0;
    ++m_next;
    step.act();
}

void DemoDriver::shot(const char* name) {
    char number[16];
    std::snprintf(number, sizeof number, "%02d-", ++m_shotCount);
    const auto file = m_shots / (number + std::string(name) + ".png");
    if (!m_app.windows().main->grab().save(QString::fromStdString(file.string()))) {
        say("could not save " + file.string());
    }
}

void DemoDriver::say(const std::string& line) {
    std::cout << line << std::endl;
}

void DemoDriver::finish(int status) {
    m_timer.stop();
    m_app.stop();
    QCoreApplication::exit(status);
}

}  // namespace countersign
