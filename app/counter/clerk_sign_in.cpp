#include "app/counter/clerk_sign_in.h"

#include <utility>

namespace countersign {
namespace {

// NIST SP 800-63B-4: at most five failures, then a wait of at least 30 seconds.
constexpr int kWrongPinsBeforeWait = 5;
constexpr int kWaitSeconds = 30;

}  // namespace

ClerkSignIn::ClerkSignIn(std::optional<ClerkList> clerks, QObject* parent)
    : QObject(parent), m_clerks(std::move(clerks)) {
    m_pool.setMaxThreadCount(1);
    m_wait.setInterval(1000);
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

bool ClerkSignIn::check(const QString& id, const QString& pin,
                        std::function<void(const std::optional<Clerk>&)> answered) {
    if (!m_clerks || m_waitLeft > 0 || m_answered) return false;
    m_answered = std::move(answered);
    m_pool.start([this, clerks = *m_clerks, id = id.toStdString(), pin = pin.toStdString()] {
        auto clerk = clerks.signIn(id, pin);
        QMetaObject::invokeMethod(
            this,
            [this, clerk = std::move(clerk)] {
                if (clerk) m_wrong = 0;
                const bool wait = !clerk && ++m_wrong >= kWrongPinsBeforeWait;
                if (wait) {
                    m_waitLeft = kWaitSeconds;
                    m_wait.start();
                }
                const auto tell = std::exchange(m_answered, nullptr);
                tell(clerk);
                if (wait) Q_EMIT waitChanged(m_waitLeft);
            },
            Qt::QueuedConnection);
    });
    return true;
}

}  // namespace countersign
