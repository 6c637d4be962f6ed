// Every write, sync, rename and statement of a record's life fails once, or the process ends there;
// afterwards the queue holds exactly what it confirmed.

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>

#include "fault/io_faults.h"
#include "fault/small_disk.h"
#include "support/catch.h"
#include "unit/store/record_maker.h"

using namespace countersign;
using namespace countersign::test;

namespace fs = std::filesystem;

namespace {

// What the program told the clerk, and so what must hold.
struct Promise {
    RecordId first, second;
    Bytes firstEnvelope, secondEnvelope;
    bool firstSaved = false, secondSaved = false, receiptKept = false, withdrawn = false;
};

// A day at the counter in miniature: open, save two, send the first, take back the second, close. Goes on
// after an error as the program does. `keep` is called after every confirmation, for a process that will not
// return.
void oneDay(QueueBench& bench, Promise& promise, const std::function<void()>& keep) {
    const auto queue = bench.tryOpen();
    if (!queue) return;
    RegistrationQueue& q = **queue;
    const auto save = [&](RecordId id, Bytes& envelope) {
        const auto ticket = q.reserve();
        if (!ticket) return false;
        envelope = bench.maker.envelope(*ticket, id);
        // As the program does: what was not saved is tried again.
        return q.save(envelope, "0000").has_value() || q.save(envelope, "0000").has_value();
    };
    promise.firstSaved = save(promise.first, promise.firstEnvelope);
    keep();
    promise.secondSaved = save(promise.second, promise.secondEnvelope);
    keep();
    if (promise.firstSaved && q.markSending(only(promise.first))) {
        promise.receiptKept = q.acceptReceipt(promise.first, bench.maker.receipt(promise.firstEnvelope),
                                              bench.maker.operatorKeys())
                                  .has_value();
        keep();
        if (!promise.receiptKept) {
            static_cast<void>(q.markFailed(only(promise.first), ErrorCode::DatabaseFailed, bench.clock.wall(),
                                           MayHaveLeft::Yes));
        }
    }
    if (promise.secondSaved) promise.withdrawn = q.withdraw(promise.second).has_value();
    keep();
}

bool hasBrokenDatabase(const QueueBench& bench) {
    for (const auto& file : fs::directory_iterator(bench.database().parent_path())) {
        if (file.path().filename().string().find("broken") != std::string::npos) return true;
    }
    return false;
}

// After the fault is gone the program starts again: everything confirmed is there and the rest of the work
// can be done.
void mustHeal(QueueBench& bench, const Promise& promise) {
    const auto opened = bench.tryOpen();
    REQUIRE(opened);
    RegistrationQueue& q = **opened;
    const auto envelopes = {std::pair(promise.first, promise.firstSaved),
                            std::pair(promise.second, promise.secondSaved)};
    for (const auto& [id, saved] : envelopes) {
        const auto row = q.row(id);
        if (!saved) continue;
        const bool payload = fs::exists(bench.spoolFile(id));
        if (!row) {
            // History goes with an index that was set aside; a payload never does.
            CHECK(hasBrokenDatabase(bench));
            CHECK_FALSE(payload);
            CHECK((id == promise.first ? promise.receiptKept : promise.withdrawn));
            continue;
        }
        CHECK(payload == (row->client == ClientState::Waiting));  // no payload lost, none left behind
        CHECK(row->client != ClientState::SetAside);
    }
    const auto sent = q.row(promise.first), withdrawn = q.row(promise.second);
    if (promise.receiptKept && sent) CHECK(sent->client == ClientState::Sent);
    if (promise.withdrawn && withdrawn) CHECK(withdrawn->client == ClientState::Withdrawn);
    // No number twice: whatever is in the queue, the next one is new.
    const auto next = bench.saveOne(q);
    for (const auto& row : must(q.rows(0, 10))) {
        if (row.recordId != next.recordId) CHECK(row.sequence < next.sequence);
    }
    // Whatever waits can be sent and answered.
    for (;;) {
        const auto due = must(nextDue(q, bench.clock.wall(), bench.clock.wall() + std::chrono::hours(48)));
        if (!due) break;
        must(q.markSending(only(due->row.recordId)));
        must(q.acceptReceipt(due->row.recordId, bench.maker.receipt(due->envelope),
                             bench.maker.operatorKeys()));
    }
    const auto summary = must(q.summary());
    CHECK(summary.waiting == 0);
    CHECK(summary.spoolBytes == 0);
}

Promise fresh() {
    Promise promise;
    promise.first = RecordId::random();
    promise.second = RecordId::random();
    return promise;
}

int countCalls() {
    TempFolder folder;
    QueueBench bench(folder.path());
    auto promise = fresh();
    armIo(IoFault::Count, 0, 0);
    oneDay(bench, promise, [] {});
    const int calls = disarmIo();
    REQUIRE(promise.firstSaved);
    REQUIRE(promise.receiptKept);
    REQUIRE(promise.withdrawn);
    return calls;
}

struct FailingSteps final : DatabaseFaults {
    int beforeStep(std::string_view) override {
        ++steps;
        return steps == failAt || (steps >= failAt && forEver) ? code : 0;
    }
    int steps = 0, failAt = 0, code = 0;
    bool forEver = false;
};

// The promise as the child process last kept it, in memory that outlives it.
void keepPromise(const fs::path& file, const Promise& promise) {
    std::ofstream out(file, std::ios::trunc);
    out << promise.firstSaved << promise.secondSaved << promise.receiptKept << promise.withdrawn << std::endl;
}

void readPromise(const fs::path& file, Promise& promise) {
    std::ifstream in(file);
    char flags[4] = {'0', '0', '0', '0'};
    in.read(flags, 4);
    promise.firstSaved = flags[0] == '1';
    promise.secondSaved = flags[1] == '1';
    promise.receiptKept = flags[2] == '1';
    promise.withdrawn = flags[3] == '1';
}

}  // namespace

