// Checks ids and PINs of clerks and changes their list, both away from the GUI thread, and makes whoever
// guesses wait. One for the program: the wait is the same wherever a PIN is asked for, and goes on over a
// restart (sign_in_tries.h). GUI thread; owned by the composition root.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/counter/clerk_list.h"
#include "app/counter/journal_notes.h"
#include "app/counter/sign_in_tries.h"

namespace countersign {

struct ClerkSignInParts {
    std::optional<ClerkList> clerks;  // empty: the list can't be read
    SignInTriesFile tries;
    const Clock& clock;
    Log& log;
};

// The clerk, or why there is none. SwitchedOff is told only to who knows the PIN.
struct SignInAnswer {
    std::optional<Clerk> clerk;
    SignInRefusal refusal = SignInRefusal::WrongPin;
};

class ClerkSignIn final : public QObject {
    Q_OBJECT
  public:
    // `second`: how long one of the wait is; tests have no time.
    explicit ClerkSignIn(ClerkSignInParts parts, QObject* parent = nullptr,
                         std::chrono::milliseconds second = std::chrono::seconds(1));
    ~ClerkSignIn() override;

    [[nodiscard]] bool listDamaged() const { return !m.clerks.has_value(); }
    [[nodiscard]] bool nobodyKnown() const { return m.clerks && m.clerks->empty(); }
    [[nodiscard]] int waitLeft() const { return m_tries.waitLeft; }  // seconds; 0: may be asked
    [[nodiscard]] std::vector<Clerk> clerks() const;
    [[nodiscard]] std::vector<Clerk> notNoted() const;  // ClerkList::notNoted()
    [[nodiscard]] std::optional<Clerk> find(const std::string& clerkId) const;

    // Whom the operator switched off: their PIN lets nobody in, and counts as a wrong one.
    void setSwitchedOff(std::vector<std::string> clerkIds) { m_off = std::move(clerkIds); }
    [[nodiscard]] bool switchedOff(const std::string& clerkId) const;

    // `answered` comes on the GUI thread, never at once. False: not asked, because there is a wait, another
    // question is open, or the list can't be read.
    bool check(const QString& id, const QString& pin, std::function<void(const SignInAnswer&)> answered);

    // Applies `what` to the list as the file has it now (a command line may have changed it meanwhile), on
    // another thread; `changed` comes on the GUI thread, never at once. False: not begun, because something
    // else is under way or the list can't be read. Who may do this is the caller's to ask.
    bool change(std::function<Status(ClerkList&)> what, std::function<void(const Status&)> changed);

    // The first clerk came to a counter that had none: nobody can have guessed a PIN yet.
    void beginWithoutTries();

  Q_SIGNALS:
    void waitChanged(int secondsLeft);
    void lockedOut(const QString& clerkId);  // a wait begins

  private:
    void tick();
    void keepTries();

    ClerkSignInParts m;
    std::vector<std::string> m_off;
    QThreadPool m_pool;  // of one thread: what is written is written in order
    bool m_busy = false;
    SignInTries m_tries;
    QTimer m_wait;
};

}  // namespace countersign
