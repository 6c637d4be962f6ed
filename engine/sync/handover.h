// Work handed to an object on another thread, done there from its event loop. As QMetaObject::invokeMethod,
// but the order of the hand-over stands in our own code as well as in Qt's queue: ThreadSanitizer does not
// see into Qt, and so it can watch what is handed over. The receiver's customEvent() calls take(); it gets no
// other custom events.
#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <atomic>
#include <memory>
#include <utility>

namespace countersign {

template <class Receiver>
class Handover : public QEvent {
  public:
    // Any thread. `work` is called with the receiver as its argument, or dropped with a receiver that is
    // gone.
    template <class Work>
    static void post(Receiver& receiver, Work work);

    static void take(QEvent* event, Receiver& receiver) {
        auto& handover = *static_cast<Handover*>(event);
        if (handover.m_made.load(std::memory_order_acquire)) handover.run(receiver);
    }

  protected:
    Handover() : QEvent(QEvent::User) {}

  private:
    virtual void run(Receiver& receiver) = 0;
    std::atomic<bool> m_made = false;
};

template <class Receiver>
template <class Work>
void Handover<Receiver>::post(Receiver& receiver, Work work) {
    class ThisWork final : public Handover {
      public:
        explicit ThisWork(Work wanted) : m_wanted(std::move(wanted)) {}

      private:
        void run(Receiver& to) override { m_wanted(to); }
        Work m_wanted;
    };
    std::unique_ptr<Handover> made = std::make_unique<ThisWork>(std::move(work));
    made->m_made.store(true, std::memory_order_release);
    QCoreApplication::postEvent(&receiver, made.release());
}

}  // namespace countersign