TEST_CASE("the i-th write, sync, rename or unlink fails, for every i, and the queue heals") {
    const int calls = countCalls();
    INFO(calls << " calls");
    REQUIRE(calls > 40);
    int refused = 0;
    for (const int code : {EIO, ENOSPC}) {
        for (int i = 1; i <= calls; ++i) {
            TempFolder folder;
            QueueBench bench(folder.path());
            auto promise = fresh();
            armIo(IoFault::Fail, i, code);
            oneDay(bench, promise, [] {});
            disarmIo();
            INFO("call " << i << " of " << calls << " failed with " << std::strerror(code));
            if (!promise.firstSaved || !promise.secondSaved) ++refused;
            mustHeal(bench, promise);
        }
    }
    CHECK(refused > 0);  // the faults did bite
    WARN(2 * calls << " failing calls, " << refused << " of them with a registration refused to the clerk");
}

TEST_CASE("from the i-th call on nothing can be written any more, for every i, and the queue heals") {
    const int calls = countCalls();
    for (const int code : {EIO, ENOSPC, EROFS}) {
        for (int i = 1; i <= calls; ++i) {
            TempFolder folder;
            QueueBench bench(folder.path());
            auto promise = fresh();
            armIo(IoFault::FailFrom, i, code);
            oneDay(bench, promise, [] {});
            disarmIo();
            INFO("from call " << i << " of " << calls << " on: " << std::strerror(code));
            mustHeal(bench, promise);
        }
    }
}

TEST_CASE("the process ends before or after the i-th call, for every i, and the next start heals") {
    const int calls = countCalls();
    for (const IoFault fault : {IoFault::DieBefore, IoFault::DieAfter}) {
        for (int i = 1; i <= calls; ++i) {
            TempFolder folder, notes;
            QueueBench bench(folder.path());
            auto promise = fresh();
            const pid_t child = ::fork();
            REQUIRE(child >= 0);
            if (child == 0) {
                armIo(fault, i, 0);
                oneDay(bench, promise, [&] { keepPromise(notes.path() / "promise", promise); });
                ::_exit(0);
            }
            int status = 0;
            REQUIRE(::waitpid(child, &status, 0) == child);
            readPromise(notes.path() / "promise", promise);
            INFO((fault == IoFault::DieBefore ? "before" : "after") << " call " << i << " of " << calls);
            mustHeal(bench, promise);
        }
    }
}

