// The first start in the window: the pages by keyboard, with the real provisioner, list of clerks and hashing
// behind them. The way over a real gateway is in tests/contract/provisioning.
#include <sys/stat.h>

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <chrono>
#include <functional>
#include <latch>

#include "app/counter/build_date.h"
#include "app/counter/first_start_controller.h"
#include "operator/certificates.h"
#include "protocol/certificate.h"
#include "protocol/key_text.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/ui_shots.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/choice_box.h"
#include "widgets/field_edit.h"
#include "widgets/notice.h"

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;
using countersign::test::TempFolder;
namespace fs = std::filesystem;

namespace {

template <class Seen>
bool eventually(Seen seen) {
    return QTest::qWaitFor(seen, 60'000);
}

QAbstractButton* button(QWidget& page, const QString& text) {
    for (auto* found : page.findChildren<QAbstractButton*>()) {
        if (found->text() == text) return found;
    }
    FAIL("no button " << text.toStdString());
    return nullptr;
}

FieldEdit* field(QWidget& page, const QString& label) {
    for (auto* found : page.findChildren<FieldEdit*>()) {
        if (found->accessibleName() == label) return found;
    }
    FAIL("no field " << label.toStdString());
    return nullptr;
}

bool says(QWidget& page, const QString& words) {
    for (const auto* label : page.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(words)) return true;
    }
    return false;
}

enum class Known { No = 1, Yes, PractiseOnly };

// A counter's window at its first start. Nobody listens where its operator should be.
struct FirstStart {
    explicit FirstStart(
        Known known = Known::No, const std::string& operatorUrl = "https://127.0.0.1:1",
        std::function<std::vector<fs::path>()> find = [] { return std::vector<fs::path>(); },
        std::function<Result<Bytes>(const fs::path&)> read = readProvisioningFile,
        std::chrono::milliseconds patience = std::chrono::hours(1)) {
        fs::create_directories(folder.path() / "etc");
        folder.write("etc/office.pub", publicKeyText(office.verifyingKey()) + "\n");
        folder.write("etc/operator-ca.pem", authority.certificatePem);
        windows.main = &window;
        windows.signIn = new SignInPage;
        windows.enrol = new EnrolPage(dialogs);
        windows.firstClerk = new FirstClerkPage;
        window.setPage(Place::SignIn, windows.signIn);
        window.setPage(Place::Enrol, windows.enrol);
        window.setPage(Place::FirstClerk, windows.firstClerk);
        clerks = std::make_unique<ClerkSignIn>(
            ClerkSignInParts{ClerkList::load(folder.path() / "clerks.json").value(),
                             SignInTriesFile(folder.path() / kSignInTriesFile), clock, *log});
        std::unique_ptr<Provisioner> provisioner;
        if (known == Known::No)
            provisioner = std::make_unique<Provisioner>(ProvisionerParts{folder.path(),
                                                                         {},
                                                                         folder.path() / "etc/counter.json",
                                                                         {},
                                                                         "S-1",
                                                                         operatorUrl,
                                                                         false,
                                                                         false,
                                                                         clock,
                                                                         builtOn(),
                                                                         *log});
        std::function<void(const AuditNote&)> note;
        if (known == Known::Yes)
            note = [this](const AuditNote& what) { notes.push_back(what.who + ": " + what.detail); };
        controller = std::make_unique<FirstStartController>(
            FirstStartParts{windows, *clerks, std::move(provisioner), std::move(note), *log, std::move(find),
                            std::move(read), patience});
        QObject::connect(controller.get(), &FirstStartController::homeChanged, &window,
                         [this] { window.showPlace(controller->home()); });
        window.showPlace(controller->home());
        REQUIRE(settle(window));
    }
    // Signed by this operator's office.
    [[nodiscard]] Bytes fileFor(const std::string& shop) const {
        Provisioning made;
        made.shop = shop;
        made.operatorUrl = "https://127.0.0.1:1";
        made.authorities = certificatesIn(authority.certificatePem).value();
        made.code = "7F3K-22QD-M0XA";
        made.issuedAt = std::chrono::floor<std::chrono::seconds>(clock.wall());
        made.expiresAt = made.issuedAt + std::chrono::hours(24);
        return signProvisioning(made, office).value();
    }
    fs::path write(const std::string& name, const Bytes& bytes) const {
        return folder.write(name, std::string(bytes.begin(), bytes.end()));
    }
    void enterKey() { QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); }

