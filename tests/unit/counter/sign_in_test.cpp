// Who guesses PINs waits, longer each time; whom the operator switched off does not come in; nobody there is
// noticed.

#include <QKeyEvent>
#include <QSignalSpy>

#include "app/counter/clerk_sign_in.h"
#include "app/counter/idle_lock.h"
#include "app/counter/journal_notes.h"
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
        signIn.emplace(list, nullptr, std::chrono::milliseconds(0));
        QObject::connect(&*signIn, &ClerkSignIn::lockedOut, &*signIn,
                         [this] { waits.push_back(signIn->waitLeft()); });
    }
    bool comesIn(const QString& id, const QString& pin) {
        std::optional<bool> in;
        REQUIRE(signIn->check(id, pin, [&](const std::optional<Clerk>& clerk) { in = clerk.has_value(); }));
        REQUIRE(waitUntil([&] { return in.has_value(); }));
        return *in;
    }
    void guessUntilLocked() {
        const auto before = waits.size();
        for (int i = 0; i < 5; ++i) CHECK_FALSE(comesIn(QStringLiteral("lina"), QStringLiteral("0000")));
        REQUIRE(waits.size() == before + 1);
        CHECK_FALSE(signIn->check(QStringLiteral("lina"), QStringLiteral("2468"), [](const auto&) {}));
        REQUIRE(waitUntil([&] { return signIn->waitLeft() == 0; }));
    }

    TempFolder folder;
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

TEST_CASE("a clerk who was switched off does not come in with the right PIN, until switched on again") {
    Door door;
    door.signIn->setSwitchedOff({"bert", "lina"});
    CHECK(door.signIn->switchedOff("lina"));
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
    REQUIRE(exceptionNote(registration));
    CHECK(exceptionNote(registration)->who == "bert");
    registration.otherWay.reset();
    CHECK(decidedNote(registration).detail == "review");
    CHECK_FALSE(exceptionNote(registration));
    CHECK(signInRefusedNote("lina", SignInRefusal::WrongPin).who == "lina");
    CHECK(signInRefusedNote("Zephyrine Quill 138", SignInRefusal::WrongPin).who.empty());
    CHECK(signInRefusedNote("lina", SignInRefusal::SwitchedOff).detail == "switched_off");
    CHECK(signedOutNote("lina", SignOutReason::Idle).detail == "idle");
    CHECK(signedOutNote("lina", SignOutReason::SwitchedOff).detail == "switched_off");
}
