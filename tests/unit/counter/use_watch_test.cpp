// Why a counter must be left alone, put together from what its window does, as another process is told.

#include "app/counter/use_watch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QApplication>
#include <array>

#include "core/log.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "unit/sync/qt_loop.h"
#include "widget/first_pages_support.h"
#include "widget/scan_pages_support.h"

using namespace countersign;
using namespace countersign::test;
using UnderWay = InUseMark::UnderWay;

namespace {

// Asked by another process, as an updater does.
bool inUse(const std::filesystem::path& state) {
    const pid_t child = ::fork();
    if (child == 0) {
        const auto found = askInUse(state);
        ::_exit(!found ? 1 : found->underWay ? 4 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) != 1);
    return WEXITSTATUS(status) == 4;
}

}  // namespace

TEST_CASE("details that are being typed and an operator who is asked are use; a form left alone is none") {
    ui::test::application();
    TempFolder folder;
    const auto log = discardLog();
    const ManualClock clock{SystemClock().wall()};
    ui::test::ScriptedDialogs dialogs;
    ui::DetailsPage page(clock, dialogs);
    InUseMark mark(folder.path(), *log);
    const auto used = [&] { return inUse(folder.path()); };
    const auto backdate = [&](std::chrono::hours by) {
        const auto at = SystemClock().wall() - by;
        const timespec then{std::chrono::system_clock::to_time_t(at), 0};
        const std::array both{then, then};
        REQUIRE(::utimensat(AT_FDCWD, (folder.path() / kInUseFile).c_str(), both.data(), 0) == 0);
    };
    const auto since = [&] { return SystemClock().wall() - askInUse(folder.path()).value().since.value(); };
    {
        UseWatch watch(mark, page, std::chrono::hours(1));
        CHECK_FALSE(used());
        BuyerDetails some;
        some.name = "L";
        page.setDetails(some);
        CHECK(used());
        // Each key counts.
        backdate(std::chrono::hours(5));
        some.name = "Li";
        page.setDetails(some);
        CHECK(since() < std::chrono::minutes(5));
        page.clear();
        CHECK_FALSE(used());
        // From the document on, and back to what is still typed.
        page.setDetails(some);
        watch.setRegistration(UnderWay::Yes);
        CHECK(used());
        watch.setRegistration(UnderWay::No);
        CHECK(used());
        page.clear();
        CHECK_FALSE(used());
        watch.setEnrolment(UnderWay::Yes);
        CHECK(used());
        watch.setEnrolment(UnderWay::No);
        CHECK_FALSE(used());
    }
    // Left alone: over without a hand, and since the last key.
    UseWatch watch(mark, page, std::chrono::milliseconds(1));
    page.setDetails(ui::test::goodDetails());
    REQUIRE(used());
    backdate(std::chrono::hours(5));
    REQUIRE(waitUntil([&] { return !used(); }));
    CHECK(since() > std::chrono::hours(4));
    // Not what goes on beside it.
    watch.setEnrolment(UnderWay::Yes);
    page.setDetails(ui::test::goodDetails(Purchase::Phone));
    REQUIRE(watch.typing());
    REQUIRE(waitUntil([&] { return !watch.typing(); }));  // and what it leads to is done
    CHECK(used());
}
