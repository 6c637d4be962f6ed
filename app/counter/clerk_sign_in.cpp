#include "app/counter/clerk_sign_in.h"

#include <algorithm>
#include <utility>

namespace countersign {
namespace {

// How often the rest of a wait is written down: so much of it is waited again after the computer was
// restarted, at most.
constexpr int kKeepWaitSeconds = 60;

}  // namespace

ClerkSignIn::ClerkSignIn(ClerkSignInParts parts, QObject* parent, std::chrono::milliseconds second)
    : QObject(parent), m(std::move(parts)), m_tries(m.tries.load(m.clock.boot(), m.log)) {
    m_pool.setMaxThreadCount(1);
    m_wait.setInterval(second);
    connect(&m_wait, &QTimer::timeout, this, &ClerkSignIn::tick);
    if (m_tries.waitLeft == 0) return;
    m_wait.start();
    // Whoever listens is connected by then.
    QMetaObject::invokeMethod(this, [this] { Q_EMIT waitChanged(m_tries.waitLeft); }, Qt::QueuedConnection);
}

ClerkSignIn::~ClerkSignIn() {
    m_pool.waitForDone();
}

void ClerkSignIn::tick() {
    m_tries.waitLeft = std::max(0, m_tries.waitLeft - 1);
    if (m_tries.waitLeft == 0) m_wait.stop();
    if (m_tries.waitLeft % kKeepWaitSeconds == 0) keepTries();
    Q_EMIT waitChanged(m_tries.waitLeft);
}

void ClerkSignIn::keepTries() {
    m_tries.at = m.clock.boot();
    m_pool.start([this, tries = m_tries] {
        if (const auto kept = m.tries.save(tries); !kept)
            m.log.error("counter", "the count of wrong PINs is not kept: " + describe(kept.error()));
    });
}

void ClerkSignIn::beginWithoutTries() {
    m_tries = {0, 0, 0, m.clock.boot()};
    m_wait.stop();
    keepTries();
}

bool ClerkSignIn::switchedOff(const std::string& clerkId) const {
    return std::find(m_off.begin(), m_off.end(), clerkId) != m_off.end();
}

std::vector<Clerk> ClerkSignIn::clerks() const {
    return m.clerks ? m.clerks->clerks() : std::vector<Clerk>();
}

std::vector<Clerk> ClerkSignIn::notNoted() const {
    return m.clerks ? m.clerks->notNoted() : std::vector<Clerk>();
}

std::optional<Clerk> ClerkSignIn::find(const std::string& clerkId) const {
    return m.clerks ? m.clerks->find(clerkId) : std::nullopt;
}

bool ClerkSignIn::check(const QString& id, const QString& pin,
                        std::function<void(const SignInAnswer&)> answered) {
    if (!m.clerks || m_tries.waitLeft > 0 || m_busy) return false;
    m_busy = true;
    // Counted as a wrong one before it is looked at: whoever ends the program in between has gained no try.
    m_pool.start([this, clerks = *m.clerks, off = switchedOff(id.toStdString()), id = id.toStdString(),
                  pin = pin.toStdString(), counted = afterWrongPin(m_tries, m.clock.boot()),
                  answered = std::move(answered)]() mutable {
        const auto keep = [this](const SignInTries& tries) {
            if (const auto kept = m.tries.save(tries); !kept)
                m.log.error("counter", "the count of wrong PINs is not kept: " + describe(kept.error()));
        };
        keep(counted);
        SignInAnswer answer{clerks.signIn(id, pin)};
        if (answer.clerk && off) answer = {std::nullopt, SignInRefusal::SwitchedOff};
        if (answer.clerk) {
            counted = {};
            keep(counted);
        }
        QMetaObject::invokeMethod(
            this,
            [this, answer = std::move(answer), id, counted, answered = std::move(answered)] {
                m_tries = counted;
                m_busy = false;
                const bool wait = m_tries.waitLeft > 0;
                if (wait) m_wait.start();
                answered(answer);
                if (!wait) return;
                Q_EMIT lockedOut(QString::fromStdString(id));
                Q_EMIT waitChanged(m_tries.waitLeft);
            },
            Qt::QueuedConnection);
    });
    return true;
}

bool ClerkSignIn::change(std::function<Status(ClerkList&)> what, std::function<void(const Status&)> changed) {
    if (!m.clerks || m_busy) return false;
    m_busy = true;
    m_pool.start([this, file = m.clerks->file(), what = std::move(what), changed = std::move(changed)] {
        auto list = ClerkList::load(file);
        Status done;
        if (list)
            done = what(*list);
        else
            done = failure(list.error());
        QMetaObject::invokeMethod(
            this,
            [this, list = std::move(list), done = std::move(done), changed] {
                if (list) m.clerks = *list;
                m_busy = false;
                changed(done);
            },
            Qt::QueuedConnection);
    });
    return true;
}

}  // namespace countersign
