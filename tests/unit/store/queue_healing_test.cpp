// The queue on a bad day: broken index, lost rows, damaged and missing payloads, a newer program's database.

#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

WallTime never(const Clock& clock) {
    return clock.wall() + std::chrono::hours(48);
}

void removeDatabase(const QueueBench& bench) {
    for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(bench.database().string() + suffix);
}

}  // namespace

TEST_CASE("a lost index is made anew from the spool, and its numbers are not given out again") {
    TempFolder folder;
    QueueBench bench(folder.path());
    std::vector<RecordId> ids;
    {
        auto queue = bench.open();
        for (int i = 0; i < 3; ++i) ids.push_back(bench.saveOne(*queue).recordId);
        must(queue->acceptReceipt(ids[2], bench.maker.receipt(bench.last), bench.maker.operatorKeys()));
    }
    removeDatabase(bench);
    SECTION("with the mark of the last number") {
        auto queue = bench.open();
        CHECK(queue->health().rowsRebuilt == 2);
        CHECK(must(queue->summary()).waiting == 2);
        CHECK(must(queue->row(ids[0])).sequence == 1);
        CHECK(must(queue->row(ids[0])).mayHaveLeft);
        CHECK(must(queue->reserve()).sequence == 4);  // 3 was sent and erased, the mark still knows it
    }
    SECTION("without it: far beyond anything that can have been used") {
        fs::remove(folder.path() / "sequence");
        auto queue = bench.open();
        CHECK(must(queue->reserve()).sequence > 1'000'000);
    }
    SECTION("with a damaged one") {
        overwrite(folder.path() / "sequence", 24, 3);
        auto queue = bench.open();
        CHECK(must(queue->reserve()).sequence > 1'000'000);
    }
}