TEST_CASE("the i-th statement fails, for every i, and the queue heals") {
    FailingSteps counting;
    {
        TempFolder folder;
        QueueBench bench(folder.path());
        bench.databaseFaults = &counting;
        auto promise = fresh();
        oneDay(bench, promise, [] {});
        REQUIRE(promise.withdrawn);
    }
    REQUIRE(counting.steps > 30);
    constexpr int kIoError = 10, kCorrupt = 11, kFull = 13, kReadOnly = 8;
    for (const int code : {kIoError, kCorrupt, kFull, kReadOnly}) {
        for (const bool forEver : {false, true}) {
            for (int i = 1; i <= counting.steps; ++i) {
                TempFolder folder;
                QueueBench bench(folder.path());
                FailingSteps faults;
                faults.failAt = i;
                faults.code = code;
                faults.forEver = forEver;
                bench.databaseFaults = &faults;
                auto promise = fresh();
                oneDay(bench, promise, [] {});
                bench.databaseFaults = nullptr;
                INFO("statement " << i << " of " << counting.steps << (forEver ? " and all after it" : "")
                                  << ", result " << code);
                mustHeal(bench, promise);
                // A full or read-only disk is no damage: nothing may have been put aside for it.
                if (code == kFull || code == kReadOnly) {
                    CHECK_FALSE(hasBrokenDatabase(bench));
                }
            }
        }
    }
}

TEST_CASE("the disk fills up at any byte: nothing confirmed is lost and room brings everything back") {
    long total = 0;
    {
        TempFolder folder;
        QueueBench bench(folder.path());
        auto promise = fresh();
        oneDay(bench, promise, [] {});
        for (const auto& file : fs::recursive_directory_iterator(folder.path())) {
            if (file.is_regular_file()) total += static_cast<long>(file.file_size());
        }
    }
    constexpr int kSteps = 60;
    for (int step = 0; step < kSteps; ++step) {
        TempFolder folder;
        QueueBench bench(folder.path());
        auto promise = fresh();
        armIo(IoFault::SpaceLeft, static_cast<int>(2 * total * step / kSteps), ENOSPC);
        oneDay(bench, promise, [] {});
        disarmIo();
        INFO("step " << step);
        mustHeal(bench, promise);
    }
}

namespace {

// Sends and erases the oldest record; the step that failed, 0 if none did.
int sendOldest(QueueBench& bench, RegistrationQueue& queue) {
    const auto due = nextDue(queue, bench.clock.wall(), bench.clock.wall() + std::chrono::hours(48));
    if (!due || !*due) return 1;
    const auto id = (*due)->row.recordId;
    if (!queue.markSending(only(id))) return 2;
    if (!queue.acceptReceipt(id, bench.maker.receipt((*due)->envelope), bench.maker.operatorKeys())) return 3;
    return fs::exists(bench.spoolFile(id)) ? 4 : 0;
}

}  // namespace

TEST_CASE("on a full disk the reserve lets the queue drain, and registrations get nothing of it") {
    onSmallDisk(8, [](const fs::path& disk) {
        QueueBench bench(disk / "queue");
        bench.maker.payloadBytes = 40'000;
        bench.reserveBytes = 2'000'000;
        auto queue = bench.tryOpen();
        if (!queue) return 10;
        for (int i = 0; i < 3; ++i) static_cast<void>(bench.saveOne(**queue));
        if (!fs::exists(disk / "queue" / "reserve")) return 11;
        fillToTheLastByte(disk / "others");
        const auto ticket = (*queue)->reserve();
        const auto saved = ticket ? (*queue)->save(bench.maker.envelope(*ticket, RecordId::random()), "0000")
                                  : Result<QueueRow>(failure(ticket.error()));
        if (saved || saved.error().code != ErrorCode::DiskFull) return 12;
        if (!fs::exists(disk / "queue" / "reserve")) return 13;
        for (int i = 0; i < 3; ++i) {
            if (const int failed = sendOldest(bench, **queue); failed != 0) return 20 + failed;
        }
        return 0;
    });
}

