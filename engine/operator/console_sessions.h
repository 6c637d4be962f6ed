// Who is signed in at the review console, and how often somebody may guess. In memory only: a restart signs
// everybody out. Any thread. Time is the computer's since its start, its sleep included (Clock::boot).
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "protocol/hash.h"

namespace countersign {

// OWASP's advice for what is worth much: short without use, a working day at the most.
inline constexpr std::chrono::minutes kSessionIdle{15};
inline constexpr std::chrono::hours kSessionLongest{8};

struct Session {
    std::string reviewer;
    std::string csrf;       // to be sent with every change
    Sha256 passwordMark{};  // of the hash signed in with: another password ends the session
};

class SessionList {
  public:
    explicit SessionList(const Clock& clock) : m_clock(clock) {}

    struct Begun {
        std::string token;  // 64 hex digits, 256 random bits: the cookie
        Session session;
    };
    // A reviewer's fourth session ends the oldest.
    [[nodiscard]] Begun begin(std::string_view reviewer, std::string_view passwordHash);
    // Empty: there is none, or its time is over. Counts as use.
    [[nodiscard]] std::optional<Session> use(std::string_view token);
    void end(std::string_view token);

    [[nodiscard]] static Sha256 markOf(std::string_view passwordHash);

  private:
    struct Entry {
        Session session;
        Millis begunAt{}, usedAt{};
    };
    void forgetOld(Millis now);  // within the lock

    const Clock& m_clock;
    std::mutex m_mutex;
    std::map<Sha256, Entry> m_entries;  // by the token's hash: no comparison tells how much of it was right
};

// NIST SP 800-63B-4: failures are limited for each account. As at the counter: after five a wait of 30
// seconds, twice as long each time, up to an hour. An address, which may be a whole office's, has twenty.
inline constexpr int kWrongBeforeWait = 5;
inline constexpr int kWrongOfAddressBeforeWait = 20;
inline constexpr std::chrono::seconds kFirstWait{30};
inline constexpr std::chrono::hours kLongestSignInWait{1};

class SignInBrake {
  public:
    explicit SignInBrake(const Clock& clock) : m_clock(clock) {}

    // Counts a try before it is checked, so that many at once are no way around it; 0: go on. Otherwise how
    // long to wait, and nothing was counted.
    [[nodiscard]] std::chrono::seconds tryNow(std::string_view account, std::string_view address);
    // The try was right: the account begins anew; to the address it is given back.
    void right(std::string_view account, std::string_view address);

  private:
    struct Entry {
        int wrong = 0;  // since the last wait
        int waits = 0;  // in a row
        Millis until{};
        Millis at{};  // of the last try
    };
    [[nodiscard]] Entry& entryOf(std::map<std::string, Entry, std::less<>>& entries, std::string_view key,
                                 Millis now);

    const Clock& m_clock;
    std::mutex m_mutex;
    std::map<std::string, Entry, std::less<>> m_accounts, m_addresses;
};

}  // namespace countersign