TEST_CASE("an index made anew knows from the waiting records what time the operator told") {
    TempFolder folder;
    QueueBench bench(folder.path());
    const WallTime toldAt(std::chrono::seconds(1'900'000'000));
    {
        auto queue = bench.open();
        for (const int minutes : {10, 30, 20}) {
            const auto ticket = must(queue->reserve());
            auto header = must(parseEnvelope(bench.maker.envelope(ticket, RecordId::random()))).header;
            const Millis since = std::chrono::minutes(minutes);
            header.clock =
                EnvelopeClock{{std::string(32, 'a'), since + Millis(5'000)}, toldAt + since, since};
            const auto sealed = must(sealPayload(OpeningKey::generate().sealingKey(), Bytes(100, 1)));
            must(queue->save(must(signEnvelope(header, sealed, bench.maker.device())), "8000"));
        }
        CHECK_FALSE(must(queue->memory()).told);
    }
    removeDatabase(bench);
    auto queue = bench.open();
    REQUIRE(queue->health().rowsRebuilt == 3);
    const auto told = must(queue->memory()).told;
    REQUIRE(told);
    CHECK(told->at == toldAt + std::chrono::minutes(30));  // the newest word
    CHECK(told->when == BootTime{std::string(32, 'a'), Millis(5'000)});
}

TEST_CASE("a broken index is set aside, kept, and made anew") {
    TempFolder folder;
    QueueBench bench(folder.path());
    RecordId id;
    {
        auto queue = bench.open();
        id = bench.saveOne(*queue).recordId;
    }
    SECTION("its head is gone") {
        overwrite(bench.database(), 0, 100);
    }
    SECTION("its first pages are gone") {
        overwrite(bench.database(), 40, 8000);
    }
    SECTION("it is no database at all") {
        removeDatabase(bench);
        std::ofstream(bench.database()) << "this was never a database, not even a small one";
    }
    auto queue = bench.open();
    REQUIRE_FALSE(queue->health().databaseSetAside.empty());
    CHECK(fs::exists(folder.path() / queue->health().databaseSetAside));
    CHECK(queue->health().rowsRebuilt == 1);
    CHECK(must(queue->row(id)).client == ClientState::Waiting);
    bench.saveOne(*queue);
    queue.reset();
    CHECK(bench.open()->health().clean());
}

TEST_CASE("an index that breaks while the program runs is renewed under its feet") {
    TempFolder folder;
    QueueBench bench(folder.path());
    struct CorruptOnce final : DatabaseFaults {
        int beforeStep(std::string_view sql) override {
            if (!armed || sql.find("INSERT INTO registration") == std::string_view::npos) return 0;
            armed = false;
            return 11;  // SQLITE_CORRUPT
        }
        bool armed = false;
    } faults;
    bench.databaseFaults = &faults;
    auto queue = bench.open();
    bench.saveOne(*queue);
    faults.armed = true;
    const auto row = bench.saveOne(*queue);
    CHECK(row.client == ClientState::Waiting);
    CHECK(must(queue->summary()).waiting == 2);
}

TEST_CASE("rows that were lost one by one come back from the spool") {
    TempFolder folder;
    QueueBench bench(folder.path());
    RecordId kept, lost;
    {
        auto queue = bench.open();
        kept = bench.saveOne(*queue).recordId;
        lost = bench.saveOne(*queue).recordId;
    }
    {
        auto database = must(Database::open(bench.database(), Database::Mode::ReadWrite));
        auto statement = must(database.prepare("DELETE FROM registration WHERE record_id=?1"));
        statement.bindBlob(1, lost.bytes());
        must(statement.run());
    }
    auto queue = bench.open();
    CHECK(queue->health().rowsRebuilt == 1);
    CHECK(must(queue->row(lost)).sequence == 2);
    CHECK(must(queue->row(kept)).numberTail == "8000");
}

TEST_CASE("a waiting row without its payload is set aside with its reason, and the line goes on") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto gone = bench.saveOne(*queue).recordId;
    const auto good = bench.saveOne(*queue).recordId;
    fs::remove(bench.spoolFile(gone));
    SECTION("found at opening") {
        queue.reset();
        queue = bench.open();
        CHECK(queue->health().payloadsMissing == 1);
    }
    SECTION("found at sending") {}
    CHECK(must(nextDue(*queue, bench.clock.wall(), never(bench.clock)))->row.recordId == good);
    const auto row = must(queue->row(gone));
    CHECK(row.client == ClientState::SetAside);
    CHECK(row.lastError == ErrorCode::PayloadMissing);
    CHECK(row.erased());
}

TEST_CASE("a damaged payload is never sent: it goes to quarantine and the line goes on") {
    TempFolder folder;
    QueueBench bench(folder.path());
    RecordId bad, good;
    {
        auto queue = bench.open();
        bad = bench.saveOne(*queue).recordId;
        good = bench.saveOne(*queue).recordId;
    }
    const auto size = fs::file_size(bench.spoolFile(bad));
    SECTION("a byte in the payload") {
        overwrite(bench.spoolFile(bad), size - 100, 1);
    }
    SECTION("the signature") {
        overwrite(bench.spoolFile(bad), size - bench.maker.payloadBytes - 48 - 30, 1);
    }
    SECTION("cut short") {
        fs::resize_file(bench.spoolFile(bad), size / 2);
    }
    SECTION("empty") {
        fs::resize_file(bench.spoolFile(bad), 0);
    }
    auto queue = bench.open();
    CHECK(must(nextDue(*queue, bench.clock.wall(), never(bench.clock)))->row.recordId == good);
    const auto row = must(queue->row(bad));
    CHECK(row.client == ClientState::SetAside);
    CHECK(row.lastError == ErrorCode::PayloadDamaged);
    CHECK(fs::exists(folder.path() / "spool" / "quarantine" / bench.spoolFile(bad).filename()));
}

TEST_CASE("a payload that comes back is sent") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto id = bench.saveOne(*queue).recordId;
    const auto other = bench.saveOne(*queue).recordId;
    const auto size = fs::file_size(bench.spoolFile(id));
    const auto due = [&] { return must(nextDue(*queue, bench.clock.wall(), never(bench.clock))); };
    const auto restart = [&] {
        queue.reset();
        queue = bench.open();
    };
    const auto back = [&](ErrorCode lost, bool atSending) {
        if (!atSending) restart();
        REQUIRE(due()->row.recordId == other);
        auto row = must(queue->row(id));
        CHECK(row.client == ClientState::SetAside);
        CHECK(row.lastError == lost);
        const auto again = queue->sendAgain(id);
        REQUIRE_FALSE(again);
        CHECK(again.error().code == lost);
    };
    SECTION("its file was moved away, and is there at the next start") {
        fs::rename(bench.spoolFile(id), folder.path() / "away");
        back(ErrorCode::PayloadMissing, GENERATE(true, false));
        fs::rename(folder.path() / "away", bench.spoolFile(id));
        restart();
        CHECK(queue->health().payloadsBack == 1);
    }
    SECTION("its file was moved away, and is there when a person has it sent again") {
        fs::rename(bench.spoolFile(id), folder.path() / "away");
        back(ErrorCode::PayloadMissing, true);
        fs::rename(folder.path() / "away", bench.spoolFile(id));
        must(queue->sendAgain(id));
    }
    SECTION("it was read badly once, and lies well in the quarantine") {
        fs::resize_file(bench.spoolFile(id), size + 1);
        back(ErrorCode::PayloadDamaged, GENERATE(true, false));
        const auto kept = folder.path() / "spool" / "quarantine" / bench.spoolFile(id).filename();
        fs::resize_file(kept, size);
        restart();
        CHECK_FALSE(fs::exists(kept));
    }
    SECTION("ended between the row and the quarantine") {
        must(queue->setAside(id, ErrorCode::PayloadDamaged, ""));
        restart();
    }
    const auto record = due();
    REQUIRE(record);
    CHECK(record->row.recordId == id);
    CHECK(record->envelope.size() == size);
    CHECK(record->row.payloadBytes == size);
    CHECK_FALSE(record->row.lastError);
    queue.reset();
    CHECK(bench.open()->health().clean());
}

TEST_CASE("what the operator refused and then lost its payload stays set aside when that comes back") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto id = bench.saveOne(*queue).recordId;
    must(queue->setAside(id, ErrorCode::RefusedByOperator, "malformed"));
    fs::rename(bench.spoolFile(id), folder.path() / "away");
    queue.reset();
    queue = bench.open();
    CHECK(must(queue->row(id)).erased());
    fs::rename(folder.path() / "away", bench.spoolFile(id));
    queue.reset();
    queue = bench.open();
    CHECK(must(queue->row(id)).client == ClientState::SetAside);
    CHECK_FALSE(must(queue->row(id)).erased());
    must(queue->sendAgain(id));
    CHECK(must(nextDue(*queue, bench.clock.wall(), never(bench.clock)))->row.recordId == id);
}

TEST_CASE("a folder that can't be looked at says nothing of its payloads") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto id = bench.saveOne(*queue).recordId;
    const auto spool = folder.path() / "spool";
    fs::rename(spool, folder.path() / "unmounted");
    CHECK_FALSE(must(nextDue(*queue, bench.clock.wall(), never(bench.clock))));
    CHECK(must(queue->row(id)).client == ClientState::Waiting);
    fs::rename(folder.path() / "unmounted", spool);
    bench.clock.advance(std::chrono::minutes(11));
    CHECK(must(nextDue(*queue, bench.clock.wall(), never(bench.clock)))->row.recordId == id);
}

TEST_CASE("saving again puts back the payload that a row lacks") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto id = bench.saveOne(*queue).recordId;
    const auto envelope = bench.last;
    fs::remove(bench.spoolFile(id));
    SECTION("nobody has noticed yet") {}
    SECTION("noticed at opening") {
        queue.reset();
        queue = bench.open();
        CHECK(must(queue->row(id)).client == ClientState::SetAside);
    }
    const auto row = must(queue->save(envelope, "8000"));
    CHECK(row.client == ClientState::Waiting);
    CHECK(fs::exists(bench.spoolFile(id)));
    CHECK(must(nextDue(*queue, bench.clock.wall(), never(bench.clock)))->envelope == envelope);
}

TEST_CASE("where it is not known whether a row was stored its payload stays") {
    TempFolder folder;
    QueueBench bench(folder.path());
    struct CommitUnknown final : DatabaseFaults {
        int beforeStep(std::string_view sql) override {
            armed = armed || (wanted && sql == "COMMIT");
            return armed ? 10 : 0;  // SQLITE_IOERR, from here on for everything
        }
        bool wanted = false, armed = false;
    } faults;
    bench.databaseFaults = &faults;
    auto queue = bench.open();
    const auto id = RecordId::random();
    const auto envelope = bench.maker.envelope(must(queue->reserve()), id);
    faults.wanted = true;
    CHECK_FALSE(queue->save(envelope, "8000"));
    CHECK(fs::exists(bench.spoolFile(id)));
    faults.wanted = faults.armed = false;
    CHECK(must(queue->save(envelope, "8000")).recordId == id);
    CHECK(must(nextDue(*queue, bench.clock.wall(), never(bench.clock)))->envelope == envelope);
}

TEST_CASE("a payload that can't be read just now waits alone, by network and by stick") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto first = bench.saveOne(*queue).recordId;
    const auto bad = bench.saveOne(*queue).recordId;
    const auto last = bench.saveOne(*queue).recordId;
    const auto size = fs::file_size(bench.spoolFile(bad));
    fs::resize_file(bench.spoolFile(bad), 9'000'000);  // more than is ever read
    const RegistrationQueue::Portion all{10, 1'000'000}, one{1, 0};
    const auto ids = [](const std::vector<OutgoingRecord>& records) {
        std::vector<RecordId> found;
        for (const auto& each : records) found.push_back(each.row.recordId);
        return found;
    };
    CHECK(ids(must(queue->toCarry(0, Carry::All, all))) == std::vector{first, last});
    CHECK(ids(must(queue->toCarry(1, Carry::All, one))) == std::vector{last});
    CHECK(ids(must(queue->due(bench.clock.wall(), never(bench.clock), all))) == std::vector{first, last});
    auto row = must(queue->row(bad));
    CHECK(row.client == ClientState::Waiting);
    CHECK(row.lastError == ErrorCode::FileUnreadable);
    CHECK(row.nextAttempt > bench.clock.wall());
    CHECK(must(queue->setAsideDamaged()) == 0);
    for (const auto& id : {first, last}) must(queue->withdraw(id));
    CHECK_FALSE(must(nextDue(*queue, bench.clock.wall(), never(bench.clock))));

    fs::resize_file(bench.spoolFile(bad), size);
    bench.clock.advance(std::chrono::minutes(11));
    const auto due = must(nextDue(*queue, bench.clock.wall(), never(bench.clock)));
    REQUIRE(due);
    CHECK(due->row.recordId == bad);
}

TEST_CASE("an order to erase leaves no copy") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto backup = folder.path() / "queue.db.v1.bak";
    const auto quarantine = folder.path() / "spool" / "quarantine";
    const auto id = bench.saveOne(*queue).recordId;
    const auto other = bench.saveOne(*queue).recordId;
    const auto kept = quarantine / bench.spoolFile(id).filename();
    std::ofstream(backup) << "last digits and receipts";
    SECTION("of a record whose payload lies in the quarantine") {
        overwrite(bench.spoolFile(id), 900, 4);
        CHECK(must(queue->setAsideDamaged()) == 1);
        REQUIRE(fs::exists(kept));
        must(queue->eraseByOrder(id));
    }
    SECTION("of one that no row knows") {
        const auto strange = RecordId::random();
        fs::rename(bench.spoolFile(id), quarantine / bench.spoolFile(strange).filename());
        const auto erased = queue->eraseByOrder(strange);
        REQUIRE_FALSE(erased);
        CHECK(erased.error().code == ErrorCode::RecordUnknown);
    }
    CHECK(fs::is_empty(quarantine));
    CHECK_FALSE(fs::exists(backup));
    CHECK(fs::exists(bench.spoolFile(other)));
}

TEST_CASE("what was set aside as damaged and is settled after all leaves no copy") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto id = bench.saveOne(*queue).recordId;
    const auto kept = folder.path() / "spool" / "quarantine" / bench.spoolFile(id).filename();
    overwrite(bench.spoolFile(id), 900, 4);
    REQUIRE(must(queue->setAsideDamaged()) == 1);
    REQUIRE(fs::exists(kept));
    SECTION("by a receipt") {
        must(queue->acceptReceipt(id, bench.maker.receipt(bench.last), bench.maker.operatorKeys()));
    }
    SECTION("by a receipt, and the power went before the file did") {
        const Bytes copy = must(readFile(kept, 1'000'000));
        must(queue->acceptReceipt(id, bench.maker.receipt(bench.last), bench.maker.operatorKeys()));
        queue.reset();
        must(writeFileDurably(kept, copy));
        queue = bench.open();
    }
    SECTION("by being taken back") {
        must(queue->withdraw(id));
    }
    CHECK_FALSE(fs::exists(kept));
}

