// What an installation says of its counter, whose counter it is, and which shop it was made for.

#include "app/counter/machine_settings.h"

#include <unistd.h>

#include "app/counter/shop_file.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace countersign;
using namespace countersign::test;
namespace fs = std::filesystem;

namespace {

Result<MachineSettings> parsed(const std::string& text) {
    return parseMachineSettings(toBytes(text));
}

std::string refusal(const std::string& text) {
    const auto machine = parsed(text);
    REQUIRE_FALSE(machine);
    CHECK(machine.error().code == ErrorCode::MachineSettingsBad);
    return machine.error().detail;
}

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the machine's file is read whole, and without it all is as before") {
    const auto machine = parsed(
        R"({"version":1,"state":"/var/lib/countersign-counter","user":"countersign-counter","shop":"S-0172",)"
        R"("operator":"https://gateway.example:8443","language":"ar","text_size":150,"theme":"dark",)"
        R"("ring":"stable"})");
    REQUIRE(machine);
    CHECK(*machine == MachineSettings{"/var/lib/countersign-counter",
                                      "countersign-counter",
                                      "S-0172",
                                      "https://gateway.example:8443",
                                      {"ar", 150, "dark", "stable", ""}});
    CHECK(parsed(R"({"version":1})").value() == MachineSettings{});
    TempFolder folder;
    CHECK(readMachineSettings(folder.path() / "none.json").value() == MachineSettings{});
    const auto file = folder.write("counter.json", R"({"version":1,"shop":"S-1"})");
    CHECK(readMachineSettings(file).value().shop == "S-1");
    CHECK(readMachineSettings(folder.path()).error().code == ErrorCode::FileUnreadable);
    fs::create_symlink("nowhere", folder.path() / "link");
    CHECK_FALSE(readMachineSettings(folder.path() / "link"));  // meant to be there
    folder.write("large", std::string(kMaxMachineFile + 1, ' '));
    CHECK_FALSE(readMachineSettings(folder.path() / "large"));
}

TEST_CASE("a field that is not known or can't be meant is refused by its name") {
    CHECK(says(refusal(R"({"version":1,"stat":"/x"})"), "\"stat\""));
    CHECK(says(refusal(R"({"version":2})"), "version"));
    CHECK(says(refusal(R"({})"), "version"));
    // A user whom nothing is said about is a mistake that would silently do nothing.
    for (const char* both : {"\"user\"", "\"state\""})
        CHECK(says(refusal(R"({"version":1,"user":"lina"})"), both));
    CHECK(parsed(R"({"version":1,"user":"lina","state":"/srv/counter"})").has_value());
    CHECK(parsed(R"({"version":1,"state":"/srv/counter"})").has_value());
    for (const auto& [field, values] : std::vector<std::pair<std::string, std::vector<std::string>>>{
             {"state", {"\"relative/x\"", "\"/\"", "\"/a/../b\"", "\"/a/\"", "\"\"", "7"}},
             {"user", {"\"\"", "\"a b\"", "\"-r\"", "\"a;b\"", "0"}},
             {"shop", {"\"\"", "\"../x\"", "172"}},
             {"operator", {"\"http://a\"", "\"https://a/b\"", "\"\""}},
             {"language", {"\"../ar\"", "\"\""}},
             {"text_size", {"99", "0", "-100", "\"150\"", "1.5"}},
             {"theme", {"\"pink\"", "\"\""}},
             {"ring", {"\"Stable!\"", "\"\""}}}) {
        for (const auto& value : values) {
            INFO(field << " " << value);
            CHECK(says(refusal(R"({"version":1,")" + field + "\":" + value + "}"), field));
        }
    }
    for (const char* text : {"", "[]", "{", "null", R"({"version":1,"version":1})", "{\"version\":1}x",
                             "{\"version\":1,\"shop\":\"\xff\"}"})
        static_cast<void>(refusal(text));
    CHECK(refusal(std::string(kMaxMachineFile + 1, ' ')).find("16 KB") != std::string::npos);
}

