// What an installer and an updater ask of a counter, of the program as it ships: answers in words and JSON,
// by the exit status alone, without a display, and without touching what is asked about.

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>

#include "contract/provisioning/provisioning_world.h"
#include "contract/sync/keys_shop.h"
#include "support/counter_folder.h"

using namespace countersign;
using namespace countersign::test;

namespace {

// No machine's file of this computer counts, and no display is there to be used.
ProgramResult ask(const fs::path& state, Words words) {
    ::unsetenv("DISPLAY");
    ::unsetenv("WAYLAND_DISPLAY");
    Words all{"--machine", "/nonexistent/counter.json", "--state", state.string()};
    all.insert(all.end(), words.begin(), words.end());
    return runCounter(all);
}

nlohmann::json answer(const fs::path& state, Words words, int status) {
    words.emplace_back("--json");
    const auto run = ask(state, words);
    INFO(run.output << run.errors);
    REQUIRE(run.exitCode == status);
    return nlohmann::json::parse(run.output);
}

}  // namespace

TEST_CASE("questions about a counter that is not there make nothing") {
    const TempFolder folder;
    const auto state = folder.path() / "none";
    CHECK(answer(state, {"--unsent"}, 0)["records"] == 0);
    CHECK(answer(state, {"--in-use"}, 0)["since"].is_null());
    const auto schema = answer(state, {"--schema"}, 0);
    CHECK(schema["newest"] >= 1);
    CHECK(schema["on_disk"].is_null());
    CHECK(ask(state, {"--export-unsent", (folder.path() / "out").string()}).exitCode == 0);
    CHECK_FALSE(fs::exists(state / "queue"));
    CHECK(ask(state, {"--unsent", "--in-use"}).exitCode == 2);
}

TEST_CASE("what waits is counted without a change, also while the queue is held or its index is broken") {
    const CounterFolder counter;
    const auto before = counter.snapshot();
    const auto unsent = answer(counter.folder.path(), {"--unsent"}, 4);
    CHECK(unsent["records"] == 2);
    CHECK(unsent["bytes"] > 4000);
    CHECK(unsent["oldest"].is_string());
    const auto schema = answer(counter.folder.path(), {"--schema"}, 0);
    CHECK(schema["on_disk"] == schema["newest"]);
    CHECK(counter.snapshot() == before);
    CHECK(says(ask(counter.folder.path(), {"--unsent"}), "2 records wait"));
    {
        const int held = ::open((counter.queue() / "lock").c_str(), O_RDWR | O_CLOEXEC);
        REQUIRE(held >= 0);
        REQUIRE(::flock(held, LOCK_EX) == 0);
        CHECK(answer(counter.folder.path(), {"--unsent"}, 4)["records"] == 2);
        CHECK(answer(counter.folder.path(), {"--schema"}, 0)["readable"] == true);
        const TempFolder stick;
        const auto busy = ask(counter.folder.path(), {"--export-unsent", (stick.path() / "out").string()});
        CHECK(busy.exitCode == 1);
        CHECK(says(busy, "E701"));
        ::close(held);
    }
    overwrite(counter.queue() / "queue.db", 0, 4096);
    CHECK(answer(counter.folder.path(), {"--unsent"}, 4)["records"] == 2);
    CHECK(ask(counter.folder.path(), {"--schema"}).exitCode == 1);
    fs::remove_all(counter.queue() / "spool");
    std::ofstream(counter.queue() / "spool") << "a file in its place";
    CHECK(ask(counter.folder.path(), {"--unsent"}).exitCode == 1);
}

TEST_CASE("a queue of a newer program is told as one that this one can't read") {
    const CounterFolder counter;
    {
        auto database = must(Database::open(counter.queue() / "queue.db", Database::Mode::ReadWrite));
        must(database.exec("PRAGMA user_version = 999"));
    }
    const auto schema = answer(counter.folder.path(), {"--schema"}, 5);
    CHECK(schema["on_disk"] == 999);
    CHECK(schema["readable"] == false);
    const auto checked = answer(counter.folder.path(), {"--self-check"}, 1);
    CHECK(checked["good"] == false);
}