TEST_CASE("a broken index is kept for a month from the day on which it was found") {
    TempFolder folder;
    QueueBench bench(folder.path());
    bench.saveOne(*bench.open());
    overwrite(bench.database(), 0, 100);
    fs::last_write_time(
        bench.database(),
        fs::file_time_type::clock::now() - std::chrono::hours(60 * 24));  // a shop that was closed
    const auto aside = bench.open()->health().databaseSetAside;
    REQUIRE_FALSE(aside.empty());
    CHECK(fs::exists(folder.path() / aside));
    CHECK(bench.open()->health().clean());
    CHECK(fs::exists(folder.path() / aside));
}

TEST_CASE("old copies of the index go once it is open: after a day, and after a month a broken one") {
    TempFolder folder;
    QueueBench bench(folder.path());
    const auto backup = folder.path() / "queue.db.v1.bak", broken = folder.path() / "queue.broken-1.db";
    const auto aged = [&](std::chrono::hours age) {
        for (const auto& file : {backup, broken}) {
            std::ofstream(file) << "last digits and receipts";
            fs::last_write_time(file, fs::file_time_type::clock::now() - age);
        }
        static_cast<void>(bench.open());
        return std::pair(fs::exists(backup), fs::exists(broken));
    };
    CHECK(aged(std::chrono::hours(2)) == std::pair(true, true));
    CHECK(aged(std::chrono::hours(26)) == std::pair(false, true));
    CHECK(aged(std::chrono::hours(31 * 24)) == std::pair(false, false));
}

