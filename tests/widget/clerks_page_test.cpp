// The page of clerks with the real list, the real hashing and the real waits behind it: what each role may do
// there, by keyboard; what the journal hears; and what the window asks before it closes.
#include <QListWidget>
#include <QPrinterInfo>
#include <QSignalSpy>
#include <QTest>

#include "app/counter/clerks_controller.h"
#include "app/counter/close_guard.h"
#include "core/log.h"
#include "pages/cameras_page.h"
#include "pages/result_page.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "support/ui_shots.h"
#include "text/clerk_text.h"
#include "text/counter_words.h"
#include "text/state_words.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"
#include "widgets/button.h"
#include "widgets/field_edit.h"
#include "widgets/labeled_field.h"
#include "widgets/notice.h"
#include "widgets/segmented_choice.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QLabel>
#include <QWidget>

using namespace countersign;
using namespace countersign::ui;
using namespace countersign::ui::test;
using countersign::test::TempFolder;

namespace {

// Hashing a PIN takes as long as the machine is busy.
template <class Seen>
bool eventually(Seen seen) {
    return QTest::qWaitFor(seen, 60'000);
}

struct Room {
    Room() {
        auto list = ClerkList::load(folder.path() / "clerks.json").value();
        REQUIRE(list.add({"lina", "Li Na", ClerkRole::Supervisor}, "2468"));
        REQUIRE(list.add({"omar", "Omar"}, "1357"));
        REQUIRE(list.add({"tom", "Tom", ClerkRole::Technician}, "9753"));
        REQUIRE(SignInTriesFile(folder.path() / kSignInTriesFile).save({}));
        signIn = std::make_unique<ClerkSignIn>(
            ClerkSignInParts{list, SignInTriesFile(folder.path() / kSignInTriesFile), clock, *log});
        controller = std::make_unique<ClerksController>(ClerksParts{
            page, *signIn, [this] { return who; },
            [this](const AuditNote& note) { notes.push_back(note.who + ": " + note.detail); }, *log});
        page.resize(1056, 624);
    }
    void enter(const std::string& clerk) {
        who = clerk;
        REQUIRE(settle(page));
        controller->show();
        page.entered();
    }
    [[nodiscard]] QListWidget& list() { return *page.findChild<QListWidget*>(); }
    [[nodiscard]] QAbstractButton* button(const QString& text) {
        for (auto* found : page.findChildren<QAbstractButton*>()) {
            if (found->text() == text && found->isVisible()) return found;
        }
        return nullptr;
    }
    [[nodiscard]] bool says(const QString& words) {
        for (const auto* label : page.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words)) return true;
        }
        return false;
    }
    FieldEdit* field(const QString& label) {
        for (auto* found : page.findChildren<FieldEdit*>()) {
            if (found->accessibleName() == label && found->isVisible()) return found;
        }
        FAIL("no field " << label.toStdString());
        return nullptr;
    }
    void type(const QString& label, const QString& text) {
        auto* at = field(label);
        at->setFocus();
        QTest::keyClicks(at, text);
    }
    void enterKey() { QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); }
    [[nodiscard]] ClerkList onDisk() const { return ClerkList::load(folder.path() / "clerks.json").value(); }

    QApplication& app = application();  // before the page
    TempFolder folder;
    std::unique_ptr<Log> log = openFileLog(folder.path() / "log");
    ManualClock clock{WallTime(std::chrono::seconds(1795510800))};
    ScriptedDialogs dialogs;
    ClerksPage page{dialogs};
    std::unique_ptr<ClerkSignIn> signIn;
    std::unique_ptr<ClerksController> controller;
    std::string who;
    std::vector<std::string> notes;
};

}  // namespace

