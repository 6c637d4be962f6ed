// Whether a registration is under way, as another process is told.

#include "app/counter/in_use.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/log.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "unit/sync/qt_loop.h"

using namespace countersign;
using namespace countersign::test;
using UnderWay = InUseMark::UnderWay;

namespace {

// Asked by another process, as an updater does; 0 idle, 4 in use, 1 can't tell.
int askedElsewhere(const std::filesystem::path& state) {
    const pid_t child = ::fork();
    if (child == 0) {
        const auto found = askInUse(state);
        ::_exit(!found ? 1 : found->underWay ? 4 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("a registration under way shows to other processes, and its end with its time") {
    needQt();
    TempFolder folder;
    const auto log = discardLog();
    CHECK(askedElsewhere(folder.path()) == 0);
    CHECK_FALSE(askInUse(folder.path()).value().since);
    CHECK_FALSE(std::filesystem::exists(folder.path() / kInUseFile));  // asking makes nothing
    {
        InUseMark mark(folder.path(), *log);
        mark.set(UnderWay::No);
        CHECK_FALSE(std::filesystem::exists(folder.path() / kInUseFile));
        mark.set(UnderWay::Yes);
        mark.set(UnderWay::Yes);
        CHECK(askedElsewhere(folder.path()) == 4);
        mark.set(UnderWay::No);
        CHECK(askedElsewhere(folder.path()) == 0);
        const auto since = askInUse(folder.path()).value().since;
        REQUIRE(since);
        CHECK(SystemClock().wall() - *since < std::chrono::minutes(5));
        mark.set(UnderWay::Yes);
        CHECK(askedElsewhere(folder.path()) == 4);
    }
    CHECK(askedElsewhere(folder.path()) == 0);  // whoever dies holds nothing
}

TEST_CASE("an updater that holds the file keeps no buyer waiting, and strange files are told as such") {
    needQt();
    TempFolder folder;
    const auto log = discardLog();
    folder.write(kInUseFile, "");
    const int held = ::open((folder.path() / kInUseFile).c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(held >= 0);
    REQUIRE(::flock(held, LOCK_EX) == 0);
    InUseMark mark(folder.path(), *log);
    mark.set(UnderWay::Yes);  // comes back
    CHECK(askedElsewhere(folder.path()) == 4);
    REQUIRE(::flock(held, LOCK_UN) == 0);
    CHECK(askedElsewhere(folder.path()) == 0);  // not marked yet: that takes the event loop
    // By itself, as soon as it can.
    REQUIRE(waitUntil([&] { return askedElsewhere(folder.path()) == 4; }));
    mark.set(UnderWay::No);
    CHECK(askedElsewhere(folder.path()) == 0);
    // What is over before it could be marked is not marked later.
    REQUIRE(::flock(held, LOCK_EX) == 0);
    mark.set(UnderWay::Yes);
    mark.set(UnderWay::No);
    REQUIRE(::flock(held, LOCK_UN) == 0);
    QCoreApplication::processEvents();
    CHECK(askedElsewhere(folder.path()) == 0);
    ::close(held);
    TempFolder strange;
    std::filesystem::create_directories(strange.path() / kInUseFile);
    CHECK(askInUse(strange.path()).error().code == ErrorCode::SpoolUnusable);
    CHECK(askedElsewhere(strange.path()) == 1);
}