TEST_CASE("whose queue this is is not judged by a file that can't be read") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto device = DeviceId::random();
    CHECK_FALSE(must(queue->belongTo(device)));
    auto memory = must(queue->memory());
    memory.auditHeld = 7;
    must(queue->setMemory(memory));
    const auto journal = folder.path() / "journal", owner = folder.path() / "device";
    std::ofstream(journal) << "lines";
    fs::rename(owner, folder.path() / "aside");
    fs::create_directory(owner);
    const auto judged = queue->belongTo(device);
    REQUIRE_FALSE(judged);
    CHECK(judged.error().code == ErrorCode::FileUnreadable);
    CHECK(must(queue->memory()).auditHeld == 7);
    CHECK(fs::exists(journal));
    fs::remove(owner);
    fs::rename(folder.path() / "aside", owner);
    CHECK_FALSE(must(queue->belongTo(device)));
}

TEST_CASE("the journal of each time that a counter was another one is kept") {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto queue = bench.open();
    const auto first = DeviceId::random(), second = DeviceId::random();
    REQUIRE_FALSE(must(queue->belongTo(first)));
    for (int time = 1; time <= 4; ++time) {
        std::ofstream(folder.path() / "journal") << "lines of time " << time;
        CHECK(must(queue->belongTo(time % 2 == 1 ? second : first)));
        CHECK_FALSE(fs::exists(folder.path() / "journal"));
    }
    int kept = 0;
    for (const auto& entry : fs::directory_iterator(folder.path()))
        kept += entry.path().filename().string().starts_with("journal-of-");
    CHECK(kept == 4);
}

