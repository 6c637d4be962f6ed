#include "app/counter/clerk_sign_in.h"

#include <algorithm>
#include <utility>

namespace countersign {
namespace {

// NIST SP 800-63B-4: at most five failures, then a wait of at least 30 seconds, which grows. Twice as long
// each time up to an hour: 35 tries in the first hour, five in each that follows. In a night of twelve hours
// a four-digit PIN that was chosen by chance is guessed with less than one in a hundred.
constexpr int kWrongPinsBeforeWait = 5;
constexpr int kWaitSeconds = 30;
constexpr int kLongestWait = 3600;

}  // namespace

ClerkSignIn::ClerkSignIn(std::optional<ClerkList> clerks, QObject* parent, std::chrono::milliseconds second)
    : QObject(parent), m_clerks(std::move(clerks)) {
    m_pool.setMaxThreadCount(1);
    m_wait.setInterval(second);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        if (--m_waitLeft <= 0) {
            m_wait.stop();
            m_wrong = 0;
        }
        Q_EMIT waitChanged(m_waitLeft);
    });
}

ClerkSignIn::~ClerkSignIn() {
    m_pool.waitForDone();
}

bool ClerkSignIn::switchedOff(const std::string& clerkId) const {
    return std::find(m_off.begin(), m_off.end(), clerkId) != m_off.end();
}

bool ClerkSignIn::check(const QString& id, const QString& pin,
                        std::function<void(const std::optional<Clerk>&)> answered) {
    if (!m_clerks || m_waitLeft > 0 || m_answered) return false;
    m_answered = std::move(answered);
    m_pool.start([this, clerks = *m_clerks, off = switchedOff(id.toStdString()), id = id.toStdString(),
                  pin = pin.toStdString()] {
        auto clerk = clerks.signIn(id, pin);
        if (off) clerk.reset();
        QMetaObject::invokeMethod(
            this,
            [this, clerk = std::move(clerk), id] {
                if (clerk) m_wrong = m_waits = 0;
                const bool wait = !clerk && ++m_wrong >= kWrongPinsBeforeWait;
                if (wait) {
                    m_waitLeft = std::min(kLongestWait, kWaitSeconds << std::min(m_waits, 10));
                    ++m_waits;
                    m_wait.start();
                }
                const auto tell = std::exchange(m_answered, nullptr);
                tell(clerk);
                if (!wait) return;
                Q_EMIT lockedOut(QString::fromStdString(id));
                Q_EMIT waitChanged(m_waitLeft);
            },
            Qt::QueuedConnection);
    });
    return true;
}

}  // namespace countersign
