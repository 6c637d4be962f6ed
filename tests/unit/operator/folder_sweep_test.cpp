// What nobody names goes once it is a day old, what somebody names stays whatever happens meanwhile, and what
// is strange is left alone and told. Real files, real SQLite.
#include "operator/folder_sweep.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <functional>
#include <thread>

#include "core/files.h"
#include "made_erasure.h"

using namespace countersign;
using namespace countersign::test;
namespace fs = std::filesystem;

namespace {

class Watching final : public ErasurePoints {
  public:
    std::function<void(ErasurePoint)> act;
    void reached(ErasurePoint point) override {
        if (act) act(point);
    }
};

struct SweepBench : ErasureBench {
    OperatorPaths paths{folder};
    Watching watching;

    // After somebody has looked: the folders here are small (sweep_ledgers_test.cpp has those that are not).
    [[nodiscard]] SweepCount swept() {
        auto ledgerOfItsOwn = SqliteLedger::open(paths.ledger).value();
        return FolderSweep(paths, bodies, *ledgerOfItsOwn, clock, watching, Unnamed::All).run().value();
    }
    [[nodiscard]] fs::path fileOf(const Sha256& hash, const std::string& ending = ".cse") const {
        return paths.bodies / toHex(hash).substr(0, 2) / (toHex(hash) + ending);
    }
    void age(const fs::path& file, Millis by) const {
        fs::last_write_time(file, std::chrono::file_clock::from_sys(clock.wall() - by));
    }
    void ageAll(Millis by) const {
        for (const auto& entry : fs::recursive_directory_iterator(paths.bodies)) {
            if (entry.is_regular_file() && !entry.is_symlink()) age(entry.path(), by);
        }
    }
    // A body as a gateway leaves it that dies before the row.
    [[nodiscard]] Bytes orphan(Millis old) {
        auto bytes = counter.envelope();
        REQUIRE(writeFileDurably(fileOf(sha256Of(bytes)), bytes));
        age(fileOf(sha256Of(bytes)), old);
        return bytes;
    }
    fs::path make(const fs::path& file, Millis old, const std::string& text = "left over") const {
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
        age(file, old);
        return file;
    }
};

void untilTaken(SweepBench& bench, const Bytes& bytes) {
    for (;;) {
        const auto outcome = bench.ingest.take(bytes);
        if (!outcome) continue;
        REQUIRE_FALSE(outcome->refusal);
        return;
    }
}

constexpr Millis kOld = std::chrono::hours(25);
constexpr Millis kYoung = std::chrono::hours(23);

}  // namespace

TEST_CASE("a body that no record names goes once it is a day old; every other stays") {
    SweepBench bench;
    std::vector<RecordRow> held;
    for (int i = 1; i <= 5; ++i) held.push_back(bench.registered(i));
    bench.ageAll(kOld);
    const auto old = sha256Of(bench.orphan(kOld));
    const auto young = sha256Of(bench.orphan(kYoung));
    // Half a one has not even a head.
    const auto half = sha256Of(toBytes("half"));
    bench.make(bench.fileOf(half), kOld);

    const auto count = bench.swept();
    CHECK(count.bodies == 8);
    CHECK(count.unnamed == 2);
    CHECK(count.gone() == 2);
    CHECK(count.strange == 0);
    CHECK(count.failed == 0);
    CHECK_FALSE(fs::exists(bench.fileOf(old)));
    CHECK_FALSE(fs::exists(bench.fileOf(half)));
    CHECK(fs::exists(bench.fileOf(young)));
    for (const auto& row : held) CHECK(bench.bodies.get(row.bodyHash));
    CHECK(bench.swept().gone() == 0);
    bench.clock.advance(std::chrono::hours(2));
    CHECK(bench.swept().unnamed == 1);
    CHECK(bench.bodyFiles() == held.size());
}

TEST_CASE("more bodies than are asked about at once") {
    SweepBench bench;
    // All on one shelf.
    std::size_t made = 0;
    for (std::uint32_t i = 0; made < kMaxBodiesAsked + 50; ++i) {
        auto hash = sha256Of(toBytes(std::to_string(i)));
        hash[0] = 0x5a;
        bench.make(bench.fileOf(hash), kOld);
        ++made;
    }
    CHECK(bench.swept().unnamed == made);
    CHECK(bench.bodyFiles() == 0);
}

