// A sweep that is shown the wrong ledger, or one from before, takes nothing that anybody was acknowledged.
// Real files, real SQLite.
#include "core/files.h"
#include "made_erasure.h"
#include "operator/folder_sweep.h"

using namespace countersign;
using namespace countersign::test;
namespace fs = std::filesystem;

namespace {

constexpr Millis kOld = std::chrono::hours(25);

struct LedgersBench : ErasureBench {
    OperatorPaths paths{folder};

    // After all there is has become old.
    [[nodiscard]] SweepCount sweptBy(Ledger& shown, Unnamed unnamed) {
        for (const auto& entry : fs::recursive_directory_iterator(paths.bodies)) {
            if (entry.is_regular_file())
                fs::last_write_time(entry.path(), std::chrono::file_clock::from_sys(clock.wall() - kOld));
        }
        return FolderSweep(paths, bodies, shown, clock, nobody, unnamed).run().value();
    }
    void put(const Bytes& bytes) {
        const auto name = toHex(sha256Of(bytes));
        REQUIRE(writeFileDurably(paths.bodies / name.substr(0, 2) / (name + ".cse"), bytes));
    }
    // The ledger as it is now.
    [[nodiscard]] std::unique_ptr<SqliteLedger> copy() {
        const auto file = temporary.path() / "older.sqlite";
        REQUIRE(Database::open(paths.ledger, Database::Mode::ReadWrite)
                    .value()
                    .exec("VACUUM INTO '" + file.string() + "'"));
        return SqliteLedger::open(file).value();
    }
};

}  // namespace

TEST_CASE("an empty ledger, or another gateway's, costs no body, whatever was ordered") {
    LedgersBench bench;
    std::vector<RecordRow> rows;
    for (int i = 1; i <= 3; ++i) rows.push_back(bench.registered(i));
    bench.put(toBytes("damaged, or half a one"));
    LedgersBench other;
    (void)other.registered(1);
    const auto empty = SqliteLedger::open(bench.temporary.path() / "empty.sqlite").value();
    for (const auto unnamed : {Unnamed::IfFew, Unnamed::All}) {
        for (auto* shown : {static_cast<Ledger*>(empty.get()), static_cast<Ledger*>(other.ledger.get())}) {
            const auto count = bench.sweptBy(*shown, unnamed);
            CHECK(count.bodies == 4);
            CHECK(count.foreign == 3);
            CHECK(count.gone() == 0);
            CHECK((unnamed == Unnamed::All ? count.headless : count.tooMany) == 1);
        }
    }
    CHECK(bench.bodyFiles() == 4);
    for (const auto& row : rows) CHECK(bench.bodies.get(row.bodyHash));
    // With its own ledger the half one is nobody's.
    CHECK(bench.sweptBy(*bench.ledger, Unnamed::All).unnamed == 1);
    CHECK(bench.bodyFiles() == 3);
}

TEST_CASE("a ledger from before costs none of the bodies that came since, unless somebody has looked") {
    LedgersBench bench;
    for (int i = 1; i <= 3; ++i) (void)bench.registered(i);
    const auto older = bench.copy();
    std::vector<RecordRow> since;
    for (int i = 4; i <= 8; ++i) since.push_back(bench.registered(i));
    const auto count = bench.sweptBy(*older, Unnamed::IfFew);
    CHECK(count.tooMany == 5);
    CHECK(count.foreign == 0);
    CHECK(count.gone() == 0);
    for (const auto& row : since) CHECK(bench.bodies.get(row.bodyHash));
    // What another sweep had begun on comes back.
    const auto aside = bench.bodies.moveAside(since[0].bodyHash).value();
    REQUIRE(aside);
    CHECK(bench.sweptBy(*older, Unnamed::IfFew).tooMany == 5);
    CHECK(bench.bodies.get(since[0].bodyHash));
    CHECK_FALSE(fs::exists(aside->file));
    CHECK(bench.sweptBy(*older, Unnamed::All).unnamed == 5);
    CHECK(bench.bodyFiles() == 3);
}

TEST_CASE("one in a hundred is what kills leave, more is told") {
    LedgersBench bench;
    for (int i = 0; i < 100; ++i) REQUIRE_FALSE(bench.ingest.take(bench.counter.envelope()).value().refusal);
    bench.put(bench.counter.envelope());
    CHECK(bench.sweptBy(*bench.ledger, Unnamed::IfFew).unnamed == 1);
    CHECK(bench.bodyFiles() == 100);
    for (int i = 0; i < 2; ++i) bench.put(bench.counter.envelope());
    const auto count = bench.sweptBy(*bench.ledger, Unnamed::IfFew);
    CHECK(count.tooMany == 2);
    CHECK(count.unnamed == 0);
    CHECK(bench.bodyFiles() == 102);
}
