// The count of wrong PINs on the disk: what is read of it, and what a damaged or missing file means.

#include "app/counter/sign_in_tries.h"

#include "core/files.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;
using namespace countersign::test;

namespace {

struct Kept {
    TempFolder folder;
    std::unique_ptr<Log> log = openFileLog(folder.path() / "log");
    SignInTriesFile file{folder.path() / kSignInTriesFile};
    ManualClock clock{WallTime(std::chrono::hours(24 * 365 * 56))};

    SignInTries load() const { return file.load(clock.boot(), *log); }
    SignInTries loadOf(const std::string& text) {
        folder.write(kSignInTriesFile, text);
        return load();
    }
};

}  // namespace

TEST_CASE("waits double from half a minute to an hour and no further") {
    SignInTries tries;
    std::vector<int> waits;
    for (int i = 0; i < 5 * 20; ++i) {
        tries = afterWrongPin(tries, {});
        if (tries.waitLeft > 0) waits.push_back(tries.waitLeft);
    }
    REQUIRE(waits.size() == 20);
    CHECK(std::vector<int>(waits.begin(), waits.begin() + 9) ==
          std::vector<int>{30, 60, 120, 240, 480, 960, 1920, 3600, 3600});
    CHECK(waits.back() == 3600);
}

TEST_CASE("what was written is read again") {
    Kept kept;
    const SignInTries tries{3, 2, 40, kept.clock.boot()};
    REQUIRE(kept.file.save(tries));
    CHECK(kept.load() == tries);
    kept.clock.advance(std::chrono::milliseconds(500));
    CHECK(kept.load().waitLeft == 40);  // a begun second is waited
    kept.clock.advance(std::chrono::seconds(60));
    CHECK(kept.load().waitLeft == 0);
    CHECK(kept.load().wrong == 3);
}

TEST_CASE("where the system says nothing of its start, what was left is waited again") {
    SignInTries tries{0, 1, 30, {"", Millis(0)}};
    CHECK(waitLeftAt(tries, {"", Millis(90'000)}) == 30);
    // Another start, as long ago as the wait: it has passed for certain.
    tries.at.boot = "ab";
    CHECK(waitLeftAt(tries, {"cd", Millis(30'000)}) == 0);
    // A time that ran backwards within one start tells nothing.
    tries.at.since = Millis(50'000);
    CHECK(waitLeftAt(tries, {"ab", Millis(10'000)}) <= 30);
}

TEST_CASE("a missing count lets in who knows the PIN and lets guess once") {
    const Kept kept;
    const auto tries = kept.load();
    CHECK(tries.waitLeft == 0);
    CHECK(afterWrongPin(tries, kept.clock.boot()).waitLeft == 30);
}

TEST_CASE("a damaged count costs a wait and never more than the first") {
    Kept kept;
    for (const char* text :
         {"", "{", "[]", "{}", "7", R"({"wrong":0,"waits":0,"wait_left_s":0,"boot":"ab"})",
          R"({"wrong":5,"waits":0,"wait_left_s":0,"boot":"ab","up_ms":1})",
          R"({"wrong":-1,"waits":0,"wait_left_s":0,"boot":"ab","up_ms":1})",
          R"({"wrong":0,"waits":1001,"wait_left_s":0,"boot":"ab","up_ms":1})",
          R"({"wrong":0,"waits":0,"wait_left_s":3601,"boot":"ab","up_ms":1})",
          R"({"wrong":0,"waits":0,"wait_left_s":18446744073709551615,"boot":"ab","up_ms":1})",
          R"({"wrong":0.5,"waits":0,"wait_left_s":0,"boot":"ab","up_ms":1})",
          R"({"wrong":0,"waits":0,"wait_left_s":0,"boot":7,"up_ms":1})",
          R"({"wrong":0,"waits":0,"wait_left_s":0,"boot":"ab","up_ms":9999999999999999})"}) {
        INFO(text);
        const auto tries = kept.loadOf(text);
        CHECK(tries.waitLeft == 30);
        CHECK(afterWrongPin(tries, kept.clock.boot()).waitLeft == 60);
    }
    CHECK(kept.loadOf(std::string(100'000, ' ')).waitLeft == 30);
}
