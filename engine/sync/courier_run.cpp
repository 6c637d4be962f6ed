#include "sync/courier_run.h"

#include <algorithm>
#include <utility>

#include "sync/failures.h"
#include "sync/handover.h"

namespace countersign {
namespace {

constexpr std::string_view kArea = "courier";
// With less free a file is not begun: names, folders and the counter's standing want room as well.
constexpr std::uint64_t kLeastRoom = std::uint64_t{2} * 1024 * 1024;

}  // namespace

CourierRun::CourierRun(RegistrationQueue& queue, ContactKeeper& keeper, const DeviceIdentity& identity,
                       Log& log, std::filesystem::path folder, StickTask task, QObject* parent)
    : QObject(parent),
      m_queue(queue),
      m_device(identity.deviceId),
      m_log(log),
      m_courier(queue, keeper, identity, log),
      m_stick(std::make_shared<const Stick>(std::move(folder))),
      m_task(task) {}

CourierRun::~CourierRun() = default;  // joins; what the thread posted goes with this object

void CourierRun::customEvent(QEvent* event) {
    Handover<CourierRun>::take(event, *this);
}

template <class Work, class Next>
void CourierRun::onStick(Work work, Next next) {
    // The one before has posted its result as its last act.
    m_thread =
        std::jthread([this, stick = m_stick, work = std::move(work), next = std::move(next)]() mutable {
            auto result = work(*stick);
            Handover<CourierRun>::post(*this, [next = std::move(next), result = std::move(result)](
                                                  CourierRun& run) mutable { next(run, std::move(result)); });
        });
}

void CourierRun::start() {
    look();
}

void CourierRun::cancel() {
    m_cancel = true;
}

bool CourierRun::cancelled() {
    if (!m_cancel) return false;
    m_summary.end = StickEnd::Cancelled;
    finish();
    return true;
}

void CourierRun::look() {
    tellProgress(StickStep::TakingIn, 0, 0);
    onStick([device = m_device](const Stick& stick) { return stick.look(device); },
            [](CourierRun& run, Result<Stick::Content> content) {
                if (!content) return run.stop(content.error());
                run.m_content = std::move(*content);
                run.m_highest = run.m_content.highest;
                run.nextAnswer();
            });
}

void CourierRun::nextAnswer() {
    if (cancelled()) return;
    if (m_answer == m_content.answers.size()) return beginCopying();
    tellProgress(StickStep::TakingIn, static_cast<int>(m_answer), static_cast<int>(m_content.answers.size()));
    onStick([file = m_content.answers[m_answer++]](const Stick& stick) { return stick.read(file); },
            [](CourierRun& run, Result<Bytes> file) { run.takeAnswer(file); });
}

void CourierRun::takeAnswer(const Result<Bytes>& file) {
    if (!file) {
        if (m_stick->endFor(file.error()) == StickEnd::Gone) return stop(file.error());
        m_log.warn(kArea, "a file on the stick is not readable: " + describe(file.error()));
        ++m_summary.unreadable;
        return nextAnswer();
    }
    const auto taken = m_courier.take(*file);
    if (!taken) {
        if (isAboutStore(taken.error().code)) return storeFailed(taken.error());
        m_log.warn(kArea, "a file on the stick is not taken: " + describe(taken.error()));
        ++(taken.error().code == ErrorCode::CourierOfAnother ? m_summary.ofOthers : m_summary.unreadable);
        return nextAnswer();
    }
    ++m_summary.answers;
    m_summary.taken += static_cast<int>(taken->receipts.size());
    m_summary.refused += static_cast<int>(taken->refused.size());
    for (const auto& recordId : taken->receipts) {
        tellRow(recordId);
        Q_EMIT recordSent(recordId);
    }
    for (const auto& recordId : taken->refused) tellRow(recordId);
    if (taken->notice) {
        for (const auto& recordId : taken->notice->changed) tellRow(recordId);
        Q_EMIT noticeTaken(*taken->notice);
    }
    if (taken->notBelieved > 0) {
        // Not the operator's work, or not whole: kept for whoever looks into it.
        ++m_summary.unreadable;
        return nextAnswer();
    }
    onStick(
        [device = m_device, part = taken->part](const Stick& stick) {
            stick.remove(device, part);
            return stick.look(device);
        },
        [](CourierRun& run, Result<Stick::Content> content) {
            if (!content) return run.stop(content.error());
            run.m_content.freeBytes = content->freeBytes;
            run.m_content.unanswered = content->unanswered;
            run.nextAnswer();
        });
}

void CourierRun::beginCopying() {
    if (m_task == StickTask::TakeOnly) return finish();
    const auto summary = m_queue.summary();
    if (!summary) return storeFailed(summary.error());
    const auto carried = m_queue.carriedCount();
    if (!carried) return storeFailed(carried.error());
    m_toCopy = summary->waiting;
    if (m_task == StickTask::TakeAndCopy) {
        m_toCopy -= *carried;
        m_summary.alreadyThere = *carried;
    }
    nextPart();
}

void CourierRun::nextPart() {
    if (cancelled()) return;
    tellProgress(StickStep::Copying, m_summary.written, m_toCopy);
    if (m_content.freeBytes < kLeastRoom) {
        // Nothing to write needs no room.
        m_summary.end = m_summary.written < m_toCopy ? StickEnd::NoRoom : StickEnd::Done;
        return finish();
    }
    Courier::Wanted wanted;
    wanted.afterSequence = m_afterSequence;
    wanted.which = m_task == StickTask::TakeAndCopyAll ? Carry::All : Carry::New;
    // Half of what is free: a file and what its folder grows by always fit together.
    wanted.bytes =
        static_cast<std::size_t>(std::min<std::uint64_t>(kCourierEnvelopeBytes, m_content.freeBytes / 2));
    wanted.highestOnStick = m_highest;
    wanted.contacts = m_anyPart ? 1 : kMaxCourierContacts;
    // The operator can answer only what it gets: time, orders and policy come to a counter without records,
    // too.
    wanted.withoutRecords = !m_anyPart && m_content.unanswered == 0;
    auto part = m_courier.make(wanted);
    if (!part) {
        if (!isAboutStore(part.error().code)) m_log.error(kArea, "no file made: " + describe(part.error()));
        return storeFailed(part.error());
    }
    if (!*part) return finish();
    writePart(std::move(**part));
}

void CourierRun::writePart(Courier::Part part) {
    // Shared: the bytes are needed there, the rest here.
    const auto shared = std::make_shared<const Courier::Part>(std::move(part));
    onStick(
        [shared, device = m_device](const Stick& stick) -> Result<Stick::Content> {
            if (const auto written = stick.write(shared->name, shared->file); !written)
                return failure(written.error());
            return stick.look(device);
        },
        [shared](CourierRun& run, Result<Stick::Content> content) {
            if (!content) return run.stop(content.error());
            if (const auto kept = run.m_courier.written(*shared); !kept) return run.storeFailed(kept.error());
            run.m_anyPart = true;
            run.m_content.freeBytes = content->freeBytes;
            run.m_highest = std::max(run.m_highest, shared->number);
            run.m_summary.written += static_cast<int>(shared->records.size());
            if (shared->records.empty()) {
                run.m_summary.contactsWritten = 1;
                return run.finish();
            }
            run.m_afterSequence = shared->lastSequence;
            run.nextPart();
        });
}

void CourierRun::finish() {
    tellProgress(StickStep::Finishing, m_summary.written, m_toCopy);
    onStick([](const Stick& stick) { return stick.flush(); },
            [](CourierRun& run, Status flushed) {
                if (!flushed) return run.stop(flushed.error());
                run.m_summary.safeToPull = true;
                run.end();
            });
}

void CourierRun::stop(const Error& error) {
    m_log.warn(kArea, "the stick: " + describe(error));
    m_summary.end = m_stick->endFor(error);
    m_summary.error = error.code;
    end();
}

void CourierRun::storeFailed(const Error& error) {
    m_log.error(kArea, "queue not usable: " + describe(error));
    m_summary.end = StickEnd::StoreFailed;
    m_summary.error = error.code;
    finish();
}

void CourierRun::end() {
    const auto summary = m_queue.summary();
    const auto carried = m_queue.carriedCount();
    if (summary && carried) m_summary.left = std::max(0, summary->waiting - *carried);
    Q_EMIT finished(m_summary);
}

void CourierRun::tellProgress(StickStep step, int done, int total) {
    Q_EMIT progressed({step, done, total});
}

void CourierRun::tellRow(const RecordId& recordId) {
    if (const auto row = m_queue.row(recordId)) Q_EMIT rowChanged(*row);
}

}  // namespace countersign