TEST_CASE("strange files in the spool folder harm nothing") {
    TempFolder folder;
    QueueBench bench(folder.path());
    RecordId id;
    {
        auto queue = bench.open();
        id = bench.saveOne(*queue).recordId;
    }
    const auto spool = folder.path() / "spool";
    std::ofstream(spool / "readme.txt") << "hello";
    std::ofstream(spool / "not-hex.envelope") << "hello";
    std::ofstream(spool / (RecordId::random().hex() + ".envelope")) << "hello";      // no envelope
    std::ofstream(spool / (id.hex() + ".envelope.tmp-AbCdEf")) << "half a payload";  // a write cut off
    fs::copy_file(bench.spoolFile(id), bench.spoolFile(RecordId::random()));  // right content, wrong name
    auto queue = bench.open();
    CHECK(queue->health().payloadsDamaged == 2);
    CHECK(queue->health().orphansRemoved == 1);
    CHECK(fs::exists(spool / "readme.txt"));
    CHECK(must(queue->summary()).waiting == 1);
    queue.reset();
    CHECK(bench.open()->health().clean());
}

TEST_CASE("sending that was cut off by a crash is due again at once") {
    TempFolder folder;
    QueueBench bench(folder.path());
    RecordId id;
    {
        auto queue = bench.open();
        id = bench.saveOne(*queue).recordId;
        must(queue->markSending(only(id)));
    }
    auto queue = bench.open();
    CHECK(must(queue->row(id)).client == ClientState::Waiting);
    CHECK(must(nextDue(*queue, bench.clock.wall(), never(bench.clock)))->row.recordId == id);
    const auto withdrawn = queue->withdraw(id);
    REQUIRE_FALSE(withdrawn);
    CHECK(withdrawn.error().code == ErrorCode::WithdrawTooLate);
}

