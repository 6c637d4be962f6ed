// The doctor tells each fault by its name, changes nothing by looking, and mends what the counter's start
// mends.

#include "store/doctor.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <functional>

#include "support/catch.h"
#include "support/counter_folder.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

DoctorSettings settingsFor(const CounterFolder& counter) {
    DoctorSettings settings;
    settings.state = counter.folder.path();
    settings.freeSpaceLimit = 0;
    settings.reserveBytes = 0;
    return settings;
}

bool has(const DoctorReport& report, DoctorCode code) {
    return std::ranges::any_of(report.findings, [&](const auto& each) { return each.code == code; });
}

std::string told(const DoctorReport& report) {
    std::string text;
    for (const auto& each : report.findings)
        text += std::string(doctorGradeName(each.grade)) + " " + std::string(doctorCodeName(each.code)) +
                " " + each.where + " " + each.detail + "\n";
    return text;
}

void put(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

void exec(const CounterFolder& counter, const std::string& sql) {
    auto database = must(Database::open(counter.bench.database(), Database::Mode::ReadWrite));
    must(database.exec(sql));
}

struct Fault {
    const char* name;
    DoctorCode code;
    std::function<void(const CounterFolder&)> make;
};

// What the counter's start mends, and so the repair.
const std::vector<Fault>& mendable() {
    static const std::vector<Fault> faults{
        {"garbage database", DoctorCode::DatabaseDamaged,
         [](const auto& c) { overwrite(c.bench.database(), 0, 4096); }},
        {"empty database file of somebody else", DoctorCode::DatabaseDamaged,
         [](const auto& c) { put(c.bench.database(), std::string(5'000, 'x')); }},
        {"database gone", DoctorCode::DatabaseMissing, [](const auto& c) { fs::remove(c.bench.database()); }},
        {"payload gone", DoctorCode::PayloadMissing,
         [](const auto& c) { fs::remove(c.bench.spoolFile(c.first)); }},
        {"payload changed", DoctorCode::PayloadDamaged,
         [](const auto& c) { overwrite(c.bench.spoolFile(c.first), 900, 4); }},
        {"payload cut", DoctorCode::PayloadDamaged,
         [](const auto& c) { fs::resize_file(c.bench.spoolFile(c.first), 50); }},
        {"row gone", DoctorCode::PayloadUnclaimed,
         [](const auto& c) { exec(c, "DELETE FROM registration WHERE sequence=4"); }},
        {"garbage named like a payload", DoctorCode::PayloadUnreadable,
         [](const auto& c) { put(c.bench.spoolFile(RecordId::random()), "garbage"); }},
        {"empty file named like a payload", DoctorCode::PayloadUnreadable,
         [](const auto& c) { put(c.bench.spoolFile(RecordId::random()), ""); }},
        {"erasing interrupted", DoctorCode::PayloadLeftOver,
         [](const auto& c) {
             put(c.bench.spoolFile(c.sent), "still there");
             exec(c, "UPDATE registration SET payload_bytes=9 WHERE sequence=1");
         }},
        {"payload back that was missed", DoctorCode::PayloadBack,
         [](const auto& c) {
             exec(c,
                  "UPDATE registration SET client_state='set_aside', last_error=703, payload_bytes=0 "
                  "WHERE sequence=3");
         }},
        {"payload of a refused record gone", DoctorCode::PayloadMissing,
         [](const auto& c) {
             exec(c, "UPDATE registration SET client_state='set_aside' WHERE sequence=3");
             fs::remove(c.bench.spoolFile(c.first));
         }},
        {"write interrupted", DoctorCode::InterruptedWrite,
         [](const auto& c) { put(c.bench.spoolFile(c.first).string() + ".tmp-a1B2c3", "half"); }},
        {"write of the numbers interrupted", DoctorCode::InterruptedWrite,
         [](const auto& c) { put(c.queue() / "sequence.tmp-a1B2c3", "half"); }},
        {"numbers gone", DoctorCode::MarkUnusable, [](const auto& c) { fs::remove(c.queue() / "sequence"); }},
        {"numbers damaged", DoctorCode::MarkUnusable,
         [](const auto& c) { overwrite(c.queue() / "sequence", 24, 3); }},
        {"journal gone", DoctorCode::JournalMissing,
         [](const auto& c) { fs::remove(c.queue() / "journal"); }},
        {"journal changed", DoctorCode::JournalDamaged,
         [](const auto& c) { overwrite(c.queue() / "journal", 200, 3); }},
        {"half a line in the journal", DoctorCode::JournalCutOff,
         [](const auto& c) { std::ofstream(c.queue() / "journal", std::ios::app) << "0011223344"; }},
        {"spool open to others", DoctorCode::Exposed,
         [](const auto& c) { ::chmod((c.queue() / "spool").c_str(), 0755); }}};
    return faults;
}

// What a person has to look at. None of it may be looked into, followed or changed.
const std::vector<Fault>& standing() {
    static const std::vector<Fault> faults{
        {"database is a link", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::remove(c.bench.database());
             fs::create_symlink("/etc/passwd", c.bench.database());
         }},
        {"database is a folder", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::remove(c.bench.database());
             fs::create_directory(c.bench.database());
         }},
        {"spool is a link", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::rename(c.queue() / "spool", c.folder.path() / "elsewhere");
             fs::create_directory_symlink(c.folder.path() / "elsewhere", c.queue() / "spool");
         }},
        {"queue is a link", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::rename(c.queue(), c.folder.path() / "elsewhere");
             fs::create_directory_symlink(c.folder.path() / "elsewhere", c.queue());
         }},
        {"payload is a link out of the folder", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::remove(c.bench.spoolFile(c.first));
             fs::create_symlink("/etc/passwd", c.bench.spoolFile(c.first));
         }},
        {"payload is a folder", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::remove(c.bench.spoolFile(c.first));
             fs::create_directory(c.bench.spoolFile(c.first));
         }},
        {"journal is a pipe", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::remove(c.queue() / "journal");
             REQUIRE(::mkfifo((c.queue() / "journal").c_str(), 0600) == 0);
         }},
        {"lock is a pipe", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::remove(c.queue() / "lock");
             REQUIRE(::mkfifo((c.queue() / "lock").c_str(), 0600) == 0);
         }},
        {"mark is a link to a device that never ends", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::remove(c.queue() / "sequence");
             fs::create_symlink("/dev/zero", c.queue() / "sequence");
         }},
        {"identity is a file", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::remove_all(c.folder.path() / "identity");
             put(c.folder.path() / "identity", "x");
         }},
        {"key is a link", DoctorCode::NotAsExpected,
         [](const auto& c) {
             fs::remove(c.folder.path() / "identity/device.key");
             fs::create_symlink("/etc/passwd", c.folder.path() / "identity/device.key");
         }},
        {"huge database", DoctorCode::TooLarge,
         [](const auto& c) { fs::resize_file(c.bench.database(), std::uintmax_t{1} << 40U); }},
        {"huge payload", DoctorCode::TooLarge,
         [](const auto& c) { fs::resize_file(c.bench.spoolFile(c.first), std::uintmax_t{1} << 36U); }},
        {"database of a newer program", DoctorCode::DatabaseNewer,
         [](const auto& c) { exec(c, "PRAGMA user_version=999"); }},
        {"rows that never end", DoctorCode::DatabaseForeign,
         [](const auto& c) {
             exec(c,
                  "DROP TABLE registration; CREATE VIEW registration AS WITH RECURSIVE n(x) AS (SELECT 1 "
                  "UNION "
                  "ALL SELECT x+1 FROM n) SELECT x AS sequence FROM n");
         }},
        {"a trigger of a stranger's", DoctorCode::DatabaseForeign,
         [](const auto& c) {
             exec(c, "CREATE TRIGGER t AFTER INSERT ON registration BEGIN DELETE FROM registration; END");
         }},
        {"key open to others", DoctorCode::Exposed,
         [](const auto& c) { ::chmod((c.folder.path() / "identity/device.key").c_str(), 0644); }},
        {"key of another counter", DoctorCode::IdentityDamaged,
         [](const auto& c) { must(SigningKey::generate().write(c.folder.path() / "identity/device.key")); }},
        {"key is no key", DoctorCode::IdentityDamaged,
         [](const auto& c) { put(c.folder.path() / "identity/device.key", "garbage"); }},
        {"enrolment cut", DoctorCode::IdentityDamaged,
         [](const auto& c) { fs::resize_file(c.folder.path() / "identity/enrolment", 40); }},
        {"something in the quarantine", DoctorCode::Quarantined,
         [](const auto& c) { put(c.queue() / "spool/quarantine/x", "x"); }},
        {"chain goes on from another record", DoctorCode::ChainDiffers,
         [](const auto& c) { exec(c, "DELETE FROM registration WHERE sequence=2"); }}};
    return faults;
}

}  // namespace

