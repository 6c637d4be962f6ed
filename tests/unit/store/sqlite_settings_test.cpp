// The settings a power cut is survived with, read back from the database itself.

#include "support/catch.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

TEST_CASE("the counter's database runs in WAL with FULL, wipes what it deletes and is strict") {
    TempFolder folder;
    const auto file = folder.path() / "queue.db";
    {
        QueueBench bench(folder.path());
        REQUIRE(bench.open());
    }
    auto database = must(Database::open(file, Database::Mode::ReadWrite));
    CHECK(must(database.queryText("PRAGMA journal_mode")) == "wal");
    CHECK(must(database.queryInteger("PRAGMA synchronous")) == 2);
    CHECK(must(database.queryInteger("PRAGMA secure_delete")) == 1);
    CHECK(must(database.queryInteger(
              "SELECT count(*) FROM pragma_table_list WHERE schema='main' AND type='table' "
              "AND name NOT LIKE 'sqlite_%' AND strict=0")) == 0);
    CHECK(must(database.queryInteger("PRAGMA user_version")) >= 1);
    const auto wrong = database.exec("INSERT INTO counter (only, last_reserved) VALUES (2, 'text')");
    CHECK_FALSE(wrong);
}
