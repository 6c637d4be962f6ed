#include "sync/sync_worker.h"

#include <algorithm>
#include <utility>

#include "protocol/refusal.h"
#include "protocol/routes.h"
#include "sync/failures.h"

namespace countersign {
namespace {

constexpr std::string_view kArea = "sync";

// Wakes at least this often while something waits, so that a clock that was set or a laptop that slept does
// not leave the queue lying.
constexpr Millis kLongestSleep{60'000};
constexpr Millis kStoreTroublePause{30'000};
constexpr Millis kReportDelay{50};  // many changes, one summary
constexpr Millis kContactNote{
    60'000};  // the stored time of the last contact is this fresh, to spare a write a record

Error busy(int status) {
    return makeError(ErrorCode::OperatorBusy, "status " + std::to_string(status));
}

Error operatorFault(int status) {
    return makeError(ErrorCode::OperatorFault, "status " + std::to_string(status));
}

Error refusedByOperator(const std::string& reason) {
    return makeError(ErrorCode::RefusedByOperator, reason);
}

Error conflictAtOperator() {
    return makeError(ErrorCode::ConflictAtOperator, "the operator holds other bytes under this id or number");
}

Error forged(const Error& cause) {
    return makeError(ErrorCode::ReceiptForged, cause.detail);
}

bool isStoreTrouble(ErrorCode code) {
    const int number = static_cast<int>(code);
    return (number >= 100 && number < 200) || (number >= 700 && number < 800);
}

// What a refusal means for the record and for the line behind it.
enum class Verdict { AboutRecord = 1, AboutDevice, NotNow };

Verdict verdictOf(Refusal refusal) {
    switch (refusal) {
        case Refusal::Malformed:
        case Refusal::TooLarge:
        case Refusal::VersionUnsupported:
        case Refusal::SignatureInvalid:
        case Refusal::UnknownOperatorKey:
        case Refusal::Conflict:
            return Verdict::AboutRecord;
        case Refusal::UnknownDevice:
        case Refusal::DeviceSwitchedOff:
        case Refusal::CodeInvalid:
            return Verdict::AboutDevice;
        case Refusal::TryLater:
        case Refusal::NoSuchRoute:
        case Refusal::TooMany:
            return Verdict::NotNow;
    }
    return Verdict::NotNow;
}

// Without the gateway's own words only these say something about the content; any other 4xx may be a
// misplaced proxy or route, and setting a whole queue aside for that would be wrong.
bool statusIsAboutContent(int status) {
    return status == 400 || status == 413 || status == 415 || status == 422;
}

}  // namespace

SyncWorker::SyncWorker(RegistrationQueue& queue, GatewayClient& client,
                       std::vector<VerifyingKey> operatorKeys, RetryPolicy policy, const Clock& clock,
                       Log& log, FaultPoints& faults, QObject* parent)
    : QObject(parent),
      m_queue(queue),
      m_client(client),
      m_operatorKeys(std::move(operatorKeys)),
      m_policy(std::move(policy)),
      m_clock(clock),
      m_log(log),
      m_faults(faults) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SyncWorker::tick);
    m_report.setSingleShot(true);
    m_report.setInterval(kReportDelay);
    connect(&m_report, &QTimer::timeout, this, &SyncWorker::reportQueue);
}

SyncWorker::~SyncWorker() {
    stop();
}

void SyncWorker::start() {
    if (m_phase != Phase::Stopped) return;
    m_phase = Phase::Idle;
    schedule(Millis(0));
}

void SyncWorker::stop() {
    m_phase = Phase::Stopped;
    m_timer.stop();
    m_report.stop();
    m_client.abort();
}

void SyncWorker::wake() {
    m_report.start();
    if (m_phase == Phase::Idle) schedule(Millis(0));
}

void SyncWorker::sendNow() {
    if (m_phase == Phase::Stopped) return;
    auto done = m_queue.makeAllDue();
    if (done) done = m_queue.setLine({});
    if (!done) return storeTrouble(done.error());
    wake();
}

void SyncWorker::tick() {
    if (m_phase != Phase::Idle) return;
    const WallTime now = m_clock.wall();
    const auto line = m_queue.line();
    if (!line) return storeTrouble(line.error());
    if (!m_policy.isDue(line->notBefore, now)) {
        return schedule(std::chrono::duration_cast<Millis>(*line->notBefore - now) + Millis(1));
    }
    auto due = m_queue.nextDue(now, m_policy.implausibleFrom(now));
    if (!due) return storeTrouble(due.error());
    if (!*due) return scheduleFromQueue();
    send(std::move(**due));
}

void SyncWorker::send(OutgoingRecord record) {
    if (const auto marked = m_queue.markSending(record.row.recordId); !marked)
        return storeTrouble(marked.error());
    m_phase = Phase::Sending;
    ++record.row.attempts;
    reportRow(record.row.recordId);
    m_client.post(
        {std::string(kRecordsRoute), std::string(kEnvelopeContentType), std::move(record.envelope)},
        [this, row = record.row](const GatewayClient::Outcome& outcome) { onOutcome(row, outcome); });
    m_faults.reached(FaultPoint::RequestWritten);
}

void SyncWorker::onOutcome(const QueueRow& row, const GatewayClient::Outcome& outcome) {
    m_faults.reached(FaultPoint::AnswerReceived);
    if (m_phase != Phase::Sending) return;
    m_phase = Phase::Idle;
    if (!outcome) {
        const auto& error = outcome.error().error;
        if (error.code == ErrorCode::AnswerUnreadable) return recordFailed(row, error);
        return lineFailed(row, error, std::nullopt, outcome.error().left);
    }
    const int status = outcome->status;
    if (status == 200 || status == 201) return onReceipt(row, outcome->body);
    if (status < 400) return recordFailed(row, answerUnreadable("status " + std::to_string(status)));
    if (status == 429 || status == 503 || status == 408 || status == 425) {
        return lineFailed(row, busy(status), outcome->retryAfter, MayHaveLeft::Yes);
    }
    if (status >= 500) return recordFailed(row, operatorFault(status));

    const auto refusal = parseRefusal(outcome->body);
    if (!refusal) {
        const std::string reason = "status " + std::to_string(status);
        if (status == 409) return refused(row, conflictAtOperator(), reason);
        if (statusIsAboutContent(status)) return refused(row, refusedByOperator(reason), reason);
        return lineFailed(row, operatorFault(status), outcome->retryAfter, MayHaveLeft::Yes);
    }
    const std::string reason(refusalName(*refusal));
    switch (verdictOf(*refusal)) {
        case Verdict::AboutRecord:
            return refused(row,
                           *refusal == Refusal::Conflict ? conflictAtOperator() : refusedByOperator(reason),
                           reason);
        case Verdict::AboutDevice:
            return lineFailed(row, refusedByOperator(reason), outcome->retryAfter, MayHaveLeft::Yes);
        case Verdict::NotNow:
            return lineFailed(row, busy(status), outcome->retryAfter, MayHaveLeft::Yes);
    }
}

void SyncWorker::onReceipt(const QueueRow& row, const Bytes& receipt) {
    const auto accepted = m_queue.acceptReceipt(row.recordId, receipt, m_operatorKeys);
    if (!accepted) {
        const Error& error = accepted.error();
        if (isStoreTrouble(error.code)) {
            // The operator holds it; asking again brings the same receipt again.
            const auto again = m_clock.wall() + kStoreTroublePause;
            static_cast<void>(m_queue.markFailed(row.recordId, error.code, again, MayHaveLeft::Yes));
            return storeTrouble(error);
        }
        if (error.code == ErrorCode::SignatureInvalid || error.code == ErrorCode::ReceiptOfAnotherRecord) {
            return recordFailed(row, forged(error));
        }
        return recordFailed(row, answerUnreadable(error.detail));
    }
    m_log.info(kArea, "receipt stored for record " + row.recordId.shortCode());
    const WallTime now = m_clock.wall();
    if (!m_contactNoted || now - *m_contactNoted > kContactNote || now < *m_contactNoted) {
        if (m_queue.noteContact(now)) m_contactNoted = now;
    }
    const auto line = m_queue.line();
    if (line && (line->failuresInRow > 0 || line->notBefore)) static_cast<void>(m_queue.setLine({}));
    Q_EMIT operatorReached(now);
    Q_EMIT rowChanged(*accepted);
    Q_EMIT recordSent(row.recordId);
    m_report.start();
    schedule(Millis(0));
}

void SyncWorker::refused(const QueueRow& row, const Error& error, const std::string& reason) {
    m_log.warn(kArea, "record " + row.recordId.shortCode() + " set aside: " + describe(error));
    if (const auto aside = m_queue.setAside(row.recordId, error.code, reason); !aside) {
        return storeTrouble(aside.error());
    }
    Q_EMIT operatorReached(m_clock.wall());
    reportRow(row.recordId);
    schedule(Millis(0));
}

void SyncWorker::lineFailed(const QueueRow& row, const Error& error, std::optional<Millis> retryAfter,
                            MayHaveLeft left) {
    m_log.warn(kArea, "operator not reached: " + describe(error));
    const auto line = m_queue.line();
    const int failures = (line ? line->failuresInRow : 0) + 1;
    const WallTime next = m_clock.wall() + m_policy.delay(failures, retryAfter);
    auto kept = m_queue.setLine({failures, next});
    if (kept) kept = m_queue.markFailed(row.recordId, error.code, next, left);
    if (!kept) return storeTrouble(kept.error());
    Q_EMIT operatorNotReached(error);
    reportRow(row.recordId);
    scheduleFromQueue();
}

void SyncWorker::recordFailed(const QueueRow& row, const Error& error) {
    m_log.warn(kArea, "record " + row.recordId.shortCode() + " not taken: " + describe(error));
    const auto line = m_queue.line();
    const int failures = (line ? line->failuresInRow : 0) + 1;
    // Later than the line, so that the next knock is another record's: if that one is taken, the fault was
    // this one's.
    const WallTime lineNext = m_clock.wall() + m_policy.delay(failures, std::nullopt);
    const WallTime recordNext = lineNext + m_policy.delay(row.attempts, std::nullopt);
    auto kept = m_queue.setLine({failures, lineNext});
    if (kept) kept = m_queue.markFailed(row.recordId, error.code, recordNext, MayHaveLeft::Yes);
    if (!kept) return storeTrouble(kept.error());
    Q_EMIT operatorNotReached(error);
    reportRow(row.recordId);
    scheduleFromQueue();
}

void SyncWorker::storeTrouble(const Error& error) {
    m_log.error(kArea, "queue not usable: " + describe(error));
    Q_EMIT storeFailed(error);
    if (m_phase != Phase::Stopped) m_phase = Phase::Idle;
    schedule(kStoreTroublePause);
}

void SyncWorker::reportRow(RecordId recordId) {
    if (const auto row = m_queue.row(recordId)) Q_EMIT rowChanged(*row);
    if (!m_report.isActive()) m_report.start();
}

void SyncWorker::reportQueue() {
    if (const auto summary = m_queue.summary()) Q_EMIT queueChanged(*summary);
}

void SyncWorker::schedule(Millis delay) {
    if (m_phase == Phase::Stopped) return;
    m_timer.start(std::clamp(delay, Millis(0), kLongestSleep));
}

void SyncWorker::scheduleFromQueue() {
    const auto summary = m_queue.summary();
    if (!summary) return storeTrouble(summary.error());
    if (summary->waiting == 0 || !summary->nextAttempt) return;  // wake() comes with the next record
    const auto delay = std::chrono::duration_cast<Millis>(*summary->nextAttempt - m_clock.wall());
    schedule(std::max(delay + Millis(1), Millis(1)));
}

}  // namespace countersign
