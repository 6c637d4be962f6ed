// Checks ids and PINs of clerks away from the GUI thread, and makes whoever guesses wait. One for the
// program: the wait is the same wherever a PIN is asked for. GUI thread; owned by the registration
// controller.
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

namespace countersign {

class ClerkSignIn final : public QObject {
    Q_OBJECT
  public:
    // `second`: how long one of the wait is; tests have no time.
    explicit ClerkSignIn(std::optional<ClerkList> clerks, QObject* parent = nullptr,
                         std::chrono::milliseconds second = std::chrono::seconds(1));
    ~ClerkSignIn() override;

    [[nodiscard]] bool listDamaged() const { return !m_clerks.has_value(); }
    [[nodiscard]] bool nobodyKnown() const { return m_clerks && m_clerks->empty(); }
    [[nodiscard]] int waitLeft() const { return m_waitLeft; }  // seconds; 0: may be asked

    // Whom the operator switched off: their PIN is as good as a wrong one, after the same time.
    void setSwitchedOff(std::vector<std::string> clerkIds) { m_off = std::move(clerkIds); }
    [[nodiscard]] bool switchedOff(const std::string& clerkId) const;

    // `answered` comes on the GUI thread, never at once: the clerk, or nobody. False: not asked, because
    // there is a wait, another question is open, or the list can't be read.
    bool check(const QString& id, const QString& pin,
               std::function<void(const std::optional<Clerk>&)> answered);

  Q_SIGNALS:
    void waitChanged(int secondsLeft);
    void lockedOut(const QString& clerkId);  // a wait begins

  private:
    std::optional<ClerkList> m_clerks;
    std::vector<std::string> m_off;
    QThreadPool m_pool;
    std::function<void(const std::optional<Clerk>&)> m_answered;
    int m_wrong = 0;
    int m_waits = 0;  // in a row, since somebody signed in
    QTimer m_wait;
    int m_waitLeft = 0;
};

}  // namespace countersign
