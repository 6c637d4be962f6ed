// Sends the queue to the operator: oldest first, one at a time, each until the operator's signed receipt is
// stored and the payload erased. Records thread only; owned by RecordsThread. All collaborators outlive it.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/log.h"
#include "store/device_identity.h"
#include "store/queue_types.h"
#include "store/registration_queue.h"
#include "sync/gateway_client.h"
#include "sync/retry_policy.h"

namespace countersign {

class SyncWorker final : public QObject {
    Q_OBJECT
  public:
    SyncWorker(RegistrationQueue& queue, GatewayClient& client, std::vector<VerifyingKey> operatorKeys,
               RetryPolicy policy, const Clock& clock, Log& log, FaultPoints& faults,
               QObject* parent = nullptr);
    ~SyncWorker() override;

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

  private:
    void tick();
    void send(OutgoingRecord record);
    void onOutcome(const QueueRow& row, const GatewayClient::Outcome& outcome);
    void onReceipt(const QueueRow& row, const Bytes& receipt);
    void refused(const QueueRow& row, const Error& error, const std::string& reason);
    // The whole line waits: the operator is away, busy or not itself.
    void lineFailed(const QueueRow& row, const Error& error, std::optional<Millis> retryAfter,
                    MayHaveLeft left);
    // This record waits longer than the line: the fault may be its own.
    void recordFailed(const QueueRow& row, const Error& error);
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
    std::optional<WallTime> m_contactNoted;
    enum class Phase { Stopped = 1, Idle, Sending };
    Phase m_phase = Phase::Stopped;
};

}  // namespace countersign