TEST_CASE("a registration under way is told by its lock") {
    const TempFolder folder;
    folder.write("in-use", "");
    CHECK(answer(folder.path(), {"--in-use"}, 0)["since"].is_string());
    const int held = ::open((folder.path() / "in-use").c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(::flock(held, LOCK_EX) == 0);
    CHECK(answer(folder.path(), {"--in-use"}, 4)["in_use"] == true);
    ::close(held);
    CHECK(answer(folder.path(), {"--in-use"}, 0)["in_use"] == false);
}

TEST_CASE("the self-check says line by line what goes together, and changes nothing") {
    const CounterFolder counter;
    const auto before = counter.snapshot();
    const auto run =
        ask(counter.folder.path(), {"--self-check", "--models", COUNTERSIGN_MODELS_DIR, "--json"});
    CHECK(counter.snapshot() == before);
    const auto checked = nlohmann::json::parse(run.output);
    std::map<std::string, std::string> grades;
    for (const auto& line : checked["checks"]) grades[line["what"]] = line["grade"];
    CHECK(grades["schema"] == "good");
    CHECK(grades["key"] == "good");
    CHECK(grades.contains("cameras"));
    if (fs::exists(fs::path(COUNTERSIGN_MODELS_DIR) / "people")) {
        INFO(run.output);
        CHECK(grades["models"] == "good");
        CHECK(run.exitCode == 0);
    } else {
        WARN("models are not here: their line is not looked at");
    }
    const auto missing = answer(counter.folder.path(), {"--self-check", "--models", "/nonexistent"}, 1);
    CHECK(missing["checks"][0]["grade"] == "bad");
    // A key that others may read is one that can't be used.
    fs::permissions(counter.folder.path() / "identity/device.key", fs::perms::all);
    CHECK(says(ask(counter.folder.path(), {"--self-check"}), "E710"));
}

TEST_CASE("the self-check of a counter that has stored nothing knows the room on its disk") {
    const TempFolder folder;
    const auto checked = answer(folder.path(), {"--self-check", "--models", "/nonexistent"}, 1);
    for (const auto& line : checked["checks"]) {
        if (line["what"] != "queue") continue;
        INFO(line.dump());
        // A test's disk has room: 200 MB would be little.
        CHECK(line["grade"] == "good");
        const std::string told = line["told"];
        CHECK(told.find(" MB free") != std::string::npos);
        CHECK(told.find(" 0 MB free") == std::string::npos);
        return;
    }
    FAIL("no line says how the queue is");
}

TEST_CASE("what waits is taken out of a counter by a folder, and reaches its operator once") {
    Shop shop;
    shop.down();
    const std::vector<RecordId> ids{shop.saveOffline(), shop.saveOffline(), shop.saveOffline()};
    const auto state = shop.folder.path();
    CHECK(answer(state, {"--unsent"}, 4)["records"] == 3);
    const TempFolder stick;
    const auto out = stick.path() / "carried";
    const auto exported = answer(state, {"--export-unsent", out.string()}, 0);
    CHECK(exported["written"] == 3);
    CHECK(exported["left"] == 0);
    // Again, as whoever purges twice does: all of it once more.
    CHECK(answer(state, {"--export-unsent", (stick.path() / "again").string()}, 0)["written"] == 3);
    CHECK(answer(state, {"--unsent"}, 4)["records"] == 3);  // nothing was erased
    const auto into = ask(state, {"--export-unsent", "/proc/nowhere"});
    CHECK(into.exitCode == 1);
    // What is removed with the counter is no place for the only copy.
    for (const char* own : {".", "carried", "queue/spool", "x/../queue"}) {
        INFO(own);
        const auto refused = ask(state, {"--export-unsent", (state / own).string()});
        CHECK(refused.exitCode == 1);
        CHECK((refused.output + refused.errors).find("the counter's own") != std::string::npos);
        CHECK_FALSE(fs::exists(state / "carried"));
    }
    CHECK(answer(state, {"--unsent"}, 4)["records"] == 3);
    shop.must0("courier", {out.string()});
    shop.up();
    shop.checkHeldOnce(ids);
}

TEST_CASE("a support bundle holds nothing of anybody") {
    const CounterFolder counter;
    const auto state = counter.folder.path();
    // Unmistakable, at every place where something of a person or a secret lies.
    const Words canaries{"zzcanaryname",   "zzcanaryclerk", "4401052026112998", "zzcanaryhome",
                         "zzcanarysecret", "zzcanaryshop",  "ZZCANARYNOTE"};
    counter.folder.write("countersign.log",
                         "2026-11-29T09:41:00.123 I [counter] clerk zzcanaryclerk signed in as supervisor\n"
                         "2026-11-29T09:41:01.123 I [counter] number 4401052026112998\n"
                         "2026-11-29T09:41:02.123 I [counter] cannot read /home/zzcanaryhome/x.jpg\n"
                         "2026-11-29T09:41:03.123 I [sync] " +
                             counter.first.hex() + " and " + counter.first.shortCode() + " wait\n");
    counter.folder.write(
        "clerks.json", R"({"schema":1,"clerks":[{"id":"zzcanaryclerk","name":"zzcanaryname","role":"clerk",)"
                       R"("pin_hash":"zzcanarysecret"}]})");
    counter.folder.write("draft/draft", "zzcanaryname 4401052026112998");
    counter.folder.write("shop.json", R"({"version":1,"shop":"S-1","shop_name":"zzcanaryshop",)"
                                      R"("provisioned_at":"2026-11-29T00:00:00Z"})");
    counter.folder.write("camera_checks.json", R"({"note":"ZZCANARYNOTE"})");
    const auto file = counter.folder.path() / "support.tar";
    const auto run = ask(state, {"--support-bundle", file.string()});
    INFO(run.errors);
    REQUIRE(run.exitCode == 0);
    const auto bytes = must(readFile(file, 8U << 20U));
    const std::string text(bytes.begin(), bytes.end());
    for (const auto& canary : canaries) {
        INFO(canary);
        CHECK(text.find(canary) == std::string::npos);
    }
    for (const auto& id : {counter.first, counter.second, counter.sent, counter.withdrawn}) {
        CHECK(text.find(id.hex()) == std::string::npos);
        CHECK(text.find(id.shortCode()) == std::string::npos);
    }
    const auto key = must(readFile(state / "identity/device.key", 4096));
    CHECK(text.find(std::string(key.begin(), key.end())) == std::string::npos);
    // And what it is for.
    for (const char* word : {"versions.txt", "countersign 0.", "Qt 6", "records waiting: 2",
                             "clerks of role clerk: 1", "[name] signed in as supervisor", "good  key:"})
        CHECK(text.find(word) != std::string::npos);
    struct stat info{};
    REQUIRE(::stat(file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    const auto listed = runProgram({"/bin/tar", "-tf", file.string()});
    CHECK(listed.exitCode == 0);
    CHECK(says(listed, "log.txt"));
    CHECK(ask(state, {"--support-bundle", "/nonexistent/x.tar"}).exitCode == 1);
}