    QApplication& app = application();  // before the pages
    TempFolder folder;
    SigningKey office = SigningKey::generate();
    CertificateAndKey authority = makeAuthority("Test", SystemClock().wall()).value();
    std::unique_ptr<Log> log = openFileLog(folder.path() / "log");
    SystemClock clock;
    ScriptedDialogs dialogs;
    MainWindow window;
    Windows windows;
    std::unique_ptr<ClerkSignIn> clerks;
    std::unique_ptr<FirstStartController> controller;
    std::vector<std::string> notes;
};

}  // namespace

TEST_CASE(
    "a counter that is not known opens with its setting up; a code is typed and a failure told in words") {
    FirstStart start;
    REQUIRE(start.window.place() == Place::Enrol);
    auto& page = *start.windows.enrol;
    CHECK(says(page, QStringLiteral("https://127.0.0.1:1")));
    auto* begin = button(page, QStringLiteral("Set up"));
    CHECK_FALSE(begin->isEnabled());
    auto* code = field(page, QStringLiteral("Code"));
    CHECK(code->hasFocus());
    QTest::keyClicks(code, QStringLiteral("7f3k-22qd-m0x"));
    CHECK(code->text() == QStringLiteral("7F3K 22QD M0X"));
    CHECK_FALSE(begin->isEnabled());
    QTest::keyClicks(code, QStringLiteral("a!?b"));
    CHECK(code->plainText() == QStringLiteral("7F3K22QDM0XA"));
    REQUIRE(begin->isEnabled());
    QSignalSpy ended(start.controller.get(), &FirstStartController::enrolled);
    start.enterKey();
    CHECK(page.working());
    CHECK_FALSE(begin->isEnabled());
    begin->click();  // never twice at once
    REQUIRE(eventually([&] { return !page.working(); }));
    CHECK(ended.isEmpty());
    auto* notice = page.findChild<Notice*>();
    CHECK(notice->text().contains(QStringLiteral("(E901)")));
    CHECK(notice->text().contains(QStringLiteral("try again with the same code")));
    CHECK(code->plainText() == QStringLiteral("7F3K22QDM0XA"));
    CHECK(begin->isEnabled());
}

TEST_CASE("without an operator's address only a file will do, and the page says so") {
    FirstStart start(Known::No, "");
    auto& page = *start.windows.enrol;
    CHECK_FALSE(field(page, QStringLiteral("Code"))->isVisible());
    CHECK(says(page, QStringLiteral("doesn't know how to reach the operator")));
    CHECK(button(page, QStringLiteral("Other file…"))->hasFocus());
    start.dialogs.file =
        QString::fromStdString(start.write("mine.provisioning", start.fileFor("S-1")).string());
    button(page, QStringLiteral("Other file…"))->click();
    CHECK(says(page, QStringLiteral("File")));
    REQUIRE(button(page, QStringLiteral("Set up"))->isEnabled());
    start.enterKey();
    REQUIRE(eventually([&] { return !page.working(); }));
    // The operator is away: kept, and named in the list.
    CHECK(page.findChild<Notice*>()->text().contains(QStringLiteral("The file is kept")));
    CHECK(page.findChild<Notice*>()->text().contains(QStringLiteral("\"Set up\" tries it now")));
    CHECK(fs::exists(start.folder.path() / "provisioning"));
    CHECK(page.findChild<ChoiceBox*>()->findText(QStringLiteral("The file of the last try")) >= 0);
}

