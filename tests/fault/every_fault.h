// Some work is done once for each thing that can fail in it: every write, sync, rename, unlink and statement
// fails once, or from there on, or the disk is full from some byte on, or the process ends there. Test
// thread; with io_faults.cpp in the same program.
#pragma once

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include "fault/io_faults.h"
#include "store/sqlite_database.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace countersign::test {

// How much was confirmed, in memory that outlives a process which ends half-way.
class Confirmed {
  public:
    Confirmed()
        : m_count(static_cast<int*>(
              ::mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
        if (m_count == MAP_FAILED) throw std::runtime_error("no memory");
    }
    ~Confirmed() { ::munmap(m_count, sizeof(int)); }
    Confirmed(const Confirmed&) = delete;
    Confirmed& operator=(const Confirmed&) = delete;
    void set(int count) { *m_count = count; }
    [[nodiscard]] int count() const { return *m_count; }

  private:
    int* m_count;
};

struct FailingSteps final : DatabaseFaults {
    int beforeStep(std::string_view) override {
        ++steps;
        return failAt > 0 && (steps == failAt || (steps >= failAt && forEver)) ? code : 0;
    }
    int steps = 0, failAt = 0, code = 0;
    bool forEver = false;
};

struct Scene {
    TempFolder folder;
    Confirmed confirmed;
    FailingSteps statements;
};

// A Part is made anew for each fault: its constructor lays the ground, work() is what the fault meets,
// check() is the next day. Returns how many faults there were.
template <class Part>
int everyFault() {
    int calls = 0;
    {
        Part part;
        armIo(IoFault::Count, 0, 0);
        part.work();
        calls = disarmIo();
        REQUIRE(part.confirmed.count() == Part::kAll);
        part.check();
    }
    int faults = 0;
    const auto meet = [&](IoFault fault, int index, int code) {
        Part part;
        armIo(fault, index, code);
        part.work();
        disarmIo();
        INFO("fault " << static_cast<int>(fault) << " at " << index << " of " << calls << ": "
                      << std::strerror(code) << ", confirmed " << part.confirmed.count());
        part.check();
        ++faults;
    };
    for (int i = 1; i <= calls; ++i) {
        for (const int code : {EIO, ENOSPC}) meet(IoFault::Fail, i, code);
        for (const int code : {EIO, ENOSPC, EROFS}) meet(IoFault::FailFrom, i, code);
    }
    constexpr int kSteps = 24, kBytesAStep = 700;
    for (int step = 0; step < kSteps; ++step) meet(IoFault::SpaceLeft, step * step * kBytesAStep / 4, ENOSPC);
    for (const IoFault fault : {IoFault::DieBefore, IoFault::DieAfter}) {
        for (int i = 1; i <= calls; ++i) {
            Part part;
            const pid_t child = ::fork();
            REQUIRE(child >= 0);
            if (child == 0) {
                armIo(fault, i, 0);
                part.work();
                ::_exit(0);
            }
            int status = 0;
            REQUIRE(::waitpid(child, &status, 0) == child);
            INFO("ended " << (fault == IoFault::DieBefore ? "before" : "after") << " call " << i << " of "
                          << calls << ", confirmed " << part.confirmed.count());
            CHECK((WIFEXITED(status) && WEXITSTATUS(status) == kDied));
            part.check();
            ++faults;
        }
    }
    return faults;
}

template <class Part>
int everyStatement() {
    int steps = 0;
    {
        Part part;
        part.work();
        steps = part.statements.steps;
    }
    REQUIRE(steps > 5);
    int faults = 0;
    constexpr int kIoError = 10, kCorrupt = 11, kFull = 13, kReadOnly = 8;
    for (const int code : {kIoError, kCorrupt, kFull, kReadOnly}) {
        for (const bool forEver : {false, true}) {
            for (int i = 1; i <= steps; ++i) {
                Part part;
                part.statements.failAt = i;
                part.statements.code = code;
                part.statements.forEver = forEver;
                part.work();
                part.statements.failAt = 0;
                INFO("statement " << i << " of " << steps << (forEver ? " and all after it" : "")
                                  << ", result " << code << ", confirmed " << part.confirmed.count());
                part.check();
                ++faults;
            }
        }
    }
    return faults;
}

}  // namespace countersign::test