TEST_CASE("a counter of another user's is told by that user's name") {
    TempFolder folder;
    MachineSettings machine;
    const auto self = ::geteuid();
    CHECK_FALSE(otherOwner(machine, folder.path(), self));
    CHECK_FALSE(otherOwner(machine, folder.path() / "not made yet", self));
    CHECK(otherOwner(machine, folder.path(), self + 1).has_value());
    if (self != 0) {
        CHECK(otherOwner(machine, "/", self) == "root");
        CHECK(otherOwner(machine, folder.path() / "not" / "made yet", 0).has_value());
    } else {
        REQUIRE(::chown(folder.path().c_str(), 54321, 54321) == 0);
        CHECK(otherOwner(machine, folder.path(), self) == "number 54321");
        // Root makes nothing in a home that is somebody's.
        CHECK(otherOwner(machine, folder.path() / "not" / "made yet", self) == "number 54321");
        REQUIRE(::chown(folder.path().c_str(), 0, 0) == 0);
        CHECK_FALSE(otherOwner(machine, folder.path() / "not" / "made yet", self));
    }
    // What the machine's file says counts for its own folder, made or not.
    machine.state = folder.path() / "state";
    machine.user = "no-such-user-here";
    CHECK(otherOwner(machine, machine.state, self) == "no-such-user-here");
    CHECK_FALSE(otherOwner(machine, folder.path() / "another", self));
    machine.user = "root";
    CHECK(otherOwner(machine, machine.state, self) ==
          (self == 0 ? std::nullopt : std::optional<std::string>("root")));
    const auto error = counterOfAnotherUser("lina");
    CHECK(error.code == ErrorCode::CounterOfAnotherUser);
    CHECK(says(error.detail, "lina"));
}

TEST_CASE("the shop's file comes back as it was written; a damaged one is none") {
    TempFolder folder;
    CHECK_FALSE(readShopFile(folder.path()));
    const WallTime then(std::chrono::seconds(1795504525));
    const ShopFile shop{
        "S-0172", "北街", then, then - std::chrono::hours(5), "stable", "https://updates.example"};
    REQUIRE(writeShopFile(folder.path(), shop));
    CHECK(readShopFile(folder.path()) == shop);
    const ShopFile plain{"S-1", "", then, {}, "", ""};
    REQUIRE(writeShopFile(folder.path(), plain));
    CHECK(readShopFile(folder.path()) == plain);
    // Newer than the file that was used; where that is not known, than the day it was done.
    CHECK(isNewerThan(shop, then - std::chrono::hours(4)));
    CHECK_FALSE(isNewerThan(shop, then - std::chrono::hours(5)));
    CHECK_FALSE(isNewerThan(plain, then));
    CHECK(isNewerThan(plain, then + std::chrono::seconds(1)));
    for (const char* text :
         {"", "{}", R"({"version":1,"shop":"../x","provisioned_at":"2026-11-29T00:00:00Z"})",
          R"({"version":2,"shop":"S-1","provisioned_at":"2026-11-29T00:00:00Z"})"}) {
        folder.write(kShopFile, text);
        CHECK_FALSE(readShopFile(folder.path()));
    }
}

TEST_CASE("what waits for the operator's answer comes back whole, and what is damaged is nothing") {
    TempFolder folder;
    CHECK_FALSE(readPendingShop(folder.path()));
    const WallTime then(std::chrono::seconds(1795504525));
    PendingShop pending{{"S-1", "North", then, then, "early", ""}, {"ar", 150, "dark", "", ""}, "abc"};
    REQUIRE(writePendingShop(folder.path(), pending));
    CHECK(readPendingShop(folder.path()) == pending);
    pending = {{"S-1", "", then, {}, "", ""}, {}, ""};
    REQUIRE(writePendingShop(folder.path(), pending));
    CHECK(readPendingShop(folder.path()) == pending);
    for (const char* text :
         {"", "{}", "[]", R"({"version":1,"shop":"S-1"})",
          R"({"version":1,"shop":"S-1","provisioned_at":"2026-11-29T00:00:00Z","text_size":"x"})"}) {
        folder.write(kPendingShopFile, text);
        CHECK_FALSE(readPendingShop(folder.path()));
    }
    dropPendingShop(folder.path());
    CHECK_FALSE(fs::exists(folder.path() / kPendingShopFile));
    dropPendingShop(folder.path());
}

TEST_CASE("a counter whose settings are gone is not taken for a computer on which nothing was set up") {
    const TempFolder folder;
    const auto file = folder.path() / "etc/counter.json", state = folder.path() / "counter";
    CHECK(refuseWithoutSettings(file, state).has_value());
    fs::create_directories(state);
    CHECK(refuseWithoutSettings(file, state).has_value());  // as a package makes it
    fs::create_directories(state / "queue");
    const auto refused = refuseWithoutSettings(file, state);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::MachineSettingsBad);
    CHECK(refused.error().detail.find(state.string()) != std::string::npos);
    CHECK(refused.error().detail.find("countersign-setup --repair") != std::string::npos);
    fs::create_directories(file.parent_path());
    folder.write("etc/counter.json", "{}");
    CHECK(refuseWithoutSettings(file, state).has_value());
}