TEST_CASE("a database of a newer program is refused and left as it is") {
    TempFolder folder;
    QueueBench bench(folder.path());
    {
        auto queue = bench.open();
        bench.saveOne(*queue);
    }
    {
        auto database = must(Database::open(bench.database(), Database::Mode::ReadWrite));
        must(database.exec("PRAGMA user_version=999"));
    }
    const auto refused = bench.tryOpen();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::DatabaseNewer);
    CHECK(fs::exists(bench.database()));
    auto database = must(Database::open(bench.database(), Database::Mode::ReadOnly));
    CHECK(must(database.queryInteger("SELECT count(*) FROM registration")) == 1);
}

TEST_CASE("a folder that is read-only is told apart from a broken database") {
    if (::geteuid() == 0) {
        WARN("skipped: rights do not bind the superuser");
        return;
    }
    TempFolder folder;
    QueueBench bench(folder.path());
    {
        auto queue = bench.open();
        bench.saveOne(*queue);
    }
    ::chmod(bench.database().c_str(), 0400);
    ::chmod((folder.path() / "spool").c_str(), 0500);
    const auto refused = bench.tryOpen();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code != ErrorCode::DatabaseCorrupt);
    for (const auto& file : fs::directory_iterator(folder.path())) {
        CHECK(file.path().filename().string().find("broken") == std::string::npos);
    }
}
