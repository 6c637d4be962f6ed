// How many wrong PINs were given at this counter and how long nobody may try again, kept over restarts of the
// program and of the computer. Values and a small file in the state folder; one thread at a time.
//
// No wall clock takes part: within one start of the computer the time since that start tells how much of a
// wait has passed (Clock::boot()); over a restart only the time since the new start counts, since how long
// the computer was off is known from a clock that anybody sets. So a wait lasts at most as long again as was
// left of it, an hour, of a computer that runs: nobody is locked out for ever.
#pragma once

#include <filesystem>

#include "core/clock.h"
#include "core/log.h"
#include "core/result.h"

namespace countersign {

struct SignInTries {
    int wrong = 0;     // since the last wait or the last sign-in
    int waits = 0;     // in a row, since somebody signed in
    int waitLeft = 0;  // seconds, at `at`
    BootTime at;       // when it was written
    bool operator==(const SignInTries&) const = default;
};

// NIST SP 800-63B-4: at most five failures, then a wait of at least 30 seconds, which grows. Twice as long
// each time up to an hour: 35 tries in the first hour, five in each that follows. In a night of twelve hours
// a four-digit PIN that was chosen by chance is guessed with less than one in a hundred.
inline constexpr int kWrongPinsBeforeWait = 5;
inline constexpr int kWaitSeconds = 30;
inline constexpr int kLongestWait = 3600;

// One more wrong PIN at `now`; the fifth begins a wait.
[[nodiscard]] SignInTries afterWrongPin(SignInTries tries, const BootTime& now);
// Seconds that are left of a wait, at most what was left when it was written.
[[nodiscard]] int waitLeftAt(const SignInTries& tries, const BootTime& now);

inline constexpr const char* kSignInTriesFile = "sign_in_tries.json";  // in the state folder

class SignInTriesFile {
  public:
    explicit SignInTriesFile(std::filesystem::path file) : m_file(std::move(file)) {}

    // `waitLeft` is what is left now. A file that is missing, as in versions that kept none, lets everybody
    // in who knows the PIN and whoever guesses guess once before a wait. A file that is damaged was most
    // likely damaged by somebody (it is exchanged as a whole): that costs the first wait at once, and the
    // next wrong PIN the second.
    [[nodiscard]] SignInTries load(const BootTime& now, Log& log) const;
    [[nodiscard]] Status save(const SignInTries& tries) const;

  private:
    std::filesystem::path m_file;
};

}  // namespace countersign
