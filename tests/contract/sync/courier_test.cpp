// The whole way by stick: counter, files, the operator's program on a real gateway's folder, and back.
// Whatever is pulled, mixed up, repeated or also sent by network: the operator holds each record exactly
// once, and each payload stays until its receipt is here.

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "contract/sync/enrolled_counter.h"
#include "protocol/courier.h"
#include "support/catch.h"

using namespace countersign;
using namespace countersign::test;
namespace fs = std::filesystem;

namespace {

// A counter at a gateway that is not running unless a test starts it.
struct Shop {
    explicit Shop(const fs::path& folder, const std::string& name = "counter") : home(folder / name) {
        fs::create_directories(home);
    }
    void enrol(const fs::path& operatorFolder) {
        GatewayProcess gateway(operatorFolder);
        identity =
            must(enrolCounter(addressOf(gateway), IdentityFolder(home / "identity"), gateway.newCode()));
    }
    void open() {
        RecordsSettings settings;
        settings.queue.folder = home / "queue";
        settings.queue.freeSpaceLimit = 0;
        settings.identityFolder.emplace(home / "identity");
        settings.retry = {Millis(1), Millis(1), Millis(1), Millis(1)};
        settings.https.silence = Millis(3'000);
        records = std::make_unique<RecordsThread>(settings, *identity, clock, *log, points);
        QObject::connect(records.get(), &RecordsThread::rowChanged, records.get(),
                         [this](const QueueRow& row) { rows[row.recordId] = row; });
        QObject::connect(records.get(), &RecordsThread::stickDone, records.get(),
                         [this](const StickSummary& summary) { done = summary; });
        records->start();
    }
    void close() { records.reset(); }
    void save(int count, std::size_t bytes = 20'000) {
        for (int i = 0; i < count; ++i) {
            ids.push_back(RecordId::random());
            records->save(draftFor(*identity, ids.back(), bytes));
        }
        REQUIRE(waitUntil(
            [&] { return std::ranges::all_of(ids, [&](const RecordId& id) { return rows.contains(id); }); }));
    }
    StickSummary stick(const fs::path& folder, StickTask task = StickTask::TakeAndCopy) {
        done.reset();
        records->workWithStick(folder, task);
        REQUIRE(waitUntil([&] { return done.has_value(); }));
        return *done;
    }
    [[nodiscard]] bool payloadThere(const RecordId& id) const {
        return fs::exists(home / "queue" / "spool" / (id.hex() + ".envelope"));
    }
    [[nodiscard]] int settled() const {
        return static_cast<int>(std::ranges::count_if(ids, [&](const RecordId& id) {
            return rows.at(id).client == ClientState::Sent && !payloadThere(id);
        }));
    }

    fs::path home;
    std::optional<DeviceIdentity> identity;
    SystemClock clock;
    std::unique_ptr<Log> log = discardLog();
    NoFaultPoints points;
    std::unique_ptr<RecordsThread> records;
    std::map<RecordId, QueueRow> rows;
    std::vector<RecordId> ids;
    std::optional<StickSummary> done;
};

std::vector<fs::path> filesOn(const fs::path& stick, std::string_view ending) {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(stick / "countersign", none))
        if (entry.path().extension() == ending) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

struct Visit {
    int exitCode = 0;
    nlohmann::json json;
};
Visit operatorTakes(const fs::path& folder, const fs::path& stick) {
    const auto ran =
        runProgram({operatorProgram(), "courier", "--dir", folder.string(), stick.string(), "--json"});
    INFO(ran.errors);
    REQUIRE(nlohmann::json::accept(ran.output));
    return {ran.exitCode, nlohmann::json::parse(ran.output)};
}

std::string heldBy(const fs::path& folder) {
    return runProgram({operatorProgram(), "list", "--dir", folder.string(), "--json"}).output;
}

Bytes bytesOf(const fs::path& file) {
    return must(readFile(file, kMaxCourierBytes));
}

}  // namespace

TEST_CASE(
    "to the operator on a stick and back: each record once, receipts here, nothing left of it on the stick") {
    TempFolder folder;
    const auto op = folder.path() / "operator", stick = folder.path() / "stick";
    fs::create_directories(stick);
    Shop shop(folder.path());
    shop.enrol(op);
    shop.open();
    shop.save(6);
    auto summary = shop.stick(stick);
    CHECK(summary.end == StickEnd::Done);
    CHECK(summary.written == 6);
    CHECK(summary.safeToPull);
    CHECK(shop.settled() == 0);
    // Asked again: nothing is written twice.
    summary = shop.stick(stick);
    CHECK(summary.written == 0);
    CHECK(summary.alreadyThere == 6);
    REQUIRE(filesOn(stick, ".out").size() == 1);

    // Whoever finds it reads the head and nothing else.
    const auto found = bytesOf(filesOn(stick, ".out").front());
    const std::string text(found.begin(), found.end());
    for (const auto* word : {"record", "device", "countersign", "sequence", "CSEV", "8000", "test"})
        CHECK(text.find(word) == std::string::npos);
    for (const auto& id : shop.ids) {
        CHECK(text.find(id.hex()) == std::string::npos);
        CHECK(text.find(std::string(id.bytes().begin(), id.bytes().end())) == std::string::npos);
    }

    auto visit = operatorTakes(op, stick);
    CHECK(visit.exitCode == 0);
    CHECK(visit.json["stored"] == 6);
    visit = operatorTakes(op, stick);
    CHECK(visit.json["stored"] == 0);
    CHECK(visit.json["held_already"] == 6);
    const auto answers = filesOn(stick, ".in");
    REQUIRE(answers.size() == 1);
    const auto kept = folder.path() / "kept.in";
    fs::copy_file(answers.front(), kept);

    shop.close();  // the counter was switched off in between
    shop.open();
    summary = shop.stick(stick);
    CHECK(summary.taken == 6);
    CHECK(summary.answers == 1);
    CHECK(summary.unreadable == 0);
    REQUIRE(waitUntil([&] { return shop.settled() == 6; }));
    CHECK(filesOn(stick, ".in").empty());
    for (const auto& id : shop.ids) CHECK(timesHeld(heldBy(op), id) == 1);
    // The same answer once more, from a copy.
    fs::copy_file(kept, answers.front());
    summary = shop.stick(stick, StickTask::TakeOnly);
    CHECK(summary.answers == 1);
    CHECK(summary.taken == 0);
}

TEST_CASE("a counter without a network follows the operator's keys by stick, in one visit") {
    TempFolder folder;
    const auto op = folder.path() / "operator", stick = folder.path() / "stick";
    fs::create_directories(stick);
    Shop shop(folder.path());
    shop.enrol(op);
    const auto old = shop.identity->operatorKeys.front().id();
    shop.open();
    shop.save(2);
    CHECK(shop.stick(stick).written == 2);
    // Twice, while the stick was on its way.
    const auto office = (op / "keys" / "office.key").string();
    for (auto retired = old; const int round : {1, 2}) {
        INFO(round);
        CHECK(runProgram({operatorProgram(), "rotate-keys", "--dir", op.string(), "--signing", "--office-key",
                          office})
                  .exitCode == 0);
        CHECK(runProgram(
                  {operatorProgram(), "retire-key", "--dir", op.string(), retired, "--office-key", office})
                  .exitCode == 0);
        const auto keys = nlohmann::json::parse(
            runProgram({operatorProgram(), "keys", "--dir", op.string(), "--json"}).output);
        retired = keys["signing"].front()["key"].get<std::string>();
    }
    const auto visit = operatorTakes(op, stick);
    CHECK(visit.exitCode == 0);
    CHECK(visit.json["stored"] == 2);
    const auto summary = shop.stick(stick);
    CHECK(summary.unreadable == 0);
    CHECK(summary.taken == 2);
    REQUIRE(waitUntil([&] { return shop.settled() == 2; }));
    const auto now = must(IdentityFolder(shop.home / "identity").load());
    CHECK(now.operatorKeys.front().id() != old);
    for (const auto& id : shop.ids) CHECK(timesHeld(heldBy(op), id) == 1);
}

TEST_CASE("parts, a pulled stick, the network in between, old sticks and the wrong order: each record once") {
    TempFolder folder;
    const auto op = folder.path() / "operator", one = folder.path() / "one", two = folder.path() / "two";
    fs::create_directories(one);
    fs::create_directories(two);
    Shop shop(folder.path());
    shop.enrol(op);
    shop.open();
    shop.save(8, 7'000'000);  // three to a file
    auto summary = shop.stick(one);
    CHECK(summary.written == 8);
    const auto parts = filesOn(one, ".out");
    REQUIRE(parts.size() == 3);
    // Half a file, as a pulled stick leaves it, and a file that is gone.
    fs::rename(parts[2], folder.path() / "third.out");
    fs::resize_file(parts[1], fs::file_size(parts[1]) / 2);
    auto visit = operatorTakes(op, one);
    CHECK(visit.exitCode == 1);
    CHECK(visit.json["not_taken"] == 1);
    CHECK(visit.json["stored"] == 3);
    summary = shop.stick(one);
    CHECK(summary.taken == 3);
    CHECK(summary.alreadyThere == 5);

    // New ones onto another stick, with those of before because somebody asks for it.
    shop.save(2);
    summary = shop.stick(two, StickTask::TakeAndCopyAll);
    CHECK(summary.written == 7);
    // Then the line comes back for a while, before the stick is at the operator.
    shop.close();
    {
        GatewayProcess gateway(op);
        shop.identity->gateway.url = gateway.url();
        shop.open();
        shop.records->sendNow();
        REQUIRE(waitUntil([&] { return shop.settled() >= 4; }));
        shop.close();
    }
    visit = operatorTakes(op, two);
    CHECK(visit.exitCode == 0);
    CHECK(visit.json["held_already"] >= 1);
    CHECK(visit.json["refused"] == 0);
    // The lost file turns up last; its answer comes before that of the second stick.
    fs::rename(folder.path() / "third.out", parts[2]);
    visit = operatorTakes(op, one);
    CHECK(visit.json["stored"] == 0);
    shop.identity->gateway.url = "https://localhost:9";  // nobody there
    shop.open();
    CHECK(shop.stick(one, StickTask::TakeOnly).answers == 1);
    CHECK(shop.stick(two, StickTask::TakeOnly).answers >= 1);
    REQUIRE(waitUntil([&] { return shop.settled() == 10; }));
    const auto held = heldBy(op);
    for (const auto& id : shop.ids) CHECK(timesHeld(held, id) == 1);
    const auto counters = runProgram({operatorProgram(), "counters", "--dir", op.string()});
    CHECK(counters.output.find("set aside") == std::string::npos);
}

TEST_CASE("one stick for two counters, a stranger's and junk: each gets its own, the rest is told by name") {
    TempFolder folder;
    const auto op = folder.path() / "operator", stick = folder.path() / "stick";
    fs::create_directories(stick);
    Shop first(folder.path(), "first"), second(folder.path(), "second"), foreign(folder.path(), "foreign");
    first.enrol(op);
    second.enrol(op);
    foreign.enrol(folder.path() / "another-operator");
    for (auto* shop : {&first, &second, &foreign}) {
        shop->open();
        shop->save(2);
        CHECK(shop->stick(stick).written == 2);
    }
    std::ofstream(stick / "countersign" / "holiday \x1b[2J.out") << "junk";
    std::ofstream(stick / "countersign" / "junk.in") << "junk";
    fs::create_symlink("/etc/hostname", stick / "countersign" / "link.out");

    const auto visit = operatorTakes(op, stick);
    CHECK(visit.exitCode == 1);
    CHECK(visit.json["stored"] == 4);
    CHECK(visit.json["not_taken"] == 2);
    const auto text = runProgram({operatorProgram(), "courier", "--dir", op.string(), stick.string()});
    CHECK(text.exitCode == 1);
    CHECK(text.output.find("holiday ?[2J.out: not taken: E804") != std::string::npos);
    CHECK(text.output.find("counter " + first.identity->deviceId.shortCode() +
                           " file 1: 0 new, 2 held already, 0 refused") != std::string::npos);

    auto summary = first.stick(stick);
    CHECK(summary.taken == 2);
    CHECK(summary.ofOthers == 1);
    CHECK(summary.unreadable == 1);
    summary = second.stick(stick);
    CHECK(summary.taken == 2);
    CHECK(summary.ofOthers == 0);
    summary = foreign.stick(stick);
    CHECK(summary.taken == 0);
    CHECK(foreign.settled() == 0);
}

TEST_CASE("a stick that can't take it says why, and nothing is lost or counted") {
    TempFolder folder;
    const auto op = folder.path() / "operator", stick = folder.path() / "stick";
    Shop shop(folder.path());
    shop.enrol(op);
    shop.open();
    shop.save(1);
    auto summary = shop.stick(stick);  // there is none
    CHECK(summary.end == StickEnd::Gone);
    CHECK_FALSE(summary.safeToPull);
    CHECK(summary.left == 1);
    // A stick whose folder leads elsewhere.
    fs::create_directories(stick);
    fs::create_directories(folder.path() / "home");
    fs::create_directory_symlink(folder.path() / "home", stick / "countersign");
    summary = shop.stick(stick);
    CHECK(summary.end == StickEnd::Failed);
    CHECK(fs::is_empty(folder.path() / "home"));
    fs::remove(stick / "countersign");
    summary = shop.stick(stick);
    CHECK(summary.end == StickEnd::Done);
    CHECK(summary.written == 1);
}