TEST_CASE("a whole counter is healthy, and looking changes nothing") {
    CounterFolder counter;
    put(counter.queue() / ("journal-of-" + DeviceId::random().hex()), "of before it was enrolled anew");
    const auto before = counter.snapshot();
    const auto report = must(examineCounter(settingsFor(counter)));
    INFO(told(report));
    CHECK(report.findings.empty());
    CHECK(report.healthy());
    CHECK(report.rowsByState ==
          std::map<std::string, std::uint64_t>{{"sent", 1}, {"waiting", 2}, {"withdrawn", 1}});
    CHECK(report.payloads == 2);
    CHECK(report.signaturesChecked == 2);
    CHECK(report.lastNumber == 4);
    CHECK(report.unusedNumbers == 0);
    CHECK(report.journalLines == 2);
    CHECK(report.keyProtection == KeyProtection::File);
    CHECK(counter.snapshot() == before);
    // There is nothing to mend, and so nothing is touched.
    const auto repair = must(repairCounter(settingsFor(counter), report, counter.bench.clock, *counter.log));
    CHECK(repair.acts.empty());
    CHECK(counter.snapshot() == before);
}

TEST_CASE("a counter that was killed leaves its last writes in the database's log, and they are seen") {
    CounterFolder counter;
    auto queue = counter.bench.open();
    counter.bench.saveOne(*queue);
    // As a copy of the folder made at this moment would have it.
    TempFolder copy;
    fs::copy(counter.folder.path(), copy.path(), fs::copy_options::recursive);
    REQUIRE(fs::exists(copy.path() / "queue/queue.db-wal"));
    auto settings = settingsFor(counter);
    settings.state = copy.path();
    const auto report = must(examineCounter(settings));
    INFO(told(report));
    CHECK(report.findings.empty());
    CHECK(report.rowsByState.at("waiting") == 3);
}

