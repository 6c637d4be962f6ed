// One run of the courier over one stick: answers in, files out, step by step from the records thread's event
// loop, with what waits for the stick on a thread of its own: a registration that is saved meanwhile waits
// for no stick. Records thread; owned by RecordsThread. All collaborators outlive it.
#pragma once

#include <QtCore/QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include "core/log.h"
#include "store/stick_types.h"
#include "sync/courier.h"
#include "sync/stick.h"

namespace countersign {

class CourierRun final : public QObject {
    Q_OBJECT
  public:
    CourierRun(RegistrationQueue& queue, ContactKeeper& keeper, const DeviceIdentity& identity, Log& log,
               std::filesystem::path folder, StickTask task, QObject* parent = nullptr);
    // Waits for the file under way, which is whole or not there.
    ~CourierRun() override;

    void start();
    void cancel();  // after the file under way

  Q_SIGNALS:
    void progressed(const countersign::StickProgress& progress);
    void rowChanged(const countersign::QueueRow& row);
    void recordSent(const countersign::RecordId& recordId);
    void noticeTaken(const countersign::NoticeEffect& effect);
    void finished(const countersign::StickSummary& summary);  // once, last

  protected:
    void customEvent(QEvent* event) override;

  private:
    // Runs `work` on the stick's thread, then `next` with its result here, unless the run has ended.
    template <class Work, class Next>
    void onStick(Work work, Next next);
    void look();
    void nextAnswer();
    void takeAnswer(const Result<Bytes>& file);
    void beginCopying();
    void nextPart();
    void writePart(Courier::Part part);
    void finish();
    void stop(const Error& error);  // of the stick
    void storeFailed(const Error& error);
    void end();
    [[nodiscard]] bool cancelled();
    void tellProgress(StickStep step, int done, int total);
    void tellRow(const RecordId& recordId);

    RegistrationQueue& m_queue;
    const DeviceId m_device;
    Log& m_log;
    Courier m_courier;
    std::shared_ptr<const Stick> m_stick;
    StickTask m_task;
    Stick::Content m_content;
    std::size_t m_answer = 0;  // the next one
    std::uint64_t m_afterSequence = 0;
    std::uint64_t m_highest = 0;
    int m_toCopy = 0;
    bool m_anyPart = false;
    bool m_cancel = false;
    StickSummary m_summary;
    std::jthread m_thread;
};

}  // namespace countersign
