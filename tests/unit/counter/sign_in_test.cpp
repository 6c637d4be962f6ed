// Who guesses PINs waits, longer each time; whom the operator switched off does not come in; nobody there is
// noticed.

#include <QKeyEvent>
#include <QSignalSpy>

#include "app/counter/clerk_sign_in.h"
#include "app/counter/idle_lock.h"
#include "app/counter/journal_notes.h"
#include "core/log.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "unit/sync/qt_loop.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Door {
    Door() {
        needQt();
        auto list = ClerkList::load(folder.path() / "clerks.json").value();
        REQUIRE(list.put({"lina", "Li Na"}, "2468"));
        REQUIRE(SignInTriesFile(triesFile()).save({}));
        open(std::chrono::milliseconds(0));
    }
    [[nodiscard]] std::filesystem::path triesFile() const { return folder.path() / kSignInTriesFile; }
    // The program is started (again).
    void open(std::chrono::milliseconds second) {
        signIn.reset();
        signIn.emplace(ClerkSignInParts{ClerkList::load(folder.path() / "clerks.json").value(),
                                        SignInTriesFile(triesFile()), clock, *log},
                       nullptr, second);
        QObject::connect(&*signIn, &ClerkSignIn::lockedOut, &*signIn,
                         [this] { waits.push_back(signIn->waitLeft()); });
    }
    SignInAnswer answerTo(const QString& id, const QString& pin) {
        std::optional<SignInAnswer> got;
        REQUIRE(signIn->check(id, pin, [&](const SignInAnswer& answer) { got = answer; }));
        REQUIRE(waitUntil([&] { return got.has_value(); }));
        return *got;
    }
    bool comesIn(const QString& id, const QString& pin) { return answerTo(id, pin).clerk.has_value(); }
    void guessUntilLocked() {
        const auto before = waits.size();
        for (int i = 0; i < 5; ++i) CHECK_FALSE(comesIn(QStringLiteral("lina"), QStringLiteral("0000")));
        REQUIRE(waits.size() == before + 1);
        CHECK_FALSE(signIn->check(QStringLiteral("lina"), QStringLiteral("2468"), [](const auto&) {}));
        REQUIRE(waitUntil([&] { return signIn->waitLeft() == 0; }));
    }

    TempFolder folder;
    std::unique_ptr<Log> log = openFileLog(folder.path() / "log");
    ManualClock clock{WallTime(std::chrono::hours(24 * 365 * 56))};
    std::optional<ClerkSignIn> signIn;
    std::vector<int> waits;
};

}  // namespace

TEST_CASE("five wrong PINs make everybody wait, and each time twice as long until somebody comes in") {
    Door door;
    for (int i = 0; i < 3; ++i) door.guessUntilLocked();
    CHECK(door.waits == std::vector<int>{30, 60, 120});
    CHECK(door.comesIn(QStringLiteral("lina"), QStringLiteral("2468")));
    door.guessUntilLocked();
    CHECK(door.waits.back() == 30);
}

TEST_CASE("a wait goes on when the program is started again, and no clock that is set shortens it") {
    Door door;
    const auto lina = QStringLiteral("lina"), right = QStringLiteral("2468"), wrong = QStringLiteral("0000");
    door.open(std::chrono::hours(1));  // the wait stands still but for the clock
    for (int i = 0; i < 5; ++i) CHECK_FALSE(door.comesIn(lina, wrong));
    REQUIRE(door.signIn->waitLeft() == 30);

    door.open(std::chrono::hours(1));
    CHECK(door.signIn->waitLeft() == 30);
    CHECK_FALSE(door.signIn->check(lina, right, [](const auto&) {}));
    door.clock.setWall(door.clock.wall() + std::chrono::hours(48));
    door.open(std::chrono::hours(1));
    CHECK(door.signIn->waitLeft() == 30);
    door.clock.advance(std::chrono::seconds(12));  // time that passed
    door.open(std::chrono::hours(1));
    CHECK(door.signIn->waitLeft() == 18);
    door.clock.restart();
    door.open(std::chrono::hours(1));
    CHECK(door.signIn->waitLeft() == 18 + 12);  // how long the computer was off is nobody's word
    door.clock.advance(std::chrono::seconds(31));
    door.open(std::chrono::hours(1));
    REQUIRE(door.signIn->waitLeft() == 0);

    // The next wait is twice as long: what came before is remembered.
    for (int i = 0; i < 5; ++i) CHECK_FALSE(door.comesIn(lina, wrong));
    CHECK(door.signIn->waitLeft() == 60);
}

TEST_CASE("wrong PINs are counted over restarts, and a sign-in clears them") {
    Door door;
    const auto lina = QStringLiteral("lina"), right = QStringLiteral("2468"), wrong = QStringLiteral("0000");
    const auto again = [&door] { door.open(std::chrono::hours(1)); };
    for (int i = 0; i < 4; ++i) {
        CHECK_FALSE(door.comesIn(lina, wrong));
        again();
    }
    CHECK(door.signIn->waitLeft() == 0);
    CHECK(door.comesIn(lina, right));
    again();
    for (int i = 0; i < 4; ++i) {
        CHECK_FALSE(door.comesIn(lina, wrong));
        again();
    }
    CHECK(door.signIn->waitLeft() == 0);
    CHECK_FALSE(door.comesIn(lina, wrong));
    CHECK(door.signIn->waitLeft() == 30);
}