TEST_CASE("on a full disk the program starts and the queue drains, whatever little room is left") {
    for (const int kilobytes : {0, 8, 36, 100}) {
        INFO(kilobytes << " KB left");
        onSmallDisk(8, [kilobytes](const fs::path& disk) {
            QueueBench bench(disk / "queue");
            bench.maker.payloadBytes = 40'000;
            bench.reserveBytes = 2'000'000;
            {
                auto queue = bench.tryOpen();
                if (!queue) return 10;
                RecordId last;
                for (int i = 0; i < 3; ++i) last = bench.saveOne(**queue).recordId;
                if (!(*queue)->markSending(only(last))) return 11;  // the opening has something to mend
            }
            if (!fs::exists(disk / "queue" / "reserve")) return 12;
            if (kilobytes > 0) std::ofstream(disk / "room") << std::string(kilobytes * 1024UL, '.');
            fillToTheLastByte(disk / "others");
            fs::remove(disk / "room");
            auto queue = bench.tryOpen();
            if (!queue) return queue.error().code == ErrorCode::DiskFull ? 13 : 14;
            for (int i = 0; i < 3; ++i) {
                if (const int failed = sendOldest(bench, **queue); failed != 0) return 20 + failed;
            }
            return 0;
        });
    }
}

TEST_CASE("a disk that is full before the queue was ever made is called full") {
    onSmallDisk(1, [](const fs::path& disk) {
        QueueBench bench(disk / "queue");
        fs::create_directories(disk / "queue");
        fillToTheLastByte(disk / "others");
        const auto queue = bench.tryOpen();
        if (queue) return 10;
        return queue.error().code == ErrorCode::DiskFull ? 0 : 11;
    });
}

TEST_CASE("a really full disk refuses with its own code and keeps what was confirmed") {
    onSmallDisk(2, [](const fs::path& disk) {
        QueueBench bench(disk / "queue");
        bench.maker.payloadBytes = 40'000;
        std::vector<RecordId> confirmed;
        bool refusedAsFull = false;
        {
            auto queue = bench.tryOpen();
            if (!queue) return 2;
            for (int i = 0; i < 200 && !refusedAsFull; ++i) {
                const auto ticket = (*queue)->reserve();
                const auto id = RecordId::random();
                const auto saved = ticket ? (*queue)->save(bench.maker.envelope(*ticket, id), "0000")
                                          : Result<QueueRow>(failure(ticket.error()));
                if (saved) {
                    confirmed.push_back(id);
                } else if (saved.error().code == ErrorCode::DiskFull) {
                    refusedAsFull = true;
                } else {
                    return 3;
                }
            }
        }
        if (!refusedAsFull || confirmed.size() < 10) return 4;
        auto queue = bench.tryOpen();  // on the full disk
        if (queue) {
            for (const auto& id : confirmed) {
                if (!(*queue)->row(id) || !fs::exists(bench.spoolFile(id))) return 5;
            }
        } else if (queue.error().code != ErrorCode::DiskFull) {
            return 6;
        }
        queue = failure(diskFullError());  // closed
        if (::mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=8m") != 0) return 7;
        auto roomy = bench.tryOpen();
        if (!roomy) return 8;
        for (const auto& id : confirmed) {
            const auto row = (*roomy)->row(id);
            if (!row || row->client != ClientState::Waiting || !fs::exists(bench.spoolFile(id))) return 9;
        }
        return 0;
    });
}
