// Sends the queue to the operator: oldest first, one request at a time with as many records as the line bears
// (batch_size.h), each until the operator's signed receipt is stored and the payload erased. Records thread
// only; owned by RecordsThread. All collaborators outlive it.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "core/log.h"
#include "core/retry_policy.h"
#include "protocol/batch.h"
#include "store/device_identity.h"
#include "store/queue_types.h"
#include "store/registration_queue.h"
#include "sync/batch_size.h"
#include "sync/contact_keeper.h"
#include "sync/gateway_client.h"
#include "sync/part_plan.h"
#include "sync/politeness.h"

namespace countersign {

class SyncWorker final : public QObject {
    Q_OBJECT
  public:
    SyncWorker(RegistrationQueue& queue, GatewayClient& client, std::vector<VerifyingKey> operatorKeys,
               RetryPolicy policy, const Clock& clock, Log& log, FaultPoints& faults,
               QObject* parent = nullptr);
    ~SyncWorker() override;

    // Without it the operator is told nothing but records.
    void keepContact(ContactKeeper& keeper) { m_contact = &keeper; }

    // From now on receipts are believed by these.
    void believe(std::vector<VerifyingKey> operatorKeys) { m_operatorKeys = std::move(operatorKeys); }
    // Without it the line is taken for one that costs nothing. Called often, on this thread.
    void bePolite(ReadConditions read) { m_conditions = std::move(read); }

    void start();    // the schedule kept from the last run applies
    void stop();     // nothing is sent any more; what was under way goes out again at the next start
    void wake();     // a record was saved or put back in line
    void sendNow();  // a person asked: all schedules are forgotten

  Q_SIGNALS:
    void queueChanged(const countersign::QueueSummary& summary);
    void rowChanged(const countersign::QueueRow& row);
    void recordSent(const countersign::RecordId& recordId);
    void operatorReached(countersign::WallTime at);
    void operatorNotReached(const countersign::Error& cause);  // 9xx
    void storeFailed(const countersign::Error& cause);  // 7xx, 1xx: the queue could not be read or written
    void noticeTaken(const countersign::NoticeEffect& effect);

  private:
    void tick();
    [[nodiscard]] Status judgeClock();
    void contact();
    void onNotice(const GatewayClient::Outcome& outcome);
    [[nodiscard]] bool contactDue() const;
    [[nodiscard]] Pace pace() const { return m_conditions ? paceFor(m_conditions()) : kUsualPace; }
    void send(std::vector<OutgoingRecord> records);
    // In parts goes what broke before, and what is larger than anything that lately came through in one
    // piece.
    [[nodiscard]] bool goesInParts(const OutgoingRecord& record) const;
    void sendPart(const std::vector<QueueRow>& rows);
    void onPart(const std::vector<QueueRow>& rows, const GatewayClient::Outcome& outcome);
    void post(GatewayRequest request, std::vector<QueueRow> rows);
    void onOutcome(const std::vector<QueueRow>& rows, const GatewayClient::Outcome& outcome);
    void onItems(const std::vector<QueueRow>& rows, const std::vector<BatchItem>& items);
    void onReceipts(const std::vector<QueueRow>& rows,
                    std::span<const RegistrationQueue::ReceiptFor> receipts);
    void onRefusals(std::span<const QueueRow> rows, std::span<const Refusal> refusals, int status,
                    std::optional<Millis> retryAfter);
    void noteReached();
    void refused(const QueueRow& row, const Error& error, const std::string& reason);
    // The whole line waits: the operator is away, busy or not itself.
    void lineFailed(std::span<const QueueRow> rows, const Error& error, std::optional<Millis> retryAfter,
                    MayHaveLeft left);
    // This record waits longer than the line: the fault may be its own. Of several it is not known whose: the
    // line waits, and goes on one by one.
    void recordFailed(std::span<const QueueRow> rows, const Error& error);
    void tellStoreTrouble(const Error& error);
    void storeTrouble(const Error& error);
    void reportRow(RecordId recordId);
    void reportQueue();
    void schedule(Millis delay);
    void scheduleFromQueue();

    RegistrationQueue& m_queue;
    GatewayClient& m_client;
    std::vector<VerifyingKey> m_operatorKeys;
    RetryPolicy m_policy;
    const Clock& m_clock;
    Log& m_log;
    FaultPoints& m_faults;
    QTimer m_timer;   // the next attempt
    QTimer m_report;  // the next summary
    ContactKeeper* m_contact = nullptr;
    struct ClockSeen {
        WallTime wall;
        MonotonicTime monotonic;
    };
    std::optional<ClockSeen> m_seen;             // at the last tick
    std::optional<MonotonicTime> m_nextContact;  // empty: at once
    ReadConditions m_conditions;
    std::optional<MonotonicTime> m_gatherUntil;  // records wait for company
    std::optional<WallTime> m_contactNoted;
    BatchSize m_batch;
    PartSize m_partSize;
    std::optional<PartPlan> m_plan;  // while a record goes in parts
    bool m_partsTaken = true;        // false: this operator knows none; until the next start
    MonotonicTime m_sentAt;
    enum class Phase { Stopped = 1, Idle, Sending };
    Phase m_phase = Phase::Stopped;
    bool m_unsettled = false;  // records may stand as "sending" though nothing is under way
};

}  // namespace countersign