TEST_CASE("a supervisor adds a clerk by keyboard, who can then sign in") {
    Room room;
    room.enter("lina");
    REQUIRE(room.list().count() == 3);
    CHECK(room.list().currentRow() == 0);
    CHECK(room.list().hasFocus());
    room.button(QStringLiteral("New clerk"))->click();
    REQUIRE(room.field(QStringLiteral("Clerk id"))->hasFocus());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("omar"));
    CHECK(room.says(QStringLiteral("This id is taken.")));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("2"));
    CHECK_FALSE(room.says(QStringLiteral("This id is taken.")));
    room.type(QStringLiteral("Name"), QStringLiteral("Omar B."));
    room.type(QStringLiteral("PIN"), QStringLiteral("86420"));
    room.type(QStringLiteral("PIN again"), QStringLiteral("86421"));
    CHECK(room.says(QStringLiteral("The two are not the same.")));
    CHECK_FALSE(room.button(QStringLiteral("Add this clerk"))->isEnabled());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("0"));
    room.enterKey();
    REQUIRE(eventually([&] { return room.says(QStringLiteral("Omar B. can sign in now.")); }));
    CHECK(room.onDisk().signIn("omar2", "86420") == Clerk{"omar2", "Omar B.", ClerkRole::Clerk});
    CHECK(room.notes == std::vector<std::string>{"lina: added omar2 clerk"});
    CHECK(room.list().currentRow() == 3);
    for (auto* field : room.page.findChildren<FieldEdit*>()) CHECK(field->text().isEmpty());
    CHECK(unnamedBelow(room.page).isEmpty());
}

TEST_CASE("a supervisor gives a role and a new PIN, and removes after a question") {
    Room room;
    room.enter("lina");
    QTest::keyClick(&room.list(), Qt::Key_Down);
    auto* role = room.page.findChild<SegmentedChoice*>();
    REQUIRE(role->isEnabled());
    CHECK(role->chosen() == static_cast<int>(ClerkRole::Clerk));
    CHECK_FALSE(room.button(QStringLiteral("Save changes"))->isEnabled());
    QTest::mouseClick(room.button(QStringLiteral("Supervisor")), Qt::LeftButton);
    REQUIRE(room.button(QStringLiteral("Save changes"))->isEnabled());
    room.type(QStringLiteral("New PIN"), QStringLiteral("4444"));
    CHECK_FALSE(room.button(QStringLiteral("Save changes"))->isEnabled());  // typed once only
    room.type(QStringLiteral("New PIN again"), QStringLiteral("4444"));
    room.enterKey();
    REQUIRE(eventually([&] { return room.says(QStringLiteral("Omar was changed.")); }));
    CHECK(room.onDisk().signIn("omar", "4444") == Clerk{"omar", "Omar", ClerkRole::Supervisor});
    CHECK(room.notes == std::vector<std::string>{"lina: role omar supervisor", "lina: pin omar"});

    room.dialogs.answers = {Answer::No, Answer::Yes};
    room.button(QStringLiteral("Remove"))->click();
    CHECK(room.onDisk().find("omar"));
    room.button(QStringLiteral("Remove"))->click();
    REQUIRE(eventually(
        [&] { return room.says(QStringLiteral("omar was removed and can't sign in any more.")); }));
    CHECK_FALSE(room.onDisk().find("omar"));
    CHECK(room.notes.back() == "lina: removed omar");
    CHECK(room.dialogs.asked == 2);
}

TEST_CASE("a supervisor keeps the own role, and a technician's stays the command line's") {
    Room room;
    room.enter("lina");
    auto* role = room.page.findChild<SegmentedChoice*>();
    CHECK_FALSE(role->isEnabled());
    CHECK_FALSE(room.button(QStringLiteral("Remove"))->isEnabled());
    CHECK(room.says(QStringLiteral("Another supervisor changes your role")));
    room.list().setCurrentRow(2);
    CHECK_FALSE(role->isEnabled());
    CHECK(room.says(roleWords(ClerkRole::Technician)));
    CHECK(room.button(QStringLiteral("Remove"))->isEnabled());
    // A page is no lock: asked for all the same, it is not done.
    Q_EMIT room.page.removeWanted(QStringLiteral("lina"));
    Q_EMIT room.page.changeWanted(QStringLiteral("lina"), ClerkRole::Clerk, {});
    Q_EMIT room.page.changeWanted(QStringLiteral("omar"), ClerkRole::Technician, {});
    Q_EMIT room.page.addWanted({QStringLiteral("x"), {}, ClerkRole::Technician}, QStringLiteral("1234"));
    QCoreApplication::processEvents();
    CHECK(room.onDisk().clerks() == room.signIn->clerks());
    CHECK(room.onDisk().find("lina")->role == ClerkRole::Supervisor);
    CHECK(room.onDisk().clerks().size() == 3);
    CHECK(room.notes.empty());
}

