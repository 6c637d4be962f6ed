// Work that may take for ever, such as reading a stick that hangs, for an owner who does not wait for it: not
// while it is under way, and not when the owner goes. GUI thread; a member of its owner.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace countersign {

class AsideWork {
  public:
    // `owner` has this object as a member, so it outlives it by a destructor.
    explicit AsideWork(QObject& owner) : m_state(std::make_shared<State>()) { m_state->owner = &owner; }
    // What is still under way goes on by itself, and its result comes to nobody.
    ~AsideWork() {
        const std::lock_guard lock(m_state->mutex);
        m_state->owner = nullptr;
    }
    AsideWork(const AsideWork&) = delete;
    AsideWork& operator=(const AsideWork&) = delete;

    // `next` is called with what `work` returned, by the owner's event loop.
    template <class Work, class Next>
    void run(Work work, Next next) {
        pool().start([state = m_state, work = std::move(work), next = std::move(next)]() mutable {
            auto result = std::make_shared<decltype(work())>(work());
            const std::lock_guard lock(state->mutex);
            if (state->owner == nullptr) return;
            QMetaObject::invokeMethod(
                state->owner, [next = std::move(next), result]() mutable { next(std::move(*result)); },
                Qt::QueuedConnection);
        });
    }

  private:
    struct State {
        std::mutex mutex;
        QObject* owner = nullptr;
    };
    // Never destroyed: that would wait for whatever hangs. The end of the process ends it.
    static QThreadPool& pool() {
        static auto* const never = [] {
            auto* made = new QThreadPool;
            made->setMaxThreadCount(4);  // one that hangs leaves room for another stick
            return made;
        }();
        return *never;
    }
    std::shared_ptr<State> m_state;
};

}  // namespace countersign
