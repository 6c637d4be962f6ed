// Puts itself between this test program (its libraries included) and the file functions of the C library:
// counts them, makes the i-th fail, or ends the process there. Only the thread that armed it is touched.
#pragma once

namespace countersign::test {

enum class IoFault {
    Count = 1,  // only count
    Fail,       // the i-th call fails with `code` and does nothing
    FailFrom,   // the i-th and every later one
    DieBefore,  // _exit(kDied) in place of the i-th call
    DieAfter,   // _exit(kDied) right after it
    SpaceLeft,  // writes go well until `index` bytes were written, then ENOSPC
};

inline constexpr int kDied = 99;

void armIo(IoFault fault, int index, int code);
int disarmIo();  // number of calls seen since it was armed

}  // namespace countersign::test