TEST_CASE("a clerk sees who manages, and changes nothing but the own PIN") {
    Room room;
    room.enter("omar");
    CHECK(room.list().currentRow() == 1);
    CHECK_FALSE(room.button(QStringLiteral("New clerk"))->isEnabled());
    CHECK_FALSE(room.button(QStringLiteral("Remove"))->isEnabled());
    room.list().setCurrentRow(0);
    CHECK(room.says(QStringLiteral("A supervisor adds clerks")));
    CHECK_FALSE(room.page.findChild<SegmentedChoice*>()->isEnabled());
    for (auto* field : room.page.findChildren<FieldEdit*>()) CHECK_FALSE(field->isVisible());
    Q_EMIT room.page.removeWanted(QStringLiteral("lina"));
    CHECK(room.says(QStringLiteral("Only a supervisor does this.")));
    Q_EMIT room.page.changeWanted(QStringLiteral("lina"), ClerkRole::Clerk, QStringLiteral("0000"));
    Q_EMIT room.page.addWanted({QStringLiteral("x"), {}, ClerkRole::Clerk}, QStringLiteral("1234"));
    CHECK(room.onDisk().signIn("lina", "2468"));

    room.list().setCurrentRow(1);
    room.type(QStringLiteral("Present PIN"), QStringLiteral("0000"));
    room.type(QStringLiteral("New PIN"), QStringLiteral("7777"));
    room.type(QStringLiteral("New PIN again"), QStringLiteral("7777"));
    room.enterKey();
    REQUIRE(eventually([&] { return room.says(QStringLiteral("The present PIN is not right.")); }));
    CHECK(room.onDisk().signIn("omar", "1357"));
    CHECK(room.notes == std::vector<std::string>{"omar: wrong_pin"});
    room.type(QStringLiteral("Present PIN"), QStringLiteral("1357"));
    room.enterKey();
    REQUIRE(eventually([&] { return room.says(QStringLiteral("Your PIN is changed.")); }));
    CHECK(room.onDisk().signIn("omar", "7777"));
    CHECK(room.notes.back() == "omar: pin omar");
}

TEST_CASE("guessing the present PIN leads into the same wait as at the door") {
    Room room;
    room.enter("omar");
    for (int i = 0; i < 5; ++i) {
        Q_EMIT room.page.ownPinWanted(QStringLiteral("000%1").arg(i), QStringLiteral("7777"));
        const auto tried = static_cast<std::size_t>(i) + 1;
        REQUIRE(eventually([&] { return room.notes.size() == tried; }));
    }
    CHECK(room.says(QStringLiteral("Too many tries. Please wait 30 s.")));
    Q_EMIT room.page.ownPinWanted(QStringLiteral("1357"), QStringLiteral("7777"));
    CHECK(room.says(QStringLiteral("Too many tries.")));
    CHECK(room.onDisk().signIn("omar", "1357"));
}

TEST_CASE("a list that can't be written says so and stays as it was") {
    Room room;
    room.enter("lina");
    const auto file = room.folder.path() / "clerks.json";
    std::filesystem::rename(file, room.folder.path() / "kept.json");
    std::filesystem::create_directory(file);  // what is there is no file
    Q_EMIT room.page.removeWanted(QStringLiteral("omar"));
    REQUIRE(eventually([&] { return room.says(QStringLiteral("(E102)")); }));
    CHECK(room.signIn->find("omar"));
    CHECK(room.notes.empty());
}

