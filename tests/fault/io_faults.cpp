#include "fault/io_faults.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>

namespace countersign::test {
namespace {

struct State {
    bool armed = false;
    IoFault fault = IoFault::Count;
    int index = 0;
    int code = 0;
    int calls = 0;
    long written = 0;
};
thread_local State state;

// What the caller is to do instead of the real call; 0: the real call.
int verdict(long bytes) {
    if (!state.armed) return 0;
    ++state.calls;
    switch (state.fault) {
        case IoFault::Count:
            return 0;
        case IoFault::Fail:
            return state.calls == state.index ? state.code : 0;
        case IoFault::FailFrom:
            return state.calls >= state.index ? state.code : 0;
        case IoFault::DieBefore:
            if (state.calls == state.index) ::_exit(kDied);
            return 0;
        case IoFault::DieAfter:
            return 0;
        case IoFault::SpaceLeft:
            if (bytes > 0 && state.written + bytes > state.index) return state.code;
            state.written += bytes;
            return 0;
    }
    return 0;
}

template <class T>
T done(T result) {
    if (state.armed && state.fault == IoFault::DieAfter && state.calls == state.index) ::_exit(kDied);
    return result;
}

template <class Call>
auto guarded(long bytes, Call call) -> decltype(call()) {
    const int code = verdict(bytes);
    if (code != 0) {
        errno = code;
        return -1;
    }
    return done(call());
}

}  // namespace

void armIo(IoFault fault, int index, int code) {
    state = {true, fault, index, code, 0, 0};
}

int disarmIo() {
    state.armed = false;
    return state.calls;
}

}  // namespace countersign::test

using countersign::test::guarded;

// The system calls themselves, so that neither the C library's nor a sanitizer's wrapper is needed.
extern "C" {

ssize_t write(int fd, const void* data, size_t size) {
    return guarded(static_cast<long>(size),
                   [&] { return static_cast<ssize_t>(::syscall(SYS_write, fd, data, size)); });
}
ssize_t pwrite(int fd, const void* data, size_t size, off_t offset) {
    return guarded(static_cast<long>(size),
                   [&] { return static_cast<ssize_t>(::syscall(SYS_pwrite64, fd, data, size, offset)); });
}
ssize_t pwrite64(int fd, const void* data, size_t size, off64_t offset) {
    return guarded(static_cast<long>(size),
                   [&] { return static_cast<ssize_t>(::syscall(SYS_pwrite64, fd, data, size, offset)); });
}
int fsync(int fd) {
    return guarded(0, [&] { return static_cast<int>(::syscall(SYS_fsync, fd)); });
}
int fdatasync(int fd) {
    return guarded(0, [&] { return static_cast<int>(::syscall(SYS_fdatasync, fd)); });
}
int rename(const char* from, const char* to) noexcept {
    return guarded(0,
                   [&] { return static_cast<int>(::syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to)); });
}
int unlink(const char* file) noexcept {
    return guarded(0, [&] { return static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, file, 0)); });
}
int ftruncate(int fd, off_t size) noexcept {
    return guarded(0, [&] { return static_cast<int>(::syscall(SYS_ftruncate, fd, size)); });
}
int ftruncate64(int fd, off64_t size) noexcept {
    return guarded(0, [&] { return static_cast<int>(::syscall(SYS_ftruncate, fd, size)); });
}
}