TEST_CASE("what a kill left half written goes, beside bodies, heads, marks and the marker") {
    SweepBench bench;
    const auto row = bench.registered();
    const std::vector<fs::path> left{
        bench.fileOf(row.bodyHash, ".cse.tmp-AbC123"), bench.fileOf(row.bodyHash, ".head.tmp-AbC123"),
        bench.paths.bodies / "complete.tmp-AbC123",
        bench.paths.bodies / "erasing" / (toHex(row.bodyHash) + ".head.tmp-AbC123")};
    for (const auto& file : left) bench.make(file, kYoung);
    CHECK(bench.swept().gone() == 0);
    for (const auto& file : left) {
        CHECK(fs::exists(file));
        bench.age(file, kOld);
    }
    const auto count = bench.swept();
    CHECK(count.temporary == left.size());
    CHECK(count.strange == 0);
    for (const auto& file : left) CHECK_FALSE(fs::exists(file));
    CHECK(bench.bodies.get(row.bodyHash));
}

TEST_CASE("the copies of the ledger that updates made go, the ledger stays") {
    SweepBench bench;
    const auto row = bench.registered();
    const auto copyOf = [&](const std::string& ending) {
        return bench.make(bench.paths.ledger.string() + ending, kOld);
    };
    const std::vector<fs::path> copies{copyOf(".v1.bak"), copyOf(".v12.bak"), copyOf(".v12.bak-journal")};
    const std::vector<fs::path> others{copyOf(".bak"),
                                       copyOf(".v.bak"),
                                       copyOf(".v1.bak.txt"),
                                       copyOf(".v1x.bak"),
                                       bench.make(bench.folder / "ledger.sqlite.v9.bak", kYoung),
                                       bench.make(bench.folder / "other.sqlite.v1.bak", kOld)};
    const auto link = bench.paths.ledger.string() + ".v3.bak";
    fs::create_symlink(bench.paths.ledger, link);
    for (const auto& name : {"ledger.sqlite", "ledger.sqlite-wal"}) {
        if (fs::exists(bench.folder / name)) bench.age(bench.folder / name, kOld);
    }
    const auto count = bench.swept();
    CHECK(count.copies == copies.size());
    for (const auto& file : copies) CHECK_FALSE(fs::exists(file));
    for (const auto& file : others) CHECK(fs::exists(file));
    CHECK(fs::is_symlink(link));
    CHECK(bench.now(row).recordId == row.recordId);
}

TEST_CASE("what was erased from the ledger's rows is in no journal either") {
    SweepBench bench;
    (void)bench.registered(1);
    CHECK(bench.judged().activated == 1);
    const auto row = bench.changed([](nlohmann::json& fields, EnvelopeHeader&) {
        fields["details"]["msisdn"] = madeMsisdn(1);  // taken: refused, so that all of it may go
    });
    CHECK(bench.judged().refused == 1);
    CHECK(bench.eraser().desk->eraseOnRequest(row).value() == EraseResult::All);
    const auto late = bench.registered(3);
    CHECK(bench.judged().activated == 1);
    bench.waitOutTime();
    CHECK(bench.eraser().desk->eraseDue().value().pictures == 2);
    const auto details = bench.kept(late).details;
    REQUIRE(details.size() > 100);
    REQUIRE(bench.mine.book
                ->markErased(late.deviceId, late.recordId, bench.clock.wall(), {}, toBytes("signed"),
                             Filing::Goes)
                .value());
    const auto inFiles = [&] {
        std::size_t found = 0;
        for (const auto& entry : fs::directory_iterator(bench.folder)) {
            if (!entry.is_regular_file() || entry.path().extension() == ".sqlite-shm") continue;
            const auto bytes = readFile(entry.path(), 64U << 20U).value();
            const auto part = ByteView(details).subspan(40, 32);
            if (std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end()) ++found;
        }
        return found;
    };
    REQUIRE(inFiles() > 0);
    CHECK_FALSE(bench.swept().journalInUse);
    CHECK(inFiles() == 0);
}

TEST_CASE("uploads that nobody went on with go, younger ones stay") {
    SweepBench bench;
    const auto old = bench.make(bench.paths.parts / (std::string(64, 'a') + ".part"), std::chrono::hours(49));
    const auto young =
        bench.make(bench.paths.parts / (std::string(64, 'b') + ".part"), std::chrono::hours(47));
    CHECK(bench.swept().uploads == 1);
    CHECK_FALSE(fs::exists(old));
    CHECK(fs::exists(young));
}