TEST_CASE("a wrong file is refused for its own reason and can be replaced by another") {
    FirstStart start;
    auto& page = *start.windows.enrol;
    const auto tried = [&](const fs::path& file) {
        start.dialogs.file = QString::fromStdString(file.string());
        button(page, QStringLiteral("Other file…"))->click();
        button(page, QStringLiteral("Set up"))->click();
        REQUIRE(eventually([&] { return !page.working(); }));
        CHECK_FALSE(fs::exists(start.folder.path() / "provisioning"));
        return page.findChild<Notice*>()->text();
    };
    CHECK(tried(start.write("other-shop", start.fileFor("S-2"))).contains(QStringLiteral("(E1232)")));
    CHECK(tried(start.folder.write("not-one", "hello")).contains(QStringLiteral("(E804)")));
    CHECK(tried(start.folder.path() / "gone").contains(QStringLiteral("(E102)")));
    fs::remove(start.folder.path() / "etc/office.pub");
    CHECK(tried(start.write("good", start.fileFor("S-1"))).contains(QStringLiteral("(E1236)")));
}

TEST_CASE("of two files of one name it is said which stick each lies on") {
    FirstStart start(Known::No, "https://127.0.0.1:1", [] {
        return std::vector<fs::path>{"/media/lina/RED/S-1.provisioning",
                                     "/media/lina/BLUE/countersign/S-1.provisioning"};
    });
    auto* list = start.windows.enrol->findChild<ChoiceBox*>();
    REQUIRE(eventually([&] { return list->count() == 2; }));
    CHECK(list->itemText(0) == QStringLiteral("S-1.provisioning (RED)"));
    CHECK(list->itemText(1) == QStringLiteral("S-1.provisioning (BLUE)"));
}

TEST_CASE("a failure is told of what was used: a file is not typed, and is not a code") {
    const auto text = [](EnrolAgain again, EnrolBy by) {
        return enrolFailureText(ErrorCode::EnrolmentRefused, again, by);
    };
    CHECK(text(EnrolAgain::AnotherFile, EnrolBy::File).contains(QStringLiteral("code in this file")));
    CHECK_FALSE(text(EnrolAgain::AnotherFile, EnrolBy::File).contains(QStringLiteral("typed")));
    CHECK(text(EnrolAgain::AnotherFile, EnrolBy::Code).contains(QStringLiteral("typed")));
    CHECK(text(EnrolAgain::SameAgain, EnrolBy::File).contains(QStringLiteral("the same file")));
    CHECK(text(EnrolAgain::SameAgain, EnrolBy::Code).contains(QStringLiteral("the same code")));
    // What helps against one failure is no help against another.
    const auto first = [](ErrorCode code, EnrolAgain again) {
        return enrolFailureText(code, again, EnrolBy::File);
    };
    for (const auto again : {EnrolAgain::SameAgain, EnrolAgain::Kept}) {
        CHECK(first(ErrorCode::OperatorUnreachable, again).contains(QStringLiteral("cable")));
        CHECK(first(ErrorCode::NetworkWantsSignIn, again).contains(QStringLiteral("sign in to the network")));
        CHECK(first(ErrorCode::OperatorNotTrusted, again).contains(QStringLiteral("date")));
        CHECK(first(ErrorCode::ProxyRefused, again).contains(QStringLiteral("who looks after")));
        CHECK(first(ErrorCode::OperatorBusy, again).contains(QStringLiteral("Wait")));
        for (const auto code : {ErrorCode::NetworkWantsSignIn, ErrorCode::OperatorNotTrusted,
                                ErrorCode::ProxyRefused, ErrorCode::OperatorBusy})
            CHECK_FALSE(first(code, again).contains(QStringLiteral("cable")));
    }
}

TEST_CASE("a file that was kept is tried by itself at the next start") {
    FirstStart start;
    start.controller->begin();
    CHECK_FALSE(start.windows.enrol->working());  // there is none
    static_cast<void>(start.write("provisioning", start.fileFor("S-1")));
    start.controller->begin();
    CHECK(start.windows.enrol->working());
    REQUIRE(eventually([&] { return !start.windows.enrol->working(); }));
    CHECK(start.windows.enrol->findChild<Notice*>()->text().contains(QStringLiteral("(E901)")));
    CHECK(fs::exists(start.folder.path() / "provisioning"));
}

TEST_CASE(
    "whoever only wants to practise makes nobody a supervisor, and the page of the first start stays home") {
    FirstStart start;
    QSignalSpy wanted(start.controller.get(), &FirstStartController::practiceWanted);
    button(*start.windows.enrol, QStringLiteral("Only practise"))->click();
    CHECK(wanted.size() == 1);
    CHECK(start.controller->home() == Place::Enrol);
}

