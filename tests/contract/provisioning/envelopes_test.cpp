// A counter whose key is broken gives out what waits all the same, and the operator judges each envelope by
// itself, whatever else somebody laid beside it.

#include <sys/stat.h>

#include <algorithm>

#include "contract/provisioning/provisioning_world.h"
#include "contract/sync/keys_shop.h"
#include "store/folder_lock.h"

using namespace countersign;
using namespace countersign::test;

namespace {

ProgramResult ask(const fs::path& state, Words words) {
    Words all{"--machine", "/nonexistent/counter.json", "--state", state.string()};
    all.insert(all.end(), words.begin(), words.end());
    return runCounter(all);
}

json taken(const Shop& shop, const fs::path& folder, int status) {
    const auto run = shop.atOperator("courier", {"--json", folder.string()});
    INFO(run.output << run.errors);
    REQUIRE(run.exitCode == status);
    return json::parse(run.output);
}

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& each : fs::directory_iterator(folder)) files.push_back(each.path());
    std::ranges::sort(files);
    return files;
}

}  // namespace

TEST_CASE("without its key a counter gives out what waits one by one, and the operator has each once") {
    Shop shop;
    shop.down();
    const std::vector<RecordId> ids{shop.saveOffline(), shop.saveOffline(), shop.saveOffline()};
    const auto state = shop.folder.path();
    const auto key = state / "identity/device.key";
    const auto good = must(readFile(key, 4096));
    std::ofstream(key) << "broken";
    const TempFolder stick;
    const auto out = stick.path() / "carried";
    const auto run = ask(state, {"--export-unsent", out.string(), "--json"});
    INFO(run.output << run.errors);
    REQUIRE(run.exitCode == 0);
    const auto told = json::parse(run.output);
    CHECK(told["whole"] == true);
    CHECK(told["written"] == 3);
    CHECK(told["signed"] == false);
    CHECK(says(run, "nothing signs them all together"));
    CHECK(filesIn(out / "countersign-kept").size() == 3);
    CHECK(json::parse(ask(state, {"--unsent", "--json"}).output)["records"] == 3);  // nothing was erased
    // Where it can't be written, that is said.
    CHECK(ask(state, {"--export-unsent", "/proc/nowhere"}).exitCode == 1);
    const auto first = taken(shop, out, 0);
    CHECK(first["stored"] == 3);
    CHECK(first["envelopes"]["stored"] == 3);
    const auto again = taken(shop, out / "countersign-kept", 0);  // the folder itself will do, too
    CHECK(again["stored"] == 0);
    CHECK(again["held_already"] == 3);
    shop.up();
    shop.checkHeldOnce(ids);
    // The key is found again: what was carried goes once more, has its receipts, and is erased here.
    must(writeFileDurably(key, good));
    {
        Shop::Run running(shop);
        for (const auto& id : ids) running.waitFor(id, ClientState::Sent);
    }
    shop.checkHeldOnce(ids);
    CHECK(json::parse(ask(state, {"--unsent", "--json"}).output)["records"] == 0);
}

TEST_CASE("one file that can't be copied keeps none of the others here, and what is left is told") {
    Shop shop;
    shop.down();
    for (int i = 0; i < 3; ++i) static_cast<void>(shop.saveOffline());
    const auto state = shop.folder.path();
    const TempFolder stick;
    const auto spool = state / "queue/spool", out = stick.path() / "carried", kept = out / "countersign-kept";
    SECTION("without the key") {
        std::ofstream(state / "identity/device.key") << "broken";
        // Where the first of them is to lie, there is something else.
        std::vector<fs::path> envelopes;
        for (const auto& file : filesIn(spool)) {
            if (file.extension() == ".envelope") envelopes.push_back(file);
        }
        REQUIRE(envelopes.size() == 3);
        fs::create_directories(kept / envelopes.front().filename() / "in-the-way");
        const auto run = ask(state, {"--export-unsent", out.string(), "--json"});
        INFO(run.output << run.errors);
        CHECK(run.exitCode == 1);
        CHECK(says(run, "E1238"));
        CHECK(says(run, envelopes.front().filename().string()));
        const auto told = json::parse(run.output);
        CHECK(told["written"] == 2);
        CHECK(told["left"] == 1);
        CHECK(told["whole"] == false);
        CHECK(fs::is_regular_file(kept / envelopes.back().filename()));
    }
    SECTION("with it, a damaged one") {
        // Larger than any envelope, and none of it is on the disk.
        fs::create_directories(spool / "quarantine");
        std::ofstream(spool / "quarantine/0-first") << "x";
        fs::resize_file(spool / "quarantine/0-first", 1U << 30U);
        std::ofstream(spool / "quarantine/1-next") << "whatever it was";
        const auto run = ask(state, {"--export-unsent", out.string(), "--json"});
        INFO(run.output << run.errors);
        CHECK(run.exitCode == 1);
        CHECK(says(run, "0-first"));
        const auto told = json::parse(run.output);
        CHECK(told["written"] == 3);
        CHECK(told["kept"] == 1);
        CHECK(told["left"] == 1);
        CHECK(fs::is_regular_file(kept / "1-next"));
    }
    SECTION("through a link nothing is written") {
        std::ofstream(state / "identity/device.key") << "broken";
        fs::create_directories(state / "elsewhere");
        fs::create_directories(out);
        fs::create_directory_symlink(state / "elsewhere", kept);
        const auto run = ask(state, {"--export-unsent", out.string()});
        CHECK(run.exitCode == 1);
        CHECK(says(run, "is a link"));
        CHECK(fs::is_empty(state / "elsewhere"));
    }
}