TEST_CASE("a wait that has passed is not waited again after the computer was restarted") {
    Door door;
    door.guessUntilLocked();
    door.clock.restart();
    door.open(std::chrono::hours(1));
    CHECK(door.signIn->waitLeft() == 0);
    CHECK(door.comesIn(QStringLiteral("lina"), QStringLiteral("2468")));
}

TEST_CASE("the list is changed as the file has it, and shows at once at the door") {
    Door door;
    // Somebody at the command line, meanwhile.
    auto beside = ClerkList::load(door.folder.path() / "clerks.json").value();
    REQUIRE(beside.put({"omar", "Omar"}, "13579", ClerkList::Noted::NotYet));
    std::optional<Status> done;
    REQUIRE(door.signIn->change([](ClerkList& list) { return list.add({"mei", "Mei"}, "97531"); },
                                [&](const Status& status) { done = status; }));
    CHECK_FALSE(door.signIn->check(QStringLiteral("lina"), QStringLiteral("2468"), [](const auto&) {}));
    REQUIRE(waitUntil([&] { return done.has_value(); }));
    CHECK(done->has_value());
    CHECK(door.signIn->clerks().size() == 3);
    REQUIRE(door.signIn->notNoted().size() == 1);
    CHECK(door.comesIn(QStringLiteral("mei"), QStringLiteral("97531")));
    CHECK(door.comesIn(QStringLiteral("omar"), QStringLiteral("13579")));
}

TEST_CASE("a clerk who was switched off does not come in with the right PIN, until switched on again") {
    Door door;
    door.signIn->setSwitchedOff({"bert", "lina"});
    CHECK(door.signIn->switchedOff("lina"));
    // Why is for who knows the PIN.
    CHECK(door.answerTo(QStringLiteral("lina"), QStringLiteral("2468")).refusal ==
          SignInRefusal::SwitchedOff);
    CHECK(door.answerTo(QStringLiteral("lina"), QStringLiteral("1111")).refusal == SignInRefusal::WrongPin);
    CHECK_FALSE(door.comesIn(QStringLiteral("lina"), QStringLiteral("2468")));
    door.signIn->setSwitchedOff({"bert"});
    CHECK(door.comesIn(QStringLiteral("lina"), QStringLiteral("2468")));
}

TEST_CASE("nobody there is told once, and again after somebody was") {
    needQt();
    QObject window;
    IdleLock lock(*QCoreApplication::instance(), std::chrono::milliseconds(1));
    QSignalSpy idle(&lock, &IdleLock::idle);
    REQUIRE(waitUntil([&] { return idle.count() == 1; }));
    QEvent paint(QEvent::Paint);
    QCoreApplication::sendEvent(&window, &paint);  // the program's own doing is no hand
    CHECK(idle.count() == 1);
    QKeyEvent key(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &key);
    REQUIRE(waitUntil([&] { return idle.count() == 2; }));
    lock.stir();
    REQUIRE(waitUntil([&] { return idle.count() == 3; }));
}

TEST_CASE("the journal's words hold nothing of a buyer, and nothing that somebody typed by mistake") {
    Registration registration;
    registration.clerk = "lina";
    registration.details.name = "Zephyrine";
    registration.details.documentNumber = "110101199003070134";
    registration.decision = Decision::Review;
    registration.otherWay = OtherWayTaken{Obstacle::EyesCannotClose, "bert", {}};
    const auto decided = decidedNote(registration);
    CHECK(decided.detail == "review other_terms");
    CHECK(decided.who == "lina");
    REQUIRE(exceptionNote(registration, ClerkRole::Supervisor));
    CHECK(exceptionNote(registration, ClerkRole::Supervisor)->who == "bert");
    CHECK(exceptionNote(registration, ClerkRole::Supervisor)->detail == "supervisor");
    CHECK(exceptionNote(registration, std::nullopt)->detail.empty());
    registration.otherWay.reset();
    CHECK(decidedNote(registration).detail == "review");
    CHECK_FALSE(exceptionNote(registration, ClerkRole::Clerk));
    const Clerk omar{"omar", "Omar Quill", ClerkRole::Technician};
    for (const auto change : {ClerkChange::Added, ClerkChange::Removed, ClerkChange::Role, ClerkChange::Pin,
                              ClerkChange::AtCommandLine}) {
        const auto line = clerkChangedNote("lina", change, omar);
        CHECK(line.event == AuditEvent::ClerksChanged);
        CHECK(line.who == "lina");
        CHECK(line.detail.find("omar") != std::string::npos);
        CHECK(line.detail.find("Quill") == std::string::npos);
    }
    CHECK(clerkChangedNote("lina", ClerkChange::Role, omar).detail == "role omar technician");
    CHECK(signInRefusedNote(omar, SignInRefusal::WrongPin).who == "omar");
    CHECK(signInRefusedNote(std::nullopt, SignInRefusal::WrongPin).who.empty());
    CHECK(signInRefusedNote(omar, SignInRefusal::SwitchedOff).detail == "switched_off");
    CHECK(signedOutNote("lina", SignOutReason::Idle).detail == "idle");
    CHECK(signedOutNote("lina", SignOutReason::SwitchedOff).detail == "switched_off");
}