TEST_CASE("the first one here becomes the supervisor") {
    FirstStart start(Known::PractiseOnly);
    REQUIRE(start.window.place() == Place::FirstClerk);
    auto& page = *start.windows.firstClerk;
    REQUIRE(settle(start.window));
    auto* add = button(page, QStringLiteral("Add and go on"));
    const auto type = [&](const char* label, const char* text) {
        auto* at = field(page, QString::fromLatin1(label));
        at->setFocus();
        at->selectAll();
        QTest::keyClicks(at, QString::fromLatin1(text));
    };
    CHECK(field(page, QStringLiteral("Clerk id"))->hasFocus());
    type("Clerk id", "Lina");
    type("Name", "Li Na");
    type("PIN", "246");
    CHECK_FALSE(add->isEnabled());
    type("PIN", "2468");
    type("PIN again", "2469");
    CHECK(says(page, QStringLiteral("Not the same PIN")));
    CHECK_FALSE(add->isEnabled());
    type("PIN again", "2468");
    CHECK_FALSE(says(page, QStringLiteral("Not the same PIN")));
    REQUIRE(add->isEnabled());
    start.enterKey();
    REQUIRE(eventually([&] { return start.window.place() == Place::SignIn; }));
    const auto list = ClerkList::load(start.folder.path() / "clerks.json").value();
    REQUIRE(list.clerks().size() == 1);
    CHECK(list.clerks().front() == Clerk{"lina", "Li Na", ClerkRole::Supervisor});
    CHECK(list.signIn("lina", "2468").has_value());
    // There is no journal yet: it is noted when there is one.
    CHECK(start.notes.empty());
    CHECK(list.notNoted().size() == 1);
    CHECK(field(page, QStringLiteral("PIN"))->plainText().isEmpty());
    // A new counter has no wrong PINs: four of them are still no wait.
    CHECK(start.clerks->waitLeft() == 0);
    for (int i = 0; i < 4; ++i) {
        bool answered = false;
        REQUIRE(start.clerks->check(QStringLiteral("lina"), QStringLiteral("0000"),
                                    [&](const SignInAnswer&) { answered = true; }));
        REQUIRE(eventually([&] { return answered; }));
    }
    CHECK(start.clerks->waitLeft() == 0);
}

TEST_CASE("at a counter with a journal the first one is noted at once") {
    FirstStart start(Known::Yes);
    Q_EMIT start.windows.firstClerk->addWanted(QStringLiteral("lina"), QString(), QStringLiteral("2468"));
    REQUIRE(eventually([&] { return start.window.place() == Place::SignIn; }));
    CHECK(start.notes.size() == 1);
    CHECK(ClerkList::load(start.folder.path() / "clerks.json").value().notNoted().empty());
}

TEST_CASE("a command line that was faster is not overruled: nobody becomes supervisor beside another") {
    FirstStart start(Known::Yes);
    REQUIRE(start.window.place() == Place::FirstClerk);
    auto outside = ClerkList::load(start.folder.path() / "clerks.json").value();
    REQUIRE(outside.put({"omar", "Omar", ClerkRole::Supervisor}, "1357"));
    const SignInTriesFile tries(start.folder.path() / kSignInTriesFile);
    REQUIRE(tries.save({3, 0, 0, start.clock.boot()}));
    Q_EMIT start.windows.firstClerk->addWanted(QStringLiteral("eve"), QString(), QStringLiteral("2468"));
    REQUIRE(eventually([&] { return start.window.place() == Place::SignIn; }));
    const auto list = ClerkList::load(start.folder.path() / "clerks.json").value();
    CHECK(list.clerks().size() == 1);
    CHECK_FALSE(list.find("eve"));
    CHECK(start.notes.empty());
    // Nobody came: whoever guessed has guessed.
    start.controller.reset();
    start.clerks.reset();  // what it writes is written
    CHECK(tries.load(start.clock.boot(), *start.log).wrong == 3);
}