TEST_CASE("what was done at the command line comes into the journal once") {
    Room room;
    auto beside = room.onDisk();
    REQUIRE(beside.put({"mei", "Mei", ClerkRole::Supervisor}, "1122", ClerkList::Noted::NotYet));
    bool read = false;
    REQUIRE(room.signIn->change([](ClerkList&) { return Status(); }, [&](const Status&) { read = true; }));
    REQUIRE(eventually([&] { return read; }));
    room.controller->noteCommandLine();
    CHECK(room.notes == std::vector<std::string>{": command_line mei supervisor"});
    REQUIRE(eventually([&] { return room.signIn->notNoted().empty(); }));
    room.controller->noteCommandLine();
    CHECK(room.notes.size() == 1);
    CHECK(room.onDisk().notNoted().empty());
}

TEST_CASE("closing asks only where something waits or a scan goes on, and says what becomes of it") {
    application();
    QWidget window;
    class : public Dialogs {
      public:
        void ask(QWidget*, const Question& question, std::function<void(Answer)> answered) override {
            asked.push_back(question);
            answer = std::move(answered);
        }
        void chooseFile(QWidget*, const QString&, const QString&,
                        std::function<void(const QString&)>) override {}
        void chooseFolder(QWidget*, const QString&, std::function<void(const QString&)>) override {}
        void chooseNewFile(QWidget*, const QString&, const QString&, const QString&,
                           std::function<void(const QString&)>) override {}
        std::vector<Question> asked;
        std::function<void(Answer)> answer;
    } dialogs;
    ClosingFacts facts;
    CloseGuard guard(window, dialogs, [&facts] { return facts; });
    CHECK(guard.mayClose());
    CHECK(dialogs.asked.empty());

    facts.waiting = 3;
    facts.oldestWaiting = std::chrono::system_clock::now();
    CHECK_FALSE(guard.mayClose());
    CHECK_FALSE(guard.mayClose());  // asked once, however often the cross is pressed
    REQUIRE(dialogs.asked.size() == 1);
    CHECK(dialogs.asked[0].text.contains(
        QStringLiteral("Registrations that wait to be sent: 3, the oldest since")));
    CHECK(dialogs.asked[0].text.contains(QStringLiteral("stays safe")));
    CHECK_FALSE(dialogs.asked[0].text.contains(QStringLiteral("scan")));
    CHECK(dialogs.asked[0].kind == QuestionKind::Plain);
    dialogs.answer(Answer::No);
    facts = {0, {}, true};
    CHECK_FALSE(guard.mayClose());
    REQUIRE(dialogs.asked.size() == 2);
    CHECK(dialogs.asked[1].text.contains(QStringLiteral("A scan is going on.")));
    CHECK_FALSE(dialogs.asked[1].text.contains(QStringLiteral("Registrations")));
    dialogs.answer(Answer::Yes);
    CHECK(guard.mayClose());
    CHECK(dialogs.asked.size() == 2);
}

TEST_CASE("an oldest registration of another day is told with its date") {
    const auto question = closeQuestion(1, QDateTime(QDate(2026, 3, 4), QTime(9, 12)), ScanNow::None);
    CHECK(question.text.contains(QLocale().toString(QDate(2026, 3, 4), QLocale::ShortFormat)));
}

TEST_CASE("the bar tells the time, and in words when the clock is not to be trusted") {
    const QTime now(9, 41);
    const QString time = QLocale().toString(now, QLocale::ShortFormat);
    CHECK(clockWords(ClockStatus::Hidden, now).text.isEmpty());
    CHECK(clockWords(ClockStatus::Fine, now).text == time);
    for (const auto status : {ClockStatus::NotChecked, ClockStatus::Behind, ClockStatus::Ahead}) {
        const auto words = clockWords(status, now);
        CHECK(words.text.startsWith(time));
        CHECK(words.text.size() > time.size());
        CHECK_FALSE(words.more.isEmpty());
    }
    CHECK(clockWords(ClockStatus::Behind, now).tone == Tone::Warning);
}