TEST_CASE("strange things in the folder are left alone and told") {
    SweepBench bench;
    const auto row = bench.registered();
    bench.ageAll(kOld);
    const auto outside = bench.make(bench.temporary.path() / "outside.txt", kOld, "not ours");
    const auto shelf = bench.fileOf(row.bodyHash).parent_path();
    const auto name = toHex(row.bodyHash).substr(0, 2) + std::string(62, 'e');
    fs::create_symlink(outside, shelf / (name + ".cse"));
    fs::create_directories(shelf / (name.substr(0, 63) + "0.cse") / "inside");
    bench.make(shelf / "notes.txt", kOld);
    bench.make(shelf / (name + ".exe"), kOld);
    bench.make(shelf / (std::string(64, 'Z') + ".cse"), kOld);
    bench.make(shelf / ("\xff\n\x1b[2J" + std::string(3, '.')), kOld);
    // On another shelf than its name says: nobody would find it there.
    const std::string otherName(64, shelf.filename() == "aa" ? 'b' : 'a');
    bench.make(shelf / (otherName + ".cse"), kOld);
    CHECK(::mkfifo((shelf / (name.substr(0, 63) + "1.cse")).c_str(), 0600) == 0);
    bench.make(bench.paths.bodies / "README", kOld);
    fs::create_directory(bench.paths.bodies / "lost+found");
    bench.make(bench.paths.bodies / "erasing" / "notes.txt", kOld);
    // A shelf that is a link is not walked.
    const fs::path linked = bench.paths.bodies / (shelf.filename() == "00" ? "01" : "00");
    fs::remove(linked);
    fs::create_directory(bench.temporary.path() / "elsewhere");
    const auto there = bench.make(
        bench.temporary.path() / "elsewhere" / (linked.filename().string() + std::string(62, 'f') + ".cse"),
        kOld);
    fs::create_directory_symlink(bench.temporary.path() / "elsewhere", linked);

    const auto count = bench.swept();
    CHECK(count.strange == 12);
    CHECK(count.gone() == 0);
    CHECK(count.failed == 0);
    CHECK(fs::exists(outside));
    CHECK(fs::exists(there));
    CHECK(fs::exists(shelf / "notes.txt"));
    CHECK(fs::exists(shelf / (name.substr(0, 63) + "0.cse") / "inside"));
    CHECK(bench.bodies.get(row.bodyHash));
}

TEST_CASE("a folder that can't be looked through is told, and the rest is swept all the same") {
    SweepBench bench;
    const auto bytes = bench.orphan(kOld);
    const auto file = bench.fileOf(sha256Of(bytes));
    const fs::path other = bench.paths.bodies / (file.parent_path().filename() == "07" ? "08" : "07");
    fs::remove(other);
    const auto count = bench.swept();
    CHECK(count.failed == 1);
    REQUIRE(count.firstFailure);
    CHECK(count.firstFailure->detail.find(other.filename().string()) != std::string::npos);
    CHECK(count.unnamed == 1);
    CHECK_FALSE(fs::exists(file));
    // Not mounted: that there is nothing is no reason to do anything.
    fs::rename(bench.paths.bodies, bench.temporary.path() / "unmounted");
    fs::create_directory(bench.paths.bodies);
    auto ledger = SqliteLedger::open(bench.paths.ledger).value();
    CHECK(FolderSweep(bench.paths, bench.bodies, *ledger, bench.clock, bench.watching).run().error().code ==
          ErrorCode::OperatorFolderUnusable);
}