TEST_CASE("a stick that hangs holds up neither the page nor its end") {
    std::latch looked(1), goOn(1), done(2);
    {
        FirstStart start(
            Known::No, "https://127.0.0.1:1",
            [&] {
                looked.count_down();
                goOn.wait();
                done.count_down();
                return std::vector<fs::path>{"/never/shown.provisioning"};
            },
            [&](const fs::path&) -> Result<Bytes> {
                goOn.wait();
                done.count_down();
                return Bytes();
            });
        QSignalSpy busy(start.controller.get(), &FirstStartController::busyChanged);
        looked.wait();
        auto& page = *start.windows.enrol;
        CHECK(page.findChild<ChoiceBox*>()->count() == 0);
        start.dialogs.file = QStringLiteral("/a/stick/hangs.provisioning");
        button(page, QStringLiteral("Other file…"))->click();
        button(page, QStringLiteral("Set up"))->click();
        CHECK(page.working());
        CHECK(start.controller->busy());
        CHECK(busy.size() == 1);
        start.controller.reset();  // comes back
    }
    goOn.count_down();
    done.wait();
}

TEST_CASE("a reading that never ends is given up, and what it says later is not heard") {
    std::latch goOn(1), done(1);
    FirstStart start(
        Known::No, "https://127.0.0.1:1", [] { return std::vector<fs::path>(); },
        [&](const fs::path&) -> Result<Bytes> {
            goOn.wait();
            done.count_down();
            return Bytes();
        },
        std::chrono::milliseconds(1));
    auto& page = *start.windows.enrol;
    start.dialogs.file = QStringLiteral("/a/stick/hangs.provisioning");
    button(page, QStringLiteral("Other file…"))->click();
    button(page, QStringLiteral("Set up"))->click();
    REQUIRE(eventually([&] { return !page.working(); }));
    CHECK_FALSE(start.controller->busy());
    CHECK(page.findChild<Notice*>()->text().contains(QStringLiteral("(E102)")));
    QSignalSpy busy(start.controller.get(), &FirstStartController::busyChanged);
    goOn.count_down();
    done.wait();
    QCoreApplication::processEvents();
    CHECK(busy.isEmpty());
    CHECK(page.findChild<Notice*>()->text().contains(QStringLiteral("(E102)")));
}

TEST_CASE("a pipe in place of a file is refused and not waited for") {
    const TempFolder stick;
    const auto pipe = stick.path() / "pipe.provisioning";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const auto read = readProvisioningFile(pipe);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::FileUnreadable);
}

TEST_CASE("setting up is use: told at its begin and at its end") {
    FirstStart start;
    std::vector<bool> told;
    QObject::connect(start.controller.get(), &FirstStartController::busyChanged, &start.window,
                     [&] { told.push_back(start.controller->busy()); });
    auto& page = *start.windows.enrol;
    start.dialogs.file =
        QString::fromStdString(start.write("mine.provisioning", start.fileFor("S-1")).string());
    button(page, QStringLiteral("Other file…"))->click();
    button(page, QStringLiteral("Set up"))->click();
    REQUIRE(eventually([&] { return !page.working(); }));
    REQUIRE(told.size() >= 2);
    CHECK(told.front());
    CHECK_FALSE(told.back());
}

TEST_CASE("files are found on a stick by their names, and nothing else is taken for one") {
    const TempFolder stick;
    CHECK(provisioningFilesIn(stick.path() / "gone").empty());
    stick.write("S-1.provisioning", "x");
    stick.write("._S-1.provisioning", "x");
    stick.write("S-1.provisioning-draft", "x");
    stick.write("countersign/S-2.provisioning", "x");
    stick.write("deeper/down/S-3.provisioning", "x");
    fs::create_directories(stick.path() / "folder.provisioning");
    const auto found = provisioningFilesIn(stick.path());
    REQUIRE(found.size() == 2);
    CHECK(found[0].filename() == "S-1.provisioning");
    CHECK(found[1].filename() == "S-2.provisioning");
    for (int i = 0; i < 200; ++i) stick.write(std::to_string(i) + ".provisioning", "x");
    CHECK(provisioningFilesIn(stick.path()).size() == 50);
}
