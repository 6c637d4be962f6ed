#include "app/counter/first_start_controller.h"

#include <algorithm>
#include <utility>

#include "app/counter/removable_media.h"
#include "app/counter/rights.h"
#include "core/files.h"

namespace countersign {
namespace {

namespace fs = std::filesystem;

constexpr int kLookEvery = 1'000;  // ms: a stick shows as soon as people look up
constexpr std::size_t kMostFiles = 50;
constexpr const char* kFolderOnStick = "countersign";
constexpr const char* kSuffix = ".provisioning";

ui::EnrolStep wordOf(ProvisionStep step) {
    switch (step) {
        case ProvisionStep::Checked:
            return ui::EnrolStep::Checking;
        case ProvisionStep::Asking:
            return ui::EnrolStep::Asking;
        case ProvisionStep::Enrolled:
        case ProvisionStep::Settled:
            break;
    }
    return ui::EnrolStep::Settling;
}

}  // namespace

std::vector<fs::path> provisioningFilesIn(const fs::path& medium) {
    std::vector<fs::path> found;
    for (const auto& folder : {medium, medium / kFolderOnStick}) {
        std::error_code code;
        for (fs::directory_iterator each(folder, code), end; !code && each != end; each.increment(code)) {
            std::error_code kind;
            // What a Mac leaves beside each file begins with a dot.
            const auto name = each->path().filename().string();
            if (name.starts_with('.') || !name.ends_with(kSuffix) || !each->is_regular_file(kind)) continue;
            found.push_back(each->path());
            if (found.size() == kMostFiles) return found;
        }
    }
    std::ranges::sort(found);
    return found;
}

std::vector<fs::path> provisioningFilesOnMedia() {
    std::vector<fs::path> files;
    for (const auto& medium : removableMedia()) {
        for (auto& file : provisioningFilesIn(medium.folder)) files.push_back(std::move(file));
    }
    return files;
}

FirstStartController::FirstStartController(FirstStartParts parts, QObject* parent)
    : QObject(parent), m(std::move(parts)) {
    m_giveUp.setSingleShot(true);
    if (m.provisioner) connectEnrolment();
    connectFirstClerk();
}

FirstStartController::~FirstStartController() = default;

ui::Place FirstStartController::home() const {
    if (m.provisioner) return ui::Place::Enrol;
    return m.clerks.nobodyKnown() ? ui::Place::FirstClerk : ui::Place::SignIn;
}

void FirstStartController::connectEnrolment() {
    auto* page = m.windows.enrol;
    auto* provisioner = m.provisioner.get();
    page->setOperator(provisioner->canTakeCode() ? QString::fromStdString(provisioner->operatorUrl())
                                                 : QString());
    using Kept = ui::EnrolPage::KeptFile;
    page->setKept(provisioner->hasKept() ? Kept::Waits : Kept::None);
    connect(page, &ui::EnrolPage::fileWanted, this, &FirstStartController::read);
    connect(page, &ui::EnrolPage::keptWanted, this, [this, provisioner] {
        if (!m_reading) provisioner->byKept();
    });
    connect(page, &ui::EnrolPage::codeWanted, this, [this, provisioner](const QString& code) {
        if (!m_reading) provisioner->byCode(code.toStdString());
    });
    connect(page, &ui::EnrolPage::practiceWanted, this, &FirstStartController::practiceWanted);
    connect(provisioner, &Provisioner::stepped, this, [this](ProvisionStep step) { stepped(step); });
    connect(provisioner, &Provisioner::finished, this, &FirstStartController::ended);
    m_look.setInterval(kLookEvery);
    connect(&m_look, &QTimer::timeout, this, &FirstStartController::look);
    connect(m.windows.main, &ui::MainWindow::placeShown, this, [this](ui::Place place) {
        if (place != ui::Place::Enrol) return m_look.stop();
        look();
        m_look.start();
    });
}

void FirstStartController::begin() {
    if (!m.provisioner || !m.provisioner->hasKept()) return;
    m.windows.enrol->setProgress(ui::EnrolStep::Checking);
    m.provisioner->byKept();
}

void FirstStartController::read(const QString& path) {
    if (busy()) return;
    m_reading = true;
    Q_EMIT busyChanged();
    const auto file = fs::path(path.toStdString());
    const int number = ++m_readNumber;
    m_giveUp.disconnect();
    connect(&m_giveUp, &QTimer::timeout, this, [this, number, file] {
        readDone(number, failure(fileUnreadable(file, "the medium does not answer")));
    });
    m_giveUp.start(m.patience);
    m_aside.run([file, read = m.read] { return read(file); },
                [this, number](Result<Bytes> bytes) { readDone(number, std::move(bytes)); });
}

void FirstStartController::readDone(int number, Result<Bytes> bytes) {
    if (!m_reading || number != m_readNumber) return;
    m_giveUp.stop();
    m_reading = false;
    m.provisioner->byBytes(std::move(bytes));
    Q_EMIT busyChanged();
}

// Once at a time: a stick that hangs is not asked again.
void FirstStartController::look() {
    if (m_looking || busy()) return;
    m_looking = true;
    m_aside.run([find = m.find] { return find(); },
                [this](const std::vector<fs::path>& files) { showFiles(files); });
}

void FirstStartController::showFiles(const std::vector<fs::path>& files) {
    m_looking = false;
    std::vector<ui::EnrolFile> items;
    for (const auto& file : files) {
        // Two sticks may hold files of one name.
        auto stick = file.parent_path();
        if (stick.filename() == kFolderOnStick) stick = stick.parent_path();
        auto label = QString::fromStdString(file.filename().string());
        if (const auto name = stick.filename().string(); !name.empty())
            label += QStringLiteral(" (%1)").arg(QString::fromStdString(name));
        items.push_back({QString::fromStdString(file.string()), label});
    }
    m.windows.enrol->setFiles(items);
}

void FirstStartController::stepped(ProvisionStep step) {
    Q_EMIT busyChanged();
    m.windows.enrol->setProgress(wordOf(step));
}

void FirstStartController::ended(const ProvisionOutcome& outcome) {
    Q_EMIT busyChanged();
    using End = ProvisionOutcome::End;
    if (outcome.end == End::Done || outcome.end == End::WasDone) {
        m.log.info("counter",
                   "set up" + (outcome.shop.empty() ? std::string() : " for shop " + outcome.shop));
        Q_EMIT enrolled();
        return;
    }
    const auto again = outcome.end == End::Refused ? ui::EnrolAgain::AnotherFile
                       : outcome.kept              ? ui::EnrolAgain::Kept
                                                   : ui::EnrolAgain::SameAgain;
    using Kept = ui::EnrolPage::KeptFile;
    m.windows.enrol->setKept(m.provisioner->hasKept() ? Kept::Waits : Kept::None);
    m.windows.enrol->showFailure(outcome.error ? outcome.error->code : ErrorCode::Invalid, again);
}

void FirstStartController::connectFirstClerk() {
    connect(m.windows.firstClerk, &ui::FirstClerkPage::addWanted, this, &FirstStartController::addFirst);
    // Whoever comes to the page by itself finds nothing of who was there before.
    connect(m.windows.main, &ui::MainWindow::placeShown, m.windows.firstClerk, [this](ui::Place place) {
        if (place != ui::Place::FirstClerk) m.windows.firstClerk->clear();
    });
}

// Only while there is nobody: asked again where the list is written, since a command line may have been
// faster.
void FirstStartController::addFirst(const QString& id, const QString& name, const QString& pin) {
    const Clerk clerk{id.toStdString(), name.toStdString(), ClerkRole::Supervisor};
    auto* page = m.windows.firstClerk;
    // Without a journal it stays marked, and is noted once there is one.
    const auto noted = m.note ? ClerkList::Noted::Yes : ClerkList::Noted::NotYet;
    const auto added = std::make_shared<bool>(false);  // written there before it is read here
    const bool begun = m.clerks.change(
        [clerk, noted, added, pin = pin.toStdString()](ClerkList& list) -> Status {
            if (!list.empty()) return {};
            auto put = list.put(clerk, pin, noted);
            *added = put.has_value();
            return put;
        },
        [this, clerk, added, page](const Status& done) {
            page->setBusy(ui::FirstClerkPage::Busy::No);
            if (!done) {
                m.log.error("counter", "the first clerk was not added: " + describe(done.error()));
                page->showError(done.error().code);
                return;
            }
            if (*added) {
                m.clerks.beginWithoutTries();
                if (m.note) m.note(clerkChangedNote(clerk.id, ClerkChange::Added, clerk));
            }
            m.windows.signIn->setProblem(ui::SignInProblem::None);
            Q_EMIT homeChanged();
        });
    if (begun) page->setBusy(ui::FirstClerkPage::Busy::Yes);
}

}  // namespace countersign
