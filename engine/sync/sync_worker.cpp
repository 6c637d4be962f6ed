#include "sync/sync_worker.h"

#include <algorithm>
#include <utility>

#include "protocol/part.h"
#include "protocol/refusal.h"
#include "protocol/routes.h"
#include "sync/failures.h"
#include "sync/verdict.h"

namespace countersign {
namespace {

constexpr std::string_view kArea = "sync";

// Wakes at least this often while something waits, so that a clock that was set or a laptop that slept does
// not leave the queue lying.
constexpr Millis kLongestSleep{60'000};
constexpr Millis kStoreTroublePause{30'000};
constexpr Millis kClockSetBack{60'000};  // less is a clock's own correction
constexpr Millis kReportDelay{50};       // many changes, one summary
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

std::vector<RecordId> idsOf(std::span<const QueueRow> rows) {
    std::vector<RecordId> ids;
    for (const auto& row : rows) ids.push_back(row.recordId);
    return ids;
}

// What breaks lines, and not what answers on them.
bool isBreak(ErrorCode code) {
    return code == ErrorCode::OperatorUnreachable || code == ErrorCode::OperatorTimedOut;
}

// Said of a part and not of the record: an older gateway, or one that differs about the form.
bool isAboutParts(Refusal refusal) {
    return refusal == Refusal::NoSuchRoute || refusal == Refusal::Malformed || refusal == Refusal::TooLarge ||
           refusal == Refusal::VersionUnsupported;
}

// A smaller record is about as large as what surrounds its parts.
constexpr std::size_t kWorthParts = std::size_t{32} * 1024;

// Without the gateway's own words only these say something about the content, and even they may be a proxy's:
// the record waits longer than the line, and nothing is set aside. Any other 4xx may be a misplaced proxy or
// route; 400 is what a proxy says of certificates and headers.
bool statusIsAboutContent(int status) {
    return status == 413 || status == 415 || status == 422;
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
    m_plan.reset();
}

void SyncWorker::wake() {
    m_report.start();
    if (m_phase != Phase::Idle) return;
    if (const auto gather = pace().gather; gather > Millis(0) && !m_gatherUntil)
        m_gatherUntil = m_clock.monotonic() + gather;
    schedule(Millis(0));
}

void SyncWorker::sendNow() {
    if (m_phase == Phase::Stopped) return;
    auto done = m_queue.makeAllDue();
    if (done) done = m_queue.setLine({});
    if (!done) {
        tellStoreTrouble(done.error());
        if (m_phase == Phase::Idle) schedule(kStoreTroublePause);  // else what is under way goes on
        return;
    }
    m_nextContact.reset();
    m_gatherUntil.reset();
    m_report.start();
    if (m_phase == Phase::Idle) schedule(Millis(0));
}

bool SyncWorker::contactDue() const {
    return m_contact != nullptr && (!m_nextContact || m_clock.monotonic() >= *m_nextContact);
}

// Before the records: the time, limits and orders are known first. Nothing of it is owed to anybody, so a
// fault of the answer waits for the next time and holds no record up.
void SyncWorker::contact() {
    m_nextContact = m_clock.monotonic() + pace().contactEvery;
    m_gatherUntil.reset();  // the line is awake
    auto message = m_contact->make();
    if (!message) return storeTrouble(message.error());
    m_phase = Phase::Sending;
    m_client.post({std::string(kContactRoute), std::string(kMessageContentType), std::move(*message)},
                  [this](const GatewayClient::Outcome& outcome) { onNotice(outcome); });
}

void SyncWorker::onNotice(const GatewayClient::Outcome& outcome) {
    if (m_phase != Phase::Sending) return;
    m_phase = Phase::Idle;
    if (!outcome) {
        const auto& error = outcome.error().error;
        if (error.code != ErrorCode::AnswerUnreadable) {
            m_nextContact.reset();  // with the line's next attempt
            return lineFailed({}, error, std::nullopt, MayHaveLeft::No);
        }
        m_log.warn(kArea, "no notice: " + describe(error));
        return schedule(Millis(0));
    }
    if (outcome->status != 200) {
        const auto refusal = parseRefusal(outcome->body);
        m_log.warn(kArea, "no notice: " + (refusal ? std::string(refusalName(*refusal))
                                                   : "status " + std::to_string(outcome->status)));
        return schedule(Millis(0));
    }
    const auto effect = m_contact->take(outcome->body);
    if (!effect && isAboutStore(effect.error().code)) return storeTrouble(effect.error());
    if (!effect) {
        m_log.warn(kArea, "notice not taken: " + describe(effect.error()));
        return schedule(Millis(0));
    }
    // What else there is to say comes with the next contact, and the operator hears that the keys were taken.
    if (effect->keysTaken) m_nextContact.reset();
    noteReached();
    for (const auto& recordId : effect->changed) reportRow(recordId);
    m_report.start();
    Q_EMIT noticeTaken(*effect);
    schedule(Millis(0));
}

void SyncWorker::tick() {
    if (m_phase != Phase::Idle) return;
    if (m_unsettled) {
        if (const auto settled = m_queue.settleInterrupted(); !settled) return storeTrouble(settled.error());
        m_unsettled = false;
        m_report.start();
    }
    if (const auto judged = judgeClock(); !judged) return storeTrouble(judged.error());
    const WallTime now = m_clock.wall();
    const auto line = m_queue.line();
    if (!line) return storeTrouble(line.error());
    if (!m_policy.isDue(line->notBefore, now)) {
        return schedule(std::chrono::duration_cast<Millis>(*line->notBefore - now) + Millis(1));
    }
    if (contactDue()) return contact();
    if (m_gatherUntil) {
        const auto left = std::chrono::duration_cast<Millis>(*m_gatherUntil - m_clock.monotonic());
        // Wakes within a minute at the latest, and sends at once where the line no longer costs anything.
        if (left > Millis(0) && pace().gather > Millis(0)) return schedule(left);
        m_gatherUntil.reset();
    }
    auto portion = m_batch.next();
    if (m_partSize.learned()) portion.records = 1;  // a line that breaks carries no batches
    auto due = m_queue.due(now, m_policy.implausibleFrom(now), portion);
    if (!due) return storeTrouble(due.error());
    if (due->empty()) return scheduleFromQueue();
    send(std::move(*due));
}

// What is to be waited for is kept in wall time, for the next start. A clock that is set back would make
// minutes of it hours, for contacts and new records too.
Status SyncWorker::judgeClock() {
    const ClockSeen now{m_clock.wall(), m_clock.monotonic()};
    const auto before = std::exchange(m_seen, now);
    if (!before || now.wall - before->wall >= now.monotonic - before->monotonic - kClockSetBack) return {};
    m_log.warn(kArea, "the clock was set back: nothing is waited for by it");
    auto done = m_queue.makeAllDue();
    if (done) done = m_queue.setLine({});
    if (!done) m_seen = before;  // with the next tick
    return done;
}

void SyncWorker::send(std::vector<OutgoingRecord> records) {
    std::vector<QueueRow> rows;
    std::vector<ByteView> envelopes;
    for (const auto& record : records) {
        rows.push_back(record.row);
        envelopes.push_back(record.envelope);
    }
    GatewayRequest request;
    m_plan.reset();
    if (records.size() == 1 && goesInParts(records.front())) {
        m_plan.emplace(std::move(records.front().envelope));
    } else if (records.size() == 1) {
        request = {std::string(kRecordsRoute), std::string(kEnvelopeContentType),
                   std::move(records.front().envelope)};
    } else {
        auto batch = packBatch(envelopes);
        if (!batch) return storeTrouble(batch.error());
        request = {std::string(kBatchRoute), std::string(kBatchContentType), std::move(*batch)};
    }
    if (const auto marked = m_queue.markSending(idsOf(rows)); !marked) return storeTrouble(marked.error());
    m_phase = Phase::Sending;
    for (auto& row : rows) {
        ++row.attempts;
        reportRow(row.recordId);
    }
    if (m_plan) {
        sendPart(rows);
    } else {
        post(std::move(request), std::move(rows));
    }
    m_faults.reached(FaultPoint::RequestWritten);
}

void SyncWorker::post(GatewayRequest request, std::vector<QueueRow> rows) {
    m_sentAt = m_clock.monotonic();
    m_client.post(std::move(request), [this, rows = std::move(rows)](const GatewayClient::Outcome& outcome) {
        if (outcome && outcome->status < 300) m_partSize.wentWhole();
        onOutcome(rows, outcome);
    });
}

bool SyncWorker::goesInParts(const OutgoingRecord& record) const {
    const std::size_t size = record.envelope.size();
    if (!m_partsTaken || size <= kWorthParts) return false;
    const auto& row = record.row;
    const bool broke =
        row.mayHaveLeft && row.lastError && isBreak(*row.lastError);  // known after a restart too
    return broke || (m_partSize.learned() && size > *m_partSize.learned());
}

void SyncWorker::sendPart(const std::vector<QueueRow>& rows) {
    m_sentAt = m_clock.monotonic();
    m_client.post(m_plan->next(m_partSize.next()),
                  [this, rows](const GatewayClient::Outcome& outcome) { onPart(rows, outcome); });
}

void SyncWorker::onPart(const std::vector<QueueRow>& rows, const GatewayClient::Outcome& outcome) {
    if (m_phase != Phase::Sending) return;
    if (outcome && (outcome->status == 200 || outcome->status == 201)) {
        m_partSize.answered(m_plan->sentLast(),
                            std::chrono::duration_cast<Millis>(m_clock.monotonic() - m_sentAt));
        const auto held = readHeld(outcome->body);
        if (held && m_plan->take(*held)) {
            // The line carries something: its patience starts anew.
            const auto line = m_queue.line();
            if (m_plan->sentLast() > 0 && line && line->failuresInRow > 0)
                static_cast<void>(m_queue.setLine({}));
            return sendPart(rows);
        }
        if (held) m_partsTaken = false;
    } else if (outcome) {
        const auto refusal = parseRefusal(outcome->body);
        if (outcome->status == 404 || (refusal && isAboutParts(*refusal))) {
            m_log.warn(kArea, "this operator takes no parts");
            m_partsTaken = false;
            auto envelope = m_plan->giveBack();
            m_plan.reset();
            return post({std::string(kRecordsRoute), std::string(kEnvelopeContentType), std::move(envelope)},
                        rows);
        }
    }
    auto judged = outcome;
    // An earlier part has left, whatever became of this one.
    if (!judged && m_plan->anySent()) judged.error().left = MayHaveLeft::Yes;
    m_plan.reset();
    onOutcome(rows, judged);
}

void SyncWorker::onOutcome(const std::vector<QueueRow>& rows, const GatewayClient::Outcome& outcome) {
    m_faults.reached(FaultPoint::AnswerReceived);
    if (m_phase != Phase::Sending) return;
    m_phase = Phase::Idle;
    if (!outcome) {
        const auto& error = outcome.error().error;
        if (error.code == ErrorCode::AnswerUnreadable) return recordFailed(rows, error);
        return lineFailed(rows, error, std::nullopt, outcome.error().left);
    }
    const int status = outcome->status;
    if (status == 200 || status == 201) {
        if (rows.size() == 1) return onItems(rows, {outcome->body});
        const auto items = readBatchAnswer(outcome->body, rows.size());
        if (!items) return recordFailed(rows, answerUnreadable(items.error().detail));
        return onItems(rows, *items);
    }
    if (status < 400) return recordFailed(rows, answerUnreadable("status " + std::to_string(status)));
    if (status == 429 || status == 503 || status == 408 || status == 425) {
        return lineFailed(rows, busy(status), outcome->retryAfter, MayHaveLeft::Yes);
    }
    if (status >= 500) return recordFailed(rows, operatorFault(status));

    // What is said of a batch as a whole is said of none of its records: they go one by one.
    if (rows.size() > 1) return recordFailed(rows, operatorFault(status));
    const QueueRow& row = rows.front();
    if (const auto refusal = parseRefusal(outcome->body))
        return onRefusals(rows, {&*refusal, 1}, status, outcome->retryAfter);
    const std::string reason = "status " + std::to_string(status);
    if (status == 409) return refused(row, conflictAtOperator(), reason);
    if (statusIsAboutContent(status)) return recordFailed(rows, operatorFault(status));
    return lineFailed(rows, operatorFault(status), outcome->retryAfter, MayHaveLeft::Yes);
}

// The operator's word on each record: receipts first, so that nothing that is said of one record keeps
// another's from being stored.
void SyncWorker::onItems(const std::vector<QueueRow>& rows, const std::vector<BatchItem>& items) {
    std::vector<QueueRow> answered, others;
    std::vector<RegistrationQueue::ReceiptFor> receipts;
    std::vector<Refusal> refusals;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (const auto* receipt = std::get_if<Bytes>(&items[i])) {
            answered.push_back(rows[i]);
            receipts.push_back({rows[i].recordId, *receipt});
        } else {
            others.push_back(rows[i]);
            refusals.push_back(std::get<Refusal>(items[i]));
        }
    }
    if (!receipts.empty()) onReceipts(answered, receipts);
    if (!others.empty()) onRefusals(others, refusals, 200, std::nullopt);
}

void SyncWorker::onRefusals(std::span<const QueueRow> rows, std::span<const Refusal> refusals, int status,
                            std::optional<Millis> retryAfter) {
    std::vector<QueueRow> later;
    std::optional<Error> why;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string reason(refusalName(refusals[i]));
        switch (verdictOf(refusals[i])) {
            case Verdict::AboutRecord:
                refused(rows[i],
                        refusals[i] == Refusal::Conflict ? conflictAtOperator() : refusedByOperator(reason),
                        reason);
                continue;
            case Verdict::AboutDevice:
                why = refusedByOperator(reason);
                // Where a certificate is wanted, the contact brings another one.
                if (m_client.certificateRefused()) m_nextContact.reset();
                break;
            case Verdict::NotNow:
                why = busy(status);
                break;
        }
        later.push_back(rows[i]);
    }
    if (why) lineFailed(later, *why, retryAfter, MayHaveLeft::Yes);
}

void SyncWorker::onReceipts(const std::vector<QueueRow>& rows,
                            std::span<const RegistrationQueue::ReceiptFor> receipts) {
    const auto outcomes = m_queue.acceptReceipts(receipts, m_operatorKeys);
    std::vector<QueueRow> unreadable;
    std::optional<Error> reason;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (outcomes[i]) continue;
        const Error& error = outcomes[i].error();
        if (isAboutStore(error.code)) {
            // The operator holds it; asking again brings the same receipt again.
            const auto again = m_clock.wall() + kStoreTroublePause;
            static_cast<void>(m_queue.markFailed(idsOf(rows), error.code, again, MayHaveLeft::Yes));
            return storeTrouble(error);
        }
        const bool notGenuine =
            error.code == ErrorCode::SignatureInvalid || error.code == ErrorCode::ReceiptOfAnotherRecord;
        // The operator may sign with a key that came into force since the last contact: ask before trying
        // again.
        if (error.code == ErrorCode::SignatureInvalid) m_nextContact.reset();
        reason = notGenuine ? forged(error) : answerUnreadable(error.detail);
        unreadable.push_back(rows[i]);
    }
    if (!reason)
        m_batch.answered(rows.size(), std::chrono::duration_cast<Millis>(m_clock.monotonic() - m_sentAt));
    if (unreadable.size() < rows.size()) {
        noteReached();
        m_log.info(kArea, "receipts stored: " + std::to_string(rows.size() - unreadable.size()));
        for (const auto& outcome : outcomes) {
            if (!outcome) continue;
            Q_EMIT rowChanged(*outcome);
            Q_EMIT recordSent(outcome->recordId);
        }
        m_report.start();
        schedule(Millis(0));
    }
    if (reason) recordFailed(unreadable, *reason);
}

// A genuine word of the operator came.
void SyncWorker::noteReached() {
    const WallTime now = m_clock.wall();
    if (!m_contactNoted || now - *m_contactNoted > kContactNote || now < *m_contactNoted) {
        if (m_queue.noteContact(now)) m_contactNoted = now;
    }
    const auto line = m_queue.line();
    if (line && (line->failuresInRow > 0 || line->notBefore)) static_cast<void>(m_queue.setLine({}));
    Q_EMIT operatorReached(now);
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

void SyncWorker::lineFailed(std::span<const QueueRow> rows, const Error& error,
                            std::optional<Millis> retryAfter, MayHaveLeft left) {
    m_log.warn(kArea, "operator not reached: " + describe(error));
    m_batch.failed();
    if (!rows.empty() && left == MayHaveLeft::Yes && isBreak(error.code)) m_partSize.broke();
    const auto line = m_queue.line();
    const int failures = (line ? line->failuresInRow : 0) + 1;
    const WallTime next = m_clock.wall() + m_policy.delay(failures, retryAfter);
    auto kept = m_queue.setLine({failures, next});
    if (kept) kept = m_queue.markFailed(idsOf(rows), error.code, next, left);
    if (!kept) return storeTrouble(kept.error());
    Q_EMIT operatorNotReached(error);
    for (const auto& row : rows) reportRow(row.recordId);
    scheduleFromQueue();
}

void SyncWorker::recordFailed(std::span<const QueueRow> rows, const Error& error) {
    if (rows.size() > 1) return lineFailed(rows, error, std::nullopt, MayHaveLeft::Yes);
    const QueueRow& row = rows.front();
    m_log.warn(kArea, "record " + row.recordId.shortCode() + " not taken: " + describe(error));
    m_batch.failed();
    const auto line = m_queue.line();
    const int failures = (line ? line->failuresInRow : 0) + 1;
    // Later than the line, so that the next knock is another record's: if that one is taken, the fault was
    // this one's.
    const WallTime lineNext = m_clock.wall() + m_policy.delay(failures, std::nullopt);
    const WallTime recordNext = lineNext + m_policy.delay(row.attempts, std::nullopt);
    auto kept = m_queue.setLine({failures, lineNext});
    if (kept) kept = m_queue.markFailed(idsOf(rows), error.code, recordNext, MayHaveLeft::Yes);
    if (!kept) return storeTrouble(kept.error());
    Q_EMIT operatorNotReached(error);
    reportRow(row.recordId);
    scheduleFromQueue();
}

void SyncWorker::tellStoreTrouble(const Error& error) {
    m_log.error(kArea, "queue not usable: " + describe(error));
    Q_EMIT storeFailed(error);
}

// What became of the records under way may not be in the queue: nobody but the next tick would say so.
void SyncWorker::storeTrouble(const Error& error) {
    tellStoreTrouble(error);
    m_unsettled = true;
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
    std::optional<Millis> next;
    if (summary->waiting > 0 && summary->nextAttempt)
        next = std::chrono::duration_cast<Millis>(*summary->nextAttempt - m_clock.wall());
    if (m_contact != nullptr) {
        // Not before the line as a whole: an operator that is away is not asked for the time either.
        const auto line = m_queue.line();
        auto contact = m_nextContact
                           ? std::chrono::duration_cast<Millis>(*m_nextContact - m_clock.monotonic())
                           : Millis(0);
        if (line && line->notBefore)
            contact =
                std::max(contact, std::chrono::duration_cast<Millis>(*line->notBefore - m_clock.wall()));
        next = std::min(next.value_or(contact), contact);
    }
    if (next) schedule(std::max(*next + Millis(1), Millis(1)));  // else wake() comes with the next record
}

}  // namespace countersign