TEST_CASE("while the counter runs the doctor refuses") {
    CounterFolder counter;
    const auto queue = counter.bench.open();
    CHECK(examineCounter(settingsFor(counter)).error().code == ErrorCode::QueueInUse);
}

TEST_CASE("a copy without its key is looked over, and signatures are said not to be checked") {
    CounterFolder counter;
    fs::remove(counter.folder.path() / "identity/device.key");
    const auto report = must(examineCounter(settingsFor(counter)));
    INFO(told(report));
    CHECK(has(report, DoctorCode::KeyMissing));
    CHECK(report.signaturesChecked == 0);
    CHECK(report.rowsByState.at("waiting") == 2);
    fs::remove_all(counter.folder.path() / "identity");
    CHECK(has(must(examineCounter(settingsFor(counter))), DoctorCode::NotEnrolled));
}

TEST_CASE("what the counter mends is told, mended once with copies, and not touched a second time") {
    for (const auto& fault : mendable()) {
        CounterFolder counter;
        fault.make(counter);
        INFO(fault.name);
        const auto before = counter.snapshot();
        const auto report = must(examineCounter(settingsFor(counter)));
        INFO(told(report));
        CHECK(has(report, fault.code));
        CHECK(report.mendable());
        CHECK(counter.snapshot() == before);

        const auto repair =
            must(repairCounter(settingsFor(counter), report, counter.bench.clock, *counter.log));
        CHECK(repair.refused.empty());
        CHECK(repair.acts.size() >= 2);  // the copies, and what was done
        CHECK(fs::is_directory(counter.folder.path() / repair.copies));
        const auto after = must(examineCounter(settingsFor(counter)));
        INFO(told(after));
        CHECK_FALSE(after.mendable());

        const auto mended = counter.snapshot();
        CHECK(
            must(repairCounter(settingsFor(counter), after, counter.bench.clock, *counter.log)).acts.empty());
        CHECK(counter.snapshot() == mended);
        // Not one payload is gone that was there: it waits, or it lies in the quarantine.
        for (const auto& id : {counter.first, counter.second}) {
            const auto file = counter.bench.spoolFile(id);
            if (before.contains(file.string()))
                CHECK((fs::exists(file) || fs::exists(file.parent_path() / "quarantine" / file.filename())));
        }
        CHECK(counter.bench.tryOpen());
    }
}