TEST_CASE("a body that came back after it was erased goes again, beside its head and without it") {
    SweepBench bench;
    const auto row = bench.registered();
    const auto other = bench.registered(2);
    CHECK(bench.judged().activated == 2);
    const auto body = bench.bodies.get(row.bodyHash).value();
    bench.waitOutTime();
    REQUIRE(bench.mine.book->hold(holdLine("court_order"), other.deviceId, other.recordId, "court_order"));
    CHECK(bench.eraser().desk->eraseDue().value().pictures == 1);
    const auto certificate = bench.kept(row).certificate;
    SECTION("beside its head") {}
    SECTION("without its head, as from a copy of the folder") {
        fs::remove(bench.bodyFile(row, ".head"));
    }
    SECTION("damaged") {
        fs::remove(bench.bodyFile(row, ".head"));
        REQUIRE(writeFileDurably(bench.bodyFile(row), toBytes("half")));
    }
    if (!fs::exists(bench.bodyFile(row))) REQUIRE(writeFileDurably(bench.bodyFile(row), body));
    CHECK(bench.swept().erased == 1);
    CHECK_FALSE(fs::exists(bench.bodyFile(row)));
    CHECK(fs::exists(bench.bodyFile(row, ".head")));
    CHECK(bench.kept(row).certificate == certificate);
    CHECK(bench.bodies.get(other.bodyHash));
    CHECK(bench.swept().gone() == 0);
}

TEST_CASE("a record that arrives over its own orphan keeps its body, at whatever moment the sweep is") {
    SweepBench bench;
    SECTION("while the file is out of its place") {
        const auto bytes = bench.orphan(kOld);
        bench.watching.act = [&](ErasurePoint point) {
            if (point == ErasurePoint::MovedAside) CHECK_FALSE(bench.ingest.take(bytes).value().refusal);
        };
        CHECK(bench.swept().unnamed == 1);  // the old copy
        bench.watching.act = nullptr;
        CHECK(bench.bodies.get(sha256Of(bytes)));
        CHECK(bench.swept().gone() == 0);
        CHECK(bench.bodies.get(sha256Of(bytes)));
    }
    SECTION("right before") {
        // The shelf was looked at when the file was old; meanwhile it was written anew.
        const auto bytes = bench.orphan(kOld);
        const auto hash = sha256Of(bytes);
        CHECK_FALSE(bench.ingest.take(bytes).value().refusal);
        const auto aside = bench.bodies.moveAside(hash).value();
        REQUIRE(aside);
        CHECK(aside->changedAt > bench.clock.wall() - kLeftAlone);
        CHECK_FALSE(bench.bodies.get(hash));
        SECTION("and goes on") {
            REQUIRE(bench.bodies.putBack(*aside));
        }
        SECTION("and dies; the next one finds it, however late") {
            bench.age(aside->file, kOld);
            CHECK(bench.swept().gone() == 0);
        }
        CHECK(bench.bodies.get(hash).value() == bytes);
        CHECK_FALSE(fs::exists(aside->file));
    }
}

TEST_CASE("a sweep that dies over a body leaves it to the next") {
    SweepBench bench;
    const auto bytes = bench.orphan(kOld);
    const auto aside = bench.bodies.moveAside(sha256Of(bytes)).value();
    REQUIRE(aside);
    const auto count = bench.swept();
    CHECK(count.unnamed == 1);
    CHECK(count.strange == 0);
    CHECK_FALSE(fs::exists(aside->file));
    CHECK(bench.bodyFiles() == 0);
}

TEST_CASE("two sweeps and a gateway at once lose nothing that was acknowledged") {
    SweepBench bench;
    constexpr int kRounds = 60;
    std::atomic<bool> stop{false};
    std::vector<std::jthread> sweepers;
    for (int i = 0; i < 2; ++i) {
        sweepers.emplace_back([&] {
            auto bodies = FileBodyStore::open(bench.paths.bodies).value();
            auto ledger = SqliteLedger::open(bench.paths.ledger).value();
            NoErasurePoints nobody;
            FolderSweep sweep(bench.paths, bodies, *ledger, bench.clock, nobody, Unnamed::All);
            while (!stop) static_cast<void>(sweep.run());
        });
    }
    std::vector<Bytes> taken;
    for (int i = 0; i < kRounds; ++i) {
        auto bytes = bench.counter.envelope();
        REQUIRE(writeFileDurably(bench.fileOf(sha256Of(bytes)), bytes));
        std::error_code gone;
        fs::last_write_time(bench.fileOf(sha256Of(bytes)),
                            std::chrono::file_clock::from_sys(bench.clock.wall() - kOld), gone);
        // As a counter does: again after an error.
        untilTaken(bench, bytes);
        taken.push_back(std::move(bytes));
    }
    stop = true;
    sweepers.clear();
    CHECK(bench.swept().failed == 0);
    for (const auto& bytes : taken) CHECK(bench.bodies.get(sha256Of(bytes)).has_value());
    CHECK(bench.held() == kRounds);
}
