// What the reviewers' console answers to which request, apart from how both travel: who is let in, the queue,
// one case, its pictures, a word on it. Any thread; everything passed in outlives it.
//
// Who looks at what is written down before a byte of it goes out: a row that can't be written means that
// nothing is shown. On an exception nobody learns who said what before their own word: two people who judge
// for themselves are worth more than one and an echo. That somebody has spoken is to be seen, since otherwise
// nobody would know where a second person is needed.
#pragma once

#include <string>
#include <string_view>

#include "core/log.h"
#include "operator/console_sessions.h"
#include "operator/review_desk.h"
#include "operator/reviewer_book.h"

namespace countersign {

// As it came in; a text that wasn't sent is empty. Views live as long as the request.
struct ConsoleRequest {
    std::string_view method, path;
    std::string_view session;                                     // the cookie's value
    std::string_view csrf, origin, host, fetchSite, contentType;  // headers
    std::string_view state, after;                                // of the queue
    std::string_view body;
    std::string address;  // who asks, for the limit of guesses
};

struct ConsoleAnswer {
    unsigned status = 200;
    Bytes body;  // personal where it is a case: overwritten once it is sent
    std::string_view contentType = "application/json";
    std::string cookie;          // of Set-Cookie; empty: none
    long retryAfterSeconds = 0;  // 0: not said
    std::string_view result;     // a fixed word for the log
};

// What a request may carry besides its head: an id and a password, or a decision.
inline constexpr std::size_t kMaxConsoleBody = 4096;
inline constexpr char kSessionCookie[] = "__Host-session";

struct ConsoleDesks {
    ReviewDesk& review;
    CaseBook& cases;
    ReviewerBook& reviewers;
};

class ConsoleAnswers {
  public:
    ConsoleAnswers(const ConsoleDesks& desks, const Clock& clock, Log& log)
        : m_desks(desks), m_clock(clock), m_log(log), m_sessions(clock), m_brake(clock) {}

    [[nodiscard]] ConsoleAnswer to(const ConsoleRequest& request);

  private:
    struct SignedIn {
        ReviewerRow who;
        std::string csrf;
    };
    // Looked up at every request: who is switched off or has another password is out at once.
    [[nodiscard]] Result<std::optional<SignedIn>> signedIn(std::string_view token);
    [[nodiscard]] ConsoleAnswer signIn(const ConsoleRequest& request);
    [[nodiscard]] ConsoleAnswer change(const ConsoleRequest& request, const SignedIn& me);
    [[nodiscard]] ConsoleAnswer failed(const Error& error);

    ConsoleDesks m_desks;
    const Clock& m_clock;
    Log& m_log;
    SessionList m_sessions;
    SignInBrake m_brake;
};

}  // namespace countersign