TEST_CASE("what stands in the way is told, neither followed nor changed, and never mended over") {
    for (const auto& fault : standing()) {
        CounterFolder counter;
        fault.make(counter);
        INFO(fault.name);
        const auto before = counter.snapshot();
        const auto report = must(examineCounter(settingsFor(counter)));
        INFO(told(report));
        CHECK(has(report, fault.code));
        CHECK_FALSE(report.healthy());
        CHECK(counter.snapshot() == before);
        const auto repair =
            must(repairCounter(settingsFor(counter), report, counter.bench.clock, *counter.log));
        CHECK((!report.mendable() || !repair.refused.empty()));
        CHECK(counter.snapshot() == before);
    }
}

TEST_CASE("a payload that another key signed is told") {
    CounterFolder counter;
    const RecordMaker stranger;
    {
        auto queue = counter.bench.open();
        must(queue->save(stranger.envelope(must(queue->reserve()), RecordId::random()), "1"));
    }
    const auto report = must(examineCounter(settingsFor(counter)));
    INFO(told(report));
    CHECK(has(report, DoctorCode::PayloadForeign));
    CHECK_FALSE(report.healthy());
}

TEST_CASE("an index of an earlier version is looked at as it will be, and brought up to date by the repair") {
    CounterFolder counter;
    const auto sql =
        must(readFile(fs::path(COUNTERSIGN_SOURCE_DIR) / "resources/db/counter/0001_queue.sql", 1U << 20U));
    fs::remove(counter.bench.database());
    exec(counter, std::string(sql.begin(), sql.end()) + ";PRAGMA user_version=1");
    const auto before = counter.snapshot();
    const auto report = must(examineCounter(settingsFor(counter)));
    INFO(told(report));
    CHECK(has(report, DoctorCode::DatabaseOlder));
    CHECK(report.schemaVersion == 1);
    CHECK(counter.snapshot() == before);
    const auto repair = must(repairCounter(settingsFor(counter), report, counter.bench.clock, *counter.log));
    CHECK(repair.refused.empty());
    const auto after = must(examineCounter(settingsFor(counter)));
    INFO(told(after));
    CHECK(after.schemaVersion == after.newestSchema);
    CHECK(after.rowsByState.at("waiting") == 2);
    CHECK_FALSE(after.mendable());
}

TEST_CASE("a folder that another user owns is not mended: the counter would be locked out") {
    if (::geteuid() != 0) return;  // only root can give files away
    CounterFolder counter;
    constexpr uid_t kNobody = 65534;
    for (const auto& entry : fs::recursive_directory_iterator(counter.folder.path()))
        REQUIRE(::lchown(entry.path().c_str(), kNobody, kNobody) == 0);
    REQUIRE(::lchown(counter.folder.path().c_str(), kNobody, kNobody) == 0);
    fs::remove(counter.queue() / "sequence");
    const auto before = counter.snapshot();
    const auto report = must(examineCounter(settingsFor(counter)));
    CHECK(report.mendable());
    const auto repair = must(repairCounter(settingsFor(counter), report, counter.bench.clock, *counter.log));
    CHECK_FALSE(repair.refused.empty());
    CHECK(counter.snapshot() == before);
}

TEST_CASE("an empty folder is told as one, and nothing is made in it") {
    const TempFolder folder;
    DoctorSettings settings;
    settings.state = folder.path();
    const auto report = must(examineCounter(settings));
    CHECK(has(report, DoctorCode::FolderMissing));
    CHECK(has(report, DoctorCode::NotEnrolled));
    CHECK(fs::is_empty(folder.path()));
}