TEST_CASE("another camera than the one in use is shown to a clerk, with who may choose it") {
    application();
    CamerasPage page;
    CameraItem used{QStringLiteral("a"), QStringLiteral("One"), QStringLiteral("usb-1"), false, true, true};
    CameraItem other{
        QStringLiteral("b"), QStringLiteral("Two"), QStringLiteral("usb-2"), false, false, false};
    page.setItems({used, other}, {});
    page.resize(1000, 600);
    REQUIRE(settle(page));
    QSignalSpy chosen(&page, &CamerasPage::cameraChosen);
    auto* list = page.findChild<QListWidget*>();
    list->setCurrentRow(2);
    const auto says = [&page](const QString& words) {
        for (const auto* label : page.findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words)) return true;
        }
        return false;
    };
    CHECK(says(QStringLiteral("A supervisor or a technician chooses another camera.")));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    CHECK(chosen.isEmpty());
    other.mayUse = true;
    page.setItems({used, other}, {});
    list->setCurrentRow(2);
    CHECK_FALSE(says(QStringLiteral("A supervisor or a technician")));
    QTest::keyClick(list, Qt::Key_Return);
    CHECK_FALSE(chosen.isEmpty());
}

// The real printing of Qt, on a computer where none is set up.
TEST_CASE("printing without a printer says so and offers the PDF in the same breath") {
    application();
    if (!QPrinterInfo::availablePrinterNames().isEmpty()) {
        WARN("passed over: a printer is set up on this computer");
        return;
    }
    ManualClock clock{WallTime(std::chrono::seconds(1795510800))};
    ScriptedDialogs dialogs;
    ResultPage page(clock, dialogs);
    ResultView view;
    view.receipt.recordId = RecordId::random();
    view.receipt.at = clock.wall();
    page.showResult(view);
    page.resize(1056, 700);
    REQUIRE(settle(page));
    const auto press = [&page](const QString& text) {
        for (auto* button : page.findChildren<QAbstractButton*>()) {
            if (button->text() != text || !button->isVisible()) continue;
            button->click();
            return true;
        }
        return false;
    };
    CHECK_FALSE(press(QStringLiteral("Save as PDF")));
    REQUIRE(press(QStringLiteral("Print")));
    CHECK(page.findChild<Notice*>()->text().contains(QStringLiteral("No printer is set up")));
    CHECK(page.findChildren<QFileDialog*>().isEmpty());
    REQUIRE(press(QStringLiteral("Save as PDF")));
    auto* dialog = page.findChild<QFileDialog*>();
    REQUIRE(dialog != nullptr);
    const TempFolder folder;
    const QString file = QString::fromStdString((folder.path() / "receipt.pdf").string());
    Q_EMIT dialog->fileSelected(file);
    CHECK(QFile(file).size() > 1000);
    dialog->close();
}

TEST_CASE(
    "whoever chooses with the mouse has the keyboard in the list afterwards, and not on what comes next") {
    application();
    CamerasPage page;
    const std::vector<PracticeItem> people{
        {QStringLiteral("anna"), QStringLiteral("Anna"), false, {}},
        {QStringLiteral("bela"), QStringLiteral("Bela"), true, QStringLiteral("one_eye")}};
    page.setItems({}, people);
    page.resize(1000, 600);
    REQUIRE(settle(page));
    // As the program does: what is in use is marked anew.
    QObject::connect(&page, &CamerasPage::practiceChosen, &page, [&] { page.setItems({}, people); });
    QSignalSpy chosen(&page, &CamerasPage::practiceChosen);
    auto* list = page.findChild<QListWidget*>();
    CHECK(list->findItems(QStringLiteral("Bela (in use: Closes one eye only)"), Qt::MatchExactly).size() ==
          1);
    Button* use = nullptr;
    for (auto* each : page.findChildren<Button*>()) {
        if (each->text() == QStringLiteral("Use this one")) use = each;
    }
    REQUIRE(use != nullptr);
    REQUIRE(use->isEnabled());
    use->setFocus();
    QTest::mouseClick(use, Qt::LeftButton);
    CHECK(chosen.size() == 1);
    CHECK(page.window()->focusWidget() == list);
}
