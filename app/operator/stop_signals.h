// SIGTERM and SIGINT for a program that works on its main thread: blocked, looked for, waited for; nothing is
// interrupted where it could do harm. Made once, on the main thread, before any other thread exists.
#pragma once

#include <csignal>
#include <ctime>

#include "core/clock.h"

namespace countersign {

class StopSignals {
  public:
    StopSignals() {
        sigemptyset(&m_signals);
        sigaddset(&m_signals, SIGTERM);
        sigaddset(&m_signals, SIGINT);
        pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
    }

    [[nodiscard]] bool requested() const {
        sigset_t pending;
        sigemptyset(&pending);
        sigpending(&pending);
        return sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1;
    }
    // True: a stop came within this time, or had come before.
    [[nodiscard]] bool wait(Millis time) const {
        const timespec limit{time.count() / 1000, (time.count() % 1000) * 1'000'000};
        return sigtimedwait(&m_signals, nullptr, &limit) > 0;
    }
    void wait() const {
        int received = 0;
        sigwait(&m_signals, &received);
    }

  private:
    sigset_t m_signals{};
};

}  // namespace countersign