TEST_CASE("of a folder that anybody had in his hands only a counter's own records come in") {
    Shop shop;
    shop.down();
    const std::vector<RecordId> ids{shop.saveOffline(), shop.saveOffline()};
    const auto state = shop.folder.path();
    fs::remove(state / "identity/device.key");
    const TempFolder stick;
    const auto out = stick.path() / "carried";
    REQUIRE(ask(state, {"--export-unsent", out.string()}).exitCode == 0);
    const auto kept = out / "countersign-kept";
    const auto files = filesIn(kept);
    REQUIRE(files.size() == 2);
    const auto put = [&](const std::string& name, const Bytes& bytes) {
        std::ofstream(kept / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    };
    const auto genuine = must(readFile(files[0], 1U << 20U));
    auto altered = genuine;
    altered.back() ^= 1U;
    put("altered.envelope", altered);
    auto head = genuine;
    head[genuine.size() / 2] ^= 0x80U;
    put("middle.envelope", head);
    put("cut.envelope",
        Bytes(genuine.begin(), genuine.begin() + static_cast<std::ptrdiff_t>(genuine.size() / 2)));
    put("empty.envelope", {});
    put("twice.envelope", genuine);
    put("words.envelope", toBytes("{\"not\": \"an envelope\"}"));
    put("\x1b[2J.envelope", toBytes("x"));
    put("large.envelope", Bytes(kMaxEnvelopeBytes + 1));
    put("other.txt", genuine);
    const RecordMaker stranger;
    put("stranger.envelope", stranger.envelope({1, {}}, RecordId::random()));
    fs::create_symlink(state / "identity/enrolment", kept / "link.envelope");
    fs::create_directories(kept / "folder.envelope");
    REQUIRE(::mkfifo((kept / "pipe.envelope").c_str(), 0600) == 0);
    const auto told = taken(shop, out, 1);
    CHECK(told["stored"] == 2);
    CHECK(told["envelopes"]["held_already"] == 1);  // the one that lay there twice
    std::map<std::string, std::string> why;
    for (const auto& each : told["envelopes"]["not_taken"]) why[each["file"]] = each["why"];
    CHECK(why.size() == 8);
    for (const char* name : {"altered", "middle", "cut", "empty", "words", "?[2J", "large", "stranger"}) {
        INFO(name);
        CHECK(why.contains(std::string(name) + ".envelope"));
    }
    CHECK(why["stranger.envelope"] == "unknown_device");
    shop.up();
    shop.checkHeldOnce(ids);
    CHECK(json::parse(shop.gateway->recordsAsJson()).dump().find(ids[0].hex()) != std::string::npos);
    // In words, too, and no name drives the terminal.
    const auto words = shop.atOperator("courier", {out.string()});
    CHECK(words.exitCode == 1);
    CHECK(words.output.find('\x1b') == std::string::npos);
    CHECK(words.output.find("8 not taken") != std::string::npos);
}

TEST_CASE("a counter at work is not emptied past its lock") {
    Shop shop;
    shop.down();
    static_cast<void>(shop.saveOffline());
    const auto state = shop.folder.path();
    fs::rename(state / "identity/device.key", state / "away");
    const auto lock = FolderLock::take(state / "queue/lock");
    REQUIRE(lock);
    const TempFolder stick;
    const auto run = ask(state, {"--export-unsent", (stick.path() / "out").string()});
    CHECK(run.exitCode == 1);
    CHECK(says(run, "E701"));
    CHECK_FALSE(fs::exists(stick.path() / "out/countersign-kept"));
}
